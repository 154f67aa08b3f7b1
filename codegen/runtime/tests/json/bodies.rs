//! Whole bodies: what stands around the values, names of members, duplicates and depth.

use std::collections::BTreeMap;

use codegen_runtime::codec::MAX_DEPTH;

use super::shapes::All;
use super::{read, refused};

fn text(body: &[u8]) -> Option<String> {
    read(body).unwrap_or_else(|error| panic!("{}: {error}", String::from_utf8_lossy(body))).text
}

#[test]
fn a_body_without_a_value_is_an_empty_structure() {
    for body in [&b""[..], b" \t\r\n", b"null", b" null ", b"{}", b" { } "] {
        assert_eq!(read(body), Ok(All::default()));
    }
}

#[test]
fn nothing_may_follow_or_precede() {
    for body in [
        &b"{}{}"[..],
        b"{},",
        b"{}]",
        b"{} null",
        b"{}\0",
        b"\0{}",
        b"null null",
        b"nullx",
        b"{}// comment",
        b"/* comment */{}",
        b"# comment\n{}",
        b"{}\xFF",
        // A byte order mark, which RFC 8259 leaves to the reader.
        b"\xEF\xBB\xBF{}",
        b"{}\xEF\xBB\xBF",
        b"\xFF\xFE{\0}\0",
    ] {
        refused(body);
    }
}

#[test]
fn other_white_space_is_none() {
    for space in ["\u{B}", "\u{C}", "\u{A0}", "\u{85}", "\u{2028}", "\u{3000}", "\u{FEFF}", "\0", "\u{8}", "\\n"] {
        for body in [
            format!("{space}{{}}"),
            format!("{{}}{space}"),
            format!("{{{space}}}"),
            format!("{{\"text\"{space}:\"a\"}}"),
            format!("{{\"text\":{space}\"a\"}}"),
            format!("{{\"new\":{space}1}}"),
            format!("{{\"new\":[1{space}]}}"),
            format!("{{\"new\":1{space},\"text\":\"a\"}}"),
        ] {
            refused(body.as_bytes());
        }
    }
}

#[test]
fn a_body_of_another_kind_is_refused() {
    for body in [&b"[]"[..], b"1", b"\"a\"", b"true", b"<html>", b"{", b"}", b"[{}]", b"nul", b"{\"text\""] {
        refused(body);
    }
    assert_eq!(refused(b"<html>").to_string(), "expected an object, found `<`, as in an HTML or XML page at byte 0");
}

