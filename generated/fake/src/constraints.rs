//! The constraints and sensitive members of inputs, from the model that the client is generated from. The service
//! checks the constraints first: required members, values of enums, lengths, ranges and patterns.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex_lite::Regex;
use serde_json::Value;

static MODEL: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../../models/devicefarm/2015-06-23/service-2.json");
    serde_json::from_str(text).expect("the model of this repository is JSON")
});

/// Returns the service's message about an input, or `None` if the input satisfies all constraints.
pub(crate) fn violation(operation: &str, input: &Value) -> Option<String> {
    let mut found = Vec::new();
    check(text(&MODEL["operations"][operation]["input"]["shape"]), input, "", &mut found);
    let errors = if found.len() == 1 { "error" } else { "errors" };
    (!found.is_empty()).then(|| format!("{} validation {errors} detected: {}", found.len(), found.join("; ")))
}

/// Checks a value of a shape. `path` names the value in messages; it is empty for the input itself.
fn check(shape: &str, value: &Value, path: &str, found: &mut Vec<String>) {
    let facts = &MODEL["shapes"][shape];
    match value {
        Value::Object(members) if facts["type"] == "structure" => structure(facts, members, path, found),
        Value::Object(entries) => {
            range(facts, entries.len() as f64, "length ", &shown(value), path, found);
            for (key, value) in entries {
                let at = format!("{path}.{key}");
                check(text(&facts["key"]["shape"]), &Value::from(key.as_str()), &at, found);
                check(text(&facts["value"]["shape"]), value, &at, found);
            }
        }
        Value::Array(items) => {
            range(facts, items.len() as f64, "length ", &shown(value), path, found);
            for (index, item) in items.iter().enumerate() {
                check(text(&facts["member"]["shape"]), item, &format!("{path}.{}.member", index + 1), found);
            }
        }
        Value::String(value) => string(facts, value, path, found),
        Value::Number(number) => {
            range(facts, number.as_f64().unwrap_or_default(), "value ", &number.to_string(), path, found);
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn structure(facts: &Value, members: &serde_json::Map<String, Value>, path: &str, found: &mut Vec<String>) {
    let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    for name in facts["required"].as_array().into_iter().flatten().map(text) {
        if members.get(name).is_none_or(Value::is_null) {
            found.push(failure("null", &at(name), "Member must not be null"));
        }
    }
    // Members that the model no longer has are ignored, as by the service.
    for (name, value) in members {
        check(text(&facts["members"][name]["shape"]), value, &at(name), found);
    }
}

fn string(facts: &Value, value: &str, path: &str, found: &mut Vec<String>) {
    let quoted = format!("'{value}'");
    if let Some(values) = facts["enum"].as_array() {
        let values: BTreeSet<_> = values.iter().map(text).collect();
        if !values.contains(value) {
            let set = values.into_iter().collect::<Vec<_>>().join(", ");
            found.push(failure(&quoted, path, &format!("Member must satisfy enum value set: [{set}]")));
        }
        return;
    }
    let pattern = facts["pattern"].as_str();
    if let Some(pattern) = pattern.filter(|pattern| !matches(pattern, value)) {
        found.push(failure(&quoted, path, &format!("Member must satisfy regular expression pattern: {pattern}")));
    }
    range(facts, value.chars().count() as f64, "length ", &quoted, path, found);
}

/// Checks a length or a number against `min` and `max`.
fn range(facts: &Value, size: f64, kind: &str, value: &str, path: &str, found: &mut Vec<String>) {
    for (bound, words, is_outside) in [
        ("max", "less", (|size, limit| size > limit) as fn(f64, f64) -> bool),
        ("min", "greater", |size, limit| size < limit),
    ] {
        if let Some(limit) = facts[bound].as_f64().filter(|limit| is_outside(size, *limit)) {
            let rule = format!("Member must have {kind}{words} than or equal to {limit}");
            found.push(failure(value, path, &rule));
        }
    }
}

/// Returns an input in which `"***"` stands for each value that the model calls sensitive.
pub(crate) fn redacted(operation: &str, input: &Value) -> Value {
    let mut input = input.clone();
    redact(text(&MODEL["operations"][operation]["input"]["shape"]), &mut input);
    input
}

fn redact(shape: &str, value: &mut Value) {
    let facts = &MODEL["shapes"][shape];
    if facts["sensitive"] == true {
        *value = Value::from("***");
        return;
    }
    match value {
        Value::Object(members) if facts["type"] == "structure" => {
            members.iter_mut().for_each(|(name, value)| redact(text(&facts["members"][name]["shape"]), value));
        }
        Value::Object(entries) => entries.values_mut().for_each(|value| redact(text(&facts["value"]["shape"]), value)),
        Value::Array(items) => items.iter_mut().for_each(|item| redact(text(&facts["member"]["shape"]), item)),
        _ => {}
    }
}

fn failure(value: &str, path: &str, rule: &str) -> String {
    format!("Value {value} at '{path}' failed to satisfy constraint: {rule}")
}

/// Returns whether a pattern of the model matches the whole text.
fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(&format!("^(?:{pattern})$")).is_ok_and(|pattern| pattern.is_match(text))
}

fn shown(value: &Value) -> String {
    format!("'{value}'")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const DEVICE: &str = "arn:aws:devicefarm:us-west-2::device:1";

    fn of(input: &Value) -> Vec<String> {
        let message = violation("CreateRemoteAccessSession", input).unwrap_or_default();
        let (_, list) = message.split_once(": ").unwrap_or_default();
        list.split("; ").map(str::to_owned).collect()
    }

    #[test]
    fn an_input_that_satisfies_all_constraints_passes() {
        let proxy = json!({"host": "proxy.example", "port": 8080});
        let configuration = json!({"billingMethod": "METERED", "deviceProxy": proxy, "auxiliaryApps": []});
        let input = json!({"projectArn": DEVICE, "deviceArn": DEVICE, "configuration": configuration, "gone": 1});
        assert_eq!(violation("CreateRemoteAccessSession", &input), None);
    }

    #[test]
    fn required_members_are_named_at_any_depth() {
        let input = json!({"deviceArn": DEVICE, "configuration": {"deviceProxy": {"port": 1}}});
        let found = of(&input);
        assert_eq!(found.len(), 2, "{found:?}");
        for path in ["projectArn", "configuration.deviceProxy.host"] {
            let expected = format!("Value null at '{path}' failed to satisfy constraint: Member must not be null");
            assert!(found.contains(&expected), "{found:?}");
        }
    }

    #[test]
    fn each_kind_of_constraint_is_checked() {
        let arns = vec![DEVICE; 4];
        for (member, value, rule) in [
            ("name", json!("x".repeat(257)), "Member must have length less than or equal to 256"),
            ("deviceArn", json!("arn:aws:devicefarm:x"), "Member must have length greater than or equal to 32"),
            ("appArn", json!("x".repeat(40)), "Member must satisfy regular expression pattern: ^arn:aws:devicefarm:.+"),
            ("interactionMode", json!("NONE"), "enum value set: [INTERACTIVE, NO_VIDEO, VIDEO_ONLY]"),
            ("configuration", json!({"billingMethod": "FREE"}), "enum value set: [METERED, UNMETERED]"),
            ("configuration", json!({"auxiliaryApps": arns}), "length less than or equal to 3"),
            ("configuration", json!({"auxiliaryApps": ["x"]}), "auxiliaryApps.1.member"),
            ("configuration", json!({"parameters": {}}), "length greater than or equal to 1"),
            (
                "configuration",
                json!({"deviceProxy": {"host": "proxy.example", "port": 65536}}),
                "Value 65536 at 'configuration.deviceProxy.port' failed to satisfy constraint: \
                 Member must have value less than or equal to 65535",
            ),
        ] {
            let mut input = json!({"projectArn": DEVICE, "deviceArn": DEVICE});
            input[member] = value;
            let message = violation("CreateRemoteAccessSession", &input).unwrap_or_default();
            assert!(message.contains(rule), "{member}: {message}");
        }
    }

    #[test]
    fn sensitive_values_are_left_out_at_any_depth() {
        let mut project = json!({"uploads": [{"name": "app.apk", "url": "https://secret"}]});
        redact("ListUploadsResult", &mut project);
        assert_eq!(project, json!({"uploads": [{"name": "app.apk", "url": "***"}]}));
    }

    #[test]
    fn every_pattern_of_the_model_is_one_that_the_farm_understands() {
        let shapes = MODEL["shapes"].as_object().expect("the model has shapes");
        let patterns: Vec<_> = shapes.values().filter_map(|shape| shape["pattern"].as_str()).collect();
        assert!(!patterns.is_empty());
        for pattern in patterns {
            assert!(Regex::new(pattern).is_ok(), "{pattern}");
        }
    }
}
