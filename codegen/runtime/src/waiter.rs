//! Waiting for a state, without a network or a clock: what a response means, and how long to pause before the next.
//!
//! What a waiter looks at is generated, as a [`Waiter`]; when it asks again and when it gives up is here, for all.

use std::fmt;
use std::time::Duration;

use crate::{Error, Operation};

mod error;
mod waiter_loop;

pub use error::{WaiterError, WaiterFailure};
pub use waiter_loop::{WaiterLoop, WaiterStep};

/// Waits for something by asking an operation again and again.
pub trait Waiter: Send + Sync + 'static {
    /// What is asked.
    type Operation: Operation<Input: Clone>;

    /// The waiter's name in the model.
    const NAME: &'static str;
    /// The shortest pause between two requests.
    const MIN_DELAY: Duration;
    /// The longest pause between two requests.
    const MAX_DELAY: Duration;
    /// What answers mean: the first that matches decides.
    const ACCEPTORS: &'static [(AcceptorState, Matcher<Self::Operation>)];

    /// The state that a response tells, where the waiter looks at one.
    #[must_use]
    fn state(_output: &OutputOf<Self>) -> Option<&str> {
        None
    }

    /// What stands beside the state and explains it, such as a message, each with its name in the model.
    #[must_use]
    fn details(_output: &OutputOf<Self>) -> Vec<(&'static str, Option<&str>)> {
        Vec::new()
    }

    /// What a response means: what the first acceptor that matches says. Where none does, an error is a failure, and any
    /// other response, such as one of a state that the model did not have, a reason to ask again.
    #[must_use]
    fn classify(response: Result<&OutputOf<Self>, &ErrorOf<Self>>) -> AcceptorState {
        let unmatched = if response.is_ok() { AcceptorState::Retry } else { AcceptorState::Failure };
        let state = response.ok().and_then(Self::state);
        let found = Self::ACCEPTORS.iter().find(|(_, matcher)| matcher.holds(response, state));
        found.map_or(unmatched, |(state, _)| *state)
    }
}

/// What the operation of a waiter answers.
pub type OutputOf<W> = <<W as Waiter>::Operation as Operation>::Output;

/// What goes wrong in the operation of a waiter.
pub type ErrorOf<W> = Error<<<W as Waiter>::Operation as Operation>::Error>;

/// What a response means to who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptorState {
    /// It has come about.
    Success,
    /// It will not come about.
    Failure,
    /// It may come about yet.
    Retry,
}

/// Which answers are meant.
pub enum Matcher<O: Operation> {
    /// Any that is no error, or any that is.
    Success(bool),
    /// The error of this code.
    Error(&'static str),
    /// Any error of this HTTP status.
    Status(u16),
    /// One of these states, as [`Waiter::state`] tells it.
    State(&'static [&'static str]),
    /// One of these texts at a place in the response.
    Text(fn(&O::Output) -> Option<&str>, &'static [&'static str]),
    /// This boolean at a place in the response.
    Flag(fn(&O::Output) -> Option<bool>, bool),
    /// One of these texts, at least, among those at a place in the response.
    Any(fn(&O::Output) -> Vec<&str>, &'static [&'static str]),
    /// These texts only, and at least one, at a place in the response.
    All(fn(&O::Output) -> Vec<&str>, &'static [&'static str]),
}

impl<O: Operation> Matcher<O> {
    fn holds(&self, response: Result<&O::Output, &Error<O::Error>>, state: Option<&str>) -> bool {
        match (self, response) {
            (Self::Success(expected), response) => response.is_ok() == *expected,
            (Self::Error(code), Err(error)) => error.code() == Some(code),
            (Self::Status(status), Err(error)) => error.status() == Some(*status),
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
            Self::Error(code) => f.debug_tuple("Error").field(code).finish(),
            Self::Status(status) => f.debug_tuple("Status").field(status).finish(),
            Self::State(expected) => f.debug_tuple("State").field(expected).finish(),
            Self::Text(_, expected) => f.debug_tuple("Text").field(expected).finish(),
            Self::Flag(_, expected) => f.debug_tuple("Flag").field(expected).finish(),
            Self::Any(_, expected) => f.debug_tuple("Any").field(expected).finish(),
            Self::All(_, expected) => f.debug_tuple("All").field(expected).finish(),
        }
    }
}

/// A response to one of a waiter's requests, for whoever shows progress. Its `Display` is one line.
pub struct PollEvent<'a, W: Waiter + ?Sized> {
    /// The number of the request, from 1.
    pub number: u32,
    /// The time since the waiting began.
    pub elapsed: Duration,
    /// The response.
    pub response: Result<&'a OutputOf<W>, &'a ErrorOf<W>>,
    /// What the waiter makes of it.
    pub classification: AcceptorState,
}

impl<W: Waiter> PollEvent<'_, W> {
    /// The state that the response tells, where the waiter looks at one.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.response.ok().and_then(W::state)
    }
}

impl<W: Waiter> fmt::Display for PollEvent<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: request {} after {:.1?}: ", W::NAME, self.number, self.elapsed)?;
        match (self.response, self.state()) {
            (Err(error), _) => error.fmt(f),
            (Ok(_), Some(state)) => f.write_str(state),
            (Ok(_), None) => write!(f, "{:?}", self.classification),
        }
    }
}

impl<W: Waiter> fmt::Debug for PollEvent<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
