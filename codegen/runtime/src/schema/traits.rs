//! The traits of members and shapes that change how a value is written, after Smithy's
//! [serialization](https://smithy.io/2.0/spec/protocol-traits.html) and
//! [HTTP binding](https://smithy.io/2.0/spec/http-bindings.html) traits.
//!
//! Generated code builds them in constants, one method for each trait: `Traits::NONE.date_time().header("Date")`.

use crate::value::TimestampFormat;

/// The traits of a member that a codec or a protocol needs.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// `timestampFormat`; `None` if the default of the format or of the HTTP binding is used.
    pub timestamp_format: Option<TimestampFormat>,
    /// The HTTP binding; `None` for a member of the body.
    pub http: Option<HttpBinding>,
    /// `mediaType` of a string or a blob; `None` without the trait. A string with a media type is written in base64 in
    /// a header.
    pub media_type: Option<&'static str>,
    /// `xmlName`; `None` if the member's name is used.
    pub xml_name: Option<&'static str>,
    /// `xmlNamespace`.
    pub xml_namespace: Option<XmlNamespace>,
    /// `xmlAttribute`.
    pub xml_attribute: bool,
    /// `xmlFlattened`: a list or map without an element around its items.
    pub xml_flattened: bool,
    /// `s3UnwrappedXmlOutput` of an output: its one member is the root element of the body.
    pub xml_unwrapped: bool,
    /// `ec2QueryName`; `None` if the name follows from the other names.
    pub query_name: Option<&'static str>,
    /// `sensitive`: the value is left out of `Debug` and of traces.
    pub sensitive: bool,
    /// `streaming`: the blob is the body and need not be in memory.
    pub streaming: bool,
    /// The traits of a list's elements or a map's values.
    pub item: Option<&'static Traits>,
    /// The traits of a map's keys.
    pub key: Option<&'static Traits>,
}

