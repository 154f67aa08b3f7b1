//! Interceptors: code of the caller that changes the headers of a request before it is signed, and that sees requests,
//! responses and failures. Their interface does not depend on the orchestrator.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use super::error::reason;
use crate::{BoxError, Descriptor, HostPrefix};

/// Code that changes the headers of requests, or sees requests, responses and failures.
///
/// A configuration ([`interceptor`](super::config::ConfigBuilder::interceptor)) or
/// [`Client::with_interceptor`](super::Client::with_interceptor) adds one for all requests of a client,
/// [`SendFuture::interceptor`](super::SendFuture::interceptor) for one request. Each method runs once in each attempt, on the
/// task that sends the request. It must not block.
///
/// Requests and responses hold secrets, in their URIs and headers too: `authorization` and `x-amz-security-token` among
/// them. An interceptor sees all of it, also where the model calls a member sensitive. It is up to the interceptor to keep
/// that out of logs.
///
/// ```
/// use generated::devicefarm::Client;
/// use generated::devicefarm::config::{Config, InterceptedAttempt, InterceptedRequest, Interceptor};
/// use generated::runtime::BoxError;
///
/// struct Tracing;
///
/// impl Interceptor for Tracing {
///     fn modify_before_signing(&self, request: &mut InterceptedRequest) -> Result<(), BoxError> {
///         request.headers_mut().insert("x-trace-id", "1-2-3".parse()?);
///         Ok(())
///     }
///
///     fn read_after_attempt(&self, attempt: &InterceptedAttempt<'_>) {
///         let name = attempt.operation().name;
///         match (attempt.message(), attempt.status()) {
///             (Some(message), _) => println!("{name}, attempt {} failed: {message}", attempt.number()),
///             (None, status) => println!("{name}, attempt {}: {status:?}", attempt.number()),
///         }
///     }
/// }
///
/// # fn client(config: Config) -> Client {
/// Client::from_conf(config.to_builder().interceptor(Tracing).build())
/// # }
/// ```
pub trait Interceptor: Send + Sync + 'static {
    /// Changes the headers of a request before it is signed. The signature covers the headers that are added here.
    ///
    /// The headers of the client are already there, except those of the signature.
    ///
    /// # Errors
    /// An error ends the request. Nothing is sent, there are no further attempts, and the error is the cause of
    /// [`Failure::Request`](crate::Failure::Request).
    fn modify_before_signing(&self, _request: &mut InterceptedRequest) -> Result<(), BoxError> {
        Ok(())
    }

    /// Sees a request as it is sent, with its signature.
    fn read_before_transmit(&self, _request: &InterceptedRequest) {}

    /// Sees the status and the headers of a response. It is not called if there is no response:
    /// [`read_after_attempt`](Self::read_after_attempt) sees that.
    fn read_after_transmit(&self, _response: &InterceptedResponse) {}

    /// Sees the end of an attempt, with or without a response: also one that got no credentials, no connection or no response
    /// in time. It runs after [`read_after_transmit`](Self::read_after_transmit), when the body has been read. Another
    /// attempt may follow.
    ///
    /// It is not called if the future of the request is dropped before the attempt ends, or if the input is invalid, because
    /// there is no attempt then.
    fn read_after_attempt(&self, _attempt: &InterceptedAttempt<'_>) {}
}

/// The request of one attempt, without its body.
#[derive(Clone, Debug)]
pub struct InterceptedRequest {
    pub(super) operation: &'static Descriptor,
    pub(super) attempt: u32,
    pub(super) method: String,
    pub(super) uri: String,
    pub(super) headers: http::HeaderMap,
    pub(super) omitted_prefix: Option<HostPrefix>,
}

impl InterceptedRequest {
    /// Returns the operation.
    #[must_use]
    pub fn operation(&self) -> &'static Descriptor {
        self.operation
    }

    /// Returns the number of this attempt. The first has number 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Returns the HTTP method.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Returns the whole URI.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Returns the host prefix of the operation, such as `data.`, if the request goes without it because the endpoint's host
    /// is an IP address. `None` if the operation has no prefix, if the host has it, or if the client leaves prefixes out.
    #[must_use]
    pub fn omitted_host_prefix(&self) -> Option<&str> {
        self.omitted_prefix.as_ref().map(|HostPrefix(prefix)| &**prefix)
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &http::HeaderMap {
        &self.headers
    }

    /// Returns the headers, to change them. Values must be UTF-8.
    #[must_use]
    pub fn headers_mut(&mut self) -> &mut http::HeaderMap {
        &mut self.headers
    }
}

/// The response of one attempt, without its body.
#[derive(Clone, Debug)]
pub struct InterceptedResponse {
    pub(super) operation: &'static Descriptor,
    pub(super) attempt: u32,
    pub(super) status: u16,
    pub(super) headers: http::HeaderMap,
}

impl InterceptedResponse {
    /// Returns the operation.
    #[must_use]
    pub fn operation(&self) -> &'static Descriptor {
        self.operation
    }

    /// Returns the number of this attempt. The first has number 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Returns the HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &http::HeaderMap {
        &self.headers
    }
}

/// The end of one attempt.
#[derive(Debug)]
pub struct InterceptedAttempt<'a> {
    pub(super) operation: &'static Descriptor,
    pub(super) number: u32,
    pub(super) status: Option<u16>,
    pub(super) error: Option<&'a (dyn StdError + 'static)>,
}

impl InterceptedAttempt<'_> {
    /// Returns the operation.
    #[must_use]
    pub fn operation(&self) -> &'static Descriptor {
        self.operation
    }

    /// Returns the number of this attempt. The first has number 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns the HTTP status, or `None` if there was no response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns the message of the failure's root cause, or `None` if the whole response arrived, whatever its status.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        self.error.map(reason)
    }

    /// Returns why no whole response arrived, or `None` if it did, whatever its status. The causes are its
    /// [`source`](StdError::source)s. Their types are those of AWS's runtime and of the HTTP client, and can change with
    /// them.
    #[must_use]
    pub fn error(&self) -> Option<&(dyn StdError + 'static)> {
        self.error
    }
}

/// The interceptors of a client or of a request, in their order.
#[derive(Clone, Default)]
pub(super) struct Interceptors(pub(super) Vec<Arc<dyn Interceptor>>);

impl Interceptors {
    pub(super) fn push(&mut self, interceptor: impl Interceptor) {
        self.0.push(Arc::new(interceptor));
    }
}

impl fmt::Debug for Interceptors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} interceptors", self.0.len())
    }
}

/// The interceptor of `SendFuture::map_headers`.
pub(super) struct MapHeaders<F>(pub(super) F);

impl<F> Interceptor for MapHeaders<F>
where
    F: Fn(&mut http::HeaderMap) -> Result<(), BoxError> + Send + Sync + 'static,
{
    fn modify_before_signing(&self, request: &mut InterceptedRequest) -> Result<(), BoxError> {
        self.0(request.headers_mut())
    }
}
