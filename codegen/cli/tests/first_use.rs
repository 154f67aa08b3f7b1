//! Mistakes of a person who uses the program for the first time: each has a message that says what to do.

use std::fs;
use std::path::Path;

use crate::said::{Said, clientsmith, root};
use tempfile::TempDir;

/// A model in botocore's format with the operations GetIt and PutIt.
pub(crate) fn model(name: &str) -> String {
    format!(
        r#"{{ "metadata": {{ "serviceId": "{name}", "apiVersion": "2020-01-01", "protocol": "json", "endpointPrefix": "x",
            "targetPrefix": "X" }},
            "operations": {{ "GetIt": {{ "name": "GetIt", "input": {{ "shape": "In" }}, "http": {{ "method": "POST", "requestUri": "/" }} }},
                "PutIt": {{ "name": "PutIt", "input": {{ "shape": "In" }}, "http": {{ "method": "POST", "requestUri": "/" }} }} }},
            "shapes": {{ "In": {{ "type": "structure", "members": {{ "id": {{ "shape": "Id" }} }} }}, "Id": {{ "type": "string" }} }} }}"#
    )
}

pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(folder.path(), "queue.json", &model("Queue"));
    put(folder.path(), "keys.json", &model("Keys"));
    folder
}

pub(crate) fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("written");
}

fn text(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn runtime() -> String {
    format!("path={}", root().join("codegen/runtime").display())
}

/// Generates the service `queue` into the package in a folder.
fn generate(folder: &Path, out: &str) -> Said {
    clientsmith(folder, &["generate", "--model", "queue.json", "--out", out, "--runtime", &runtime()]).succeeds()
}

/// The lines in a warning, which are indented by two spaces.
fn advised(said: &Said) -> Vec<&str> {
    said.err.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' ')).collect()
}

#[test]
fn advice_for_a_foreign_package_has_the_lines_to_add() {
    let folder = folder();
    let at = folder.path();
    put(at, "mine/Cargo.toml", "[package]\nname = \"mine\"\n");
    let said = generate(at, "mine");
    let lines = advised(&said);
    let runtime = lines.last().expect("a dependency").to_owned();
    assert_eq!(
        lines,
        [
            "[package]",
            "edition = \"2024\"",
            "[features]",
            "default = [\"client\"]",
            "client = [\"codegen-runtime/client\"]",
            "serde = [\"codegen-runtime/serde\"]",
            "test-util = [\"codegen-runtime/test-util\"]",
            "[dependencies]",
            runtime,
        ]
    );
    assert!(runtime.starts_with("codegen-runtime = { package = \"clientsmith-runtime\", path = \""), "{runtime}");

    // With these lines in the file, nothing is left to say.
    let whole = format!("[package]\nname = \"mine\"\n{}\n", lines[1..].join("\n"));
    put(at, "mine/Cargo.toml", &whole);
    let said = generate(at, "mine");
    assert!(!said.err.contains("warning"), "{}", said.err);
    assert_eq!(text(at, "mine/Cargo.toml"), whole, "it belongs to somebody else");

    // What is there already is not named again, and neither is a default that the package has decided on.
    put(at, "mine/Cargo.toml", &whole.replace("default = [\"client\"]\n", "").replace("serde = ", "other = "));
    assert_eq!(advised(&generate(at, "mine")), ["[features]", "serde = [\"codegen-runtime/serde\"]"]);
    put(at, "mine/Cargo.toml", &whole.replace("2024", "2018"));
    assert_eq!(advised(&generate(at, "mine")), ["[package]", "edition = \"2024\""]);

    // A workspace may give the edition.
    put(at, "mine/Cargo.toml", &whole.replace("edition = \"2024\"", "edition.workspace = true"));
    put(at, "Cargo.toml", "[workspace]\nmembers = [\"mine\"]\n[workspace.package]\nedition = \"2024\"\n");
    let said = generate(at, "mine");
    assert!(!said.err.contains("warning"), "{}", said.err);
}

