//! Writes a structure as an HTTP message: members with an HTTP binding there, and the other members into the body.

use super::payload::{Payload, base64};
use super::request::MessageParts;
use super::texts::Texts;
use super::{Http, Message, place};
use crate::codec::{Codec, CodecError};
use crate::schema::{HttpBinding, Member, Schema, SerializeMember, SerializeStructure, ShapeSerializer, Traits};
use crate::{Body, BoxError};

/// Writes a structure as a message of a protocol with HTTP bindings.
pub(crate) struct HttpBindingSerializer<'a> {
    codec: &'a dyn Codec,
    message: Message,
    /// True if a structure that is the body and is absent is written as an empty one.
    writes_absent_payload: bool,
    parts: MessageParts,
}

impl<'a> HttpBindingSerializer<'a> {
    /// Returns the request for an input.
    pub(crate) fn request(
        codec: &'a dyn Codec,
        writes_absent_payload: bool,
        http: Http,
        input: &dyn SerializeStructure,
    ) -> Result<http::Request<Body>, BoxError> {
        let mut to = Self { codec, message: Message::Request, writes_absent_payload, parts: MessageParts::default() };
        input.serialize(&mut to)?;
        to.parts.into_request(http)
    }

    /// Returns the response for an output, for mock servers.
    #[cfg(feature = "test-util")]
    pub(crate) fn response(
        codec: &'a dyn Codec,
        writes_absent_payload: bool,
        output: &dyn SerializeStructure,
    ) -> Result<http::Response<Vec<u8>>, BoxError> {
        let mut to = Self { codec, message: Message::Response, writes_absent_payload, parts: MessageParts::default() };
        output.serialize(&mut to)?;
        to.parts.into_response()
    }

    fn bound(&mut self, binding: HttpBinding, value: &dyn SerializeMember, traits: &Traits) -> Result<(), CodecError> {
        let parts = &mut self.parts;
        match binding {
            HttpBinding::Label(name) => {
                let text = Texts::of(value, traits)?.one()?;
                parts.labels.extend(text.map(|text| (name, text)));
            }
            HttpBinding::Query(name) => {
                let all = Texts::of(value, traits)?.many()?;
                parts.query.extend(all.into_iter().map(|text| (name, text)));
            }
            HttpBinding::QueryParams => {
                for (name, texts) in Texts::of(value, traits)?.entries()? {
                    parts.query_params.extend(texts.many()?.into_iter().map(|text| (name.clone(), text)));
                }
            }
            HttpBinding::Header(name) => {
                let line = Texts::of(value, traits)?.line(traits)?;
                // A header cannot hold every text, so that a text with a media type is written in base64.
                let line = if traits.media_type.is_some() { line.map(|line| base64(line.as_bytes())) } else { line };
                line.map_or(Ok(()), |line| parts.header(name, &line))?;
            }
            HttpBinding::PrefixHeaders(prefix) => {
                for (name, texts) in Texts::of(value, traits)?.entries()? {
                    let line = texts.line(traits.of_item())?;
                    parts.prefix_headers.extend(line.map(|line| (format!("{prefix}{name}"), line)));
                }
            }
            HttpBinding::StatusCode => parts.status = Texts::of(value, traits)?.one()?,
            HttpBinding::Payload { .. } => parts.body = Some(Payload::of(value, traits, self.codec)?),
        }
        Ok(())
    }

    fn document_body(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        let bytes = self.codec.serialize(&Traits::NONE, &mut |to| to.structure(schema, members))?;
        self.parts.body = Some(Payload { body: bytes.into(), media_type: self.codec.media_type() });
        Ok(())
    }

    fn absent_payload(&mut self, member: &Member) -> Result<(), CodecError> {
        if self.writes_absent_payload && self.parts.body.is_none() {
            let bytes = self.codec.serialize(member.traits, &mut |to| to.structure(&EMPTY, &[]))?;
            self.parts.body = Some(Payload { body: bytes.into(), media_type: self.codec.media_type() });
        }
        Ok(())
    }
}

/// A structure without members.
static EMPTY: Schema =
    Schema { type_name: "Empty", name: "Empty", output_of: None, members: &[], traits: &Traits::NONE };

/// A placeholder for a member with an HTTP binding, among the members of the body.
struct Elsewhere;

impl SerializeMember for Elsewhere {
    fn is_set(&self) -> bool {
        false
    }

    fn serialize(&self, to: &mut dyn ShapeSerializer, _: &Traits) -> Result<(), CodecError> {
        to.null()
    }
}

impl ShapeSerializer for HttpBindingSerializer<'_> {
    fn structure(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        let mut in_body: Vec<&dyn SerializeMember> = Vec::with_capacity(members.len());
        for (member, value) in schema.members.iter().zip(members) {
            let binding = self.message.binding(member);
            match binding {
                None => {}
                Some(binding) if value.is_set() => {
                    self.bound(binding, *value, member.traits)
                        .map_err(|error| error.in_place(&place(binding)).in_member(member.name))?;
                }
                Some(HttpBinding::Payload { is_structure: true }) => self.absent_payload(member)?,
                Some(_) => {}
            }
            in_body.push(if binding.is_some() { &Elsewhere } else { *value });
        }
        if self.message.has_document_body(schema) {
            self.document_body(schema, &in_body)?;
        }
        Ok(())
    }
}
