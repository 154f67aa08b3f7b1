//! The values that a deserializer reads: the text, the attributes and the child elements of its current element.

use std::borrow::Cow;

use super::XmlDeserializer;
use super::names;
use super::tag::Tag;
use super::text::{TextDeserializer, read_texts};
use super::tokens::Token;
use crate::codec::{CodecError, Step};
use crate::schema::{
    DeserializeList, DeserializeMap, DeserializeMember, ReadUnionMember, Schema, ShapeDeserializer, Traits,
};

impl<'de> XmlDeserializer<'de> {
    /// Reads the text of the current element, to its end.
    fn text(&mut self, expected: &'static str) -> Result<TextDeserializer<'de>, CodecError> {
        if self.tokens.open != self.level {
            return Err(self.invalid(expected));
        }
        let mut text = Cow::Borrowed("");
        loop {
            match self.tokens.next()? {
                Token::Text(piece) if text.is_empty() => text = piece.decode()?,
                Token::Text(piece) => text.to_mut().push_str(&piece.decode()?),
                Token::Start(tag) => {
                    return Err(CodecError::new(format!("expected {expected}, found an element")).at_offset(tag.offset));
                }
                Token::End | Token::Eof => return Ok(TextDeserializer { text, offset: self.tag.end }),
            }
        }
    }

    /// Reads the members that are attributes of the current element.
    fn attributes(
        &self,
        schema: &'static Schema,
        members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        for (member, slot) in schema.members.iter().zip(members) {
            if !member.traits.xml_attribute {
                continue;
            }
            let reports = self.reports();
            let read = self.tag.attribute(names::of(member)).and_then(|text| match text {
                Some(text) => slot.deserialize(&mut TextDeserializer { text, offset: self.tag.offset }, member.traits),
                None => Ok(()),
            });
            if !self.settle(reports, read, Step::Member(member.name))? {
                slot.clear();
            }
        }
        Ok(())
    }

    /// Reads the one member that is the root element itself. An empty element is an absent value, because Amazon S3
    /// cannot express it otherwise.
    fn unwrapped(
        &mut self,
        schema: &'static Schema,
        members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        let elements = schema.members.iter().zip(members).find(|(member, _)| member.traits.http.is_none());
        let Some((member, slot)) = elements else { return Ok(()) };
        let reports = self.reports();
        let read = self.text("a text").and_then(|mut text| match text.text.is_empty() {
            true => Ok(()),
            false => slot.deserialize(&mut text, member.traits),
        });
        if !self.settle(reports, read, Step::Member(member.name))? {
            slot.clear();
        }
        Ok(())
    }

    /// Reads an entry of a map, which is the current element. If the value comes before the key, it is read after the
    /// key.
    fn entry(&mut self, map: &mut dyn DeserializeMap, traits: &Traits) -> Result<(), CodecError> {
        let (key_name, item) = (traits.of_key().xml_name.unwrap_or(names::KEY), traits.of_item());
        let value_name = names::local(item.xml_name.unwrap_or(names::VALUE));
        let (mut key, mut early, mut is_read) = (None, None, false);
        self.children(|from, tag| {
            match (tag.local_name(), &key) {
                (name, _) if name == names::local(key_name) => key = Some(from.text("the key of a map")?.text),
                (name, Some(key)) if name == value_name => {
                    is_read = true;
                    from.value(map, key, item)?;
                }
                (name, None) if name == value_name => early = Some(tag),
                _ => {}
            }
            Ok(())
        })?;
        let Some(key) = key else { return Err(self.error("an entry of a map has no key")) };
        match early {
            _ if is_read => Ok(()),
            Some(tag) => {
                let from = Self::at_root(self.tokens.at_tag(&tag), self.depth)?;
                from.with_recovery(self.recovery).value(map, &key, item)
            }
            None => {
                map.null_entry(&key);
                Ok(())
            }
        }
    }

    /// Reads an entry of a map, or leaves it out.
    fn settled_entry(&mut self, map: &mut dyn DeserializeMap, traits: &Traits) -> Result<(), CodecError> {
        let reports = self.reports();
        let read = self.entry(map, traits);
        self.settle(reports, read, Step::Entry).map(|_| ())
    }

    /// Reads the value of a map's entry, which is the current element.
    fn value(&mut self, map: &mut dyn DeserializeMap, key: &str, traits: &Traits) -> Result<(), CodecError> {
        if self.tag.is_nil() {
            map.null_entry(key);
            return Ok(());
        }
        map.entry(key, self, traits)
    }
}

impl ShapeDeserializer for XmlDeserializer<'_> {
    read_texts!();

