//! The error of a waiter, which displays the last known state on one line.

use std::fmt;
use std::time::Duration;

use super::{ErrorOf, OutputOf, Waiter};
use crate::error::OneLine;

/// The error of a waiter that ended before the resource reached the state.
///
/// `to_string()` is one line with the waiter's name, the last state and the members that explain it.
pub struct WaiterError<W: Waiter>(Box<Inner<W>>);

struct Inner<W: Waiter> {
    failure: WaiterFailure,
    output: Option<OutputOf<W>>,
    error: Option<ErrorOf<W>>,
    polls: u32,
    elapsed: Duration,
}

/// The cause of a [`WaiterError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaiterFailure {
    /// The deadline expired.
    TimedOut,
    /// The resource is in a state from which it cannot reach the awaited one.
    Failed,
    /// A request failed.
    Request,
}

impl<W: Waiter> WaiterError<W> {
    pub(super) fn new(
        failure: WaiterFailure,
        output: Option<OutputOf<W>>,
        error: Option<ErrorOf<W>>,
        polls: u32,
        elapsed: Duration,
    ) -> Self {
        Self(Box::new(Inner { failure, output, error, polls, elapsed }))
    }

    /// Returns the cause.
    #[must_use]
    pub fn failure(&self) -> WaiterFailure {
        self.0.failure
    }

    /// Returns the last output, if any request succeeded.
    #[must_use]
    pub fn output(&self) -> Option<&OutputOf<W>> {
        self.0.output.as_ref()
    }

    /// Returns the state in the last output.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.output().and_then(W::state)
    }

    /// Returns the error of the last request, if it failed.
    #[must_use]
    pub fn error(&self) -> Option<&ErrorOf<W>> {
        self.0.error.as_ref()
    }

    /// Returns the error of the last request if the waiter ended because of it, and this error otherwise.
    pub(crate) fn into_request_error(self) -> Result<ErrorOf<W>, Self> {
        match *self.0 {
            Inner { failure: WaiterFailure::Request, error: Some(error), .. } => Ok(error),
            inner => Err(Self(Box::new(inner))),
        }
    }

    /// Returns the number of polls.
    #[must_use]
    pub fn polls(&self) -> u32 {
        self.0.polls
    }

    /// Returns the time between the start and the end of the waiter.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }
}

impl<W: Waiter> fmt::Display for WaiterError<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { failure, polls, elapsed, .. } = &*self.0;
        write!(f, "{}: ", W::NAME)?;
        match (failure, self.error()) {
            (WaiterFailure::Request, Some(error)) => return error.fmt(f),
            (WaiterFailure::TimedOut, _) => write!(f, "timed out after {polls} polls in {elapsed:.1?}")?,
            (WaiterFailure::Failed | WaiterFailure::Request, _) => {
                f.write_str("the resource cannot reach the awaited state any more")?;
            }
        }
        if let Some(state) = self.state() {
            write!(f, "; last state: {}", OneLine(state))?;
        }
        for (name, text) in self.output().map(W::details).unwrap_or_default() {
            if let Some(text) = text {
                write!(f, ", {name}: {}", OneLine(text))?;
            }
        }
        match self.error() {
            Some(error) => write!(f, "; {error}"),
            None => Ok(()),
        }
    }
}

/// Writes the same line as `Display`, because `main` and `unwrap` show it to people.
impl<W: Waiter> fmt::Debug for WaiterError<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// There is no source, because the message already contains the error of the last request, which [`WaiterError::error`]
/// returns.
impl<W: Waiter> std::error::Error for WaiterError<W> {}
