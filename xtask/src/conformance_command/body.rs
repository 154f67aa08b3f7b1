//! Bodies of requests beside those that cases expect, each in the format of the suite's protocol.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::suite::{Format, Suite};
use super::xml::EntryNames;
use super::{cbor, form, xml};

/// Returns what a body says and what is expected of it, for people to compare; nothing where they say the same.
pub(super) fn difference(suite: &Suite, expected: &str, found: &[u8]) -> Option<(String, String)> {
    let as_text = String::from_utf8_lossy(found).into_owned();
    match suite.format() {
        Format::Json => json(expected, &as_text),
        Format::Xml => {
            let names = entry_names(suite.shapes());
            let text = |body: &str| xml::normalized(body, &names).unwrap_or_else(|_| body.to_owned());
            different(text(expected), text(&as_text))
        }
        Format::Form => {
            let names = entry_names(suite.shapes());
            different(form::normalized(expected, &names), form::normalized(&as_text, &names))
        }
        Format::Cbor => cbor(expected, found),
    }
}

fn different(expected: String, found: String) -> Option<(String, String)> {
    (expected != found).then_some((expected, found))
}

/// Bodies that are not JSON are compared as they are.
fn json(expected: &str, found: &str) -> Option<(String, String)> {
    match (serde_json::from_str::<Value>(expected), serde_json::from_str::<Value>(found)) {
        (Ok(expected), Ok(found)) if same(&expected, &found) => None,
        _ => different(expected.to_owned(), found.to_owned()),
    }
}

/// Suites have bodies of CBOR in base64.
fn cbor(expected: &str, found: &[u8]) -> Option<(String, String)> {
    let expected = STANDARD.decode(expected.trim()).unwrap_or_default();
    if expected.is_empty() || found.is_empty() {
        return different(STANDARD.encode(&expected), STANDARD.encode(found));
    }
    match (cbor::decoded(&expected), cbor::decoded(found)) {
        (Ok(expected), Ok(found)) if same(&expected, &found) => None,
        (expected, found) => {
            let text = |value: anyhow::Result<Value>| match value {
                Ok(value) => serde_json::to_string_pretty(&value).unwrap_or_default(),
                Err(error) => format!("the body is not CBOR: {error}"),
            };
            Some((text(expected), text(found)))
        }
    }
}

/// The names that the maps of a model have for their keys and values in XML.
fn entry_names(shapes: &Value) -> EntryNames {
    let maps = shapes.as_object().into_iter().flat_map(Map::values).filter(|shape| shape["type"] == "map");
    let name = |shape: &Value, of: &str| shape[of]["locationName"].as_str().unwrap_or(of).to_owned();
    maps.map(|shape| (name(shape, "key"), name(shape, "value"))).collect()
}

/// Returns whether two values are equal. Numbers are compared by value, and a null member counts as absent.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| a == b),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            let covers = |a: &Map<String, Value>, b: &Map<String, Value>| {
                a.iter().all(|(key, value)| same(value, b.get(key).unwrap_or(&Value::Null)))
            };
            covers(a, b) && covers(b, a)
        }
        (a, b) => a == b,
    }
}
