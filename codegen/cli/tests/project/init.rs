//! `init`, and where a manifest is found.

use std::fs;

use super::place::Place;

#[test]
fn init_writes_a_manifest_with_comments_and_a_member_of_the_workspace() {
    let place = Place::new();
    place
        .run(&["init", "some/new/clients"])
        .succeeds()
        .says(&["some/new/clients/codegen.toml", "added some/new/clients to the members of the workspace in"]);
    assert!(
        place.text("Cargo.toml").contains("    \"app\",\n    \"some/new/clients\",\n]"),
        "{}",
        place.text("Cargo.toml")
    );
    let cargo = place.text("some/new/clients/Cargo.toml");
    assert!(cargo.contains("name = \"clients\"") && !cargo.contains("[workspace]"), "{cargo}");
    let version = format!("package = \"clientsmith-runtime\", version = {:?}", env!("CARGO_PKG_VERSION"));
    assert!(cargo.contains(&version), "{cargo}");
    let manifest = place.text("some/new/clients/codegen.toml");
    for text in
        ["[package]", "# runtime = { version", "# [service.sqs]", "# model =", "# operations =", "clientsmith check"]
    {
        assert!(manifest.contains(text), "{text}: {manifest}");
    }
    place.run_in("some/new/clients", &["generate"]).fails(&["codegen.toml lists no service", "[service.sqs]"]);
}

#[test]
fn what_init_wrote_builds_and_so_does_what_is_generated_into_it() {
    if !crate::nested::nested_builds_run() {
        return;
    }
    let place = Place::with_clients(&[("queue", "queue"), ("keys", "keys")]);
    crate::said::check(&place.path().join("clients"), place.path(), &["--no-default-features"]).succeeds();
    place.run_in("clients", &["generate"]).succeeds();
    crate::said::check(&place.path().join("clients"), place.path(), &["--no-default-features"]).succeeds();
}

/// Nobody can create files in this folder, whoever runs the test.
#[cfg(target_os = "linux")]
#[test]
fn init_says_where_it_cannot_write() {
    let said = crate::said::clientsmith(std::path::Path::new("/proc"), &["init", "clients"]);
    let said = said.fails(&["cannot create files in /proc: allow writing there and run again"]);
    assert!(!said.err.contains("generated file"), "{}", said.err);
}

#[test]
fn init_touches_nothing_that_is_there() {
    let place = Place::new();
    let before = place.files();
    place.run(&["init"]).fails(&["Cargo.toml already exists", "init clients"]);
    place.run(&["init", "app"]).fails(&["app/Cargo.toml already exists"]);
    for name in ["1abc", "x y"] {
        let error = format!("error: --name: `{name}` cannot be the name of a package");
        place.run(&["init", "clients", "--name", name]).fails(&[
            &error,
            "nothing was written",
            "for example `clients`",
        ]);
    }
    let wrong = place.run(&["init", "clients", "--runtime", "version=notaversion"]);
    assert_eq!(wrong.code, Some(2), "{}", wrong.err);
    wrong.says(&["`notaversion` is not a version requirement of Cargo", "such as version=0.1"]);
    let nowhere = place.run(&["init", "clients", "--runtime", "path=nowhere"]);
    let nowhere =
        nowhere.fails(&["the runtime is not in nowhere", "--runtime path=FOLDER", "--runtime git=URL,rev=COMMIT"]);
    assert!(!nowhere.err.contains('{'), "an option is not TOML: {}", nowhere.err);
    for (option, message) in [
        ("git=https://example.org/it.git", "add one of `rev`, `tag` and `branch`: git=URL,rev=COMMIT"),
        ("path=", "write one of path=FOLDER, git=URL,rev=COMMIT"),
        ("path", "write one of path=FOLDER, git=URL,rev=COMMIT"),
        ("url=u", "there is no key `url`; write one of path=FOLDER"),
    ] {
        let wrong = place.run(&["init", "clients", "--runtime", option]);
        assert_eq!(wrong.code, Some(2), "{}", wrong.err);
        let wrong = wrong.says(&[message]);
        assert!(!wrong.err.contains('{'), "an option is not TOML: {}", wrong.err);
    }
    assert!(place.files() == before);
}

#[test]
fn the_manifest_is_found_from_any_folder_below_it() {
    let place = Place::with_clients(&[("queue", "queue")]);
    fs::create_dir_all(place.path().join("clients/deep/er")).expect("a folder");
    place.run_in("clients/deep/er", &["generate"]).succeeds().says(&["queue: 2 operations"]);
    place.run_in("clients/src", &["check"]).succeeds().says(&["up to date"]);
    place.run_in("app", &["check"]).fails(&["there is no codegen.toml", "clientsmith init", "--model"]);
    place.run_in("app", &["check", "--manifest", "../clients/codegen.toml"]).succeeds();
    place.run_in("app", &["check", "--manifest", "../clients"]).fails(&["is a folder", "../clients/codegen.toml"]);
    place.run_in("app", &["check", "--manifest", "none.toml"]).fails(&["there is no manifest none.toml"]);
    place.put("clients/models/codegen.toml", "");
    place.run_in("clients", &["check"]).fails(&["has both codegen.toml and models/codegen.toml", "--manifest"]);
}

