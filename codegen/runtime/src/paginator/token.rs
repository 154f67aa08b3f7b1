//! Page tokens of any type. Two tokens are the same if their JSON is.

use crate::UnreadableMember;
use crate::codec::json::JsonSerializer;
use crate::schema::{SerializeValue, ShapeValue, Structure, Traits};

/// Returns the JSON of a token. For a token that cannot be serialized, such as a map with an unknown member of a union,
/// returns the error as text; the next request fails with the same error.
pub(super) fn text(token: &dyn SerializeValue) -> String {
    let mut json = JsonSerializer::default();
    match token.serialize(&mut json, &Traits::NONE) {
        Ok(()) => String::from_utf8_lossy(&json.into_bytes()).into_owned(),
        Err(error) => error.to_string(),
    }
}

/// Returns whether the JSON is that of an empty string, list or map, or of a structure without members.
pub(super) fn is_empty(text: &str) -> bool {
    matches!(text, "\"\"" | "[]" | "{}")
}

/// Returns a token unless it is empty.
#[must_use]
pub fn present<T: ShapeValue>(token: Option<&T>) -> Option<&T> {
    token.filter(|token| !is_empty(&text(*token)))
}

/// Returns a token as a trait object.
#[must_use]
pub fn dynamic<T: ShapeValue>(token: Option<&T>) -> Option<&dyn SerializeValue> {
    token.map(|token| token as &dyn SerializeValue)
}

/// Returns the report of a value inside a token that could not be read. Without the value, the token would be another
/// one.
#[must_use]
pub fn unreadable_part<T: Structure>(output: &T, field: &str) -> Option<UnreadableMember> {
    let member = T::shared_schema().members.iter().find(|member| member.field == field)?;
    output.unreadable_members().iter().find(|report| report.explains(member.name)).cloned()
}
