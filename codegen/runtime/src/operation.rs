//! Operations without a network: a request made from an input, an output made from an answer.

use crate::protocol::Protocol;
use crate::response::ResponseParts;
use crate::schema::{Schema, Structure};
use crate::{Endpoint, EndpointError, EndpointParams, Error, Failure, Http, OperationError, host_prefix, response};

/// A service, as the model describes it. Generated once for each.
#[derive(Debug)]
pub struct Service {
    /// The service's id, such as `Device Farm`.
    pub id: &'static str,
    /// The version of its API, a date.
    pub api_version: &'static str,
    /// The name under which requests are signed (SigV4).
    pub signing_name: &'static str,
    /// How requests and answers are written.
    pub protocol: &'static dyn Protocol,
    /// The service's endpoint rules.
    pub resolve_endpoint: fn(&EndpointParams) -> Result<Endpoint, EndpointError>,
}

/// What is known of an operation beside its types, in one value.
#[derive(Debug)]
pub struct Descriptor {
    /// The service that has it.
    pub service: &'static Service,
    /// Its name in the model.
    pub name: &'static str,
    /// What happens if the service is asked twice.
    pub repeat: Repeat,
    /// How its requests are signed.
    pub auth: Auth,
    /// Whether its requests may hold something sensitive.
    pub sensitive: bool,
    /// The method and URI of its requests, which only the protocols with HTTP bindings look at.
    pub http: Http,
    /// Whether the model gives it an input. One without an input has an empty structure in Rust.
    pub has_input: bool,
    /// The schema of its output.
    pub output: &'static Schema,
}

/// How the requests of an operation are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// With SigV4.
    SigV4,
    /// With SigV4, but for the body: `UNSIGNED-PAYLOAD` is signed in its place, and sent in the header
    /// `x-amz-content-sha256`.
    SigV4UnsignedPayload,
    /// Not at all: no credentials are needed.
    None,
}

/// What happens if a service is asked twice to do the same, which decides when a client may ask again.
///
/// A caller who knows better says so for one call: `.send().repeat(Repeat::Idempotent)`. How often, and after which pauses,
/// is the configuration's; see [`guide::retrying`](crate::guide::retrying).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Nothing: it only reads. The client asks again wherever an attempt fails that may succeed later.
    ReadOnly,
    /// Nothing more than if it had been asked once. The client asks again as for [`ReadOnly`](Self::ReadOnly).
    Idempotent,
    /// It may be done twice. The client asks again only where the service is known to have done nothing: the
    /// connection was never made, or the request was refused, because there were too many or because the
    /// caller's clock was wrong.
    Unsafe,
}

/// An operation of a service.
///
/// Its two functions are pure, so that any HTTP client can carry the request: make it, send it to the
/// service's endpoint ([`Endpoint::apply`]) signed as [`AUTH`](Self::AUTH) says, and have the answer read.
pub trait Operation: Send + Sync + 'static {
    /// What it is asked with.
    type Input: Structure;
    /// What it answers.
    type Output: Structure;
    /// The errors that the model lists for it, and `Other`.
    type Error: OperationError;

    /// The service that has it.
    const SERVICE: &'static Service;
    /// Its name in the model.
    const NAME: &'static str;
    /// What happens if the service is asked twice.
    const REPEAT: Repeat;
    /// How its requests are signed.
    const AUTH: Auth = Auth::SigV4;

    /// Whether its input may hold something that the model calls sensitive, so that the bodies of its requests have no place
    /// in a trace.
    const SENSITIVE: bool = false;

    /// The facts about it.
    const DESCRIPTOR: &'static Descriptor = &Descriptor {
        service: Self::SERVICE,
        name: Self::NAME,
        repeat: Self::REPEAT,
        auth: Self::AUTH,
        sensitive: Self::SENSITIVE,
        http: Self::HTTP,
        has_input: Self::HAS_INPUT,
        output: Self::Output::SCHEMA,
    };

    /// Whether the model gives it an input. Protocols may have requests without a body for operations without one.
    const HAS_INPUT: bool = true;

    /// How it is asked for, which only the rest protocols look at.
    const HTTP: Http = Http { method: "POST", uri: "/" };

    /// Whether a large request is compressed with gzip, with the runtime's feature `compression`, which `client` brings
    /// along.
    const COMPRESSED: bool = false;

    /// What stands before the host of the service's endpoint, with members of the input in braces: `{AccountId}.data.`
    const HOST_PREFIX: &'static str = "";

    /// The member of the input that [`HOST_PREFIX`](Self::HOST_PREFIX) calls by this name, where it is set.
    #[must_use]
    fn host_label<'a>(_input: &'a Self::Input, _name: &str) -> Option<&'a str> {
        None
    }

    /// Fills the input's idempotency token where it has one that is not set.
    ///
    /// A client does this with a random UUID, the same for all attempts of a call. Whoever sends requests by other
    /// means does it before [`request`](Self::request), which adds nothing to the input.
    fn fill_token(_input: &mut Self::Input, _token: &mut dyn FnMut() -> String) {}

    /// Adds what the service's endpoint rules ask of this operation and its input: most ask nothing.
    ///
    /// A client does this before it finds the endpoint of a call. Whoever sends requests by other means does it before
    /// they ask the service's [`resolve_endpoint`](Service::resolve_endpoint).
    fn endpoint_params(_input: &Self::Input, _to: &mut EndpointParams) {}

    /// The request for an input: its URI is a path, which [`Endpoint::apply`] completes, and it is not signed. Where
    /// the operation has a host prefix, a [`HostPrefix`](crate::HostPrefix) is among its extensions.
    ///
    /// # Errors
    /// [`Failure::Request`](crate::Failure::Request), if the input holds a value that cannot be sent.
    fn request(input: &Self::Input) -> Result<http::Request<Vec<u8>>, Error<Self::Error>> {
        let protocol = Self::DESCRIPTOR.service.protocol;
        let request = protocol
            .serialize_request(Self::DESCRIPTOR, input)
            .map_err(|e| Error::failed(Self::DESCRIPTOR.name, Failure::Request(e), crate::error::Answer::default()))?;
        let request = if Self::COMPRESSED { compressed::<Self>(request)? } else { request };
        host_prefix::put::<Self>(input, request)
    }

    /// What an answer says.
    ///
    /// # Errors
    /// The errors of the operation, where the answer is one, and
    /// [`Failure::Response`](crate::Failure::Response), where it cannot be understood.
    fn parse<B: AsRef<[u8]>>(answer: &http::Response<B>) -> Result<Self::Output, Error<Self::Error>> {
        response::parse::<Self>(&ResponseParts::new(Self::DESCRIPTOR.service.protocol, answer))
    }
}

/// Compressing is the client's choice: without the feature the request goes as it is.
fn compressed<O: Operation + ?Sized>(
    request: http::Request<Vec<u8>>,
) -> Result<http::Request<Vec<u8>>, Error<O::Error>> {
    #[cfg(feature = "compression")]
    let request = crate::compression::gzip(request)
        .map_err(|e| Error::failed(O::NAME, Failure::Request(e), crate::error::Answer::default()))?;
    Ok(request)
}
