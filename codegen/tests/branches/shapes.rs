//! Values of enums of Smithy 1.0, and bindings to HTTP that cannot be sent.

use codegen::Inputs;
use codegen::source::Source;

use super::{Given, has_lines};

/// Returns a model of Smithy's with one operation, whose input has these members, and further shapes.
fn model(uri: &str, members: &str, shapes: &str) -> String {
    format!(
        r#"{{ "smithy": "2.0", "shapes": {{
  "a.b#Things": {{ "type": "service", "version": "1", "operations": [{{ "target": "a.b#Put" }}],
    "traits": {{ "aws.api#service": {{ "sdkId": "Things" }}, "aws.protocols#restJson1": {{}} }} }},
  "a.b#Put": {{ "type": "operation", "input": {{ "target": "a.b#PutInput" }},
    "traits": {{ "smithy.api#http": {{ "method": "PUT", "uri": "{uri}" }} }} }},
  "a.b#PutInput": {{ "type": "structure", "members": {{ {members} }} }},
  "a.b#Map": {{ "type": "map", "key": {{ "target": "smithy.api#String" }}, "value": {{ "target": "smithy.api#String" }} }}
  {shapes} }} }}"#
    )
}

/// Returns the model of an input with a member of an enum with these values.
fn colours(values: &str) -> String {
    let shape = format!(r#", "a.b#Colour": {{ "type": "string", "traits": {{ "smithy.api#enum": [{values}] }} }}"#);
    model("/", r#""colour": { "target": "a.b#Colour" }"#, &shape)
}

#[test]
fn values_of_an_older_enum_that_collide_get_names_of_their_own() {
    let model = colours(
        r#"{ "value": "a-b", "name": "A_B" }, { "value": "a.b" }, { "value": "a b", "name": "A_B" }, { "value": "a/b" },
          { "value": "c", "name": "no name" }, { "value": "1x" }, { "value": "*" }"#,
    );
    let text = Given { model: &model, ..Given::default() }.file("enums.rs");
    has_lines(&text, "AMinusB = \"a-b\",\nADotB = \"a.b\",\n/// The value `a b`.\nASpaceB = (plain \"a b\"),");
    // The names in a converted model are those that are given and free, and otherwise come from the values.
    let models = [Source { name: "model.json", text: model.as_bytes() }];
    let converted = codegen::convert(&Inputs { models: &models, ..Inputs::default() }, None);
    let converted = converted.unwrap_or_else(|failed| panic!("{failed}"));
    let converted: serde_json::Value = serde_json::from_str(&converted).expect("JSON");
    let members = converted["shapes"]["a.b#Colour"]["members"].as_object().expect("an enum");
    let value = |member: &serde_json::Value| member["traits"]["smithy.api#enumValue"].as_str().map(str::to_owned);
    let members: Vec<_> = members.iter().map(|(name, member)| (name.as_str(), value(member))).collect();
    let expected = [
        ("A_B", "a-b"),
        ("a_b", "a.b"),
        ("a_b_2", "a b"),
        ("a_b_3", "a/b"),
        ("c", "c"),
        ("_1x", "1x"),
        ("__VALUE", "*"),
    ];
    let expected = expected.map(|(name, value)| (name, Some(value.to_owned())));
    assert_eq!(members, expected);
}

#[test]
fn a_value_of_an_older_enum_is_there_once() {
    let model = colours(r#"{ "value": "a", "name": "A" }, { "value": "b" }, { "value": "a" }"#);
    let messages = Given { model: &model, ..Given::default() }.messages();
    assert_eq!(messages, ["error[duplicate-value]: the enum has the value `a` twice"]);
}

/// Returns the messages about an input with one member.
fn bound(uri: &str, target: &str, traits: &str) -> Vec<String> {
    let model = model(uri, &format!(r#""one": {{ "target": "{target}", "traits": {{ {traits} }} }}"#), "");
    Given { model: &model, ..Given::default() }.messages()
}

#[test]
fn the_prefix_of_headers_is_empty_or_the_start_of_a_name() {
    let prefix = |prefix: &str| bound("/", "a.b#Map", &format!(r#""smithy.api#httpPrefixHeaders": "{prefix}""#));
    for name in ["", "x-", "X-Meta-", "_"] {
        assert_eq!(prefix(name), <[&str; 0]>::default(), "{name}");
    }
    for name in ["a b", "a:", "é", "x/"] {
        let message = format!("error[invalid-binding]: `{name}` cannot be the name of a header");
        assert_eq!(prefix(name), [message], "{name}");
    }
}

#[test]
fn a_label_is_required() {
    let (label, required) = (r#""smithy.api#httpLabel": {}"#, r#""smithy.api#required": {}"#);
    let string = "smithy.api#String";
    assert_eq!(bound("/{one}", string, &format!("{label}, {required}")), <[&str; 0]>::default());
    for uri in ["/{one}", "/{one+}", "/a/{one}/b"] {
        let message = "error[invalid-binding]: `one` is part of the URI and is not required";
        assert_eq!(bound(uri, string, label), [message], "{uri}");
    }
    let unbound = "error[invalid-binding]: nothing fills the label `one` of the URI";
    assert_eq!(bound("/{one}", string, required), [unbound]);
    let unused = "error[invalid-binding]: `one` fills a label that the URI does not have";
    assert_eq!(bound("/", string, &format!("{label}, {required}")), [unused]);
}

#[test]
fn local_traits_stay_with_their_mixin() {
    let of = |local: &str| {
        let members = r#""one": { "target": "a.b#Inner" }"#;
        let shapes = format!(
            r#", "a.b#Mixed": {{ "type": "structure", "members": {{}}, "traits": {{ "smithy.api#documentation": "Of the mixin.",
                "smithy.api#mixin": {{ {local} }} }} }},
              "a.b#Inner": {{ "type": "structure", "mixins": [{{ "target": "a.b#Mixed" }}], "members": {{}} }}"#
        );
        Given { model: &model("/", members, &shapes), ..Given::default() }.file("types.rs")
    };
    assert!(of("").contains("Of the mixin."));
    assert!(!of(r#""localTraits": ["smithy.api#documentation"]"#).contains("Of the mixin."));
}
