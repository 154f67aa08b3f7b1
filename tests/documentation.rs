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
    files().into_iter().map(|(path, text)| (path, page(&text))).collect()
}

/// The file of each operation.
fn files() -> BTreeMap<String, String> {
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
    generated.files.into_iter().filter(|(path, _)| path.contains("/operation/")).collect()
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
fn every_page_links_to_its_errors_and_each_says_what_to_do() {
    for (path, text) in files() {
        let page = page(&text);
        let errors = section(&page, "Errors");
        let name = errors.split(['`', ']']).nth(1).unwrap_or_default();
        let (_, definition) =
            text.split_once(&format!("pub enum {name} {{\n")).unwrap_or_else(|| panic!("{path}: {page}"));
        let (rows, _) = definition.split_once("\n    }\n").unwrap_or_default();
        let rows: Vec<&str> = rows.split("\n\n").collect();
        assert!(!rows[0].is_empty(), "{path}: {page}");
        for row in rows {
            let is_documented = row.trim_start().starts_with("/// ") && !row.contains("The model's `");
            assert!(is_documented, "{path} says nothing of {row}: document it in the overlay");
        }
    }
}

#[test]
fn no_example_begins_in_the_middle_of_pages() {
    assert!(pages().values().all(|page| !page.contains(".next_token(")));
}
