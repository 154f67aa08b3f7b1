//! What an operation tells the endpoint rules, as the statements that it becomes.

/// A parameter of the endpoint rules that an operation sets.
#[derive(Clone, Debug)]
pub struct EndpointParam {
    /// The rules' name of it.
    pub name: String,
    /// Where its value comes from.
    pub source: ParamSource,
}

/// Where the value of a parameter comes from.
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
    /// Whether it leads to a boolean, which is copied.
    pub copied: bool,
    /// Whether it leads to a `String`, and not to an enum, which has to be made one.
    pub is_string: bool,
    /// Whether it leads to several values.
    pub many: bool,
    /// Whether naming one of its fields is worth a warning.
    pub is_deprecated: bool,
}

/// A step of a way through the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hop {
    /// To a field.
    Field(HopField),
    /// To each element of a list.
    Each {
        /// Whether each is an `Option`.
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
    /// Whether it is in a `Box`.
    pub boxed: bool,
}
