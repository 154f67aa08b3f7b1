//! The published revisions of Device Farm's model, from 2015 on: the verdict on each. The models are not part of this
//! project.

use std::fs;
use std::path::Path;

use codegen::diff::{ChangeCode, History, Options, Step, diff};
use codegen::source::Source;
use codegen::{Inputs, Selection};

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
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/history.txt");
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
