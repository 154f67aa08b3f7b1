//! The service model, in Smithy's terms: what a front end makes of a file, whatever its format, and what
//! everything after it works on. It knows neither JSON nor Rust.

mod check;
mod closure;
mod context;
mod example;
pub mod http;
pub mod prelude;
pub mod rules;
mod shapes;
mod support;
pub mod waiter;

use std::fmt;

pub use check::check;
pub(crate) use check::host_labels;
pub use closure::{Closure, directly_recursive};
pub(crate) use context::path_text;
pub use context::{Auth, ClientParam, Context, ParameterKind, ParameterValue, PathParam, StaticParam, Step};
pub use example::{Example, Value};
pub use http::{Binding, Http};
pub use shapes::Shapes;
pub use support::unsupported;

use crate::diagnostic::Origin;

/// A shape's absolute id: `namespace#Name`, or `namespace#Name$member`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(String);

impl ShapeId {
    /// The id of a name in a namespace.
    #[must_use]
    pub fn new(namespace: &str, name: &str) -> Self {
        Self(format!("{namespace}#{name}"))
    }

    /// An id as it is written: `None` where it has no namespace or no name.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        let (namespace, name) = id.split_once('#')?;
        (!namespace.is_empty() && !name.is_empty()).then(|| Self(id.to_owned()))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before `#`.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.0.split('#').next().unwrap_or_default()
    }

    /// The shape's name.
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.0.split_once('#').map_or("", |(_, name)| name);
        name.split('$').next().unwrap_or_default()
    }

    /// The member's name, if the id is a member's.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.0.split_once('$').map(|(_, member)| member)
    }

    /// The id of the shape itself, where this is a member's.
    #[must_use]
    pub fn shape(&self) -> Self {
        Self(self.0.split('$').next().unwrap_or_default().to_owned())
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A service with all that it is made of.
#[derive(Clone, Debug)]
pub struct Model {
    /// The service.
    pub service: Service,
    /// Its operations, in the model's order.
    pub operations: Vec<Operation>,
    /// Its shapes, in the model's order.
    pub shapes: Shapes,
}

impl Model {
    /// The operation of this name.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id.name() == name)
    }
}

/// The service itself.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its id.
    pub id: ShapeId,
    /// What `awsJson` protocols call it in requests, where that is another than its name.
    pub target_prefix: Option<String>,
    /// The version of its API.
    pub version: String,
    /// What AWS's tools call it, such as `Device Farm`.
    pub sdk_id: String,
    /// The name under which requests are signed.
    pub signing_name: String,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Documentation and the like.
    pub traits: Traits,
    /// Where it is reached; absent where no rules were given.
    pub endpoint_rules: Option<rules::RuleSet>,
    /// What a client is made with for the endpoint rules.
    pub client_params: Vec<ClientParam>,
    /// Where it stands.
    pub origin: Origin,
}

impl Service {
    /// What `awsJson` protocols call it in requests.
    #[must_use]
    pub fn target_prefix(&self) -> &str {
        self.target_prefix.as_deref().unwrap_or(self.id.name())
    }
}

/// How a service is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`.
    AwsJson {
        /// `1.0` or `1.1`.
        version: String,
        /// `aws.protocols#awsQueryCompatible`: it once spoke `awsQuery`, and keeps the error codes of then.
        query_compatible: bool,
    },
    /// `aws.protocols#restJson1`.
    RestJson,
    /// One for which types are generated and operations are not, by the id of its trait.
    Unsupported(String),
    /// The model names none.
    None,
}

impl Protocol {
    /// Whether operations can be generated that speak it.
    #[must_use]
    pub fn is_supported(&self) -> bool {
        matches!(self, Self::AwsJson { .. } | Self::RestJson)
    }

    /// The id of its trait; empty where there is none.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::AwsJson { version, .. } => format!("aws.protocols#awsJson{}", version.replace('.', "_")),
            Self::RestJson => "aws.protocols#restJson1".to_owned(),
            Self::Unsupported(id) => id.clone(),
            Self::None => String::new(),
        }
    }

    /// Whether requests and answers are spread over method, URI, headers and body.
    #[must_use]
    pub fn is_rest(&self) -> bool {
        match self {
            Self::RestJson => true,
            Self::Unsupported(id) => id == "aws.protocols#restXml",
            Self::AwsJson { .. } | Self::None => false,
        }
    }
}

/// Something that an operation asks for, that changes what is sent, and that cannot be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// What it is, such as `its input is an event stream`.
    pub what: String,
    /// Where it is asked for.
    pub origin: Origin,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its id.
    pub id: ShapeId,
    /// The structure it is asked with, if it takes any input.
    pub input: Option<ShapeId>,
    /// The structure it answers, if it has any output.
    pub output: Option<ShapeId>,
    /// The errors it lists, in its order.
    pub errors: Vec<ShapeId>,
    /// Documentation and the like.
    pub traits: Traits,
    /// Whether it only reads.
    pub readonly: bool,
    /// Whether asking twice does no more than asking once.
    pub idempotent: bool,
    /// How its requests are authenticated.
    pub auth: Auth,
    /// What it tells the endpoint rules.
    pub context: Context,
    /// How its answer comes in pages, if it does.
    pub paginated: Option<Pagination>,
    /// What can be waited for with it.
    pub waiters: Vec<waiter::Waiter>,
    /// Examples of calls.
    pub examples: Vec<Example>,
    /// `smithy.api#http`: only where the service's protocol looks at it.
    pub http: Option<Http>,
    /// `smithy.api#endpoint`: what stands before the host, with `{labels}`.
    pub host_prefix: Option<String>,
    /// `smithy.api#requestCompression` with gzip.
    pub compressed: bool,
    /// `smithy.api#httpChecksumRequired`: where that is said.
    pub checksum: Option<Origin>,
    /// Where it stands.
    pub origin: Origin,
}

