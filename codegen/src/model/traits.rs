//! The traits of a shape or a member: properties beside its type that change what is generated.

use super::{Binding, Protocol};

/// The traits of a shape or a member.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// `smithy.api#documentation`.
    pub documentation: Option<Documentation>,
    /// `smithy.api#deprecated`.
    pub deprecated: Option<Deprecated>,
    /// The parts that are kept of a former model; `None` for what is as the model says.
    pub kept: Option<Box<Kept>>,
    /// `smithy.api#sensitive`.
    pub sensitive: bool,
    /// `smithy.api#required`.
    pub required: bool,
    /// `smithy.api#clientOptional`, or `smithy.api#default` with a value: an input may lack the member although it is
    /// required, and the service sets it. A default value is never sent.
    pub client_optional: bool,
    /// `smithy.api#default`, as JSON: the value that the service means where the member is absent. `None` also for null.
    pub default: Option<Box<str>>,
    /// `smithy.api#sparse`.
    pub sparse: bool,
    /// `smithy.api#idempotencyToken`.
    pub idempotency_token: bool,
    /// `smithy.api#timestampFormat`.
    pub timestamp_format: Option<TimestampFormat>,
    /// `smithy.api#jsonName`: the name on the wire, where it is another than the member's.
    pub json_name: Option<String>,
    /// `smithy.api#xmlName`: of a member, the name of its element or attribute, where it is another than the member's
    /// own; of the member of a list and of the key and value of a map, where it is another than `member`, `key` or
    /// `value`; of a structure or union, the name of its element where it is a whole body. Never the default name.
    pub xml_name: Option<String>,
    /// `smithy.api#xmlAttribute`: the member is an attribute of its structure's element.
    pub xml_attribute: bool,
    /// `smithy.api#xmlFlattened`: the items of the member's list or map stand in the structure's element themselves,
    /// each under the name of the structure's member.
    pub xml_flattened: bool,
    /// `smithy.api#xmlNamespace`.
    pub xml_namespace: Option<XmlNamespace>,
    /// `aws.customizations#s3UnwrappedXmlOutput`, of an operation: the one member of its output is the root element of the
    /// response itself.
    pub xml_unwrapped: bool,
    /// `aws.protocols#ec2QueryName`: the name in requests of `ec2Query`, where it does not follow from the other names.
    pub query_name: Option<String>,
    /// The part of a request or a response that the member is bound to, in a protocol that spreads members.
    pub http: Option<Binding>,
    /// The value that fills the label of the URI where the member is not set, which no model states.
    pub label_default: Option<&'static str>,
    /// Of a shape: where a value of it fills a label of the URI, only the part behind its last slash is written. No model
    /// states it.
    pub last_segment: bool,
    /// `smithy.api#hostLabel`.
    pub host_label: bool,
    /// `smithy.api#mediaType`.
    pub media_type: Option<String>,
    /// `smithy.api#streaming`: of a blob, that it may be large; of a union, that it is a stream of events.
    pub streaming: bool,
    /// `smithy.api#requiresLength`: of a streaming blob, that its length has to be known before it is sent.
    pub requires_length: bool,
    /// `smithy.rules#contextParam`: the parameter of the endpoint rules that it gives.
    pub context_param: Option<String>,
    /// `smithy.api#error` and `smithy.api#retryable`.
    pub error: Option<ErrorTrait>,
    /// `smithy.api#length`, `smithy.api#range` and `smithy.api#pattern`; `None` where none of them is stated.
    pub constraints: Option<Box<Constraints>>,
}

/// The parts that are kept of a former model, so that existing code still compiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// True if the service removed the item.
    pub is_removed: bool,
    /// True if the service requires the member, and its builder does not.
    pub is_needed: bool,
    /// True if the member has another type in the model.
    pub is_retyped: bool,
    /// The sentence that stands behind the documentation, wherever that comes from.
    pub note: Option<String>,
}

impl Kept {
    /// An item that the service removed.
    pub(crate) fn removed() -> Option<Box<Self>> {
        Some(Box::new(Self { is_removed: true, ..Self::default() }))
    }
}

/// The values that the service accepts. Generated code does not check them: the service does.
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
    /// The advice what to use instead.
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
    /// True if the service is at fault, and not the request.
    pub server_fault: bool,
    /// `smithy.api#retryable`, absent without the trait. `Some(true)` is throttling: a retry succeeds after a pause.
    pub retryable: Option<bool>,
    /// The code by which a response of the service's protocol names it, where that is another than the shape's name.
    pub code: Option<String>,
    /// `aws.protocols#awsQueryError`. In the query protocols its code is [`code`](Self::code) as well; of a service that
    /// once spoke `awsQuery`, it is the code that users see, and the shape's name is what a response is matched by.
    pub query_error: Option<QueryError>,
    /// `smithy.api#httpError`: the status of a response that is this error.
    pub status: Option<u16>,
}

impl ErrorTrait {
    /// Returns the status of a response that is this error. Without a stated one it is 500 for a fault of the service, and 400
    /// otherwise.
    #[must_use]
    pub fn response_status(&self, protocol: &Protocol) -> u16 {
        let of_query = self.query_error.as_ref().filter(|_| protocol.is_query()).map(|it| it.status);
        of_query.or(self.status).unwrap_or(if self.server_fault { 500 } else { 400 })
    }
}

/// `aws.protocols#awsQueryError`: what an error is in `awsQuery`.
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
