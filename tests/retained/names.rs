//! Names that stay: an item that a new model adds takes no name from an item that was there before.

use codegen::api::ApiKind;
use codegen::diff::{ChangeCode, Level};
use codegen::retained::{Edit, edit};
use codegen::{Failed, Generated, Inputs, Selection, generate};
use serde_json::{Value, json};
use tests::revision::Revision;

const PAGES: &str =
    r#"{ "pagination": { "ListThings": { "input_token": "next", "output_token": "next", "result_key": "things" } } }"#;

const WAITERS: &str = r#"{ "version": 2, "waiters": { "ThingsExist": { "operation": "ListThings", "delay": 1, "maxAttempts": 2, "acceptors": [
    { "matcher": "status", "expected": 200, "state": "success" } ] } } }"#;

/// A place for what a newer model adds, before what is there: the first of two items with a name gets it unchanged.
const MODEL: &str = r#"{ "metadata": { "serviceId": "Store", "apiVersion": "2020-01-01", "protocol": "json", "jsonVersion": "1.1",
        "endpointPrefix": "store", "targetPrefix": "X" },
    "operations": { OPERATIONS
        "GetUrl": { "name": "GetUrl", "input": { "shape": "GetUrlRequest" }, "http": { "method": "POST", "requestUri": "/" },
            "errors": [ERRORS { "shape": "BadThing" }] },
        "ListThings": { "name": "ListThings", "input": { "shape": "ListThingsRequest" }, "output": { "shape": "ListThingsResult" },
            "http": { "method": "POST", "requestUri": "/" } } },
    "shapes": { SHAPES
        "GetUrlRequest": { "type": "structure", "required": ["userName"], "members": {
            "userName": { "shape": "Text" }, "thing": { "shape": "Thing" }, "url": { "shape": "Url" } } },
        "ListThingsRequest": { "type": "structure", "members": { INPUT "next": { "shape": "Text" } } },
        "ListThingsResult": { "type": "structure", "members": { "things": { "shape": "Things" }, "next": { "shape": "Text" } } },
        "Things": { "type": "list", "member": { "shape": "Thing" } },
        "Thing": { "type": "structure", "members": { MEMBERS "userId": { "shape": "Text" }, "sign": { "shape": "Sign" },
            "choice": { "shape": "Choice" } } },
        "Sign": { "type": "string", "enum": [VALUES "a+", "up"] },
        "Choice": { "type": "structure", "union": true, "members": { CHOICES "oneText": { "shape": "Text" } } },
        "Url": { "type": "structure", "members": { "text": { "shape": "Text" } } },
        "BadThing": { "type": "structure", "exception": true, "members": { "message": { "shape": "Text" } } },
        "Text": { "type": "string" } } }"#;

/// The places of `MODEL`.
const PLACES: [&str; 7] = ["OPERATIONS", "ERRORS", "SHAPES", "INPUT", "MEMBERS", "VALUES", "CHOICES"];

/// The model with more items, each at its place.
fn with(more: &[(&str, &str)]) -> Revision {
    with_waiters(more, WAITERS)
}

/// The text of the model with more items.
fn text(more: &[(&str, &str)]) -> String {
    let mut text = MODEL.to_owned();
    for place in PLACES {
        let added: Vec<String> = more.iter().filter(|(at, _)| *at == place).map(|(_, it)| format!("{it},")).collect();
        text = text.replacen(place, &added.concat(), 1);
    }
    text
}

fn with_waiters(more: &[(&str, &str)], waiters: &str) -> Revision {
    Revision::first("2.0.0", text(more).as_bytes()).with_polls(PAGES.to_owned(), waiters.to_owned())
}

