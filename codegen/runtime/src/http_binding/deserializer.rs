//! Reads a structure from an HTTP message: members with an HTTP binding from there, and the other members from the
//! body.

use std::borrow::Cow;
use std::cell::Cell;

use http::{HeaderMap, HeaderValue, StatusCode};

use super::payload::{PayloadDeserializer, from_base64};
use super::texts::{Elements, TextDeserializer};
use super::{Message, place};
use crate::ByteStream;
use crate::codec::{Codec, CodecError, Recovery, Step};
use crate::schema::{DeserializeMember, HttpBinding, Member, Schema, ShapeDeserializer, Traits};

/// The labels and the query of a request's URI, decoded. A response has none.
#[derive(Clone, Debug, Default)]
pub(crate) struct UriParts {
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
}

/// Reads a structure from a message of a protocol with HTTP bindings.
pub(crate) struct HttpBindingDeserializer<'a> {
    pub(crate) codec: &'a dyn Codec,
    pub(crate) message: Message,
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    /// The body of a response that has not been read; `body` is then empty.
    pub(crate) stream: Option<&'a ByteStream>,
    pub(crate) uri: &'a UriParts,
    /// The reports of values that are left out; a strict deserializer has none.
    pub(crate) recovery: Option<&'a Recovery>,
}

impl<'a> HttpBindingDeserializer<'a> {
    /// Returns the lines of a header; `None` if the message has no such header.
    fn header(&self, name: &str) -> Option<TextDeserializer<'a>> {
        let lines: Vec<_> = self.headers.get_all(name).iter().map(line).collect();
        (!lines.is_empty()).then(|| TextDeserializer::lines(lines, Elements::Header))
    }

    /// Returns the headers that begin with a prefix, by the rest of their names. Without such headers, a response has
    /// an empty map, because it lists all entries. A request has an absent member, because an absent and an empty map
    /// are serialized alike.
    fn prefix_headers(&self, prefix: &str) -> Option<TextDeserializer<'a>> {
        let mut entries = Vec::new();
        for name in self.headers.keys() {
            let Some(key) = without_prefix(name.as_str(), prefix) else { continue };
            entries.extend(self.header(name.as_str()).map(|lines| (Cow::Borrowed(key), lines)));
        }
        let has_map = self.message == Message::Response || !entries.is_empty();
        has_map.then(|| TextDeserializer::map(entries))
    }

    fn label(&self, name: &str) -> Option<TextDeserializer<'a>> {
        let (_, text) = self.uri.labels.iter().find(|(label, _)| label == name)?;
        Some(TextDeserializer::one(text.as_str()))
    }

    fn query(&self, name: &str) -> Option<TextDeserializer<'a>> {
        let all = self.uri.query.iter().filter(|(key, _)| key == name);
        let lines: Vec<_> = all.map(|(_, text)| Cow::Borrowed(text.as_str())).collect();
        (!lines.is_empty()).then(|| TextDeserializer::lines(lines, Elements::Lines))
    }

    fn query_params(&self) -> Option<TextDeserializer<'a>> {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in &self.uri.query {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        let entries = names.into_iter().filter_map(|name| Some((Cow::Borrowed(name), self.query(name)?)));
        let entries: Vec<_> = entries.collect();
        (!entries.is_empty()).then(|| TextDeserializer::map(entries))
    }

    /// Returns whether a payload is a stream even if the body is empty. In a response it is, so that the member does
    /// not depend on whether the body has been read.
    fn has_stream(&self, traits: &Traits) -> bool {
        traits.streaming && self.message == Message::Response
    }

    /// Reads a member with an HTTP binding. If the deserializer is lenient, a member that cannot be read is left
    /// absent; only a body that is not of its format is an error then.
    fn member(
        &self,
        binding: HttpBinding,
        slot: &mut dyn DeserializeMember,
        member: &Member,
    ) -> Result<(), CodecError> {
        let (reports, step) = (self.recovery.map_or(0, Recovery::count), Step::Member(member.name));
        let (read, is_whole) = match binding {
            HttpBinding::Payload { .. } => self.payload(slot, member.traits),
            _ => (self.bound(binding, slot, member.traits), true),
        };
        match (read, self.recovery) {
            (Ok(()), Some(recovery)) => recovery.add_step(reports, step),
            (Ok(()), None) => {}
            (Err(error), recovery) => {
                let error = error.in_place(&place(binding)).within(step);
                let Some(recovery) = recovery.filter(|_| is_whole) else { return Err(error) };
                slot.clear();
                recovery.report(reports, error);
            }
        }
        Ok(())
    }

    /// Reads the member that is the body. Also returns whether the body is valid, apart from the value of the member.
    fn payload(&self, slot: &mut dyn DeserializeMember, traits: &Traits) -> (Result<(), CodecError>, bool) {
        if self.body.is_empty() && !self.has_stream(traits) {
            return (Ok(()), true);
        }
        let Self { body, stream, codec, recovery, .. } = *self;
        let mut from =
            PayloadDeserializer { body, stream, codec, recovery, is_raw: false, has_value: Cell::new(false) };
        let read = slot.deserialize(&mut from, traits);
        let is_whole = read.is_ok() || from.is_whole();
        if read.is_err() && is_whole && !from.is_raw && !from.has_value.get() {
            // A null is not a value, and nothing is lost.
            slot.clear();
            return (Ok(()), true);
        }
        (read, is_whole)
    }

    fn bound(&self, binding: HttpBinding, slot: &mut dyn DeserializeMember, traits: &Traits) -> Result<(), CodecError> {
        let texts = match binding {
            HttpBinding::Header(name) if traits.media_type.is_some() => match self.header(name) {
                Some(mut text) => Some(TextDeserializer::one(from_media_header(&text.string()?)?)),
                None => None,
            },
            HttpBinding::Header(name) => self.header(name),
            HttpBinding::PrefixHeaders(prefix) => self.prefix_headers(prefix),
            HttpBinding::Label(name) => self.label(name),
            HttpBinding::Query(name) => self.query(name),
            HttpBinding::QueryParams => self.query_params(),
            HttpBinding::StatusCode => Some(TextDeserializer::one(self.status.as_str().to_owned())),
            HttpBinding::Payload { .. } => None,
        };
        texts.map_or(Ok(()), |texts| slot.deserialize(&mut texts.with_recovery(self.recovery), traits))
    }
}

