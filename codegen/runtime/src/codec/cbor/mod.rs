//! CBOR (RFC 8949) as the protocol `rpcv2Cbor` uses it, read and written directly between bytes and shapes.
//!
//! The reader is not taken from a library: libraries check unknown members less strictly than known ones, and do not
//! report the byte at which a body is invalid. Its memory use is proportional to the body, whatever lengths the body
//! declares.

mod big_number;
mod deserializer;
mod item;
mod serializer;
mod skip;
#[cfg(test)]
#[allow(
    unreachable_pub,
    dead_code,
    reason = "the macros define public types, which tests neither export nor use in full"
)]
mod tests;

pub use deserializer::CborDeserializer;
pub use serializer::CborSerializer;

use super::{Codec, CodecError, DeserializeBody, Recovery, SerializeBody};
use crate::schema::Traits;

/// The codec of CBOR.
///
/// Documents are not part of the protocol, and are neither written nor read. A number of any size has at most 2,466
/// digits. See [`ShapeSerializer::big_number`](crate::schema::ShapeSerializer::big_number).
#[derive(Clone, Copy, Debug)]
pub struct CborCodec;

impl Codec for CborCodec {
    fn media_type(&self) -> &'static str {
        "application/cbor"
    }

    fn serialize(&self, _: &Traits, write: &mut SerializeBody<'_>) -> Result<Vec<u8>, CodecError> {
        let mut serializer = CborSerializer::default();
        write(&mut serializer)?;
        Ok(serializer.into_bytes())
    }

    /// For a body of null or undefined, `read` is not called.
    fn deserialize_with(
        &self,
        body: &[u8],
        recovery: Option<&Recovery>,
        read: &mut DeserializeBody<'_>,
    ) -> Result<(), CodecError> {
        let mut deserializer = CborDeserializer::new(body);
        deserializer.recovery = recovery;
        if !deserializer.is_empty()? {
            read(&mut deserializer)?;
        }
        deserializer.end()
    }
}
