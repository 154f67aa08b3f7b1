//! Faults of a manifest: each has one error with its place and a remedy, and nothing is written.

use crate::first_use::{folder, model, put};
use crate::said::clientsmith;

/// Generates with a manifest, which has a fault at this line and column.
#[track_caller]
fn fails(manifest: &str, place: &str, with: &[&str]) {
    let folder = folder();
    let at = folder.path();
    put(at, "codegen.toml", manifest);
    let said = clientsmith(at, &["generate"]).fails(with).says(&[&format!("codegen.toml:{place}: ")]);
    assert_eq!(said.err.matches("error").count(), 1, "{}", said.err);
    assert!(!at.join("src").exists(), "nothing is written");
}

#[test]
fn faults_of_a_manifest_have_their_place_and_a_remedy() {
    let service = "[service.queue]\nmodel = \"queue.json\"\n";
    for (manifest, place, message, help) in [
        (format!("{service}operations = []\n"), "3:14", "`operations` is empty", "\"all\""),
        (
            format!("{service}operations = [\"GetItAll\", \"GetIt\", \"GetIt\"]\n"),
            "3:36",
            "the operation `GetIt` is listed twice",
            "remove one",
        ),
        (
            format!("[package]\nruntime = {{ git = \"https://example.org/it.git\" }}\n{service}operations = \"all\"\n"),
            "2:19",
            "without a state of it",
            "`rev`, `tag` and `branch`",
        ),
        (
            format!(
                "{service}operations = \"all\"\n[service.\"queue\"]\nmodel = \"keys.json\"\noperations = \"all\"\n"
            ),
            "4:10",
            "two services have one name",
            "another name",
        ),
        (format!("{service}operations = \"all\"\nmodle = \"x\"\n"), "4:1", "unknown field `modle`", "correct the name"),
        (format!("\n{service}"), "2:1", "missing field `operations`", "add `operations = \"all\"`, or a list of names"),
    ] {
        fails(&manifest, place, &[message, "help: ", help]);
    }
}

/// The names of modules that a package has itself, and those that no module can have.
#[test]
fn names_of_services_are_those_of_modules() {
    let service = "[service.queue]\nmodel = \"queue.json\"\n";
    for (manifest, place, message, help) in [
        (
            service.replace("queue]", "runtime]") + "operations = \"all\"\n",
            "1:10",
            "`runtime` cannot be a module of a service",
            "name its model with `model`",
        ),
        (
            service.replace("queue]", "partitions]") + "operations = \"all\"\n",
            "1:10",
            "the package uses this name itself",
            "give the service another name",
        ),
        (
            service.replace("queue]", "type]") + "operations = \"all\"\n",
            "1:10",
            "`type` cannot be a module: it has other characters, or is a keyword",
            "use lower-case letters",
        ),
    ] {
        fails(&manifest, place, &[message, "help: ", help]);
    }
}

/// A path would lead out of the folder of imported models.
#[test]
fn a_version_is_the_name_of_a_folder() {
    for version in ["../../x", "..", ".", "", "/tmp", "2012-11-05/x", "2012-11-05\\x", "C:x"] {
        let manifest = format!("[service.queue]\nversion = '{version}'\noperations = \"all\"\n");
        let message = format!("`{version}` is not the version of an imported model");
        fails(&manifest, "2:11", &[&message, "help: write the version of the API, such as \"2012-11-05\"", "`model`"]);
    }
    let there = "[service.queue]\nversion = \"2012-11-05\"\noperations = \"all\"\n";
    let folder = folder();
    put(folder.path(), "codegen.toml", there);
    clientsmith(folder.path(), &["generate"]).fails(&["there is no folder models/queue/2012-11-05"]);
}

#[test]
fn an_option_cannot_give_a_service_a_name_of_the_package() {
    let folder = folder();
    let at = folder.path();
    put(at, "runtime.json", &model("Runtime"));
    for model in [&["runtime.json"][..], &["queue.json", "--service", "partitions"]] {
        let said = clientsmith(at, &[&["generate", "--out", "made", "--model"], model].concat());
        said.fails(&[
            "cannot be a module of a service: the package uses this name itself",
            "help: name another module with --service",
        ]);
    }
    assert!(!at.join("made").exists(), "nothing is written");
}
