//! The serializer: from shapes to bytes.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::{escape, names};
use crate::Timestamp;
use crate::codec::{CodecError, non_finite};
use crate::schema::{
    Member, Schema, SerializeList, SerializeMap, SerializeMember, SerializeValue, ShapeSerializer, TimestampFormat,
    Traits, XmlNamespace,
};

/// The namespace of the attribute `xsi:nil`, which represents a null.
const XSI: XmlNamespace = XmlNamespace { uri: "http://www.w3.org/2001/XMLSchema-instance", prefix: Some("xsi") };

/// Writes shapes as XML. The first value is the root element.
#[derive(Debug)]
pub struct XmlSerializer {
    body: Vec<u8>,
    next: Next,
    /// The namespace of the service, until the root element is written.
    service: Option<XmlNamespace>,
}

/// The form in which the next value is written.
#[derive(Clone, Copy, Debug)]
enum Next {
    /// An element with its name and its namespace. Only the root can have no name here; then the name is that of its
    /// shape.
    Element(Option<&'static str>, Option<XmlNamespace>),
    /// The value of an attribute.
    Attribute,
}

impl Next {
    fn element(name: &'static str, traits: &Traits) -> Self {
        Self::Element(Some(name), traits.xml_namespace)
    }

    fn member(member: &Member) -> Self {
        Self::element(names::of(member), member.traits)
    }
}

impl XmlSerializer {
    /// Returns a serializer for a body. `namespace` is that of the service. `traits` are those of the member that is
    /// the body, or no traits if the body is a whole structure.
    #[must_use]
    pub fn new(namespace: Option<XmlNamespace>, traits: &Traits) -> Self {
        let next = Next::Element(traits.xml_name, traits.xml_namespace);
        Self { body: Vec::with_capacity(128), next, service: namespace }
    }

    /// Returns what has been written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.body
    }

    /// Writes an element around what `write` writes.
    #[cfg(feature = "test-util")]
    pub(crate) fn element(
        &mut self,
        name: &'static str,
        write: impl FnOnce(&mut Self) -> Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        self.next = Next::element(name, &Traits::NONE);
        self.open()?;
        write(self)?;
        self.end(name);
        Ok(())
    }

    /// Writes text within an element.
    #[cfg(feature = "test-util")]
    pub(crate) fn text(&mut self, text: &str) -> Result<(), CodecError> {
        escape::text(&mut self.body, text)
    }

    /// Begins a start tag, and returns the name for the end tag. `shape` is the name and the traits of the value's
    /// shape.
    fn begin(&mut self, shape: Option<(&'static str, &Traits)>) -> Result<&'static str, CodecError> {
        let Next::Element(name, namespace) = self.next else {
            return Err(CodecError::new("an attribute of XML can hold a simple value only"));
        };
        let shape_name = shape.map(|(name, traits)| traits.xml_name.unwrap_or(name));
        let Some(name) = name.or(shape_name) else {
            return Err(CodecError::new("a body of XML must be a structure or a union"));
        };
        self.body.push(b'<');
        self.body.extend_from_slice(name.as_bytes());
        let of_shape = shape.and_then(|(_, traits)| traits.xml_namespace);
        let all = [namespace, of_shape, self.service.take()];
        for (at, namespace) in all.iter().enumerate() {
            if let Some(namespace) = namespace {
                // The first namespace with a prefix counts.
                if !all[..at].iter().flatten().any(|before| before.prefix == namespace.prefix) {
                    self.namespace(*namespace)?;
                }
            }
        }
        Ok(name)
    }

    fn namespace(&mut self, namespace: XmlNamespace) -> Result<(), CodecError> {
        self.body.extend_from_slice(b" xmlns");
        if let Some(prefix) = namespace.prefix {
            self.display(format_args!(":{prefix}"));
        }
        self.body.extend_from_slice(b"=\"");
        escape::attribute(&mut self.body, namespace.uri)?;
        self.body.push(b'"');
        Ok(())
    }

    /// Writes a start tag without attributes.
    fn open(&mut self) -> Result<&'static str, CodecError> {
        let name = self.begin(None)?;
        self.body.push(b'>');
        Ok(name)
    }

    /// Writes the start tag of a structure, with the members that are attributes.
    fn open_structure(
        &mut self,
        schema: &'static Schema,
        members: &[&dyn SerializeMember],
    ) -> Result<&'static str, CodecError> {
        let name = self.begin(Some((schema.name, schema.traits)))?;
        for (member, value) in schema.members.iter().zip(members) {
            if member.traits.xml_attribute && value.is_set() {
                self.display(format_args!(" {}=\"", names::of(member)));
                self.next = Next::Attribute;
                value.serialize(self, member.traits).map_err(|error| error.in_member(member.name))?;
                self.body.push(b'"');
            }
        }
        self.body.push(b'>');
        Ok(name)
    }

