//! Comparisons of models: a case for each kind of change, in both formats, with the text that a person reads.
//!
//! `fixtures/diff/cases.json` says for each kind how the old and the new model differ from a small one. The text is in a file
//! beside it, `BLESS=1 cargo test -p tests diff::` rewrites it.

mod browser;
mod case;
mod inputs;
mod page;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use case::{Case, Form};
use codegen::diff::{Change, ChangeCode, Effect, Level, Options, Report, diff};
use codegen::source::Source;
use codegen::{Inputs, Selection};

/// Changes that no other kind explains. Where one is known, it is given a kind of its own, so that there is none to show.
const NEVER_SHOWN: &[ChangeCode] = &[ChangeCode::ApiItemAdded, ChangeCode::ApiItemRemoved, ChangeCode::ApiItemChanged];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/diff")
}

#[test]
fn every_kind_of_change_has_a_case_with_its_text() {
    let cases = Case::all();
    let mut found = Vec::new();
    for case in cases {
        let report = case.report(Form::AsWritten, Form::AsWritten);
        let is_there = report.changes.iter().any(|change| change.code.as_str() == case.name);
        assert!(is_there, "{} is not reported:\n{report}", case.name);
        let path = folder().join(format!("{}.txt", case.name));
        let text = report.to_string();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &text).expect("written");
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != text {
            found.push(format!("{}:\n{text}", path.display()));
        }
    }
    assert!(found.is_empty(), "{}\nto accept: BLESS=1 cargo test -p tests diff::", found.join("\n"));
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    let without: Vec<_> = ChangeCode::ALL.iter().filter(|code| !names.contains(code.as_str())).collect();
    assert_eq!(without, NEVER_SHOWN.iter().collect::<Vec<_>>(), "a kind of change has no case, or has one after all");
    let files = std::fs::read_dir(folder())
        .expect("the folder is there")
        .filter_map(|file| file.ok()?.file_name().into_string().ok());
    let stray: Vec<String> =
        files.filter(|name| name.strip_suffix(".txt").is_some_and(|name| !names.contains(name))).collect();
    assert!(stray.is_empty(), "{stray:?} belong to no case");
}

#[test]
fn the_guide_lists_every_kind_of_change() {
    let path = folder().join("../../../codegen/README.md");
    let guide = std::fs::read_to_string(path).expect("the guide is there");
    let missing: Vec<_> = ChangeCode::ALL.iter().filter(|code| !guide.contains(&format!("`{code}`"))).collect();
    assert!(missing.is_empty(), "codegen/README.md does not list {missing:?}");
}

