//! The conditions of waiters, by the type of what a path leads to.

use super::{Given, json_model};

/// Returns the file of an operation with a waiter that ends by a condition, or what is wrong with it.
fn condition(matcher: &str, path: &str, expected: &str) -> Result<String, Vec<String>> {
    let model = json_model(
        r#""Get": { "name": "Get", "output": { "shape": "Out" } }"#,
        r#""Out": { "type": "structure", "members": { "text": { "shape": "Text" }, "number": { "shape": "Number" },
             "large": { "shape": "Large" }, "float": { "shape": "Float" }, "flag": { "shape": "Flag" }, "texts": { "shape": "Texts" },
             "map": { "shape": "Map" }, "colour": { "shape": "Colour" }, "inner": { "shape": "Out" }, "list": { "shape": "List" } } },
           "Large": { "type": "long" }, "Float": { "type": "float" }, "Flag": { "type": "boolean" },
           "Texts": { "type": "list", "member": { "shape": "Text" } }, "List": { "type": "list", "member": { "shape": "Out" } },
           "Map": { "type": "map", "key": { "shape": "Text" }, "value": { "shape": "Text" } },
           "Colour": { "type": "string", "enum": ["RED", "GREEN"] }"#,
    );
    let waiters = format!(
        r#"{{ "version": 2, "waiters": {{ "Done": {{ "operation": "Get", "delay": 5, "maxAttempts": 3, "acceptors": [
  {{ "state": "success", "matcher": "{matcher}", "argument": "{path}", "expected": {expected} }} ] }} }} }}"#
    );
    let given = Given { model: &model, waiters: Some(&waiters), ..Given::default() };
    let messages = given.messages();
    if messages.is_empty() { Ok(given.file("operation/get.rs")) } else { Err(messages) }
}

/// Asserts what a condition on the output is in Rust, without regard to white space.
#[track_caller]
fn is(path: &str, expected: &str) {
    matches("path", path, "true", &format!("Flag(|output|{expected})"));
}

#[track_caller]
fn matches(matcher: &str, path: &str, value: &str, expected: &str) {
    let text = condition(matcher, path, value).unwrap_or_else(|messages| panic!("{path}: {messages:?}"));
    let plain = |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")").replace(",>", ">");
    let (text, expected) = (plain(&text).replace("::<Get>", ""), plain(&format!("rt::Matcher::{expected}")));
    assert!(text.contains(&expected), "{path}: {expected} is not in {text}");
}

#[test]
fn a_value_by_itself_is_a_condition_by_its_type() {
    is("flag", "output.flag.as_ref().copied(), true");
    is("!text", "Some(output.text.as_ref().is_some_and(|it| !AsRef::<str>::as_ref(it).is_empty())), false");
    is("!colour", "Some(output.colour.as_ref().is_some_and(|it| !AsRef::<str>::as_ref(it).is_empty())), false");
    is("!map", "Some(output.map.as_ref().map_or(0, |it| it.len()) > 0), false");
    is("!number", "Some(output.number.as_ref().is_some()), false");
    is("!texts", "Some(output.texts.as_ref().into_iter().flatten().next().is_some()), false");
    is(
        "!list[].text",
        "Some(output.list.as_ref().into_iter().flatten().filter_map(|it| it.text.as_ref()).next().is_some()), false",
    );
}

#[test]
fn a_length_is_that_of_a_text_a_list_a_map_or_of_several_values() {
    is(
        "length(text) > `3`",
        "Some(output.text.as_ref().map_or(0, |it| AsRef::<str>::as_ref(it).chars().count()) > 3), true",
    );
    is(
        "length(colour) == `3`",
        "Some(output.colour.as_ref().map_or(0, |it| AsRef::<str>::as_ref(it).chars().count()) == 3), true",
    );
    is("length(map) == `2`", "Some(output.map.as_ref().map_or(0, |it| it.len()) == 2), true");
    is("length(texts) > `1`", "Some(output.texts.as_ref().into_iter().flatten().count() > 1), true");
    is("length(texts) >= `0`", "Some(output.texts.as_ref().into_iter().flatten().count() >= 0), true");
    is("length(texts) > `0`", "Some(output.texts.as_ref().into_iter().flatten().next().is_some()), true");
    is("length(texts) == `0`", "Some(output.texts.as_ref().into_iter().flatten().next().is_some()), false");
    is("length(texts || '') == `0`", "Some(output.texts.as_ref().into_iter().flatten().next().is_some()), false");
    is("`2` <= length(texts)", "Some(2 <= output.texts.as_ref().into_iter().flatten().count()), true");
    is(
        "length(list[].text) >= `2`",
        "Some(output.list.as_ref().into_iter().flatten().filter_map(|it| it.text.as_ref()).count() >= 2), true",
    );
}

