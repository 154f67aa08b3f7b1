//! The traits of a shape or a member: properties beside its type that change what is generated.

use super::{Binding, Protocol};

/// The traits of a shape or a member.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// `smithy.api#documentation`.
    pub documentation: Option<Documentation>,
    /// `smithy.api#deprecated`.
    pub deprecated: Option<Deprecated>,
    /// The parts that are retained from a former model; `None` if the item is as in the model.
    pub kept: Option<Box<Kept>>,
    /// `smithy.api#sensitive`.
    pub sensitive: bool,
    /// `smithy.api#required`.
    pub required: bool,
    /// `smithy.api#clientOptional`, or `smithy.api#default` with a value: an input may lack the member although it is
    /// required, and the service sets it. A default value is never sent.
    pub client_optional: bool,
    /// `smithy.api#default`, as JSON: the value that the service uses for an absent member. `None` also for a default
    /// of null.
    pub default: Option<Box<str>>,
    /// `smithy.api#sparse`.
    pub sparse: bool,
    /// `smithy.api#idempotencyToken`.
    pub idempotency_token: bool,
    /// `smithy.api#timestampFormat`.
    pub timestamp_format: Option<TimestampFormat>,
    /// `smithy.api#jsonName`: the name in JSON; `None` if it is the member's name.
    pub json_name: Option<String>,
    /// `smithy.api#xmlName`; `None` if the name is the default. Of a member, it is the name of its element or
    /// attribute, and the default is the member's name. Of the member of a list and of the key and value of a map, the
    /// defaults are `member`, `key` and `value`. Of a structure or union, it is the name of its element as the root of
    /// a body.
    pub xml_name: Option<String>,
    /// `smithy.api#xmlAttribute`: the member is an attribute of its structure's element.
    pub xml_attribute: bool,
    /// `smithy.api#xmlFlattened`: the items of the member's list or map are direct children of the structure's element,
    /// each with the name of the structure's member.
    pub xml_flattened: bool,
    /// `smithy.api#xmlNamespace`.
    pub xml_namespace: Option<XmlNamespace>,
    /// `aws.customizations#s3UnwrappedXmlOutput` of an operation: the one member of its output is the root element of
    /// the response.
    pub xml_unwrapped: bool,
    /// `aws.protocols#ec2QueryName`: the name in requests of `ec2Query`; `None` if it follows from the other names.
    pub query_name: Option<String>,
    /// The HTTP binding; `None` for a member of the body, and in protocols without HTTP bindings.
    pub http: Option<Binding>,
    /// The value of the label of the URI if the member is not set, from `customizations.rs`.
    pub label_default: Option<&'static str>,
    /// Of a shape: only the part of a value after its last slash is written into a label of the URI. From
    /// `customizations.rs`.
    pub last_segment: bool,
    /// `smithy.api#hostLabel`.
    pub host_label: bool,
    /// `smithy.api#mediaType`.
    pub media_type: Option<String>,
    /// `smithy.api#streaming`: of a blob, that it may be large; of a union, that it is a stream of events.
    pub streaming: bool,
    /// `smithy.api#requiresLength`: of a streaming blob, that its length has to be known before it is sent.
    pub requires_length: bool,
    /// `smithy.rules#contextParam`: the parameter of the endpoint ruleset that the member sets.
    pub context_param: Option<String>,
    /// `smithy.api#error` and `smithy.api#retryable`.
    pub error: Option<ErrorTrait>,
    /// `smithy.api#length`, `smithy.api#range` and `smithy.api#pattern`; `None` without any of them.
    pub constraints: Option<Box<Constraints>>,
}

/// The parts that are retained from a former model, so that existing code still compiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// True if the service removed the item.
    pub is_removed: bool,
    /// True if the service requires the member, but its builder does not, because it was optional before.
    pub is_needed: bool,
    /// True if the member has another type in the current model.
    pub is_retyped: bool,
    /// The sentence that is appended to the documentation of the model or the overlay.
    pub note: Option<String>,
}

impl Kept {
    /// Creates the record of an item that the service removed.
    pub(crate) fn removed() -> Option<Box<Self>> {
        Some(Box::new(Self { is_removed: true, ..Self::default() }))
    }
}

/// The constraints on values. The service checks them; generated code does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// `smithy.api#length`: of a string in characters, of a blob in bytes, of a list or map in items.
    pub length: Option<Bounds>,
    /// `smithy.api#range`: of a number.
    pub range: Option<Bounds>,
    /// `smithy.api#pattern`: a regular expression.
    pub pattern: Option<String>,
}

/// Bounds of a length or a range, both inclusive, as the model writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The least value; `None` if there is no lower bound.
    pub min: Option<String>,
    /// The greatest value; `None` if there is no upper bound.
    pub max: Option<String>,
}

impl Constraints {
    /// Returns the constraints, or `None` if they state nothing.
    pub(crate) fn stated(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl Bounds {
    /// Returns the bounds, or `None` if there is neither.
    pub(crate) fn of(min: Option<String>, max: Option<String>) -> Option<Self> {
        (min.is_some() || max.is_some()).then_some(Self { min, max })
    }
}

/// A documentation text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documentation {
    /// The text.
    pub text: String,
    /// The markup of the text.
    pub markup: Markup,
}

/// The markup of a documentation text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// CommonMark, as in Smithy's models and in overlays.
    CommonMark,
    /// HTML, as in botocore's models.
    Html,
}

/// `smithy.api#deprecated`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecated {
    /// The date or version of the deprecation; `None` if it is not stated.
    pub since: Option<String>,
    /// The advice what to use instead; `None` if there is none.
    pub message: Option<String>,
}

/// `smithy.api#xmlNamespace`: a namespace that an element declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The namespace.
    pub uri: String,
    /// The prefix that stands for it; without one it is the default namespace.
    pub prefix: Option<String>,
}

/// The format of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// A number.
    EpochSeconds,
    /// RFC 3339.
    DateTime,
    /// RFC 9110.
    HttpDate,
}

/// The traits of an error structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorTrait {
    /// True if the service is at fault, and not the request.
    pub server_fault: bool,
    /// `smithy.api#retryable`, absent without the trait. `Some(true)` is throttling: a retry succeeds after a pause.
    pub retryable: Option<bool>,
    /// The error code in responses of the service's protocol; `None` if it is the shape's name.
    pub code: Option<String>,
    /// `aws.protocols#awsQueryError`. In the query protocols, its code is also in [`code`](Self::code). If the service
    /// used `awsQuery` before, it is the code that users see, and responses are matched by the shape's name.
    pub query_error: Option<QueryError>,
    /// `smithy.api#httpError`: the status of a response that is this error.
    pub status: Option<u16>,
}

impl ErrorTrait {
    /// Returns the HTTP status of a response with this error. Without `httpError`, it is 500 for a fault of the
    /// service, otherwise 400.
    #[must_use]
    pub fn response_status(&self, protocol: &Protocol) -> u16 {
        let of_query = self.query_error.as_ref().filter(|_| protocol.is_query()).map(|it| it.status);
        of_query.or(self.status).unwrap_or(if self.server_fault { 500 } else { 400 })
    }
}

/// `aws.protocols#awsQueryError`: the code and the status of an error in `awsQuery`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Its code.
    pub code: String,
    /// The status of its response.
    pub status: u16,
}

impl Traits {
    /// Returns whether a builder requires the member. A label of the URI or of the host is always required.
    #[must_use]
    pub fn is_required_in_builders(&self) -> bool {
        self.required && (!self.client_optional || self.host_label || self.http == Some(Binding::Label))
    }
}
