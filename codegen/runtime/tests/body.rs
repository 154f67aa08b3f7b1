//! Bodies and values in memory: what they are equal to, and what of them can be read.

use codegen_runtime::{Blob, Body, ByteStream, Bytes, Document, Timestamp, UnknownValue};

#[test]
fn a_body_is_equal_to_the_bytes_that_it_has_in_memory() {
    for body in [Body::from(b"ab".to_vec()), Body::from(Bytes::from_static(b"ab")), Body::from(ByteStream::from("ab"))]
    {
        for (bytes, is_equal) in [(&b"ab"[..], true), (b"ac", false), (b"abc", false), (b"", false)] {
            assert_eq!((body == *bytes, body == bytes.to_vec()), (is_equal, is_equal), "{bytes:?}");
        }
        assert!(body == *b"ab" && body != *b"ac");
    }
    let unread = Body::from(ByteStream::from_reader(&b"ab"[..]));
    assert!(unread != b"ab"[..] && unread != *b"ab" && unread != b"ab".to_vec());
}

#[test]
fn a_body_can_be_replayed_unless_its_source_can_be_read_once() {
    let in_memory = [Body::from(b"ab".to_vec()), Body::default(), Body::from(ByteStream::from("ab"))];
    assert!(in_memory.iter().all(Body::can_replay));
    assert!(!Body::from(ByteStream::from_reader(&b"ab"[..])).can_replay());
}

#[test]
fn a_reader_has_the_length_of_its_stream() {
    let known = Body::from(b"abc".to_vec()).into_reader().expect("it is in memory");
    assert_eq!((known.len_hint(), format!("{known:?}")), (Some(3), "ByteReader(3 bytes)".to_owned()));
    let unknown = ByteStream::from_reader(&b"abc"[..]).into_reader().expect("a reader");
    assert_eq!((unknown.len_hint(), format!("{unknown:?}")), (None, "ByteReader(unknown length)".to_owned()));
}

#[test]
fn a_blob_is_a_slice_of_its_bytes() {
    let blob = Blob::from("abc");
    assert_eq!((blob.first(), blob.len(), &blob[1..]), (Some(&b'a'), 3, &b"bc"[..]));
}

#[test]
fn a_document_is_of_one_kind() {
    let all = [
        Document::Null,
        Document::from(true),
        Document::from(false),
        Document::from("a"),
        Document::from(serde_json::json!(1)),
        Document::from(serde_json::json!([1])),
        Document::from(serde_json::json!({"a": 1})),
    ];
    let booleans = all.each_ref().map(Document::as_bool);
    assert_eq!(booleans, [None, Some(true), Some(false), None, None, None, None]);
    assert_eq!(all.each_ref().map(Document::as_str), [None, None, None, Some("a"), None, None, None]);
    assert_eq!(all.each_ref().map(Document::as_i64), [None, None, None, None, Some(1), None, None]);
    assert_eq!(all.each_ref().map(|it| it.as_array().map(<[_]>::len)), [None, None, None, None, None, Some(1), None]);
    assert_eq!(all.each_ref().map(|it| it.get("a").is_some()), [false, false, false, false, false, false, true]);
}

#[test]
fn a_text_that_is_no_time_says_which_is() {
    let error = "yesterday".parse::<Timestamp>().expect_err("it is not a time");
    assert_eq!(error.to_string(), "expected a date and time of RFC 3339, such as 1985-04-12T23:20:50Z");
}

#[test]
fn debug_of_an_unknown_value_shows_the_text() {
    assert_eq!(format!("{:?}", UnknownValue::__new("WARP")), r#"UnknownValue("WARP")"#);
}
