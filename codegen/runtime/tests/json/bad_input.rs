//! Bodies that are broken at any place, of another kind at any member, or large.

use super::shapes::All;
use super::{read, refused, write};

/// A body with a member of each kind.
const BODY: &str = r#"{"flag":true,"byte":-1,"short":1,"integer":10.0,"long":1e2,"float":0.5,"double":-1.5e3,
    "text":"a\u00e9\ud83d\ude00","blob":"dmFsdWU=","time":1.5,"epoch":1,"dateTime":"1985-04-12T23:20:50.52Z",
    "httpDate":"Tue, 29 Apr 2014 18:30:38 GMT","big":12345678901234567890,"decimal":1.10,"document":{"a":[null,1]},
    "speed":"FAST","wheels":2,"choice":{"nested":{"byte":1}},"list":["a",null],"lists":[[1],[]],"sparse":[null,1],
    "map":{"a":1},"sparseMap":{"a":null},"speeds":{"SLOW":{}},"nested":{"nested":{"text":""}},"all":[{},{"byte":2}],
    "new":[1,{"a":"\ud800"},null,-0.5E-1]}"#;

#[test]
fn a_body_that_breaks_off_is_refused_at_its_end() {
    let body = BODY.as_bytes();
    assert!(read(body).is_ok());
    for length in 1..body.len() {
        let error = refused(&body[..length]);
        assert!(!error.reason().is_empty(), "{length}");
    }
}

#[test]
fn a_byte_that_is_missing_or_another_is_never_a_panic() {
    for at in 0..BODY.len() {
        for byte in [b'"', b'\\', b'{', b']', b',', b'9', b' ', 0, 0xFF] {
            let mut body = BODY.as_bytes().to_vec();
            body[at] = byte;
            drop(read(&body).map(|value| write(&value)));
            body.insert(at, byte);
            drop(read(&body).map(|value| write(&value)));
        }
        let mut body = BODY.as_bytes().to_vec();
        body.remove(at);
        drop(read(&body).map(|value| write(&value)));
    }
}

#[test]
fn a_value_of_another_kind_is_refused_at_its_member_and_place() {
    let kinds = [
        ("true", "flag"),
        ("1.5", "float double time epoch dateTime httpDate decimal"),
        ("1", "byte short integer long float double time epoch dateTime httpDate big decimal wheels"),
        ("\"*\"", "text speed"),
        ("[]", "list lists sparse all"),
        ("{}", "map sparseMap speeds nested"),
    ];
    for member in <All as codegen_runtime::schema::Structure>::shared_schema().members {
        for (value, fits) in kinds {
            let body = format!("{{\"nested\":{{\"{}\":{value}}}}}", member.name);
            if member.name == "document" || fits.split(' ').any(|name| name == member.name) {
                assert!(read(body.as_bytes()).is_ok(), "{body}");
                continue;
            }
            let error = refused(body.as_bytes());
            assert_eq!(error.path(), format!("nested.{}", member.name), "{body}");
            assert!(error.offset() >= body.find(value), "{body}: {error}");
        }
    }
}

