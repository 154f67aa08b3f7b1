//! The endpoint ruleset, as the function that is generated for it.

use crate::model::ParameterKind;

/// The function of an endpoint ruleset.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The parameters, which become local variables at the start of the function.
    pub parameters: Vec<Parameter>,
    /// The statements of the function, before its last expression.
    pub body: Vec<Statement>,
    /// The last expression of the function.
    pub last: Leaf,
}

impl Endpoint {
    /// Returns whether the function uses the table of partitions. Its nesting is as deep as that of the JSON, so that
    /// recursion is safe.
    #[must_use]
    pub fn asks_for_partitions(&self) -> bool {
        self.body.iter().any(Statement::asks_for_partitions)
    }
}

/// A parameter of the endpoint rules.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The local variable.
    pub name: String,
    /// The source.
    pub source: ParameterSource,
    /// The default.
    pub absent: Absent,
}

/// The source of a parameter of the endpoint rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterSource {
    /// The region, which is checked as a part of the host.
    Region,
    /// The flag for dual-stack endpoints. It is always set.
    UseDualStack,
    /// The flag for FIPS endpoints. It is always set.
    UseFips,
    /// The custom endpoint URL.
    Endpoint,
    /// A named string parameter, which is checked as a part of the host.
    HostLabel(String),
    /// A named parameter of this type.
    Named(ParameterKind, String),
}

impl ParameterSource {
    /// Returns whether the parameter is set in any case.
    #[must_use]
    pub fn is_always_set(&self) -> bool {
        matches!(self, Self::UseDualStack | Self::UseFips)
    }
}

/// The default of a parameter of the endpoint rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// No default: the variable is an `Option`, or the parameter is always set.
    Nothing,
    /// A text.
    Text(String),
    /// A boolean.
    Flag(bool),
    /// An empty list.
    Empty,
    /// An error with this message.
    Error(String),
}

/// A statement of the endpoint rules.
#[derive(Clone, Debug)]
pub enum Statement {
    /// `if .. && .. { .. }`.
    If(Vec<Test>, Vec<Statement>),
    /// `return ..`.
    Return(Leaf),
}

impl Statement {
    /// Returns whether the statement uses the table of partitions.
    fn asks_for_partitions(&self) -> bool {
        let Self::If(tests, body) = self else { return false };
        let asks = |test: &Test| {
            matches!(test, Test::Absent(Maybe::Partition { .. }) | Test::Bind { value: Maybe::Partition { .. }, .. })
        };
        tests.iter().any(asks) || body.iter().any(Self::asks_for_partitions)
    }
}

/// A condition.
#[derive(Clone, Debug)]
pub enum Test {
    /// `let Some(x) = x`.
    IsSome(String),
    /// `x.is_some()`.
    IsThere(String),
    /// `x.is_none()`.
    IsNone(String),
    /// `let Some(to) = value`.
    Bind {
        /// The new variable, if anything reads it.
        to: Option<String>,
        /// The optional value.
        value: Maybe,
    },
    /// `value.is_none()`.
    Absent(Maybe),
    /// `a == b`, or `a != b`.
    Equal(Value, Value, bool),
    /// `a`, or `!a`.
    Truth(Value, bool),
}

/// A value.
#[derive(Clone, Debug)]
pub enum Value {
    /// A local variable.
    Local(String),
    /// A field of a local variable.
    Field(String, Attribute),
    /// A boolean.
    Boolean(bool),
    /// A number.
    Integer(usize),
    /// A text.
    Text(String),
    /// A call of a function that always returns a value.
    Call(Function, Vec<Value>),
    /// The concatenation of texts by `format!`.
    Format(Vec<Value>),
}

impl Value {
    /// Returns whether the value is a `String`, which a function borrows.
    #[must_use]
    pub fn is_owned(&self) -> bool {
        match self {
            Self::Format(_) => true,
            Self::Call(function, _) => *function == Function::UriEncode,
            Self::Field(_, attribute) => *attribute == Attribute::NormalizedPath,
            Self::Local(_) | Self::Boolean(_) | Self::Integer(_) | Self::Text(_) => false,
        }
    }
}

