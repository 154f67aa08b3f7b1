//! The future of one request. It takes settings for this request until it is awaited.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use aws_smithy_types::timeout::TimeoutConfigBuilder;

use super::attempt::AttemptProgress;
use super::endpoint::ResolvedEndpoint;
use super::error::TransportError;
use super::interceptor::{Interceptor, MapHeaders};
use super::operation_plugin::{OperationPlugin, idempotency_token};
use super::{Client, ResponseFuture, transport};
use crate::{
    Body, BoxError, EndpointError, EndpointParams, Error, Operation, OperationError, ParseOptions, ResponseParts,
    RetrySafety, WithMetadata, response,
};

impl Client {
    /// Returns the future of a request. The request is sent when the future is awaited.
    ///
    /// The client sets a missing idempotency token, which is the same for all attempts.
    pub fn invoke<O: Operation>(&self, mut input: O::Input) -> SendFuture<O> {
        O::fill_token(&mut input, &mut idempotency_token);
        let mut params = EndpointParams::default();
        O::endpoint_params(&input, &mut params);
        let endpoint = self.0.own_endpoint(params, O::AUTH);
        let mut request = O::request(&input);
        let omitted_prefix =
            request.as_mut().ok().and_then(|request| self.0.omit_host_prefix(request, endpoint.as_ref()));
        let streams_body = request.as_ref().is_ok_and(|request| matches!(request.body(), Body::Stream(_)));
        let mut plugin = OperationPlugin::of::<O>(endpoint, self.0.endpoint.as_ref().ok(), streams_body);
        plugin.omitted_prefix = omitted_prefix;
        plugin.body_limit = self.0.parse_options.body_limit;
        plugin.interceptors = self.0.interceptors.clone();
        if streams_body {
            plugin.settings.timeouts = Some(self.0.defaults.streaming_timeouts.clone());
        }
        SendFuture::new(self, plugin, request)
    }
}

/// The future of one request. Awaiting it returns the operation's output or error.
///
/// The request is sent when the future is first polled. Until then, methods change the settings of this request:
///
/// ```no_run
/// # use std::time::Duration;
/// # use codegen_runtime::{Error, Operation, RetrySafety, client::Client};
/// # async fn example<O: Operation>(client: Client, input: O::Input) -> Result<O::Output, Error<O::Error>> {
/// client.invoke::<O>(input).retry_safety(RetrySafety::Idempotent).timeout(Duration::from_secs(10)).await
/// # }
/// ```
#[must_use = "a request is sent only when its future is awaited"]
pub struct SendFuture<O: Operation>(State<O>);

/// The state of the future.
enum State<O: Operation> {
    /// The request cannot be built from the input.
    Invalid(Error<O::Error>),
    Ready(Box<Prepared>),
    InFlight(InFlight),
    /// The future has returned its result.
    Done,
}

/// A request that has been sent.
struct InFlight {
    response: ResponseFuture,
    progress: AttemptProgress,
    client: Client,
    endpoint: Option<Result<ResolvedEndpoint, EndpointError>>,
}

/// A request that has not been sent.
struct Prepared {
    client: Client,
    plugin: OperationPlugin,
    request: http::Request<Body>,
}

// `ResponseFuture` is boxed, so nothing in this type is pinned.
impl<O: Operation> Unpin for SendFuture<O> {}

impl<O: Operation> SendFuture<O> {
    pub(super) fn new(
        client: &Client,
        plugin: OperationPlugin,
        request: Result<http::Request<Body>, Error<O::Error>>,
    ) -> Self {
        Self(match request {
            Ok(request) => State::Ready(Box::new(Prepared { client: client.clone(), plugin, request })),
            Err(error) => State::Invalid(error),
        })
    }

    /// Sets the retry safety of this request, in place of [`Operation::RETRY_SAFETY`].
    ///
    /// With [`RetrySafety::Idempotent`], the client also sends the request again after failures in which the service may
    /// have executed it. Use it only if executing this request twice does no harm. With [`RetrySafety::NotIdempotent`], the
    /// client does not.
    pub fn retry_safety(mut self, retry_safety: RetrySafety) -> Self {
        if let State::Ready(prepared) = &mut self.0 {
            prepared.plugin.retry_safety = retry_safety;
        }
        self
    }

    /// Sets the maximum number of attempts for this request, including the first, in place of the configuration's. With 1
    /// there is no retry. 0 counts as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        if let State::Ready(prepared) = &mut self.0 {
            let Prepared { client, plugin, .. } = &mut **prepared;
            let retry = plugin.settings.retry.take().unwrap_or_else(|| client.0.defaults.retry.clone());
            plugin.settings.retry = Some(retry.with_max_attempts(attempts.max(1)));
        }
        self
    }

    /// Sets the timeout of one attempt, including its response, in place of the configuration's.
    pub fn attempt_timeout(self, limit: Duration) -> Self {
        self.limited(|limits| limits.operation_attempt_timeout(limit))
    }

    /// Sets the timeout of the request, including all attempts and the pauses between them, in place of the
    /// configuration's.
    pub fn timeout(self, limit: Duration) -> Self {
        self.limited(|limits| limits.operation_timeout(limit))
    }

    /// Adds an interceptor of this request, which runs after those of the client.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        if let State::Ready(prepared) = &mut self.0 {
            prepared.plugin.interceptors.push(interceptor);
        }
        self
    }

    /// Adds or changes headers of this request before it is signed. The function runs in each attempt.
    ///
    /// An error of the function ends the request: see
    /// [`Interceptor::modify_before_signing`](super::Interceptor::modify_before_signing).
    ///
    /// ```no_run
    /// # async fn example(client: generated::devicefarm::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let call = client.list_projects().send().map_headers(|headers| {
    ///     headers.insert("x-trace-id", "1-2-3".parse()?);
    ///     Ok(())
    /// });
    /// println!("{:?}", call.await?.projects());
    /// # Ok(())
    /// # }
    /// ```
    pub fn map_headers<F>(self, change: F) -> Self
    where
        F: Fn(&mut http::HeaderMap) -> Result<(), BoxError> + Send + Sync + 'static,
    {
        self.interceptor(MapHeaders(change))
    }

    fn limited(mut self, limit: impl FnOnce(TimeoutConfigBuilder) -> TimeoutConfigBuilder) -> Self {
        if let State::Ready(prepared) = &mut self.0 {
            let Prepared { client, plugin, .. } = &mut **prepared;
            let limits = plugin.settings.timeouts.as_ref().unwrap_or(&client.0.defaults.timeouts);
            plugin.settings.timeouts = Some(limit(limits.to_builder()).build());
        }
        self
    }
}

