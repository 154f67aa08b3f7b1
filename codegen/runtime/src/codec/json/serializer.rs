//! The serializer: from shapes to bytes.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::scan::plain_end;
use crate::codec::{CodecError, non_finite};
use crate::schema::{
    Schema, SerializeList, SerializeMap, SerializeMember, SerializeValue, ShapeSerializer, TimestampFormat, Traits,
};
use crate::value::MAX_DOCUMENT_DEPTH;
use crate::{Document, Timestamp};

/// Writes shapes as JSON.
#[derive(Debug)]
pub struct JsonSerializer {
    body: Vec<u8>,
}

impl Default for JsonSerializer {
    /// Returns a serializer with space for most requests.
    fn default() -> Self {
        Self { body: Vec::with_capacity(512) }
    }
}

impl JsonSerializer {
    /// Returns what has been written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.body
    }

    /// Writes a document that may be nested `depth` levels deep.
    fn document_within(&mut self, value: &Document, depth: usize) -> Result<(), CodecError> {
        let below = || depth.checked_sub(1).ok_or_else(|| CodecError::new("the document is nested too deep"));
        match value {
            Document::Null => self.body.extend_from_slice(b"null"),
            Document::Bool(value) => self.display(format_args!("{value}")),
            Document::Number(value) => self.body.extend_from_slice(value.as_str().as_bytes()),
            Document::String(value) => self.text(value),
            Document::Array(values) => {
                let below = below()?;
                self.body.push(b'[');
                for (i, value) in values.iter().enumerate() {
                    self.body.extend_from_slice(if i > 0 { b"," } else { b"" });
                    self.document_within(value, below)?;
                }
                self.body.push(b']');
            }
            Document::Object(entries) => {
                let (below, mut first) = (below()?, true);
                self.body.push(b'{');
                for (key, value) in entries {
                    self.key(key, &mut first);
                    self.document_within(value, below)?;
                }
                self.body.push(b'}');
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.body.push(b'"');
        let mut start = 0;
        loop {
            let end = plain_end(bytes, start);
            self.body.extend_from_slice(&bytes[start..end]);
            let Some(&special) = bytes.get(end) else { break };
            self.escape(special);
            start = end + 1;
        }
        self.body.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            8 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            12 => b'f',
            b'\r' => b'r',
            _ => return self.display(format_args!("\\u{byte:04x}")),
        };
        self.body.extend_from_slice(&[b'\\', short]);
    }

    /// Writing to a `Vec` does not fail.
    fn display(&mut self, text: std::fmt::Arguments<'_>) {
        drop(self.body.write_fmt(text));
    }

    /// Begins an entry of an object, with a comma after the entry before it.
    #[inline]
    fn key(&mut self, key: &str, first: &mut bool) {
        if !std::mem::take(first) {
            self.body.push(b',');
        }
        self.text(key);
        self.body.push(b':');
    }
}

impl ShapeSerializer for JsonSerializer {
    fn null(&mut self) -> Result<(), CodecError> {
        self.body.extend_from_slice(b"null");
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), CodecError> {
        self.body.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn integer(&mut self, value: i64) -> Result<(), CodecError> {
        self.display(format_args!("{value}"));
        Ok(())
    }

    /// Writes the shortest form that is read back as the same number.
    fn float(&mut self, value: f32) -> Result<(), CodecError> {
        match value.is_finite() {
            true => self.display(format_args!("{value:?}")),
            false => self.text(non_finite(value.into())),
        }
        Ok(())
    }

    fn double(&mut self, value: f64) -> Result<(), CodecError> {
        match value.is_finite() {
            true => self.display(format_args!("{value:?}")),
            false => self.text(non_finite(value)),
        }
        Ok(())
    }

    fn big_number(&mut self, value: &str) -> Result<(), CodecError> {
        self.body.extend_from_slice(value.as_bytes());
        Ok(())
    }

    fn string(&mut self, value: &str) -> Result<(), CodecError> {
        self.text(value);
        Ok(())
    }

    fn blob(&mut self, value: &[u8]) -> Result<(), CodecError> {
        // Base64 has no character that JSON escapes.
        let text = BASE64.encode(value);
        self.display(format_args!("\"{text}\""));
        Ok(())
    }

    fn timestamp(&mut self, value: Timestamp, traits: &Traits) -> Result<(), CodecError> {
        match traits.timestamp_format {
            Some(TimestampFormat::Text(form)) => self.text(&(form.format)(value)),
            Some(TimestampFormat::EpochSeconds) | None => self.body.extend_from_slice(value.to_epoch().as_bytes()),
        }
        Ok(())
    }

    fn document(&mut self, value: &Document) -> Result<(), CodecError> {
        self.document_within(value, MAX_DOCUMENT_DEPTH)
    }

    fn structure(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        self.body.push(b'{');
        let mut first = true;
        for (member, value) in schema.members.iter().zip(members) {
            if value.is_set() {
                self.key(member.name, &mut first);
                value.serialize(self, member.traits).map_err(|error| error.in_member(member.name))?;
            }
        }
        self.body.push(b'}');
        Ok(())
    }

    fn union(&mut self, schema: &'static Schema, index: usize, value: &dyn SerializeValue) -> Result<(), CodecError> {
        let member = &schema.members[index];
        self.body.push(b'{');
        self.key(member.name, &mut true);
        value.serialize(self, member.traits).map_err(|error| error.in_member(member.name))?;
        self.body.push(b'}');
        Ok(())
    }

    fn list(&mut self, list: &dyn SerializeList, traits: &Traits) -> Result<(), CodecError> {
        let item = traits.of_item();
        self.body.push(b'[');
        for index in 0..list.len() {
            if index > 0 {
                self.body.push(b',');
            }
            list.serialize_element(index, self, item).map_err(|error| error.in_element(index))?;
        }
        self.body.push(b']');
        Ok(())
    }

    fn map(&mut self, map: &dyn SerializeMap, traits: &Traits) -> Result<(), CodecError> {
        let item = traits.of_item();
        self.body.push(b'{');
        let mut first = true;
        map.for_each(&mut |key, value| {
            self.key(key, &mut first);
            value.serialize(self, item).map_err(CodecError::in_entry)
        })?;
        self.body.push(b'}');
        Ok(())
    }
}
