//! The endpoint parameters that an operation sets, as the statements of its `endpoint_params`, and the paths through its
//! input and output.

use super::path::Hop;

/// An endpoint parameter that an operation sets.
#[derive(Clone, Debug)]
pub struct EndpointParam {
    /// Its name in the ruleset.
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

/// A path through the input to a value.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The steps of the path.
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
