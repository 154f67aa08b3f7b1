//! Endpoint rules about what is certain.

use super::{Given, has_lines, has_no, json_model};

/// Returns rules that know a region and a URL, with these conditions of an endpoint and another one behind it.
fn rules(conditions: &str) -> String {
    format!(
        r#"{{ "version": "1.0",
  "parameters": {{ "Region": {{ "builtIn": "AWS::Region", "type": "String", "required": true }},
    "Endpoint": {{ "builtIn": "SDK::Endpoint", "type": "String" }} }},
  "rules": [
    {{ "conditions": [{conditions}], "endpoint": {{ "url": "https://first.example" }}, "type": "endpoint" }},
    {{ "conditions": [], "endpoint": {{ "url": "https://second.{{Region}}.example" }}, "type": "endpoint" }} ] }}"#
    )
}

const MODEL: &str = r#""Ping": { "name": "Ping" }"#;

#[track_caller]
fn resolved(conditions: &str) -> String {
    let (model, rules) = (json_model(MODEL, ""), rules(conditions));
    Given { model: &model, rules: Some(&rules), ..Given::default() }.file("endpoint.rs")
}

fn refused(conditions: &str) -> Vec<String> {
    let (model, rules) = (json_model(MODEL, ""), rules(conditions));
    Given { model: &model, rules: Some(&rules), ..Given::default() }.messages()
}

const PARSE: &str = r#"{ "fn": "parseURL", "argv": ["https://{Region}.example"], "assign": "Url" }"#;
const ENCODE: &str = r#"{ "fn": "uriEncode", "argv": ["{Region}"], "assign": "Code" }"#;

fn is_set(name: &str) -> String {
    format!(r#"{{ "fn": "isSet", "argv": [{{ "ref": "{name}" }}] }}"#)
}

fn not(condition: &str) -> String {
    format!(r#"{{ "fn": "not", "argv": [{condition}] }}"#)
}

const SECOND: &str = r#"
    Ok(rt::Endpoint::new(format!("https://second.{region}.example")))
}"#;

#[test]
fn an_assigned_name_is_set() {
    let test = r#"if rt::Url::parse(&format!("https://{region}.example")).is_some()"#;
    let first = r#"return Ok(rt::Endpoint::new("https://first.example"));"#;
    let text = resolved(&format!("{PARSE}, {}", is_set("Url")));
    has_lines(&text, &format!("{test} {{\n{first}\n}}\n{SECOND}"));
    let text = resolved(&format!("{PARSE}, {}", not(&is_set("Url"))));
    has_lines(&text, &format!("{test} && false {{\n{first}\n}}\n{SECOND}"));
    let text = resolved(&format!("{PARSE}, {}", not(&not(&is_set("Url")))));
    has_lines(&text, &format!("{test} {{\n{first}\n}}\n{SECOND}"));
}

#[test]
fn a_value_that_is_always_there_needs_no_test() {
    let text = resolved(&format!("{ENCODE}, {}", is_set("Code")));
    has_lines(&text, "};\nOk(rt::Endpoint::new(\"https://first.example\"))\n}");
    has_no(&text, "second");
    let text = resolved(&format!("{ENCODE}, {}", not(&is_set("Code"))));
    has_lines(&text, &format!("if false {{\nreturn Ok(rt::Endpoint::new(\"https://first.example\"));\n}}\n{SECOND}"));
}

#[test]
fn a_parameter_that_is_required_or_was_asked_for_is_set() {
    let text = resolved(&is_set("Region"));
    has_no(&text, "second");
    let text = resolved(&format!("{}, {}", is_set("Endpoint"), not(&is_set("Endpoint"))));
    has_lines(
        &text,
        &format!(
            "if endpoint.is_some() && false {{\nreturn Ok(rt::Endpoint::new(\"https://first.example\"));\n}}\n{SECOND}"
        ),
    );
    let text = resolved(&format!("{}, {}", is_set("Endpoint"), is_set("Endpoint")));
    has_lines(&text, "if endpoint.is_some() {");
    let text = resolved(&not(&is_set("Endpoint")));
    has_lines(&text, "if endpoint.is_none() {");
}

#[test]
fn a_name_that_nothing_declares_is_refused() {
    let message = "error[invalid-rule-value]: no parameter of the endpoint rules is called `Nothing`, and no condition before \
                   this one assigns it";
    assert_eq!(refused(&is_set("Nothing")), [message]);
    assert_eq!(refused(&not(&is_set("Nothing"))), [message]);
    // A name that is refused is reported once, and not again where the rules ask for it.
    let unknown = r#"{ "fn": "aws.region", "argv": ["x"], "assign": "Area" }"#;
    let message = "error[unsupported-rule]: endpoint rules that call `aws.region` are not supported";
    assert_eq!(refused(&format!("{unknown}, {}", is_set("Area"))), [message]);
}
