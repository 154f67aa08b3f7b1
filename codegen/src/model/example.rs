//! Examples of calls: `smithy.api#examples`.

use crate::diagnostic::Origin;

/// An example of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The title; empty if the model has none.
    pub title: String,
    /// The operation's input.
    pub input: Value,
    /// The place in the source.
    pub origin: Origin,
}

/// A value of any shape, in the form that Smithy calls a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as it is written.
    Number(String),
    /// A string.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// An object, in the order of the source.
    Object(Vec<(String, Value)>),
}
