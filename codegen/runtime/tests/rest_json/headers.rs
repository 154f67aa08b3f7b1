//! Members in headers, on the way there and back.

use std::collections::BTreeMap;

use codegen_runtime::{BigDecimal, Blob, Operation as _, Timestamp, string_enum, structure};

use super::{operation, read, refused, sent, unreadable};

string_enum! {
    pub(crate) enum Speed {
        Fast = "FAST",
    }
}

structure! {
    struct Headers = "Headers" {
        meta: BTreeMap<String, String> = "meta" [prefix_headers("X-Meta-")],
        text: String = "text" [header("X-Text")],
        flag: bool = "flag" [header("X-Flag")],
        byte: i8 = "byte" [header("X-Byte")],
        long: i64 = "long" [header("X-Long")],
        float: f32 = "float" [header("X-Float")],
        double: f64 = "double" [header("X-Double")],
        speed: Speed = "speed" [header("X-Speed")],
        texts: Vec<String> = "texts" [header("X-Texts")],
        ints: Vec<i32> = "ints" [header("X-Ints")],
        speeds: Vec<Speed> = "speeds" [header("X-Speeds")],
        date: Timestamp = "date" [http_date, header("X-Date")],
        dates: Vec<Timestamp> = "dates" [item(&codegen_runtime::Traits::NONE.http_date()), header("X-Dates")],
        date_time: Timestamp = "dateTime" [date_time, header("X-Date-Time")],
        seconds: Timestamp = "seconds" [header("X-Seconds")],
        media: String = "media" [media_type("application/json"), header("X-Media")],
        price: BigDecimal = "price" [header("X-Price")],
        data: Blob = "data" [header("X-Data")],
        sparse: Vec<Option<i32>> = "sparse" [header("X-Sparse")],
    }
}

operation! { Echo: Headers => Headers, "POST" "/" }

fn strings(all: &[&str]) -> Option<Vec<String>> {
    Some(all.iter().map(|&text| text.to_owned()).collect())
}

