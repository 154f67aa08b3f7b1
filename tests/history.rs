//! The published revisions of Device Farm's model, from 2015 on: the verdict on each, and a second opinion.
//!
//! The models are not part of this project. The second opinion is that of cargo-semver-checks on the generated crates, recorded by
//! `vectors/semver/record.py`.

use std::fs;
use std::path::Path;

use codegen::diff::{ChangeCode, History, Level, Options, Step, diff};
use codegen::source::Source;
use codegen::{Inputs, Selection};
use serde_json::Value;

/// The history with all operations; `None` where the models are not at hand, which is said.
fn history() -> Option<History> {
    let folder = tests::path_in("CODEGEN_PUBLISHED_MODELS", "a folder with `history` and `smithy`")?.join("history");
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(paths.len() >= 21, "{} has only {} models", folder.display(), paths.len());
    let models: Vec<(String, Vec<u8>)> =
        paths.iter().map(|path| (name(path), fs::read(path).expect("a model"))).collect();
    let steps = models.windows(2).map(|pair| {
        let [old, new] = [&pair[0], &pair[1]].map(|(name, text)| [Source { name, text }]);
        let options = Options {
            module: "devicefarm",
            old_operations: Selection::All,
            new_operations: Selection::All,
            skip_unknown: false,
        };
        let old = Inputs { models: &old, ..Inputs::default() };
        let new = Inputs { models: &new, ..Inputs::default() };
        let report = diff(&old, &new, &options);
        let report = report.unwrap_or_else(|failed| panic!("{}: {failed}", pair[1].0));
        Step { old: pair[0].0.clone(), new: pair[1].0.clone(), report }
    });
    Some(History { steps: steps.collect() })
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn the_verdicts_on_the_published_revisions_are_these() {
    let Some(history) = history() else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/semver/history.txt");
    let table = history.table();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &table).expect("written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(table == expected, "{table}\nto accept: BLESS=1 cargo test -p tests --test history");
}

#[test]
fn no_change_of_the_published_revisions_is_unexplained() {
    let Some(history) = history() else { return };
    let unexplained = [ChangeCode::ApiItemAdded, ChangeCode::ApiItemChanged, ChangeCode::ApiItemRemoved];
    for step in &history.steps {
        for change in &step.report.changes {
            assert!(!unexplained.contains(&change.code), "{}: {}", step.new, change.message);
        }
    }
}

#[test]
fn the_page_of_the_whole_history_is_small() {
    let Some(history) = history() else { return };
    let page = history.html();
    assert!(page.len() < 1_000_000, "the page has {} bytes", page.len());
    assert_eq!(page.matches("<section class=revision").count(), history.steps.len());
    for index in 0..history.steps.len() {
        assert!(page.contains(&format!("<a href=\"#r{index}\"")), "the time line has no link to revision {index}");
    }
}

/// Why a verdict of ours is another than that of cargo-semver-checks.
fn reason(ours: Level, theirs: &str) -> Option<&'static str> {
    match (ours, theirs) {
        (Level::Minor, "patch") => Some(
            "cargo-semver-checks looks for what breaks and has no lint for new items. Cargo's rules ask for a minor version for \
             each of them",
        ),
        _ => None,
    }
}

#[test]
fn each_disagreement_with_cargo_semver_checks_has_a_reason() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/semver/devicefarm.json");
    let recorded: Value = serde_json::from_slice(&fs::read(path).expect("the vectors are there")).expect("JSON");
    let steps = recorded["steps"].as_array().expect("steps");
    assert!(steps.len() >= 5, "only {} steps are recorded", steps.len());
    let Some(history) = history() else { return };
    for recorded in steps {
        let (old, new) = (recorded["old"].as_str(), recorded["new"].as_str());
        let step = history.steps.iter().find(|step| Some(step.old.as_str()) == old && Some(step.new.as_str()) == new);
        let step = step.unwrap_or_else(|| panic!("{new:?} is recorded and not published"));
        let theirs = recorded["required"].as_str().expect("a level");
        let ours = step.report.level();
        assert!(
            ours.as_str() == theirs || reason(ours, theirs).is_some(),
            "{}: ours is {ours}, theirs {theirs}, and nothing says why:\n{}",
            step.new,
            recorded["lints"]
        );
    }
}
