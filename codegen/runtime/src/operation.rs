//! Operations without a network: [`Operation::request`] serializes an input, [`Operation::parse`] deserializes a response.

use crate::response::ResponseParts;
use crate::schema::Structure;
use crate::{
    Auth, Body, Descriptor, EndpointParams, Error, Http, OperationError, ParseOptions, RetrySafety, Service,
    WithMetadata, request, response,
};

/// An operation of a service.
///
/// [`request`](Self::request) and [`parse`](Self::parse) are pure functions, so that any HTTP client can send the request.
/// Serialize the request, complete it with [`Endpoint::apply`](crate::Endpoint::apply), sign it according to [`AUTH`](Self::AUTH), send it, and
/// parse the response.
pub trait Operation: Send + Sync + 'static {
    /// The input of the operation.
    type Input: Structure + Send + Sync;
    /// The output of the operation.
    type Output: Structure + Send + Sync;
    /// The errors that the model lists for the operation, and `Other`.
    type Error: OperationError;

    /// The operation's service.
    const SERVICE: &'static Service;
    /// The operation's name in the model.
    const NAME: &'static str;
    /// The retry safety: the condition on which a request can be sent again.
    const RETRY_SAFETY: RetrySafety;
    /// The signing scheme of the operation's requests.
    const AUTH: Auth = Auth::SigV4;

    /// True if the input can hold sensitive members. The client keeps the bodies of such requests out of its trace.
    const SENSITIVE: bool = false;

    /// The constants of the operation, in one value.
    const DESCRIPTOR: &'static Descriptor = &Descriptor {
        service: Self::SERVICE,
        name: Self::NAME,
        retry_safety: Self::RETRY_SAFETY,
        auth: Self::AUTH,
        sensitive: Self::SENSITIVE,
        http: Self::HTTP,
        headers: Self::HEADERS,
        host_prefix: Self::HOST_PREFIX,
        compressed: Self::COMPRESSED,
        requires_length: Self::REQUIRES_LENGTH,
        has_input: Self::HAS_INPUT,
        output: Self::Output::shared_schema,
    };

    /// True if the model gives the operation an input. Some protocols send no body for an operation without one.
    const HAS_INPUT: bool = true;

    /// The HTTP method and URI pattern. Only the REST protocols read it.
    const HTTP: Http = Http { method: "POST", uri: "/" };

    /// The headers that every request of the operation has, beside those of its input. Names are in lower case. A
    /// header that the input sets takes precedence.
    const HEADERS: &'static [(&'static str, &'static str)] = &[];

    /// True if [`request`](Self::request) compresses a large body with gzip. This needs the feature `compression`,
    /// which the feature `client` enables.
    const COMPRESSED: bool = false;

    /// True if the service rejects a request whose body has no known length. [`request`](Self::request) then fails.
    const REQUIRES_LENGTH: bool = false;

    /// The prefix of the endpoint's host. Members of the input are in braces: `{AccountId}.data.`
    const HOST_PREFIX: &'static str = "";

    /// Returns the input member for a label of [`HOST_PREFIX`](Self::HOST_PREFIX), if it is set.
    #[must_use]
    fn host_label<'a>(_input: &'a Self::Input, _name: &str) -> Option<&'a str> {
        None
    }

    /// Sets the input's idempotency token if the input has one that is not set.
    ///
    /// The client sets a random UUID, which is the same for all attempts of a request. Programs that send requests with
    /// their own HTTP client call this method before [`request`](Self::request), which does not change the input.
    fn fill_token(_input: &mut Self::Input, _token: &mut dyn FnMut() -> String) {}

    /// Sets the endpoint parameters that this operation and its input determine. Most operations set none.
    ///
    /// The client calls this method before it resolves the endpoint. Programs that send requests with their own HTTP
    /// client call it before the service's [`resolve_endpoint`](Service::resolve_endpoint).
    fn endpoint_params(_input: &Self::Input, _to: &mut EndpointParams) {}

    /// Serializes an input to an HTTP request.
    ///
    /// The request's URI is a path, which [`Endpoint::apply`](crate::Endpoint::apply) completes. The request is not signed. If the operation has a
    /// host prefix, the request's extensions hold a [`HostPrefix`](crate::HostPrefix).
    ///
    /// The body is in memory, unless it is a member of the input that is a [`ByteStream`](crate::ByteStream) and does
    /// not consist of bytes in memory. The HTTP client sets `Content-Length`, or sends the body in chunks if its length
    /// is not known.
    ///
    /// # Errors
    /// [`Failure::Request`](crate::Failure::Request) if the input holds a value that cannot be serialized, or a stream of
    /// unknown length for an operation that [requires one](Self::REQUIRES_LENGTH).
    fn request(input: &Self::Input) -> Result<http::Request<Body>, Error<Self::Error>> {
        request::serialize(Self::DESCRIPTOR, input, &|name| Self::host_label(input, name))
            .map_err(|failure| Error::from_failure(Self::DESCRIPTOR.name, failure))
    }

    /// Deserializes an HTTP response, whose body is in memory, to the operation's output.
    ///
    /// A streaming member of the output is a stream of the body's bytes. [`parse_streaming`](Self::parse_streaming) and
    /// [`parse_blocking`](Self::parse_blocking) leave the body unread instead.
    ///
    /// # Errors
    /// The operation's errors if the response has no success status, and
    /// [`Failure::Response`](crate::Failure::Response) if the response cannot be deserialized: its body is not of the
    /// protocol's format, or breaks off.
    ///
    /// A member that cannot be read is not an error: it is absent, and
    /// [`unreadable_members`](crate::schema::Structure::unreadable_members) reports it. See
    /// [`guide::responses`](crate::guide::responses).
    fn parse<B: AsRef<[u8]>>(response: &http::Response<B>) -> Result<Self::Output, Error<Self::Error>> {
        response::parse(
            Self::DESCRIPTOR,
            &ResponseParts::new(Self::DESCRIPTOR.service.protocol, response),
            ParseOptions::default(),
        )
    }

    /// Deserializes an HTTP response as [`parse`](Self::parse) does, with other settings, and returns the metadata of the
    /// response as well.
    ///
    /// # Errors
    /// As for [`parse`](Self::parse). With [`ParseOptions::strict`], the first member that cannot be read is an error.
    fn parse_with<B: AsRef<[u8]>>(
        response: &http::Response<B>,
        options: ParseOptions,
    ) -> Result<WithMetadata<Self::Output>, Error<Self::Error>> {
        response::parse_with_metadata(
            Self::DESCRIPTOR,
            &ResponseParts::new(Self::DESCRIPTOR.service.protocol, response),
            options,
        )
    }

    /// Deserializes an HTTP response whose body may be a stream that has not been read.
    ///
    /// The streaming member of the output is the unread body: the future is ready before the body has arrived. Every
    /// other body is read into memory, up to the limit of [`ParseOptions::body_limit`]. If an operation with a
    /// streaming output fails, up to 1 MiB of the body of the error is read, and the rest is dropped.
    ///
    /// # Errors
    /// As for [`parse`](Self::parse), and [`Failure::Connection`](crate::Failure::Connection) if the body breaks off
    /// while it is read into memory.
    fn parse_streaming(
        response: http::Response<Body>,
    ) -> impl Future<Output = Result<Self::Output, Error<Self::Error>>> + Send {
        async { Ok(Self::parse_streaming_with(response, ParseOptions::default()).await?.output) }
    }

    /// Deserializes an HTTP response as [`parse_streaming`](Self::parse_streaming) does, with other settings, and returns
    /// the metadata of the response as well.
    ///
    /// # Errors
    /// As for [`parse_streaming`](Self::parse_streaming).
    fn parse_streaming_with(
        response: http::Response<Body>,
        options: ParseOptions,
    ) -> impl Future<Output = Result<WithMetadata<Self::Output>, Error<Self::Error>>> + Send {
        response::parse_streaming(Self::DESCRIPTOR, response, options)
    }

    /// Deserializes an HTTP response as [`parse_streaming`](Self::parse_streaming) does, for HTTP clients that block.
    ///
    /// # Errors
    /// As for [`parse_streaming`](Self::parse_streaming), and [`Failure::Connection`](crate::Failure::Connection) if
    /// the body has to be read into memory and comes from an asynchronous source that has to wait.
    fn parse_blocking(response: http::Response<Body>) -> Result<Self::Output, Error<Self::Error>> {
        Ok(Self::parse_blocking_with(response, ParseOptions::default())?.output)
    }

    /// Deserializes an HTTP response as [`parse_blocking`](Self::parse_blocking) does, with other settings, and returns
    /// the metadata of the response as well.
    ///
    /// # Errors
    /// As for [`parse_blocking`](Self::parse_blocking).
    fn parse_blocking_with(
        response: http::Response<Body>,
        options: ParseOptions,
    ) -> Result<WithMetadata<Self::Output>, Error<Self::Error>> {
        response::parse_blocking(Self::DESCRIPTOR, response, options)
    }
}
