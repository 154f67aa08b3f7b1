//! The future of one request. It takes settings for this request until it is awaited.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_types::timeout::TimeoutConfigBuilder;

use super::error::TransportError;
use super::operation_plugin::OperationPlugin;
use super::{Client, ResponseFuture, transport};
use crate::{Body, Error, Operation, RetrySafety, response};

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
    InFlight(ResponseFuture),
    /// The future has returned its result.
    Done,
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

    fn limited(mut self, limit: impl FnOnce(TimeoutConfigBuilder) -> TimeoutConfigBuilder) -> Self {
        if let State::Ready(prepared) = &mut self.0 {
            let Prepared { client, plugin, .. } = &mut **prepared;
            let limits = plugin.settings.timeouts.as_ref().unwrap_or(&client.0.defaults.timeouts);
            plugin.settings.timeouts = Some(limit(limits.to_builder()).build());
        }
        self
    }
}

impl<O: Operation> Future for SendFuture<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut response = match std::mem::replace(&mut self.0, State::Done) {
            State::Invalid(error) => return Poll::Ready(Err(error)),
            State::Ready(prepared) => {
                let Prepared { client, plugin, request } = *prepared;
                client.send(plugin, request)
            }
            State::InFlight(response) => response,
            State::Done => panic!("`SendFuture` was polled after it returned its result"),
        };
        match response.as_mut().poll(context) {
            Poll::Pending => {
                self.0 = State::InFlight(response);
                Poll::Pending
            }
            Poll::Ready(Ok(response)) => {
                let protocol = O::DESCRIPTOR.service.protocol;
                Poll::Ready(response::parse::<O>(&transport::response_parts(protocol, &response)))
            }
            Poll::Ready(Err(TransportError { failure, response })) => {
                Poll::Ready(Err(Error::failed(O::DESCRIPTOR.name, failure, response)))
            }
        }
    }
}

impl<O: Operation> fmt::Debug for SendFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SendFuture").field(&O::DESCRIPTOR.name).finish()
    }
}