/// Imports a newer model over the plain one, which breaks nobody. Returns it with the names that were recorded.
#[track_caller]
fn imported(newer: Revision) -> (Revision, Vec<(String, String)>) {
    let older = with(&[]);
    let (newer, update) = older.import_revision(newer, "2024-05-06", &[]).unwrap_or_else(|failed| panic!("{failed}"));
    newer.has_all_of(&older);
    assert!(!takes_names(&newer, &older), "{}", newer.since(&older).markdown());
    // The same model once more changes nothing.
    let same = newer.import_revision(newer.clone(), "2025-01-01", &[]);
    let (same, _) = same.unwrap_or_else(|failed| panic!("{failed}"));
    assert_eq!(same.retained(), newer.retained());
    (newer, update.named)
}

/// Returns whether a program breaks, or is about another item of the service: it compiles, and sends another member.
fn takes_names(newer: &Revision, older: &Revision) -> bool {
    let report = newer.since(older);
    let is_other = |code| matches!(code, ChangeCode::WireNameChanged | ChangeCode::EnumValueChanged);
    report.level() == Level::Major || report.changes.iter().any(|change| is_other(change.code))
}

fn has(revision: &Revision, kind: ApiKind, path: &str) -> bool {
    revision.generate("test", "service").api.iter().any(|it| it.kind == kind && it.path == path)
}

#[track_caller]
fn names(named: &[(String, String)]) -> Vec<(&str, &str)> {
    named.iter().map(|(item, name)| (item.as_str(), name.as_str())).collect()
}

/// A new item of a kind, the names that are recorded for it, and the item of the API that it has.
#[track_caller]
fn gives_way(more: &[(&str, &str)], recorded: &[(&str, &str)], kind: ApiKind, path: &str) {
    // Without the records, the newer model breaks callers, or this test shows nothing.
    let (newer, older) = (with(more), with(&[]));
    assert!(takes_names(&newer, &older), "{more:?} takes no name:\n{}", newer.since(&older).markdown());
    let (newer, named) = imported(with(more));
    assert_eq!(names(&named), recorded, "{more:?}");
    assert!(has(&newer, kind, path), "{more:?}: there is no {kind:?} {path}");
}

#[test]
fn a_new_member_takes_no_method_of_pages() {
    let path = "service::operation::list_things::ListThingsBuilder::pages2";
    let member = [("INPUT", r#""pages": { "shape": "Text" }"#)];
    gives_way(&member, &[("ListThingsRequest$pages", "pages2")], ApiKind::Function, path);
    let path = "service::operation::list_things::ListThingsInput::items2";
    let member = [("INPUT", r#""items": { "shape": "Text" }"#)];
    gives_way(&member, &[("ListThingsRequest$items", "items2")], ApiKind::Field, path);
}

/// Pages and waiters that only an overlay has.
const OVERLAY: &str = r#"{ "smithy": "2.0", "shapes": { "com.amazonaws.store#ListThings": { "type": "apply", "traits": {
    "smithy.api#paginated": { "inputToken": "next", "outputToken": "next", "items": "things" },
    "smithy.waiters#waitable": { "ThingsExist": { "minDelay": 1, "acceptors": [
        { "state": "success", "matcher": { "success": true } } ] } } } } } }"#;

#[test]
fn a_new_member_takes_no_method_of_an_overlay() {
    let bare = |more: &[(&str, &str)]| Revision::first("2.0.0", text(more).as_bytes());
    let older = bare(&[]).with_overlay(OVERLAY);
    let members = r#""pages": { "shape": "Text" }, "waitUntilThingsExist": { "shape": "Text" }"#;
    let newer = bare(&[("INPUT", members)]);
    let (newer, update) = older.import_revision(newer, "2024-05-06", &[]).unwrap_or_else(|failed| panic!("{failed}"));
    newer.has_all_of(&older);
    let expected =
        [("ListThingsRequest$pages", "pages2"), ("ListThingsRequest$waitUntilThingsExist", "wait_until_things_exist2")];
    assert_eq!(names(&update.named), expected);
    // What is given up otherwise takes no name with it.
    let edited = newer.with(|inputs| edit(inputs, None, &[Edit::AcceptName("ListThingsRequest$pages")]));
    let edited = edited.unwrap_or_else(|failed| panic!("{failed}"));
    assert_eq!(edited.dropped, ["ListThingsRequest$pages"]);
    assert!(edited.text.is_some_and(|text| text.contains("wait_until_things_exist2")));
}

