//! The endpoint parameters of an operation, and how its requests are authenticated: Smithy's `smithy.rules#..` and
//! `smithy.api#auth` traits.

use super::jmespath::Step;
use crate::diagnostic::Origin;

/// The endpoint parameters of an operation that are not members of its input.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// `smithy.rules#staticContextParams`.
    pub fixed: Vec<StaticParam>,
    /// `smithy.rules#operationContextParams`.
    pub paths: Vec<PathParam>,
}

/// A parameter of the endpoint ruleset that is the same in all requests of an operation.
#[derive(Clone, Debug)]
pub struct StaticParam {
    /// Its name in the ruleset.
    pub name: String,
    /// Its value.
    pub value: ParameterValue,
    /// The place in the source.
    pub origin: Origin,
}

/// A parameter of the endpoint ruleset whose value is in an operation's input.
#[derive(Clone, Debug)]
pub struct PathParam {
    /// Its name in the ruleset.
    pub name: String,
    /// The path to the value in the input.
    pub path: Vec<Step>,
    /// The place in the source.
    pub origin: Origin,
}

/// A parameter of the endpoint ruleset that is set when a client is created: `smithy.rules#clientContextParams`.
#[derive(Clone, Debug)]
pub struct ClientParam {
    /// Its name in the ruleset.
    pub name: String,
    /// The type of the parameter.
    pub kind: ParameterKind,
    /// The place in the source.
    pub origin: Origin,
}

/// The type of a parameter of the endpoint rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterKind {
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A list of strings.
    Texts,
}

impl ParameterKind {
    /// Returns the type's name in Smithy.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ParameterKind::Text => "a string",
            ParameterKind::Flag => "a boolean",
            ParameterKind::Texts => "a list of strings",
        }
    }
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// A string.
    Text(String),
    /// A boolean.
    Flag(bool),
    /// A list of strings.
    Texts(Vec<String>),
}

impl ParameterValue {
    /// Returns the type of the value.
    #[must_use]
    pub fn kind(&self) -> ParameterKind {
        match self {
            ParameterValue::Text(_) => ParameterKind::Text,
            ParameterValue::Flag(_) => ParameterKind::Flag,
            ParameterValue::Texts(_) => ParameterKind::Texts,
        }
    }
}

/// The auth scheme of an operation's requests: the selected one of `smithy.api#auth`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Auth {
    /// `aws.auth#sigv4`.
    #[default]
    SigV4,
    /// `aws.auth#sigv4` with `aws.auth#unsignedPayload`.
    SigV4UnsignedPayload,
    /// `smithy.api#noAuth`.
    None,
    /// Auth schemes that the client does not support, by the ids of their traits.
    Other(Vec<String>),
}

impl Auth {
    /// Selects one of several auth schemes, by the ids of their traits: SigV4 if it is listed, otherwise
    /// [`None`](Self::None) if the list is empty or has `smithy.api#noAuth`, otherwise [`Other`](Self::Other).
    #[must_use]
    pub fn of(schemes: &[&str]) -> Self {
        match schemes {
            all if all.contains(&"aws.auth#sigv4") => Self::SigV4,
            all if all.is_empty() || all.contains(&"smithy.api#noAuth") => Self::None,
            all => Self::Other(all.iter().map(ToString::to_string).collect()),
        }
    }
}
