//! Responses that say success and cannot be understood.

use serde_json::Value;

use super::documents::{path, places, with, with_text, without};
use super::{Kind, OPERATIONS, full_bodies, full_documents};
use crate::vectors::response;

#[test]
fn a_body_that_is_no_object_is_an_error() {
    let bodies: [&[u8]; 17] = [
        b"[]",
        b"[{}]",
        b"true",
        b"1",
        b"1e400",
        b"\"text\"",
        b"<!DOCTYPE html>\n<html><body>Sign in to the network</body></html>",
        b"<?xml version=\"1.0\"?><Error/>",
        b"OK",
        b"{} {}",
        b"{}]",
        b"{},",
        b"{\"a\" 1}",
        b"{'a': 1}",
        b"{a: 1}",
        b"\xef\xbb\xbf{}",
        b"\x1f\x8b\x08\x00\xff\xfe",
    ];
    for operation in &OPERATIONS {
        for body in bodies {
            assert!(!operation.reject_always(body).is_empty());
        }
    }
}

#[test]
fn null_and_white_space_are_an_empty_output() {
    for operation in &OPERATIONS {
        for body in ["", "null", " ", "\n", " null\r\n", "{}"] {
            assert!(operation.accept(body).is_default, "{body:?}");
        }
    }
}

#[test]
fn a_truncated_response_is_refused_wherever_it_ends() {
    for (operation, body) in full_bodies() {
        // Every place near the beginning and the end, and many between.
        for end in (1..body.len()).filter(|end| end % 29 == 0 || *end < 200 || body.len() - end < 50) {
            let why = operation.reject_always(&body.as_bytes()[..end]);
            assert!(why.contains(" at byte "), "{}: {end}: {why}", operation.name);
        }
    }
}

#[test]
fn text_that_is_not_unicode_is_refused() {
    for (operation, body) in full_bodies() {
        for broken in [&b"\xff"[..], b"\xc0\xaf", b"\xed\xa0\x80", b"\\ud800", b"\\u12", b"\\x", b"\x01"] {
            let Some(at) = body.find("EXAMPLE-") else { continue };
            operation.reject([&body.as_bytes()[..at], broken, &body.as_bytes()[at..]].concat());
        }
    }
}

#[test]
fn a_member_of_another_type_is_left_out_and_reported_by_its_path() {
    let others = ["1.5", "\"text\"", "true", "[]", "{}"].map(|text| text.parse::<Value>().expect("JSON"));
    let mut tried = 0;
    for (operation, document) in full_documents() {
        for place in places(&document) {
            let right = document.pointer(&place).expect("a value");
            for wrong in &others {
                if std::mem::discriminant(wrong) == std::mem::discriminant(right) {
                    continue;
                }
                let why = operation.reject(with(&document, &place, wrong.clone()).to_string());
                assert!(why.starts_with(&format!("{}: ", path(&place))), "{}: {place}: {why}", operation.name);
                assert!(why.contains(" at byte "), "{why}");
                // It loses that member only, and everything else is what it would be without the member.
                let body = with(&document, &place, wrong.clone()).to_string();
                let reports = (operation.unreadable)(&response(200, &[], body.as_str()));
                let [report] = &reports[..] else { panic!("{}: {place}: {reports:?}", operation.name) };
                assert_eq!((report.path(), report.to_string()), (path(&place), why));
                assert_eq!(operation.accept(body).json, without(&document, &place), "{}: {place}", operation.name);
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

#[test]
fn deep_nesting_neither_panics_nor_overflows() {
    const DEPTH: usize = 10_000;
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    let objects = r#"{"a":"#.repeat(DEPTH);
    for (operation, document) in full_documents() {
        operation.reject_always(open.as_str());
        operation.reject_always(format!("{open}{close}"));
        operation.reject_always(objects.as_str());
        operation.reject_always(format!(r#"{{"new": {open}"#));
        // A new member may be what it likes, and is passed over.
        assert!(operation.accept(format!(r#"{{"new": {open}{close}}}"#)).is_default);
        assert!(operation.accept(format!(r#"{{"new": {objects}null{}}}"#, "}".repeat(DEPTH))).is_default);
        for place in places(&document) {
            // In place of a member that is known, and as an element where that is a list.
            operation.reject(with_text(&document, &place, &format!("{open}{close}")));
        }
    }
}

#[test]
fn deep_nesting_in_an_error_neither_panics_nor_hides_the_code() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for operation in &OPERATIONS {
        for body in [
            format!(r#"{{"details": {deep}, "__type": "NotFoundException", "message": "gone"}}"#),
            format!(r#"{{"__type": "NotFoundException", "message": "gone", "details": {deep}}}"#),
        ] {
            let refused = (operation.parse)(&response(400, &[], body)).expect_err("an error");
            assert_eq!(refused.kind, Kind::Modelled("NotFoundException", Some("gone".to_owned())));
        }
        let refused = (operation.parse)(&response(400, &[], format!(r#"{{"__type": {deep}}}"#))).expect_err("an error");
        assert_eq!((refused.kind, refused.code), (Kind::Service, None));
    }
}

/// Whatever a body's bytes are, an output that comes of it is one that is written and read alike.
#[test]
fn a_damaged_response_is_refused_or_read_and_never_a_panic() {
    for (operation, body) in full_bodies() {
        for at in (0..body.len()).step_by(241) {
            for byte in [b'"', b'{', b'}', b'[', b']', b',', b':', b'\\', b'0', b'-', b'e', b'n', b' ', 0, 0x80, 0xff] {
                let mut damaged = body.clone().into_bytes();
                damaged[at] = byte;
                for status in [200, 500] {
                    let read = (operation.parse)(&response(status, &[], damaged.clone()));
                    assert!(status == 200 || read.is_err());
                    let Ok(seen) = read else { continue };
                    assert_eq!(operation.accept(seen.json.to_string()).json, seen.json);
                }
            }
        }
    }
}
