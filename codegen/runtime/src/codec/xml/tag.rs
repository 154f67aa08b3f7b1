//! The start tag of an element: its name and its attributes, which are decoded on demand.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::{Attribute, Attributes};

use super::names;
use crate::codec::CodecError;

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Tag<'de> {
    /// The name and the attributes, without the angle brackets.
    content: &'de str,
    name_len: usize,
    /// The offset of the `<` in the body.
    pub(super) offset: usize,
    /// The offset after the tag.
    pub(super) end: usize,
}

impl<'de> Tag<'de> {
    /// Returns the tag in `markup`, which includes the angle brackets. `offset` is the offset of the tag in the body.
    pub(super) fn new(markup: &'de str, name_len: usize, offset: usize) -> Self {
        let content = markup.strip_prefix('<').unwrap_or(markup);
        let content = content.strip_suffix('>').unwrap_or(content);
        let content = content.strip_suffix('/').unwrap_or(content);
        Self { content, name_len, offset, end: offset + markup.len() }
    }

    /// Returns the name without its prefix.
    pub(super) fn local_name(&self) -> &'de str {
        names::local(&self.content[..self.name_len])
    }

    /// Returns whether the element represents a null: `xsi:nil="true"`, with any prefix.
    pub(super) fn is_nil(&self) -> bool {
        let attributes = &self.content[self.name_len..];
        !attributes.is_empty() && attributes.contains(":nil") && {
            let mut all = self.attributes().flatten();
            all.any(|one| {
                one.key.prefix().is_some()
                    && one.key.local_name().as_ref() == b"nil"
                    && matches!(&*one.value, b"true" | b"1")
            })
        }
    }

    /// Returns the value of the attribute with exactly this name, otherwise of one whose name differs only in the
    /// prefix.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<Cow<'de, str>>, CodecError> {
        let mut found: Option<Attribute<'de>> = None;
        for attribute in self.attributes() {
            let attribute = attribute.map_err(|_| self.error("an attribute of a start tag is not XML"))?;
            let key = attribute.key.as_ref();
            if key == name.as_bytes() {
                found = Some(attribute);
                break;
            }
            let is_declaration = attribute.key.as_namespace_binding().is_some();
            if !is_declaration && attribute.key.local_name().as_ref() == names::local(name).as_bytes() {
                found = Some(attribute);
            }
        }
        // Only the entities of XML: by default, quick-xml also has those of HTML if any crate enables its feature for
        // them.
        let value =
            found.map(|one| one.normalized_value_with(XmlVersion::Implicit1_0, 1, resolve_xml_entity)).transpose();
        value.map_err(|_| self.error("an attribute holds an entity that XML does not define"))
    }

    /// Returns the attributes. Duplicates are not detected, because that takes quadratic time.
    fn attributes(&self) -> Attributes<'de> {
        let mut attributes = Attributes::new(self.content, self.name_len);
        attributes.with_checks(false);
        attributes
    }

    #[cold]
    fn error(&self, reason: &'static str) -> CodecError {
        CodecError::new(reason).at_offset(self.offset)
    }
}
