//! XML 1.0, after Smithy's [XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings), read and
//! written directly between bytes and shapes. The codec knows no protocol: a protocol decides which element of a body
//! holds the members.

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

use super::{Codec, CodecError, DeserializeBody, SerializeBody};
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

    /// Reads a body. One of white space holds no value, and is not handed to `read`. The name of the root element is
    /// not compared with the model's: botocore's models do not have it, and services send other names.
    fn deserialize(&self, body: &[u8], read: &mut DeserializeBody<'_>) -> Result<(), CodecError> {
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        let mut deserializer = XmlDeserializer::new(body)?;
        read(&mut deserializer)?;
        deserializer.end()
    }
}
