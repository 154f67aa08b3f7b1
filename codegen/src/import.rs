//! Removes the prose from a published model: the project contains the facts of models, but not their texts.
//!
//! The format and the order stay as published, so that the result is read in the same way, and a new version differs
//! from the last one only in facts.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostics, Located};
use crate::frontend;
use crate::source::{Source, Sources};

/// The keys whose values are prose if they are strings. A member may have such a name, too, but its value is an object.
const PROSE: &[&str] = &["description", "documentation", "deprecatedMessage", "documentationUrl"];

/// Smithy's traits whose values are prose, or tests that contain prose. The documentation of a waiter is found by its
/// key.
const PROSE_TRAITS: &[&str] = &[
    "smithy.api#documentation",
    "smithy.api#externalDocumentation",
    "smithy.rules#endpointTests",
    "smithy.test#smokeTests",
    "smithy.test#httpRequestTests",
    "smithy.test#httpResponseTests",
];

/// Smithy's trait for examples of calls.
const EXAMPLES: &str = "smithy.api#examples";

/// The identity of a service, which determines the folder of its model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name of its folder and module: its id in lower case, without spaces.
    pub name: String,
    /// The version of its API.
    pub api_version: String,
}

/// Returns a published file without prose: a service model of either format, paginators, waiters, examples, endpoint
/// rules or partitions.
///
/// # Errors
/// The text is not JSON.
pub fn without_prose(source: Source<'_>) -> Result<String, Vec<Located>> {
    let mut value = read(source)?;
    if let Some(model) = value.as_object_mut().filter(|model| model.contains_key("smithy")) {
        // The metadata contains suppressions of other tools, with their reasons.
        model.shift_remove("metadata");
    }
    let stripped = if is_examples(&value) { of_operations(value) } else { strip(value) };
    // Formatting a `Value` cannot fail: its keys are strings.
    let mut text = serde_json::to_string_pretty(&stripped).unwrap_or_default();
    text.push('\n');
    Ok(text)
}

/// Returns the identity of the service of a model; `None` if the model does not state it. `service` selects one of
/// several services of a Smithy model.
///
/// # Errors
/// The text is not JSON.
pub fn identity(sources: &[Source<'_>], service: Option<&str>) -> Result<Option<Identity>, Vec<Located>> {
    for source in sources {
        let value = read(*source)?;
        if let Some((id, api_version)) = frontend::identity(&value, service) {
            let name = id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
            return Ok(Some(Identity { name, api_version }));
        }
    }
    Ok(None)
}

/// Returns whether a text is in Smithy's JSON AST: an object with the key `smithy`.
#[must_use]
pub fn is_smithy(text: &[u8]) -> bool {
    let value = serde_json::from_slice::<BTreeMap<String, &RawValue>>(text);
    value.is_ok_and(|value| value.contains_key("smithy"))
}

/// Returns whether a text is in Smithy's JSON AST, or has its key and is not JSON, such as a file that is not complete.
#[must_use]
pub fn may_be_smithy(text: &[u8]) -> bool {
    let has_key = || text.windows(KEY.len()).any(|window| window == KEY);
    is_smithy(text) || (has_key() && serde_json::from_slice::<IgnoredAny>(text).is_err())
}

/// The key that a text in Smithy's JSON AST has.
const KEY: &[u8] = b"\"smithy\"";

fn read(source: Source<'_>) -> Result<Value, Vec<Located>> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    match sources.read(source) {
        Ok((_, value)) => Ok(value),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            Err(diagnostics.locate(&sources))
        }
    }
}

/// Removes the prose from a value. serde_json limits the depth of nesting, so that recursion is safe.
fn strip(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let is_error_rule = map.get("type").and_then(Value::as_str) == Some("error");
            let stripped =
                map.into_iter().filter(|(key, value)| !is_prose(key, value)).map(|(key, value)| match value {
                    // The error of an endpoint rule is prose. The rule itself stays, because it determines the result.
                    Value::String(_) if is_error_rule && key == "error" => (key, Value::String(String::new())),
                    Value::Array(all) if key == EXAMPLES => (key, Value::Array(examples(all, true))),
                    Value::Object(mut trait_value) if key == "smithy.api#deprecated" => {
                        trait_value.shift_remove("message");
                        (key, Value::Object(trait_value))
                    }
                    value => (key, strip(value)),
                });
            Value::Object(stripped.collect::<Map<_, _>>())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(strip).collect()),
        other => other,
    }
}

/// Returns whether a value is botocore's file of examples.
fn is_examples(value: &Value) -> bool {
    value.get("examples").is_some_and(Value::is_object) && value.get("shapes").is_none()
}