    /// Writes the members that are elements.
    pub(crate) fn members(
        &mut self,
        schema: &'static Schema,
        members: &[&dyn SerializeMember],
    ) -> Result<(), CodecError> {
        for (member, value) in schema.members.iter().zip(members) {
            if !member.traits.xml_attribute && value.is_set() {
                self.next = Next::member(member);
                value.serialize(self, member.traits).map_err(|error| error.in_member(member.name))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        self.display(format_args!("</{name}>"));
    }

    /// Writing to a `Vec` does not fail.
    fn display(&mut self, text: std::fmt::Arguments<'_>) {
        drop(self.body.write_fmt(text));
    }

    /// Writes a text that needs no escaping.
    fn plain(&mut self, text: std::fmt::Arguments<'_>) -> Result<(), CodecError> {
        if let Next::Attribute = self.next {
            self.display(text);
            return Ok(());
        }
        let name = self.open()?;
        self.display(text);
        self.end(name);
        Ok(())
    }

    /// Writes the key and the value of a map's entry.
    fn entry(&mut self, key: &str, value: &dyn SerializeValue, traits: &Traits) -> Result<(), CodecError> {
        let (of_key, item) = (traits.of_key(), traits.of_item());
        self.next = Next::element(of_key.xml_name.unwrap_or(names::KEY), of_key);
        self.string(key)?;
        self.next = Next::element(item.xml_name.unwrap_or(names::VALUE), item);
        value.serialize(self, item)
    }
}

impl ShapeSerializer for XmlSerializer {
    fn null(&mut self) -> Result<(), CodecError> {
        let name = self.begin(None)?;
        self.namespace(XSI)?;
        self.body.extend_from_slice(b" xsi:nil=\"true\">");
        self.end(name);
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), CodecError> {
        self.plain(format_args!("{value}"))
    }

    fn integer(&mut self, value: i64) -> Result<(), CodecError> {
        self.plain(format_args!("{value}"))
    }

    /// Writes the shortest form that is read back as the same number.
    fn float(&mut self, value: f32) -> Result<(), CodecError> {
        match value.is_finite() {
            true => self.plain(format_args!("{value:?}")),
            false => self.plain(format_args!("{}", non_finite(value.into()))),
        }
    }

    fn double(&mut self, value: f64) -> Result<(), CodecError> {
        match value.is_finite() {
            true => self.plain(format_args!("{value:?}")),
            false => self.plain(format_args!("{}", non_finite(value))),
        }
    }

    fn big_number(&mut self, value: &str) -> Result<(), CodecError> {
        self.plain(format_args!("{value}"))
    }

    fn string(&mut self, value: &str) -> Result<(), CodecError> {
        if let Next::Attribute = self.next {
            return escape::attribute(&mut self.body, value);
        }
        let name = self.open()?;
        escape::text(&mut self.body, value)?;
        self.end(name);
        Ok(())
    }

    fn blob(&mut self, value: &[u8]) -> Result<(), CodecError> {
        self.plain(format_args!("{}", BASE64.encode(value)))
    }

    fn timestamp(&mut self, value: Timestamp, traits: &Traits) -> Result<(), CodecError> {
        match traits.timestamp_format {
            Some(TimestampFormat::Text(form)) => self.string(&(form.format)(value)),
            Some(TimestampFormat::EpochSeconds) => self.plain(format_args!("{}", value.to_epoch())),
            None => self.string(&value.to_date_time()),
        }
    }

    fn structure(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        if schema.traits.xml_unwrapped {
            return self.members(schema, members);
        }
        let name = self.open_structure(schema, members)?;
        self.members(schema, members)?;
        self.end(name);
        Ok(())
    }

    fn union(&mut self, schema: &'static Schema, index: usize, value: &dyn SerializeValue) -> Result<(), CodecError> {
        let name = self.open_structure(schema, &[])?;
        let member = &schema.members[index];
        self.next = Next::member(member);
        value.serialize(self, member.traits).map_err(|error| error.in_member(member.name))?;
        self.end(name);
        Ok(())
    }

    fn list(&mut self, list: &dyn SerializeList, traits: &Traits) -> Result<(), CodecError> {
        let item = traits.of_item();
        let around = if traits.xml_flattened { None } else { Some(self.open()?) };
        let next = match (around, self.next) {
            // Each item of a flattened list is an element with the name of the member.
            (None, Next::Element(name, namespace)) => Next::Element(name, namespace.or(item.xml_namespace)),
            _ => Next::element(item.xml_name.unwrap_or(names::ITEM), item),
        };
        for index in 0..list.len() {
            self.next = next;
            list.serialize_element(index, self, item).map_err(|error| error.in_element(index))?;
        }
        if let Some(name) = around {
            self.end(name);
        }
        Ok(())
    }

    fn map(&mut self, map: &dyn SerializeMap, traits: &Traits) -> Result<(), CodecError> {
        let around = if traits.xml_flattened { None } else { Some(self.open()?) };
        let next = match around {
            None => self.next,
            Some(_) => Next::Element(Some(names::ENTRY), None),
        };
        map.for_each(&mut |key, value| {
            self.next = next;
            let entry = self.open()?;
            self.entry(key, value, traits).map_err(CodecError::in_entry)?;
            self.end(entry);
            Ok(())
        })?;
        if let Some(name) = around {
            self.end(name);
        }
        Ok(())
    }

    fn document(&mut self, _: &crate::Document) -> Result<(), CodecError> {
        Err(CodecError::new("XML cannot hold a document"))
    }
}
