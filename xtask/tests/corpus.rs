//! `cargo xtask corpus` as a person uses it: what it prints, what it reports, and how it ends.

use std::fs;
use std::path::Path;

use crate::said::{Said, xtask};
use serde_json::Value;
use tempfile::TempDir;

fn corpus(folder: &Path, more: &[&str]) -> Said {
    xtask(&[&["corpus", text(folder)], more].concat())
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// A model with an operation `Do`.
fn model(service: &str, protocol: &str, input: &str) -> String {
    format!(
        r#"{{
  "metadata": {{ "apiVersion": "2020-01-01", "endpointPrefix": "{service}", "protocol": "{protocol}",
    "serviceId": "{service}", "targetPrefix": "{service}" }},
  "operations": {{ "Do": {{ "name": "Do", "input": {{ "shape": "{input}" }} }} }},
  "shapes": {{ "Asked": {{ "type": "structure", "members": {{ "Text": {{ "shape": "Text" }} }} }}, "Text": {{ "type": "string" }} }}
}}
"#
    )
}

/// The model, whose operation cannot be generated.
fn unsupported(model: &str) -> String {
    let checked = model.replace(r#""Do": {"#, r#""Do": { "httpChecksumRequired": true,"#);
    assert_ne!(checked, model);
    checked
}

/// A folder with a service of each kind.
fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    folder
}

fn usual() -> TempDir {
    folder(&[
        ("weather/2019-01-01/service-2.json", "not even JSON, and not the newest".to_owned()),
        ("weather/2020-01-01/service-2.json", model("weather", "json", "Asked")),
        ("queue/2020-01-01/service-2.json", unsupported(&model("queue", "query", "Asked"))),
        ("broken/2020-01-01/service-2.json", model("broken", "json", "Askd")),
        ("plain/service-2.json", model("plain", "json", "Asked")),
    ])
}

/// The report, without what depends on the machine.
fn report(folder: &TempDir, more: &[&str]) -> Value {
    let file = folder.path().join("report.txt");
    corpus(folder.path(), &[&["--quiet", "--report", text(&file)], more].concat());
    let mut report = serde_json::from_slice(&fs::read(file).expect("a report")).expect("it is JSON");
    forget(&mut report);
    report
}

fn forget(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("measured").inspect(|it| assert!(it["milliseconds"].is_u64(), "{it}"));
            map.values_mut().for_each(forget);
        }
        Value::Array(values) => values.iter_mut().for_each(forget),
        _ => {}
    }
}

#[test]
fn each_service_has_a_line_and_all_diagnostics() {
    let folder = usual();
    let said = corpus(folder.path(), &[]).fails(&[
        "error[unknown-shape]: the model has no shape `Askd`",
        "broken/2020-01-01/service-2.json:",
        "did you mean `Asked`?",
    ]);
    let lines: Vec<Vec<&str>> = said.out.lines().map(|line| line.split_whitespace().collect()).collect();
    let figures = |at: usize| [lines[at][0], lines[at][lines[at].len() - 7], lines[at][lines[at].len() - 6]];
    let [broken, plain, queue, weather] = [1, 2, 3, 4].map(figures);
    assert_eq!(broken, ["broken", "failed", "0/0"], "{}", said.out);
    assert_eq!(plain, ["plain", "awsJson1_1", "1/1"]);
    assert_eq!(queue, ["queue", "awsQuery", "0/1"]);
    assert_eq!(weather, ["weather", "awsJson1_1", "1/1"]);
    for text in
        ["4: 3 good, 1 failed", "broken 2020-01-01", "2 of 3 generated, 1 left out", "its request needs a checksum"]
    {
        assert!(said.out.contains(text), "{text}: {}", said.out);
    }
    assert!(!said.err.contains("warning") && !said.err.contains('\u{1b}'), "{:?}", said.err);
}

#[test]
fn warnings_and_old_versions_are_there_for_those_who_ask() {
    let folder = usual();
    let said = corpus(folder.path(), &["--quiet", "--warnings", "--all-versions"]).fails(&[
        "warning[unsupported-feature]: the operation `Do` cannot be generated",
        "error[not-json]: the file is not JSON",
    ]);
    assert!(said.out.contains("5: 3 good, 2 failed") && said.out.contains("weather 2019-01-01"), "{}", said.out);
    assert!(!said.out.contains("shapes"), "quiet is without lines: {}", said.out);
}

/// As behind `| head -1`.
#[test]
fn nobody_needs_to_read_to_the_end() {
    let folder = usual();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"));
    let said = crate::said::run(command.arg("corpus").arg(folder.path()).stdout(writer));
    let said = said.fails(&["error[unknown-shape]: the model has no shape `Askd`"]);
    assert!(!said.err.contains("Broken pipe"), "{}", said.err);
}

#[test]
fn the_report_does_not_depend_on_how_many_work() {
    let folder = usual();
    let one = report(&folder, &["--jobs", "1"]);
    assert_eq!(one, report(&folder, &["--jobs", "4"]));
    assert_eq!(one["services"].as_array().map(Vec::len), Some(4));
    assert_eq!(one["services"][0]["name"], "broken");
    assert!(one["services"][0]["errors"][0].as_str().is_some_and(|text| text.contains("no shape `Askd`")), "{one}");
    assert_eq!(one["services"][2]["refused"][0]["operation"], "Do");
    assert_eq!(one["services"][3]["protocol"], "aws.protocols#awsJson1_1");
    let summary = &one["summary"];
    assert_eq!((&summary["operations"], &summary["refused"]), (&Value::from(2), &Value::from(1)));
    assert_eq!(summary["failed"], Value::from(vec!["broken 2020-01-01"]));
}

#[test]
fn good_models_succeed_and_bad_calls_do_not() {
    let good = folder(&[("plain/service-2.json", model("plain", "json", "Asked"))]);
    let said = corpus(good.path(), &[]).succeeds();
    assert_eq!(said.err, "", "a bar is for terminals");

    let empty = tempfile::tempdir().expect("a temporary folder");
    corpus(empty.path(), &[]).fails(&["there is no model below", "service-2.json"]);
    corpus(&empty.path().join("nowhere"), &[]).fails(&["cannot read", "nowhere"]);

    for wrong in [&["--jobs", "0"][..], &["--compile", "0"], &["--keep", "x"], &["--loud"]] {
        assert_eq!(corpus(good.path(), wrong).code, Some(2), "{wrong:?}");
    }
}

#[test]
fn what_is_generated_compiles_and_its_folder_is_nobody_elses() {
    if !crate::nested::nested_builds_run() {
        return;
    }
    let folder = usual();
    let keep = folder.path().join("keep");
    fs::create_dir(&keep).expect("a folder");
    fs::write(keep.join("mine.txt"), "mine").expect("written");
    corpus(folder.path(), &["--compile", "weather", "--keep", text(&keep)]).fails(&["holds something else"]);
    fs::remove_file(keep.join("mine.txt")).expect("removed");

    let said = corpus(folder.path(), &["--compile", "plain,queue", "--keep", text(&keep)]);
    assert!(said.out.contains("compiled    2 of 2"), "{}{}", said.out, said.err);
    assert!(keep.join("corpus_queue_2020_01_01/src/queue/types.rs").is_file());
    // Neither asks for partitions, and an unused table would be a warning.
    assert!(!keep.join("corpus_queue_2020_01_01/src/partitions.rs").exists());
    corpus(folder.path(), &["--compile", "none"]).fails(&["there is no service `none`"]);
}