/// The trait of pages that `smithy.api#paginated` cannot describe: it has one token and one list of items.
pub(crate) const PAGES: &str = "codegen.model#paginated";

/// The trait of an error's code, where it is another than the shape's name. Smithy knows that of queries only.
pub(crate) const ERROR_CODE: &str = "codegen.model#errorCode";

/// The trait of what `awsJson` protocols call a service, where that is no name of a shape.
pub(crate) const TARGET_PREFIX: &str = "codegen.model#targetPrefix";

/// How an operation's answer comes in pages: paths of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// The input's member that takes a token.
    pub input_token: Vec<String>,
    /// The output's path that gives the next one.
    pub output_token: Vec<String>,
    /// The output's paths of what is listed.
    pub items: Vec<String>,
    /// The input's member that limits a page.
    pub page_size: Option<String>,
    /// Whether they are our own words, so that what is wrong with them can be mended.
    pub is_ours: bool,
    /// Where it is said.
    pub origin: Origin,
}

/// A shape.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its id.
    pub id: ShapeId,
    /// What it is.
    pub kind: Kind,
    /// Documentation and the like.
    pub traits: Traits,
    /// Where it stands.
    pub origin: Origin,
}

/// What a shape is.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "Smithy's simple types, by their own names")]
pub enum Kind {
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    BigInteger,
    BigDecimal,
    Float,
    Double,
    Timestamp,
    Document,
    /// A string with a set of known values.
    Enum(Vec<EnumMember>),
    /// A 32-bit integer with a set of known values.
    IntEnum(Vec<IntEnumMember>),
    /// A list of one kind of element.
    List(Box<Member>),
    /// A map from strings, or enums, to one kind of value.
    Map(Box<Member>, Box<Member>),
    /// A structure.
    Structure(Vec<Member>),
    /// Exactly one of several members.
    Union(Vec<Member>),
}

impl Kind {
    /// What Smithy calls it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Blob => "blob",
            Kind::Boolean => "boolean",
            Kind::String => "string",
            Kind::Byte => "byte",
            Kind::Short => "short",
            Kind::Integer => "integer",
            Kind::Long => "long",
            Kind::BigInteger => "bigInteger",
            Kind::BigDecimal => "bigDecimal",
            Kind::Float => "float",
            Kind::Double => "double",
            Kind::Timestamp => "timestamp",
            Kind::Document => "document",
            Kind::Enum(_) => "enum",
            Kind::IntEnum(_) => "intEnum",
            Kind::List(_) => "list",
            Kind::Map(..) => "map",
            Kind::Structure(_) => "structure",
            Kind::Union(_) => "union",
        }
    }

    /// The members that have a target.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        let (first, second, rest): (_, _, &[Member]) = match self {
            Kind::List(member) => (Some(&**member), None, &[]),
            Kind::Map(key, value) => (Some(&**key), Some(&**value), &[]),
            Kind::Structure(members) | Kind::Union(members) => (None, None, members),
            _ => (None, None, &[]),
        };
        first.into_iter().chain(second).chain(rest)
    }
}

impl Shape {
    /// The traits of one of its members, to change.
    pub fn member_traits_mut(&mut self, name: &str) -> Option<&mut Traits> {
        match &mut self.kind {
            Kind::Enum(members) => {
                members.iter_mut().find(|member| member.name == name).map(|member| &mut member.traits)
            }
            Kind::IntEnum(members) => {
                members.iter_mut().find(|member| member.name == name).map(|member| &mut member.traits)
            }
            Kind::Structure(members) | Kind::Union(members) => {
                members.iter_mut().find(|member| member.name == name).map(|member| &mut member.traits)
            }
            Kind::List(member) => (member.name == name).then_some(&mut member.traits),
            Kind::Map(key, value) => {
                [key, value].into_iter().find(|member| member.name == name).map(|member| &mut member.traits)
            }
            _ => None,
        }
    }

    /// Its code on the wire, where it is an error.
    #[must_use]
    pub fn error_code(&self) -> &str {
        let code = self.traits.error.as_ref().and_then(|error| error.code.as_deref());
        code.unwrap_or(self.id.name())
    }

    /// A code that is the shape's name is none of its own.
    pub(crate) fn settle_code(&mut self) {
        if let Some(error) = &mut self.traits.error {
            error.code = error.code.take().filter(|code| code != self.id.name());
        }
    }

    /// The names of its members.
    #[must_use]
    pub fn member_names(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Enum(members) => members.iter().map(|member| member.name.as_str()).collect(),
            Kind::IntEnum(members) => members.iter().map(|member| member.name.as_str()).collect(),
            kind => kind.members().map(|member| member.name.as_str()).collect(),
        }
    }
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// Its name, by which an overlay finds it.
    pub name: String,
    /// The value on the wire.
    pub value: String,
    /// Documentation and the like.
    pub traits: Traits,
}

/// A value of an enum of integers.
#[derive(Clone, Debug)]
pub struct IntEnumMember {
    /// Its name, by which an overlay finds it.
    pub name: String,
    /// The value on the wire.
    pub value: i32,
    /// Documentation and the like.
    pub traits: Traits,
}

/// A member of a shape.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name; `member`, `key` and `value` in lists and maps.
    pub name: String,
    /// The shape of its values.
    pub target: ShapeId,
    /// Documentation and the like.
    pub traits: Traits,
    /// Where it stands.
    pub origin: Origin,
}

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
