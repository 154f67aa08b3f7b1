//! `cargo xtask diff` as a person uses it: two files, two revisions, a folder; what it prints, what it writes, how it fails.

use std::fs;
use std::path::{Path, PathBuf};

use crate::said::xtask;
use tempfile::TempDir;

const MODEL: &str = "models/devicefarm/2015-06-23/service-2.json";

/// The committed model and the same with another text in one place, in a folder of their own.
fn models(from: &str, to: &str) -> (TempDir, [PathBuf; 2]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project");
    let model = fs::read_to_string(root.join(MODEL)).expect("the committed model");
    assert!(model.contains(from), "`{from}` is in the model");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let paths = ["1.json", "2.json"].map(|name| folder.path().join(name));
    fs::write(&paths[0], &model).expect("written");
    fs::write(&paths[1], model.replacen(from, to, 1)).expect("written");
    (folder, paths)
}

/// A device has another type of its ARN.
fn changed() -> (TempDir, [PathBuf; 2]) {
    let member = "\"manufacturer\": {\n          \"shape\": \"String\"";
    models(member, &member.replace("String", "Integer"))
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn two_files_are_compared_without_colours_where_nobody_sees_them() {
    let (_folder, [old, new]) = changed();
    let said = xtask(&["diff", text(&old), text(&new)]).succeeds();
    for part in [
        "major[member-type-changed]",
        "2.json:",
        "devicefarm::types::Device::manufacturer",
        "Device Farm 2015-06-23: major",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    assert!(!said.out.contains('\u{1b}'), "{:?}", said.out);
    // `ListDevices` is one of the operations of the manifest, and `ListDevicePools` is not.
    assert!(said.out.contains("ListDevices") && !said.out.contains("ListOfferings"), "{}", said.out);
}

#[test]
fn only_what_is_denied_fails() {
    let (_folder, [old, new]) = changed();
    let (old, new) = (text(&old), text(&new));
    xtask(&["diff", old, new, "--deny", "major"]).fails(&["denied"]);
    xtask(&["diff", old, new, "--deny", "patch"]).fails(&["denied"]);
    xtask(&["diff", old, new, "--deny", "response-changed"]).fails(&["denied"]);
    xtask(&["diff", old, new, "--deny", "rejected"]).succeeds();
    xtask(&["diff", old, old, "--deny", "patch"]).succeeds();
    assert_eq!(xtask(&["diff", old, new, "--deny", "majors"]).code, Some(2));
}

#[test]
fn json_markdown_and_pages_have_the_verdict() {
    let (folder, [old, new]) = changed();
    let (old, new) = (text(&old), text(&new));
    let said = xtask(&["diff", old, new, "--message-format", "json"]).succeeds();
    let lines: Vec<serde_json::Value> =
        said.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let reasons: Vec<&str> = lines.iter().filter_map(|line| line["reason"].as_str()).collect();
    assert_eq!(reasons, ["change", "verdict", "finished"], "{}", said.out);
    assert_eq!(lines[1]["level"], "major");
    let said = xtask(&["diff", old, new, "--markdown"]).succeeds();
    assert!(said.out.starts_with("## Device Farm 2015-06-23: major"), "{}", said.out);
    let page = folder.path().join("page.html");
    xtask(&["diff", old, new, "--html", text(&page)]).succeeds();
    // A folder that is not there is not made, and nothing is compared first.
    let nowhere = folder.path().join("no/such/page.html");
    let said =
        xtask(&["diff", old, new, "--html", text(&nowhere)]).fails(&["there is no folder", "nothing was written"]);
    assert!(said.out.is_empty(), "{}", said.out);
    assert!(!folder.path().join("no").exists());
    assert!(fs::read_to_string(&page).expect("the page").starts_with("<!doctype html>"));
}

#[test]
fn a_folder_is_a_history() {
    let (folder, _models) = changed();
    let said = xtask(&["diff", "--history", text(folder.path())]).succeeds();
    assert!(said.out.lines().count() == 2 && said.out.contains("2         major"), "{}", said.out);
    let empty = tempfile::tempdir().expect("a temporary folder");
    xtask(&["diff", "--history", text(empty.path())]).fails(&["fewer than two models", "help: "]);
}

#[test]
fn models_that_cannot_be_compared_are_reported_with_help() {
    let (_folder, [old, new]) = changed();
    xtask(&["diff", "no-such-revision..", "--deny", "major"])
        .fails(&["git does not know the revision `no-such-revision`", "help: "]);
    xtask(&["diff", "--since=--all"]).fails(&["git does not know the revision `--all`"]);
    xtask(&["diff", "missing.json", text(&new)]).fails(&["missing.json"]);
    let one = xtask(&["diff", text(&new)]);
    assert_eq!(one.code, Some(2), "{}", one.err);
    one.says(&["one model is given", "--since", "--history"]);
    let model = fs::read(&old).expect("the model");
    fs::write(&old, &model[..model.len() / 3]).expect("written");
    xtask(&["diff", text(&old), text(&new)]).fails(&[
        "error[not-json]",
        "1.json:",
        "is it complete?",
        "nothing was compared",
    ]);
    assert_eq!(xtask(&["diff"]).code, Some(2));
}
