//! JSON (RFC 8259), read and written directly between bytes and shapes.

mod number;
mod reader;
mod scan;
mod serializer;
mod skip;
mod text;

pub use reader::JsonDeserializer;
pub use serializer::JsonSerializer;

use super::{Codec, CodecError, DeserializeBody, SerializeBody};
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
    fn deserialize(&self, body: &[u8], read: &mut DeserializeBody<'_>) -> Result<(), CodecError> {
        let mut deserializer = JsonDeserializer::new(body);
        if !deserializer.is_empty()? {
            read(&mut deserializer)?;
        }
        deserializer.end()
    }
}

/// Returns whether a text is one number as JSON writes them.
pub(crate) fn is_number(text: &str) -> bool {
    number::number_end(text.as_bytes(), 0) == Some(text.len())
}