/// A change without its place, which depends on the format.
fn described(report: &Report) -> Vec<String> {
    let line = |change: &Change| {
        format!(
            "{} {} {} {:?} {:?} {:?} {:?} {:?} {:?}",
            change.level,
            change.code,
            change.message,
            change.subject(),
            change.rust,
            change.operations,
            change.old,
            change.new,
            change.effects
        )
    };
    report.changes.iter().map(line).collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn both_formats_give_the_same_changes() {
    for case in Case::all() {
        let expected = described(&case.report(Form::AsWritten, Form::AsWritten));
        for (old, new) in
            [(Form::Converted, Form::Converted), (Form::AsWritten, Form::Converted), (Form::Converted, Form::AsWritten)]
        {
            assert_eq!(described(&case.report(old, new)), expected, "{}: {old:?}, {new:?}", case.name);
        }
    }
}

#[test]
fn a_model_is_no_change_of_itself_in_any_format() {
    for case in Case::all() {
        for form in [Form::AsWritten, Form::Converted] {
            let report = case.to_itself(form);
            assert_eq!(report.level(), Level::None, "{}: {report}", case.name);
        }
    }
}

#[test]
fn no_difference_of_the_rust_api_is_without_an_explanation() {
    for case in Case::all() {
        let report = case.report(Form::AsWritten, Form::AsWritten);
        let unexplained = report.changes.iter().filter(|change| NEVER_SHOWN.contains(&change.code));
        let unexplained: Vec<&String> = unexplained.map(|change| &change.message).collect();
        assert!(unexplained.is_empty(), "{}: {unexplained:?}", case.name);
        for change in &report.changes {
            let greatest = change.api.iter().map(|it| it.level).max();
            assert_eq!(greatest.unwrap_or(Level::Patch), change.level, "{}: {}", case.name, change.message);
        }
    }
}

/// The verdicts that the rules of the project name.
#[test]
fn the_verdicts_are_those_of_cargos_rules() {
    let verdict = |name: &str| {
        let case =
            Case::all().iter().find(|case| case.name == name).unwrap_or_else(|| panic!("there is no case {name}"));
        let report = case.report(Form::AsWritten, Form::AsWritten);
        let change = report.changes.iter().find(|change| change.code.as_str() == name).expect("it is reported");
        (change.level, change.gravest())
    };
    for (name, level, effect) in [
        ("shape-renamed", Level::Patch, None),
        ("member-now-required", Level::Major, Some(Effect::Rejected)),
        ("required-member-added", Level::Major, Some(Effect::Rejected)),
        ("enum-value-added", Level::Minor, Some(Effect::ResponseChanged)),
        ("error-added", Level::Minor, Some(Effect::ResponseChanged)),
        ("member-type-changed", Level::Major, Some(Effect::Rejected)),
        ("member-removed", Level::Major, Some(Effect::Ignored)),
        ("member-retired", Level::Minor, Some(Effect::Ignored)),
        ("member-needed", Level::Patch, Some(Effect::Rejected)),
        ("member-type-retained", Level::Patch, Some(Effect::Rejected)),
        ("enum-value-retired", Level::Minor, Some(Effect::Rejected)),
        ("error-retired", Level::Minor, Some(Effect::ResponseChanged)),
        ("operation-retired", Level::Minor, Some(Effect::Rejected)),
        ("length-tightened", Level::Patch, Some(Effect::Rejected)),
        ("pattern-changed", Level::Patch, Some(Effect::Rejected)),
        ("page-tokens-changed", Level::Patch, Some(Effect::RequestChanged)),
        ("endpoint-rules-changed", Level::Patch, Some(Effect::RequestChanged)),
        ("retry-safety-changed", Level::Patch, Some(Effect::ClientChanged)),
        ("timestamp-format-changed", Level::Patch, Some(Effect::RequestChanged)),
        ("http-binding-changed", Level::Patch, Some(Effect::RequestChanged)),
        ("operation-added", Level::Minor, None),
        ("operation-removed", Level::Major, Some(Effect::Rejected)),
        ("member-deprecated", Level::Minor, None),
    ] {
        assert_eq!(verdict(name), (level, effect), "{name}");
    }
}

#[test]
fn markdown_and_json_have_every_change() {
    for case in Case::all() {
        let report = case.report(Form::AsWritten, Form::AsWritten);
        let (markdown, json) = (report.markdown(), report.json());
        assert!(markdown.starts_with("## "), "{markdown}");
        let lines: Vec<serde_json::Value> =
            json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.len(), report.changes.len() + 1);
        for (change, line) in report.changes.iter().zip(&lines) {
            assert!(markdown.contains(&format!("`{}`", change.code)), "{markdown}");
            assert_eq!(line["reason"], "change");
            assert_eq!(line["code"], change.code.as_str());
            assert_eq!(line["level"], change.level.as_str());
        }
        assert_eq!(lines[report.changes.len()]["level"], report.level().as_str());
    }
}

/// The hosts of repositories refuse a longer body of a pull request.
#[test]
fn markdown_that_is_too_long_counts_what_it_leaves_out() {
    let values: Vec<String> = (0..2_000).map(|number| format!("VALUE_{number}")).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let report = page::report(&page::model(&values[..1], "a", ""), &page::model(&values, "a", ""));
    assert_eq!(report.changes.len(), 1_999);
    let markdown = report.markdown();
    let shown = markdown.matches("`enum-value-added`").count();
    let end = format!("\n{} changes are left out here. The command `diff` prints all of them.\n", 1_999 - shown);
    assert!((59_000..60_200).contains(&markdown.len()) && markdown.ends_with(&end), "{shown}: {}", markdown.len());
}

/// The same model, of which fewer operations are generated: to keep the old model would change nothing.
#[test]
fn what_only_the_selection_leaves_out_is_advised_to_be_selected() {
    let text = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/retained/older.json"));
    let text = text.expect("a fixture");
    let models = [Source { name: "older.json", text: &text }];
    let inputs = Inputs { models: &models, ..Inputs::default() };
    let kept = ["AddBook".to_owned(), "ListBooks".to_owned()];
    let options = Options {
        module: "retained",
        old_operations: Selection::All,
        new_operations: Selection::Named(&kept),
        skip_unknown: false,
    };
    let report = diff(&inputs, &inputs, &options).unwrap_or_else(|failed| panic!("{failed}"));
    let major: Vec<_> = report.changes.iter().filter(|it| it.level == Level::Major).collect();
    let has = |code: ChangeCode| major.iter().any(|it| it.code == code);
    assert!(has(ChangeCode::OperationRemoved) && has(ChangeCode::TypeRemoved), "{}", report.markdown());
    for change in major {
        assert!(change.is_deselected, "{change:?}");
        assert!(change.maintainer().contains("select the operations"), "{}", change.maintainer());
    }
    for text in [report.markdown(), report.json(), report.html()] {
        assert!(!text.contains("keep the old model") && text.contains("select the operations"), "{text}");
    }
}
