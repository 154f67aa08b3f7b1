//! The polling logic of waiters: growing pauses between polls, and a deadline that does not depend on a correct clock.

use std::fmt;
use std::time::Duration;

use super::error::{WaiterError, WaiterFailure};
use super::{AcceptorState, ErrorOf, OutputOf, PollEvent, Waiter};

/// The state of one waiter, for programs that send requests with their own HTTP client.
///
/// Send the request, report the time with [`record_elapsed`](Self::record_elapsed), pass the result to
/// [`handle_response`](Self::handle_response), and do what the returned [`WaiterStep`] says. The loop reads no clock. It
/// counts its pauses as well, so that a clock that stands still or goes backwards does not extend the deadline.
pub struct WaiterLoop<W: Waiter> {
    deadline: Duration,
    min_delay: Duration,
    max_delay: Duration,
    waits_out_transient_failures: bool,
    polls: u32,
    /// The largest known elapsed time.
    elapsed: Duration,
    /// The sum of all pauses.
    paused: Duration,
    /// The HTTP status of the next response, if it is known.
    status: Option<u16>,
    /// The last output.
    output: Option<OutputOf<W>>,
}

/// The next step of a waiter.
pub enum WaiterStep<W: Waiter> {
    /// Poll again after this pause.
    Pause(Duration),
    /// The resource reached the state. If the awaited response was an error, the output is empty.
    Done(OutputOf<W>),
    /// The waiter failed.
    Failed(WaiterError<W>),
}

impl<W: Waiter> WaiterLoop<W> {
    /// Starts a waiter with this deadline and the model's delays.
    #[must_use]
    pub fn new(deadline: Duration) -> Self {
        let started = Self {
            deadline,
            min_delay: Duration::ZERO,
            max_delay: Duration::ZERO,
            waits_out_transient_failures: W::WAITS_OUT_TRANSIENT_FAILURES,
            polls: 0,
            elapsed: Duration::ZERO,
            paused: Duration::ZERO,
            status: None,
            output: None,
        };
        started.delays(W::MIN_DELAY, W::MAX_DELAY)
    }

    /// Sets the shortest and the longest pause. `min` is at least one millisecond, and `max` is at least `min`.
    #[must_use]
    pub fn delays(self, min: Duration, max: Duration) -> Self {
        let min_delay = min.max(Duration::from_millis(1));
        Self { min_delay, max_delay: max.max(min_delay), ..self }
    }

    /// Sets whether the waiter polls again after a request that failed for a transient cause
    /// ([`Error::is_transient`](crate::Error::is_transient)), until the deadline. Without a setting, the waiter decides
    /// ([`Waiter::WAITS_OUT_TRANSIENT_FAILURES`]). The setting does not apply to an error that an acceptor matches.
    #[must_use]
    pub fn wait_out_transient_failures(self, wait: bool) -> Self {
        Self { waits_out_transient_failures: wait, ..self }
    }

    /// Classifies a response: by the first acceptor that matches it, and otherwise by the setting for transient failures.
    fn classify(&self, response: Result<&OutputOf<W>, &ErrorOf<W>>) -> AcceptorState {
        let is_waited_out =
            || self.waits_out_transient_failures && response.err().is_some_and(ErrorOf::<W>::is_transient);
        match W::accept(response, self.status) {
            None if is_waited_out() => AcceptorState::Retry,
            accepted => accepted.unwrap_or(AcceptorState::unmatched(response.is_ok())),
        }
    }

    /// Returns the number of polls.
    #[must_use]
    pub fn polls(&self) -> u32 {
        self.polls
    }

    /// Returns the time since the start, as far as it is known.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns the time until the deadline.
    #[must_use]
    pub fn remaining(&self) -> Duration {
        self.deadline.saturating_sub(self.elapsed)
    }

