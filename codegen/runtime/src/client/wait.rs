//! Waiting with a client: the requests, the pauses and the clock are the client's own.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use aws_smithy_async::future::timeout::Timeout;

use super::Client;
use crate::waiter::{OutputOf, WaiterError};
use crate::{Operation, PollEvent, Waiter, WaiterLoop, WaiterStep};

/// A waiting that has not begun. Awaiting it gives the response that was waited for, or why it did not come.
#[must_use = "nothing is sent before it is awaited"]
pub struct Wait<W: Waiter> {
    client: Client,
    input: <W::Operation as Operation>::Input,
    waiter_loop: WaiterLoop<W>,
    report: Report<W>,
}

type Report<W> = Box<dyn FnMut(&PollEvent<'_, W>) + Send>;

impl<W: Waiter> Wait<W> {
    /// Waits for so long and no longer. Generated builders call it.
    pub fn new(client: Client, input: <W::Operation as Operation>::Input, deadline: Duration) -> Self {
        Self { client, input, waiter_loop: WaiterLoop::new(deadline), report: Box::new(|_| {}) }
    }

    /// Other pauses than the waiter's: the shortest between two requests, and the longest, up to which they double. Each
    /// is somewhere between, by chance.
    pub fn delays(self, min: Duration, max: Duration) -> Self {
        Self { waiter_loop: self.waiter_loop.delays(min, max), ..self }
    }

    /// Calls this after each response, to show progress.
    pub fn on_poll(self, report: impl FnMut(&PollEvent<'_, W>) + Send + 'static) -> Self {
        Self { report: Box::new(report), ..self }
    }

    async fn run(self) -> Result<OutputOf<W>, WaiterError<W>> {
        let Self { client, input, mut waiter_loop, mut report } = self;
        let began = client.now();
        loop {
            let call = client.invoke::<W::Operation>(input.clone());
            // A request that does not end is not waited for longer than the deadline.
            let Ok(response) = Timeout::new(call, client.sleep(waiter_loop.remaining())).await else {
                return Err(waiter_loop.timed_out());
            };
            waiter_loop.record_elapsed(client.now().duration_since(began).unwrap_or_default());
            report(&waiter_loop.poll_event(response.as_ref()));
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
