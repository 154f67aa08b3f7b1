//! The deserializer, for mock servers: parses a form into a tree by the parts of its names, and reads shapes from it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::{QueryDialect, entry_name, key_and_value_names};
use crate::codec::xml::{TextDeserializer, read_texts};
use crate::codec::{CodecError, MAX_DEPTH};
use crate::schema::{
    DeserializeList, DeserializeMap, DeserializeMember, ReadUnionMember, Schema, ShapeDeserializer, Traits,
};

/// The parameters of a form by the parts of their names.
#[derive(Debug, Default)]
pub(crate) struct Form {
    /// The text of the parameter with this name. If a parameter is repeated, the last one counts.
    text: Option<String>,
    /// The offset of the text in the body.
    offset: usize,
    parts: BTreeMap<String, Form>,
}

impl Form {
    /// Returns the parameters of a body.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, CodecError> {
        let body = std::str::from_utf8(body)
            .map_err(|error| CodecError::new("the form is not UTF-8").at_offset(error.valid_up_to()))?;
        let (mut form, mut offset) = (Self::default(), 0);
        for parameter in body.split('&') {
            let (name, text) = parameter.split_once('=').unwrap_or((parameter, ""));
            let mut at = &mut form;
            for (depth, part) in name.split('.').enumerate() {
                // A list or a map adds up to three parts to a name.
                if depth > 3 * MAX_DEPTH {
                    return Err(CodecError::new("nested too deep").at_offset(offset));
                }
                at = at.parts.entry(decoded(part)).or_default();
            }
            (at.text, at.offset) = (Some(decoded(text)), offset + parameter.len() - text.len());
            offset += parameter.len() + 1;
        }
        Ok(form)
    }

    /// Returns the text of a parameter of the outermost structure.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.parts.get(name)?.text.as_deref()
    }

    /// Returns the items or entries below a part of the name, in their order.
    fn numbered(&self, around: Option<&str>) -> impl Iterator<Item = &Self> {
        let list = match around {
            Some(part) => self.parts.get(part),
            None => Some(self),
        };
        (1..).map_while(move |number: usize| list?.parts.get(&number.to_string()))
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// Reads shapes from a form.
#[derive(Debug)]
pub(crate) struct QueryDeserializer<'a> {
    dialect: QueryDialect,
    form: &'a Form,
}

impl<'a> QueryDeserializer<'a> {
    pub(crate) fn new(dialect: QueryDialect, form: &'a Form) -> Self {
        Self { dialect, form }
    }

    fn at(&self, form: &'a Form) -> Self {
        Self { form, ..*self }
    }

    fn text(&self, expected: &'static str) -> Result<TextDeserializer<'a>, CodecError> {
        match &self.form.text {
            Some(text) => Ok(TextDeserializer { text: Cow::Borrowed(text), offset: self.form.offset }),
            None => Err(self.invalid(expected)),
        }
    }
}

impl ShapeDeserializer for QueryDeserializer<'_> {
    read_texts!();

    fn structure(
        &mut self,
        schema: &'static Schema,
        members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        for (member, slot) in schema.members.iter().zip(members) {
            if let Some(form) = self.form.parts.get(&*self.dialect.name(member)) {
                slot.deserialize(&mut self.at(form), member.traits).map_err(|error| error.in_member(member.name))?;
            }
        }
        Ok(())
    }

    fn union(&mut self, schema: &'static Schema, read: &mut ReadUnionMember<'_>) -> Result<(), CodecError> {
        let mut is_set = false;
        for (index, member) in schema.members.iter().enumerate() {
            let Some(form) = self.form.parts.get(&*self.dialect.name(member)) else { continue };
            if std::mem::replace(&mut is_set, true) {
                return Err(self.invalid("one member of the union"));
            }
            read(Some(index), &mut self.at(form)).map_err(|error| error.in_member(member.name))?;
        }
        if is_set { Ok(()) } else { read(None, self) }
    }

    fn list(&mut self, list: &mut dyn DeserializeList, traits: &Traits) -> Result<(), CodecError> {
        for (index, form) in self.form.numbered(self.dialect.item_name(traits)).enumerate() {
            list.element(&mut self.at(form), traits.of_item()).map_err(|error| error.in_element(index))?;
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn DeserializeMap, traits: &Traits) -> Result<(), CodecError> {
        let (key_name, value_name) = key_and_value_names(traits);
        for form in self.form.numbered(entry_name(traits)) {
            let key = form.text(key_name).ok_or_else(|| self.at(form).invalid("the key of a map").in_entry())?;
            match form.parts.get(value_name) {
                Some(value) => map.entry(key, &mut self.at(value), traits.of_item()).map_err(CodecError::in_entry)?,
                None => map.null_entry(key),
            }
        }
        Ok(())
    }

    fn skip(&mut self) -> Result<(), CodecError> {
        Ok(())
    }

    fn invalid(&self, expected: &'static str) -> CodecError {
        CodecError::new(format!("expected {expected}")).at_offset(self.form.offset)
    }
}
