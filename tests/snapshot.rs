//! Golden files: what is generated from a small model of each theme, compared to the last byte and compiled.
//!
//! A theme is a folder of `fixtures/` with a model. Its golden files are in `golden/<theme>/`, and
//! `golden/<theme>.rs` is a program that holds them. They are compiled without the feature `client`, and with it as a package with a
//! client would be.

mod compiled;
mod fixture;
mod golden;
mod order;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fixture::Fixture;

/// The differences, found once: where they are to be accepted, the golden files are written before they are compiled.
static DIFFERENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let expected = Fixture::all().iter().flat_map(Fixture::golden_files).collect();
    if std::env::var_os("BLESS").is_some() {
        golden::write(&expected);
    }
    golden::differences(&expected, &golden::read())
});

#[test]
fn every_fixture_generates_its_golden_files() {
    assert!(DIFFERENCES.is_empty(), "{}\n\nto accept: {}", DIFFERENCES.join("\n"), fixture::COMMAND);
}

#[test]
fn golden_files_compile_without_a_warning() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    LazyLock::force(&DIFFERENCES);
    let themes = Fixture::all().into_iter().map(|fixture| fixture.theme).collect();
    for features in [&[][..], &["--features", "client"]] {
        if let Some(messages) = compiled::messages(&themes, features) {
            panic!("golden files do not compile with {features:?}:\n{messages}");
        }
    }
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    for fixture in Fixture::all() {
        assert_eq!(fixture.golden_files(), fixture.golden_files(), "{}", fixture.theme);
    }
}

#[test]
fn no_fixture_gives_a_warning() {
    // The one that has everything has an operation that cannot be generated, too; deep types are reported.
    for fixture in Fixture::all().into_iter().filter(|it| it.theme != "everything" && it.theme != "deep") {
        let warnings: Vec<_> = fixture.generate().warnings.iter().map(ToString::to_string).collect();
        assert!(warnings.is_empty(), "{}: {}", fixture.theme, warnings.join("\n"));
    }
}

#[test]
fn the_order_of_keys_that_have_none_changes_nothing() {
    for fixture in Fixture::all().into_iter().filter(Fixture::is_botocore) {
        let shuffled = fixture.with_model(order::reversed(&fixture.model));
        assert_ne!(shuffled.model, fixture.model, "{}", fixture.theme);
        assert_eq!(shuffled.golden_files(), fixture.golden_files(), "{}", fixture.theme);
    }
}

#[test]
fn a_fixture_without_golden_files_and_a_golden_file_without_fixture_are_differences() {
    let file = |text: &str| BTreeMap::from([("theme.rs".to_owned(), text.to_owned())]);
    let none = BTreeMap::new();
    assert!(golden::differences(&file("a\n"), &file("a\n")).is_empty());
    assert_eq!(golden::differences(&file("a\n"), &none), ["golden/theme.rs is missing"]);
    assert_eq!(golden::differences(&none, &file("a\n")), ["golden/theme.rs belongs to no fixture"]);
    let changed = golden::differences(&file("a\nc\n"), &file("a\nb\n"));
    assert_eq!(changed, ["--- golden/theme.rs\n+++ generated now\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"]);
}
