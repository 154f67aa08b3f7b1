//! A call that waits to be awaited: until then, it can be told what holds for it alone.

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

/// A call under way. Awaiting it gives the operation's output, or what went wrong.
///
/// Nothing is sent before that, so that a call can be given settings of its own first:
///
/// ```no_run
/// # use std::time::Duration;
/// # use codegen_runtime::{Error, Operation, RetrySafety, client::Client};
/// # async fn example<O: Operation>(client: Client, input: O::Input) -> Result<O::Output, Error<O::Error>> {
/// client.invoke::<O>(input).retry_safety(RetrySafety::Idempotent).timeout(Duration::from_secs(10)).await
/// # }
/// ```
#[must_use = "nothing is sent before it is awaited"]
pub struct SendFuture<O: Operation>(State<O>);

/// The steps of a call, of which each takes the place of the one before.
enum State<O: Operation> {
    /// The input cannot be sent.
    Invalid(Error<O::Error>),
    Ready(Box<Prepared>),
    InFlight(ResponseFuture),
    /// What there was to tell has been told.
    Done,
}

/// What is sent once it is awaited.
struct Prepared {
    client: Client,
    plugin: OperationPlugin,
    request: http::Request<Body>,
}

// Nothing in it is pinned: what runs is boxed.
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

    /// Takes the operation as one that may be sent again, or may not, whatever its model says.
    ///
    /// With [`RetrySafety::Idempotent`] the request is sent again after failures that may have had an effect, which is for
    /// callers who know that doing it twice does no harm here. With [`RetrySafety::NotIdempotent`] it is not.
    pub fn retry_safety(mut self, retry_safety: RetrySafety) -> Self {
        if let State::Ready(prepared) = &mut self.0 {
            prepared.plugin.retry_safety = retry_safety;
        }
        self
    }

    /// At most so many attempts, the first included, where the configuration says another number. With 1 there is no
    /// second one, whatever happens; 0 is taken as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        if let State::Ready(prepared) = &mut self.0 {
            let Prepared { client, plugin, .. } = &mut **prepared;
            let retry = plugin.settings.retry.take().unwrap_or_else(|| client.0.defaults.retry.clone());
            plugin.settings.retry = Some(retry.with_max_attempts(attempts.max(1)));
        }
        self
    }

    /// How long one attempt may take, with its response, where the configuration says otherwise.
    pub fn attempt_timeout(self, limit: Duration) -> Self {
        self.limited(|limits| limits.operation_attempt_timeout(limit))
    }

    /// How long the call may take, with all attempts and the pauses between them, where the configuration says otherwise.
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
            State::Done => panic!("a future is not polled after it was ready"),
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