/// The HTTP binding of a member: the part of an HTTP message that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpBinding {
    /// A label of the URI, by its name.
    Label(&'static str),
    /// A parameter of the query, by its name.
    Query(&'static str),
    /// A map whose entries are parameters of the query.
    QueryParams,
    /// A header, by its name.
    Header(&'static str),
    /// A map whose entries are headers, by the prefix of their names.
    PrefixHeaders(&'static str),
    /// The status code of a response.
    StatusCode,
    /// The whole body.
    Payload {
        /// True if the body is a structure. An absent one is written as an empty structure, if the protocol does so.
        is_structure: bool,
    },
}

/// A namespace of XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The URI.
    pub uri: &'static str,
    /// The prefix; absent for the default namespace.
    pub prefix: Option<&'static str>,
}

/// Each method has the name of a trait, and adds it.
impl Traits {
    /// No traits.
    pub const NONE: Self = Self {
        timestamp_format: None,
        http: None,
        media_type: None,
        xml_name: None,
        xml_namespace: None,
        xml_attribute: false,
        xml_flattened: false,
        xml_unwrapped: false,
        query_name: None,
        sensitive: false,
        streaming: false,
        item: None,
        key: None,
    };

    /// [`NONE`](Self::NONE) by reference: one constant for all members without traits, which the compiler checks once.
    pub const PLAIN: &'static Self = &Self::NONE;

    /// Adds `timestampFormat("epoch-seconds")`.
    #[must_use]
    pub const fn epoch_seconds(self) -> Self {
        Self { timestamp_format: Some(TimestampFormat::EpochSeconds), ..self }
    }

    /// Adds `timestampFormat("date-time")`.
    #[must_use]
    pub const fn date_time(self) -> Self {
        Self { timestamp_format: Some(TimestampFormat::DATE_TIME), ..self }
    }

    /// Adds `timestampFormat("http-date")`.
    #[must_use]
    pub const fn http_date(self) -> Self {
        Self { timestamp_format: Some(TimestampFormat::HTTP_DATE), ..self }
    }

    /// Adds `httpLabel`.
    #[must_use]
    pub const fn label(self, name: &'static str) -> Self {
        self.bound(HttpBinding::Label(name))
    }

    /// Adds `httpQuery`.
    #[must_use]
    pub const fn query(self, name: &'static str) -> Self {
        self.bound(HttpBinding::Query(name))
    }

    /// Adds `httpQueryParams`.
    #[must_use]
    pub const fn query_params(self) -> Self {
        self.bound(HttpBinding::QueryParams)
    }

    /// Adds `httpHeader`.
    #[must_use]
    pub const fn header(self, name: &'static str) -> Self {
        self.bound(HttpBinding::Header(name))
    }

    /// Adds `httpPrefixHeaders`.
    #[must_use]
    pub const fn prefix_headers(self, prefix: &'static str) -> Self {
        self.bound(HttpBinding::PrefixHeaders(prefix))
    }

    /// Adds `httpResponseCode`.
    #[must_use]
    pub const fn status_code(self) -> Self {
        self.bound(HttpBinding::StatusCode)
    }

    /// Adds `httpPayload` to a blob, a string or a document.
    #[must_use]
    pub const fn payload(self) -> Self {
        self.bound(HttpBinding::Payload { is_structure: false })
    }

    /// Adds `httpPayload` to a structure.
    #[must_use]
    pub const fn structure_payload(self) -> Self {
        self.bound(HttpBinding::Payload { is_structure: true })
    }

    const fn bound(self, binding: HttpBinding) -> Self {
        Self { http: Some(binding), ..self }
    }

    /// Adds `mediaType`.
    #[must_use]
    pub const fn media_type(self, media_type: &'static str) -> Self {
        Self { media_type: Some(media_type), ..self }
    }

    /// Adds `xmlName`.
    #[must_use]
    pub const fn xml_name(self, name: &'static str) -> Self {
        Self { xml_name: Some(name), ..self }
    }

    /// Adds `xmlNamespace` without a prefix.
    #[must_use]
    pub const fn xml_namespace(self, uri: &'static str) -> Self {
        Self { xml_namespace: Some(XmlNamespace { uri, prefix: None }), ..self }
    }

    /// Adds `xmlNamespace` with a prefix.
    #[must_use]
    pub const fn xml_prefix(self, prefix: &'static str, uri: &'static str) -> Self {
        Self { xml_namespace: Some(XmlNamespace { uri, prefix: Some(prefix) }), ..self }
    }

    /// Adds `xmlAttribute`.
    #[must_use]
    pub const fn xml_attribute(self) -> Self {
        Self { xml_attribute: true, ..self }
    }

    /// Adds `xmlFlattened`.
    #[must_use]
    pub const fn xml_flattened(self) -> Self {
        Self { xml_flattened: true, ..self }
    }

    /// Adds `s3UnwrappedXmlOutput`.
    #[must_use]
    pub const fn xml_unwrapped(self) -> Self {
        Self { xml_unwrapped: true, ..self }
    }

    /// Adds `ec2QueryName`.
    #[must_use]
    pub const fn query_name(self, name: &'static str) -> Self {
        Self { query_name: Some(name), ..self }
    }

    /// Adds `sensitive`.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// Adds `streaming`.
    #[must_use]
    pub const fn streaming(self) -> Self {
        Self { streaming: true, ..self }
    }

    /// Adds the traits of a list's elements or a map's values.
    #[must_use]
    pub const fn item(self, traits: &'static Self) -> Self {
        Self { item: Some(traits), ..self }
    }

    /// Adds the traits of a map's keys.
    #[must_use]
    pub const fn key(self, traits: &'static Self) -> Self {
        Self { key: Some(traits), ..self }
    }

    /// Returns the traits of a list's elements or a map's values.
    #[must_use]
    #[inline]
    pub fn of_item(&self) -> &'static Self {
        self.item.unwrap_or(&Self::NONE)
    }

    /// Returns the traits of a map's keys.
    #[must_use]
    #[inline]
    pub fn of_key(&self) -> &'static Self {
        self.key.unwrap_or(&Self::NONE)
    }
}