#[test]
fn the_last_of_several_values_counts() {
    assert_eq!(text(br#"{"text":"a","text":"b"}"#).as_deref(), Some("b"));
    assert_eq!(text(br#"{"text":"a","text":null}"#), None);
    assert_eq!(text(br#"{"text":"a","tex\u0074":"b"}"#).as_deref(), Some("b"));
    let nested = read(br#"{"nested":{"byte":1,"long":2},"nested":{"byte":3}}"#).expect("JSON");
    assert_eq!(nested.nested, Some(Box::new(All { byte: Some(3), ..All::default() })));
    // Also of a list and a map that are flattened in XML, where each of several values would be an item.
    let list = read(br#"{"list":["a"],"speeds":{"FAST":{}},"list":["b"],"speeds":{"SLOW":{}}}"#).expect("JSON");
    assert_eq!((list.list(), list.speeds().map(BTreeMap::len)), (&["b".to_owned()][..], Some(1)));
    // The first of them is read all the same.
    refused(br#"{"byte":"x","byte":1}"#);
}

#[test]
fn serde_reads_the_last_value_too() {
    let value: All = serde_json::from_str(r#"{"text":"a","text":null,"byte":1}"#).expect("JSON");
    assert_eq!(value, All { byte: Some(1), ..All::default() });
}

/// A double stands for several integers beyond 53 bits, of which serde_json keeps the one that it is.
#[test]
fn serde_reads_no_neighbour_of_an_integer() {
    assert!(serde_json::from_str::<All>(r#"{"long":9007199254740993.0}"#).is_err());
    let value: All = serde_json::from_str(r#"{"long":9007199254740991.0}"#).expect("JSON");
    assert_eq!(value.long, Some(9_007_199_254_740_991));
}

#[test]
fn names_that_the_model_does_not_have_are_passed_over() {
    for name in [&b"Text"[..], b"text ", b"", b"\\u0000", b"\\ud800", b"\xFF", b"te\xC3xt", b"\xEF\xBF\xBD"] {
        let body = [b"{\"", name, b"\":[\"\\ud800\"],\"text\":\"a\"}"].concat();
        assert_eq!(text(&body).as_deref(), Some("a"), "{}", String::from_utf8_lossy(name));
    }
    for name in [&b"\\x"[..], b"\n", b"\\u12", b"\0"] {
        refused(&[b"{\"", name, b"\":1}"].concat());
    }
}

/// Text beside broken bytes is checked on its own.
#[test]
fn a_body_that_is_not_utf_8_as_a_whole_is_read_where_it_is() {
    let body = b"{\"new\":\"\xFF\",\"text\":\"\xC3\xA9\",\"list\":[\"\\u00e9\"],\"document\":\"\xC3\xA9\"}";
    let value = read(body).expect("JSON");
    assert_eq!((value.text(), value.list()), (Some("\u{E9}"), &["\u{E9}".to_owned()][..]));
    let error = refused(b"{\"new\":\"\xFF\",\"text\":\"\xC3\"}");
    assert_eq!(error.to_string(), "text: the string is not valid Unicode at byte 19");
}

#[test]
fn shapes_are_read_to_a_depth() {
    let nested = |depth: usize| format!("{}{{}}{}", "{\"nested\":".repeat(depth), "}".repeat(depth));
    assert!(read(nested(MAX_DEPTH - 1).as_bytes()).is_ok());
    for depth in [MAX_DEPTH, 10_000] {
        let error = refused(nested(depth).as_bytes());
        assert_eq!((error.reason(), error.offset()), ("nested too deep", Some(10 * MAX_DEPTH + 1)));
    }
}

#[test]
fn values_of_any_depth_are_passed_over() {
    for depth in [MAX_DEPTH, 10_000, 1_000_000] {
        let lists = format!("{{\"new\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        let objects = format!("{{\"new\":{}1{}}}", "{\"\":".repeat(depth), "}".repeat(depth));
        assert!(read(lists.as_bytes()).is_ok() && read(objects.as_bytes()).is_ok());
        refused(&lists.as_bytes()[..lists.len() - 2]);
        refused(&objects.as_bytes()[..objects.len() - 2]);
    }
    // A document is a tree, and recursion reads it.
    let document = format!("{{\"document\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(refused(document.as_bytes()).path(), "document");
}

#[test]
fn values_beside_each_other_are_not_nested() {
    let body =
        format!(r#"{{"lists":[{}[]],"all":[{}{{}}]}}"#, "[],".repeat(2 * MAX_DEPTH), "{},".repeat(2 * MAX_DEPTH));
    let value = read(body.as_bytes()).expect("it is not deep");
    let lengths = (value.lists.map(|lists| lists.len()), value.all.map(|all| all.len()));
    assert_eq!(lengths, (Some(2 * MAX_DEPTH + 1), Some(2 * MAX_DEPTH + 1)));
}

#[test]
fn names_are_found_in_every_form_and_order() {
    let expected = All { flag: Some(true), byte: Some(1), text: Some("a".to_owned()), ..All::default() };
    for body in [
        r#"{"flag":true,"byte":1,"text":"a"}"#,
        r#"{"text":"a","byte":1,"flag":true}"#,
        r#"{ "flag" : true , "byte" : 1 , "text" : "a" }"#,
        r#"{"\u0066lag":true,"b\u0079te":1,"text":"a"}"#,
        r#"{"flag":true,"flags":false,"fla":false,"":0,"byte":1,"text":"a"}"#,
        r#"{"flag":false,"flag":true,"byte":1,"text":"a"}"#,
    ] {
        assert_eq!(read(body.as_bytes()).as_ref(), Ok(&expected), "{body}");
    }
    for body in [
        r#"{"flag"#,
        r#"{"flag""#,
        r#"{"flag" "#,
        r#"{"flag":"#,
        r#"{"flag"true}"#,
        r#"{"flag"}"#,
        r#"{flag:true}"#,
        r#"{xflag":true}"#,
    ] {
        refused(body.as_bytes());
    }
}
