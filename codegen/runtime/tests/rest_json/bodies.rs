//! Members in the JSON object that is the body, beside members that are elsewhere.

use std::collections::BTreeMap;

use codegen_runtime::{Blob, Document, Operation as _, Timestamp, structure};

use super::{Nothing, operation, read, response, sent, unreadable};

structure! {
    struct Mixed = "Mixed" {
        id: String = "id" [label("id")],
        page: i32 = "page" [query("page")],
        tag: String = "tag" [header("X-Tag")],
        status: i32 = "status" [status_code],
        text: String = "the text",
        float: f32 = "float",
        double: f64 = "double",
        blob: Blob = "blob",
        written: Timestamp = "written",
        document: Document = "document",
        sparse: Vec<Option<i32>> = "sparse",
        dense: BTreeMap<String, bool> = "dense",
        inner: Box<Mixed> = "inner",
    }
}

operation! { Put: Mixed => Mixed, "PUT" "/{id}" }

fn mixed() -> Mixed {
    Mixed { id: Some("i".into()), ..Mixed::default() }
}

const HEAD: &str = "PUT /i\ncontent-type: application/json\n\n";

#[test]
fn only_members_without_another_place_are_in_the_body() {
    let mixed = Mixed { page: Some(2), tag: Some("t".into()), text: Some("x".into()), ..mixed() };
    let expected = "PUT /i?page=2\ncontent-type: application/json\nx-tag: t\n\n{\"the text\":\"x\"}";
    assert_eq!(sent::<Put>(&mixed), expected);
}

#[test]
fn a_body_without_members_is_an_empty_object() {
    assert_eq!(sent::<Put>(&mixed()), format!("{HEAD}{{}}"));
}

