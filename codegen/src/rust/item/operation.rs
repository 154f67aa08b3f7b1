//! An operation: its types, its requests, and its method.

use super::class::{Auth, RetrySafety};
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
    /// The documentation of the client's method: the first paragraph, and a link to the rest.
    pub method_docs: Docs,
    /// The deprecation, if the operation is deprecated.
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
    /// The condition on which a request can be sent again.
    pub retry_safety: RetrySafety,
    /// A sentence about the retry safety, for the documentation.
    pub retry_docs: Docs,
    /// The signing scheme of its requests.
    pub auth: Auth,
    /// True if the input can hold sensitive members.
    pub sensitive: bool,
    /// The endpoint parameters that the operation sets.
    pub endpoint_params: Vec<EndpointParam>,
    /// The field of the idempotency token.
    pub token: Option<Token>,
    /// The HTTP binding, for REST protocols.
    pub http: Option<Http>,
    /// True if the model gives the operation no input and the protocol distinguishes that.
    pub without_input: bool,
    /// True if the body of a request is a stream whose length must be known.
    pub requires_length: bool,
    /// Headers that every request has.
    pub headers: Vec<(&'static str, &'static str)>,
    /// True if a large request is compressed.
    pub compressed: bool,
    /// The host prefix.
    pub host_prefix: Option<String>,
    /// The fields for the labels of the host prefix.
    pub host_labels: Vec<HostLabel>,
    /// The section on errors in the documentation.
    pub error_docs: Docs,
    /// The example of a call.
    pub example: Option<Example>,
}

/// The HTTP binding of an operation.
#[derive(Clone, Debug)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The URI pattern, in the form of the runtime's `Http::uri`.
    pub uri: String,
}

/// A field that fills a label of the host.
#[derive(Clone, Debug)]
pub struct HostLabel {
    /// The label.
    pub label: String,
    /// The field.
    pub field: String,
    /// True if the field is an enum and not a string.
    pub is_enum: bool,
    /// True if the field is deprecated.
    pub is_deprecated: bool,
}

/// An example of a call.
#[derive(Clone, Debug)]
pub struct Example {
    /// The title, followed by an empty line. It is empty if the example has no title.
    pub title: Docs,
    /// The types that it names.
    pub types: Vec<String>,
    /// True if the example uses `BTreeMap`.
    pub has_maps: bool,
    /// The setters of the call, with their values.
    pub setters: Vec<(String, Expression)>,
    /// The method for the items of all pages, if the example uses it instead of `send`.
    pub items: Option<String>,
}

/// A Rust expression for a value.
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
    /// True if the field is deprecated.
    pub is_deprecated: bool,
}

/// An error that an operation lists.
#[derive(Clone, Debug)]
pub struct ListedError {
    /// The variant of the operation's error enum.
    pub variant: String,
    /// The error's structure.
    pub structure: String,
    /// The error code in responses.
    pub code: String,
    /// The deprecation, if the operation no longer returns the error.
    pub deprecated: Option<Deprecation>,
    /// The documentation of the variant.
    pub docs: Docs,
}
