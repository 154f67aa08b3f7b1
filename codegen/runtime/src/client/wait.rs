//! Waiters that use the client's requests, pauses and clock.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use aws_smithy_async::future::timeout::Timeout;

use super::Client;
use crate::waiter::{OutputOf, WaiterError};
use crate::{Operation, PollEvent, ResponseMetadata, Waiter, WaiterLoop, WaiterStep, WithMetadata};

/// A waiter that has not started. Awaiting it returns the output in the awaited state, or a [`WaiterError`].
#[must_use = "a waiter sends nothing until it is awaited"]
pub struct Wait<W: Waiter> {
    client: Client,
    input: <W::Operation as Operation>::Input,
    waiter_loop: WaiterLoop<W>,
    report: Report<W>,
}

type Report<W> = Box<dyn FnMut(&PollEvent<'_, W>) + Send>;

impl<W: Waiter> Wait<W> {
    /// Creates a waiter with this deadline. Generated builders call it.
    pub fn new(client: Client, input: <W::Operation as Operation>::Input, deadline: Duration) -> Self {
        Self { client, input, waiter_loop: WaiterLoop::new(deadline), report: Box::new(|_| {}) }
    }

    /// Sets the shortest and the longest pause between two polls. The upper limit of the random pause doubles with each
    /// poll, up to `max`.
    pub fn delays(self, min: Duration, max: Duration) -> Self {
        Self { waiter_loop: self.waiter_loop.delays(min, max), ..self }
    }

    /// Sets whether the waiter polls again after a request that failed for a transient cause, such as a lost
    /// connection, until the deadline. The client has already retried the request by then. The default is that of the
    /// waiter: only waiters for resources that cost money while they run poll again. See
    /// [`WaiterLoop::wait_out_transient_failures`].
    pub fn wait_out_transient_failures(self, wait: bool) -> Self {
        Self { waiter_loop: self.waiter_loop.wait_out_transient_failures(wait), ..self }
    }

    /// Calls a function after each response, for progress output.
    pub fn on_poll(self, report: impl FnMut(&PollEvent<'_, W>) + Send + 'static) -> Self {
        Self { report: Box::new(report), ..self }
    }

    async fn run(self) -> Result<OutputOf<W>, WaiterError<W>> {
        let Self { client, input, mut waiter_loop, mut report } = self;
        let began = client.now();
        loop {
            let call = client.invoke::<W::Operation>(input.clone()).with_metadata();
            // The deadline also ends a request that hangs.
            let Ok(response) = Timeout::new(call, client.sleep(waiter_loop.remaining())).await else {
                return Err(waiter_loop.timed_out());
            };
            waiter_loop.record_elapsed(client.now().duration_since(began).unwrap_or_default());
            let (response, metadata) = match response {
                Ok(WithMetadata { output, metadata }) => (Ok(output), Some(metadata)),
                Err(error) => (Err(error), None),
            };
            waiter_loop.record_status(metadata.as_ref().and_then(ResponseMetadata::status));
            let event = waiter_loop.poll_event(response.as_ref());
            report(&PollEvent { metadata: metadata.as_ref().or(event.metadata), ..event });
            match waiter_loop.handle_response(response, fastrand::f64()) {
                WaiterStep::Done(output) => return Ok(output),
                WaiterStep::Failed(error) => return Err(error),
                WaiterStep::Pause(pause) => client.sleep(pause).await,
            }
            waiter_loop.record_elapsed(client.now().duration_since(began).unwrap_or_default());
        }
    }
}

impl<W: Waiter> IntoFuture for Wait<W> {
    type Output = Result<OutputOf<W>, WaiterError<W>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<W: Waiter> fmt::Debug for Wait<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Wait").field(&self.waiter_loop).finish()
    }
}
