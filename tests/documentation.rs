//! The page of each operation: of all that Device Farm has, whichever of them are generated, it shows how the operation is
//! called, and says of each error what to do about it. That the examples compile is for the documentation tests of
//! `generated` to say.

use std::collections::BTreeMap;
use std::path::PathBuf;

use codegen::source::Source;
use codegen::{Inputs, Options, Selection, generate};
use tests::root;

/// The documentation of each operation's type.
fn pages() -> BTreeMap<String, String> {
    let folder: PathBuf = root().join("models/devicefarm/2015-06-23");
    let [model, overlay, paginators, examples] =
        ["service-2.json", "overlay.json", "paginators-1.json", "examples-1.json"]
            .map(|name| (name, std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))));
    let [model, overlay, paginators, examples] =
        [&model, &overlay, &paginators, &examples].map(|(name, text)| Source { name, text });
    let inputs = Inputs {
        models: &[model],
        overlay: Some(overlay),
        paginators: Some(paginators),
        examples: Some(examples),
        ..Inputs::default()
    };
    let options = Options {
        package: "test",
        module: "devicefarm",
        service: None,
        operations: Selection::All,
        command: "test",
        label: "model",
    };
    let generated = generate(&inputs, &options).unwrap_or_else(|failed| panic!("{failed}"));
    let files = generated.files.into_iter().filter(|(path, _)| path.contains("/operation/"));
    files.map(|(path, text)| (path, page(&text))).collect()
}

/// The first documentation of an item in a file.
fn page(text: &str) -> String {
    let lines = text.lines().skip_while(|line| !line.starts_with("///")).take_while(|line| line.starts_with("///"));
    lines.map(|line| line.trim_start_matches('/').trim_start().to_owned() + "\n").collect()
}

/// The part of a page under a heading.
fn section<'p>(page: &'p str, heading: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("# {heading}\n")).unwrap_or_default();
    // Hidden lines of examples begin like headings, and stand in the last part.
    rest.split_once("\n# Examples\n").map_or(rest, |(part, _)| part)
}

#[test]
fn every_page_shows_a_call() {
    let pages = pages();
    assert_eq!(pages.len(), 77);
    for (path, page) in pages {
        let example = section(&page, "Examples");
        let ends = [".await?;", ".items();"];
        assert!(example.contains("client") && ends.iter().any(|end| example.contains(end)), "{path}: {page}");
        assert!(page.matches("```").count() == 2, "{path} has more than an example: {page}");
    }
}

#[test]
fn every_page_says_what_to_do_about_each_error() {
    for (path, page) in pages() {
        let errors = section(&page, "Errors");
        let listed: Vec<&str> = errors.lines().filter(|line| line.starts_with("- [")).collect();
        assert!(!listed.is_empty(), "{path}: {page}");
        for error in listed {
            assert!(error.contains("): "), "{path} says nothing of {error}: document it in the overlay");
        }
        assert!(errors.contains("- `Other`: Any other error, as a [`Failure`](rt::Failure)."), "{path}: {page}");
    }
}

#[test]
fn no_example_begins_in_the_middle_of_pages() {
    assert!(pages().values().all(|page| !page.contains(".next_token(")));
}
