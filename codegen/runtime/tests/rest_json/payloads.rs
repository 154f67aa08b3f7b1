//! Members that are the whole body.

use std::collections::BTreeMap;

use codegen_runtime::{
    BigDecimal, BigInteger, Blob, Document, Operation as _, ParseOptions, Timestamp, structure, union,
};

use super::headers::Speed;
use super::{operation, read, refused, sent, unreadable};

structure! {
    struct Inner = "Inner" {
        name: String = "name",
        tag: String = "tag" [header("X-Tag")],
    }
}

union! {
    enum Choice = "Choice" {
        Left(String) = "left",
    }
}

/// Declares a structure with a header and a payload, and an operation that has it as input and output.
macro_rules! payload {
    ($operation:ident $structure:ident: $ty:ident $(<$($argument:ty),+>)? [$($traits:tt)+]) => {
        structure! {
            struct $structure = "Payload" {
                payload: $ty $(<$($argument),+>)? = "payload" [$($traits)+],
                tag: String = "tag" [header("X-Tag")],
            }
        }

        operation! { $operation: $structure => $structure, "PUT" "/" }
    };
}

payload! { PutInner InnerPayload: Inner [structure_payload] }
payload! { PutBoxed BoxedPayload: Box<Inner> [structure_payload] }
payload! { PutChoice ChoicePayload: Choice [payload] }
payload! { PutDocument DocumentPayload: Document [payload] }
payload! { PutList ListPayload: Vec<i32> [payload] }
payload! { PutDates DatesPayload: Vec<Timestamp> [item(&codegen_runtime::Traits::NONE.http_date()), payload] }
payload! { PutMap MapPayload: BTreeMap<String, i32> [payload] }
payload! { PutText TextPayload: String [payload] }
payload! { PutSpeed SpeedPayload: Speed [media_type("text/csv"), payload] }
payload! { PutBytes BytesPayload: Blob [payload] }
payload! { PutFlag FlagPayload: bool [payload] }
payload! { PutCount CountPayload: i64 [payload] }
payload! { PutShare SharePayload: f64 [payload] }
payload! { PutTotal TotalPayload: BigInteger [payload] }
payload! { PutPrice PricePayload: BigDecimal [payload] }
payload! { PutTime TimePayload: Timestamp [payload] }
payload! { PutImage ImagePayload: Blob [media_type("image/jpeg"), payload] }

/// Asserts that a payload is a body of a type, on the way there and back.
macro_rules! body {
    ($operation:ident $structure:ident $payload:expr => $media:literal $body:literal) => {{
        let value = $structure { tag: Some("t".into()), payload: Some($payload) };
        let expected = format!("PUT /\ncontent-type: {}\nx-tag: t\n\n{}", $media, $body);
        assert_eq!(sent::<$operation>(&value), expected);
        assert_eq!(read::<$operation>(&[("x-tag", "t")], $body), value);
    }};
}

