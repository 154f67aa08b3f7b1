//! Nonsense in `retained.json`: each value replaced by another one, or removed. Nothing panics, and each error has a place.

use codegen::{Failed, Selection, generate};
use serde_json::{Value, json};

use super::fixtures::newer;
use tests::revision::Revision;

/// The pointers to all values.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            let at = format!("{at}/{}", escaped(key));
            found.push(at.clone());
            pointers(value, &at, found);
        }),
        Value::Array(values) => values.iter().enumerate().for_each(|(i, value)| {
            let at = format!("{at}/{i}");
            found.push(at.clone());
            pointers(value, &at, found);
        }),
        _ => {}
    }
}

/// Returns the errors of a revision; empty if it is generated.
fn diagnostics(revision: &Revision) -> Vec<codegen::diagnostic::Located> {
    let options = codegen::Options {
        package: "test",
        module: "service",
        service: None,
        operations: Selection::All,
        command: "test",
        label: "model",
    };
    match revision.with(|inputs| generate(inputs, &options)) {
        Ok(_) => Vec::new(),
        Err(Failed(all)) => all,
    }
}

#[test]
fn no_mutation_of_retained_items_panics_and_every_error_has_a_place() {
    let newer = newer();
    let good: Value = serde_json::from_str(newer.retained()).expect("retained items are JSON");
    let mut all = Vec::new();
    pointers(&good, "", &mut all);
    assert!(all.len() > 200, "{} values", all.len());
    let values = [Value::Null, json!(1), json!("x"), json!([]), json!({})];
    let mut refused = 0;
    for (number, pointer) in all.iter().enumerate() {
        // Each value of the list in turn, and the value removed.
        for value in [Some(&values[number % values.len()]), None] {
            let mut mutated = good.clone();
            let (above, key) = pointer.rsplit_once('/').expect("a pointer");
            let key = key.replace("~1", "/").replace("~0", "~");
            match (mutated.pointer_mut(above).expect("a value"), value) {
                (Value::Object(map), Some(value)) => drop(map.insert(key, value.clone())),
                (Value::Object(map), None) => drop(map.shift_remove(&key)),
                (Value::Array(all), Some(value)) => all[key.parse::<usize>().expect("an index")] = value.clone(),
                (Value::Array(all), None) => drop(all.remove(key.parse().expect("an index"))),
                _ => unreachable!("only objects and lists have values below them"),
            }
            let diagnostics = diagnostics(&newer.with_retained(&format!("{mutated:#}")));
            refused += usize::from(!diagnostics.is_empty());
            for located in &diagnostics {
                assert!(located.file.is_some() && located.span.is_some(), "{pointer}: {located}");
            }
        }
    }
    assert!(refused > all.len() / 2, "{refused} of {} mutations are refused", all.len() * 2);
}
