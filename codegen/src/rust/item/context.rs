//! The endpoint parameters that an operation sets, as the statements of its `endpoint_params`, and the paths through its
//! input and output.

use super::Condition;

/// A parameter of the endpoint rules that an operation sets.
#[derive(Clone, Debug)]
pub struct EndpointParam {
    /// The rules' name of it.
    pub name: String,
    /// The source of the value.
    pub source: ParamSource,
}

/// The source of an endpoint parameter's value.
#[derive(Clone, Debug)]
pub enum ParamSource {
    /// A text.
    Text(String),
    /// A boolean.
    Flag(bool),
    /// Texts.
    Texts(Vec<String>),
    /// The input.
    Input(Reached),
}

/// A way through the input to a value.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The way.
    pub hops: Vec<Hop>,
    /// True if the path selects a boolean, which is copied.
    pub copied: bool,
    /// True if the path selects a `String`. An enum is converted to one.
    pub is_string: bool,
    /// True if the path selects several values.
    pub many: bool,
    /// True if one of the fields is deprecated.
    pub is_deprecated: bool,
}

/// A step of a way through the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hop {
    /// To the value of a union, if this member is set.
    Variant {
        /// The path of the union's type.
        union: String,
        /// The variant.
        variant: String,
        /// True if the value is in a `Box`.
        boxed: bool,
    },
    /// To each value of a map.
    Values {
        /// True if each value is an `Option`.
        sparse: bool,
    },
    /// To those of several values for which a condition holds.
    Filter(Box<Condition>),
    /// To a field.
    Field(HopField),
    /// To each element of a list.
    Each {
        /// True if each element is an `Option`.
        sparse: bool,
    },
    /// To each key of a map.
    Keys,
    /// To what each of several ways leads to.
    Select(Vec<Vec<HopField>>),
}

/// A field on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HopField {
    /// Its name, without `r#`.
    pub name: String,
    /// True if the value is in a `Box`.
    pub boxed: bool,
}