    fn structure(
        &mut self,
        schema: &'static Schema,
        members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        if schema.traits.xml_unwrapped {
            return self.unwrapped(schema, members);
        }
        self.attributes(schema, members)?;
        let mut expected = 0;
        // The number of elements for each member, which only flattened lists count.
        let mut counts: Vec<usize> = Vec::new();
        self.children(|from, tag| {
            let Some(index) = names::find(schema, tag.local_name(), expected) else { return Ok(()) };
            let (member, Some(slot)) = (&schema.members[index], members.get_mut(index)) else { return Ok(()) };
            let traits = member.traits;
            expected = index + usize::from(!traits.xml_flattened);
            if traits.xml_flattened {
                counts.resize(schema.members.len(), 0);
                from.index = counts[index];
                counts[index] += 1;
            } else if tag.is_nil() {
                return Ok(());
            }
            let reports = from.reports();
            let read = slot.deserialize(from, traits);
            if !from.settle(reports, read, Step::Member(member.name))? && !traits.xml_flattened {
                slot.clear();
            }
            Ok(())
        })
    }

    fn union(&mut self, schema: &'static Schema, read: &mut ReadUnionMember<'_>) -> Result<(), CodecError> {
        let mut is_set = false;
        self.children(|from, tag| {
            if tag.is_nil() {
                return Ok(());
            }
            if std::mem::replace(&mut is_set, true) {
                return Err(from.error(format!("several members of the union {} are set", schema.name)));
            }
            from.index = 0;
            match names::find(schema, tag.local_name(), 0) {
                Some(index) => {
                    let (step, reports) = (Step::Member(schema.members[index].name), from.reports());
                    let read = read(Some(index), from).map_err(|error| error.within(step));
                    if let Some(recovery) = from.recovery.filter(|_| read.is_ok()) {
                        recovery.add_step(reports, step);
                    }
                    read
                }
                None => {
                    from.skip()?;
                    read(None, from)
                }
            }
        })
    }

    fn list(&mut self, list: &mut dyn DeserializeList, traits: &Traits) -> Result<(), CodecError> {
        let item = traits.of_item();
        let mut element = |from: &mut Self, tag: Tag<'_>, index| {
            if tag.is_nil() {
                list.null_element();
                return Ok(());
            }
            let (reports, kept) = (from.reports(), list.len());
            let read = list.element(from, item);
            let place = if from.recovery.is_some() { kept } else { index };
            if !from.settle(reports, read, Step::Element(place))? {
                list.truncate(kept);
            }
            Ok(())
        };
        if traits.xml_flattened {
            return element(self, self.tag, self.index);
        }
        let name = names::local(item.xml_name.unwrap_or(names::ITEM));
        let mut index = 0;
        self.children(|from, tag| {
            if tag.local_name() == name {
                element(from, tag, index)?;
                index += 1;
            }
            Ok(())
        })
    }

    fn map(&mut self, map: &mut dyn DeserializeMap, traits: &Traits) -> Result<(), CodecError> {
        if traits.xml_flattened {
            return if self.tag.is_nil() { Ok(()) } else { self.settled_entry(map, traits) };
        }
        self.children(|from, tag| match tag.local_name() {
            names::ENTRY => from.settled_entry(map, traits),
            _ => Ok(()),
        })
    }

    fn repeats_flattened_members(&self) -> bool {
        true
    }

    fn skip(&mut self) -> Result<(), CodecError> {
        self.tokens.close_to(self.level - 1)
    }

    fn invalid(&self, expected: &'static str) -> CodecError {
        self.error(format!("expected {expected}"))
    }
}
