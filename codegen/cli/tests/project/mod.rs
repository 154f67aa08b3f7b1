//! A project of somebody else's: a manifest, a package, a workspace around it.

mod folders;
mod init;
mod line_endings;
mod ownership;
mod place;

use std::fs;

use crate::said::{clientsmith, root};
use place::{Place, model, runtime};

#[test]
fn a_package_has_any_number_of_services_and_generating_one_leaves_the_others() {
    let place = Place::with_clients(&[("queue", "queue"), ("keys", "keys")]);
    place.run_in("clients", &["generate"]).succeeds();
    let lib = place.text("clients/src/lib.rs");
    assert!(lib.contains("pub mod queue;") && lib.contains("pub mod keys;"), "{lib}");
    assert!(place.text("clients/Cargo.toml").contains("features = [\"xml\"]"));

    place.list(&[("queue", "queue")]);
    place.run_in("clients", &["check"]).succeeds().says(&["kept ./src/keys", "--prune"]);
    place.run_in("clients", &["generate"]).succeeds().says(&["kept ./src/keys", "--prune", "0 removed"]);
    assert_eq!(place.text("clients/src/lib.rs"), lib, "the service that is not listed any more stays");
    assert_eq!(place.run_in("clients", &["check", "--prune"]).code, Some(1));

    place.run_in("clients", &["generate", "--prune"]).succeeds().says(&["removed src/keys/mod.rs"]);
    assert!(!place.path().join("clients/src/keys").exists());
    assert!(!place.text("clients/src/lib.rs").contains("keys"));
    place.run_in("clients", &["check", "--prune"]).succeeds();

    place.list(&[]);
    place.run_in("clients", &["generate"]).fails(&["lists no service"]);
    place.run_in("clients", &["generate", "--prune"]).succeeds().says(&["removed src/queue/mod.rs"]);
    assert!(!place.path().join("clients/src/queue").exists());
}

#[test]
fn a_model_without_a_manifest_joins_the_services_of_the_package() {
    let place = Place::new();
    let generate = |model: &str, more: &[&str]| {
        let model = format!("models/{model}.json");
        let common = ["generate", "--model", &model, "--out", "apart/from/it", "--runtime", &runtime()];
        place.run(&[&common[..], more].concat())
    };
    generate("queue", &[]).succeeds();
    let cargo = place.text("apart/from/it/Cargo.toml");
    assert!(
        cargo.contains("name = \"queue-client\"") && !cargo.contains("[workspace]"),
        "excluded folders need none: {cargo}"
    );
    generate("keys", &[]).succeeds().says(&["kept apart/from/it/src/queue"]);
    let lib = place.text("apart/from/it/src/lib.rs");
    assert!(lib.contains("pub mod queue;") && lib.contains("pub mod keys;"), "{lib}");
    assert!(place.text("apart/from/it/Cargo.toml").contains("features = [\"xml\"]"), "the dependency keeps up");
    generate("keys", &["--prune"]).succeeds().says(&["removed src/queue/mod.rs"]);
}

