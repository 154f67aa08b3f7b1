//! HTTP bindings: headers, the status and the body.

use std::collections::BTreeMap;

use codegen_runtime::require;

use super::shapes::{GetBound, GetBoundInXml, GetPayload, GetPayloadInXml, GetTextPayload, GetUnionPayload};
use super::{broken, lenient, paths, response};

fn with_headers(headers: &[(&str, &[u8])], body: impl Into<Vec<u8>>) -> http::Response<Vec<u8>> {
    let mut response = response(body);
    for (name, value) in headers {
        let name = http::HeaderName::from_bytes(name.as_bytes()).expect("a name");
        response.headers_mut().append(name, http::HeaderValue::from_bytes(value).expect("a value"));
    }
    response
}

const ODD: &[(&str, &[u8])] =
    &[("x-age", b"old"), ("x-counts", b"1, two, 3"), ("x-size-a", b"1"), ("x-size-b", b"large")];

#[test]
fn odd_headers_and_statuses_are_left_out_and_reported() {
    let (bound, reports) = lenient::<GetBound>(&with_headers(ODD, r#"{"name": 1, "arn": "arn:bound"}"#));
    assert_eq!((bound.age, bound.arn(), bound.name()), (None, Some("arn:bound"), None));
    assert_eq!(bound.counts(), [1, 3]);
    assert_eq!(bound.sizes().map(BTreeMap::len), Some(1));
    // 200 is not a number of 8 bits with a sign.
    assert_eq!(bound.status, None);
    assert_eq!(paths(&reports), ["age", "counts[1]", "sizes{}", "status", "name"]);
    assert_eq!(reports[0], "age: the header `x-age`: expected an integer of 64 bits");
    let missing = require!(bound.age).expect_err("it is absent");
    assert!(missing.to_string().ends_with("expected an integer of 64 bits"), "{missing}");

    let (bound, reports) = lenient::<GetBoundInXml>(&with_headers(ODD, "<B><name><a/></name><arn>arn:bound</arn></B>"));
    assert_eq!((bound.age, bound.arn()), (None, Some("arn:bound")));
    assert_eq!(paths(&reports), ["age", "counts[1]", "sizes{}", "status", "name"]);
}

#[test]
fn an_odd_body_keeps_the_headers() {
    let (payload, reports) = lenient::<GetPayload>(&with_headers(&[("x-arn", b"a")], r#"{"age": "x", "name": "Ada"}"#));
    assert_eq!(payload.author().and_then(|author| author.name()), Some("Ada"));
    assert_eq!((payload.arn(), paths(&reports)), (Some("a"), vec!["author.age"]));
    let (payload, reports) = lenient::<GetPayload>(&with_headers(&[("x-arn", b"a")], "[1, 2]"));
    assert_eq!((payload.arn(), payload.author(), paths(&reports)), (Some("a"), None, vec!["author"]));
    let (payload, reports) = lenient::<GetPayloadInXml>(&with_headers(&[("x-arn", b"a")], "<A><age>x</age></A>"));
    assert_eq!((payload.arn(), paths(&reports)), (Some("a"), vec!["author.age"]));
    let (payload, reports) = lenient::<GetTextPayload>(&with_headers(&[("x-arn", b"a")], *b"\xff\xfe"));
    assert_eq!((payload.arn(), payload.text(), paths(&reports)), (Some("a"), None, vec!["text"]));
}

#[test]
fn a_null_for_a_body_is_no_value() {
    for body in ["", "null", " \n", " null "] {
        let (payload, reports) = lenient::<GetUnionPayload>(&with_headers(&[("x-arn", b"a")], body));
        assert_eq!((payload.arn(), payload.figure(), reports.len()), (Some("a"), None, 0), "{body:?}");
    }
    let (payload, reports) = lenient::<GetUnionPayload>(&with_headers(&[("x-arn", b"a")], "{}"));
    assert_eq!((payload.figure(), paths(&reports)), (None, vec!["figure"]));
}

#[test]
fn bytes_beyond_ascii_in_a_header_lose_nothing() {
    let (payload, reports) =
        lenient::<GetTextPayload>(&with_headers(&[("x-arn", b"caf\xe9"), ("x-odd", b"\xff")], "b"));
    assert_eq!((payload.arn(), payload.text()), (Some("caf\u{fffd}"), Some("b")));
    assert_eq!(reports, Vec::<String>::new());
}

#[test]
fn a_body_that_breaks_off_is_an_error() {
    for body in [r#"{"age": "x""#, r#"{"name": "Ada"#, "{", "[1, 2"] {
        broken::<GetPayload>(&with_headers(&[("x-arn", b"a")], body));
        broken::<GetBound>(&with_headers(ODD, body));
    }
    broken::<GetPayloadInXml>(&with_headers(&[("x-arn", b"a")], "<A><age>x</age>"));
}
