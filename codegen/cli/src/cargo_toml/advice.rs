//! The lines that a person should add to a `Cargo.toml` that this program did not write.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, Item, TableLike};

use super::around::Around;
use crate::runtime::{DEPENDENCY, PACKAGE};

/// The edition of new packages, and the oldest that generated code is tested with.
pub(super) const EDITION: &str = "2024";

/// The features that generated code asks for, each with what it enables in the runtime, in the order of a new `Cargo.toml`.
pub(super) const FEATURES: [&str; 3] = ["client", "serde", "test-util"];

/// Returns the lines that a `Cargo.toml` lacks, by table; `dependency` has the keys of the runtime's source, where the
/// dependency is missing.
pub(super) fn lines(
    document: &DocumentMut,
    around: &Around,
    dependency: Option<&[(&'static str, String)]>,
    features: &BTreeSet<&'static str>,
) -> Vec<String> {
    let mut lines = edition(document, around);
    lines.extend(table("[features]", feature_lines(document)));
    lines.extend(table("[dependencies]", dependency.map(|keys| dependency_line(keys, features)).into_iter().collect()));
    lines
}

/// Returns whether a table is there under its name.
fn has(document: &DocumentMut, table: &str, key: &str) -> bool {
    document.get(table).and_then(Item::as_table_like).is_some_and(|table| table.contains_key(key))
}

fn table(header: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { lines } else { [vec![header.to_owned()], lines].concat() }
}

/// The edition, where it is absent (which means 2015) or older.
fn edition(document: &DocumentMut, around: &Around) -> Vec<String> {
    let package = document.get("package").and_then(Item::as_table_like);
    let edition = package.and_then(|package| package.get("edition"));
    let of_workspace =
        edition.and_then(Item::as_table_like).is_some_and(|it: &dyn TableLike| it.contains_key("workspace"));
    let year = match of_workspace {
        true => around.edition(),
        false => edition.and_then(Item::as_str).map(str::to_owned),
    };
    let is_enough = year.as_deref().and_then(|year| year.parse::<u32>().ok()).is_some_and(|year| year >= 2024);
    if is_enough {
        return Vec::new();
    }
    table("[package]", vec![format!("edition = {EDITION:?}")])
}

fn feature_lines(document: &DocumentMut) -> Vec<String> {
    let missing = FEATURES.into_iter().filter(|feature| !has(document, "features", feature));
    let mut lines: Vec<String> = missing.map(|feature| format!("{feature} = [\"{DEPENDENCY}/{feature}\"]")).collect();
    // A package that has features of its own has decided what its default is.
    if document.get("features").is_none() {
        lines.insert(0, "default = [\"client\"]".to_owned());
    }
    lines
}

/// The dependency on the runtime, on one line.
fn dependency_line(keys: &[(&'static str, String)], features: &BTreeSet<&'static str>) -> String {
    let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value:?}")).collect();
    let features: Vec<String> = features.iter().map(|it| format!("{it:?}")).collect();
    let features = if features.is_empty() { String::new() } else { format!(", features = [{}]", features.join(", ")) };
    format!("{DEPENDENCY} = {{ package = {PACKAGE:?}, {}, default-features = false{features} }}", keys.join(", "))
}
