//! The types of the values of endpoint rules.

use crate::rust::item::{Maybe, Value};

/// The type of a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Text,
    Truth,
    /// The texts of a parameter.
    Texts,
    /// The texts of an ARN's resource.
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
    /// A value that is always there.
    Value(Value, Kind),
    /// One that may be absent.
    Maybe(Maybe, Kind),
}
