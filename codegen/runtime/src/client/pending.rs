//! A call that waits to be awaited: until then, it can be told what holds for it alone.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_types::timeout::TimeoutConfigBuilder;

use super::call::Call;
use super::error::Failed;
use super::{Answer, Client};
use crate::{Error, Operation, Repeat};

/// A call under way. Awaiting it gives the operation's output, or what went wrong.
///
/// Nothing is sent before that, so that a call can be given settings of its own first:
///
/// ```no_run
/// # use std::time::Duration;
/// # use codegen_runtime::{Error, Operation, Repeat, client::Client};
/// # async fn example<O: Operation>(client: Client, input: O::Input) -> Result<O::Output, Error<O::Error>> {
/// client.invoke::<O>(input).repeat(Repeat::Idempotent).timeout(Duration::from_secs(10)).await
/// # }
/// ```
#[must_use = "nothing is sent before it is awaited"]
pub struct Pending<O: Operation>(State<O>);

/// The steps of a call, of which each takes the place of the one before.
enum State<O: Operation> {
    /// The input cannot be sent.
    Unsendable(Error<O::Error>),
    Unsent(Box<Prepared>),
    Sent(Answer),
    /// What there was to tell has been told.
    Over,
}

/// What is sent once it is awaited.
struct Prepared {
    client: Client,
    call: Call,
    request: http::Request<Vec<u8>>,
}

// Nothing in it is pinned: what runs is boxed.
impl<O: Operation> Unpin for Pending<O> {}

impl<O: Operation> Pending<O> {
    pub(super) fn new(client: &Client, call: Call, request: Result<http::Request<Vec<u8>>, Error<O::Error>>) -> Self {
        Self(match request {
            Ok(request) => State::Unsent(Box::new(Prepared { client: client.clone(), call, request })),
            Err(error) => State::Unsendable(error),
        })
    }

    /// Takes the operation as one that may be sent again, or may not, whatever its model says.
    ///
    /// With [`Repeat::Idempotent`] the request is sent again after failures that may have had an effect, which is for
    /// callers who know that doing it twice does no harm here. With [`Repeat::Unsafe`] it is not.
    pub fn repeat(mut self, repeat: Repeat) -> Self {
        if let State::Unsent(prepared) = &mut self.0 {
            prepared.call.repeat = repeat;
        }
        self
    }

    /// At most so many attempts, the first included, where the configuration says another number. With 1 there is no
    /// second one, whatever happens; 0 is taken as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        if let State::Unsent(prepared) = &mut self.0 {
            let Prepared { client, call, .. } = &mut **prepared;
            let retry = call.settings.retry.take().unwrap_or_else(|| client.0.defaults.retry.clone());
            call.settings.retry = Some(retry.with_max_attempts(attempts.max(1)));
        }
        self
    }

    /// How long one attempt may take, with its answer, where the configuration says otherwise.
    pub fn attempt_timeout(self, limit: Duration) -> Self {
        self.limited(|limits| limits.operation_attempt_timeout(limit))
    }

    /// How long the call may take, with all attempts and the pauses between them, where the configuration says otherwise.
    pub fn timeout(self, limit: Duration) -> Self {
        self.limited(|limits| limits.operation_timeout(limit))
    }

    fn limited(mut self, limit: impl FnOnce(TimeoutConfigBuilder) -> TimeoutConfigBuilder) -> Self {
        if let State::Unsent(prepared) = &mut self.0 {
            let Prepared { client, call, .. } = &mut **prepared;
            let limits = call.settings.timeouts.as_ref().unwrap_or(&client.0.defaults.timeouts);
            call.settings.timeouts = Some(limit(limits.to_builder()).build());
        }
        self
    }
}

impl<O: Operation> Future for Pending<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut answer = match std::mem::replace(&mut self.0, State::Over) {
            State::Unsendable(error) => return Poll::Ready(Err(error)),
            State::Unsent(prepared) => {
                let Prepared { client, call, request } = *prepared;
                client.send(call, request)
            }
            State::Sent(answer) => answer,
            State::Over => panic!("a future is not polled after it was ready"),
        };
        match answer.as_mut().poll(context) {
            Poll::Pending => {
                self.0 = State::Sent(answer);
                Poll::Pending
            }
            Poll::Ready(Ok(answer)) => Poll::Ready(O::parse(&answer)),
            Poll::Ready(Err(Failed { failure, answer })) => {
                Poll::Ready(Err(Error::failed(O::DESCRIPTOR.name, failure, answer)))
            }
        }
    }
}

impl<O: Operation> fmt::Debug for Pending<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pending").field(&O::DESCRIPTOR.name).finish()
    }
}
