//! Values of JSON, each as a member of its kind, which is decoded, and as an unknown one, which is passed over.

use super::{read, refused, write};

/// A member's body with this value.
fn member(name: &str, value: &[u8]) -> Vec<u8> {
    [b"{\"", name.as_bytes(), b"\":", value, b"}"].concat()
}

#[track_caller]
fn is_passed_over(value: &[u8]) {
    let deep = [b"[1, {\"a\": ", value, b"}, \"b\"]"].concat();
    for value in [value, &deep] {
        let shown = String::from_utf8_lossy(value);
        let all = read(&member("unknown", value)).unwrap_or_else(|error| panic!("{shown}: {error}"));
        assert_eq!(write(&all).expect("JSON"), b"{}", "{shown}");
    }
}

#[track_caller]
fn is_not_passed_over(value: &[u8]) {
    refused(&member("unknown", value));
    refused(&member("unknown", &[b"[1, {\"a\": ", value, b"}, \"b\"]"].concat()));
}

/// Checks that a value is read, and written as `written`; and that it is passed over.
#[track_caller]
fn accepts(name: &str, value: &[u8], written: &str) {
    let shown = String::from_utf8_lossy(value);
    let all = read(&member(name, value)).unwrap_or_else(|error| panic!("{shown}: {error}"));
    let body = String::from_utf8(write(&all).expect("JSON")).expect("UTF-8");
    assert_eq!(body, String::from_utf8(member(name, written.as_bytes())).expect("UTF-8"), "{shown}");
    is_passed_over(value);
}

/// Checks that a value of another kind or beyond a range is refused in its member; and that it is passed over.
#[track_caller]
fn refuses_the_kind(name: &str, value: &[u8]) {
    let error = refused(&member(name, value));
    let path = error.path();
    assert!(path == name || path.starts_with(&format!("{name}{{")) || path.starts_with(&format!("{name}[")), "{error}");
    is_passed_over(value);
}

/// Checks that something that is not JSON is refused in both places.
#[track_caller]
fn refuses(name: &str, value: &[u8]) {
    refused(&member(name, value));
    is_not_passed_over(value);
}

#[test]
fn integers() {
    for (value, written) in [
        ("0", "0"),
        ("-0", "0"),
        (" 7\n", "7"),
        ("1.0", "1"),
        ("1e3", "1000"),
        ("1E+2", "100"),
        ("1500e-2", "15"),
        ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("9007199254740993.0", "9007199254740993"),
        ("0e99999999999999999999", "0"),
    ] {
        accepts("long", value.as_bytes(), written);
    }
    for value in ["1.5", "9223372036854775808", "1e19", "1e999999999999999999999", "1e-9223372036854775808", "\"1\""] {
        refuses_the_kind("long", value.as_bytes());
    }
    for (name, fits, beyond) in
        [("byte", "-128", "128"), ("short", "32767", "-32769"), ("integer", "2147483647", "2147483648")]
    {
        accepts(name, fits.as_bytes(), fits);
        refuses_the_kind(name, beyond.as_bytes());
    }
}

#[test]
fn floats() {
    for (value, written) in [
        ("0", "0.0"),
        ("-0", "-0.0"),
        ("-0.0", "-0.0"),
        ("1.5", "1.5"),
        ("5e-324", "5e-324"),
        ("1e-400", "0.0"),
        ("1.7976931348623157e308", "1.7976931348623157e308"),
        ("123456789012345678901234567890", "1.2345678901234568e29"),
        ("\"NaN\"", "\"NaN\""),
        ("\"-Infinity\"", "\"-Infinity\""),
    ] {
        accepts("double", value.as_bytes(), written);
    }
    accepts("float", b"0.1", "0.1");
    accepts("float", b"16777217", "16777216.0");
    // A single-precision float has no number there.
    accepts("float", b"1e39", "\"Infinity\"");
    for value in ["1e400", "-1e999999999999999999999", "\"nan\"", "\"1.5\"", "true"] {
        refuses_the_kind("double", value.as_bytes());
    }
}

#[test]
fn numbers_that_json_does_not_have() {
    for value in [
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "-.5",
        "1e",
        "1e+",
        "1.e1",
        "0x10",
        "1_000",
        "1,5",
        "NaN",
        "Infinity",
        "-Infinity",
        "inf",
        "1 2",
        "--1",
        "1-",
        "1e5.0",
        "\u{FF11}",
        "2.e3",
        "0e",
        "0.3e+",
        "1\u{A0}",
        "1a",
        "1f",
    ] {
        for name in ["long", "double", "epoch", "decimal", "document"] {
            refuses(name, value.as_bytes());
        }
    }
}

