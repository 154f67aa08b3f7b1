//! The conformance command: suites of our own, and the published ones where they lie beside the project.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::said::skipped;

/// Runs the command and returns its output and its exit code.
fn conformance(arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("conformance")
        .args(arguments)
        .output()
        .expect("the command starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

fn own(name: &str) -> String {
    format!("{}/tests/conformance/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

/// One test, for the command has one folder for its program.
#[test]
fn suites_pass_fail_and_are_skipped_as_they_should() {
    if !crate::nested::nested_builds_run() {
        return;
    }
    let (requests, responses, mixed) = (own("requests"), own("responses"), own("mixed"));
    let (out, err, code) = conformance(&[&requests, &responses]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.contains("requests.json: 2 passed, 0 failed, 0 skipped"), "{out}");
    assert!(out.contains("responses.json: 2 passed, 0 failed, 0 skipped"), "{out}");

    let (formats, mut files) = (["rest_xml", "query", "ec2", "cbor"], Vec::new());
    files.extend(formats.map(own));
    let (out, err, code) = conformance(&files.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(code, Some(0), "{out}{err}");
    for format in formats {
        assert!(out.contains(&format!("{format}.json: 3 passed, 0 failed, 0 skipped")), "{out}");
    }

    let (out, err, code) = conformance(&[&mixed]);
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(out.contains("failed  one_is_two (an expectation that does not hold)\n    body: expected"), "{out}");
    assert!(
        out.contains("skipped a_checksum: the operation `Count` cannot be generated: its request needs a checksum"),
        "{out}"
    );
    assert!(out.contains("mixed.json: 1 passed, 1 failed, 1 skipped"), "{out}");

    let (out, err, code) = conformance(&["--filter", "a_checksum", &mixed]);
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(err.contains("no case was run: all of them were skipped"), "{err}");

    let (out, _, code) = conformance(&["--filter", "one_is_one", "--verbose", &mixed]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.starts_with("passed  one_is_one\n"), "{out}");

    published();
}

/// The published suites in a folder that a variable names, each case of which passes, is skipped or is corrected.
fn published() {
    let Some(folder) = std::env::var_os("CODEGEN_PROTOCOL_TESTS").map(PathBuf::from) else {
        skipped("the published protocol suites are not run; name their folder in CODEGEN_PROTOCOL_TESTS");
        return;
    };
    let mut paths = Vec::new();
    for side in ["input", "output", "legacy/input", "legacy/output"] {
        let entries = std::fs::read_dir(folder.join(side)).into_iter().flatten();
        paths.extend(entries.map(|entry| entry.expect("an entry").path()).filter(|path| is_json(path)));
    }
    assert!(!paths.is_empty(), "{} has no suites", folder.display());
    let paths: Vec<&str> = paths.iter().map(|path| path.to_str().expect("a path in UTF-8")).collect();
    let (out, err, code) = conformance(&paths);
    assert_eq!(code, Some(0), "{out}{err}");
    for path in paths {
        assert!(
            out.lines().any(|line| line.starts_with(path) && line.contains(" passed, 0 failed, ")),
            "{path}: {out}"
        );
    }
    // Nothing of awsJson may come to be skipped.
    for (file, cases) in [
        ("/input/json.json", 54),
        ("/input/json_1_0.json", 21),
        ("/output/json.json", 58),
        ("/output/json_1_0.json", 32),
    ] {
        assert!(out.contains(&format!("{file}: {cases} passed, 0 failed, 0 skipped")), "{file}: {out}");
    }
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}

#[test]
fn files_that_are_no_suites_are_reported() {
    for (arguments, what) in [
        (vec!["no-such-file.json"], "cannot read no-such-file.json"),
        (vec![concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")], "is not JSON"),
        (vec!["--filter", "zzz", &*own("mixed")], "there is no case to run"),
    ] {
        let (out, err, code) = conformance(&arguments);
        assert_eq!(code, Some(1), "{out}{err}");
        assert!(err.contains(what), "{err}");
    }
}
