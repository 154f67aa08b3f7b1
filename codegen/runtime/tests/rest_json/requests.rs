//! The parts of a request that the client or the operation adds: fixed headers, the length of an empty body.

use codegen_runtime::{ByteStream, Operation as _, structure};

use super::{Nothing, operation, refused, sent};

structure! {
    struct Object = "Object" {
        length: i64 = "length" [header("Content-Length")],
        algorithm: String = "algorithm" [header("x-amz-sdk-checksum-algorithm")],
        crc32: String = "crc32" [header("x-amz-checksum-crc32")],
        accept: String = "accept" [header("Accept")],
        body: ByteStream = "body" [payload, streaming],
    }
}

operation! { Put: Object => Nothing, "PUT" "/" }
operation! { Get: Nothing => Nothing, "GET" "/" }
operation! { Accepting: Object => Nothing, "GET" "/"; const HEADERS: &'static [(&'static str, &'static str)] = &[("accept", "text/plain")]; }

#[test]
fn an_empty_body_has_the_length_0_where_the_method_has_a_body() {
    let empty = Object { body: Some(ByteStream::from("")), ..Object::default() };
    for object in [Object::default(), empty] {
        let request = Put::request(&object).expect("a request");
        assert_eq!(request.headers()["content-length"], "0");
    }
    let request = Get::request(&Nothing::default()).expect("a request");
    assert!(!request.headers().contains_key("content-length"));
}

#[test]
fn a_length_that_is_not_that_of_the_body_is_an_error() {
    let object = |length| Object { length: Some(length), body: Some(ByteStream::from("abcdef")), ..Object::default() };
    let right = "PUT /\ncontent-length: 6\ncontent-type: application/octet-stream\n\nabcdef";
    assert_eq!(sent::<Put>(&object(6)), right);
    assert_eq!(
        refused::<Put>(&object(3)),
        "Put: failed to build the request: the header `Content-Length` is 3, but the body has 6 bytes: leave the member unset"
    );
    assert!(refused::<Put>(&object(-1)).contains("the header `Content-Length` is -1"));
    // Nobody knows the length of the stream, so that the caller's word is taken.
    let unknown = Object { body: Some(ByteStream::from_reader(&b"abc"[..])), ..object(3) };
    let request = Put::request(&unknown).expect("a request");
    assert_eq!(request.headers()["content-length"], "3");
}

#[test]
fn the_algorithm_of_a_checksum_needs_a_checksum() {
    let object = Object { algorithm: Some("CRC32".into()), body: Some(ByteStream::from("a")), ..Object::default() };
    assert!(refused::<Put>(&object).contains("`x-amz-sdk-checksum-algorithm` is set, but no checksum: set the member"));
    let object = Object { crc32: Some("6LdGQg==".into()), ..object };
    assert!(sent::<Put>(&object).contains("x-amz-checksum-crc32: 6LdGQg=="));
}

#[test]
fn an_operation_may_have_headers_of_its_own() {
    assert_eq!(sent::<Accepting>(&Object::default()), "GET /\naccept: text/plain");
    let html = Object { accept: Some("text/html".into()), ..Object::default() };
    assert_eq!(sent::<Accepting>(&html), "GET /\naccept: text/html");
}
