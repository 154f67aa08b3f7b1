//! Mistakes of a person who uses the program for the first time: each has a message that says what to do.

mod said;

use std::fs;
use std::path::Path;

use said::{Said, clientsmith, root};
use tempfile::TempDir;

/// A model in botocore's format with the operations GetIt and PutIt.
fn model(name: &str) -> String {
    format!(
        r#"{{ "metadata": {{ "serviceId": "{name}", "apiVersion": "2020-01-01", "protocol": "json", "endpointPrefix": "x",
            "targetPrefix": "X" }},
            "operations": {{ "GetIt": {{ "name": "GetIt", "input": {{ "shape": "In" }}, "http": {{ "method": "POST", "requestUri": "/" }} }},
                "PutIt": {{ "name": "PutIt", "input": {{ "shape": "In" }}, "http": {{ "method": "POST", "requestUri": "/" }} }} }},
            "shapes": {{ "In": {{ "type": "structure", "members": {{ "id": {{ "shape": "Id" }} }} }}, "Id": {{ "type": "string" }} }} }}"#
    )
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(folder.path(), "queue.json", &model("Queue"));
    put(folder.path(), "keys.json", &model("Keys"));
    folder
}

fn put(folder: &Path, path: &str, text: &str) {
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
