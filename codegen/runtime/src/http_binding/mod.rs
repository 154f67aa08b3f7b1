//! HTTP bindings, <https://smithy.io/2.0/spec/http-bindings.html>: members of structures in the URI, in headers or in
//! the status, and members that are the whole body. The protocol's codec serializes the other members.

mod deserializer;
mod header_list;
mod payload;
mod request;
mod serializer;
mod texts;
mod uri;

pub(crate) use deserializer::{HttpBindingDeserializer, UriParts};
pub(crate) use serializer::HttpBindingSerializer;

use crate::schema::{HttpBinding, Member, Schema};

/// The method and URI of an operation's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Http {
    /// The method, such as `GET`.
    pub method: &'static str,
    /// The pattern of the URI, with labels, greedy labels and a fixed query: `/things/{thingId}/{path+}?static=1&flag`.
    ///
    /// A first label with `!` at its end, as in `/{Bucket!}/{Key+}`, is a part of the endpoint's URL. The member must
    /// be set, and the path of the request begins after it.
    pub uri: &'static str,
}

/// Returns the description of a binding, for messages.
fn place(binding: HttpBinding) -> String {
    match binding {
        HttpBinding::Label(name) => format!("the label `{name}` of the URI"),
        HttpBinding::Query(name) => format!("the query parameter `{name}`"),
        HttpBinding::QueryParams => "the query".to_owned(),
        HttpBinding::Header(name) => format!("the header `{name}`"),
        HttpBinding::PrefixHeaders(prefix) => format!("the headers `{prefix}*`"),
        HttpBinding::StatusCode => "the status code".to_owned(),
        HttpBinding::Payload { .. } => "the body".to_owned(),
    }
}

/// The kind of message that a structure is part of. It decides which bindings count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    /// A request, which has no status.
    Request,
    /// A response, which has no URI.
    Response,
}

impl Message {
    /// Returns the HTTP binding of a member in a message of this kind; `None` for a member of the body.
    pub(crate) fn binding(self, member: &Member) -> Option<HttpBinding> {
        member.traits.http.filter(|binding| match binding {
            HttpBinding::Label(_) | HttpBinding::Query(_) | HttpBinding::QueryParams => self == Self::Request,
            HttpBinding::StatusCode => self == Self::Response,
            HttpBinding::Header(_) | HttpBinding::PrefixHeaders(_) | HttpBinding::Payload { .. } => true,
        })
    }

    /// Returns whether the body is a document with members of the structure. Otherwise one member is the whole body, or
    /// there is none.
    pub(crate) fn has_document_body(self, schema: &Schema) -> bool {
        let mut bindings = schema.members.iter().map(|member| self.binding(member));
        bindings.clone().any(|binding| binding.is_none())
            && !bindings.any(|binding| matches!(binding, Some(HttpBinding::Payload { .. })))
    }
}
