//! Values in memory: bodies, readers, bytes, documents, times and values of enums.

use codegen_runtime::{BigDecimal, Blob, Body, ByteStream, Bytes, Document, Timestamp};

use crate::json::shapes::{Speed, Wheels};

fn unread() -> ByteStream {
    ByteStream::from_reader(&b"abc"[..])
}

#[test]
fn a_body_is_equal_to_the_bytes_that_it_has_in_memory() {
    for body in [Body::from(b"abc".to_vec()), Body::from(Bytes::from_static(b"abc")), ByteStream::from("abc").into()] {
        assert!(body == *b"abc" && body != *b"abd");
        assert!(body == b"abc"[..] && body != b"ab"[..]);
        assert!(body == b"abc".to_vec() && body != b"abcd".to_vec());
    }
    let body = Body::from(unread());
    assert!(body != *b"abc" && body != b"abc"[..] && body != b"abc".to_vec());
}

#[test]
fn a_body_can_be_sent_again_if_its_stream_can() {
    assert!(Body::from(b"abc".to_vec()).can_replay());
    assert!(!Body::from(unread()).can_replay());
}

#[test]
fn a_reader_knows_the_length_of_a_stream_that_does() {
    let known = ByteStream::from("abcd").into_reader().expect("a reader");
    assert_eq!((known.len_hint(), format!("{known:?}")), (Some(4), "ByteReader(4 bytes)".into()));
    let unknown = unread().into_reader().expect("a reader");
    assert_eq!((unknown.len_hint(), format!("{unknown:?}")), (None, "ByteReader(unknown length)".into()));
}

#[test]
fn a_blob_is_its_bytes() {
    assert_eq!(*Blob::from("ab"), *b"ab");
    assert_eq!(Blob::from("ab").len(), 2);
}

#[test]
fn a_document_gives_the_value_of_its_kind_only() {
    let kinds = |document: &Document| {
        (document.as_bool(), document.as_str().map(str::to_owned), document.as_number().map(BigDecimal::to_string))
    };
    assert_eq!(kinds(&Document::Bool(true)), (Some(true), None, None));
    assert_eq!(kinds(&Document::Bool(false)), (Some(false), None, None));
    assert_eq!(kinds(&Document::from("text")), (None, Some("text".into()), None));
    assert_eq!(kinds(&Document::from(serde_json::json!(7))), (None, None, Some("7".into())));
}

#[test]
fn a_time_has_the_nanoseconds_after_its_last_second() {
    for (millis, seconds, nanos) in [(1_500, 1, 500_000_000), (2_000, 2, 0), (-1_500, -1, 500_000_000)] {
        let time = Timestamp::from_millis(millis).expect("a time");
        assert_eq!((time.as_secs(), time.subsec_nanos()), (seconds, nanos), "{millis}");
    }
}

#[test]
fn a_text_that_is_not_a_time_says_what_is_expected() {
    let error = "yesterday".parse::<Timestamp>().expect_err("not a time");
    assert_eq!(error.to_string(), "expected a date and time of RFC 3339, such as 1985-04-12T23:20:50Z");
}

#[test]
fn enums_are_compared_and_shown_by_their_values() {
    use std::collections::{BTreeSet, HashSet};

    let speeds = || ["SLOW", "WARP", "FAST", "SLOW"].map(Speed::from);
    assert_eq!(BTreeSet::from(speeds()).iter().map(Speed::as_str).collect::<Vec<_>>(), ["FAST", "SLOW", "WARP"]);
    assert_eq!(HashSet::from(speeds()).len(), 3);
    assert_eq!(format!("{:?} {:?}", Speed::Fast, Speed::from("WARP")), "Fast Unknown(UnknownValue(\"WARP\"))");

    assert_eq!(Wheels::Unknown(4), Wheels::Four);
    assert_eq!(HashSet::from([Wheels::Unknown(2), Wheels::Two]).len(), 1);
    assert!(Wheels::Unknown(3) > Wheels::Two && Wheels::Unknown(3) < Wheels::Four);
    assert_eq!(format!("{:?} {:?}", Wheels::Four, Wheels::from(3)), "Four Unknown(3)");
}
