//! Interceptors: code of the caller that changes the headers of a request before it is signed, and that sees requests
//! and responses. Their interface does not depend on the orchestrator.

use std::fmt;
use std::sync::Arc;

use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use super::attempt::AttemptProgress;
use super::error::headers;
use crate::{BoxError, Descriptor, HostPrefix};

/// Code that changes the headers of requests, or sees requests and responses.
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
/// use generated::devicefarm::config::{Config, InterceptedRequest, InterceptedResponse, Interceptor};
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
///     fn read_after_transmit(&self, response: &InterceptedResponse) {
///         println!("{}, attempt {}: {}", response.operation().name, response.attempt(), response.status());
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

    /// Sees the status and the headers of a response. It is not called if there is no response.
    fn read_after_transmit(&self, _response: &InterceptedResponse) {}
}

/// The request of one attempt, without its body.
#[derive(Clone, Debug)]
pub struct InterceptedRequest {
    operation: &'static Descriptor,
    attempt: u32,
    method: String,
    uri: String,
    headers: http::HeaderMap,
    omitted_prefix: Option<HostPrefix>,
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
    operation: &'static Descriptor,
    attempt: u32,
    status: u16,
    headers: http::HeaderMap,
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

/// The interceptors of a client or of a request, in their order.
#[derive(Clone, Default)]
pub(super) struct Interceptors(Vec<Arc<dyn Interceptor>>);

impl Interceptors {
    pub(super) fn push(&mut self, interceptor: impl Interceptor) {
        self.0.push(Arc::new(interceptor));
    }

    /// Returns the orchestrator's interceptor that calls these, or `None` if there are none.
    pub(super) fn of_request(
        &self,
        operation: &'static Descriptor,
        progress: &AttemptProgress,
        omitted_prefix: Option<&HostPrefix>,
    ) -> Option<InterceptRequest> {
        let request = || InterceptRequest {
            all: self.clone(),
            operation,
            progress: progress.clone(),
            omitted_prefix: omitted_prefix.cloned(),
        };
        (!self.0.is_empty()).then(request)
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

/// The orchestrator's interceptor that calls those of the caller.
#[derive(Debug)]
pub(super) struct InterceptRequest {
    all: Interceptors,
    operation: &'static Descriptor,
    progress: AttemptProgress,
    omitted_prefix: Option<HostPrefix>,
}

impl InterceptRequest {
    fn request(&self, request: &HttpRequest) -> InterceptedRequest {
        InterceptedRequest {
            operation: self.operation,
            attempt: self.progress.attempts(),
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            headers: headers(request.headers()),
            omitted_prefix: self.omitted_prefix.clone(),
        }
    }
}

impl Intercept for InterceptRequest {
    fn name(&self) -> &'static str {
        "InterceptRequest"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // The identity and the endpoint are resolved: a failure from here on is one of the request.
        self.progress.prepare();
        let mut request = self.request(context.request());
        let before = request.headers.clone();
        for interceptor in &self.all.0 {
            interceptor.modify_before_signing(&mut request)?;
        }
        if request.headers == before {
            return Ok(());
        }
        replace_headers(context.request_mut(), &request.headers)
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = self.request(context.request());
        self.all.0.iter().for_each(|interceptor| interceptor.read_before_transmit(&request));
        Ok(())
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        let response = InterceptedResponse {
            operation: self.operation,
            attempt: self.progress.attempts(),
            status: response.status().as_u16(),
            headers: headers(response.headers()),
        };
        self.all.0.iter().for_each(|interceptor| interceptor.read_after_transmit(&response));
        Ok(())
    }
}

/// Replaces all headers of a request.
fn replace_headers(request: &mut HttpRequest, headers: &http::HeaderMap) -> Result<(), BoxError> {
    let names: Vec<String> = request.headers().iter_bytes().map(|(name, _)| name.to_owned()).collect();
    for name in names {
        request.headers_mut().remove(name);
    }
    for (name, value) in headers {
        let text = std::str::from_utf8(value.as_bytes());
        let text = text.map_err(|_| format!("an interceptor gave the header `{name}` a value that is not UTF-8"))?;
        request.headers_mut().try_append(name.as_str().to_owned(), text.to_owned())?;
    }
    Ok(())
}
