//! Endpoint rules: <https://smithy.io/2.0/additional-specs/rules-engine/index.html>.

use super::{ParameterKind, ParameterValue};
use crate::diagnostic::Origin;

/// The help of diagnostics about rules that are not supported.
pub const UNSUPPORTED: &str =
    "generate without this file, and give clients an endpoint URL, until the rules are supported";

/// The rules by which a service's endpoint is found.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// The parameters of the rules.
    pub parameters: Vec<Parameter>,
    /// Tried in order; the first whose conditions hold decides.
    pub rules: Vec<Rule>,
    /// All of it, as it was read, to be written again.
    pub source: super::Value,
}

/// A parameter of the rules.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// The source of the value, such as `AWS::Region`.
    pub built_in: Option<String>,
    /// The type.
    pub kind: ParameterKind,
    /// True if there is no endpoint without it.
    pub required: bool,
    /// The default value.
    pub default: Option<ParameterValue>,
    /// The place in the source.
    pub origin: Origin,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// The outcome if the conditions hold.
    pub then: Outcome,
    /// The place in the source.
    pub origin: Origin,
}

/// A call whose value must be there and must not be `false`.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The call.
    pub call: Call,
    /// The name under which its value is known afterwards.
    pub assign: Option<String>,
}

/// A call of one of the rules' functions.
#[derive(Clone, Debug)]
pub struct Call {
    /// The function.
    pub function: String,
    /// Its arguments.
    pub arguments: Vec<Expression>,
    /// The place in the source.
    pub origin: Origin,
}

/// A value.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A parameter, or what a condition assigned.
    Reference(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Integer(usize),
    /// A text with parts to fill in.
    Template(Vec<Part>),
    /// A call.
    Call(Call),
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// As it is.
    Literal(String),
    /// `{Name}` or `{Name#attribute}`.
    Hole(String, Option<String>),
}

/// The outcome of a rule.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An endpoint at a URL.
    Endpoint {
        /// The URL.
        url: Expression,
        /// How requests to it may be authenticated, the best way first. Empty where the rule does not say.
        auth_schemes: Vec<AuthScheme>,
        /// The headers that requests to it have, each with its values.
        headers: Vec<(String, Vec<Expression>)>,
        /// The backend that serves it. Nothing depends on it.
        backend: Option<Expression>,
    },
    /// There is none.
    Error,
    /// These decide; there is no going back.
    Rules(Vec<Rule>),
}

/// A way of authenticating requests to an endpoint.
#[derive(Clone, Debug)]
pub struct AuthScheme {
    /// Its name, such as `sigv4`.
    pub name: String,
    /// The region that requests are signed for, where it is another than the client's.
    pub signing_region: Option<Expression>,
    /// The name that requests are signed under, where it is another than the service's.
    pub signing_name: Option<Expression>,
    /// The regions of a signature with SigV4a.
    pub signing_region_set: Vec<Expression>,
    /// True if the signature covers the path as it is sent, and not encoded once more.
    pub disable_double_encoding: bool,
    /// The place in the source.
    pub origin: Origin,
}