#[test]
fn a_manifest_in_a_folder_called_models_is_about_the_project_around_it() {
    let place = Place::new();
    let runtime = crate::said::root().join("codegen/runtime").display().to_string();
    let package = format!("[package]\npath = \"../made\"\nruntime = {{ path = {runtime:?} }}\n");
    let service = "[service.queue]\nmodel = \"queue.json\"\noperations = [\"GetIt\"]\n";
    place.put("models/codegen.toml", &(package + service));
    place.run_in("app", &["generate"]).succeeds().says(&["made: 1 operation"]);
    let first = place.text("made/src/queue/client.rs");
    assert!(
        first.starts_with("// Generated by `clientsmith generate` from models/queue.json. Do not edit."),
        "{first}"
    );
    assert!(place.text("Cargo.toml").contains("\"made\""), "it is a member");
}

/// Cargo reads no workspace with two packages of one name, so that each command would fail afterwards.
#[test]
fn a_name_that_another_package_of_the_workspace_has_is_refused() {
    let place = Place::new();
    let workspace = "[workspace]\nmembers = [\"app\", \"crates/*\"]\nexclude = [\"crates/apart\"]\n\n[package]\nname = \"root\"\n\n[dependencies]\nby-path = { \
                     path = \"by/path\" }\n";
    place.put("Cargo.toml", workspace);
    let package = |folder: &str, name: &str, rest: &str| {
        place.put(&format!("{folder}/Cargo.toml"), &format!("[package]\nname = \"{name}\"\n{rest}"));
    };
    package("crates/one", "listed", "[target.'cfg(unix)'.build-dependencies]\nx = { path = \"../../by/two\" }\n");
    package("crates/apart", "excluded", "");
    package("by/path", "by-path", "");
    package("by/two", "of-a-member", "");
    package("elsewhere", "no-member", "");
    place.put("crates/broken/Cargo.toml", "[package\n");
    let before = place.files();
    for (name, other) in [
        ("app", "app/Cargo.toml"),
        ("root", "Cargo.toml"),
        ("listed", "crates/one/Cargo.toml"),
        ("by-path", "by/path/Cargo.toml"),
        ("of-a-member", "by/two/Cargo.toml"),
    ] {
        place.run(&["init", "clients", "--name", name]).fails(&[
            &format!("cannot be called `{name}`: {other} has this name, and a workspace (Cargo.toml)"),
            "nothing was written",
            "help: give the package another name: by `init --name NAME`",
        ]);
        // The folder names the package, too; the workspace lists some folders already.
        place.run(&["init", &format!("deep/{name}")]).fails(&[&format!("`{name}`: {other} has")]);
        place.run(&["init", &format!("crates/{name}")]).fails(&[&format!("`{name}`: {other} has")]);
        assert!(place.files() == before, "{name}");
    }
    // A manifest that names the package, and packages that options put into the workspace or beside it.
    place.put(
        "made/codegen.toml",
        "[package]\nname = \"listed\"\n[service.queue]\nmodel = \"../models/queue.json\"\noperations = \"all\"\n",
    );
    place.run_in("made", &["generate"]).fails(&[
        "cannot be called `listed`: ",
        "crates/one/Cargo.toml has",
        "nothing was written",
    ]);
    let queue = |out: &str| place.run(&["generate", "--model", "models/queue.json", "--out", out]);
    package("crates/one", "queue-client", "");
    queue("crates/made").fails(&["`queue-client`: crates/one/Cargo.toml has", "`name` of [package]"]);
    queue("beside").succeeds();
    assert!(place.text("beside/Cargo.toml").contains("[workspace]"));

    for name in ["excluded", "no-member", "listed"] {
        place.run(&["init", &format!("free/{name}")]).succeeds();
    }
}

#[test]
fn members_that_are_no_list_are_an_error() {
    let place = Place::new();
    place.put("Cargo.toml", "[workspace]\nmembers = \"x\"\n");
    let with = [
        "`members` of the workspace is not a list, and \"clients\" was not added",
        "help: write `members = [\"clients\"]`",
    ];
    place.run(&["init", "clients"]).fails(&with);
}

#[test]
fn a_command_is_one_line_of_text() {
    for command in ["", "  ", "make\\nclients"] {
        let place = Place::new();
        place.put("codegen.toml", &format!("[package]\ncommand = \"{command}\"\n"));
        let with = ["codegen.toml:2:11: `command` is not one line of text", "help: write the command in one line"];
        place.run(&["generate"]).fails(&with);
    }
}
