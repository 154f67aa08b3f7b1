//! What is said about a shape or a member beside its kind: the traits that change what is generated.

use super::Binding;

/// What is said about a shape or a member beside its kind.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// `smithy.api#documentation`.
    pub documentation: Option<Documentation>,
    /// `smithy.api#deprecated`.
    pub deprecated: Option<Deprecated>,
    /// `smithy.api#sensitive`.
    pub sensitive: bool,
    /// `smithy.api#required`.
    pub required: bool,
    /// `smithy.api#sparse`.
    pub sparse: bool,
    /// `smithy.api#idempotencyToken`.
    pub idempotency_token: bool,
    /// `smithy.api#timestampFormat`.
    pub timestamp_format: Option<TimestampFormat>,
    /// `smithy.api#jsonName`: the name on the wire, where it is another than the member's.
    pub json_name: Option<String>,
    /// Where in a request or an answer the member stands, of a protocol that spreads them.
    pub http: Option<Binding>,
    /// `smithy.api#hostLabel`.
    pub host_label: bool,
    /// `smithy.api#mediaType`.
    pub media_type: Option<String>,
    /// `smithy.api#streaming`: of a blob, that it may be large; of a union, that it is a stream of events.
    pub streaming: bool,
    /// `smithy.rules#contextParam`: the parameter of the endpoint rules that it gives.
    pub context_param: Option<String>,
    /// `smithy.api#error` and `smithy.api#retryable`.
    pub error: Option<ErrorTrait>,
}

/// A documentation text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documentation {
    /// The text.
    pub text: String,
    /// How it is marked up.
    pub markup: Markup,
}

/// How a documentation text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Smithy's.
    CommonMark,
    /// botocore's.
    Html,
}

/// Not to be used any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecated {
    /// Since when: a date or a version.
    pub since: Option<String>,
    /// What to do instead.
    pub message: Option<String>,
}

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// A number.
    EpochSeconds,
    /// RFC 3339.
    DateTime,
    /// RFC 9110.
    HttpDate,
}

/// A structure is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorTrait {
    /// Whether the service is at fault, and not the request.
    pub server_fault: bool,
    /// Whether the same request may succeed later; `Some(true)` after a pause.
    pub retryable: Option<bool>,
    /// Its code, where it is another than the shape's name.
    pub code: Option<String>,
    /// `smithy.api#httpError`: the status of an answer that is this error.
    pub status: Option<u16>,
}