fn from_media_header(text: &str) -> Result<String, CodecError> {
    let bytes = from_base64(text).ok_or_else(|| CodecError::new("the header is not base64"))?;
    String::from_utf8(bytes).map_err(|_| CodecError::new("the header does not hold UTF-8"))
}

/// Bytes beyond ASCII are opaque (RFC 9110, section 5.5): bytes that are not UTF-8 are replaced, and the rest of the
/// line is kept.
fn line(value: &HeaderValue) -> Cow<'_, str> {
    String::from_utf8_lossy(value.as_bytes())
}

/// Returns the part of a header's name after a prefix, which is compared without regard to case.
fn without_prefix<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = name.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// A placeholder for a member with an HTTP binding, among the slots of the members that are in the body.
struct Elsewhere;

impl DeserializeMember for Elsewhere {
    fn deserialize(&mut self, from: &mut dyn ShapeDeserializer, _: &Traits) -> Result<(), CodecError> {
        from.skip()
    }

    fn clear(&mut self) {}
}

impl ShapeDeserializer for HttpBindingDeserializer<'_> {
    fn structure(
        &mut self,
        schema: &'static Schema,
        members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        for (member, slot) in schema.members.iter().zip(members.iter_mut()) {
            if let Some(binding) = self.message.binding(member) {
                self.member(binding, *slot, member)?;
            }
        }
        if self.body.is_empty() || !self.message.has_document_body(schema) {
            return Ok(());
        }
        let mut elsewhere: Vec<Elsewhere> = schema.members.iter().map(|_| Elsewhere).collect();
        let mut in_body: Vec<&mut dyn DeserializeMember> = Vec::with_capacity(members.len());
        for ((member, slot), other) in schema.members.iter().zip(members.iter_mut()).zip(&mut elsewhere) {
            in_body.push(if self.message.binding(member).is_some() { other } else { &mut **slot });
        }
        self.codec.deserialize_with(self.body, self.recovery, &mut |from| from.structure(schema, &mut in_body))
    }

    fn skip(&mut self) -> Result<(), CodecError> {
        Ok(())
    }

    fn invalid(&self, expected: &'static str) -> CodecError {
        CodecError::new(format!("expected {expected}"))
    }
}
