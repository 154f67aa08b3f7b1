//! Waiters, in Smithy's terms: a client polls an operation until a state is reached, and acceptors classify the
//! responses.

use super::{Deprecated, Documentation};
use crate::diagnostic::Origin;

/// One waiter of `smithy.waiters#waitable`.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// Its name.
    pub name: String,
    /// The documentation of the state that it waits for.
    pub documentation: Option<Documentation>,
    /// The acceptors. The first one that matches a response classifies it.
    pub acceptors: Vec<Acceptor>,
    /// The shortest pause between two requests, in seconds.
    pub min_delay: u64,
    /// The longest pause between two requests, in seconds.
    pub max_delay: u64,
    /// True if a request that fails for a transient cause, such as a lost connection, is followed by another poll.
    pub waits_out_transient_failures: bool,
    /// The deprecation, if the model no longer has the waiter.
    pub deprecated: Option<Deprecated>,
    /// The place in the source.
    pub origin: Origin,
}

impl Waiter {
    /// Smithy's defaults of the shortest and the longest pause, in seconds.
    pub(crate) const DELAYS: (u64, u64) = (2, 120);

    /// Returns whether another waiter is the same, apart from its place in the source.
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
    /// The condition.
    pub matcher: Matcher,
    /// The place in the source.
    pub origin: Origin,
}

/// The state that a waiter enters after a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptorState {
    /// The awaited state is reached.
    Success,
    /// The awaited state cannot be reached.
    Failure,
    /// The awaited state may still be reached.
    Retry,
}

impl AcceptorState {
    /// All states, by their names in both formats.
    pub(crate) const ALL: &[(&str, Self)] =
        &[("success", Self::Success), ("failure", Self::Failure), ("retry", Self::Retry)];
}

/// The responses that an acceptor matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// `success`: any output if true, any error if false.
    Success(bool),
    /// `errorType`: this error.
    ErrorType(String),
    /// Any output or error with this HTTP status. Smithy has no such matcher.
    Status(u16),
    /// `output`.
    Output(PathMatcher),
    /// An unknown comparator or matcher, by its name.
    Other(String),
}

/// The key of [`Waiter::waits_out_transient_failures`] in a waiter, which Smithy does not have.
pub(crate) const TRANSIENT_FAILURES: &str = "codegen.model#waitOutTransientFailures";

/// The key of the matcher of an HTTP status, which Smithy does not have.
pub(crate) const STATUS: &str = "codegen.model#status";

/// A comparison of a value in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathMatcher {
    /// The path to the value, in JMESPath.
    pub path: String,
    /// The comparator.
    pub comparator: Comparator,
    /// The expected value.
    pub expected: String,
}

/// The comparator of a [`PathMatcher`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `stringEquals`: the string is equal.
    String,
    /// `booleanEquals`: the boolean is equal.
    Boolean,
    /// `allStringEquals`: all strings of a list are equal, and the list is not empty.
    AllString,
    /// `anyStringEquals`: at least one string of a list is equal.
    AnyString,
}

impl Comparator {
    /// All comparators, by Smithy's names.
    pub(crate) const ALL: &[(&str, Self)] = &[
        ("stringEquals", Self::String),
        ("booleanEquals", Self::Boolean),
        ("allStringEquals", Self::AllString),
        ("anyStringEquals", Self::AnyString),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Markup;

    #[test]
    fn a_waiter_is_the_same_only_in_all_parts() {
        let waiter = || Waiter {
            name: "Done".to_owned(),
            documentation: None,
            acceptors: vec![Acceptor {
                state: AcceptorState::Success,
                matcher: Matcher::Status(200),
                origin: Origin::default(),
            }],
            min_delay: 2,
            max_delay: 120,
            waits_out_transient_failures: false,
            deprecated: None,
            origin: Origin::default(),
        };
        assert!(waiter().is_same(&waiter()));
        let changes: [fn(&mut Waiter); 8] = [
            |it| it.name.push('s'),
            |it| it.documentation = Some(Documentation { markup: Markup::Html, text: "Waits.".to_owned() }),
            |it| it.acceptors[0].state = AcceptorState::Failure,
            |it| it.acceptors[0].matcher = Matcher::Status(404),
            |it| it.min_delay = 3,
            |it| it.max_delay = 20,
            |it| it.waits_out_transient_failures = true,
            |it| it.deprecated = Some(Deprecated::default()),
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut other = waiter();
            change(&mut other);
            assert!(!waiter().is_same(&other), "{number}");
        }
    }
}
