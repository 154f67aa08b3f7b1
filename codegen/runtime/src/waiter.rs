//! Waiters without a network or a clock: a [`Waiter`] classifies responses, and a [`WaiterLoop`] decides when to poll again.
//!
//! The generator writes a [`Waiter`] for each waiter of the model. The polling logic is the same for all of them.

use std::fmt;
use std::time::Duration;

use crate::error::OneLine;
use crate::{Error, Operation, ResponseMetadata};

mod error;
mod waiter_loop;

pub use error::{WaiterError, WaiterFailure};
pub use waiter_loop::{WaiterLoop, WaiterStep};

/// Polls an operation until a resource reaches a state.
pub trait Waiter: Send + Sync + 'static {
    /// The operation that the waiter polls.
    type Operation: Operation<Input: Clone>;

    /// The waiter's name in the model.
    const NAME: &'static str;
    /// The shortest pause between two requests.
    const MIN_DELAY: Duration;
    /// The longest pause between two requests.
    const MAX_DELAY: Duration;
    /// True if the waiter polls again after a request that failed for a transient cause; see
    /// [`WaiterLoop::wait_out_transient_failures`].
    const WAITS_OUT_TRANSIENT_FAILURES: bool = false;
    /// The acceptors. The first acceptor that matches a response classifies it.
    const ACCEPTORS: &'static [(AcceptorState, Matcher<Self::Operation>)];

    /// Returns the state in an output, if the waiter compares one.
    #[must_use]
    fn state(_output: &OutputOf<Self>) -> Option<&str> {
        None
    }

    /// Returns the members that explain the state, such as a message, each with its name in the model.
    #[must_use]
    fn details(_output: &OutputOf<Self>) -> Vec<(&'static str, Option<&str>)> {
        Vec::new()
    }

    /// Classifies a response by the first acceptor that matches.
    ///
    /// If no acceptor matches, an error is a [`Failure`](AcceptorState::Failure), and an output is a
    /// [`Retry`](AcceptorState::Retry), such as one with a state that the model does not list.
    #[must_use]
    fn classify(response: Result<&OutputOf<Self>, &ErrorOf<Self>>) -> AcceptorState {
        Self::accept(response, None).unwrap_or(AcceptorState::unmatched(response.is_ok()))
    }

    /// Returns the state of the first acceptor that matches a response. `None` if no acceptor matches.
    ///
    /// `status` is the HTTP status of an output. Without it, an output matches every status from 200 to 299. An error
    /// has its own status.
    #[must_use]
    fn accept(response: Result<&OutputOf<Self>, &ErrorOf<Self>>, status: Option<u16>) -> Option<AcceptorState> {
        let state = response.ok().and_then(Self::state);
        let acceptor = Self::ACCEPTORS.iter().find(|(_, matcher)| matcher.holds(response, state, status));
        acceptor.map(|(state, _)| *state)
    }
}

/// The output of a waiter's operation.
pub type OutputOf<W> = <<W as Waiter>::Operation as Operation>::Output;

/// The error of a waiter's operation.
pub type ErrorOf<W> = Error<<<W as Waiter>::Operation as Operation>::Error>;

/// The classification of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptorState {
    /// The resource reached the state. The waiter succeeds.
    Success,
    /// The resource will not reach the state. The waiter fails.
    Failure,
    /// The resource may still reach the state. The waiter polls again.
    Retry,
}

impl AcceptorState {
    /// Returns the state after a response that no acceptor matches.
    fn unmatched(is_output: bool) -> Self {
        if is_output { Self::Retry } else { Self::Failure }
    }
}

/// The condition of an acceptor.
pub enum Matcher<O: Operation> {
    /// Matches every output if true, every error if false.
    Success(bool),
    /// Matches an error with one of these names. A name is the code in the response, the error's code in the model, or the
    /// name of its shape.
    Error(&'static [&'static str]),
    /// Matches every output and every error with this HTTP status.
    Status(u16),
    /// Matches an output whose [`Waiter::state`] is one of these.
    State(&'static [&'static str]),
    /// Matches an output in which the selected string is one of these.
    Text(fn(&O::Output) -> Option<&str>, &'static [&'static str]),
    /// Matches an output in which the selected boolean has this value.
    Flag(fn(&O::Output) -> Option<bool>, bool),
    /// Matches an output in which at least one of the selected strings is one of these.
    Any(fn(&O::Output) -> Vec<&str>, &'static [&'static str]),
    /// Matches an output in which there is a selected string, and all of them are among these.
    All(fn(&O::Output) -> Vec<&str>, &'static [&'static str]),
}

impl<O: Operation> Matcher<O> {
    fn holds(&self, response: Result<&O::Output, &Error<O::Error>>, state: Option<&str>, status: Option<u16>) -> bool {
        match (self, response) {
            (Self::Success(expected), response) => response.is_ok() == *expected,
            (Self::Error(names), Err(error)) => error.has_name(names),
            (Self::Status(expected), Err(error)) => error.status() == Some(*expected),
            (Self::Status(expected), Ok(_)) => {
                status.map_or((200..300).contains(expected), |status| status == *expected)
            }
            (Self::State(expected), Ok(_)) => state.is_some_and(|state| expected.contains(&state)),
            (Self::Text(get, expected), Ok(output)) => get(output).is_some_and(|text| expected.contains(&text)),
            (Self::Flag(get, expected), Ok(output)) => get(output) == Some(*expected),
            (Self::Any(get, expected), Ok(output)) => get(output).iter().any(|text| expected.contains(text)),
            (Self::All(get, expected), Ok(output)) => {
                let all = get(output);
                !all.is_empty() && all.iter().all(|text| expected.contains(text))
            }
            _ => false,
        }
    }
}

impl<O: Operation> fmt::Debug for Matcher<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Success(expected) => f.debug_tuple("Success").field(expected).finish(),
            Self::Error(names) => f.debug_tuple("Error").field(names).finish(),
            Self::Status(status) => f.debug_tuple("Status").field(status).finish(),
            Self::State(expected) => f.debug_tuple("State").field(expected).finish(),
            Self::Text(_, expected) => f.debug_tuple("Text").field(expected).finish(),
            Self::Flag(_, expected) => f.debug_tuple("Flag").field(expected).finish(),
            Self::Any(_, expected) => f.debug_tuple("Any").field(expected).finish(),
            Self::All(_, expected) => f.debug_tuple("All").field(expected).finish(),
        }
    }
}

/// The response to one poll of a waiter, for progress output. Its `Display` is one line.
pub struct PollEvent<'a, W: Waiter + ?Sized> {
    /// The number of the poll, from 1.
    pub number: u32,
    /// The time since the waiter started.
    pub elapsed: Duration,
    /// The output or the error of the operation.
    pub response: Result<&'a OutputOf<W>, &'a ErrorOf<W>>,
    /// The waiter's classification of the response.
    pub classification: AcceptorState,
    /// The metadata of the response. `None` for an output that was parsed without its metadata.
    pub metadata: Option<&'a ResponseMetadata>,
}

impl<W: Waiter> PollEvent<'_, W> {
    /// Returns the state in the response, if the waiter compares one.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.response.ok().and_then(W::state)
    }
}

impl<W: Waiter> fmt::Display for PollEvent<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: poll {} after {:.1?}: ", W::NAME, self.number, self.elapsed)?;
        match (self.response, self.state()) {
            (Err(error), _) => error.fmt(f),
            (Ok(_), Some(state)) => OneLine(state).fmt(f),
            (Ok(_), None) => write!(f, "{:?}", self.classification),
        }
    }
}

impl<W: Waiter> fmt::Debug for PollEvent<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