    /// Records the time since the start.
    pub fn record_elapsed(&mut self, elapsed: Duration) {
        self.elapsed = self.elapsed.max(elapsed).max(self.paused);
    }

    /// Records the HTTP status of the response that [`handle_response`](Self::handle_response) handles next. Only
    /// waiters with an acceptor of a status need it, and only for outputs: an error has its own status. Without a
    /// status, an output matches every status from 200 to 299.
    pub fn record_status(&mut self, status: Option<u16>) {
        self.status = status;
    }

    /// Returns the poll event of a response, for progress output. Call it before
    /// [`handle_response`](Self::handle_response).
    #[must_use]
    pub fn poll_event<'a>(&self, response: Result<&'a OutputOf<W>, &'a ErrorOf<W>>) -> PollEvent<'a, W> {
        let metadata = response.err().map(ErrorOf::<W>::metadata);
        let classification = self.classify(response);
        PollEvent { number: self.polls + 1, elapsed: self.elapsed, response, classification, metadata }
    }

    /// Handles a response and returns the next step. `random` is a random number from 0 to 1, which spreads the polls of
    /// many waiters.
    pub fn handle_response(&mut self, response: Result<OutputOf<W>, ErrorOf<W>>, random: f64) -> WaiterStep<W> {
        self.polls += 1;
        let classification = self.classify(response.as_ref());
        self.status = None;
        match (classification, response) {
            (AcceptorState::Success, response) => WaiterStep::Done(response.unwrap_or_default()),
            (AcceptorState::Failure, Ok(output)) => {
                self.output = Some(output);
                WaiterStep::Failed(self.fail(WaiterFailure::Failed, None))
            }
            (AcceptorState::Failure, Err(error)) => WaiterStep::Failed(self.fail(WaiterFailure::Request, Some(error))),
            (AcceptorState::Retry, Ok(output)) => {
                self.output = Some(output);
                self.retry(random, None)
            }
            (AcceptorState::Retry, Err(error)) => self.retry(random, Some(error)),
        }
    }

    /// Ends the waiter because the deadline expired during a request.
    pub fn timed_out(&mut self) -> WaiterError<W> {
        self.elapsed = self.elapsed.max(self.deadline);
        self.fail(WaiterFailure::TimedOut, None)
    }

    fn retry(&mut self, random: f64, error: Option<ErrorOf<W>>) -> WaiterStep<W> {
        if self.remaining().is_zero() {
            return WaiterStep::Failed(self.fail(WaiterFailure::TimedOut, error));
        }
        // The last pause ends at the deadline, so that there is a last poll then.
        let pause = self.pause(random).min(self.remaining());
        self.paused += pause;
        WaiterStep::Pause(pause)
    }

    /// Returns a random pause between the shortest one and an upper limit, which doubles with each poll up to the longest.
    fn pause(&self, random: f64) -> Duration {
        let doubled = self.min_delay.saturating_mul(1 << (self.polls - 1).min(16));
        let most = doubled.min(self.max_delay);
        let random = if (0.0..=1.0).contains(&random) { random } else { 1.0 };
        self.min_delay + (most - self.min_delay).mul_f64(random)
    }

    fn fail(&mut self, failure: WaiterFailure, error: Option<ErrorOf<W>>) -> WaiterError<W> {
        WaiterError::new(failure, self.output.take(), error, self.polls, self.elapsed)
    }
}

impl<W: Waiter> fmt::Debug for WaiterStep<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pause(pause) => f.debug_tuple("Pause").field(pause).finish(),
            Self::Done(_) => f.write_str("Done"),
            Self::Failed(error) => f.debug_tuple("Failed").field(error).finish(),
        }
    }
}

impl<W: Waiter> fmt::Debug for WaiterLoop<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaiterLoop")
            .field("waiter", &W::NAME)
            .field("deadline", &self.deadline)
            .field("elapsed", &self.elapsed)
            .field("polls", &self.polls)
            .finish_non_exhaustive()
    }
}
