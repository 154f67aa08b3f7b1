//! CBOR.

use std::collections::BTreeMap;

use super::shapes::GetReportInCbor;
use super::{PATHS, assert_rest, broken, lenient, paths, response};

/// A text, an integer, a map or a list in CBOR. Lengths are below 24.
fn text(text: &str) -> Vec<u8> {
    [&[0x60 + u8::try_from(text.len()).expect("short")], text.as_bytes()].concat()
}

fn map(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let head = vec![0xA0 + u8::try_from(entries.len()).expect("short")];
    entries.iter().fold(head, |all, (key, value)| [all, text(key), value.clone()].concat())
}

fn list(elements: &[Vec<u8>]) -> Vec<u8> {
    let head = vec![0x80 + u8::try_from(elements.len()).expect("short")];
    elements.iter().fold(head, |all, element| [all, element.clone()].concat())
}

fn odd() -> Vec<u8> {
    map(&[
        ("arn", text("arn:report")),
        ("pages", text("many")),
        ("written", text("yesterday")),
        ("author", map(&[("age", list(&[vec![1], map(&[("a", vec![2])])])), ("name", text("Ada"))])),
        ("counts", list(&[vec![1], text("two"), vec![3]])),
        (
            "authors",
            list(&[
                map(&[("name", text("Bob"))]),
                map(&[("name", vec![7])]),
                vec![0x11],
                map(&[("name", text("Eve"))]),
            ]),
        ),
        ("sizes", map(&[("a", vec![1]), ("secret", map(&[]))])),
        ("last", text("last")),
    ])
}

fn in_cbor(body: Vec<u8>) -> http::Response<Vec<u8>> {
    let mut response = response(body);
    response.headers_mut().insert("smithy-protocol", http::HeaderValue::from_static("rpc-v2-cbor"));
    response
}

#[test]
fn odd_values_are_left_out_and_reported() {
    let (report, reports) = lenient::<GetReportInCbor>(&in_cbor(odd()));
    assert_rest(&report);
    assert_eq!(paths(&reports), PATHS);
}

#[test]
fn a_text_that_is_not_unicode_loses_one_member() {
    let body = map(&[
        ("arn", vec![0x62, b'a', 0xFF]),
        ("sizes", [vec![0xA2, 0x61, 0xFF, 1], text("b"), vec![2]].concat()),
        ("last", text("ä")),
    ]);
    let (report, reports) = lenient::<GetReportInCbor>(&in_cbor(body));
    assert_eq!((report.arn(), report.last()), (None, Some("ä")));
    assert_eq!(report.sizes().map(BTreeMap::len), Some(1));
    assert_eq!(paths(&reports), ["arn", "sizes{}"]);
}

#[test]
fn a_broken_body_is_an_error_wherever_the_odd_value_is() {
    let body = odd();
    for end in 1..body.len() {
        broken::<GetReportInCbor>(&in_cbor(body[..end].to_vec()));
    }
}

#[test]
fn a_report_from_within_a_union_has_the_member_in_its_path() {
    let author = map(&[("name", text("Ada")), ("age", text("x"))]);
    let body = map(&[("figure", map(&[("author", author)])), ("last", text("last"))]);
    let (report, reports) = lenient::<GetReportInCbor>(&in_cbor(body));
    assert!(report.figure().is_some());
    assert_eq!((report.last(), paths(&reports)), (Some("last"), vec!["figure.author.age"]));
}