#[test]
fn numbers_of_any_size_keep_their_text() {
    for number in ["0", "-0", "10", "123456789012345678901234567890", "1.50", "1E400", "1e-99999999999999999999"] {
        accepts("decimal", number.as_bytes(), number);
    }
    accepts("big", b"123456789012345678901234567890", "123456789012345678901234567890");
    refuses_the_kind("big", b"1.0");
    refuses_the_kind("big", b"1e3");
    refuses_the_kind("decimal", b"\"1\"");
}

#[test]
fn strings() {
    for (value, written) in [
        (r#""""#, r#""""#),
        (r#""a\"\\\/\b\f\n\r\t""#, r#""a\"\\/\b\f\n\r\t""#),
        (r#""\u0041\u00e9\u20AC""#, "\"A\u{E9}\u{20AC}\""),
        (r#""\ud83d\uDE00""#, "\"\u{1F600}\""),
        (r#""\u0000\u001f""#, r#""\u0000\u001f""#),
        (r#""\u007f\uffff\ufdd0""#, "\"\u{7F}\u{FFFF}\u{FDD0}\""),
        ("\"\u{7F}\u{80}\u{2028}\u{FEFF}\u{10FFFF}\"", "\"\u{7F}\u{80}\u{2028}\u{FEFF}\u{10FFFF}\""),
        (r#""\\u0041""#, r#""\\u0041""#),
    ] {
        accepts("text", value.as_bytes(), written);
    }
}

/// Strings of members that are skipped are not decoded, so that these do no harm there.
#[test]
fn strings_that_are_not_unicode() {
    for value in [
        &br#""\ud800""#[..],
        br#""\udc00""#,
        br#""\ud800\ud800""#,
        br#""\ud800\u0041""#,
        br#""\ud800x""#,
        br#""\udc00\ud800""#,
        br#""\ud83d\\ude00""#,
        b"\"\xFF\"",
        b"\"\xC3\"",
        b"\"\xC3\\n\xA9\"",
        b"\"\xC0\x80\"",
        b"\"\xED\xA0\x80\"",
        b"\"\xF4\x90\x80\x80\"",
        b"\"\xE2\x82\"",
    ] {
        for name in ["text", "blob", "dateTime", "document", "speed"] {
            refuses_the_kind(name, value);
        }
    }
}

#[test]
fn strings_that_json_does_not_have() {
    for value in [
        &b"\""[..],
        b"\"a",
        b"'a'",
        b"a",
        b"\"\\\"",
        b"\"\\x41\"",
        b"\"\\u12\"",
        b"\"\\u12g4\"",
        b"\"\\U0041\"",
        b"\"\\u+041\"",
        b"\"\\ud800\\u\"",
        b"\"\\0\"",
        b"\"\\\n\"",
        b"\"\\",
        b"\"\\\xFF\"",
        b"\"\n\"",
        b"\"\t\"",
        b"\"\0\"",
        b"\"\x1F\"",
        b"\"\r\"",
        b"\"aaaaaaaaaaaa\x01\"",
    ] {
        for name in ["text", "blob", "speed", "dateTime", "document"] {
            refuses(name, value);
        }
    }
}

#[test]
fn words() {
    accepts("flag", b"true", "true");
    accepts("flag", b"false", "false");
    for value in
        ["TRUE", "True", "tru", "truee", "true1", "t", "fals", "nul", "NULL", "Null", "nulll", "undefined", "None"]
    {
        refuses("flag", value.as_bytes());
        refuses("text", value.as_bytes());
    }
    for value in ["1", "0", "\"true\"", "[]", "{}"] {
        refuses_the_kind("flag", value.as_bytes());
    }
}

#[test]
fn blobs_and_times() {
    accepts("blob", b"\"dmFsdWU=\"", "\"dmFsdWU=\"");
    accepts("blob", b"\"dmFsdWU\\u003d\"", "\"dmFsdWU=\"");
    accepts("blob", b"\"\"", "\"\"");
    for value in ["\"dmFsdWU\"", "\"dm FsdWU=\"", "\"dmFsdWV=\"", "\"d\"", "1"] {
        refuses_the_kind("blob", value.as_bytes());
    }
    for (value, written) in [
        ("1.5", "1.5"),
        ("1500e-3", "1.5"),
        ("0", "0"),
        ("-1.0015", "-1.002"),
        ("253402300799.999", "253402300799.999"),
        ("1422172800500", "1422172800.5"),
        ("\"1.5\"", "1.5"),
        ("\"1970-01-01T00:00:01.5Z\"", "1.5"),
    ] {
        accepts("epoch", value.as_bytes(), written);
        accepts("time", value.as_bytes(), written);
    }
    accepts("dateTime", b"\"1970-01-01T01:00:00+01:00\"", "\"1970-01-01T00:00:00Z\"");
    accepts("httpDate", b"\"Thu, 01 Jan 1970 00:00:00 GMT\"", "\"Thu, 01 Jan 1970 00:00:00 GMT\"");
    accepts("dateTime", b"0", "\"1970-01-01T00:00:00Z\"");
    for value in ["1e30", "1e400", "-1e300", "\"NaN\"", "\"\"", "\"tomorrow\"", "true"] {
        refuses_the_kind("epoch", value.as_bytes());
        refuses_the_kind("time", value.as_bytes());
    }
    refuses_the_kind("dateTime", b"\"1970-02-30T00:00:00Z\"");
    refuses_the_kind("httpDate", b"\"Thu, 30 Feb 1970 00:00:00 GMT\"");
    // Also in the form of another trait, which loses nothing.
    accepts("httpDate", b"\"1970-01-01T00:00:00Z\"", "\"Thu, 01 Jan 1970 00:00:00 GMT\"");
    accepts("dateTime", b"\"1.5\"", "\"1970-01-01T00:00:01.5Z\"");
}

#[test]
fn lists_and_maps() {
    accepts("list", b"[ ]", "[]");
    accepts("list", b"\t[\r\n\"a\" ,\"b\"] ", r#"["a","b"]"#);
    accepts("list", b"[null,\"a\",null]", r#"["a"]"#);
    accepts("sparse", b"[null,1,null]", "[null,1,null]");
    accepts("map", br#"{ "a" : 1 , "b":null,"a":2}"#, r#"{"a":2}"#);
    accepts("sparseMap", br#"{"a":"1","a":null}"#, r#"{"a":null}"#);
    accepts("map", br#"{"":0,"\u0061\n":1}"#, r#"{"":0,"a\n":1}"#);
    accepts("speeds", br#"{"FAST":{},"WARP":{"byte":1}}"#, r#"{"FAST":{},"WARP":{"byte":1}}"#);
    accepts("document", br#"[null,{"a":[1.0,true]}]"#, r#"[null,{"a":[1.0,true]}]"#);
    for value in [
        "[", "]", "[1", "[1,", "[,1]", "[1,]", "[1,,2]", "[1 2]", "[1:2]", "[}", "[1}", "[[1]", "[1]]", "[null",
        "[null,]",
    ] {
        refuses("sparse", value.as_bytes());
        refuses("document", value.as_bytes());
    }
    for value in [
        "{",
        "}",
        "{]",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\" 1}",
        "{\"a\",1}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1]",
        "{\"a\"::1}",
        "{\"a\":}",
        "{\"a\":null,}",
        "{\"a\":1,,\"b\":1}",
        "{\"a\":1}}",
        "{\"\n\":1}",
        "{\"\\x\":1}",
        "{[]:1}",
        "{\"a\":/**/1}",
        "{\"a\":1;}",
    ] {
        refuses("map", value.as_bytes());
        refuses("document", value.as_bytes());
    }
    for value in ["{}", "\"\"", "1"] {
        refuses_the_kind("list", value.as_bytes());
    }
    for value in ["[]", "\"\"", "1"] {
        refuses_the_kind("map", value.as_bytes());
        refuses_the_kind("nested", value.as_bytes());
        refuses_the_kind("choice", value.as_bytes());
    }
    refuses_the_kind("list", b"[\"a\",1]");
    refuses_the_kind("map", b"{\"a\":\"1\"}");
}

/// The keys of a map are data, and two of them must not become one.
#[test]
fn a_key_of_a_map_that_is_not_unicode_is_refused() {
    for value in [&b"{\"\xFF\":1}"[..], br#"{"\ud800":1}"#, b"{\"\xFF\":null}"] {
        let error = refused(&member("map", value));
        assert_eq!((error.path().as_str(), error.reason()), ("map{}", "the string is not valid Unicode"));
        is_passed_over(value);
    }
}

#[test]
fn unions() {
    accepts("choice", br#"{"text":"a"}"#, r#"{"text":"a"}"#);
    accepts("choice", br#"{"__type":"Choice","text":null,"number":1,"new":null}"#, r#"{"number":1}"#);
    for value in [
        &br#"{}"#[..],
        br#"{"text":null}"#,
        br#"{"__type":"Choice"}"#,
        br#"{"text":"a","number":1}"#,
        br#"{"text":"a","text":"b"}"#,
        br#"{"new":1,"text":"a"}"#,
        br#"{"text":"a","new":1}"#,
    ] {
        refuses_the_kind("choice", value);
    }
    let unknown = read(br#"{"choice":{"new":[{}]}}"#).expect("an unknown member");
    let error = write(&unknown).expect_err("a value that cannot be sent");
    assert_eq!(error.path(), "choice");
}

#[test]
fn nulls_are_absent_values() {
    for name in ["flag", "long", "text", "list", "map", "nested", "choice", "document", "time", "decimal", "speed"] {
        assert_eq!(read(&member(name, b"null")), Ok(Default::default()), "{name}");
    }
}
