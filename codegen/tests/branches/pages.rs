//! Corrections of pages and waiters that repeat what the model has.

use super::{Given, has_no, json_model};

fn model() -> String {
    let shape = |members: &str| format!(r#"{{ "type": "structure", "members": {{ {members} }} }}"#);
    let (token, size) = (r#""token": { "shape": "Text" }"#, r#""size": { "shape": "Number" }"#);
    json_model(
        r#""List": { "name": "List", "input": { "shape": "In" }, "output": { "shape": "Out" } }"#,
        &format!(
            r#""In": {}, "Out": {}, "Texts": {{ "type": "list", "member": {{ "shape": "Text" }} }}"#,
            shape(&format!("{token}, {size}")),
            shape(&format!(r#"{token}, "names": {{ "shape": "Texts" }}, "others": {{ "shape": "Texts" }}"#)),
        ),
    )
}

const PAGES: &str = r#"{ "pagination": { "List": {
  "input_token": "token", "output_token": "token", "result_key": "names", "limit_key": "size" } } }"#;

fn corrected(name: &str, value: &str) -> Vec<String> {
    let overlay = format!(
        r#"{{ "smithy": "2.0", "shapes": {{ "com.amazonaws.things#List": {{ "type": "apply", "traits": {{ "{name}": {value} }} }} }} }}"#
    );
    let waiters = r#"{ "version": 2, "waiters": { "Named": { "operation": "List", "delay": 5, "maxAttempts": 3, "acceptors": [
      { "state": "success", "matcher": "pathAny", "argument": "names", "expected": "a" } ] } } }"#;
    let model = model();
    let (paginators, waiters) = (Some(PAGES), Some(waiters));
    Given { model: &model, paginators, waiters, overlay: Some(&overlay), ..Given::default() }.messages()
}

const NEEDLESS: &str = "error[needless-correction]: this correction changes nothing: the model says so already";

#[test]
fn a_correction_that_repeats_the_pages_is_needless() {
    let pages = |rest: &str| format!(r#"{{ "inputToken": "token", "outputToken": "token"{rest} }}"#);
    let same = corrected("smithy.api#paginated", &pages(r#", "items": "names", "pageSize": "size""#));
    assert_eq!(same, [NEEDLESS]);
    for other in [r#", "items": "others", "pageSize": "size""#, r#", "items": "names""#, r#", "pageSize": "size""#] {
        assert_eq!(corrected("smithy.api#paginated", &pages(other)), <[&str; 0]>::default(), "{other}");
    }
}

/// The file of the operation has no map of its own: the pages have the map's entries, whose values are maps.
#[test]
fn the_entries_of_a_map_of_maps_import_the_type_of_their_values() {
    let entries = |value: &str| {
        let model = json_model(
            r#""List": { "name": "List", "input": { "shape": "In" }, "output": { "shape": "Out" } }"#,
            &format!(
                r#""In": {{ "type": "structure", "members": {{ "token": {{ "shape": "Text" }} }} }},
  "Out": {{ "type": "structure", "members": {{ "token": {{ "shape": "Text" }}, "found": {{ "shape": "Found" }} }} }},
  "Found": {{ "type": "structure", "members": {{ "things": {{ "shape": "Things" }} }} }},
  "Things": {{ "type": "map", "key": {{ "shape": "Text" }}, "value": {{ "shape": "{value}" }} }},
  "Tags": {{ "type": "map", "key": {{ "shape": "Text" }}, "value": {{ "shape": "Text" }} }}"#
            ),
        );
        let pages = r#"{ "pagination": { "List": { "input_token": "token", "output_token": "token", "result_key": "found.things" } } }"#;
        Given { model: &model, paginators: Some(pages), ..Given::default() }.file("operation/list.rs")
    };
    let import = "use std::collections::BTreeMap;";
    let text = entries("Tags");
    assert!(text.contains(import) && text.contains("BTreeMap<String, String>"), "{text}");
    has_no(&entries("Text"), import);
}
