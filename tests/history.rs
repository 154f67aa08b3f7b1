//! The published revisions of Device Farm's model, from 2015 on, and other services in two releases of botocore years apart: the
//! verdict on each, beside that of cargo-semver-checks. The models are not part of this project.

mod semver;
mod services;

use std::fs;
use std::path::Path;

use codegen::diff::{ChangeCode, History, Options, Report, Step, diff};
use codegen::source::Source;
use codegen::{Inputs, Selection};
use tests::revision::published;

/// Compares two models with all operations.
fn compared(module: &str, old: (&str, &[u8]), new: (&str, &[u8])) -> Report {
    let [before, after] = [old, new].map(|(name, text)| [Source { name, text }]);
    let before = Inputs { models: &before, ..Inputs::default() };
    compared_inputs(module, &before, &Inputs { models: &after, ..Inputs::default() })
}

/// Compares two models and what lies beside them, with all operations.
fn compared_inputs(module: &str, old: &Inputs<'_>, new: &Inputs<'_>) -> Report {
    let options =
        Options { module, old_operations: Selection::All, new_operations: Selection::All, skip_unknown: false };
    diff(old, new, &options).unwrap_or_else(|failed| panic!("{module}: {failed}"))
}

/// The history with all operations.
fn history() -> Option<History> {
    let models = published()?;
    let steps = models.windows(2).map(|pair| {
        let [old, new] = [&pair[0], &pair[1]].map(|(name, text)| (name.as_str(), text.as_slice()));
        Step { old: old.0.to_owned(), new: new.0.to_owned(), report: compared("devicefarm", old, new) }
    });
    Some(History { steps: steps.collect() })
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
    assert!(table == expected, "{table}\nto accept: BLESS=1 cargo test -p tests history::");
}

#[test]
fn no_change_of_the_published_revisions_is_unexplained() {
    let Some(history) = history() else { return };
    history.steps.iter().for_each(|step| is_explained(&step.new, &step.report));
}

/// Checks that each difference of the Rust API belongs to a change of the model.
fn is_explained(name: &str, report: &Report) {
    let unexplained = [ChangeCode::ApiItemAdded, ChangeCode::ApiItemChanged, ChangeCode::ApiItemRemoved];
    for change in &report.changes {
        assert!(!unexplained.contains(&change.code), "{name}: {}", change.message);
    }
}

#[test]
fn the_verdicts_on_the_published_revisions_agree_with_cargo_semver_checks() {
    let Some(models) = published() else { return };
    let recorded = semver::recorded("devicefarm.json");
    assert_eq!(recorded.len() + 1, models.len(), "there are other revisions than the recorded ones");
    let model = |name: &str| {
        let model = models.iter().find(|(it, _)| it == name);
        model.unwrap_or_else(|| panic!("{name} is recorded and not published")).1.clone()
    };
    semver::compare("devicefarm.json", &|[service, old, new]| {
        let models = [model(old), model(new)];
        semver::Ours { report: compared(service, (old, &models[0]), (new, &models[1])), models }
    });
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
