//! Documents: JSON values of any form, with numbers of any size.

#[cfg(feature = "serde")]
mod serde;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::{BigDecimal, NumberError};

/// A JSON value of any form, Smithy's `document` type.
///
/// A number keeps its text, so that `1e400`, integers beyond 64 bits and all digits of a decimal number survive. Values
/// nested deeper than 256 levels cannot be read or sent.
///
/// ```
/// use codegen_runtime::Document;
///
/// let document: Document = serde_json::from_str(r#"{"name": "a", "sizes": [1, 1e400]}"#).unwrap();
/// assert_eq!(document.get("name").and_then(Document::as_str), Some("a"));
/// let sizes = document.get("sizes").and_then(Document::as_array).unwrap();
/// assert_eq!(sizes[0].as_i64(), Some(1));
/// assert_eq!(sizes[1].as_number().map(|number| number.as_str()), Some("1e400"));
/// assert_eq!(Document::from(serde_json::json!([true, "b"])), Document::from([Document::from(true), "b".into()]));
/// assert!(serde_json::Value::try_from(document).is_err(), "serde_json has no number of this size");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Document {
    /// `null`.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, as it is written.
    Number(BigDecimal),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Document>),
    /// An object.
    Object(BTreeMap<String, Document>),
}

/// The deepest nesting of a document that is read or sent.
pub(crate) const MAX_DOCUMENT_DEPTH: usize = 256;

impl Document {
    /// Returns the boolean. `None` for a value of another kind.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// Returns the number. `None` for a value of another kind.
    #[must_use]
    pub fn as_number(&self) -> Option<&BigDecimal> {
        if let Self::Number(value) = self { Some(value) } else { None }
    }

    /// Returns the number as an integer. `None` for a value of another kind, and for a number that has a fraction or does not
    /// fit into 64 bits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// Returns the double that is nearest to the number. `None` for a value of another kind, and for a number that is too
    /// large.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// Returns the string. `None` for a value of another kind.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(value) = self { Some(value) } else { None }
    }

    /// Returns the elements of a list. `None` for a value of another kind.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Document]> {
        if let Self::Array(value) = self { Some(value) } else { None }
    }

    /// Returns the entries of an object. `None` for a value of another kind.
    #[must_use]
    pub fn as_object(&self) -> Option<&BTreeMap<String, Document>> {
        if let Self::Object(value) = self { Some(value) } else { None }
    }

    /// Returns the value of a key. `None` for a value that is not an object, and for a key that is absent.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Document> {
        self.as_object()?.get(key)
    }
}

macro_rules! from {
    ($($from:ty: $value:ident => $how:expr;)*) => {$(
        impl From<$from> for Document {
            fn from($value: $from) -> Self {
                $how
            }
        }
    )*};
}

from! {
    bool: value => Self::Bool(value);
    &str: value => Self::String(value.to_owned());
    String: value => Self::String(value);
    i32: value => Self::Number(i64::from(value).into());
    u32: value => Self::Number(i64::from(value).into());
    i64: value => Self::Number(value.into());
    u64: value => number(&value);
    BigDecimal: value => Self::Number(value);
    Vec<Document>: value => Self::Array(value);
    BTreeMap<String, Document>: value => Self::Object(value);
}

impl<const N: usize> From<[Document; N]> for Document {
    fn from(value: [Document; N]) -> Self {
        Self::Array(value.into())
    }
}

/// A number that is not finite is `null`, because JSON has no text for it.
impl From<f64> for Document {
    fn from(value: f64) -> Self {
        if value.is_finite() { number(&format_args!("{value:?}")) } else { Self::Null }
    }
}

impl From<Value> for Document {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(value) => number(&value),
            Value::String(value) => Self::String(value),
            Value::Array(values) => Self::Array(values.into_iter().map(Self::from).collect()),
            Value::Object(entries) => {
                Self::Object(entries.into_iter().map(|(key, value)| (key, Self::from(value))).collect())
            }
        }
    }
}

/// Parses the text of a number, which must be in the syntax of JSON.
fn number(text: &dyn fmt::Display) -> Document {
    text.to_string().parse().map_or(Document::Null, Document::Number)
}

/// Fails for a number that is beyond the range of a double. Digits beyond the precision of a double are lost, except in
/// an integer of 64 bits.
impl TryFrom<Document> for Value {
    type Error = NumberError;

    fn try_from(document: Document) -> Result<Self, NumberError> {
        Ok(match document {
            Document::Null => Self::Null,
            Document::Bool(value) => Self::Bool(value),
            Document::Number(value) => serde_json::from_str(value.as_str())
                .map(Self::Number)
                .map_err(|_| NumberError("the number is too large for serde_json"))?,
            Document::String(value) => Self::String(value),
            Document::Array(values) => {
                Self::Array(values.into_iter().map(Self::try_from).collect::<Result<_, NumberError>>()?)
            }
            Document::Object(entries) => {
                let entries = entries.into_iter().map(|(key, value)| Ok((key, Self::try_from(value)?)));
                Self::Object(entries.collect::<Result<_, NumberError>>()?)
            }
        })
    }
}
