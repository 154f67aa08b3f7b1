//! The values of suites in the JSON that generated types read and write: suites have members by their names in the
//! model, blobs as texts and timestamps as epoch seconds, whatever they look like on the wire.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// The value of a structure, as its type has it.
pub(super) fn structure(shapes: &Value, shape: &str, value: &Value) -> Value {
    of_shape(shapes, &json!({ "shape": shape }), value)
}

/// The value of what a member refers to.
fn of_shape(shapes: &Value, member: &Value, value: &Value) -> Value {
    let name = member["shape"].as_str().unwrap_or_default();
    let shape = &shapes[name];
    match shape["type"].as_str().unwrap_or_default() {
        _ if value.is_null() => Value::Null,
        "structure" if shape["document"] == true => value.clone(),
        "structure" => match value.as_object() {
            Some(members) => Value::from(members_of(shapes, shape, members)),
            None => value.clone(),
        },
        "list" => match value.as_array() {
            Some(elements) => {
                // A list stands where its member does, so that timestamps in it have the format of that place.
                let mut element = shape["member"].clone();
                for key in ["location", "timestampFormat"].iter().filter(|key| member.get(**key).is_some()) {
                    element[*key] = member[*key].clone();
                }
                elements.iter().map(|it| of_shape(shapes, &element, it)).collect()
            }
            None => value.clone(),
        },
        "map" => match value.as_object() {
            Some(entries) => {
                let entries = entries.iter().map(|(key, it)| (key.clone(), of_shape(shapes, &shape["value"], it)));
                Value::from(entries.collect::<Map<_, _>>())
            }
            None => value.clone(),
        },
        "blob" => value.as_str().map_or_else(|| value.clone(), |text| Value::from(STANDARD.encode(text))),
        "timestamp" => timestamp(member, shape, value),
        // Suites may have the value itself of a text that is JSON.
        _ if member["jsonvalue"] == true && !value.is_string() => Value::from(value.to_string()),
        _ => value.clone(),
    }
}

fn members_of(shapes: &Value, shape: &Value, members: &Map<String, Value>) -> Map<String, Value> {
    let member = |(name, value): (&String, &Value)| {
        let member = &shape["members"][name];
        let bound = member.get("location").is_some() || shape["payload"] == name.as_str();
        let called = member["locationName"].as_str().filter(|_| !bound).unwrap_or(name);
        (called.to_owned(), of_shape(shapes, member, value))
    };
    members.iter().map(member).collect()
}

/// A timestamp in the format that it has where it stands.
fn timestamp(member: &Value, shape: &Value, value: &Value) -> Value {
    let by_place = match member["location"].as_str() {
        Some("header") => "rfc822",
        Some("uri" | "querystring") => "iso8601",
        _ => "unixTimestamp",
    };
    let format = member["timestampFormat"].as_str().or_else(|| shape["timestampFormat"].as_str()).unwrap_or(by_place);
    let time = value.as_f64().and_then(time);
    match (format, time) {
        ("iso8601", Some(time)) => Value::from(time.to_string()),
        ("rfc822", Some(time)) => Value::from(time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        _ => value.clone(),
    }
}

#[allow(clippy::cast_possible_truncation, reason = "out of range saturates, and is then refused")]
fn time(seconds: f64) -> Option<jiff::Timestamp> {
    jiff::Timestamp::from_millisecond((seconds * 1000.0).round() as i64).ok()
}
