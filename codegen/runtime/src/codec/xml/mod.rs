//! XML 1.0, after Smithy's [XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings), read and
//! written directly between bytes and shapes. The codec does not depend on protocols: a protocol decides which element
//! of a body holds the members.

mod escape;
mod names;
mod reader;
mod serializer;
mod tag;
mod text;
mod tokens;
mod values;

pub use reader::XmlDeserializer;
pub use serializer::XmlSerializer;
#[cfg(all(feature = "query", feature = "test-util"))]
pub(crate) use text::{TextDeserializer, read_texts};

use std::borrow::Cow;

use super::{Codec, CodecError, DeserializeBody, Recovery, SerializeBody};
use tokens::NOT_UTF8;

use crate::schema::{Traits, XmlNamespace};

/// The codec of XML.
#[derive(Clone, Copy, Debug, Default)]
pub struct XmlCodec {
    /// The namespace of the service. The root element has it, unless its shape or member has one of its own.
    pub namespace: Option<XmlNamespace>,
}

impl Codec for XmlCodec {
    fn media_type(&self) -> &'static str {
        "application/xml"
    }

    fn serialize(&self, traits: &Traits, write: &mut SerializeBody<'_>) -> Result<Vec<u8>, CodecError> {
        let mut serializer = XmlSerializer::new(self.namespace, traits);
        write(&mut serializer)?;
        Ok(serializer.into_bytes())
    }

    /// Reads a body. If it is only white space, there is no value, and `read` is not called. The name of the root
    /// element is not checked: botocore's models do not state it, and services send other names.
    fn deserialize_with(
        &self,
        body: &[u8],
        recovery: Option<&Recovery>,
        read: &mut DeserializeBody<'_>,
    ) -> Result<(), CodecError> {
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        let body = readable(body, recovery);
        let mut deserializer = XmlDeserializer::new(&body)?.with_recovery(recovery);
        read(&mut deserializer)?;
        deserializer.end()
    }
}

/// Returns a body for lenient deserializers: each byte that is not UTF-8 is replaced by [`NOT_UTF8`], which keeps the
/// offsets of all others. So only the text with such a byte is unreadable, and not the whole body.
pub(crate) fn readable<'a>(body: &'a [u8], recovery: Option<&Recovery>) -> Cow<'a, [u8]> {
    let is_utf16 = matches!(body, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, b'<', ..] | [b'<', 0, ..]);
    if recovery.is_none() || is_utf16 || std::str::from_utf8(body).is_ok() {
        return Cow::Borrowed(body);
    }
    let mut replaced = Vec::with_capacity(body.len());
    for chunk in body.utf8_chunks() {
        replaced.extend_from_slice(chunk.valid().as_bytes());
        replaced.extend(chunk.invalid().iter().map(|_| NOT_UTF8 as u8));
    }
    Cow::Owned(replaced)
}
