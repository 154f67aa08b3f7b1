//! Examples whose values their types cannot hold.

use super::{Given, json_model};

/// Returns the documentation of an operation whose member is of a type, with an example of one value.
fn call(kind: &str, value: &str) -> Result<String, Vec<String>> {
    let model = json_model(
        r#""Put": { "name": "Put", "input": { "shape": "PutRequest" } }"#,
        &format!(
            r#""PutRequest": {{ "type": "structure", "members": {{ "size": {{ "shape": "Size" }} }} }}, "Size": {{ "type": "{kind}" }}"#
        ),
    );
    let overlay = format!(
        r#"{{ "smithy": "2.0", "shapes": {{ "com.amazonaws.things#Put": {{ "type": "apply", "traits": {{
  "smithy.api#examples": [{{ "title": "One", "input": {{ "size": {value} }} }}] }} }} }} }}"#
    );
    let given = Given { model: &model, overlay: Some(&overlay), ..Given::default() };
    if given.generate().is_ok() { Ok(given.file("operation/put.rs")) } else { Err(given.messages()) }
}

#[test]
fn the_largest_numbers_of_each_type_are_shown() {
    for (kind, value, shown) in [
        ("float", "3.4e38", ".size(340000000000000000000000000000000000000.0)"),
        ("float", "-1.5", ".size(-1.5)"),
        ("double", "1e39", ".size(1000000000000000000000000000000000000000.0)"),
        ("integer", "2147483647", ".size(2147483647)"),
        ("long", "-9223372036854775808", ".size(-9223372036854775808)"),
    ] {
        let text = call(kind, value).unwrap_or_else(|messages| panic!("{kind} {value}: {messages:?}"));
        assert!(text.contains(shown), "{text}");
    }
}

#[test]
fn numbers_beyond_their_types_are_refused() {
    for (kind, value) in [
        ("float", "3.5e38"),
        ("float", "-1e39"),
        ("double", "1e309"),
        ("integer", "2147483648"),
        ("long", "9223372036854775808"),
        ("integer", "1.5"),
        ("timestamp", "1"),
    ] {
        let messages = call(kind, value).expect_err(value);
        let expected = format!(
            "error[invalid-example]: the example cannot be shown: no value of `Size`, which is a {kind}, is known to be written like this"
        );
        assert_eq!(messages, [expected], "{value}");
    }
}
