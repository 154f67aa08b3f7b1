//! Items of pages that are kept beside those of the model: as few as it takes.

use serde_json::{Value, json};
use tests::revision::Revision;

use super::fixtures::{edited, read};
use super::polls::{generated, import};

/// An import writes none of these.
#[test]
fn items_that_the_model_has_with_the_same_methods_are_errors() {
    let pages = |items: &str| {
        format!(
            r#"{{ "pagination": {{ "ListBooks": {{ "input_token": "nextToken", "output_token": "nextToken", "result_key": {items} }} }} }}"#
        )
    };
    let model = edited("older.json", &[("/shapes/ListBooksResult/members/others", json!({ "shape": "Books" }))]);
    let waiters = read("older-waiters.json");
    let generated_with = |result_key: &str, kept: Value| {
        let record = json!({ "items": kept, "since": "2024-05-06", "lastModel": "botocore 1", "reason": "it was so." });
        let operation = json!({ "type": "operation", "traits": { "codegen.retained#pageItems": record } });
        let file = json!({ "smithy": "2.0", "shapes": { "com.amazonaws.retained#ListBooks": operation } });
        let revision = Revision::first("2.0.0", model.as_bytes()).with_polls(pages(result_key), waiters.clone());
        generated(&revision.with_retained(&format!("{file:#}")))
    };
    let (one, both) = (r#""books""#, r#"["books", "others"]"#);
    let same = "the pages of `ListBooks` have the items with the same methods in the model";
    for (result_key, kept, expected) in [
        (one, json!({ "items": "books" }), same),
        (both, json!({ "books_items": "books" }), same),
        (both, json!({ "books_items": "books", "others_items": "others" }), same),
        // The first needs its entry, and the second has its method beside it.
        (
            both,
            json!({ "others_items": "others", "books_items": "books" }),
            "the model has the items at `books` with the method `books_items`",
        ),
        (
            both,
            json!({ "items": "books", "others_items": "others" }),
            "the model has the items at `others` with the method `others_items`",
        ),
        (
            one,
            json!({ "items": "others", "books_items": "books" }),
            "the model has the items at `books` with the method `books_items`",
        ),
    ] {
        let failed = generated_with(result_key, kept.clone()).expect_err(expected);
        let found: Vec<String> = failed.0.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 1, "{kept}: {failed}");
        assert!(found[0].contains("error[retained-item-exists]") && found[0].contains(expected), "{kept}: {failed}");
        assert!(found[0].contains("retained.json:") && found[0].contains("help: remove the "), "{kept}: {failed}");
    }
    for (result_key, kept) in [
        (both, json!({ "items": "books" })),
        // A number in the type of a stream is the place of its method.
        (both, json!({ "others_items": "others" })),
        (one, json!({ "items": "others" })),
        (one, json!({ "items": "books", "others_items": "others" })),
    ] {
        let found = generated_with(result_key, kept.clone());
        assert!(found.is_ok(), "{kept}: {}", found.err().map(|it| it.to_string()).unwrap_or_default());
    }
}

/// A record is of as few items as it takes, or the import would write what generation refuses.
#[test]
fn an_import_keeps_as_few_items_as_it_takes() {
    let pages = |items: &str| {
        format!(
            r#"{{ "pagination": {{ "ListBooks": {{ "input_token": "nextToken", "output_token": "nextToken", "result_key": {items} }} }} }}"#
        )
    };
    let members =
        ["others", "more"].map(|name| (format!("/shapes/ListBooksResult/members/{name}"), json!({ "shape": "Books" })));
    let members: Vec<(&str, Value)> = members.iter().map(|(at, value)| (at.as_str(), value.clone())).collect();
    let model = edited("older.json", &members);
    let with =
        |items: &str| Revision::first("2.0.0", model.as_bytes()).with_polls(pages(items), read("older-waiters.json"));
    let three = with(r#"["books", "others", "more"]"#);
    let kept = |items: &str| {
        let (next, _) = import(&three, with(items), &[]).unwrap_or_else(|failed| panic!("{items}: {failed}"));
        next.has_all_of(&three);
        let (same, _) = import(&next, with(items), &[]).unwrap_or_else(|failed| panic!("{items}: {failed}"));
        assert_eq!(same.retained(), next.retained(), "{items}");
        let file: Value = serde_json::from_str(next.retained()).expect("JSON");
        file["shapes"]["com.amazonaws.retained#ListBooks"]["traits"]["codegen.retained#pageItems"]["items"].clone()
    };
    let (books, others, more) = (("books_items", "books"), ("others_items", "others"), ("more_items", "more"));
    for (items, expected) in [
        (r#"["books", "more", "others"]"#, vec![books, others]),
        (r#"["more", "others", "books"]"#, vec![books, others]),
        (r#"["others", "more"]"#, vec![books]),
        (r#"["books", "others"]"#, vec![books, others, more]),
        (r#""books""#, vec![books, others, more]),
    ] {
        let expected: serde_json::Map<_, _> =
            expected.into_iter().map(|(name, path)| (name.to_owned(), json!(path))).collect();
        assert_eq!(kept(items), Value::from(expected), "{items}");
    }
}
