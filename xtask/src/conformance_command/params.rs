//! The values of suites in the JSON that generated types read and write: suites have members by their names in the
//! model, blobs as texts and timestamps as epoch seconds, whatever they look like on the wire.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::suite::{Format, Suite};

/// The value of an operation's input or output, or of an error, as its type has it.
pub(super) fn structure(suite: &Suite, shape: &str, value: &Value) -> Value {
    let values = Values { shapes: suite.shapes(), format: suite.format() };
    match value.as_object() {
        Some(members) => values.members(&suite.shapes()[shape], members, true),
        None => value.clone(),
    }
}

/// The values of one suite.
#[derive(Clone, Copy)]
struct Values<'a> {
    shapes: &'a Value,
    format: Format,
}

impl Values<'_> {
    /// The members of a structure. Only those of a message itself are bound to places outside the body.
    fn members(self, shape: &Value, members: &Map<String, Value>, is_message: bool) -> Value {
        let member = |(name, value): (&String, &Value)| {
            let member = &shape["members"][name];
            let is_bound = member.get("location").is_some() || shape["payload"] == name.as_str();
            let has_name = self.format == Format::Json && !is_bound;
            let called = member["locationName"].as_str().filter(|_| has_name).unwrap_or(name);
            let location = member["location"].as_str().filter(|_| is_message);
            (called.to_owned(), self.value(member, location, value))
        };
        Value::from(members.iter().map(member).collect::<Map<_, _>>())
    }

    /// The value of what a member refers to. What is in a list or a map stands where that does.
    fn value(self, member: &Value, location: Option<&str>, value: &Value) -> Value {
        let shape = &self.shapes[member["shape"].as_str().unwrap_or_default()];
        match shape["type"].as_str().unwrap_or_default() {
            _ if value.is_null() => Value::Null,
            "structure" if shape["document"] == true => value.clone(),
            "structure" => match value.as_object() {
                Some(members) => self.members(shape, members, false),
                None => value.clone(),
            },
            "list" => match value.as_array() {
                Some(elements) => {
                    let element = inherited(member, &shape["member"]);
                    elements.iter().map(|it| self.value(&element, location, it)).collect()
                }
                None => value.clone(),
            },
            "map" => match value.as_object() {
                Some(entries) => {
                    let entry = |(key, it): (&String, &Value)| (key.clone(), self.value(&shape["value"], location, it));
                    Value::from(entries.iter().map(entry).collect::<Map<_, _>>())
                }
                None => value.clone(),
            },
            "blob" => value.as_str().map_or_else(|| value.clone(), |text| Value::from(STANDARD.encode(text))),
            "timestamp" => self.timestamp(member, location, shape, value),
            // Suites may have the value itself of a text that is JSON.
            _ if member["jsonvalue"] == true && !value.is_string() => Value::from(value.to_string()),
            _ => value.clone(),
        }
    }

    /// A timestamp in the form that its type has: a number of seconds, unless the place has another form than the
    /// protocol's bodies.
    fn timestamp(self, member: &Value, location: Option<&str>, shape: &Value, value: &Value) -> Value {
        let by_place = match location {
            Some("header" | "headers") => Some("rfc822"),
            Some("uri" | "querystring") => Some("iso8601"),
            _ => None,
        };
        let explicit = member["timestampFormat"].as_str().or_else(|| shape["timestampFormat"].as_str());
        let is_of_body = by_place.is_none() && self.body_format().is_none_or(|it| explicit == Some(it));
        let format = explicit.or(by_place).filter(|_| !is_of_body);
        match (format, value.as_f64().and_then(time)) {
            (Some("iso8601"), Some(time)) => Value::from(time.to_string()),
            (Some("rfc822"), Some(time)) => Value::from(time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()),
            _ => value.clone(),
        }
    }

    /// The form of timestamps in bodies; nothing where they have one only.
    fn body_format(self) -> Option<&'static str> {
        match self.format {
            Format::Json => Some("unixTimestamp"),
            Format::Xml | Format::Form => Some("iso8601"),
            Format::Cbor => None,
        }
    }
}

/// An element of a list, with the form of timestamps that the list's member has.
fn inherited(member: &Value, element: &Value) -> Value {
    let mut element = element.clone();
    if let Some(format) = member.get("timestampFormat") {
        element["timestampFormat"] = format.clone();
    }
    element
}

#[allow(clippy::cast_possible_truncation, reason = "out of range saturates, and is then refused")]
fn time(seconds: f64) -> Option<jiff::Timestamp> {
    jiff::Timestamp::from_millisecond((seconds * 1000.0).round() as i64).ok()
}
