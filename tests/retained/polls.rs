//! Pages, waiters and the order of required members: what an import keeps of them, and when it no longer does.

use codegen::api::ApiItem;
use codegen::retained::{Edit, Update, edit};
use codegen::{Failed, Generated, Selection, generate};
use serde_json::{Value, json};

use super::fixtures::{edited, newer, older, read};
use tests::revision::Revision;

pub(crate) fn generated(revision: &Revision) -> Result<Generated, Failed> {
    let options = codegen::Options {
        package: "test",
        module: "service",
        service: None,
        operations: Selection::All,
        command: "test",
        label: "model",
    };
    revision.with(|inputs| generate(inputs, &options))
}

/// The public items whose path ends so.
fn items(revision: &Revision, ends: &str) -> Vec<ApiItem> {
    let generated = generated(revision).unwrap_or_else(|failed| panic!("{failed}"));
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

/// The model that lists records in its pages and has other tokens, with what it no longer has left out.
fn with_other_pages(pagination: &str, edits: &[(&str, Value)]) -> Revision {
    let record = json!({ "type": "structure", "members": { "id": { "shape": "Text" } } });
    let mut all = vec![
        ("/shapes/Record", record),
        ("/shapes/Records", json!({ "type": "list", "member": { "shape": "Record" } })),
        ("/shapes/ListBooksResult/members/records", json!({ "shape": "Records" })),
        ("/shapes/ListBooksRequest/members/marker", json!({ "shape": "Text" })),
        ("/shapes/ListBooksResult/members/nextMarker", json!({ "shape": "Text" })),
    ];
    all.extend(edits.iter().cloned());
    let model = Revision::first("2.0.0", edited("older.json", &all).as_bytes());
    let pages = format!(r#"{{ "pagination": {{ "ListBooks": {pagination} }} }}"#);
    model.with_polls(pages, read("older-waiters.json"))
}

const RECORDS: &str = r#"{ "input_token": "marker", "output_token": "nextMarker", "result_key": "records" }"#;

pub(crate) fn import(old: &Revision, new: Revision, accepted: &[&str]) -> Result<(Revision, Update), String> {
    let accepted: Vec<String> = accepted.iter().map(|it| (*it).to_owned()).collect();
    let failed = |Failed(all): Failed| all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n");
    old.import_revision(new, "2024-05-06", &accepted).map_err(failed)
}

#[test]
fn items_that_the_pages_no_longer_have_keep_their_method_and_the_tokens_are_those_of_the_model() {
    let gone = [("/shapes/ListBooksResult/members/books", json!(null))];
    let (next, update) = import(&older(), with_other_pages(RECORDS, &gone), &[]).expect("imported");
    assert_eq!(update.retired, ["ListBooks$items", "ListBooksResult$books"]);
    next.has_all_of(&older());
    let text = next.text();
    assert!(text.contains("rt::paginated! { ListBooks { marker = next_marker } items {"), "{text}");
    assert!(text.contains("0 = books of types::Book,"), "{text}");
    assert!(text.contains("1 = records of types::Record,"), "{text}");
    let deprecated = |method: &str| items(&next, method)[0].deprecated.clone();
    assert_eq!(deprecated("ListBooksBuilder::items"), Some(Some("2024.5.6".to_owned())));
    assert_eq!(deprecated("ListBooksBuilder::pages"), None);
    assert_eq!(deprecated("ListBooksBuilder::records_items"), None);
    let verdict = next.since(&older()).markdown();
    assert!(verdict.contains("page-items-changed"), "{verdict}");
    assert!(verdict.contains("books of types::Book, retained, records of types::Record"), "{verdict}");
    // The same model again changes nothing, and neither does one that still has the former member.
    let (again, update) = import(&next, with_other_pages(RECORDS, &gone), &[]).expect("imported");
    assert_eq!(again.retained(), next.retained());
    assert!(update.retired.is_empty() && update.returned.is_empty(), "{update:?}");
    let (there, update) = import(&older(), with_other_pages(RECORDS, &[]), &[]).expect("imported");
    assert_eq!(update.retired, ["ListBooks$items"]);
    assert_eq!(there.api(), next.api());
}

#[test]
fn a_maintainer_gives_up_former_items() {
    let (next, _) = import(&older(), with_other_pages(RECORDS, &[]), &[]).expect("imported");
    for name in ["ListBooks$items", "ListBooks$pages"] {
        let edited = next.with(|inputs| edit(inputs, None, &[Edit::Drop(name)]));
        let edited = edited.unwrap_or_else(|failed| panic!("{failed}"));
        assert_eq!((edited.text, edited.dropped), (None, vec!["ListBooks$items".to_owned()]), "{name}");
    }
    let rest = with_other_pages(RECORDS, &[]);
    assert!(items(&rest, "ListBooksBuilder::records_items").is_empty());
    assert!(rest.text().contains("0 = records of types::Record"));
}

#[test]
fn items_of_the_same_type_are_read_where_the_service_returns_them_now() {
    let moved = [
        ("/shapes/ListBooksResult/members/books", json!(null)),
        ("/shapes/ListBooksResult/members/found", json!({ "shape": "Books" })),
    ];
    let pages = RECORDS.replace("records", "found");
    let (next, update) = import(&older(), with_other_pages(&pages, &moved), &[]).expect("imported");
    assert_eq!(update.retired, ["ListBooksResult$books"]);
    next.has_all_of(&older());
    assert!(next.text().contains("0 = found of types::Book"), "{}", next.text());
    assert_eq!(items(&next, "ListBooksBuilder::items")[0].deprecated, None);
}

#[test]
fn a_second_list_of_items_leaves_the_first_its_method() {
    let both = RECORDS.replace(r#""records""#, r#"["books", "records"]"#);
    let (next, update) = import(&older(), with_other_pages(&both, &[]), &[]).expect("imported");
    assert_eq!(update.retired, ["ListBooks$items"]);
    next.has_all_of(&older());
    assert_eq!(items(&next, "ListBooksBuilder::items")[0].deprecated, None);
    assert_eq!(items(&next, "ListBooksBuilder::records_items").len(), 1);
    // A third model that lists only the second, and a fourth without pages: every method stays.
    let (third, _) = import(&next, with_other_pages(RECORDS, &[]), &[]).expect("imported");
    third.has_all_of(&next);
    let without = edited("older.json", &[("/shapes/ListBooksRequest/members/nextToken", json!(null))]);
    let (fourth, _) = import(&third, Revision::first("4.0.0", without.as_bytes()), &[]).expect("imported");
    fourth.has_all_of(&third);
    // The operation goes, and comes back with the first pages.
    let gone = edited("older.json", &[("/operations/ListBooks", json!(null))]);
    let (gone, _) = import(&fourth, Revision::first("5.0.0", gone.as_bytes()), &[]).expect("imported");
    gone.has_all_of(&fourth);
    let (back, _) = import(&gone, older(), &[]).expect("imported");
    back.has_all_of(&gone);
}

#[test]
fn pages_and_waiters_that_cannot_be_kept_are_errors_that_name_the_choices() {
    let number = [("/shapes/ListBooksRequest/members/nextToken", json!({ "shape": "Count" }))];
    let typed = || Revision::first("2.0.0", edited("older.json", &number).as_bytes());
    let refused = import(&older(), typed(), &["ListBooksRequest$nextToken"]).expect_err("refused");
    for expected in [
        "error[invalid-pagination]: the pages of `ListBooks` cannot be kept: the tokens `nextToken` and `nextToken` are of \
         different types",
        "paginators-1.json:3:18",
        "--accept-type 'ListBooks$pages'",
    ] {
        assert!(refused.contains(expected), "`{expected}` is not in\n{refused}");
    }
    let (next, _) = import(&older(), typed(), &["ListBooksRequest$nextToken", "ListBooks$pages"]).expect("imported");
    assert!(items(&next, "ListBooksBuilder::pages").is_empty());
    assert_eq!(items(&next, "::wait_until_books_counted").len(), 1);

    // What the model declares itself, and cannot be followed.
    let odd = RECORDS.replace(r#""nextMarker""#, r#""nextMarker || records[0]""#);
    let refused = import(&older(), with_other_pages(&odd, &[]), &[]).expect_err("refused");
    assert!(
        refused.contains("the pages of `ListBooks` cannot be kept: `records[0]` is not a path of members"),
        "{refused}"
    );
    let (next, _) = import(&older(), with_other_pages(&odd, &[]), &["ListBooks$pages"]).expect("imported");
    assert!(items(&next, "ListBooksBuilder::pages").is_empty());

    // A waiter whose state is not text any more.
    let number = [("/shapes/ListBooksResult/members/state", json!({ "shape": "Count" }))];
    let stateless = || Revision::first("2.0.0", edited("older.json", &number).as_bytes());
    let accepted = ["ListBooksResult$state"];
    let refused = import(&older(), stateless(), &accepted).expect_err("refused");
    for expected in [
        "error[invalid-waiter]: the waiter `BooksCounted` of `ListBooks` cannot be kept: the value at `state` cannot be compared",
        "waiters-2.json:9",
        "--accept-type 'ListBooks$BooksCounted'",
    ] {
        assert!(refused.contains(expected), "`{expected}` is not in\n{refused}");
    }
    let (next, _) = import(&older(), stateless(), &[accepted[0], "ListBooks$BooksCounted"]).expect("imported");
    assert!(items(&next, "::wait_until_books_counted").is_empty());
}

#[test]
fn names_that_no_change_needs_are_reported() {
    let names = ["Nope", "ListBooksResult$boks", "ListBooks$pages", "Book", "ListBooks.state", "ListBooks.itms"];
    let (_, update) = import(&older(), older(), &names).expect("imported");
    let said: Vec<_> = update.unneeded.iter().map(|it| (it.name.as_str(), it.is_known, it.near.as_deref())).collect();
    let expected = [
        ("Nope", false, None),
        ("ListBooksResult$boks", false, Some("ListBooksResult$books")),
        ("ListBooks$pages", true, None),
        ("Book", true, None),
        ("ListBooks.state", false, None),
        ("ListBooks.itms", false, Some("ListBooks$items")),
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_retained_waiter_or_page_that_cannot_be_followed_is_an_error_of_generation() {
    let good: Value = serde_json::from_str(newer().retained()).expect("retained items are JSON");
    let traits = "/shapes/com.amazonaws.retained#ListBooks/traits";
    let cases = [
        (
            "/smithy.waiters#waitable/BooksCounted/acceptors/0/matcher/output/path",
            json!("books"),
            "the retained waiter `BooksCounted` of `ListBooks` cannot be followed",
            "retire --drop 'ListBooks$BooksCounted'",
        ),
        (
            "/smithy.api#paginated/items",
            json!("state"),
            "the retained pages of `ListBooks` cannot be followed: `state` leads to neither a list",
            "retire --drop 'ListBooks$pages'",
        ),
    ];
    for (pointer, value, expected, help) in cases {
        let mut edited = good.clone();
        *edited.pointer_mut(&format!("{traits}{pointer}")).unwrap_or_else(|| panic!("there is no {pointer}")) = value;
        let failed = generated(&newer().with_retained(&format!("{edited:#}"))).expect_err(expected);
        let found = failed.0.iter().find(|it| it.to_string().contains(expected));
        let found = found.unwrap_or_else(|| panic!("{expected} is not in\n{failed}")).to_string();
        assert!(found.contains("error[") && found.contains("retained.json:") && found.contains(help), "{found}");
    }
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
        let failed = generated(&revision).expect_err(expected);
        let found = failed.0.iter().find(|it| it.to_string().contains(expected));
        let found = found.unwrap_or_else(|| panic!("{expected} is not in\n{failed}"));
        assert!(found.file.is_some() && found.span.is_some(), "{found}");
        assert!(found.to_string().contains("help"), "{found}");
    }
}
