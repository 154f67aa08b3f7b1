//! Paths through an input or output, and conditions on values, with the types of all values resolved.

pub use crate::model::Comparison;

/// A step of a path through values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hop {
    /// Selects the value of a union, if this member is set.
    Variant {
        /// The path of the union's type.
        union: String,
        /// The variant.
        variant: String,
        /// True if the value is in a `Box`.
        boxed: bool,
    },
    /// Selects each value of a map.
    Values {
        /// True if each value is an `Option`.
        sparse: bool,
    },
    /// Selects the values for which a condition holds.
    Filter(Box<Condition>),
    /// Selects a field.
    Field(HopField),
    /// Selects each element of a list.
    Each {
        /// True if each element is an `Option`.
        sparse: bool,
    },
    /// Selects each key of a map.
    Keys,
    /// Selects the values at several paths of fields.
    Select(Vec<Vec<HopField>>),
}

/// A field of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HopField {
    /// Its name, without `r#`.
    pub name: String,
    /// True if the value is in a `Box`.
    pub boxed: bool,
}

/// A condition on a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A boolean is true.
    Flag(Vec<Hop>),
    /// A path selects at least one value.
    Any(Vec<Hop>),
    /// A path leads to a present value. If the flag is true, the value is a string and is not empty.
    Present(Vec<Hop>, bool),
    /// One of the selected strings is this one.
    Contains(Vec<Hop>, String),
    /// A comparison of two counts.
    Counts(Count, Comparison, Count),
    /// A comparison of two scalars of one type.
    Scalars(Scalar, Comparison, Scalar),
    /// A value is absent.
    IsNull(Vec<Hop>),
    /// Both hold.
    And(Box<Condition>, Box<Condition>),
    /// At least one holds.
    Or(Box<Condition>, Box<Condition>),
    /// The condition does not hold.
    Not(Box<Condition>),
}

/// A number of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Count {
    /// A literal.
    Literal(u32),
    /// The number of values that a path selects.
    Values(Vec<Hop>),
    /// The number of entries of a map.
    Elements(Vec<Hop>),
    /// The number of characters of a string.
    Characters(Vec<Hop>),
}

/// A value that can be absent and can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// A string or an enum.
    Text(Vec<Hop>),
    /// A string literal.
    TextLiteral(String),
    /// An integer. True if it has 64 bits.
    Number(Vec<Hop>, bool),
    /// An integer literal.
    NumberLiteral(i64),
    /// A boolean.
    Flag(Vec<Hop>),
    /// A boolean literal.
    FlagLiteral(bool),
}
