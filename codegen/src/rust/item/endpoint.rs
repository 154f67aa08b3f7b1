//! The endpoint rules, as the function that they become.

/// The endpoint rules as a function.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The parameters that it takes apart first: the name, and the expression.
    pub parameters: Vec<Parameter>,
    /// The kind of the rule.
    pub body: Vec<Statement>,
    /// The value at its end.
    pub last: Leaf,
}

impl Endpoint {
    /// Returns whether the rules use the table of partitions. They are no deeper than the JSON that they were read
    /// from.
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
#[derive(Clone, Debug)]
pub enum ParameterSource {
    /// In a field of the runtime's parameters, which is always there.
    Field(&'static str),
    /// In a field that is an `Option` of a text.
    TextField(&'static str),
    /// In the field `region`, which is a part of the host.
    Region,
    /// Under a name, a text that is a part of the host.
    HostLabel(String),
    /// Under a name, by this method.
    Named(&'static str, String),
}

/// The default of a parameter of the endpoint rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// An empty `Option`, or it is always given.
    Nothing,
    /// A text.
    Text(String),
    /// A boolean.
    Flag(bool),
    /// An empty list.
    Empty,
    /// An error, with what to say.
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
    /// Returns whether it looks at the table of partitions.
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
    /// A field of one.
    Field(String, &'static str),
    /// A field of one that is a `String`.
    Owned(String, &'static str),
    /// A boolean.
    Boolean(bool),
    /// A number.
    Integer(usize),
    /// A text.
    Text(String),
    /// A call of one of the runtime's functions.
    Call(&'static str, Vec<Value>),
    /// A call of one that gives a `String`.
    Made(&'static str, Vec<Value>),
    /// Texts one after the other, by `format!`.
    Format(Vec<Value>),
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
    /// The result of one of the runtime's functions, by its path.
    Call(&'static [&'static str], Vec<Value>),
    /// An element of a list.
    Element {
        /// The list.
        list: Value,
        /// Which.
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
    /// None, with what to say.
    Error(String),
    /// An endpoint whose auth scheme is not supported, with the message of the error.
    Unsupported(Box<Target>, &'static str),
}

/// An endpoint at the end of a path through the rules.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its URL.
    pub url: Value,
    /// The region that requests are signed for, where the rules say so.
    pub signing_region: Option<Value>,
    /// The name that requests are signed under, where the rules say so.
    pub signing_name: Option<Value>,
    /// True if the signature covers the path as it is sent.
    pub disable_double_encoding: bool,
    /// The headers of requests, each with one value.
    pub headers: Vec<(String, Value)>,
    /// The backend, where the rules name one.
    pub backend: Option<Value>,
    /// The auth scheme that is not supported, and the regions of its signature.
    pub auth_scheme: Option<(&'static str, Vec<Value>)>,
}

impl Target {
    /// An endpoint whose requests are signed as all of the service's are.
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

    /// All values that it is made from.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let optional = [&self.signing_region, &self.signing_name, &self.backend];
        let headers = self.headers.iter().map(|(_, value)| value);
        let regions = self.auth_scheme.iter().flat_map(|(_, regions)| regions);
        std::iter::once(&self.url).chain(optional.into_iter().flatten()).chain(headers).chain(regions)
    }
}
