//! Pagination and waiters of an operation.

use std::fmt;

use super::class::AcceptorState;
use super::{Condition, Deprecation, Docs, Hop, Type};
use crate::rust::names::written;

/// The builder that has the method.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The builder's name.
    pub builder: String,
    /// The parameters of its required members, each with the trait that holds once the member is set.
    pub states: Vec<(String, String)>,
}

/// The pages of an operation.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The operation.
    pub operation: String,
    /// The builder that has the methods.
    pub sender: Sender,
    /// The deprecation of the method for pages, if the model no longer declares the pagination.
    pub deprecated: Option<Deprecation>,
    /// The page tokens.
    pub tokens: Vec<PageToken>,
    /// The path in the output to a boolean that is false on the last page.
    pub more_results: Option<Vec<String>>,
    /// True if the last page has the token of its request.
    pub ends_with_same_token: bool,
    /// The builder's method for pages.
    pub method: String,
    /// The lists and maps of items.
    pub lists: Vec<PageList>,
}

/// A page token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageToken {
    /// The field of the input.
    pub field: String,
    /// The paths in the output. The first that leads to a value has the token.
    pub paths: Vec<Vec<TokenStep>>,
    /// True if both members are strings or enums, which may be two types. False if both are of one type of another kind.
    pub is_text: bool,
}

impl fmt::Display for PageToken {
    /// Writes the token as `marker = next_marker | things[last].name`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let step = |step: &TokenStep| format!("{}{}", written(&step.field), if step.last { "[last]" } else { "" });
        let path = |path: &Vec<TokenStep>| path.iter().map(step).collect::<Vec<_>>().join(".");
        let paths: Vec<_> = self.paths.iter().map(path).collect();
        write!(f, "{} = {}", written(&self.field), paths.join(" | "))
    }
}

/// A step of the path to a page token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenStep {
    /// The field.
    pub field: String,
    /// True if the field is a list, whose last element has the next step.
    pub last: bool,
}

/// A list or a map of items in a page.
#[derive(Clone, Debug)]
pub struct PageList {
    /// The path to the list or the map in the output.
    pub path: Vec<String>,
    /// The same path, as the model writes it.
    pub wire: String,
    /// The type of its elements or its entries.
    pub ty: Type,
    /// The builder's method for it.
    pub method: String,
    /// The documentation of the method, one line.
    pub docs: String,
    /// The deprecation of the method, if the model no longer lists the items or no longer declares the pagination.
    pub deprecated: Option<Deprecation>,
}

impl PageList {
    /// Returns the name of the method of one of several lists.
    #[must_use]
    pub fn name_beside_others(&self) -> String {
        format!("{}_items", self.path.last().map(String::as_str).unwrap_or_default())
    }
}

/// A waiter.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// Its name in Rust.
    pub name: String,
    /// Its name in the model.
    pub wire: String,
    /// Its documentation.
    pub docs: Docs,
    /// The first paragraph of the documentation.
    pub summary: Docs,
    /// The deprecation, if the model no longer has the waiter.
    pub deprecated: Option<Deprecation>,
    /// The operation that the waiter polls.
    pub operation: String,
    /// The output of the operation.
    pub output: String,
    /// The builder that has the method.
    pub sender: Sender,
    /// The builder's method.
    pub method: String,
    /// The shortest pause and the longest, in seconds.
    pub delays: (u64, u64),
    /// The acceptors.
    pub acceptors: Vec<Acceptor>,
    /// The path to the state in the output.
    pub state: Option<Vec<Hop>>,
    /// The members that explain the state, by their names in the model.
    pub details: Vec<(String, Vec<Hop>)>,
    /// True if one of the fields is deprecated.
    pub is_deprecated: bool,
    /// True if a request that fails for a transient cause is followed by another poll.
    pub waits_out_transient_failures: bool,
    /// The unions that paths lead through.
    pub unions: Vec<Type>,
}

/// An acceptor of a waiter.
#[derive(Clone, Debug)]
pub struct Acceptor {
    /// The state of the waiter when the condition holds.
    pub state: AcceptorState,
    /// The condition.
    pub test: ResponseMatcher,
}

/// The condition of an acceptor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseMatcher {
    /// Every output if true, every error if false.
    Success(bool),
    /// An error with one of these names: the name of its shape, or a code.
    Error(Vec<String>),
    /// An output or an error with this HTTP status.
    Status(u16),
    /// A state among these.
    State(Vec<String>),
    /// A string among these.
    Text(Vec<Hop>, Vec<String>),
    /// At least one string among these.
    Any(Vec<Hop>, Vec<String>),
    /// All strings among these, and at least one.
    All(Vec<Hop>, Vec<String>),
    /// A boolean with this value.
    Flag(Vec<Hop>, bool),
    /// A condition that holds, or does not.
    Condition(Condition, bool),
}
