//! Endpoint rules: <https://smithy.io/2.0/additional-specs/rules-engine/index.html>.

use super::{ParameterKind, ParameterValue};
use crate::diagnostic::Origin;

/// The help of diagnostics about rules that are not supported.
pub const UNSUPPORTED: &str =
    "generate without this file, and give clients an endpoint URL, until the rules are supported";

/// The endpoint ruleset of a service.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// The parameters of the rules.
    pub parameters: Vec<Parameter>,
    /// The rules, in order. The first rule whose conditions hold determines the result.
    pub rules: Vec<Rule>,
    /// The whole ruleset as it was read, for the conversion to Smithy.
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
    /// True if there is no endpoint without the parameter.
    pub required: bool,
    /// The default value.
    pub default: Option<ParameterValue>,
    /// The place in the source.
    pub origin: Origin,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The conditions, all of which must hold.
    pub conditions: Vec<Condition>,
    /// The outcome if the conditions hold.
    pub then: Outcome,
    /// The place in the source.
    pub origin: Origin,
}

/// A function call. The condition holds if its value is present and not `false`.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The call.
    pub call: Call,
    /// The name that the value is assigned to, if any.
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
    /// A parameter, or a name that a condition assigned.
    Reference(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Integer(usize),
    /// A string template.
    Template(Vec<Part>),
    /// A call.
    Call(Call),
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Literal text.
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
        /// The auth schemes of requests to the endpoint, in the order of preference. Empty if the rule does not state
        /// any.
        auth_schemes: Vec<AuthScheme>,
        /// The headers of requests to the endpoint, each with its values.
        headers: Vec<(String, Vec<Expression>)>,
        /// The backend of the endpoint. Generated clients do not use it.
        backend: Option<Expression>,
    },
    /// An error: there is no endpoint.
    Error,
    /// Nested rules, one of which must apply: the rules after this one are not tried.
    Rules(Vec<Rule>),
}

/// An auth scheme of requests to an endpoint.
#[derive(Clone, Debug)]
pub struct AuthScheme {
    /// Its name, such as `sigv4`.
    pub name: String,
    /// The region of the signature; `None` for the client's region.
    pub signing_region: Option<Expression>,
    /// The service name of the signature; `None` for the service's signing name.
    pub signing_name: Option<Expression>,
    /// The regions of a signature with SigV4a.
    pub signing_region_set: Vec<Expression>,
    /// True if the signature covers the path as it is sent, and not encoded once more.
    pub disable_double_encoding: bool,
    /// The place in the source.
    pub origin: Origin,
}