#[test]
fn a_new_member_takes_no_method_of_a_waiter() {
    let path = "service::operation::list_things::ListThingsInput::wait_until_things_exist2";
    let member = [("INPUT", r#""waitUntilThingsExist": { "shape": "Text" }"#)];
    gives_way(&member, &[("ListThingsRequest$waitUntilThingsExist", "wait_until_things_exist2")], ApiKind::Field, path);
}

#[test]
fn a_new_member_takes_no_field_accessor_or_setter() {
    let member = [("MEMBERS", r#""userID": { "shape": "Text" }"#)];
    gives_way(&member, &[("Thing$userID", "user_id2")], ApiKind::Function, "service::types::Thing::user_id2");
    let (newer, _) = imported(with(&member));
    let text = newer.text();
    assert!(text.contains("user_id2: String = \"userID\"") && text.contains("user_id: String = \"userId\""), "{text}");
    let choice = [("CHOICES", r#""OneText": { "shape": "Text" }"#)];
    gives_way(&choice, &[("Choice$OneText", "OneText2")], ApiKind::Variant, "service::types::Choice::OneText2");
}

#[test]
fn a_new_value_takes_no_variant_and_renames_none() {
    gives_way(&[("VALUES", "\"UP\"")], &[("Sign$UP", "Up2")], ApiKind::Variant, "service::types::Sign::Up2");
    // Both would have their symbols in their names.
    gives_way(&[("VALUES", "\"a-\"")], &[("Sign$a+", "A")], ApiKind::Variant, "service::types::Sign::AMinus");
}

#[test]
fn a_new_operation_takes_no_type_and_no_method() {
    let operation = r#""GetURL": { "name": "GetURL", "http": { "method": "POST", "requestUri": "/" } }"#;
    let recorded = [("GetURL", "GetUrl2"), ("GetURL", "get_url2")];
    gives_way(&[("OPERATIONS", operation)], &recorded, ApiKind::Function, "service::Client::get_url2");
    let (newer, _) = imported(with(&[("OPERATIONS", operation)]));
    assert!(has(&newer, ApiKind::Struct, "service::operation::get_url2::GetUrl2Input"));
    // The trait of a required member is a parameter `HasUserName` in the files of operations.
    let operation = r#""HasUserName": { "name": "HasUserName", "http": { "method": "POST", "requestUri": "/" } }"#;
    let path = "service::operation::has_user_name::HasUserName2Input";
    gives_way(&[("OPERATIONS", operation)], &[("HasUserName", "HasUserName2")], ApiKind::Struct, path);
}

#[test]
fn a_new_shape_takes_no_type_builder_or_parameter() {
    let used = ("MEMBERS", r#""more": { "shape": "NAME" }"#);
    let gives_way = |name: &str, kind: &str, recorded: &str| {
        let (member, shape) = (used.1.replace("NAME", name), format!("\"{name}\": {kind}"));
        let path = format!("service::types::{recorded}");
        let kind = if kind.contains("enum") { ApiKind::Enum } else { ApiKind::Struct };
        gives_way(&[(used.0, &member), ("SHAPES", &shape)], &[(name, recorded)], kind, &path);
    };
    let structure = r#"{ "type": "structure", "members": { "text": { "shape": "Text" } } }"#;
    gives_way("URL", structure, "Url2");
    gives_way("ThingBuilder", structure, "ThingBuilder2");
    gives_way("ThingBuilder", r#"{ "type": "string", "enum": ["a"] }"#, "ThingBuilder2");
    gives_way("HasUserName", structure, "HasUserName2");
}

#[test]
fn a_new_error_takes_no_type_and_no_variant() {
    let more = [
        ("ERRORS", r#"{ "shape": "BADThing" }"#),
        ("SHAPES", r#""BADThing": { "type": "structure", "exception": true, "members": {} }"#),
    ];
    let path = "service::operation::get_url::GetUrlError::BadThing2";
    gives_way(&more, &[("BADThing", "BadThing2")], ApiKind::Variant, path);
}

#[test]
fn a_new_waiter_takes_no_type_and_no_method() {
    let waiters: Value = serde_json::from_str(WAITERS).expect("JSON");
    let waiter = waiters["waiters"]["ThingsExist"].clone();
    let both = json!({ "version": 2, "waiters": { "THINGSExist": waiter, "ThingsExist": waiter } }).to_string();
    let (newer, named) = imported(with_waiters(&[], &both));
    assert_eq!(
        names(&named),
        [("ListThings$THINGSExist", "ThingsExist2"), ("ListThings$THINGSExist", "wait_until_things_exist2")]
    );
    assert!(has(
        &newer,
        ApiKind::Function,
        "service::operation::list_things::ListThingsBuilder::wait_until_things_exist2"
    ));
}

/// A service that spells a name anew removes one item and adds another.
#[test]
fn an_item_that_replaces_a_removed_one_gets_another_name() {
    let text = MODEL.replace("\"userId\"", "\"userID\"").replace("GetUrl\"", "GetURL\"").replace("\"up\"", "\"Up\"");
    let text = PLACES.iter().fold(text, |text, place| text.replacen(place, "", 1));
    let newer = Revision::first("2.0.0", text.as_bytes()).with_polls(PAGES.to_owned(), WAITERS.to_owned());
    let (newer, named) = imported(newer);
    let expected = [("Sign$Up", "Up2"), ("Thing$userID", "user_id2"), ("GetURL", "GetUrl2"), ("GetURL", "get_url2")];
    assert_eq!(names(&named), expected, "{}", newer.retained());
    assert!(has(&newer, ApiKind::Field, "service::types::Thing::user_id2"));
}

/// The member that was new is an old one in the next import.
#[test]
fn a_name_that_was_recorded_stays() {
    let (newer, _) = imported(with(&[("MEMBERS", r#""userID": { "shape": "Text" }"#)]));
    let third = with(&[("MEMBERS", r#""UserId": { "shape": "Text" }, "userID": { "shape": "Text" }"#)]);
    let (third, update) = newer.import_revision(third, "2025-01-01", &[]).unwrap_or_else(|failed| panic!("{failed}"));
    third.has_all_of(&newer);
    assert_eq!(names(&update.named), [("Thing$UserId", "user_id3")]);
    // What it replaced is gone, and a program may use the name that it got.
    let text =
        MODEL.replace("MEMBERS", r#""userID": { "shape": "Text" },"#).replace(r#""userId": { "shape": "Text" },"#, "");
    let text = PLACES.iter().fold(text, |text, place| text.replacen(place, "", 1));
    let last = Revision::first("4.0.0", text.as_bytes()).with_polls(PAGES.to_owned(), WAITERS.to_owned());
    let (last, _) = third.import_revision(last, "2025-02-02", &[]).unwrap_or_else(|failed| panic!("{failed}"));
    last.has_all_of(&third);
    last.has_all_of(&newer);
}

/// An item that is not in the way of another one needs no record.
#[test]
fn a_new_item_with_a_name_of_its_own_has_no_record() {
    let more = [
        ("MEMBERS", r#""colour": { "shape": "Text" }"#),
        ("VALUES", "\"down\""),
        ("INPUT", r#""size": { "shape": "Text" }"#),
    ];
    let (newer, named) = imported(with(&more));
    assert!(named.is_empty(), "{named:?}");
    assert_eq!(newer.retained(), "");
}

#[test]
fn a_maintainer_gives_up_a_name() {
    let more = [("MEMBERS", r#""userID": { "shape": "Text" }"#), ("INPUT", r#""pages": { "shape": "Text" }"#)];
    let (newer, _) = imported(with(&more));
    let give_up = |name: &str| newer.with(|inputs| edit(inputs, None, &[Edit::AcceptName(name)]));
    let edited = give_up("Thing.userID").unwrap_or_else(|failed| panic!("{failed}"));
    assert_eq!(edited.dropped, ["Thing$userID"]);
    let rest = newer.with_retained(&edited.text.expect("the other name stays"));
    assert!(
        takes_names(&rest, &newer)
            && has(&rest, ApiKind::Field, "service::operation::list_things::ListThingsInput::pages2")
    );
    assert!(rest.text().contains("user_id: String = \"userID\""), "{}", rest.text());
    let error = give_up("Thing$userId").expect_err("it has no record").to_string();
    assert!(error.contains("gives no name to an item that is called `Thing$userId`"), "{error}");
    assert!(error.contains("did you mean `Thing$userID`?"), "{error}");
    // The name of an item stays if the item that had the other name is dropped.
    let text = MODEL.replace("\"userId\"", "\"userID\"");
    let text = PLACES.iter().fold(text, |text, place| text.replacen(place, "", 1));
    let replaced = Revision::first("2.0.0", text.as_bytes()).with_polls(PAGES.to_owned(), WAITERS.to_owned());
    let (replaced, _) = imported(replaced);
    let edited = replaced.with(|inputs| edit(inputs, None, &[Edit::Drop("Thing$userId")]));
    let text = edited.unwrap_or_else(|failed| panic!("{failed}")).text.expect("the other name stays");
    assert!(has(&replaced.with_retained(&text), ApiKind::Field, "service::types::Thing::user_id2"), "{text}");
}

#[test]
fn names_that_a_person_writes_are_checked() {
    let newer = with(&[("MEMBERS", r#""userID": { "shape": "Text" }"#)]);
    let shape = "com.amazonaws.store#Thing";
    let refused = |entries: Value, expected: &[&str]| {
        let text = json!({ "smithy": "2.0", "metadata": { "codegen.retained#names": entries }, "shapes": {} });
        let revision = newer.with_retained(&format!("{text:#}"));
        let failed = revision.with(generated).expect_err("an error").to_string();
        for text in expected.iter().chain(&["retained.json:", "help: "]) {
            assert!(failed.contains(text), "`{text}` is not in:\n{failed}");
        }
    };
    let member = |name: &str, to: &str| json!([{ "member": format!("{shape}${name}"), "name": to }]);
    refused(member("userID", "user_id"), &["`Thing$userID` has the name `user_id` in any case", "remove the entry"]);
    refused(member("nobody", "user"), &["the model has no item `Thing$nobody`"]);
    refused(member("userID", "Self"), &["`Self` cannot be the name of this item in Rust"]);
    refused(member("userID", "build"), &["`build` cannot be the name of this item in Rust"]);
    refused(member("userID", "a b"), &["`a b` cannot be the name of this item in Rust"]);
    let both = json!([{ "member": format!("{shape}$userID"), "name": "x" }, { "member": format!("{shape}$userId"), "name": "x" }]);
    refused(both, &["cannot have the name `x`, which something else has"]);
    let twice = json!([{ "shape": shape, "name": "Other" }, { "shape": shape, "name": "Another" }]);
    refused(twice, &["the item has another entry, with the name `Other`", "remove one"]);
    refused(json!([{ "shape": shape, "nmae": "Other" }]), &["a name has no key `nmae`", "did you mean `name`?"]);
    refused(json!([{ "name": "Other" }]), &["a name is that of one item"]);
    refused(json!([{ "shape": shape, "method": shape, "name": "Other" }]), &["a name is that of one item"]);
    refused(
        json!([{ "shape": format!("{shape}$userID"), "name": "Other" }]),
        &["the item of `shape` is an absolute id"],
    );
    refused(json!([{ "member": shape, "name": "other" }]), &["write `namespace#Shape$member`"]);
    refused(json!([{ "method": "com.amazonaws.store#GetUrl", "name": "type" }]), &["`type` cannot be the name"]);
    refused(json!({}), &["codegen.retained#names"]);
}

fn generated(inputs: &Inputs<'_>) -> Result<Generated, Failed> {
    let options = codegen::Options {
        package: "test",
        module: "service",
        service: None,
        operations: Selection::All,
        command: "test",
        label: "model",
    };
    generate(inputs, &options)
}
