//! JSON documents in which one place is other than it should be. It knows no operation.

use serde_json::Value;

/// The JSON pointers of all values below the root, those of the outer ones first.
pub(crate) fn places(document: &Value) -> Vec<String> {
    let mut all = Vec::new();
    gather(document, "", &mut all);
    all
}

fn gather(value: &Value, at: &str, all: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (format!("{at}/{name}"), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(i, value)| (format!("{at}/{i}"), value)).collect(),
        _ => Vec::new(),
    };
    for (at, value) in inner {
        all.push(at.clone());
        gather(value, &at, all);
    }
}

/// The document with another value at a place.
pub(crate) fn with(document: &Value, place: &str, value: Value) -> Value {
    let mut document = document.clone();
    *document.pointer_mut(place).expect(place) = value;
    document
}

/// The document's text with another text at a place, which need not be a JSON value that we can hold.
pub(crate) fn with_text(document: &Value, place: &str, text: &str) -> String {
    const HERE: &str = "the place in question";
    with(document, place, Value::from(HERE)).to_string().replace(&format!("\"{HERE}\""), text)
}

/// The document without what is at a place.
pub(crate) fn without(document: &Value, place: &str) -> Value {
    let mut document = document.clone();
    let (parent, last) = place.rsplit_once('/').expect(place);
    match document.pointer_mut(parent).expect(parent) {
        Value::Object(members) => members.remove(last).expect(place),
        Value::Array(list) => list.remove(last.parse().expect(place)),
        other => panic!("nothing is in {other}"),
    };
    document
}

/// The path of a place as messages have it: `device: cpu: clock`.
pub(crate) fn path(place: &str) -> String {
    let mut path = String::new();
    for step in place.split('/').filter(|step| !step.is_empty()) {
        match step.parse::<usize>() {
            Ok(index) => path.push_str(&format!("[{index}]")),
            Err(_) => path.push_str(&format!("{}{step}", if path.is_empty() { "" } else { "." })),
        }
    }
    path
}

/// The last member's name in a place.
pub(crate) fn member(place: &str) -> &str {
    place.rsplit('/').find(|step| step.parse::<usize>().is_err()).unwrap_or_default()
}
