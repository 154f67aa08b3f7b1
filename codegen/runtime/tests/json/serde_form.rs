//! serde's traits beside the codec of JSON: both read and write the same values.

use codegen_runtime::Timestamp;

use super::shapes::{All, Choice};
use super::{read, write};

/// A value for each member but the recursive ones, in the form in which both write it.
const ALL: &str = concat!(
    r#"{"flag":true,"byte":-8,"short":300,"integer":-70000,"long":9007199254740993,"float":1.5,"double":-0.25,"text":"t","#,
    r#""blob":"AAE=","time":1.5,"epoch":2,"dateTime":"1970-01-01T00:00:03Z","httpDate":"Thu, 01 Jan 1970 00:00:04 GMT","#,
    r#""big":123456789012345678901234567890,"decimal":1.10,"document":{"a":[true,null,"x",1.5]},"speed":"FAST","wheels":4,"#,
    r#""choice":{"number":-7},"list":["a","b"],"lists":[[1],[]],"sparse":[1,null],"map":{"k":-1},"#,
    r#""sparseMap":{"k":null,"l":"v"},"speeds":{"SLOW":{"flag":false}},"nested":{"float":"-Infinity","double":"Infinity"},"#,
    r#""all":[{"double":2.0},{}]}"#,
);

#[test]
fn serde_reads_and_writes_what_the_codec_does() {
    let by_serde: All = serde_json::from_str(ALL).expect("it is read");
    assert_eq!(by_serde, read(ALL.as_bytes()).expect("it is read"));
    assert_eq!(by_serde.byte, Some(-8));
    assert_eq!(by_serde.time, Timestamp::from_millis(1_500));
    assert_eq!(by_serde.choice, Some(Choice::Number(-7)));
    let written = serde_json::to_string(&by_serde).expect("it is written");
    assert_eq!(written, ALL);
    // The codec writes `2`, which is the same number.
    let by_codec = String::from_utf8(write(&by_serde).expect("it is written")).expect("a text");
    assert_eq!(read(by_codec.as_bytes()).expect("it is read"), by_serde);
}

#[test]
fn an_integer_is_within_the_bounds_of_its_type() {
    for (text, value) in [("127", 127), ("-128", -128), ("0", 0), ("1.0", 1), ("-1", -1)] {
        let all: All = serde_json::from_str(&format!(r#"{{"byte":{text}}}"#)).expect("it is read");
        assert_eq!(all.byte, Some(value));
    }
    for text in ["128", "-129"] {
        let error = serde_json::from_str::<All>(&format!(r#"{{"byte":{text}}}"#)).expect_err("too large");
        assert!(error.to_string().starts_with("byte: the number is not between -128 and 127"), "{error}");
    }
}

#[test]
fn a_value_of_another_kind_is_an_error_that_says_what_is_expected() {
    for (text, expected) in [
        (r#"{"flag":1}"#, "flag: invalid type: integer `1`, expected a boolean"),
        (r#"{"long":"x"}"#, "long: invalid type: string \"x\", expected an integer of 64 bits"),
        (r#"{"double":true}"#, "double: expected a number of 64 bits"),
        (r#"{"double":"1"}"#, "double: expected a number of 64 bits"),
        (r#"{"epoch":true}"#, "epoch: expected a timestamp"),
        (r#"{"blob":"!"}"#, "blob: the string is not base64"),
        (r#"{"choice":[]}"#, "choice: invalid type: sequence, expected an object with one member (Choice)"),
        (r#"{"nested":[]}"#, "nested: invalid type: sequence, expected an object (All)"),
        (r#"{"list":{}}"#, "list: invalid type: map, expected a list"),
        (r#"{"map":[]}"#, "map: invalid type: sequence, expected a map"),
    ] {
        let error = serde_json::from_str::<All>(text).expect_err(text).to_string();
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

#[test]
fn a_union_has_one_member_that_is_set() {
    let choice = |text: &str| serde_json::from_str::<Choice>(text);
    for text in [
        r#"{"number":1}"#,
        r#"{"text":null,"number":1}"#,
        r#"{"number":1,"text":null}"#,
        r#"{"__type":"Choice","number":1}"#,
        r#"{"number":1,"__type":"Choice"}"#,
        r#"{"new":null,"number":1,"newer":null}"#,
    ] {
        assert_eq!(choice(text).expect(text), Choice::Number(1), "{text}");
    }
    assert_eq!(choice(r#"{"new":{"a":1}}"#).expect("a union"), Choice::Unknown);
    for text in [r#"{"text":"a","number":1}"#, r#"{"number":1,"new":2}"#, r#"{"new":2,"number":1}"#, r#"{"a":1,"b":2}"#]
    {
        let error = choice(text).expect_err(text).to_string();
        assert!(error.starts_with("several members of the union Choice are set"), "{text}: {error}");
    }
    for text in ["{}", r#"{"text":null}"#, r#"{"__type":"Choice"}"#] {
        assert!(choice(text).is_err(), "{text}");
    }
    let error = choice(r#"{"number":"x"}"#).expect_err("not a number").to_string();
    assert!(error.starts_with("number: invalid type"), "{error}");
}

#[test]
fn a_null_is_left_out_but_of_what_may_hold_it() {
    let all: All = serde_json::from_str(r#"{"list":[null,"a"],"map":{"a":null,"b":1},"sparse":[null],"flag":null}"#)
        .expect("it is read");
    assert_eq!(serde_json::to_string(&all).expect("JSON"), r#"{"list":["a"],"sparse":[null],"map":{"b":1}}"#);
}
