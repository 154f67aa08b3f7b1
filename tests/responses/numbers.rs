//! Numbers of every size and kind, in every member that is one.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Erased;
use super::documents::{member, path, places, with, with_text};
use super::full_documents;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Number {
    Double,
    Integer,
    Long,
    Time,
}

impl Number {
    /// Returns the kind of the member at a place in the model.
    fn at(place: &str) -> Self {
        match member(place) {
            "clock" | "total" | "metered" | "unmetered" => Self::Double,
            "created" | "started" | "stopped" => Self::Time,
            "heapSize" | "memory" => Self::Long,
            "defaultJobTimeoutMinutes" | "height" | "port" | "width" => Self::Integer,
            other => panic!("what kind of number is `{other}`?"),
        }
    }
}

/// Calls a function with each member of a kind of number, in the responses of all operations.
fn each(kind: Number, with: impl Fn(&Erased, &Value, &str)) {
    let mut found = BTreeMap::<&str, usize>::new();
    for (operation, document) in full_documents() {
        for place in places(&document) {
            if document.pointer(&place).is_some_and(Value::is_number) && Number::at(&place) == kind {
                with(operation, &document, &place);
                *found.entry(operation.name).or_default() += 1;
            }
        }
    }
    assert!(found.len() >= 4, "{kind:?}: {found:?}");
}

/// Each text on the left is read and written back as the value on the right.
fn written(kind: Number, table: &[(&str, Value)]) {
    each(kind, |operation, document, place| {
        for (text, value) in table {
            let seen = operation.accept(with_text(document, place, text));
            assert_eq!(seen.json, with(document, place, value.clone()), "{}: {place}: {text}", operation.name);
        }
    });
}

/// Each text is refused, by a message that begins with the member's path.
fn refused(kind: Number, texts: &[&str]) {
    each(kind, |operation, document, place| {
        for text in texts {
            let why = operation.reject(with_text(document, place, text));
            assert!(why.starts_with(&format!("{}: ", path(place))), "{}: {place}: {text}: {why}", operation.name);
        }
    });
}

/// Values that are not numbers, save that a double may be one of three words.
const NO_NUMBER: [&str; 8] = ["true", "[]", "[1]", "{}", "\"\"", "\"1\"", "\"nan\"", "\"∞\""];

/// Larger than a double.
const HUGE: [&str; 2] = ["1e400", "-1e400"];

#[test]
fn integers_are_exact_or_refused() {
    let table = [
        ("0", json!(0)),
        ("-1", json!(-1)),
        ("-0", json!(0)),
        ("1.0", json!(1)),
        ("1e3", json!(1000)),
        ("2147483647", json!(i32::MAX)),
        ("-2147483648", json!(i32::MIN)),
    ];
    for kind in [Number::Integer, Number::Long] {
        written(kind, &table);
        refused(kind, &NO_NUMBER);
        refused(kind, &HUGE);
        refused(kind, &["1.5", "99999999999999999999", "-99999999999999999999", "9223372036854775808", "\"NaN\""]);
    }
    refused(Number::Integer, &["2147483648", "-2147483649", "9007199254740993"]);
    let beyond_doubles =
        [("9007199254740993", json!(9_007_199_254_740_993_i64)), ("-9223372036854775808", json!(i64::MIN))];
    written(Number::Long, &beyond_doubles);
}

#[test]
fn doubles_are_exact_and_may_be_no_numbers() {
    written(
        Number::Double,
        &[
            ("2", json!(2.0)),
            ("-0.0", json!(-0.0)),
            ("0.1", json!(0.1)),
            ("1.7976931348623157e308", json!(f64::MAX)),
            ("5e-324", json!(5e-324)),
            ("99999999999999999999999999", json!(1e26)),
            ("\"NaN\"", json!("NaN")),
            ("\"Infinity\"", json!("Infinity")),
            ("\"-Infinity\"", json!("-Infinity")),
        ],
    );
    refused(Number::Double, &NO_NUMBER);
    refused(Number::Double, &HUGE);
    refused(Number::Double, &["NaN", "Infinity", "\"+Infinity\""]);
}

#[test]
fn times_are_seconds_to_the_millisecond() {
    written(
        Number::Time,
        &[
            ("0", json!(0)),
            ("1700000000", json!(1_700_000_000)),
            ("1700000000.0", json!(1_700_000_000)),
            ("1.7e9", json!(1_700_000_000)),
            ("1700000000.125", json!(1_700_000_000.125)),
            ("1700000000.0006", json!(1_700_000_000.001)),
            ("-1.5", json!(-1.5)),
        ],
    );
    let in_other_forms = [
        ("1700000000125", json!(1_700_000_000.125)),
        ("\"1700000000\"", json!(1_700_000_000)),
        ("\"2023-11-14T22:13:20Z\"", json!(1_700_000_000)),
        ("\"2023-11-14T23:13:20.5+01:00\"", json!(1_700_000_000.5)),
        ("253402300799", json!(253_402_300_799_i64)),
    ];
    written(Number::Time, &in_other_forms);
    refused(
        Number::Time,
        &["true", "[]", "[1]", "{}", "\"\"", "\"nan\"", "\"∞\"", "\"NaN\"", "\"Infinity\"", "\"now\""],
    );
    refused(Number::Time, &HUGE);
    refused(Number::Time, &["1e300", "-1e300", "99999999999999999999", "\"1e300\""]);
}
