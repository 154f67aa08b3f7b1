//! A member that is the whole body: a blob or a string as its bytes, and everything else in the protocol's format.

use std::borrow::Cow;
use std::cell::Cell;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

use crate::codec::{Codec, CodecError, Recovery};
use crate::schema::{
    DeserializeList, DeserializeMap, DeserializeMember, ReadUnionMember, Schema, SerializeList, SerializeMap,
    SerializeMember, SerializeValue, ShapeDeserializer, ShapeSerializer, Traits,
};
use crate::{Body, ByteStream, Document, Timestamp};

pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// A body with its media type.
#[derive(Debug)]
pub(super) struct Payload {
    pub(super) body: Body,
    pub(super) media_type: &'static str,
}

impl Payload {
    /// Serializes a member as the body.
    pub(super) fn of(value: &dyn SerializeMember, traits: &Traits, codec: &dyn Codec) -> Result<Self, CodecError> {
        let mut serializer = PayloadSerializer { codec, traits, payload: None };
        value.serialize(&mut serializer, traits)?;
        serializer.payload.ok_or_else(|| CodecError::new("no value was written"))
    }
}

struct PayloadSerializer<'a> {
    codec: &'a dyn Codec,
    traits: &'a Traits,
    payload: Option<Payload>,
}

impl PayloadSerializer<'_> {
    fn raw(&mut self, bytes: &[u8], media_type: &'static str) -> Result<(), CodecError> {
        let media_type = self.traits.media_type.unwrap_or(media_type);
        self.payload = Some(Payload { body: bytes.to_vec().into(), media_type });
        Ok(())
    }

    fn encoded(
        &mut self,
        write: &mut dyn FnMut(&mut dyn ShapeSerializer) -> Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        let bytes = self.codec.serialize(self.traits, write)?;
        self.payload = Some(Payload { body: bytes.into(), media_type: self.codec.media_type() });
        Ok(())
    }
}

/// Implements methods of a trait that pass their one value to the protocol's codec.
macro_rules! encoded {
    ($($method:ident($($value:ident: $ty:ty),*);)*) => {$(
        fn $method(&mut self $(, $value: $ty)*) -> Result<(), CodecError> {
            self.encoded(&mut |to| to.$method($($value),*))
        }
    )*};
}

impl ShapeSerializer for PayloadSerializer<'_> {
    fn string(&mut self, value: &str) -> Result<(), CodecError> {
        self.raw(value.as_bytes(), "text/plain")
    }

    fn blob(&mut self, value: &[u8]) -> Result<(), CodecError> {
        self.raw(value, "application/octet-stream")
    }

    fn stream(&mut self, value: &ByteStream) -> Result<(), CodecError> {
        let media_type = self.traits.media_type.unwrap_or("application/octet-stream");
        self.payload = Some(Payload { body: value.clone().into(), media_type });
        Ok(())
    }

    encoded! {
        null();
        boolean(value: bool);
        integer(value: i64);
        float(value: f32);
        double(value: f64);
        big_number(value: &str);
        timestamp(value: Timestamp, traits: &Traits);
        document(value: &Document);
        structure(schema: &'static Schema, members: &[&dyn SerializeMember]);
        union(schema: &'static Schema, index: usize, value: &dyn SerializeValue);
        list(list: &dyn SerializeList, traits: &Traits);
        map(map: &dyn SerializeMap, traits: &Traits);
    }
}

/// Reads a member that is the whole body.
pub(super) struct PayloadDeserializer<'a> {
    pub(super) body: &'a [u8],
    /// The body, if it has not been read.
    pub(super) stream: Option<&'a ByteStream>,
    pub(super) codec: &'a dyn Codec,
    /// The reports of values that are left out; a strict deserializer has none.
    pub(super) recovery: Option<&'a Recovery>,
    /// True if the member was read from the bytes of the body, which are not in the format of the codec.
    pub(super) is_raw: bool,
    /// True if the body has a value of the codec's format, which a null is not.
    pub(super) has_value: Cell<bool>,
}

impl PayloadDeserializer<'_> {
    fn decoded<T>(
        &self,
        mut read: impl FnMut(&mut dyn ShapeDeserializer) -> Result<T, CodecError>,
    ) -> Result<T, CodecError> {
        let mut found = None;
        self.codec.deserialize_with(self.body, self.recovery, &mut |from| {
            self.has_value.set(true);
            found = Some(read(from)?);
            Ok(())
        })?;
        found.ok_or_else(|| self.invalid("a value"))
    }

    /// Reads a structure, a list or a map. A null leaves it empty.
    fn decoded_members(
        &self,
        read: &mut dyn FnMut(&mut dyn ShapeDeserializer) -> Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        self.codec.deserialize_with(self.body, self.recovery, &mut |from| {
            self.has_value.set(true);
            read(from)
        })
    }

    /// Returns whether the body is valid, so that nothing else is lost if the member cannot be read.
    pub(super) fn is_whole(&self) -> bool {
        self.is_raw || self.codec.deserialize(self.body, &mut |from| from.skip()).is_ok()
    }
}

impl ShapeDeserializer for PayloadDeserializer<'_> {
    fn boolean(&mut self) -> Result<bool, CodecError> {
        self.decoded(|from| from.boolean())
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, CodecError> {
        self.decoded(|from| from.integer(min, max))
    }

    fn double(&mut self) -> Result<f64, CodecError> {
        self.decoded(|from| from.double())
    }

    fn big_number(&mut self) -> Result<String, CodecError> {
        self.decoded(|from| from.big_number())
    }

    fn string(&mut self) -> Result<Cow<'_, str>, CodecError> {
        self.is_raw = true;
        let text = std::str::from_utf8(self.body);
        text.map(Cow::Borrowed).map_err(|error| CodecError::new("the text is not UTF-8").at_offset(error.valid_up_to()))
    }

    fn blob(&mut self) -> Result<Vec<u8>, CodecError> {
        self.is_raw = true;
        match self.stream {
            None => Ok(self.body.to_vec()),
            Some(_) => Err(CodecError::new("the body has not been read: the member must be a `ByteStream`")),
        }
    }

    fn stream(&mut self) -> Result<ByteStream, CodecError> {
        Ok(self.stream.map_or_else(|| ByteStream::from(self.body), ByteStream::clone))
    }

    fn timestamp(&mut self, traits: &Traits) -> Result<Timestamp, CodecError> {
        self.decoded(|from| from.timestamp(traits))
    }

    fn document(&mut self) -> Result<Document, CodecError> {
        self.decoded(|from| from.document())
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        self.decoded_members(&mut |from| from.structure(schema, members))
    }

    fn union(&mut self, schema: &'static Schema, read: &mut ReadUnionMember<'_>) -> Result<(), CodecError> {
        self.decoded_members(&mut |from| from.union(schema, read))
    }

    fn list(&mut self, list: &mut dyn DeserializeList, traits: &Traits) -> Result<(), CodecError> {
        self.decoded_members(&mut |from| from.list(list, traits))
    }

    fn map(&mut self, map: &mut dyn DeserializeMap, traits: &Traits) -> Result<(), CodecError> {
        self.decoded_members(&mut |from| from.map(map, traits))
    }

    fn skip(&mut self) -> Result<(), CodecError> {
        Ok(())
    }

    fn invalid(&self, expected: &'static str) -> CodecError {
        CodecError::new(format!("expected {expected}"))
    }
}
