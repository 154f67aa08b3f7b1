//! Suggestions for names that are nearly right, which only the first of many errors have.

use super::{Given, json_model};

/// The number of errors that have a suggestion.
const MOST: usize = 20;

/// Returns how many of the errors of a run suggest something, and how many there are.
fn suggesting(given: Given<'_>) -> (usize, usize) {
    let Err(failed) = given.generate() else { panic!("it is generated") };
    let suggests = |text: &str| text.contains("did you mean");
    (failed.0.iter().filter(|it| suggests(&it.to_string())).count(), failed.0.len())
}

/// A model whose structure has members of types that are nearly called `Thing`.
fn members(count: usize) -> String {
    let members = (0..count).map(|number| format!(r#""m{number}": {{ "shape": "Thin{number}" }}"#));
    let members = members.collect::<Vec<_>>().join(", ");
    json_model(
        r#""Put": { "name": "Put", "input": { "shape": "PutRequest" } }"#,
        &format!(
            r#""PutRequest": {{ "type": "structure", "members": {{ {members} }} }}, "Thing": {{ "type": "string" }}"#
        ),
    )
}

#[test]
fn unknown_targets_have_suggestions_up_to_a_number() {
    for (count, expected) in [(1, 1), (MOST, MOST), (MOST + 5, MOST)] {
        let model = members(count);
        assert_eq!(suggesting(Given { model: &model, ..Given::default() }), (expected, count));
    }
}

#[test]
fn members_that_are_required_have_suggestions_up_to_a_number() {
    for (count, expected) in [(1, 1), (MOST, MOST), (MOST + 5, MOST)] {
        let names = (0..count).map(|number| format!("\"siz{number}\"")).collect::<Vec<_>>().join(", ");
        let model = json_model(
            r#""Put": { "name": "Put", "input": { "shape": "PutRequest" } }"#,
            &format!(
                r#""PutRequest": {{ "type": "structure", "required": [{names}], "members": {{ "size": {{ "shape": "Text" }} }} }}"#
            ),
        );
        assert_eq!(suggesting(Given { model: &model, ..Given::default() }), (expected, count));
    }
}

#[test]
fn targets_of_an_overlay_have_suggestions_up_to_a_number() {
    let model = json_model(
        r#""Put": { "name": "Put", "input": { "shape": "PutRequest" } }"#,
        r#""PutRequest": { "type": "structure", "members": { "size": { "shape": "Thing" } } }, "Thing": { "type": "string" }"#,
    );
    for target in ["com.amazonaws.things#Thin", "com.amazonaws.things#PutRequest$siz"] {
        for (count, expected) in [(1, 1), (MOST + 5, MOST)] {
            let entry = |number| {
                format!(r#""{target}{number}": {{ "type": "apply", "traits": {{ "smithy.api#documentation": "x" }} }}"#)
            };
            let entries = (0..count).map(entry).collect::<Vec<_>>().join(", ");
            let overlay = format!(r#"{{ "smithy": "2.0", "shapes": {{ {entries} }} }}"#);
            let given = Given { model: &model, overlay: Some(&overlay), ..Given::default() };
            assert_eq!(suggesting(given), (expected, count), "{target}");
        }
    }
}