#[test]
fn init_refuses_names_that_no_package_can_have() {
    let folder = folder();
    let at = folder.path();
    for name in ["async", "fn", "test", "core", "std", "1abc", "a b", "codegen-runtime"] {
        let said = clientsmith(at, &["init", "clients", "--name", name]);
        said.fails(&[&format!("`{name}` cannot be the name of a package: "), "help: begin with a letter", "`clients`"]);
    }
    for name in ["async", "test", "core"] {
        let said = clientsmith(at, &["init", name]);
        said.fails(&[&format!("`{name}`, the name of the folder, cannot be"), "--name NAME", "begin with a letter"]);
        assert!(!at.join(name).exists(), "nothing is written");
    }
    assert!(!at.join("clients").exists(), "nothing is written");
    clientsmith(at, &["init", "test", "--name", "queue-clients"]).succeeds();
    assert!(text(at, "test/Cargo.toml").contains("name = \"queue-clients\""));
}

/// Runs git in a folder.
fn git(folder: &Path, arguments: &[&str]) {
    let mut git = std::process::Command::new("git");
    git.current_dir(folder).args(["-c", "user.name=t", "-c", "user.email=t@example.com"]).args(arguments);
    assert!(git.status().expect("git can be run").success(), "{arguments:?}");
}

/// Fails as wrong usage, with these texts.
#[track_caller]
fn is_usage(said: &Said, with: &[&str]) {
    assert_eq!(said.code, Some(2), "{}{}", said.out, said.err);
    for text in with {
        assert!(said.err.contains(text), "`{text}` is not in:\n{}", said.err);
    }
}

#[test]
fn only_files_of_the_command_itself_are_replaced() {
    let folder = folder();
    let at = folder.path();
    let convert = |more: &[&str]| clientsmith(at, &[&["convert", "queue.json", "-o", "out.json"], more].concat());
    let page =
        |more: &[&str]| clientsmith(at, &[&["diff", "queue.json", "queue.json", "--html", "out.html"], more].concat());
    for _ in 0..2 {
        convert(&[]).succeeds();
        page(&[]).succeeds();
    }
    assert!(text(at, "out.json").contains("\"writtenBy\": \"clientsmith convert\""));
    assert!(text(at, "out.html").contains("<meta name=generator content=clientsmith>"));
    clientsmith(at, &["generate", "--model", "out.json", "--out", "made", "--runtime", &runtime()]).succeeds();
    put(at, "out.json", "{ \"smithy\": \"2.0\" }");
    put(at, "out.html", "<!doctype html>\nmine");
    convert(&[]).fails(&["out.json already exists", "--force"]);
    page(&[]).fails(&["out.html already exists", "--force"]);
    assert_eq!(
        (text(at, "out.json"), text(at, "out.html")),
        ("{ \"smithy\": \"2.0\" }".to_owned(), "<!doctype html>\nmine".to_owned())
    );
    convert(&["--force"]).succeeds();
    page(&["--force"]).succeeds();
    assert!(text(at, "out.json").contains("writtenBy") && text(at, "out.html").contains("<main>"));
    clientsmith(at, &["convert", "queue.json", "-o", "made"]).fails(&["made is a folder", "name a file in it"]);
}

#[test]
fn a_run_for_one_service_does_not_read_the_others() {
    let folder = folder();
    let at = folder.path();
    let path = root().join("codegen/runtime").display().to_string();
    let services = "[service.queue]\nmodel = \"queue.json\"\noperations = \"all\"\n[service.keys]\nmodel = \"keys.json\"\noperations = \"all\"\n";
    put(
        at,
        "p/codegen.toml",
        &format!(
            "[package]\nruntime = {{ path = {path:?} }}\n{}",
            services.replace("= \"queue", "= \"../queue").replace("= \"keys", "= \"../keys")
        ),
    );
    let p = at.join("p");
    clientsmith(&p, &["generate"]).succeeds();
    let api = text(&p, "api.txt");
    for fault in ["not JSON", ""] {
        put(at, "keys.json", fault);
        clientsmith(&p, &["generate"]).fails(&["keys.json"]);
        let said = clientsmith(&p, &["generate", "--service", "queue"]).succeeds();
        assert!(!said.err.contains("--prune"), "{}", said.err);
        clientsmith(&p, &["check", "--service", "queue"]).succeeds();
        assert_eq!(text(&p, "api.txt"), api);
    }
    fs::remove_file(at.join("keys.json")).expect("removed");
    clientsmith(&p, &["check", "--service", "queue"]).succeeds();
    clientsmith(&p, &["check", "--service", "keys"]).fails(&["there is no model"]);
}

