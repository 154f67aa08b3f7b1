//! The items of shapes: structures, enums and unions, with their members and traits.

use super::class::{Fault, Retry};
use super::deprecation::{Deprecation, Docs};
use super::ty::Type;

/// A structure.
#[derive(Clone, Debug)]
pub struct Structure {
    /// Its name.
    pub name: String,
    /// The shape's name, for messages.
    pub shape: String,
    /// Its documentation.
    pub docs: Docs,
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// True if it is an error, whose message says what it is.
    pub is_error: bool,
    /// The operation whose output it is, if it is one.
    pub output_of: Option<String>,
    /// The traits of the shape itself.
    pub traits: Vec<Trait>,
    /// Its builder, if it has one.
    pub builder: Option<Builder>,
}

/// A field of a structure.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, without `r#`.
    pub name: String,
    /// Its name on the wire.
    pub wire: String,
    /// Its type, which the field has in an `Option`.
    pub ty: Type,
    /// Its documentation.
    pub docs: Docs,
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// The traits that the runtime needs.
    pub traits: Vec<Trait>,
    /// The name of its trait in the module `required`, if the member is required.
    pub required: Option<String>,
}

/// A trait of a member, as the runtime's `Traits` have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trait {
    /// `timestampFormat("epoch-seconds")`.
    EpochSeconds,
    /// `timestampFormat("date-time")`.
    DateTime,
    /// `timestampFormat("http-date")`.
    HttpDate,
    /// `httpLabel`, by the label's name.
    Label(String),
    /// `httpQuery`, by the parameter's name.
    Query(String),
    /// `httpQueryParams`.
    QueryParams,
    /// `httpHeader`, by the header's name.
    Header(String),
    /// `httpPrefixHeaders`, by the prefix.
    PrefixHeaders(String),
    /// `httpResponseCode`.
    StatusCode,
    /// `httpPayload` of anything but a structure.
    Payload,
    /// `httpPayload` of a structure.
    StructurePayload,
    /// `streaming`.
    Streaming,
    /// `mediaType`.
    MediaType(String),
    /// `xmlName`.
    XmlName(String),
    /// `xmlNamespace`.
    XmlNamespace(XmlNamespace),
    /// `xmlAttribute`.
    XmlAttribute,
    /// `xmlFlattened`.
    XmlFlattened,
    /// `s3UnwrappedXmlOutput`.
    XmlUnwrapped,
    /// `ec2QueryName`.
    QueryName(String),
    /// `sensitive`.
    Sensitive,
    /// The traits of a list's elements or a map's values.
    Item(Vec<Trait>),
    /// The traits of a map's keys.
    Key(Vec<Trait>),
}

/// A namespace of XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The URI.
    pub uri: String,
    /// The prefix; `None` for the default namespace.
    pub prefix: Option<String>,
}

impl Trait {
    /// Returns whether the trait is an HTTP binding.
    #[must_use]
    pub fn is_binding(&self) -> bool {
        matches!(
            self,
            Self::Label(_)
                | Self::Query(_)
                | Self::QueryParams
                | Self::Header(_)
                | Self::PrefixHeaders(_)
                | Self::StatusCode
                | Self::Payload
                | Self::StructurePayload
        )
    }
}

/// The typestate builder of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Builder {
    /// The builder of a structure that requests can contain.
    Public {
        /// Its name.
        name: String,
        /// The operation that it can send, if it builds the input of one.
        sends: Option<String>,
    },
    /// The builder of a structure that only responses contain. It exists only with the feature `test-util`.
    TestOnly(String),
}

/// An enum of strings.
#[derive(Clone, Debug)]
pub struct StringEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// True if `Debug` does not show its value.
    pub sensitive: bool,
    /// Its variants.
    pub variants: Vec<Variant>,
}

/// A variant of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// Its value on the wire.
    pub value: String,
    /// Its documentation.
    pub docs: Docs,
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// True if the value can be a search alias in rustdoc. The runtime's macro then adds a sentence about the value.
    pub is_searchable: bool,
}

/// An enum of integers.
#[derive(Clone, Debug)]
pub struct IntEnum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// True if `Debug` does not show its value.
    pub sensitive: bool,
    /// Its variants, whose values are written as integers.
    pub variants: Vec<Variant>,
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// Its name.
    pub name: String,
    /// The shape's name, for messages.
    pub shape: String,
    /// Its documentation.
    pub docs: Docs,
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// The traits of the union itself.
    pub traits: Vec<Trait>,
    /// Its members.
    pub members: Vec<UnionMember>,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub struct UnionMember {
    /// The variant's name.
    pub name: String,
    /// Its name on the wire.
    pub wire: String,
    /// Its type.
    pub ty: Type,
    /// Its documentation.
    pub docs: Docs,
    /// The deprecation, if there is one.
    pub deprecated: Option<Deprecation>,
    /// The traits that the runtime needs.
    pub traits: Vec<Trait>,
}

/// The properties of a structure that is an error.
#[derive(Clone, Debug)]
pub struct ModelledError {
    /// The structure.
    pub name: String,
    /// Its code on the wire.
    pub code: String,
    /// The party that caused the error.
    pub fault: Fault,
    /// The `retryable` trait.
    pub retry: Retry,
    /// The field with its message.
    pub message: Option<String>,
}