#[test]
fn another_protocol_enables_its_feature_or_says_what_to_change() {
    let place = Place::new();
    let both = model("Both", "query")
        .replace(r#""protocol": "query""#, r#""protocol": "query", "protocols": ["json", "query"]"#);
    place.put("models/both.json", &both);
    let generate = |more: &[&str]| {
        let common = ["generate", "--model", "models/both.json", "--out", "app/both", "--runtime", &runtime()];
        place.run(&[&common[..], more].concat())
    };
    generate(&[]).succeeds();
    let written = place.text("app/both/Cargo.toml");
    assert!(!written.contains("features = [\"query\"]"), "{written}");
    generate(&["--protocol", "query"]).succeeds().says(&["2 written"]);
    let cargo = place.text("app/both/Cargo.toml");
    assert!(cargo.contains("default-features = false, features = [\"query\"] }"), "{cargo}");
    assert_eq!(cargo.replace(", features = [\"query\"]", ""), written, "nothing else is changed");
    generate(&["--protocol", "query", "--check"]).succeeds();

    // A file that is not ours stays, and what to change is said.
    let foreign = written.split_once("\n\n").expect("a comment first").1;
    place.put("app/both/Cargo.toml", foreign);
    generate(&["--protocol", "query"])
        .succeeds()
        .says(&["warning", "add to the features of `codegen-runtime`: \"query\""]);
    assert_eq!(place.text("app/both/Cargo.toml"), foreign);
    place.put("app/both/Cargo.toml", "[package]\nname = \"both\"\n");
    generate(&["--protocol", "query"])
        .succeeds()
        .says(&["has no dependency on the runtime", "features = [\"query\"] }"]);
}

#[test]
fn a_package_is_a_member_where_the_workspace_says_so() {
    let place = Place::new();
    let generate = |out: &str| {
        // Each has a name of its own.
        let service = out.replace('/', "_");
        let common = ["generate", "--model", "models/queue.json", "--out", out, "--runtime", &runtime()];
        place.run(&[&common[..], &["--service", &service]].concat()).succeeds();
        place.text(&format!("{out}/Cargo.toml"))
    };
    assert!(generate("strange").contains("\n[workspace]\n"), "Cargo would not build it otherwise");
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"crates/*\", \"strange\"]\n";
    place.put("Cargo.toml", members);
    assert!(!generate("crates/queue").contains("[workspace]"));
    assert!(!generate("strange").contains("[workspace]"), "the workspace lists it by now");
    assert!(generate("crates/deep/queue").contains("[workspace]"), "`*` is one folder");
    assert_eq!(place.text("Cargo.toml"), members, "somebody else's workspace is not changed");
    let path = "path = \"../../../";
    assert!(generate("crates/queue").contains(path), "paths are relative");
}

#[test]
fn the_runtime_comes_from_where_the_manifest_says() {
    let place = Place::with_clients(&[("queue", "queue")]);
    place.run_in("clients", &["generate"]).succeeds();
    let text = place.text("clients/codegen.toml");
    let with = |runtime: &str| {
        let (_, services) = text.split_once("\n\n").expect("the package first");
        place.put("clients/codegen.toml", &format!("[package]\nruntime = {{ {runtime} }}\n\n{services}"));
        place.run_in("clients", &["generate"])
    };
    with("git = \"https://example.org/it.git\", rev = \"abc\"").succeeds();
    let cargo = place.text("clients/Cargo.toml");
    assert!(cargo.contains("git = \"https://example.org/it.git\", rev = \"abc\""), "{cargo}");
    assert!(!cargo.contains("path ="), "{cargo}");
    with("version = \"0.1\"").succeeds();
    let cargo = place.text("clients/Cargo.toml");
    assert!(cargo.contains("version = \"0.1\"") && !cargo.contains("git"), "{cargo}");

    let before = place.files();
    for (runtime, at, message) in [
        ("path = \"..\", version = \"1\"", "2:36", "both `path` and `version` are named"),
        ("rev = \"abc\"", "2:19", "the runtime has no source"),
        ("", "2:11", "the runtime has no source"),
        ("version = \"1\", branch = \"main\"", "2:37", "`branch` belongs to `git`"),
        ("git = \"u\", rev = \"abc\", tag = \"v\"", "2:43", "both `rev` and `tag` name a state"),
        ("git = \"\"", "2:19", "`git` is empty"),
        ("path = \"nowhere\"", "2:11", "there is no Cargo.toml"),
        ("url = \"u\"", "2:13", "unknown field `url`"),
    ] {
        with(runtime).fails(&[&format!("codegen.toml:{at}: "), message, "help: "]);
        let manifest = place.path().join("clients/codegen.toml");
        assert!(
            place.files().iter().all(|(path, text)| *path == manifest || before.get(path) == Some(text)),
            "{runtime}"
        );
    }
}

#[test]
fn an_invalid_manifest_is_reported_with_its_place_and_help() {
    let place = Place::with_clients(&[]);
    for (text, at, message, help) in [
        ("[service.queue]\nmodle = \"x\"\n", "2:1", "unknown field `modle`, expected one of", "correct the name"),
        (
            "[service.queue]\nversion = \"1\"\noperations = \"all\"\n[service.queue]\n",
            "4:10",
            "duplicate key",
            "another name",
        ),
        ("[service.queue]\noperations = \"all\"\n", "1:10", "`queue` has no model", "write `model`"),
        (
            "[service.queue]\nmodel = \"a\"\nversion = \"1\"\noperations = \"all\"\n",
            "2:9",
            "both `version` and `model`",
            "`model`",
        ),
        (
            "[service.queue]\nmodel = \"a.json\"\noperations = \"all\"\n",
            "2:9",
            "there is no model a.json",
            "relative to this file",
        ),
        ("[service.queue]\nmodel = \"../models/queue.json\"\noperations = \"most\"\n", "3:14", "\"all\" or a list", ""),
        (
            "[service.queue]\nmodel = \"../models/queue.json\"\noperations = \"all\"\noverlay = \"o\"\n",
            "4:11",
            "there is no overlay o",
            "",
        ),
        (
            "[service.My-Queue]\nmodel = \"../models/queue.json\"\noperations = \"all\"\n",
            "1:10",
            "cannot be a module",
            "",
        ),
        (
            "[package]\nname = \"other\"\n[service.queue]\nmodel = \"../models/queue.json\"\noperations = \"all\"\n",
            "2:8",
            "called `other` here and `clients`",
            "leave `name` out",
        ),
        ("[service\n", "1:9", "", ""),
    ] {
        place.put("clients/codegen.toml", text);
        place.run_in("clients", &["generate"]).fails(&[&format!("codegen.toml:{at}: "), message, help, "^"]);
    }
    place.put("clients/codegen.toml", "[service.queue]\nversion = \"1\"\noperations = \"all\"\n");
    place
        .run_in("clients", &["generate"])
        .fails(&["lists queue 1, and there is no folder models/queue/1", "clientsmith import"]);
    assert!(place.text("clients/src/lib.rs").contains("pub use codegen_runtime"), "it is as init wrote it");
}

#[test]
fn somebody_elses_files_are_never_touched() {
    let place = Place::with_clients(&[("queue", "queue")]);
    place.run_in("clients", &["generate"]).succeeds();
    // Beside the services, and in the folder of one.
    place.put("clients/src/main.rs", "fn main() {}\n");
    place.put("clients/src/queue/notes.txt", "mine\n");
    place.put(
        "clients/src/queue/operation/old.rs",
        "// Generated by `clientsmith generate` from models. Do not edit.\n",
    );
    place.run_in("clients", &["generate"]).succeeds().says(&["removed src/queue/operation/old.rs", "1 removed"]);
    assert_eq!(place.text("clients/src/queue/notes.txt"), "mine\n");
    place.list(&[("keys", "keys")]);
    place.run_in("clients", &["generate", "--prune"]).succeeds().says(&["removed src/queue/mod.rs"]);
    assert_eq!(place.text("clients/src/queue/notes.txt"), "mine\n");
    assert_eq!(place.text("clients/src/main.rs"), "fn main() {}\n");

    // A folder that has the name of a service, and a library that was not generated.
    place.put("clients/src/other/mod.rs", "// mine\n");
    place.list(&[("keys", "keys"), ("other", "queue")]);
    let before = place.files();
    place.run_in("clients", &["generate"]).fails(&[
        "src/other/mod.rs was not generated by this tool",
        "nothing was written",
        "--out",
    ]);
    assert!(place.files() == before);
    for (path, text) in
        [("app/src/lib.rs", "//! Mine.\n"), ("other/api.txt", "mine\n"), ("third/src/main.rs", "fn main() {}\n")]
    {
        place.put(path, text);
        let out = path.split('/').next().unwrap_or_default();
        let before = place.files();
        let arguments = ["generate", "--model", "models/queue.json", "--out", out, "--runtime", &runtime()];
        place.run(&arguments).fails(&[&format!("{path} was not generated by this tool"), "--out"]);
        assert!(place.files() == before);
    }
}

#[test]
fn a_version_of_the_runtime_that_is_none_is_an_error_in_the_manifest() {
    let place = Place::with_clients(&[("queue", "queue")]);
    let manifest = place.text("clients/codegen.toml").replace("[package]", "[package]\nname = \"clients\"");
    let lines: Vec<&str> = manifest.lines().filter(|line| !line.starts_with("runtime")).collect();
    let manifest = lines.join("\n").replacen("name =", "runtime = { version = \"0.1.x.y\" }\nname =", 1);
    place.put("clients/codegen.toml", &manifest);
    place.run_in("clients", &["generate"]).fails(&["codegen.toml:", "`0.1.x.y` is not a version requirement of Cargo"]);
    place.put("clients/codegen.toml", &manifest.replace("runtime =", "runtimes ="));
    let error = place.run_in("clients", &["generate"]).fails(&["unknown field `runtimes`", "`runtime`"]).err;
    assert!(!error.contains("README"), "{error}");
}

#[test]
fn a_package_is_not_made_among_the_sources_of_another_one() {
    let place = Place::with_clients(&[("queue", "queue")]);
    let before = place.files();
    for out in ["src", "./src/made", "../clients/src"] {
        place.run_in("clients", &["generate", "--out", out]).fails(&[
            "is among the sources of the package in",
            "nothing was written",
            "--out clients",
        ]);
    }
    assert!(place.files() == before);
    // Beside the sources, a package is as good as anywhere.
    place.run_in("clients", &["generate", "--out", "made", "--runtime", &runtime()]).succeeds();
}

#[test]
fn a_folder_with_somebodys_files_is_refused_for_what_they_are() {
    let place = Place::with_clients(&[("queue", "queue")]);
    place.put("theirs/src/a.json", "{}");
    let said = place.run_in("clients", &["generate", "--out", "../theirs", "--runtime", &runtime()]);
    let said = said.fails(&["src/a.json was not generated", "there is no generated src/lib.rs beside it", "--out"]);
    assert!(!said.err.contains("would replace it"), "{}", said.err);
}

#[test]
fn importing_says_what_to_list() {
    let place = Place::with_clients(&[("queue", "queue")]);
    place.put("published/service-2.json", &model("Bell", "json"));
    let said = place.run_in("clients", &["import", "../published", "--version", "1.2.3"]).succeeds();
    said.says(&["imported bell/2020-01-01 to models", "[service.bell]\n  version = \"2020-01-01\""]);
    let provenance = place.text("clients/models/bell/2020-01-01/provenance.toml");
    assert!(provenance.contains("Written by `clientsmith import`"), "{provenance}");
    let manifest = place.text("clients/codegen.toml");
    place.put("clients/codegen.toml", &(manifest + "[service.bell]\nversion = \"2020-01-01\"\noperations = \"all\"\n"));
    place.run_in("clients", &["generate"]).succeeds();
    let first = place.text("clients/src/bell/client.rs");
    assert!(first.contains("from models/bell/2020-01-01."), "{first}");
    let said = place.run_in("clients", &["import", "../published", "--version", "1.2.3"]).succeeds();
    assert!(!said.err.contains("[service.bell]"), "{}", said.err);
}

#[test]
fn this_repository_is_the_first_user() {
    let models = root().join("models");
    clientsmith(&models, &["check"]).succeeds().says(&["generated is up to date"]);
    let built_in = fs::read(root().join("codegen/cli/src/partitions.json")).expect("the built-in partitions");
    let imported = fs::read(models.join("partitions.json")).expect("the imported partitions");
    assert!(built_in == imported, "out of date: cp models/partitions.json codegen/cli/src/partitions.json");
}

#[test]
fn nothing_refers_to_the_checkout_that_built_the_program() {
    let program = fs::read(env!("CARGO_BIN_EXE_clientsmith")).expect("the program");
    for place in ["codegen/cli", "codegen/runtime", "models"] {
        let place = root().join(place).display().to_string();
        assert!(!program.windows(place.len()).any(|window| window == place.as_bytes()), "the program holds {place}");
    }
}

/// Runs git in a place, which becomes a repository first.
fn commit(place: &Place) {
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.current_dir(place.path()).args(["-c", "user.name=t", "-c", "user.email=t@example.com"]).args(arguments);
        assert!(git.status().expect("git can be run").success(), "{arguments:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "All"]);
}

/// A model of the manifest may be packed, whatever it is called, also at a revision.
#[test]
fn a_packed_model_is_read_from_disk_and_from_a_revision() {
    use std::io::Read as _;

    let place = Place::with_clients(&[("queue", "queue")]);
    let pack = |text: &str| {
        let mut packed = Vec::new();
        let mut encoder = flate2::read::GzEncoder::new(text.as_bytes(), flate2::Compression::fast());
        encoder.read_to_end(&mut packed).expect("packed");
        fs::write(place.path().join("models/queue.json"), packed).expect("written");
    };
    pack(&model("Queue", "json"));
    place.run_in("clients", &["generate"]).succeeds().says(&["2 operations"]);
    place.run(&["convert", "models/queue.json", "-o", "smithy.json"]).succeeds();
    commit(&place);
    pack(&model("Queue", "json").replace("PutIt", "PutThat"));
    let said = place.run_in("clients", &["diff", "--since", "HEAD"]).succeeds();
    assert!(said.out.contains("PutThat"), "{}", said.out);
}

#[test]
fn the_lines_that_a_run_counts_are_those_of_rust() {
    let place = Place::with_clients(&[("queue", "queue")]);
    let said = place.run_in("clients", &["generate"]).succeeds();
    let sources = place.files().into_iter().filter(|(path, _)| path.starts_with(place.path().join("clients/src")));
    let lines: usize = sources.map(|(_, text)| text.iter().filter(|byte| **byte == b'\n').count()).sum();
    said.says(&[&format!(", {lines} lines of Rust; ")]);
}

#[test]
fn services_that_come_and_go_are_changes_of_the_package() {
    let place = Place::with_clients(&[("queue", "queue"), ("keys", "keys")]);
    let denied = |level: &str| place.run_in("clients", &["diff", "--since", "HEAD", "--deny", level]);
    let said = place.run_in("clients", &["diff", "--since", "HEAD"]);
    said.fails(&["is in no git repository", "help: "]);
    commit(&place);
    assert_eq!(denied("patch").succeeds().out.matches("no change").count(), 2);

    place.list(&[("queue", "queue"), ("keys", "keys"), ("more", "keys")]);
    let said = denied("major").succeeds();
    assert!(said.out.contains("service more: minor, the service was added"), "{}", said.out);
    denied("minor").fails(&["denied"]);

    place.list(&[("queue", "queue")]);
    let said = place.run_in("clients", &["diff", "--since", "HEAD", "--message-format", "json"]).succeeds();
    let facts = [r#""reason":"service""#, r#""service":"keys""#, r#""change":"removed""#, r#""level":"major""#];
    assert!(said.out.lines().any(|line| facts.iter().all(|fact| line.contains(fact))), "{}", said.out);
    assert!(said.out.contains(r#""reason":"verdict""#), "the other service is compared: {}", said.out);
    denied("major").fails(&["denied"]);
}
