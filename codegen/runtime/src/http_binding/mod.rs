//! HTTP bindings, <https://smithy.io/2.0/spec/http-bindings.html>: members of structures that stand in the URI, in
//! headers, in the status or that are the whole body. What a rest protocol makes of the body is not known here.

mod header_list;
mod read;
mod table;
mod text_read;
mod text_write;
mod uri;
mod write;

use std::fmt;

#[cfg(feature = "test-util")]
pub(crate) use read::Asked;
pub use read::Incoming;
pub use write::Outgoing;

/// How an operation of a rest protocol is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Http {
    /// The method, such as `GET`.
    pub method: &'static str,
    /// The pattern of the URI, with labels, greedy labels and a fixed query: `/things/{thingId}/{path+}?static=1&flag`.
    pub uri: &'static str,
}

/// Where a member of a structure stands in HTTP messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the JSON object that is the body.
    Body,
    /// It is the body.
    Payload,
    /// In the head of requests and answers.
    Head,
    /// In the URI of requests; in the body of answers, which have none.
    Uri,
    /// In the status of answers; in the body of requests, which have none.
    Status,
}

impl Place {
    /// Whether the member is in the body's JSON object of a request.
    pub(crate) fn in_request(self) -> bool {
        matches!(self, Self::Body | Self::Status)
    }

    /// Whether the member is in the body's JSON object of an answer.
    pub(crate) fn in_answer(self) -> bool {
        matches!(self, Self::Body | Self::Uri)
    }
}

/// The places of a structure's members, by their JSON names. `None` is for all of them being in the body, and there
/// being any.
pub type Places = Option<&'static [(&'static str, Place)]>;

/// Whether one of the members is the body.
pub(crate) fn has_payload(places: Places) -> bool {
    places.is_some_and(|all| all.iter().any(|(_, place)| *place == Place::Payload))
}

/// Why a member cannot stand where the model has it: what [`Outgoing`] and [`Incoming`] fail with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindingError(String);

impl BindingError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// The same, with the place before it.
    pub(crate) fn at(self, place: impl fmt::Display) -> Self {
        Self(format!("{place}: {}", self.0))
    }
}

impl fmt::Display for BindingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BindingError {}

impl serde_core::ser::Error for BindingError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl serde_core::de::Error for BindingError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
