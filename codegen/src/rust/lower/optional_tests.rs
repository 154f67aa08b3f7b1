//! Tests required members that builders do not require, in both formats.

use crate::source::Source;
use crate::{Inputs, Options, Selection, generate};

/// Generates a service of one operation and returns the text of all files.
fn generated(model: &str, overlay: Option<&str>) -> String {
    let inputs = Inputs {
        models: &[Source { name: "model.json", text: model.as_bytes() }],
        overlay: overlay.map(|text| Source { name: "overlay.json", text: text.as_bytes() }),
        ..Inputs::default()
    };
    let options =
        Options { package: "p", module: "m", service: None, operations: Selection::All, command: "c", label: "model" };
    let generated = generate(&inputs, &options).unwrap_or_else(|failed| panic!("{failed}"));
    generated.files.into_values().collect()
}

/// Returns a Smithy model whose member `size` has these traits beside `required`.
fn smithy(size: &str) -> String {
    format!(
        r#"{{ "smithy": "2.0", "shapes": {{
            "com.amazonaws.a#A": {{ "type": "service", "version": "1", "operations": [{{ "target": "com.amazonaws.a#Put" }}],
              "traits": {{ "aws.protocols#awsJson1_1": {{}}, "aws.auth#sigv4": {{ "name": "a" }},
                "aws.api#service": {{ "sdkId": "A", "endpointPrefix": "a" }} }} }},
            "com.amazonaws.a#Put": {{ "type": "operation", "input": {{ "target": "com.amazonaws.a#In" }} }},
            "com.amazonaws.a#In": {{ "type": "structure", "members": {{
              "name": {{ "target": "smithy.api#String", "traits": {{ "smithy.api#required": {{}} }} }},
              "size": {{ "target": "smithy.api#Integer", "traits": {{ "smithy.api#required": {{}} {size} }} }} }} }} }} }}"#
    )
}

/// Returns the line of the builder, which names the required members.
fn builder(text: &str) -> &str {
    let line = text.lines().find(|line| line.trim_start().starts_with("builder PutBuilder"));
    line.expect("there is a builder").trim()
}

#[test]
fn smithys_optional_members_are_not_required() {
    assert_eq!(
        builder(&generated(&smithy(""), None)),
        "builder PutBuilder<HasName: required::Name, HasSize: required::Size>"
    );
    for traits in [r#", "smithy.api#clientOptional": {}"#, r#", "smithy.api#default": 4177"#] {
        let text = generated(&smithy(traits), None);
        assert_eq!(builder(&text), "builder PutBuilder<HasName: required::Name>", "{traits}");
        let code = text.lines().filter(|line| !line.trim_start().starts_with("///"));
        assert!(!code.into_iter().any(|line| line.contains("4177")), "a default is never sent: {text}");
    }
    // Null overrides a default of the target.
    let none = generated(&smithy(r#", "smithy.api#default": null"#), None);
    assert!(builder(&none).contains("HasSize"), "{none}");
    assert!(!none.contains("the default"), "{none}");
}

#[test]
fn the_documentation_of_a_member_has_its_default() {
    let shown = |default: &str| {
        let text = generated(&smithy(&format!(r#", "smithy.api#default": {default}"#)), None);
        text.lines().filter_map(|line| line.trim_start().strip_prefix("/// An absent value")).collect::<String>()
    };
    for default in ["4177", "0", "false", "\"RED\"", "\"\"", "[]", "{}", "1.5"] {
        assert_eq!(shown(default), format!(" means the default, `{default}`."));
    }
    // Defaults that a code span cannot show.
    let long = format!("\"{}\"", "x".repeat(100));
    for default in [long.as_str(), "\"a`b\""] {
        assert_eq!(shown(default), " means the default, which the model has.");
    }
}

#[test]
fn an_overlay_makes_a_member_of_either_format_optional() {
    let botocore = r#"{ "version": "2.0",
        "metadata": { "apiVersion": "1", "endpointPrefix": "a", "protocol": "json", "jsonVersion": "1.1",
          "targetPrefix": "A", "serviceId": "A", "signatureVersion": "v4" },
        "operations": { "Put": { "name": "Put", "input": { "shape": "In" } } },
        "shapes": { "S": { "type": "string" }, "I": { "type": "integer" },
          "In": { "type": "structure", "required": ["name", "size"], "members": {
            "name": { "shape": "S" }, "size": { "shape": "I" } } } } }"#;
    let overlay = r#"{ "smithy": "2.0", "shapes": { "com.amazonaws.a#In$size": {
        "type": "apply", "traits": { "smithy.api#clientOptional": {} } } } }"#;
    for model in [botocore, &smithy("")] {
        assert!(builder(&generated(model, None)).contains("HasSize"));
        assert_eq!(builder(&generated(model, Some(overlay))), "builder PutBuilder<HasName: required::Name>");
    }
}

#[test]
fn a_label_is_always_required() {
    let model = r#"{ "smithy": "2.0", "shapes": {
        "a#A": { "type": "service", "version": "1", "operations": [{ "target": "a#Put" }],
          "traits": { "aws.protocols#restJson1": {}, "aws.auth#sigv4": { "name": "a" }, "aws.api#service": { "sdkId": "A" } } },
        "a#Put": { "type": "operation", "input": { "target": "a#In" },
          "traits": { "smithy.api#http": { "method": "POST", "uri": "/{name}" } } },
        "a#In": { "type": "structure", "members": { "name": { "target": "smithy.api#String",
          "traits": { "smithy.api#required": {}, "smithy.api#httpLabel": {}, "smithy.api#clientOptional": {} } } } } } }"#;
    assert!(builder(&generated(model, None)).contains("HasName"));
}