#[test]
fn values_are_json_as_in_the_other_json_protocols() {
    let none = mixed;
    let cases = [
        (Mixed { float: Some(1.1), ..none() }, r#"{"float":1.1}"#),
        (Mixed { double: Some(f64::NEG_INFINITY), ..none() }, r#"{"double":"-Infinity"}"#),
        (Mixed { blob: Some(b"value".to_vec().into()), ..none() }, r#"{"blob":"dmFsdWU="}"#),
        (Mixed { written: Timestamp::from_secs(1_398_796_238), ..none() }, r#"{"written":1398796238}"#),
        (
            Mixed { document: Some(serde_json::json!({"a": [1, null]}).into()), ..none() },
            r#"{"document":{"a":[1,null]}}"#,
        ),
        (Mixed { sparse: Some(vec![Some(0), None]), ..none() }, r#"{"sparse":[0,null]}"#),
        (Mixed { dense: Some([("x".to_owned(), false)].into()), ..none() }, r#"{"dense":{"x":false}}"#),
        (Mixed { dense: Some(BTreeMap::new()), ..none() }, r#"{"dense":{}}"#),
    ];
    for (mixed, json) in cases {
        assert_eq!(sent::<Put>(&mixed), format!("{HEAD}{json}"));
        let output = Mixed { id: None, status: Some(200), ..mixed };
        assert_eq!(read::<Put>(&[], json), output);
    }
}

/// HTTP bindings are for inputs, outputs and errors, not for structures inside of them.
#[test]
fn inside_of_another_structure_all_members_are_json() {
    let inner = Mixed { tag: Some("t".into()), status: Some(1), ..mixed() };
    let outer = Mixed { inner: Some(Box::new(inner)), ..mixed() };
    let json = r#"{"inner":{"id":"i","tag":"t","status":1}}"#;
    assert_eq!(sent::<Put>(&outer), format!("{HEAD}{json}"));
    assert_eq!(read::<Put>(&[], json).inner, outer.inner);
}

#[test]
fn a_response_is_parsed_from_its_status_headers_and_body() {
    let headers = [("x-tag", "t"), ("content-type", "application/json")];
    let output = Put::parse(&response(201, &headers, r#"{"the text": "x", "double": null, "new": {}}"#));
    let expected = Mixed { tag: Some("t".into()), status: Some(201), text: Some("x".into()), ..Mixed::default() };
    assert_eq!(output.expect("it is read"), expected);
}

#[test]
fn an_empty_body_has_no_members() {
    assert_eq!(read::<Put>(&[], ""), Mixed { status: Some(200), ..Mixed::default() });
}

#[test]
fn a_member_that_is_elsewhere_is_not_read_from_the_body() {
    let output = read::<Put>(&[], r#"{"tag": {"of": "another type"}, "status": 500}"#);
    assert_eq!(output, Mixed { status: Some(200), ..Mixed::default() });
}

/// The URI and the status belong to one direction each: in the other, the members are in the body.
#[test]
fn a_place_that_a_message_does_not_have_is_the_body() {
    let output = read::<Put>(&[], r#"{"id": "i", "page": 2}"#);
    assert_eq!(output, Mixed { page: Some(2), status: Some(200), ..mixed() });
    assert_eq!(sent::<Put>(&Mixed { status: Some(1), ..mixed() }), format!("{HEAD}{{\"status\":1}}"));
}

#[test]
fn a_response_that_is_not_json_is_an_error_with_its_status() {
    let error = unreadable::<Put>(&[("x-amzn-requestid", "r-1")], "<html>");
    assert!(
        error.starts_with("Put: invalid response: the response is an HTML page and not one of the service ("),
        "{error}"
    );
    assert!(error.ends_with(" (HTTP 200, request id r-1)"), "{error}");
    unreadable::<Put>(&[], "{} {}");
    let error = unreadable::<Put>(&[], r#"{"double": true}"#);
    assert!(error.contains("double: expected a number, found a boolean at byte 11"), "{error}");
}

structure! {
    struct Head = "Head" {
        id: String = "id" [query("id")],
        tag: String = "tag" [header("X-Tag")],
    }
}

structure! {
    struct Code = "Code" {
        tag: String = "tag" [header("X-Tag")],
        code: i32 = "code" [status_code],
    }
}

operation! { PostHead: Head => Code, "POST" "/" }
operation! { PostNothing: Nothing => Nothing, "POST" "/" }

#[test]
fn a_request_without_members_for_a_body_has_none_and_no_type_of_it() {
    assert_eq!(sent::<PostNothing>(&Nothing {}), "POST /");
    assert_eq!(sent::<PostHead>(&Head::default()), "POST /");
    let head = Head { id: Some("i".into()), tag: Some("t".into()) };
    assert_eq!(sent::<PostHead>(&head), "POST /?id=i\nx-tag: t");
}

#[test]
fn a_body_that_no_member_belongs_to_is_not_read() {
    for body in ["", "{}", "not JSON", r#"{"code": 1, "tag": "body"}"#] {
        let expected = Code { tag: Some("t".into()), code: Some(200) };
        assert_eq!(read::<PostHead>(&[("x-tag", "t")], body), expected);
        assert_eq!(read::<PostNothing>(&[], body), Nothing {});
    }
}

structure! {
    struct Typed = "Typed" {
        text: String = "text",
        kind: String = "kind" [header("content-type")],
    }
}

operation! { PostTyped: Typed => Typed, "POST" "/" }

#[test]
fn a_member_says_better_of_what_type_the_body_is() {
    let typed = Typed { kind: Some("application/x".into()), text: None };
    assert_eq!(sent::<PostTyped>(&typed), "POST /\ncontent-type: application/x\n\n{}");
    assert_eq!(sent::<PostTyped>(&Typed::default()), "POST /\ncontent-type: application/json\n\n{}");
}

structure! {
    /// A structure of an awsJson service, in a table without locations.
    struct Plain = "Plain" {
        text: String = "text",
    }
}

operation! { PostPlain: Plain => Plain, "POST" "/" }

#[test]
fn a_table_without_locations_is_all_body() {
    assert_eq!(sent::<PostPlain>(&Plain::default()), "POST /\ncontent-type: application/json\n\n{}");
    assert_eq!(read::<PostPlain>(&[], r#"{"text":"x"}"#), Plain { text: Some("x".into()) });
}