#[test]
fn a_payload_is_the_body() {
    let inner = Inner { name: Some("n".into()), tag: Some("in".into()) };
    body! { PutInner InnerPayload inner.clone() => "application/json" r#"{"name":"n","tag":"in"}"# }
    body! { PutBoxed BoxedPayload Box::new(inner) => "application/json" r#"{"name":"n","tag":"in"}"# }
    body! { PutInner InnerPayload Inner::default() => "application/json" "{}" }
    body! { PutChoice ChoicePayload Choice::Left("l".into()) => "application/json" r#"{"left":"l"}"# }
    body! { PutDocument DocumentPayload Document::from(serde_json::json!({"foo": "bar"})) => "application/json" r#"{"foo":"bar"}"# }
    body! { PutDocument DocumentPayload Document::from(serde_json::json!("hello")) => "application/json" "\"hello\"" }
    body! { PutList ListPayload vec![1, 2] => "application/json" "[1,2]" }
    body! { PutMap MapPayload BTreeMap::from([("x".to_owned(), 0)]) => "application/json" r#"{"x":0}"# }
    body! { PutText TextPayload "raw, \"string\"".to_owned() => "text/plain" "raw, \"string\"" }
    body! { PutText TextPayload "12".to_owned() => "text/plain" "12" }
    body! { PutSpeed SpeedPayload Speed::Fast => "text/csv" "FAST" }
    body! { PutBytes BytesPayload Blob::from("blobby blob blob") => "application/octet-stream" "blobby blob blob" }
    body! { PutImage ImagePayload Blob::from("1234") => "image/jpeg" "1234" }
}

#[test]
fn a_simple_value_can_be_the_body() {
    body! { PutFlag FlagPayload true => "application/json" "true" }
    body! { PutFlag FlagPayload false => "application/json" "false" }
    body! { PutCount CountPayload -12 => "application/json" "-12" }
    body! { PutShare SharePayload 0.5 => "application/json" "0.5" }
    let total: BigInteger = "123456789012345678901234567890".parse().expect("a number");
    body! { PutTotal TotalPayload total => "application/json" "123456789012345678901234567890" }
    let price: BigDecimal = "1.00000000000000000001".parse().expect("a number");
    body! { PutPrice PricePayload price => "application/json" "1.00000000000000000001" }
    body! { PutTime TimePayload Timestamp::from_secs(1).expect("a time") => "application/json" "1" }
}

#[test]
fn a_format_holds_in_a_payload() {
    let times = Timestamp::from_secs(0).map(|time| vec![time]);
    let value = DatesPayload { tag: None, payload: times };
    let body = r#"["Thu, 01 Jan 1970 00:00:00 GMT"]"#;
    assert_eq!(sent::<PutDates>(&value), format!("PUT /\ncontent-type: application/json\n\n{body}"));
    assert_eq!(read::<PutDates>(&[], body), value);
}

/// A body of nothing is nothing: only a structure has a form in which nothing is set.
#[test]
fn a_payload_that_is_not_set_is_no_body_and_no_body_is_no_payload() {
    macro_rules! unset {
        ($($operation:ident $structure:ident $expected:literal,)*) => {$(
            assert_eq!(sent::<$operation>(&$structure::default()), $expected);
            assert_eq!(read::<$operation>(&[("content-length", "0")], ""), $structure::default());
        )*};
    }
    unset! {
        PutInner InnerPayload "PUT /\ncontent-type: application/json\n\n{}",
        PutBoxed BoxedPayload "PUT /\ncontent-type: application/json\n\n{}",
        PutChoice ChoicePayload "PUT /",
        PutDocument DocumentPayload "PUT /",
        PutList ListPayload "PUT /",
        PutMap MapPayload "PUT /",
        PutText TextPayload "PUT /",
        PutSpeed SpeedPayload "PUT /",
        PutBytes BytesPayload "PUT /",
    }
}

#[test]
fn an_empty_payload_that_is_set_has_a_type() {
    let empty = BytesPayload { payload: Some(Blob::default()), tag: None };
    assert_eq!(sent::<PutBytes>(&empty), "PUT /\ncontent-type: application/octet-stream");
}

#[test]
fn bytes_need_not_be_text() {
    let value = BytesPayload { payload: Some(Blob::from([0xff, 0x00])), tag: None };
    let request = PutBytes::request(&value).expect("a request");
    assert_eq!(request.body(), &[0xff, 0x00]);
    let response = http::Response::new(vec![0xff, 0x00]);
    assert_eq!(PutBytes::parse(&response).expect("an output"), value);
    let strict = ParseOptions::default().strict(true);
    let error = PutText::parse_with(&response, strict).expect_err("it is not text").to_string();
    assert!(error.contains("payload: the body: the text is not UTF-8 at byte 0"), "{error}");
}

#[test]
fn a_payload_of_another_type_is_an_error() {
    assert!(
        unreadable::<PutInner>(&[], "[]").contains("payload: the body: expected an object, found a list at byte 0")
    );
    assert!(unreadable::<PutList>(&[], "[1] 2").contains("expected the end of the body at byte 4"));
    let unknown = ChoicePayload { payload: Some(Choice::Unknown), tag: None };
    assert!(
        refused::<PutChoice>(&unknown)
            .contains("the union Choice holds a member that the model does not have, which cannot be sent")
    );
}

structure! {
    struct Upload = "Upload" {
        data: Blob = "data" [payload],
        kind: String = "kind" [header("Content-Type")],
    }
}

operation! { PutUpload: Upload => Upload, "PUT" "/" }

#[test]
fn a_member_says_of_what_type_the_payload_is() {
    let upload = Upload { kind: Some("image/jpg".into()), data: Some(Blob::from("1234")) };
    assert_eq!(sent::<PutUpload>(&upload), "PUT /\ncontent-type: image/jpg\n\n1234");
    assert_eq!(read::<PutUpload>(&[("Content-Type", "image/jpg")], "1234"), upload);
}
