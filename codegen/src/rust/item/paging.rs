//! What is generated beside an operation whose response comes in pages, or with which one can wait for something.

use super::{Docs, Hop, Type};

/// The builder with whose methods something begins.
#[derive(Clone, Debug)]
pub struct Sender {
    /// Its name.
    pub builder: String,
    /// The parameters of its required members, each with the trait that holds once the member is set.
    pub states: Vec<(String, String)>,
}

/// The pages of an operation.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The operation.
    pub operation: String,
    /// Where its pages begin.
    pub sender: Sender,
    /// The input's fields that take tokens, each with the way to the token in the output.
    pub tokens: Vec<(String, Vec<String>)>,
    /// The builder's method for pages.
    pub method: String,
    /// What the pages list.
    pub lists: Vec<PageList>,
}

/// Something that pages list.
#[derive(Clone, Debug)]
pub struct PageList {
    /// The way to it in the output.
    pub path: Vec<String>,
    /// The type of its elements.
    pub ty: Type,
    /// The builder's method for it.
    pub method: String,
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
    /// The first paragraph of it.
    pub summary: Docs,
    /// The operation that it asks.
    pub operation: String,
    /// What that answers.
    pub output: String,
    /// Where the waiting begins.
    pub sender: Sender,
    /// The builder's method.
    pub method: String,
    /// The shortest pause and the longest, in seconds.
    pub delays: (u64, u64),
    /// What answers mean.
    pub acceptors: Vec<Acceptor>,
    /// The way to the state that it looks at.
    pub state: Option<Vec<Hop>>,
    /// What stands beside the state and explains it, by its name in the model.
    pub details: Vec<(String, Vec<Hop>)>,
    /// Whether naming one of its fields is worth a warning.
    pub is_deprecated: bool,
}

/// What some answers mean to a waiter.
#[derive(Clone, Debug)]
pub struct Acceptor {
    /// The runtime's name of what they mean.
    pub state: &'static str,
    /// Which.
    pub test: ResponseMatcher,
}

/// Which answers are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseMatcher {
    /// Any that is no error, or any that is.
    Success(bool),
    /// An error of this code.
    Error(String),
    /// An error of this status.
    Status(u16),
    /// One of these states.
    State(Vec<String>),
    /// One of these texts.
    Text(Vec<Hop>, Vec<String>),
    /// One of these texts among several.
    Any(Vec<Hop>, Vec<String>),
    /// These texts only.
    All(Vec<Hop>, Vec<String>),
    /// A boolean.
    Flag(Vec<Hop>, bool),
    /// Whether there are any values.
    Some(Vec<Hop>, bool),
}
