//! Changes that are found below lists, maps and pages.

use codegen::diff::{ChangeCode, Options, Report, diff};
use codegen::source::Source;
use codegen::{Inputs, Selection};

/// A model with one operation, whose traits and shapes are given.
fn model(traits: &str, shapes: &str) -> String {
    format!(
        r#"{{ "smithy": "2.0", "shapes": {{
  "a.b#Things": {{ "type": "service", "version": "1", "operations": [{{ "target": "a.b#List" }}],
    "traits": {{ "aws.api#service": {{ "sdkId": "Things" }}, "aws.protocols#awsJson1_1": {{}} }} }},
  "a.b#List": {{ "type": "operation", "input": {{ "target": "a.b#ListInput" }}, "output": {{ "target": "a.b#ListOutput" }},
    "traits": {{ {traits} }} }},
  "a.b#ListOutput": {{ "type": "structure", "members": {{ "next": {{ "target": "smithy.api#String" }}, "all": {{ "target": "a.b#All" }} }} }},
  "a.b#All": {{ "type": "list", "member": {{ "target": "smithy.api#String" }} }},
  {shapes} }} }}"#
    )
}

fn report(old: &str, new: &str) -> Report {
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let (old, new) = ([Source { name: "old", text: old }], [Source { name: "new", text: new }]);
    let inputs = |models| Inputs { models, ..Inputs::default() };
    let (old_operations, new_operations) = (Selection::All, Selection::All);
    let options = Options { module: "things", old_operations, new_operations, skip_unknown: false };
    diff(&inputs(&old), &inputs(&new), &options).unwrap_or_else(|failed| panic!("{failed}"))
}

#[test]
fn limits_of_what_is_in_lists_and_maps_are_compared() {
    let of = |kind: &str, length: u32| {
        let text = r#"{ "target": "a.b#Text" }"#;
        let plain = r#"{ "target": "smithy.api#String" }"#;
        let inner = match kind {
            "list" => format!(r#""type": "list", "member": {text}"#),
            "key" => format!(r#""type": "map", "key": {text}, "value": {plain}"#),
            _ => format!(r#""type": "map", "key": {plain}, "value": {text}"#),
        };
        model(
            "",
            &format!(
                r#""a.b#ListInput": {{ "type": "structure", "members": {{ "outer": {{ "target": "a.b#Outer" }} }} }},
  "a.b#Outer": {{ "type": "list", "member": {{ "target": "a.b#Inner" }} }}, "a.b#Inner": {{ {inner} }},
  "a.b#Text": {{ "type": "string", "traits": {{ "smithy.api#length": {{ "max": {length} }} }} }}"#
            ),
        )
    };
    let sides = report(&of("list", 1), &of("list", 1));
    assert_eq!((sides.old.operations, sides.new.operations), (1, 1));
    for kind in ["list", "key", "value"] {
        let report = report(&of(kind, 100), &of(kind, 50));
        let codes: Vec<ChangeCode> = report.changes.iter().map(|change| change.code).collect();
        assert_eq!(codes, [ChangeCode::LengthTightened], "{kind}");
    }
}

#[test]
fn the_items_of_pages_come_and_go() {
    let shapes =
        r#""a.b#ListInput": { "type": "structure", "members": { "next": { "target": "smithy.api#String" } } }"#;
    let of = |items: &str| {
        let pages = format!(r#""smithy.api#paginated": {{ "inputToken": "next", "outputToken": "next"{items} }}"#);
        model(&pages, shapes)
    };
    let (without, with) = (of(""), of(r#", "items": "all""#));
    for (old, new, text) in [
        (&without, &with, "there is a stream of items now; pages are read as before"),
        (&with, &without, "there is no stream of items any more; pages are read as before"),
    ] {
        let report = report(old, new);
        let change = report.changes.iter().find(|change| change.code == ChangeCode::PageItemsChanged);
        let change = change.unwrap_or_else(|| panic!("{}", report.json()));
        assert!(change.effects.iter().any(|(_, effect)| effect == text), "{:?}", change.effects);
    }
}

/// The rows of each kind of type, as they were and as they are.
#[test]
fn a_type_is_shown_as_it_was_and_as_it_is() {
    let of = |member: &str, value: &str, number: &str| {
        let string = r#"{ "target": "smithy.api#String" }"#;
        let unit = |value: &str| {
            format!(r#"{{ "target": "smithy.api#Unit", "traits": {{ "smithy.api#enumValue": {value} }} }}"#)
        };
        model(
            "",
            &format!(
                r#""a.b#ListInput": {{ "type": "structure", "members": {{ "inner": {{ "target": "a.b#Inner" }},
    "either": {{ "target": "a.b#Either" }}, "colour": {{ "target": "a.b#Colour" }}, "size": {{ "target": "a.b#Size" }} }} }},
  "a.b#Inner": {{ "type": "structure", "members": {{ "one": {string}, "{member}": {string} }} }},
  "a.b#Either": {{ "type": "union", "members": {{ "one": {string}, "{member}": {string} }} }},
  "a.b#Colour": {{ "type": "enum", "members": {{ "RED": {}, "{value}": {} }} }},
  "a.b#Size": {{ "type": "intEnum", "members": {{ "ONE": {}, "{value}": {} }} }}"#,
                unit("\"red\""),
                unit(&format!("\"{value}\"")),
                unit("1"),
                unit(number),
            ),
        )
    };
    let report = report(&of("two", "GREEN", "2"), &of("three", "BLUE", "3"));
    let rows = |path: &str| {
        let view = report.views.iter().find(|view| view.path == path);
        let view = view.unwrap_or_else(|| panic!("{path} is not among {:?}", report.views));
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        view.rows.iter().map(|row| [text(&row.old), text(&row.new)]).collect::<Vec<_>>()
    };
    let expected = |rows: [[&str; 2]; 3]| rows.map(|row| row.map(str::to_owned));
    assert_eq!(
        rows("types::Inner"),
        expected([["one: String", "one: String"], ["", "three: String"], ["two: String", ""]])
    );
    assert_eq!(
        rows("types::Either"),
        expected([["One(String)", "One(String)"], ["", "Three(String)"], ["Two(String)", ""]])
    );
    assert_eq!(
        rows("types::Colour"),
        expected([["Red = red", "Red = red"], ["", "Blue = BLUE"], ["Green = GREEN", ""]])
    );
    assert_eq!(rows("types::Size"), expected([["One = 1", "One = 1"], ["", "Blue = 3"], ["Green = 2", ""]]));
}