/// Values with the header that they are, both ways.
fn cases() -> Vec<(Headers, &'static str, &'static str)> {
    // The other members are not set, but for the map, which the headers of a response always make.
    let none = || Headers { meta: map(&[]), ..Headers::default() };
    let time = Timestamp::from_secs(1_576_540_098);
    let date = "Mon, 16 Dec 2019 23:48:18 GMT";
    vec![
        (Headers { text: Some("Hello, \"you\"".into()), ..none() }, "X-Text", "Hello, \"you\""),
        (Headers { text: Some(String::new()), ..none() }, "X-Text", ""),
        (Headers { text: Some("é".into()), ..none() }, "X-Text", "é"),
        (Headers { text: Some("007".into()), ..none() }, "X-Text", "007"),
        (Headers { flag: Some(false), ..none() }, "X-Flag", "false"),
        (Headers { flag: Some(true), ..none() }, "X-Flag", "true"),
        (Headers { byte: Some(-128), ..none() }, "X-Byte", "-128"),
        (Headers { long: Some(i64::MAX), ..none() }, "X-Long", "9223372036854775807"),
        (Headers { float: Some(1.1), ..none() }, "X-Float", "1.1"),
        (Headers { float: Some(f32::NEG_INFINITY), ..none() }, "X-Float", "-Infinity"),
        (Headers { double: Some(f64::INFINITY), ..none() }, "X-Double", "Infinity"),
        (Headers { double: Some(1e300), ..none() }, "X-Double", "1e300"),
        (Headers { speed: Some(Speed::Fast), ..none() }, "X-Speed", "FAST"),
        (Headers { texts: strings(&["b,c", "\"def\"", "a"]), ..none() }, "X-Texts", r#""b,c", "\"def\"", a"#),
        (Headers { texts: strings(&[]), ..none() }, "X-Texts", ""),
        (Headers { ints: Some(vec![1, 2, 3]), ..none() }, "X-Ints", "1, 2, 3"),
        (Headers { speeds: Some(vec![Speed::Fast, "WARP".into()]), ..none() }, "X-Speeds", "FAST, WARP"),
        (Headers { date: time, ..none() }, "X-Date", date),
        (Headers { dates: time.map(|time| vec![time]), ..none() }, "X-Dates", date),
        (
            Headers { dates: time.map(|time| vec![time, time]), ..none() },
            "X-Dates",
            "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT",
        ),
        (Headers { date_time: time, ..none() }, "X-Date-Time", "2019-12-16T23:48:18Z"),
        (Headers { seconds: time, ..none() }, "X-Seconds", "1576540098"),
        (Headers { seconds: Timestamp::from_millis(1500), ..none() }, "X-Seconds", "1.5"),
        (Headers { media: Some("true".into()), ..none() }, "X-Media", "dHJ1ZQ=="),
        (Headers { price: "1.10".parse().ok(), ..none() }, "X-Price", "1.10"),
        (Headers { data: Some(Blob::from("value")), ..none() }, "X-Data", "dmFsdWU="),
    ]
}

#[test]
fn a_value_is_a_header_and_the_header_is_the_value() {
    for (headers, name, line) in cases() {
        let expected = format!("POST /\n{}: {line}", name.to_lowercase());
        assert_eq!(sent::<Echo>(&headers), expected, "{headers:?}");
        for name in [name, &name.to_lowercase(), &name.to_uppercase()] {
            assert_eq!(read::<Echo>(&[(name, line)], ""), headers);
        }
    }
}

#[test]
fn a_float_that_is_no_number_is_one() {
    let headers = Headers { double: Some(f64::NAN), ..Headers::default() };
    assert_eq!(sent::<Echo>(&headers), "POST /\nx-double: NaN");
    assert!(read::<Echo>(&[("x-double", "NaN")], "").double.expect("it is set").is_nan());
}

#[test]
fn what_is_not_set_is_no_header_and_what_is_no_header_is_not_set() {
    assert_eq!(sent::<Echo>(&Headers::default()), "POST /");
    assert_eq!(read::<Echo>(&[("x-other", "1")], "{}"), Headers { meta: map(&[]), ..Headers::default() });
}

#[test]
fn lists_are_read_however_they_are_spaced_and_from_several_lines() {
    let expected = strings(&["a", "b,c", "d"]);
    for lines in [&["a,\"b,c\",d"][..], &[" a ,  \"b,c\" ,, d"], &["a", "\"b,c\", d"], &["a", "\"b,c\"", "d"]] {
        let lines: Vec<_> = lines.iter().map(|&line| ("X-Texts", line)).collect();
        assert_eq!(read::<Echo>(&lines, "").texts, expected, "{lines:?}");
    }
}

#[test]
fn a_header_of_another_type_is_an_error_that_names_it() {
    let cases = [
        ("X-Flag", "yes", "flag", "expected `true` or `false`"),
        ("X-Byte", "200", "byte", "the number is not between -128 and 127"),
        ("X-Long", "1.5", "long", "expected an integer of 64 bits"),
        ("X-Long", "", "long", "expected an integer of 64 bits"),
        ("X-Ints", "1, x", "ints[1]", "expected an integer of 64 bits"),
        ("X-Data", "!", "data", "expected base64"),
        ("X-Texts", "\"a", "texts", "a list has a quote that does not end"),
    ];
    for (name, line, member, why) in cases {
        let expected = format!("Echo: invalid response: {member}: the header `{name}`: {why} (HTTP 200)");
        assert_eq!(unreadable::<Echo>(&[(name, line)], ""), expected);
    }
    for (name, line) in [("X-Double", "1e999"), ("X-Date", "yesterday"), ("X-Seconds", "now"), ("X-Media", "!")] {
        let error = unreadable::<Echo>(&[(name, line)], "");
        assert!(error.contains(&format!("the header `{name}`: ")), "{error}");
    }
}

#[test]
fn a_header_cannot_break_out_of_its_line() {
    let headers = Headers { text: Some("a\r\nX-Evil: 1".into()), ..Headers::default() };
    let expected =
        "Echo: failed to build the request: text: the header `X-Text`: a header cannot hold control characters";
    assert_eq!(refused::<Echo>(&headers), expected);
}

fn map(entries: &[(&str, &str)]) -> Option<BTreeMap<String, String>> {
    Some(entries.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect())
}

#[test]
fn a_prefix_makes_headers_of_a_map_and_a_map_of_headers() {
    let headers = Headers { meta: map(&[("abc", "Abc value"), ("def", "")]), ..Headers::default() };
    assert_eq!(sent::<Echo>(&headers), "POST /\nx-meta-abc: Abc value\nx-meta-def: ");
    let output = [("x-meta-abc", "Abc value"), ("X-META-DEF", ""), ("x-other", "1")];
    assert_eq!(read::<Echo>(&output, ""), headers);
    assert_eq!(sent::<Echo>(&Headers { meta: map(&[]), ..Headers::default() }), "POST /");
}

#[test]
fn a_response_without_headers_of_a_prefix_has_an_empty_map() {
    assert_eq!(read::<Echo>(&[("x-other", "1")], "").meta, map(&[]));
}

#[test]
fn a_key_that_cannot_be_a_header_is_refused() {
    let error = refused::<Echo>(&Headers { meta: map(&[("a b", "1")]), ..Headers::default() });
    assert!(error.starts_with("Echo: failed to build the request: the header `X-Meta-a b`: "), "{error}");
}

structure! {
    struct All = "All" {
        all: BTreeMap<String, String> = "all" [prefix_headers("")],
        hello: String = "hello" [header("Hello")],
    }
}

operation! { EchoAll: All => All, "GET" "/" }

#[test]
fn an_empty_prefix_takes_all_headers_and_gives_way_to_members() {
    let headers = All { hello: Some("member".into()), all: map(&[("hello", "map"), ("x-foo", "Foo")]) };
    assert_eq!(sent::<EchoAll>(&headers), "GET /\nhello: member\nx-foo: Foo");
    let output = read::<EchoAll>(&[("hello", "Hello"), ("X-Foo", "Foo")], "");
    assert_eq!(output, All { hello: Some("Hello".into()), all: map(&[("hello", "Hello"), ("x-foo", "Foo")]) });
}

#[test]
fn a_null_is_left_out_of_a_header() {
    let headers = Headers { sparse: Some(vec![Some(1), None, Some(2)]), ..Headers::default() };
    assert_eq!(sent::<Echo>(&headers), "POST /\nx-sparse: 1, 2");
}

#[test]
fn a_request_without_headers_of_a_prefix_has_no_map() {
    for (name, expected) in [("x-other", None), ("x-meta-a", map(&[("a", "1")]))] {
        let request = http::Request::builder().method("POST").uri("/").header(name, "1").body(Vec::new());
        let mut input = Headers::default();
        let server = super::SERVICE.protocol.server();
        let read = server.deserialize_request(Echo::DESCRIPTOR, &request.expect("a request"), &mut input);
        read.expect("the operation").expect("it is read");
        assert_eq!(input.meta, expected, "{name}");
    }
}