#[test]
fn wrong_arguments_have_a_hint() {
    let folder = folder();
    let at = folder.path();
    put(at, "codegen.toml", "[service.queue]\nmodel = \"queue.json\"\noperations = \"all\"\n");
    git(at, &["init", "--quiet", "--initial-branch", "one"]);
    git(at, &["add", "--all"]);
    git(at, &["commit", "--quiet", "--message", "All"]);
    git(at, &["branch", "two"]);
    clientsmith(at, &["diff", "one", "two"]).fails(&["there is no file or folder one", "write `one..two`"]);
    clientsmith(at, &["diff", "one..two"]).succeeds();
    clientsmith(at, &["diff", "queue.json", "none.json"]).fails(&["there is no file or folder none.json", "`A..B`"]);
    clientsmith(at, &["diff", "one..three"]).fails(&["git does not know the revision `three`", "help: "]);
    clientsmith(at, &["diff", "--history", "queue.json"]).fails(&["queue.json is a file", "the folder with a model"]);
    clientsmith(at, &["init", "queue.json"]).fails(&["queue.json is a file", "name a folder"]);
    clientsmith(at, &["generate", "--out", "queue.json"]).fails(&["queue.json is a file", "name a folder"]);

    let help = clientsmith(at, &["init", "--help"]);
    assert!(!help.out.contains("--manifest") && help.out.contains("--runtime"), "{}", help.out);
    is_usage(&clientsmith(at, &["init", "x", "--manifest", "codegen.toml"]), &["--manifest", "help: "]);
    is_usage(&clientsmith(at, &["diff", "queue.json", "queue.json", "--service", "queue"]), &["--service", "help: "]);
    let both = ["diff", "queue.json", "queue.json", "--markdown", "--message-format", "json"];
    is_usage(&clientsmith(at, &both), &["--markdown", "help: "]);
    is_usage(&clientsmith(at, &["diff", "--history", ".", "--markdown"]), &["--markdown", "help: "]);
}

#[test]
fn an_import_without_a_manifest_says_how_to_begin() {
    let folder = folder();
    let at = folder.path();
    put(at, "published/service-2.json", &model("Bell"));
    let import = ["import", "published", "--version", "1.2.3"];
    clientsmith(at, &import).succeeds().says(&["imported bell/2020-01-01", "`clientsmith init` writes one"]);
    clientsmith(at, &[&import[..], &["--models", "queue.json"]].concat()).fails(&["queue.json is a file"]);
    for version in ["latest", "v1.2.4", "1..3"] {
        let import = ["import", "published", "--version", version];
        clientsmith(at, &import).fails(&["is not a version of botocore", "--version 1.44.8"]);
    }
    for version in ["", "1.2\"\n[x]"] {
        is_usage(&clientsmith(at, &["import", "published", "--version", version]), &["--version", "1.44.8"]);
    }
    assert!(text(at, "models/bell/2020-01-01/provenance.toml").contains("version = \"1.2.3\""));
}

#[test]
fn options_name_at_least_one_operation() {
    let folder = folder();
    let at = folder.path();
    put(at, "service-2.json", &model("Bell"));
    for operations in ["", " , "] {
        let generate = ["generate", "--model", "service-2.json", "--out", "bell", "--operations", operations];
        clientsmith(at, &generate).fails(&["--operations names no operation", "`all`"]);
    }
    assert!(!at.join("bell").exists());
}

