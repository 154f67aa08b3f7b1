//! Codecs: one for each format, over the traits of [`schema`](crate::schema). A codec does not depend on protocols or
//! operations.

#[cfg(feature = "cbor")]
pub mod cbor;
mod debug;
mod equal;
mod error;
pub mod json;
#[cfg(feature = "query")]
pub mod query;
mod recovery;
#[cfg(feature = "serde")]
pub mod serde;
#[cfg(feature = "xml")]
pub mod xml;

pub use debug::{Redacted, debug};
pub use equal::equal;
pub use error::CodecError;
pub(crate) use error::Step;
pub use recovery::{MAX_REPORTS, Recovery, UnreadableMember, UnreadableMembers};

use crate::schema::{ShapeDeserializer, ShapeSerializer, Traits};

/// A format for the bodies of requests and responses.
pub trait Codec: Sync {
    /// Returns the media type of a body.
    fn media_type(&self) -> &'static str;

    /// Writes a body. `write` passes the value to the serializer. `traits` are those of the member that is the body; a
    /// body that is a whole structure has none.
    ///
    /// # Errors
    /// The format cannot represent the value.
    fn serialize(&self, traits: &Traits, write: &mut SerializeBody<'_>) -> Result<Vec<u8>, CodecError>;

    /// Reads a body. It must not be empty.
    ///
    /// # Errors
    /// The body is not of the format, or `read` fails.
    fn deserialize(&self, body: &[u8], read: &mut DeserializeBody<'_>) -> Result<(), CodecError> {
        self.deserialize_with(body, None, read)
    }

    /// Reads a body as [`deserialize`](Self::deserialize) does. With a [`Recovery`], members, elements and entries that
    /// cannot be read are left out and reported.
    ///
    /// # Errors
    /// The body is not of the format or breaks off, or `read` fails.
    fn deserialize_with(
        &self,
        body: &[u8],
        recovery: Option<&Recovery>,
        read: &mut DeserializeBody<'_>,
    ) -> Result<(), CodecError>;
}

/// Writes one value.
pub type SerializeBody<'a> = dyn FnMut(&mut dyn ShapeSerializer) -> Result<(), CodecError> + 'a;

/// Reads one value.
pub type DeserializeBody<'a> = dyn FnMut(&mut dyn ShapeDeserializer) -> Result<(), CodecError> + 'a;

/// The deepest nesting of structures, lists and maps that codecs read.
pub const MAX_DEPTH: usize = 128;

/// Returns the name of a number that is not finite, as the protocols write it: `NaN`, `Infinity` or `-Infinity`.
pub(crate) fn non_finite(value: f64) -> &'static str {
    match value {
        value if value.is_nan() => "NaN",
        value if value > 0.0 => "Infinity",
        _ => "-Infinity",
    }
}

/// Parses the name of a number that is not finite; `None` for any other text.
pub(crate) fn parse_non_finite(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}
