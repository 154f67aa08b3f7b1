//! The traits of a member that say how it is serialized, by classes that have a code each.

use crate::diff::code::ChangeCode;
use crate::rust::item::Trait;

/// The classes of traits, by what a change of them means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The place in an HTTP message.
    Binding,
    /// The format of a timestamp.
    Timestamp,
    /// The media type.
    MediaType,
    /// The form in XML.
    Xml,
    /// The name in queries.
    QueryName,
    /// The trait `sensitive`.
    Sensitive,
}

impl Class {
    pub(super) const ALL: &[Self] =
        &[Self::Binding, Self::Timestamp, Self::MediaType, Self::Xml, Self::QueryName, Self::Sensitive];

    pub(super) fn code(self) -> (ChangeCode, &'static str) {
        match self {
            Self::Binding => (ChangeCode::HttpBindingChanged, "HTTP binding"),
            Self::Timestamp => (ChangeCode::TimestampFormatChanged, "timestamp format"),
            Self::MediaType => (ChangeCode::MediaTypeChanged, "media type"),
            Self::Xml => (ChangeCode::XmlChanged, "form in XML"),
            Self::QueryName => (ChangeCode::QueryNameChanged, "name in queries"),
            Self::Sensitive => (ChangeCode::MemberNowSensitive, "sensitivity"),
        }
    }
}

/// The traits with those of items and keys, each with its class, in Smithy's words.
pub(super) fn flat(traits: &[Trait]) -> Vec<(Class, String)> {
    let mut all = Vec::new();
    for it in traits {
        match it {
            Trait::Item(traits) => {
                all.extend(flat(traits).into_iter().map(|(class, text)| (class, format!("item {text}"))));
            }
            Trait::Key(traits) => {
                all.extend(flat(traits).into_iter().map(|(class, text)| (class, format!("key {text}"))));
            }
            it => all.push(described(it)),
        }
    }
    all
}

fn described(it: &Trait) -> (Class, String) {
    let (class, text) = match it {
        Trait::EpochSeconds => (Class::Timestamp, "epoch-seconds".to_owned()),
        Trait::DateTime => (Class::Timestamp, "date-time".to_owned()),
        Trait::HttpDate => (Class::Timestamp, "http-date".to_owned()),
        Trait::Label(name) => (Class::Binding, format!("httpLabel {name}")),
        Trait::Query(name) => (Class::Binding, format!("httpQuery {name}")),
        Trait::QueryParams => (Class::Binding, "httpQueryParams".to_owned()),
        Trait::Header(name) => (Class::Binding, format!("httpHeader {name}")),
        Trait::PrefixHeaders(prefix) => (Class::Binding, format!("httpPrefixHeaders {prefix}")),
        Trait::StatusCode => (Class::Binding, "httpResponseCode".to_owned()),
        Trait::Streaming => (Class::Binding, "streaming".to_owned()),
        Trait::Payload | Trait::StructurePayload => (Class::Binding, "httpPayload".to_owned()),
        Trait::MediaType(name) => (Class::MediaType, name.clone()),
        Trait::XmlName(name) => (Class::Xml, format!("xmlName {name}")),
        Trait::XmlNamespace(namespace) => (Class::Xml, format!("xmlNamespace {}", namespace.uri)),
        Trait::XmlAttribute => (Class::Xml, "xmlAttribute".to_owned()),
        Trait::XmlFlattened => (Class::Xml, "xmlFlattened".to_owned()),
        Trait::XmlUnwrapped => (Class::Xml, "s3UnwrappedXmlOutput".to_owned()),
        Trait::QueryName(name) => (Class::QueryName, name.clone()),
        Trait::Sensitive | Trait::Item(_) | Trait::Key(_) => (Class::Sensitive, "sensitive".to_owned()),
    };
    (class, text)
}
