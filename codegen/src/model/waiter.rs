//! Waiters, in Smithy's terms: the polls of a client until a state is reached, and the
//! meanings of responses.

use super::{Deprecated, Documentation};
use crate::diagnostic::Origin;

/// One waiter of `smithy.waiters#waitable`.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// Its name.
    pub name: String,
    /// The documentation of the state that it waits for.
    pub documentation: Option<Documentation>,
    /// The meanings of responses. The first acceptor that matches decides.
    pub acceptors: Vec<Acceptor>,
    /// The shortest pause between two requests, in seconds.
    pub min_delay: u64,
    /// The longest pause between two requests, in seconds.
    pub max_delay: u64,
    /// True if a request that fails for a transient cause, such as a lost connection, is followed by another poll.
    pub waits_out_transient_failures: bool,
    /// The deprecation, if the model no longer has it.
    pub deprecated: Option<Deprecated>,
    /// The place in the source.
    pub origin: Origin,
}

impl Waiter {
    /// The pauses that Smithy has where none are said, in seconds.
    pub(crate) const DELAYS: (u64, u64) = (2, 120);

    /// Returns whether it is the same, wherever it is said.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let acceptors =
            |it: &Self| -> Vec<_> { it.acceptors.iter().map(|it| (it.state, it.matcher.clone())).collect() };
        self.name == other.name
            && self.documentation == other.documentation
            && self.deprecated == other.deprecated
            && (self.min_delay, self.max_delay) == (other.min_delay, other.max_delay)
            && self.waits_out_transient_failures == other.waits_out_transient_failures
            && acceptors(self) == acceptors(other)
    }
}

/// A condition on responses, and the state that it leads to.
#[derive(Clone, Debug)]
pub struct Acceptor {
    /// The state that the waiter enters.
    pub state: AcceptorState,
    /// Which.
    pub matcher: Matcher,
    /// The place in the source.
    pub origin: Origin,
}

/// The state that a waiter enters after a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptorState {
    /// It has come about.
    Success,
    /// It will not come about.
    Failure,
    /// It may come about yet.
    Retry,
}

impl AcceptorState {
    /// All of them, by the names that both formats have.
    pub(crate) const ALL: &[(&str, Self)] =
        &[("success", Self::Success), ("failure", Self::Failure), ("retry", Self::Retry)];
}

/// The responses that an acceptor matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// `success`: any that is no error, or any that is.
    Success(bool),
    /// `errorType`: this error.
    ErrorType(String),
    /// Any output or error of this HTTP status. Smithy has none of it.
    Status(u16),
    /// `output`.
    Output(PathMatcher),
    /// An unknown comparator or matcher, by its name.
    Other(String),
}

/// The key of [`Waiter::waits_out_transient_failures`] in a waiter, which Smithy does not have.
pub(crate) const TRANSIENT_FAILURES: &str = "codegen.model#waitOutTransientFailures";

/// The matcher of an HTTP status, which Smithy has not.
pub(crate) const STATUS: &str = "codegen.model#status";

/// A value that is found in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathMatcher {
    /// The way to it, in JMESPath.
    pub path: String,
    /// How it is compared.
    pub comparator: Comparator,
    /// With what.
    pub expected: String,
}

/// How values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// One text.
    String,
    /// One boolean.
    Boolean,
    /// All texts of a list, which has some.
    AllString,
    /// Any text of a list.
    AnyString,
}

impl Comparator {
    /// All of them, by Smithy's names.
    pub(crate) const ALL: &[(&str, Self)] = &[
        ("stringEquals", Self::String),
        ("booleanEquals", Self::Boolean),
        ("allStringEquals", Self::AllString),
        ("anyStringEquals", Self::AnyString),
    ];
}