#[test]
fn warnings_are_about_shapes_that_selected_operations_reach() {
    let folder = folder();
    let at = folder.path();
    // Two members of one name, of which the deprecated one is never read, in the input of PutIt alone.
    let twice = r#""Twice": { "type": "structure", "members": { "old": { "shape": "Id", "locationName": "Same", "deprecated": true },
        "now": { "shape": "Id", "locationName": "Same" } } }, "Id""#;
    let put_it = r#""name": "PutIt", "input": { "shape": "In" }"#;
    let model = model("Queue").replace("\"json\"", "\"rest-xml\"").replacen("\"Id\": {", &format!("{twice}: {{"), 1);
    let model = model.replace(put_it, &put_it.replace("In", "Twice"));
    assert_eq!(model.matches("Twice").count(), 2, "{model}");
    put(at, "queue.json", &model);
    let check = |operations: &str| {
        let common = ["generate", "--model", "queue.json", "--out", "made", "--prune", "--runtime", &runtime()];
        clientsmith(at, &[&common[..], &["--operations", operations]].concat()).succeeds()
    };
    let said = check("GetIt");
    assert!(!said.err.contains("duplicate-wire-name"), "{}", said.err);
    check("GetIt,PutIt").says(&["warning[duplicate-wire-name]"]);
}

#[test]
fn reports_on_several_services_name_the_module_of_each_change() {
    let folder = folder();
    let at = folder.path();
    let service = |name: &str| format!("[service.{name}]\nmodel = \"{name}.json\"\noperations = \"all\"\n");
    put(at, "codegen.toml", &(service("keys") + &service("queue")));
    git(at, &["init", "--quiet"]);
    git(at, &["add", "--all"]);
    git(at, &["commit", "--quiet", "--message", "All"]);
    for (path, name) in [("queue.json", "Queue"), ("keys.json", "Keys")] {
        put(at, path, &model(name).replace("\"targetPrefix\": \"X\"", "\"targetPrefix\": \"Y\""));
    }
    let since = |more: &[&str]| clientsmith(at, &[&["diff", "--since", "HEAD"], more].concat());
    let said = since(&[]).succeeds().out;
    for module in ["= module: keys", "= module: queue", "`keys`, Keys", "`queue`, Queue"] {
        assert!(said.contains(module), "`{module}` is not in:\n{said}");
    }
    assert!(since(&["--markdown"]).succeeds().out.contains(" in the module `queue`"));
    assert!(since(&["--message-format", "json"]).succeeds().out.contains("\"module\":\"queue\""));
    let one = since(&["--service", "queue"]).succeeds().out;
    assert!(!one.contains("module"), "{one}");
    since(&["--html", "out.html", "--service", "queue"]).succeeds();
    let page = text(at, "out.html");
    assert!(page.contains("<h1>Queue ") && !page.contains("Keys"), "{page}");
    // A service that comes is on the page of all, too.
    put(at, "clock.json", &model("Clock"));
    put(at, "codegen.toml", &(service("clock") + &service("keys") + &service("queue")));
    since(&["--html", "out.html"]).succeeds();
    let page = text(at, "out.html");
    for expected in ["<h1>3 services: ", "<code>clock</code>", "the service was added", "(keys)</a>", "(queue): "] {
        assert!(page.contains(expected), "`{expected}` is not in:\n{page}");
    }
}

/// Each reads the members of the workspace and writes them with its own.
#[test]
fn packages_that_are_added_to_a_workspace_at_once_are_all_its_members() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    put(at, "Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = []\n");
    let names: Vec<String> = (1..=6).map(|number| format!("p{number}")).collect();
    std::thread::scope(|scope| {
        let runs: Vec<_> = names.iter().map(|name| scope.spawn(move || clientsmith(at, &["init", name]))).collect();
        for run in runs {
            run.join().expect("no panic").succeeds();
        }
    });
    let text = fs::read_to_string(at.join("Cargo.toml")).expect("the workspace");
    for name in names {
        assert!(text.contains(&format!("\"{name}\"")), "{name} is not in {text}");
    }
}
