//! Documents: numbers of any size, and a limit of depth that costs the document only.

use std::collections::BTreeMap;

use codegen_runtime::Document;
use codegen_runtime::serde_json::{self, Value, json};

use super::{read, refused, write};

/// Reads the member `document` and writes it again.
fn round_trip(value: &str) -> (Document, String) {
    let body = format!("{{\"document\":{value}}}");
    let all = read(body.as_bytes()).unwrap_or_else(|error| panic!("{value}: {error}"));
    let written = String::from_utf8(write(&all).expect("JSON")).expect("UTF-8");
    (all.document.expect("a document"), written)
}

#[test]
fn numbers_of_any_size_keep_their_text() {
    for number in
        ["0", "-0", "1e400", "-1E-400", "123456789012345678901234567890", "0.10000000000000000000000001", "1.50"]
    {
        let (document, written) = round_trip(&format!("{{\"a\":[{number}]}}"));
        assert_eq!(written, format!("{{\"document\":{{\"a\":[{number}]}}}}"));
        let found = document.get("a").and_then(Document::as_array).and_then(|list| list[0].as_number());
        assert_eq!(found.expect("a number").as_str(), number);
        // The same through serde.
        let text = serde_json::to_string(&document).expect("JSON");
        assert_eq!(serde_json::from_str::<Document>(&text).expect("a document"), document, "{text}");
        assert!(text.contains(number), "{text}");
    }
    for wrong in ["01", "1.", "+1", "NaN", "1e", "[1,]", "{\"a\"}", "[1 2]", "tru"] {
        refused(format!("{{\"document\":{wrong}}}").as_bytes());
    }
}

#[test]
fn numbers_convert_where_they_fit() {
    assert_eq!(round_trip("1e3").0.as_i64(), Some(1000));
    assert_eq!(round_trip("1.5").0.as_f64(), Some(1.5));
    assert_eq!(round_trip("1e400").0.as_f64(), None);
    assert_eq!(round_trip("9223372036854775808").0.as_i64(), None);
    assert_eq!(Document::from(1.5), Document::from(json!(1.5)));
    assert_eq!(Document::from(f64::NAN), Document::Null);
    let value = json!({"a": [1, null, true, "x", 2.5], "b": {"c": u64::MAX}});
    assert_eq!(Value::try_from(Document::from(value.clone())), Ok(value));
    let large = round_trip("[1e400]").0;
    assert_eq!(Value::try_from(large).expect_err("too large").to_string(), "the number is too large for serde_json");
    let object = BTreeMap::from([("a".to_owned(), Document::from(1))]);
    assert_eq!(Document::from(object), Document::from(json!({"a": 1})));
}

#[test]
fn a_depth_of_200_is_read_and_one_of_a_million_is_refused() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let (_, written) = round_trip(&nested(200));
    assert_eq!(written, format!("{{\"document\":{}}}", nested(200)));
    round_trip(&nested(256));
    for depth in [257, 1_000_000] {
        let error = refused(format!("{{\"document\":{}}}", nested(depth)).as_bytes());
        assert!(error.to_string().contains("the document is nested too deep"), "{error}");
    }
    let mut deep = Document::Null;
    for _ in 0..257 {
        deep = Document::from([deep]);
    }
    let all = super::shapes::All { document: Some(deep), ..Default::default() };
    assert!(write(&all).expect_err("it is too deep").to_string().contains("nested too deep"));
}
