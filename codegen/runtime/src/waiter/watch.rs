//! When a waiter asks again, and when it gives up: pauses that grow, and a deadline that no clock can take away.

use std::fmt;
use std::time::Duration;

use super::error::{WaitError, WaitFailure};
use super::{ErrorOf, OutputOf, Polled, Waiter, WaiterState};

/// The course of one waiting, for whoever carries requests by other means than a client.
///
/// Tell each answer to [`answered`](Self::answered), and do what it says. The time that passes is told from outside. A clock
/// that stands still or goes backwards does not make the waiting longer than its deadline: pauses count as well.
pub struct Watch<W: Waiter> {
    deadline: Duration,
    min_delay: Duration,
    max_delay: Duration,
    polls: u32,
    /// The most that is known to have passed.
    elapsed: Duration,
    /// What the pauses are together.
    paused: Duration,
    /// The last answer that was no error.
    output: Option<OutputOf<W>>,
}

/// What to do after an answer.
pub enum WaitStep<W: Waiter> {
    /// Ask again after this pause.
    Pause(Duration),
    /// Nothing: it has come about. The answer is an empty one where an error is what was waited for.
    Done(OutputOf<W>),
    /// Nothing: it will not come about, or not in time.
    Failed(WaitError<W>),
}

impl<W: Waiter> Watch<W> {
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
    pub fn left(&self) -> Duration {
        self.deadline.saturating_sub(self.elapsed)
    }

    /// Takes note of the time since the beginning.
    pub fn pass(&mut self, elapsed: Duration) {
        self.elapsed = self.elapsed.max(elapsed).max(self.paused);
    }

    /// An answer, for whoever shows progress, before it is told to [`answered`](Self::answered).
    #[must_use]
    pub fn polled<'a>(&self, answer: Result<&'a OutputOf<W>, &'a ErrorOf<W>>) -> Polled<'a, W> {
        Polled { number: self.polls + 1, elapsed: self.elapsed, answer, meaning: W::judge(answer) }
    }

    /// What to do after an answer. `random` is any number from 0 to 1, which spreads the pauses of many who wait.
    pub fn answered(&mut self, answer: Result<OutputOf<W>, ErrorOf<W>>, random: f64) -> WaitStep<W> {
        self.polls += 1;
        match (W::judge(answer.as_ref()), answer) {
            (WaiterState::Success, answer) => WaitStep::Done(answer.unwrap_or_default()),
            (WaiterState::Failure, Ok(output)) => {
                self.output = Some(output);
                WaitStep::Failed(self.fail(WaitFailure::Failed, None))
            }
            (WaiterState::Failure, Err(error)) => WaitStep::Failed(self.fail(WaitFailure::Request, Some(error))),
            (WaiterState::Retry, Ok(output)) => {
                self.output = Some(output);
                self.again(random, None)
            }
            (WaiterState::Retry, Err(error)) => self.again(random, Some(error)),
        }
    }

    /// Why the waiting ends where its time has passed during a request.
    pub fn timed_out(&mut self) -> WaitError<W> {
        self.elapsed = self.elapsed.max(self.deadline);
        self.fail(WaitFailure::TimedOut, None)
    }

    fn again(&mut self, random: f64, error: Option<ErrorOf<W>>) -> WaitStep<W> {
        if self.left().is_zero() {
            return WaitStep::Failed(self.fail(WaitFailure::TimedOut, error));
        }
        // The last pause ends with the deadline, so that what comes about in it is still seen.
        let pause = self.pause(random).min(self.left());
        self.paused += pause;
        WaitStep::Pause(pause)
    }

    /// Somewhere between the shortest pause and one that doubles each time up to the longest.
    fn pause(&self, random: f64) -> Duration {
        let doubled = self.min_delay.saturating_mul(1 << (self.polls - 1).min(16));
        let most = doubled.min(self.max_delay);
        let random = if (0.0..=1.0).contains(&random) { random } else { 1.0 };
        self.min_delay + (most - self.min_delay).mul_f64(random)
    }

    fn fail(&mut self, failure: WaitFailure, error: Option<ErrorOf<W>>) -> WaitError<W> {
        WaitError::new(failure, self.output.take(), error, self.polls, self.elapsed)
    }
}

impl<W: Waiter> fmt::Debug for WaitStep<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pause(pause) => f.debug_tuple("Pause").field(pause).finish(),
            Self::Done(_) => f.write_str("Done"),
            Self::Failed(error) => f.debug_tuple("Failed").field(error).finish(),
        }
    }
}

impl<W: Waiter> fmt::Debug for Watch<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("waiter", &W::NAME)
            .field("deadline", &self.deadline)
            .field("elapsed", &self.elapsed)
            .field("polls", &self.polls)
            .finish_non_exhaustive()
    }
}
