//! The serializer: from shapes to bytes, with the shortest head for each item and definite lengths (RFC 8949, section
//! 4.1). Floats keep the width of the model.

use super::big_number::{Decimal, decrement};
use crate::codec::CodecError;
use crate::schema::{Schema, SerializeList, SerializeMap, SerializeMember, SerializeValue, ShapeSerializer, Traits};
use crate::{Document, Timestamp};

/// Writes shapes as CBOR.
#[derive(Debug)]
pub struct CborSerializer {
    body: Vec<u8>,
}

impl Default for CborSerializer {
    fn default() -> Self {
        Self { body: Vec::with_capacity(128) }
    }
}

/// The major types, as the upper three bits of a head.
const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1 << 5;
const BYTES: u8 = 2 << 5;
const TEXT: u8 = 3 << 5;
const LIST: u8 = 4 << 5;
const MAP: u8 = 5 << 5;
const TAG: u8 = 6 << 5;

impl CborSerializer {
    /// Returns what has been written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.body
    }

    /// Writes the head of an item.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "each arm has the width of its range")]
    fn head(&mut self, major: u8, argument: u64) {
        match argument {
            0..=23 => self.body.push(major | argument as u8),
            24..=0xFF => self.body.extend_from_slice(&[major | 24, argument as u8]),
            0x100..=0xFFFF => self.long_head(major | 25, &(argument as u16).to_be_bytes()),
            0x1_0000..=0xFFFF_FFFF => self.long_head(major | 26, &(argument as u32).to_be_bytes()),
            _ => self.long_head(major | 27, &argument.to_be_bytes()),
        }
    }

    fn long_head(&mut self, first: u8, argument: &[u8]) {
        self.body.push(first);
        self.body.extend_from_slice(argument);
    }

    #[inline]
    fn text(&mut self, text: &str) {
        self.head(TEXT, text.len() as u64);
        self.body.extend_from_slice(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.head(BYTES, bytes.len() as u64);
        self.body.extend_from_slice(bytes);
    }

    fn signed(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(value) => self.head(UNSIGNED, value),
            // The integer is -1 - n, and `!` is the same for n.
            Err(_) => self.head(NEGATIVE, !value as u64),
        }
    }

    /// Writes a structure, with additional text members before its own.
    pub(crate) fn structure_with(
        &mut self,
        texts: &[(&str, &str)],
        schema: &'static Schema,
        members: &[&dyn SerializeMember],
    ) -> Result<(), CodecError> {
        let count = texts.len() + members.iter().filter(|member| member.is_set()).count();
        self.head(MAP, count as u64);
        for (name, text) in texts {
            self.text(name);
            self.text(text);
        }
        for (member, value) in schema.members.iter().zip(members) {
            if value.is_set() {
                self.text(member.name);
                value.serialize(self, member.traits).map_err(|error| error.in_member(member.name))?;
            }
        }
        Ok(())
    }

    /// Writes an integer of any size. One that fits 64 bits is not written as a bignum.
    fn magnitude(&mut self, magnitude: &[u8], is_negative: bool) {
        let bytes = if is_negative { decrement(magnitude) } else { magnitude.to_vec() };
        if bytes.len() <= 8 {
            let value = bytes.iter().fold(0, |value, &byte| value << 8 | u64::from(byte));
            return self.head(if is_negative { NEGATIVE } else { UNSIGNED }, value);
        }
        self.head(TAG, if is_negative { 3 } else { 2 });
        self.bytes(&bytes);
    }
}

impl ShapeSerializer for CborSerializer {
    fn null(&mut self) -> Result<(), CodecError> {
        self.body.push(0xF6);
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), CodecError> {
        self.body.push(if value { 0xF5 } else { 0xF4 });
        Ok(())
    }

    fn integer(&mut self, value: i64) -> Result<(), CodecError> {
        self.signed(value);
        Ok(())
    }

    fn float(&mut self, value: f32) -> Result<(), CodecError> {
        self.long_head(0xFA, &value.to_be_bytes());
        Ok(())
    }

    fn double(&mut self, value: f64) -> Result<(), CodecError> {
        self.long_head(0xFB, &value.to_be_bytes());
        Ok(())
    }

    /// Writes an integer of any size: as a CBOR integer if it fits, otherwise as a bignum (tags 2 and 3). A number with
    /// a fraction or an exponent becomes a decimal fraction (tag 4). The number has at most 2,466 digits and an
    /// exponent of 64 bits. The sign of a negative zero is lost.
    fn big_number(&mut self, value: &str) -> Result<(), CodecError> {
        let number = Decimal::parse(value)
            .ok_or_else(|| CodecError::new("the number has too many digits or too large an exponent for CBOR"))?;
        if number.has_exponent {
            self.head(TAG, 4);
            self.head(LIST, 2);
            self.signed(number.exponent);
        }
        self.magnitude(&number.magnitude(), number.is_negative);
        Ok(())
    }

    fn string(&mut self, value: &str) -> Result<(), CodecError> {
        self.text(value);
        Ok(())
    }

    fn blob(&mut self, value: &[u8]) -> Result<(), CodecError> {
        self.bytes(value);
        Ok(())
    }

    /// Writes the seconds since 1970 as a double, whatever form the model has for other protocols.
    fn timestamp(&mut self, value: Timestamp, _: &Traits) -> Result<(), CodecError> {
        let seconds = value.to_epoch().parse().map_err(|_| CodecError::new("the timestamp is not a number"))?;
        self.head(TAG, 1);
        self.double(seconds)
    }

    fn document(&mut self, _: &Document) -> Result<(), CodecError> {
        Err(CodecError::new("a document cannot be sent in CBOR"))
    }

    fn structure(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        self.structure_with(&[], schema, members)
    }

    fn union(&mut self, schema: &'static Schema, index: usize, value: &dyn SerializeValue) -> Result<(), CodecError> {
        let member = &schema.members[index];
        self.head(MAP, 1);
        self.text(member.name);
        value.serialize(self, member.traits).map_err(|error| error.in_member(member.name))
    }

    fn list(&mut self, list: &dyn SerializeList, traits: &Traits) -> Result<(), CodecError> {
        let item = traits.of_item();
        self.head(LIST, list.len() as u64);
        for index in 0..list.len() {
            list.serialize_element(index, self, item).map_err(|error| error.in_element(index))?;
        }
        Ok(())
    }

    fn map(&mut self, map: &dyn SerializeMap, traits: &Traits) -> Result<(), CodecError> {
        let item = traits.of_item();
        self.head(MAP, map.len() as u64);
        map.for_each(&mut |key, value| {
            self.text(key);
            value.serialize(self, item).map_err(CodecError::in_entry)
        })
    }
}
