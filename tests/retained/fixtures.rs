//! Imports of models that were written for these tests: everything that a service can remove, and what comes back.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use tests::revision::Revision;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/retained")
}

pub(crate) fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The model before the service removed anything.
pub(crate) fn older() -> Revision {
    let older = Revision::first("1.0.0", read("older.json").as_bytes());
    older.with_polls(read("older-paginators.json"), read("older-waiters.json"))
}

/// The model with most things removed, imported over the older one.
pub(crate) fn newer() -> Revision {
    let imported = older().import("2.0.0", read("service-2.json").as_bytes(), "2024-05-06", &[]);
    imported.unwrap_or_else(|failed| panic!("{failed}")).0
}

/// A model with other values at some pointers; null removes a value.
pub(crate) fn edited(name: &str, edits: &[(&str, Value)]) -> String {
    let mut model: Value = serde_json::from_str(&read(name)).expect("a model is JSON");
    for (pointer, value) in edits {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        let parent = model.pointer_mut(parent).and_then(Value::as_object_mut).expect("there is something above");
        match value {
            Value::Null => drop(parent.shift_remove(key).expect("there is something to remove")),
            value => drop(parent.insert(key.to_owned(), value.clone())),
        }
    }
    serde_json::to_string_pretty(&model).expect("a model is written")
}

#[test]
fn an_import_retains_all_that_the_service_removed() {
    let newer = newer();
    let path = folder().join("retained.json");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, newer.retained()).expect("written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let command = "BLESS=1 cargo test -p tests retained::";
    assert!(newer.retained() == expected, "{}\nto accept: {command}", newer.retained());
    newer.has_all_of(&older());
}

#[test]
fn an_import_of_the_same_model_changes_nothing() {
    let newer = newer();
    let (same, update) = newer.import("2.0.1", read("service-2.json").as_bytes(), "2025-01-01", &[]).expect("imported");
    assert_eq!(same.retained(), newer.retained());
    assert!(update.retired.is_empty() && update.returned.is_empty(), "{update:?}");
}

#[test]
fn what_comes_back_leaves_the_file_and_the_reasons_of_the_rest_stay() {
    let reason = "the service returns it to nobody; a person wrote this.";
    let text = newer().retained().replacen(
        "the service no longer returns this member: it is still read, and absent from responses.",
        reason,
        1,
    );
    assert!(text.contains(reason), "{text}");
    let edited_by_hand = newer().with_retained(&text);
    let model: Value = serde_json::from_str(&read("older.json")).expect("JSON");
    let back = |name: &str| (format!("/shapes/{name}"), model["shapes"][name].clone());
    let mut edits: Vec<(String, Value)> =
        ["Kind", "BurnBookRequest", "BurnBookResult", "Ashes", "FireException"].map(back).into();
    edits.push(("/operations/BurnBook".to_owned(), model["operations"]["BurnBook"].clone()));
    let edits: Vec<(&str, Value)> = edits.iter().map(|(at, value)| (at.as_str(), value.clone())).collect();
    let later = edited("service-2.json", &edits);
    let (later, update) = edited_by_hand.import("3.0.0", later.as_bytes(), "2025-06-07", &[]).expect("imported");
    assert_eq!(
        update.returned,
        ["Ashes", "BurnBook", "BurnBookRequest", "BurnBookResult", "FireException", "Kind$SCROLL"]
    );
    assert!(update.retired.is_empty(), "{update:?}");
    assert!(later.retained().contains(reason), "{}", later.retained());
    assert!(!later.retained().contains("BurnBook"), "{}", later.retained());
    assert!(!later.retained().contains("2025-06-07"), "{}", later.retained());
    later.has_all_of(&older());
}

#[test]
fn what_is_retained_says_since_when_and_what_the_service_does() {
    let text = newer().text();
    for expected in [
        "since = \"2024.5.6\"",
        "Since 2024-05-06 the service no longer returns this member: it is still read",
        "Since 2024-05-06 the service no longer accepts this member: it is still sent",
        "Since 2024-05-06 the service no longer offers this operation",
        "Since 2024-05-06 the service requires this member and rejects requests without it.",
        "Since 2024-05-06 the type of this member is `RoomPlace`",
        "Since 2024-05-06 the model no longer declares the pages of this operation",
        "Since 2024-05-06 the model no longer has this waiter",
    ] {
        let words =
            |text: &str| text.replace("///", " ").replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&text).contains(&words(expected)), "`{expected}` is not in\n{text}");
    }
}

#[test]
fn both_formats_of_a_model_have_the_same_retained_items() {
    let newer = newer();
    let smithy = newer.with(|inputs| codegen::convert(inputs, None)).unwrap_or_else(|failed| panic!("{failed}"));
    let smithy = Revision::first("smithy.json", smithy.as_bytes()).with_retained(newer.retained());
    assert_eq!(smithy.api(), newer.api());
    assert_eq!(smithy.text(), newer.text());
}

#[test]
fn a_shape_that_the_model_has_and_nothing_uses_is_retained_like_one_that_is_gone() {
    // botocore's models have shapes long after their last use.
    let model: Value = serde_json::from_str(&read("older.json")).expect("JSON");
    let left =
        ["Ashes", "Cover", "Colour", "FireException", "BurnBookRequest", "BurnBookResult", "Flag", "Label", "Labels"];
    let edits: Vec<(String, Value)> =
        left.map(|name| (format!("/shapes/{name}"), model["shapes"][name].clone())).into();
    let edits: Vec<(&str, Value)> = edits.iter().map(|(at, value)| (at.as_str(), value.clone())).collect();
    let model = edited("service-2.json", &edits);
    let (littered, _) = older().import("2.0.0", model.as_bytes(), "2024-05-06", &[]).expect("imported");
    assert_eq!(littered.retained(), newer().retained());
    assert_eq!(littered.text(), newer().text());
}