impl<O: Operation> SendFuture<O> {
    /// Returns a future that also gives the metadata of the response: status, headers, request id, number of attempts and
    /// unreadable members. An error has its metadata in any case: [`Error::metadata`].
    ///
    /// ```no_run
    /// # use codegen_runtime::{Error, Operation, client::Client};
    /// # async fn example<O: Operation>(client: Client, input: O::Input) -> Result<O::Output, Error<O::Error>> {
    /// let response = client.invoke::<O>(input).with_metadata().await?;
    /// println!("request {:?}", response.metadata.request_id());
    /// # Ok(response.output)
    /// # }
    /// ```
    pub fn with_metadata(self) -> MetadataFuture<O> {
        MetadataFuture(self)
    }

    /// Polls for the response and reads it with a function.
    fn poll_with<T>(&mut self, context: &mut Context<'_>, read: ReadResponse<O, T>) -> Poll<Received<O, T>> {
        let mut in_flight = match std::mem::replace(&mut self.0, State::Done) {
            State::Invalid(error) => return Poll::Ready(Err(with_attempts(error, 0))),
            State::Ready(prepared) => {
                let Prepared { client, plugin, request } = *prepared;
                let (progress, endpoint) = (plugin.progress.clone(), plugin.endpoint.clone());
                InFlight { response: client.send(plugin, request), progress, client, endpoint }
            }
            State::InFlight(in_flight) => in_flight,
            State::Done => panic!("`SendFuture` was polled after it returned its result"),
        };
        let result = match in_flight.response.as_mut().poll(context) {
            Poll::Pending => {
                self.0 = State::InFlight(in_flight);
                return Poll::Pending;
            }
            Poll::Ready(Ok(response)) => {
                let parts = transport::response_parts(O::DESCRIPTOR.service.protocol, &response);
                read(&parts, in_flight.client.0.parse_options)
            }
            Poll::Ready(Err(TransportError { failure, response })) => {
                Err(Error::failed(O::DESCRIPTOR.name, failure, response))
            }
        };
        let attempts = in_flight.progress.attempts();
        Poll::Ready(match result {
            Ok(output) => Ok((output, attempts)),
            Err(mut error) => {
                error.metadata_mut().host = in_flight.host();
                Err(with_attempts(error, attempts))
            }
        })
    }
}

impl InFlight {
    /// Returns the host that the request goes to, for messages.
    #[cold]
    fn host(&self) -> Option<String> {
        let endpoint = self.endpoint.as_ref().unwrap_or(&self.client.0.endpoint);
        endpoint.as_ref().ok().map(|endpoint| endpoint.host_and_port().to_owned())
    }
}

/// Reads an output or an error from a response.
type ReadResponse<O, T> = fn(&ResponseParts<'_>, ParseOptions) -> Result<T, Error<<O as Operation>::Error>>;

/// A result and the number of attempts that led to it.
type Received<O, T> = Result<(T, u32), Error<<O as Operation>::Error>>;

fn with_attempts<E: OperationError>(mut error: Error<E>, attempts: u32) -> Error<E> {
    error.metadata_mut().attempts = Some(attempts);
    error
}

impl<O: Operation> Future for SendFuture<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let received =
            ready!(self.poll_with(context, |response, options| response::parse(O::DESCRIPTOR, response, options)));
        Poll::Ready(received.map(|(output, _)| output))
    }
}

/// The future of one request, from [`SendFuture::with_metadata`]. Awaiting it returns the operation's output with the
/// metadata of its response, or an error.
#[must_use = "a request is sent only when its future is awaited"]
pub struct MetadataFuture<O: Operation>(SendFuture<O>);

impl<O: Operation> Future for MetadataFuture<O> {
    type Output = Result<WithMetadata<O::Output>, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let received = ready!(self.0.poll_with(context, |response, options| response::parse_with_metadata(
            O::DESCRIPTOR,
            response,
            options
        )));
        Poll::Ready(received.map(|(mut response, attempts)| {
            response.metadata.attempts = Some(attempts);
            response
        }))
    }
}

impl<O: Operation> fmt::Debug for MetadataFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MetadataFuture").field(&O::DESCRIPTOR.name).finish()
    }
}

impl<O: Operation> fmt::Debug for SendFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SendFuture").field(&O::DESCRIPTOR.name).finish()
    }
}
