//! Reads botocore's `examples-1.json` into the model's operations.

use std::collections::HashMap;

use super::json::Node;
use crate::diagnostic::Code;
use crate::model::{Example, Model, Value};

/// Adds the examples to the operations. An operation that already has examples keeps only these.
pub(super) fn read(root: &Node<'_>, model: &mut Model) {
    let Some(all) = root.need("examples") else { return };
    let places: HashMap<String, usize> =
        model.operations.iter().enumerate().map(|(i, operation)| (operation.id.name().to_owned(), i)).collect();
    for (name, node) in all.entries() {
        let read: Vec<Example> = node.elements().filter_map(|node| example(&node)).collect();
        match places.get(name).map(|&at| &mut model.operations[at].examples) {
            Some(examples) if examples.is_empty() => *examples = read,
            Some(_) => {}
            // A warning suffices, because no code depends on it.
            None => node.at_key().warning(
                Code::UnknownOperation,
                format!("the model has no operation `{name}`, and its examples are left out"),
            ),
        }
    }
}

fn example(node: &Node<'_>) -> Option<Example> {
    node.object()?;
    let title = node.text_at("title").unwrap_or_default();
    let Some(input) = node.get("input") else {
        return Some(Example { title, input: Value::Object(Vec::new()), origin: node.origin() });
    };
    input.object()?;
    Some(Example { title, input: input.as_value(), origin: input.origin() })
}