#[test]
fn an_error_says_what_is_expected() {
    for (body, error) in [
        (r#"{"time":"x"}"#, "time: the string is not a timestamp at byte 11"),
        (r#"{"epoch":"x"}"#, "epoch: the string is not a timestamp at byte 12"),
        (r#"{"dateTime":"x"}"#, "dateTime: the string is not a timestamp in the date-time format at byte 15"),
        (r#"{"httpDate":"x"}"#, "httpDate: the string is not a timestamp in the http-date format at byte 15"),
        (r#"{"time":true}"#, "time: expected a timestamp, found a boolean at byte 8"),
        (r#"{"epoch":1e400}"#, "epoch: the number is not a valid time in seconds since 1970 at byte 14"),
        (r#"{"flag":1}"#, "flag: expected a boolean, found a number at byte 8"),
        (r#"{"byte":200}"#, "byte: the number is not between -128 and 127 at byte 11"),
        (r#"{"integer":1.5}"#, "integer: the number is not an integer of 64 bits at byte 14"),
        (r#"{"double":"x"}"#, "double: expected a number, found a string at byte 13"),
        (r#"{"text":1}"#, "text: expected a string, found a number at byte 8"),
        (r#"{"blob":"*"}"#, "blob: the string is not base64 at byte 11"),
        (r#"{"big":1.5}"#, "big: expected an integer at byte 10"),
        (r#"{"list":{}}"#, "list: expected a list, found an object at byte 8"),
        (r#"{"map":[]}"#, "map: expected an object, found a list at byte 7"),
        (r#"{"nested":[]}"#, "nested: expected an object, found a list at byte 10"),
        (r#"{"flag" true}"#, "expected `:` at byte 8"),
        (r#"{"flag":true "#, "the body ends within a list or an object at byte 13"),
        (r#"{"flag":true,}"#, "expected the name of a member, found a character that begins no value at byte 13"),
        (r#"{flag:true}"#, "expected the name of a member, found a boolean at byte 1"),
        (r#"[]"#, "expected an object, found a list at byte 0"),
        (r#"{"flag":tru}"#, "flag: expected a value at byte 8"),
        (r#"{"text":"a"#, "text: the body ends within a string at byte 10"),
        (r#"{"text":"\x"}"#, "text: an escape that JSON does not have at byte 9"),
        (r#"{} 1"#, "expected the end of the body at byte 3"),
    ] {
        assert_eq!(refused(body.as_bytes()).to_string(), error, "{body}");
    }
}

#[test]
fn an_error_quotes_nothing_of_the_body() {
    for body in [
        r#"{"byte":7777}"#,
        r#"{"integer":77777777777}"#,
        r#"{"long":7777.7}"#,
        r#"{"text":7777}"#,
        r#"{"blob":"7777!"}"#,
        r#"{"epoch":"7777x"}"#,
        r#"{"7777"}"#,
        r#"{"map":{"7777":"7777"}}"#,
        r#"{"choice":{"7777":1,"text":"7777"}}"#,
        r#"{"document":"7777\ud800"}"#,
        r#"{"double":7777e7777}"#,
        r#"{"big":7777.7}"#,
    ] {
        assert!(!refused(body.as_bytes()).to_string().contains("777"), "{body}");
    }
}

/// The time grows with the length, and not with its square. Six bodies of 100 MB take five seconds in release mode.
///
/// ```sh
/// cargo test --release -p clientsmith-runtime json:: -- --ignored large_bodies
/// ```
#[test]
#[ignore = "takes 300 MB and some seconds; see above"]
fn large_bodies() {
    const SIZE: usize = 100_000_000;
    for (start, part, end) in [
        ("{\"text\":\"", "a", "\"}"),
        ("{\"new\":\"", "\\n", "\"}"),
        ("{\"new\":[1", ",1", "]}"),
        ("{\"new\":", " ", "1}"),
        ("{\"list\":[null", ",null", "]}"),
        ("{\"decimal\":1", "0", "}"),
    ] {
        let body = [start.as_bytes(), &part.as_bytes().repeat(SIZE / part.len()), end.as_bytes()].concat();
        assert!(read(&body).is_ok(), "{start}");
        refused(&body[..body.len() - 2]);
    }
}

#[test]
fn an_escape_that_breaks_off_ends_the_body_and_another_one_does_not() {
    let breaks_off = "the body ends within a string";
    let unknown = "an escape that JSON does not have";
    let start = r#"{"text":""#;
    for (rest, reason, offset) in [
        ("\\", breaks_off, 10),
        ("\\u", breaks_off, 11),
        ("\\u12", breaks_off, 13),
        ("\\u123", breaks_off, 14),
        ("\\u123g", unknown, 9),
        ("\\u12g4 and more\"}", unknown, 9),
        ("\\x", unknown, 9),
        // The escape is whole.
        ("\\u1234", breaks_off, 15),
    ] {
        let error = refused(format!("{start}{rest}").as_bytes());
        assert_eq!((error.reason(), error.offset()), (reason, Some(offset)), "{rest}");
    }
}

#[test]
fn half_of_a_surrogate_pair_is_refused() {
    for pair in [r"\ud800", r"\ud800\ud800", r"\ud800\udbff", r"\ud800\ue000", r"\udc00\ud800", r"\udc00"] {
        refused(format!(r#"{{"text":"{pair}"}}"#).as_bytes());
    }
    for (pair, text) in [(r"\ud800\udc00", "\u{10000}"), (r"\udbff\udfff", "\u{10FFFF}")] {
        let value = read(format!(r#"{{"text":"{pair}"}}"#).as_bytes()).expect("a whole pair");
        assert_eq!(value.text(), Some(text));
    }
}

#[test]
fn the_path_has_the_index_of_the_element() {
    for (body, path) in [
        (r#"{"lists":[[1],[2,3,"x"]]}"#, "lists[1][2]"),
        (r#"{"sparse":[null,null,"x"]}"#, "sparse[2]"),
        (r#"{"all":[{},{},{},{"byte":"x"}]}"#, "all[3].byte"),
    ] {
        assert_eq!(refused(body.as_bytes()).path(), path, "{body}");
    }
}
