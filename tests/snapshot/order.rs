//! A model with its keys in another order wherever order means nothing: in the root, the metadata, and what is said
//! about an operation, shape or member. The order of operations, shapes and members themselves decides names.

use serde_json::{Map, Value};

/// The model with those keys in reverse.
pub(crate) fn reversed(model: &[u8]) -> Vec<u8> {
    let mut model: Value = serde_json::from_slice(model).expect("a fixture is JSON");
    let root = model.as_object_mut().expect("a fixture is an object");
    for (name, part) in root.iter_mut() {
        match name.as_str() {
            "metadata" => *part = reverse(part),
            "operations" | "shapes" => each(part, described),
            _ => {}
        }
    }
    reverse(&model).to_string().into_bytes()
}

/// An operation or shape, whose `members` keep their order.
fn described(it: &mut Value) {
    if let Some(members) = it.get_mut("members") {
        each(members, |member| *member = reverse(member));
    }
    *it = reverse(it);
}

fn each(values: &mut Value, change: fn(&mut Value)) {
    values.as_object_mut().into_iter().flat_map(Map::values_mut).for_each(change);
}

fn reverse(value: &Value) -> Value {
    let Some(map) = value.as_object() else { return value.clone() };
    let entries: Vec<_> = map.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    Value::Object(entries.into_iter().rev().collect())
}
