//! Pages, waiters and the order of required members: what an import keeps of them, and when it no longer does.

use codegen::api::ApiItem;
use codegen::retained::{Edit, edit};
use codegen::{Selection, generate};
use serde_json::{Value, json};

use super::fixtures::{edited, newer, older, read};
use tests::revision::Revision;

/// The public items whose path ends so.
fn items(revision: &Revision, ends: &str) -> Vec<ApiItem> {
    let options = codegen::Options {
        package: "test",
        module: "service",
        service: None,
        operations: Selection::All,
        command: "test",
        label: "model",
    };
    let generated = revision.with(|inputs| generate(inputs, &options)).unwrap_or_else(|failed| panic!("{failed}"));
    generated.api.into_iter().filter(|item| item.path.ends_with(ends)).collect()
}

/// An edit of the retained items of a revision, which is generated afterwards.
fn without(revision: &Revision, names: &[&str]) -> Revision {
    let edits: Vec<Edit<'_>> = names.iter().map(|name| Edit::Drop(name)).collect();
    let edited = revision.with(|inputs| edit(inputs, None, &edits)).unwrap_or_else(|failed| panic!("{failed}"));
    assert_eq!(edited.dropped, names);
    revision.with_retained(&edited.text.expect("other items are retained"))
}

#[test]
fn retained_pages_and_waiters_are_deprecated_methods() {
    for method in ["ListBooksBuilder::pages", "ListBooksBuilder::items", "::wait_until_books_counted", "::BooksCounted"]
    {
        let (before, after) = (items(&older(), method), items(&newer(), method));
        assert_eq!((before.len(), after.len()), (1, 1), "{method}");
        assert_eq!(before[0].signature, after[0].signature);
        assert_eq!(before[0].deprecated, None, "{method}");
        assert_eq!(after[0].deprecated, Some(Some("2024.5.6".to_owned())), "{method}");
    }
}

#[test]
fn the_example_of_an_operation_shows_no_retained_pages() {
    let shown =
        |revision: &Revision| revision.text().contains(".list_books().library(\"example\").room(\"example\").items()");
    assert!(shown(&older()));
    assert!(!shown(&newer()));
}

#[test]
fn the_builder_keeps_the_order_of_its_parameters() {
    let expected = "pub struct service::operation::list_books::ListBooksBuilder\
                    <Sender = (), HasLibrary = runtime::Unset, HasRoom = runtime::Unset>: Clone + Debug";
    for revision in [older(), newer()] {
        assert_eq!(items(&revision, "::ListBooksBuilder")[0].signature, expected);
    }
    let given_up = without(&newer(), &["ListBooksRequest$required-order"]);
    assert_ne!(items(&given_up, "::ListBooksBuilder")[0].signature, expected);
}

#[test]
fn what_the_model_has_again_leaves_the_file() {
    let order =
        json!({ "library": { "shape": "Text" }, "room": { "shape": "Text" }, "nextToken": { "shape": "Text" } });
    let model = edited("service-2.json", &[("/shapes/ListBooksRequest/members", order)]);
    let back = Revision::first("3.0.0", model.as_bytes());
    let back = back.with_polls(read("older-paginators.json"), read("older-waiters.json"));
    let (back, update) = newer().import_revision(back, "2025-06-07", &[]).unwrap_or_else(|failed| panic!("{failed}"));
    assert_eq!(update.returned, ["ListBooks$BooksCounted", "ListBooks$pages", "ListBooksRequest$required-order"]);
    assert!(update.retired.is_empty(), "{update:?}");
    assert!(!back.retained().contains("ListBooks"), "{}", back.retained());
    back.has_all_of(&older());
    assert_eq!(items(&back, "ListBooksBuilder::pages")[0].deprecated, None);
}

#[test]
fn a_maintainer_gives_them_up_one_by_one() {
    for (name, method) in
        [("ListBooks$pages", "ListBooksBuilder::pages"), ("ListBooks$BooksCounted", "::wait_until_books_counted")]
    {
        let rest = without(&newer(), &[name]);
        assert!(items(&rest, method).is_empty(), "{name}");
        let other = if name.ends_with("pages") { "::wait_until_books_counted" } else { "ListBooksBuilder::pages" };
        assert_eq!(items(&rest, other).len(), 1, "{name}");
        // The next import of the same model does not bring it back.
        let again = rest.import("2.0.1", read("service-2.json").as_bytes(), "2024-06-07", &[]);
        let (again, update) = again.unwrap_or_else(|failed| panic!("{failed}"));
        assert!(update.retired.is_empty() && update.returned.is_empty(), "{update:?}");
        assert!(items(&again, method).is_empty(), "{name}");
    }
}

#[test]
fn pages_whose_tokens_are_of_another_type_are_not_kept() {
    let accepted = ["ListBooksRequest$nextToken".to_owned()];
    let model =
        edited("service-2.json", &[("/shapes/ListBooksRequest/members/nextToken", json!({ "shape": "Count" }))]);
    let imported = older().import("2.0.0", model.as_bytes(), "2024-05-06", &accepted);
    let (imported, update) = imported.unwrap_or_else(|failed| panic!("{failed}"));
    assert!(!update.retired.contains(&"ListBooks$pages".to_owned()), "{update:?}");
    assert!(items(&imported, "ListBooksBuilder::pages").is_empty());
}

#[test]
fn what_is_said_of_nothing_is_an_error_with_its_place() {
    let good: Value = serde_json::from_str(newer().retained()).expect("retained items are JSON");
    let traits = "/shapes/com.amazonaws.retained#ListBooks/traits";
    let order = "/shapes/com.amazonaws.retained#ListBooksRequest/traits/codegen.retained#requiredOrder/members";
    let cases = [
        (traits, "smithy.api#paginated", None, "there are no pages to be kept"),
        (traits, "codegen.retained#paginated", None, "nothing says why the pages are kept"),
        (traits, "codegen.retained#waitable", None, "nothing says why the waiter `BooksCounted` is kept"),
        (traits, "smithy.waiters#waitable", None, "there is no waiter `BooksCounted` to be kept"),
        (order, "", Some(json!(["library", "rooms"])), "`ListBooksRequest` has no member `rooms`"),
        (order, "", Some(json!(["room", "library"])), "the required members of `ListBooksRequest` have this order"),
    ];
    for (pointer, key, value, expected) in cases {
        let mut edited = good.clone();
        let at = edited.pointer_mut(pointer).unwrap_or_else(|| panic!("there is no {pointer}"));
        match value {
            Some(value) => *at = value,
            None => drop(at.as_object_mut().expect("an object").shift_remove(key).expect("it is there")),
        }
        let revision = newer().with_retained(&format!("{edited:#}"));
        let options = codegen::Options {
            package: "test",
            module: "service",
            service: None,
            operations: Selection::All,
            command: "test",
            label: "model",
        };
        let failed = revision.with(|inputs| generate(inputs, &options)).expect_err(expected);
        let found = failed.0.iter().find(|it| it.to_string().contains(expected));
        let found = found.unwrap_or_else(|| panic!("{expected} is not in\n{failed}"));
        assert!(found.file.is_some() && found.span.is_some(), "{found}");
        assert!(found.to_string().contains("help"), "{found}");
    }
}
