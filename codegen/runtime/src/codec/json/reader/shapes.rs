//! The implementation of [`ShapeDeserializer`]: the values of shapes.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::JsonDeserializer;
use crate::codec::json::number::{integer_of_number, plain_integer};
use crate::codec::json::skip::{value_end, white_space_end};
use crate::codec::recovery::{Mark, recover};
use crate::codec::{CodecError, Step, parse_non_finite};
use crate::schema::{
    DeserializeList, DeserializeMap, DeserializeMember, ReadUnionMember, Schema, ShapeDeserializer, Traits,
};
use crate::value::MAX_DOCUMENT_DEPTH;
use crate::{Document, Timestamp};

impl ShapeDeserializer for JsonDeserializer<'_> {
    fn boolean(&mut self) -> Result<bool, CodecError> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => Err(self.unexpected("a boolean")),
        }
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, CodecError> {
        let value = match plain_integer(self.body, white_space_end(self.body, self.at)) {
            Some((value, end)) => {
                self.at = end;
                value
            }
            None => {
                let text = self.number("an integer")?;
                integer_of_number(text).ok_or_else(|| self.error("the number is not an integer of 64 bits"))?
            }
        };
        if value < min || value > max {
            return Err(self.error(format!("the number is not between {min} and {max}")));
        }
        Ok(value)
    }

    fn double(&mut self) -> Result<f64, CodecError> {
        if self.peek() == Some(b'"') {
            let text = self.text("a number")?;
            return parse_non_finite(&text).ok_or_else(|| self.error("expected a number, found a string"));
        }
        let value = self.number("a number")?.parse().ok().filter(|value: &f64| value.is_finite());
        value.ok_or_else(|| self.error("the number is too large for 64 bits"))
    }

    fn big_number(&mut self) -> Result<String, CodecError> {
        self.number("a number").map(str::to_owned)
    }

    fn string(&mut self) -> Result<Cow<'_, str>, CodecError> {
        self.text("a string")
    }

    fn blob(&mut self) -> Result<Vec<u8>, CodecError> {
        let text = self.text("a string in base64")?;
        BASE64.decode(&*text).map_err(|_| self.error("the string is not base64"))
    }

    fn timestamp(&mut self, traits: &Traits) -> Result<Timestamp, CodecError> {
        if self.peek() == Some(b'"') {
            return self.timestamp_text(traits.timestamp_format);
        }
        let seconds = self.number("a timestamp")?.parse();
        seconds.map_or_else(|_| Err(self.error("expected a timestamp")), |seconds| self.epoch(seconds))
    }

    fn document(&mut self) -> Result<Document, CodecError> {
        self.document_within(MAX_DOCUMENT_DEPTH)
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        if !self.take(b'{') {
            return Err(self.unexpected("an object"));
        }
        self.enter()?;
        let (mut first, mut expected) = (true, 0);
        let (depth, mut reports) = (self.depth, self.reports);
        while self.next(b'}', &mut first)? {
            let found = self.member(schema, expected)?;
            match found.and_then(|index| Some((index, members.get_mut(index)?))) {
                Some((index, slot)) => {
                    expected = index + 1;
                    if self.null()? {
                        slot.clear();
                        continue;
                    }
                    let member = &schema.members[index];
                    let at = self.at;
                    let read = slot.deserialize(self, member.traits);
                    if read.is_err() || self.reports != reports {
                        if !recover(self, Mark { at, depth, reports }, read, Step::Member(member.name))? {
                            slot.clear();
                        }
                        reports = self.reports;
                    }
                }
                None => self.skip()?,
            }
        }
        Ok(())
    }

    fn union(&mut self, schema: &'static Schema, read: &mut ReadUnionMember<'_>) -> Result<(), CodecError> {
        if !self.take(b'{') {
            return Err(self.unexpected("an object with one member"));
        }
        self.enter()?;
        let (mut first, mut is_set) = (true, false);
        while self.next(b'}', &mut first)? {
            let key = self.name()?;
            // Services add it to any object, for clients in languages with types at run time.
            if key == "__type" {
                self.skip()?;
                continue;
            }
            if self.null()? {
                continue;
            }
            if std::mem::replace(&mut is_set, true) {
                return Err(self.error(format!("several members of the union {} are set", schema.name)));
            }
            match schema.find(&key, 0) {
                Some(index) => {
                    let (step, reports) = (Step::Member(schema.members[index].name), self.reports);
                    read(Some(index), self).map_err(|error| error.within(step))?;
                    if self.reports != reports {
                        self.recovery.inspect(|recovery| recovery.add_step(reports, step));
                    }
                }
                None => {
                    self.skip()?;
                    read(None, self)?;
                }
            }
        }
        Ok(())
    }

    fn list(&mut self, list: &mut dyn DeserializeList, traits: &Traits) -> Result<(), CodecError> {
        if !self.take(b'[') {
            return Err(self.unexpected("a list"));
        }
        self.enter()?;
        let item = traits.of_item();
        let (mut first, mut index) = (true, 0);
        while self.next(b']', &mut first)? {
            if self.null()? {
                list.null_element();
            } else {
                let (mark, kept) = (self.mark(), list.len());
                let read = list.element(self, item);
                let place = if self.recovery.is_some() { kept } else { index };
                if !self.settle(mark, read, Step::Element(place))? {
                    list.truncate(kept);
                }
            }
            index += 1;
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn DeserializeMap, traits: &Traits) -> Result<(), CodecError> {
        if !self.take(b'{') {
            return Err(self.unexpected("an object"));
        }
        self.enter()?;
        let item = traits.of_item();
        let mut first = true;
        while let Some(key) = self.next_key(&mut first)? {
            let mark = self.mark();
            let key = match key.decode(self.text) {
                Ok(key) => key,
                Err(error) => {
                    self.settle(mark, Err(error), Step::Entry)?;
                    continue;
                }
            };
            if self.null()? {
                map.null_entry(&key);
            } else {
                let read = map.entry(&key, self, item);
                self.settle(mark, read, Step::Entry)?;
            }
        }
        Ok(())
    }

    fn skip(&mut self) -> Result<(), CodecError> {
        self.at = value_end(self.body, self.at)?;
        Ok(())
    }

    fn invalid(&self, expected: &'static str) -> CodecError {
        self.error(format!("expected {expected}"))
    }
}
