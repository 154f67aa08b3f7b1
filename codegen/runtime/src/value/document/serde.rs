//! serde's traits for documents. A document can be deserialized by serde_json only, because it is read from raw JSON.
//! Every format can serialize a document, but only serde_json a number that serde's number types cannot hold.

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::Document;
use crate::codec::json::JsonDeserializer;
use crate::schema::ShapeDeserializer as _;
use crate::value::BigDecimal;

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(value) => to.serialize_bool(*value),
            Self::Number(value) => serialize_number(value, to),
            Self::String(value) => to.serialize_str(value),
            Self::Array(values) => to.collect_seq(values),
            Self::Object(entries) => to.collect_map(entries),
        }
    }
}

/// Writes a number as an integer or a double if that does not change its text.
fn serialize_number<S: Serializer>(number: &BigDecimal, to: S) -> Result<S::Ok, S::Error> {
    let text = number.as_str();
    if let Some(value) = text.parse::<i64>().ok().filter(|value| value.to_string() == text) {
        return to.serialize_i64(value);
    }
    // serde_json writes some doubles in another form than Rust does.
    let double = number.as_f64().and_then(serde_json::Number::from_f64).filter(|double| double.to_string() == text);
    match double.and_then(|double| double.as_f64()) {
        Some(value) => to.serialize_f64(value),
        None => number.serialize(to),
    }
}

/// Reads a document from raw JSON, so that numbers of any size keep their text.
impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        JsonDeserializer::new(raw.get().as_bytes()).document().map_err(serde_core::de::Error::custom)
    }
}