/// An attribute of a partition, an ARN or a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// The domain of a partition's services.
    DnsSuffix,
    /// The domain of a partition's dual-stack endpoints.
    DualStackDnsSuffix,
    /// The region in which a partition's global services are signed.
    ImplicitGlobalRegion,
    /// The id of a partition.
    PartitionId,
    /// True if a partition has dual-stack endpoints.
    SupportsDualStack,
    /// True if a partition has FIPS endpoints.
    SupportsFips,
    /// The account of an ARN.
    AccountId,
    /// The partition of an ARN.
    Partition,
    /// The region of an ARN.
    Region,
    /// The parts of an ARN's resource id.
    ResourceId,
    /// The service of an ARN.
    Service,
    /// The host and the port of a URL.
    Authority,
    /// True if a URL's host is an IP address.
    IsIp,
    /// The path of a URL, which begins and ends with `/`.
    NormalizedPath,
    /// The path of a URL.
    Path,
    /// The scheme of a URL.
    Scheme,
}

/// A function of the rules that always returns a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `uriEncode`.
    UriEncode,
    /// `isValidHostLabel`.
    IsHostLabel,
    /// `aws.isVirtualHostableS3Bucket`.
    IsBucketLabel,
}

/// A function of the rules whose value may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionalFunction {
    /// `aws.parseArn`.
    ParseArn,
    /// `parseURL`.
    ParseUrl,
    /// `substring`.
    Substring,
}

/// An auth scheme that is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsupportedScheme {
    /// `sigv4a`.
    SigV4a,
    /// `sigv4-s3express`.
    SigV4S3Express,
}

impl UnsupportedScheme {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::SigV4a, Self::SigV4S3Express];

    /// Returns its name in endpoint rules.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SigV4a => "sigv4a",
            Self::SigV4S3Express => "sigv4-s3express",
        }
    }
}

/// A value that may be absent.
#[derive(Clone, Debug)]
pub enum Maybe {
    /// The partition of a region.
    Partition {
        /// The path of the table of partitions.
        table: String,
        /// The region.
        region: Value,
    },
    /// The result of a function.
    Call(OptionalFunction, Vec<Value>),
    /// An element of a list.
    Element {
        /// The list.
        list: Value,
        /// The index of the element.
        index: usize,
        /// True if its elements are `String`s, and not borrowed.
        owned: bool,
    },
}

/// The end of a path through the rules.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// An endpoint.
    Endpoint(Box<Target>),
    /// An error with this message.
    Error(String),
    /// An endpoint whose auth scheme is not supported, with the message of the error.
    Unsupported(Box<Target>, &'static str),
}

/// An endpoint at the end of a path through the rules.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its URL.
    pub url: Value,
    /// The region of the signature, if the rules set it.
    pub signing_region: Option<Value>,
    /// The service name of the signature, if the rules set it.
    pub signing_name: Option<Value>,
    /// True if the signature covers the path as it is sent.
    pub disable_double_encoding: bool,
    /// The headers of requests, each with one value.
    pub headers: Vec<(String, Value)>,
    /// The backend, if the rules name one.
    pub backend: Option<Value>,
    /// The auth scheme that is not supported, and the regions of its signature.
    pub auth_scheme: Option<(UnsupportedScheme, Vec<Value>)>,
}

impl Target {
    /// Creates an endpoint with this URL and the defaults of the service for the signature.
    #[must_use]
    pub fn at(url: Value) -> Self {
        Self {
            url,
            signing_region: None,
            signing_name: None,
            disable_double_encoding: false,
            headers: Vec::new(),
            backend: None,
            auth_scheme: None,
        }
    }

    /// Returns all values in the endpoint.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let optional = [&self.signing_region, &self.signing_name, &self.backend];
        let headers = self.headers.iter().map(|(_, value)| value);
        let regions = self.auth_scheme.iter().flat_map(|(_, regions)| regions);
        std::iter::once(&self.url).chain(optional.into_iter().flatten()).chain(headers).chain(regions)
    }
}