fn of_operations(mut file: Value) -> Value {
    if let Some(file) = file.as_object_mut() {
        file.retain(|key, _| key == "version" || key == "examples");
    }
    let operations = file.get_mut("examples").and_then(Value::as_object_mut);
    for all in operations.into_iter().flat_map(Map::values_mut) {
        *all = match all.take() {
            Value::Array(all) => Value::Array(examples(all, false)),
            other => strip(other),
        };
    }
    file
}

/// Adapts examples to a format. Smithy requires a title, so that it is empty. Examples of errors are removed, because
/// they do not show how to call the operation.
fn examples(all: Vec<Value>, of_smithy: bool) -> Vec<Value> {
    let title = of_smithy.then(|| ("title".to_owned(), Value::from("")));
    let good = all.into_iter().filter(|example| example.get("error").is_none());
    let plain = good.map(|example| match example {
        Value::Object(mut example) => {
            let input = example.shift_remove("input").map(|input| ("input".to_owned(), strip(input)));
            Value::Object(title.clone().into_iter().chain(input).collect())
        }
        // A value that is not an example is reported when the model is read.
        other => strip(other),
    });
    plain.collect()
}

fn is_prose(key: &str, value: &Value) -> bool {
    PROSE_TRAITS.contains(&key) || (PROSE.contains(&key) && value.is_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Value {
        let plain = without_prose(Source { name: "model.json", text: text.as_bytes() });
        serde_json::from_str(&plain.expect("it is JSON")).expect("JSON")
    }

    #[test]
    fn a_model_loses_its_prose_and_keeps_its_facts() {
        let model = r#"{ "smithy": "2.0", "metadata": { "suppressions": [] }, "shapes": { "a#B": { "type": "structure",
            "members": { "documentation": { "target": "a#C", "traits": { "smithy.api#documentation": "Prose." } } },
            "traits": { "smithy.api#deprecated": { "message": "Prose.", "since": "2020" }, "smithy.api#examples": [
                { "title": "Prose", "documentation": "Prose.", "input": { "c": "value" }, "output": { "d": "value" } },
                { "title": "Prose", "input": {}, "error": { "shapeId": "a#E" } } ],
            "rules": [ { "type": "error", "error": "Prose." }, { "type": "tree", "error": "a fact" } ] } } } }"#;
        let due = r#"{ "smithy": "2.0", "shapes": { "a#B": { "type": "structure",
            "members": { "documentation": { "target": "a#C", "traits": {} } },
            "traits": { "smithy.api#deprecated": { "since": "2020" }, "smithy.api#examples": [
                { "title": "", "input": { "c": "value" } } ],
            "rules": [ { "type": "error", "error": "" }, { "type": "tree", "error": "a fact" } ] } } } }"#;
        assert_eq!(plain(model), serde_json::from_str::<Value>(due).expect("JSON"));
    }

    #[test]
    fn examples_of_botocore_keep_their_inputs() {
        let file = r#"{ "version": "1.0", "comments": "Prose.", "examples": {
            "Get": [ { "id": "one", "title": "Prose", "description": "Prose.", "input": { "name": "n" }, "output": {} } ],
            "Odd": { "description": "Prose.", "input": 1 } } }"#;
        let due =
            r#"{ "version": "1.0", "examples": { "Get": [ { "input": { "name": "n" } } ], "Odd": { "input": 1 } } }"#;
        assert_eq!(plain(file), serde_json::from_str::<Value>(due).expect("JSON"));
        // A model of botocore may have a key of that name.
        let model = r#"{ "version": "2.0", "metadata": {}, "examples": {}, "shapes": { "S": { "type": "string", "documentation": "P." } } }"#;
        assert_eq!(plain(model)["shapes"], serde_json::json!({ "S": { "type": "string" } }));
        assert!(plain(model).get("metadata").is_some());
    }

    #[test]
    fn a_text_that_breaks_off_may_be_in_smithys_json_ast() {
        let whole: &[u8] = br#"{ "smithy": "2.0", "shapes": {} }"#;
        assert!(is_smithy(whole) && may_be_smithy(whole));
        assert!(!is_smithy(&whole[..20]) && may_be_smithy(&whole[..20]));
        // The key is somewhere else.
        let other: &[u8] = br#"{ "metadata": { "smithy": "2.0" } }"#;
        assert!(!is_smithy(other) && !may_be_smithy(other));
        let broken: &[u8] = br#"{ "metadata": { "#;
        assert!(!is_smithy(broken) && !may_be_smithy(broken));
    }
}
