//! A published model without its prose: facts go into the project, sentences do not.
//!
//! The format and the order stay as published, so that what comes out is read as what went in, and a new version
//! differs from the last one only in facts.

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostics, Located};
use crate::source::{Source, Sources};

/// Keys whose value is prose where it is a string. A member may be called so too; its value is an object.
const PROSE: &[&str] = &["documentation", "deprecatedMessage", "documentationUrl"];

/// What of a service is needed to give its model a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name of its folder and module: its id in lower case, without spaces.
    pub name: String,
    /// The version of its API.
    pub api_version: String,
}

/// A file of botocore's without prose: a service model, paginators, endpoint rules or partitions.
///
/// # Errors
/// A text that is not JSON.
pub fn without_prose(source: Source<'_>) -> Result<String, Vec<Located>> {
    let value = read(source)?;
    let stripped = strip(value);
    // Formatting a `Value` cannot fail: its keys are strings.
    let mut text = serde_json::to_string_pretty(&stripped).unwrap_or_default();
    text.push('\n');
    Ok(text)
}

/// Which service a `service-2.json` describes; `None` where it does not say.
///
/// # Errors
/// A text that is not JSON.
pub fn identity(source: Source<'_>) -> Result<Option<Identity>, Vec<Located>> {
    let value = read(source)?;
    let text = |key: &str| value.pointer(&format!("/metadata/{key}")).and_then(Value::as_str);
    let id = text("serviceId").or_else(|| text("endpointPrefix"));
    Ok(id.zip(text("apiVersion")).map(|(id, version)| Identity {
        name: id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase(),
        api_version: version.to_owned(),
    }))
}

fn read(source: Source<'_>) -> Result<Value, Vec<Located>> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    match sources.read(source) {
        Ok((_, value)) => Ok(value),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            Err(diagnostics.locate(&sources))
        }
    }
}

/// serde_json reads no value that is nested deeper than its limit, so that recursion is safe here.
fn strip(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let is_error_rule = map.get("type").and_then(Value::as_str) == Some("error");
            let kept = map.into_iter().filter(|(key, value)| !(PROSE.contains(&key.as_str()) && value.is_string()));
            let stripped = kept.map(|(key, value)| match value {
                // An error of the endpoint rules is a sentence. The rule stays, for it decides.
                Value::String(_) if is_error_rule && key == "error" => (key, Value::String(String::new())),
                value => (key, strip(value)),
            });
            Value::Object(stripped.collect::<Map<_, _>>())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(strip).collect()),
        other => other,
    }
}
