//! An operation: its types, how it is sent, and how it is called.

use super::{Deprecation, Docs, EndpointParam};

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name in Rust.
    pub name: String,
    /// Its name on the wire.
    pub wire: String,
    /// The client's method.
    pub method: String,
    /// Its documentation.
    pub docs: Docs,
    /// The first paragraph of it.
    pub summary: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The names of its input, output, error enum and builder.
    pub input: String,
    /// See `input`.
    pub output: String,
    /// See `input`.
    pub error: String,
    /// See `input`.
    pub builder: String,
    /// The errors that it lists.
    pub errors: Vec<ListedError>,
    /// The variant of the runtime's `RetrySafety`.
    pub retry_safety: &'static str,
    /// A sentence about the retry safety, for the documentation.
    pub retry_docs: Docs,
    /// The runtime's name of how its requests are signed, where that is not the default.
    pub auth: Option<&'static str>,
    /// Whether its input may hold something sensitive.
    pub sensitive: bool,
    /// What it tells the endpoint rules.
    pub endpoint_params: Vec<EndpointParam>,
    /// What of the input takes an idempotency token.
    pub token: Option<Token>,
    /// How it is sent, where the protocol does not say it for all operations.
    pub http: Option<Http>,
    /// Whether the protocol has to be told that there is no input.
    pub without_input: bool,
    /// Whether the body of its requests is a stream whose length has to be known.
    pub requires_length: bool,
    /// Whether a large request is compressed.
    pub compressed: bool,
    /// What stands before the host.
    pub host_prefix: Option<String>,
    /// The fields that fill the labels of that.
    pub host_labels: Vec<HostLabel>,
    /// What its errors mean.
    pub error_docs: Docs,
    /// How it is called.
    pub example: Option<Example>,
}

/// How an operation is sent.
#[derive(Clone, Debug)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The URI, with labels.
    pub uri: String,
}

/// A field that fills a label of the host.
#[derive(Clone, Debug)]
pub struct HostLabel {
    /// The label.
    pub label: String,
    /// The field.
    pub field: String,
    /// Whether it is an enum rather than a text.
    pub is_enum: bool,
    /// Whether naming it is worth a warning.
    pub is_deprecated: bool,
}

/// An example of a call.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows, with an empty line behind it; nothing where nobody says it.
    pub title: Docs,
    /// The types that it names.
    pub types: Vec<String>,
    /// Whether it names `BTreeMap`.
    pub has_maps: bool,
    /// The setters of the call, with their values.
    pub setters: Vec<(String, Expression)>,
    /// The method that gives the items of all pages, where these are asked for rather than one response.
    pub items: Option<String>,
}

/// A value, as it is written.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A `&str`.
    Text(String),
    /// A `String`.
    Owned(String),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A number that may have a fraction.
    Float(f64),
    /// A variant of an enum.
    Variant(String, String),
    /// A member of a union, with its value.
    Member(String, String, Box<Expression>),
    /// An array, for a list.
    Array(Vec<Expression>),
    /// A `Vec`.
    Vec(Vec<Expression>),
    /// An array of pairs, for a map.
    Entries(Vec<(Expression, Expression)>),
    /// A `BTreeMap`.
    Map(Vec<(Expression, Expression)>),
    /// A structure, by its builder's setters.
    Builder(String, Vec<(String, Expression)>),
}

/// The field that takes an idempotency token.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its name.
    pub field: String,
    /// Whether naming it is worth a warning.
    pub is_deprecated: bool,
}

/// An error that an operation lists.
#[derive(Clone, Debug)]
pub struct ListedError {
    /// The variant of the operation's error enum.
    pub variant: String,
    /// The error's structure.
    pub structure: String,
    /// The code on the wire.
    pub code: String,
}
