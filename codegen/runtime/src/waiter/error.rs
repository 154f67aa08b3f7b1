//! Why a waiting ended without what was waited for, on one line, with the last that is known.

use std::fmt;
use std::time::Duration;

use super::{ErrorOf, OutputOf, Waiter};
use crate::error::OneLine;

/// Why a waiting ended without what was waited for.
///
/// `to_string()` is one line with the waiter's name, the last state and what the service says about it.
pub struct WaiterError<W: Waiter>(Box<Inner<W>>);

struct Inner<W: Waiter> {
    failure: WaiterFailure,
    output: Option<OutputOf<W>>,
    error: Option<ErrorOf<W>>,
    polls: u32,
    elapsed: Duration,
}

/// In which way a waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaiterFailure {
    /// The deadline passed.
    TimedOut,
    /// The response tells a state from which it will not come about.
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

    /// In which way it ended.
    #[must_use]
    pub fn failure(&self) -> WaiterFailure {
        self.0.failure
    }

    /// The last response that was no error, if there was any.
    #[must_use]
    pub fn output(&self) -> Option<&OutputOf<W>> {
        self.0.output.as_ref()
    }

    /// The state that this response tells.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.output().and_then(W::state)
    }

    /// The error of the last request, if it failed.
    #[must_use]
    pub fn error(&self) -> Option<&ErrorOf<W>> {
        self.0.error.as_ref()
    }

    /// How many answers there were.
    #[must_use]
    pub fn polls(&self) -> u32 {
        self.0.polls
    }

    /// How long it took.
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
            (WaiterFailure::TimedOut, _) => write!(f, "not in time: {polls} answers in {elapsed:.1?}")?,
            (WaiterFailure::Failed | WaiterFailure::Request, _) => f.write_str("it will not come about")?,
        }
        if let Some(state) = self.state() {
            write!(f, "; the last state is {}", OneLine(state))?;
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

/// The line that `Display` writes, for this is what `main` and `unwrap` show to a person.
impl<W: Waiter> fmt::Debug for WaiterError<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<W: Waiter> std::error::Error for WaiterError<W> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error().map(|error| error as _)
    }
}
