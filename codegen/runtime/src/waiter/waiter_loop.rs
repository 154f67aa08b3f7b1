//! When a waiter asks again, and when it gives up: pauses that grow, and a deadline that no clock can take away.

use std::fmt;
use std::time::Duration;

use super::error::{WaiterError, WaiterFailure};
use super::{AcceptorState, ErrorOf, OutputOf, PollEvent, Waiter};

/// The course of one waiting, for whoever carries requests by other means than a client.
///
/// Tell each response to [`answered`](Self::answered), and do what it says. The time that passes is told from outside. A clock
/// that stands still or goes backwards does not make the waiting longer than its deadline: pauses count as well.
pub struct WaiterLoop<W: Waiter> {
    deadline: Duration,
    min_delay: Duration,
    max_delay: Duration,
    polls: u32,
    /// The most that is known to have passed.
    elapsed: Duration,
    /// What the pauses are together.
    paused: Duration,
    /// The last response that was no error.
    output: Option<OutputOf<W>>,
}

/// What to do after a response.
pub enum WaiterStep<W: Waiter> {
    /// Ask again after this pause.
    Pause(Duration),
    /// Nothing: it has come about. The response is an empty one where an error is what was waited for.
    Done(OutputOf<W>),
    /// Nothing: it will not come about, or not in time.
    Failed(WaiterError<W>),
}

impl<W: Waiter> WaiterLoop<W> {
    /// Begins to wait, for so long and no longer, with the waiter's own pauses.
    #[must_use]
    pub fn new(deadline: Duration) -> Self {
        let begun = Self {
            deadline,
            min_delay: Duration::ZERO,
            max_delay: Duration::ZERO,
            polls: 0,
            elapsed: Duration::ZERO,
            paused: Duration::ZERO,
            output: None,
        };
        begun.delays(W::MIN_DELAY, W::MAX_DELAY)
    }

    /// The same with other pauses: none shorter than a millisecond, and the longest not below the shortest.
    #[must_use]
    pub fn delays(self, min: Duration, max: Duration) -> Self {
        let min_delay = min.max(Duration::from_millis(1));
        Self { min_delay, max_delay: max.max(min_delay), ..self }
    }

    /// How many answers there were.
    #[must_use]
    pub fn polls(&self) -> u32 {
        self.polls
    }

    /// The time since the beginning, so far as it is known.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The time that is left.
    #[must_use]
    pub fn remaining(&self) -> Duration {
        self.deadline.saturating_sub(self.elapsed)
    }

    /// Takes note of the time since the beginning.
    pub fn record_elapsed(&mut self, elapsed: Duration) {
        self.elapsed = self.elapsed.max(elapsed).max(self.paused);
    }

    /// A response, for whoever shows progress, before it is told to [`answered`](Self::answered).
    #[must_use]
    pub fn poll_event<'a>(&self, response: Result<&'a OutputOf<W>, &'a ErrorOf<W>>) -> PollEvent<'a, W> {
        PollEvent { number: self.polls + 1, elapsed: self.elapsed, response, classification: W::classify(response) }
    }

    /// What to do after a response. `random` is any number from 0 to 1, which spreads the pauses of many who wait.
    pub fn handle_response(&mut self, response: Result<OutputOf<W>, ErrorOf<W>>, random: f64) -> WaiterStep<W> {
        self.polls += 1;
        match (W::classify(response.as_ref()), response) {
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

    /// Why the waiting ends where its time has passed during a request.
    pub fn timed_out(&mut self) -> WaiterError<W> {
        self.elapsed = self.elapsed.max(self.deadline);
        self.fail(WaiterFailure::TimedOut, None)
    }

    fn retry(&mut self, random: f64, error: Option<ErrorOf<W>>) -> WaiterStep<W> {
        if self.remaining().is_zero() {
            return WaiterStep::Failed(self.fail(WaiterFailure::TimedOut, error));
        }
        // The last pause ends with the deadline, so that what comes about in it is still seen.
        let pause = self.pause(random).min(self.remaining());
        self.paused += pause;
        WaiterStep::Pause(pause)
    }

    /// Somewhere between the shortest pause and one that doubles each time up to the longest.
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