#[test]
fn values_of_one_type_are_compared() {
    is(
        "text == colour",
        "Some(output.text.as_ref().map(AsRef::<str>::as_ref) == output.colour.as_ref().map(AsRef::<str>::as_ref)), true",
    );
    is("text != 'a'", "Some(output.text.as_ref().map(AsRef::<str>::as_ref) != Some(\"a\")), true");
    is("number == `3`", "Some(output.number.as_ref().map(|it| i64::from(*it)) == Some(3i64)), true");
    is("large < `3`", "Some(output.large.as_ref().copied().zip(Some(3i64)).is_some_and(|(a, b)| a < b)), true");
    is("flag == `true`", "Some(output.flag.as_ref().copied() == Some(true)), true");
    is("inner.text == `null`", "Some(output.inner.as_deref().and_then(|it| it.text.as_ref()).is_none()), true");
    is("text != `null`", "Some(output.text.as_ref().is_none()), false");
    is("texts == `null`", "Some(output.texts.as_ref().is_none()), true");
    is(
        "contains(texts, 'a')",
        "Some(output.texts.as_ref().into_iter().flatten().any(|it| AsRef::<str>::as_ref(it) == \"a\")), true",
    );
}

/// Conditions side by side are not nested, however many there are.
#[test]
fn many_conditions_can_be_negated() {
    let path = |count| vec!["!flag"; count].join(" || ");
    assert!(condition("path", &path(30), "true").is_ok());
    let groups = |count| vec!["(flag == `true`)"; count].join(" || ");
    assert!(condition("path", &groups(30), "true").is_ok());
    let grouped = |count| format!("{}flag == `true`{}", "(".repeat(count), ")".repeat(count));
    assert!(condition("path", &grouped(31), "true").is_ok());
    assert!(condition("path", &grouped(32), "true").is_err());
    let nested = |count| "!".repeat(count) + "flag";
    assert!(condition("path", &nested(31), "true").is_ok());
    assert!(condition("path", &nested(32), "true").is_err());
}

#[test]
fn a_path_has_so_many_steps_at_the_most() {
    let path = |steps: usize| format!("{}flag", "inner.".repeat(steps - 1));
    assert!(condition("path", &path(32), "true").is_ok());
    assert!(condition("path", &path(33), "true").is_err());
}

#[test]
fn conditions_without_a_meaning_are_left_out() {
    for path in [
        "text",
        "map",
        "number",
        "texts",
        "length(texts)",
        "`true`",
        // Of the wrong type.
        "contains(text, 'a')",
        "contains(texts, `1`)",
        "contains(list, 'a')",
        "length(number) == `1`",
        "length(texts || 'a') == `1`",
        "length(inner) == `1`",
        "text > 'a'",
        "flag > `true`",
        "text == `1`",
        "flag == 'a'",
        "float == `1`",
        "texts == 'a'",
        "text > `null`",
        "list[].text == `null`",
        "list[].number == `1`",
        "length(texts) == text",
        "length(texts) == `-1`",
        // Of members that the model does not have.
        "other == `1`",
        "!other",
        "length(other) == `0`",
        "contains(other, 'a')",
        "flag && other",
        "other || flag",
        "other == `null`",
    ] {
        let messages = condition("path", path, "true").expect_err(path);
        assert!(
            messages.len() == 1 && messages[0].starts_with("warning[invalid-waiter]: the waiter `Done` is left out: "),
            "{path}: {messages:?}"
        );
    }
}

#[test]
fn texts_and_lists_are_matched_by_path() {
    matches("path", "text", "\"a\"", "State(&[\"a\"])");
    matches(
        "pathAny",
        "texts",
        "\"a\"",
        "Any(|output| { output.texts.as_ref().into_iter().flatten().map(AsRef::as_ref).collect() }, &[\"a\"])",
    );
    matches(
        "pathAll",
        "list[].colour",
        "\"RED\"",
        "All(|output| { output.list.as_ref().into_iter().flatten().filter_map(|it| it.colour.as_ref()).map(AsRef::as_ref).collect() }, &[\"RED\"])",
    );
    for (matcher, path, expected) in [
        ("pathAny", "text", "\"a\""),
        ("pathAll", "flag", "\"a\""),
        ("pathAny", "list", "\"a\""),
        ("pathAny", "list[].number", "1"),
        ("pathAll", "list[].text", "null"),
        ("path", "texts", "\"a\""),
        ("path", "flag", "\"a\""),
        ("path", "text", "true"),
        ("path", "list[].text", "\"a\""),
    ] {
        assert!(condition(matcher, path, expected).is_err(), "{matcher} {path} {expected}");
    }
}
