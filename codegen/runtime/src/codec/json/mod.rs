//! JSON (RFC 8259), read and written directly between bytes and shapes.

pub(crate) mod number;
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

    /// For a body of `null` or of white space, `read` is not called.
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
