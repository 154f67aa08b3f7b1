//! The endpoint rules, as the function that they become.

/// The endpoint rules as a function.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The parameters that it takes apart first: the name, and the expression.
    pub parameters: Vec<Parameter>,
    /// What it does.
    pub body: Vec<Statement>,
    /// The value at its end.
    pub last: Leaf,
}

/// A parameter of the endpoint rules.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The local variable.
    pub name: String,
    /// The field of the runtime's parameters.
    pub field: &'static str,
    /// Whether it may be absent, so that it is borrowed out of an `Option`.
    pub optional: bool,
}

/// A statement of the endpoint rules.
#[derive(Clone, Debug)]
pub enum Statement {
    /// `if .. && .. { .. }`.
    If(Vec<Test>, Vec<Statement>),
    /// `return ..`.
    Return(Leaf),
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
    /// `let Some(to) = the partition of region`.
    Partition {
        /// The new variable, if anything reads it.
        to: Option<String>,
        /// The region.
        region: Value,
    },
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
    /// A boolean.
    Boolean(bool),
    /// A text.
    Text(String),
    /// Texts one after the other, by `format!`.
    Format(Vec<Value>),
}

/// The end of a path through the rules.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// An endpoint.
    Url(Value),
    /// None, with what to say.
    Error(String),
}
