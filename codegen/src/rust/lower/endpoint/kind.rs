//! The types of the values of endpoint rules.

use crate::rust::item::{Maybe, Value};

/// The type of a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Text,
    Truth,
    /// The strings of a parameter.
    Texts,
    /// The parts of the resource id of an ARN.
    ResourceId,
    Partition,
    Arn,
    Url,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Text => "a text",
            Kind::Truth => "a boolean",
            Kind::Texts | Kind::ResourceId => "a list",
            Kind::Partition => "a partition",
            Kind::Arn => "an ARN",
            Kind::Url => "a URL",
        }
    }
}

/// The result of a call.
pub(super) enum Called {
    /// A value that is always present.
    Value(Value, Kind),
    /// A value that may be absent.
    Maybe(Maybe, Kind),
}
