//! JSON (RFC 8259), read and written directly between bytes and shapes.

mod number;
mod reader;
mod scan;
mod serializer;
mod skip;
mod text;

pub use reader::JsonDeserializer;
pub use serializer::JsonSerializer;

use super::{Codec, CodecError, DeserializeBody, Recovery, SerializeBody};
use crate::schema::Traits;

/// The codec of JSON.
#[derive(Clone, Copy, Debug)]
pub struct JsonCodec;

impl Codec for JsonCodec {
    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn serialize(&self, _: &Traits, write: &mut SerializeBody<'_>) -> Result<Vec<u8>, CodecError> {
        let mut serializer = JsonSerializer::default();
        write(&mut serializer)?;
        Ok(serializer.into_bytes())
    }

    /// A body of `null` or of white space holds no value, and is not handed to `read`.
    fn deserialize_with(
        &self,
        body: &[u8],
        recovery: Option<&Recovery>,
        read: &mut DeserializeBody<'_>,
    ) -> Result<(), CodecError> {
        let mut deserializer = JsonDeserializer::new(body).with_recovery(recovery);
        if !deserializer.is_empty()? {
            read(&mut deserializer)?;
        }
        deserializer.end()
    }
}

/// Returns the integer that a text is, also where it is written with a fraction or an exponent: `10`, `10.0` and `1e1` are
/// one number. `None` where the number has a fraction or is beyond 64 bits.
pub(crate) fn integer(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| is_number(text).then(|| number::integer(text)).flatten())
}

/// Returns whether a text is one number as JSON writes them.
pub(crate) fn is_number(text: &str) -> bool {
    number::number_end(text.as_bytes(), 0) == Some(text.len())
}
