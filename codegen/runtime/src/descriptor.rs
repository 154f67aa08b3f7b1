//! The descriptions of a service and its operations, as constants that the generator writes.

use crate::protocol::Protocol;
use crate::schema::{HttpBinding, Schema, Traits};
use crate::{Endpoint, EndpointError, EndpointParams, Http};

/// The description of a service. The generator writes one for each service.
#[derive(Debug)]
pub struct Service {
    /// The service's id, such as `Device Farm`.
    pub id: &'static str,
    /// The version of the service's API, a date.
    pub api_version: &'static str,
    /// The service name in SigV4 signatures.
    pub signing_name: &'static str,
    /// The protocol that serializes requests and deserializes responses.
    pub protocol: &'static dyn Protocol,
    /// Resolves the service's endpoint ruleset.
    pub resolve_endpoint: fn(&EndpointParams) -> Result<Endpoint, EndpointError>,
}

/// The constants of an operation, in one value.
#[derive(Debug)]
pub struct Descriptor {
    /// The operation's service.
    pub service: &'static Service,
    /// The operation's name in the model.
    pub name: &'static str,
    /// The retry safety: the condition on which a request can be sent again.
    pub retry_safety: RetrySafety,
    /// The signing scheme of the operation's requests.
    pub auth: Auth,
    /// True if the operation's input can hold sensitive members.
    pub sensitive: bool,
    /// The HTTP method and URI pattern of its requests. Only protocols with HTTP bindings use them.
    pub http: Http,
    /// The headers that every request has, beside those of its input.
    pub headers: &'static [(&'static str, &'static str)],
    /// The prefix of the endpoint's host, with members of the input in braces. It is empty if there is none.
    pub host_prefix: &'static str,
    /// True if a large body is compressed.
    pub compressed: bool,
    /// True if the service rejects a request whose body has no known length.
    pub requires_length: bool,
    /// True if the model gives the operation an input. In Rust, the input of an operation without one is an empty
    /// structure.
    pub has_input: bool,
    /// The schema of its output.
    pub output: fn() -> &'static Schema,
}

impl Descriptor {
    /// Returns whether a member of the output is the body of the response as a stream.
    #[must_use]
    pub fn has_streaming_output(&self) -> bool {
        let is_stream = |traits: &Traits| traits.streaming && matches!(traits.http, Some(HttpBinding::Payload { .. }));
        (self.output)().members.iter().any(|member| is_stream(member.traits))
    }
}

/// The signing scheme of an operation's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// SigV4.
    SigV4,
    /// SigV4 without the body: the signature covers `UNSIGNED-PAYLOAD`, which is the value of the header
    /// `x-amz-content-sha256`.
    SigV4UnsignedPayload,
    /// No signature. The request needs no credentials.
    None,
}

/// The retry safety of an operation: whether the same request can be executed twice without harm.
///
/// The overlay, traits of the model, idempotency tokens, HTTP methods and names that start with a reading verb
/// determine it, in this order. A caller overrides it for one request: `.send().retry_safety(RetrySafety::Idempotent)`.
/// The number of attempts and the pauses between them come from the client's configuration; see
/// [`guide::retrying`](crate::guide::retrying).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetrySafety {
    /// Executing the request twice has the same effect as executing it once. Read-only operations are idempotent.
    ///
    /// The client sends the request again after every transient failure.
    Idempotent,
    /// Executing the request twice may have the effect twice.
    ///
    /// The client sends the request again only if the service provably did nothing: the connection was never made, the
    /// service throttled the request, or the service rejected the request's date because of clock skew.
    NotIdempotent,
}
