//! The deserializer: from bytes to shapes, without a tree between them. A method that fails at a value that is not a
//! structure, a list or a map consumes nothing, so that the value can be skipped.

use std::borrow::Cow;

use super::big_number::{decimal_text, float_text, integer_text};
use super::item::{Found, Item, Length, error, find, string};
use super::skip::value_end;
use crate::codec::recovery::{Mark, Rewind, recover};
use crate::codec::{CodecError, MAX_DEPTH, Recovery, Step};
use crate::schema::{
    DeserializeList, DeserializeMap, DeserializeMember, ReadUnionMember, Schema, ShapeDeserializer, Traits,
};
use crate::{Document, Timestamp};

/// Reads shapes from CBOR.
///
/// Tags that do not concern a value of the model's type are ignored. Null and undefined both stand for an absent value.
#[derive(Debug)]
pub struct CborDeserializer<'de> {
    body: &'de [u8],
    at: usize,
    depth: usize,
    /// The reports of values that are left out; a strict deserializer has none.
    pub(super) recovery: Option<&'de Recovery>,
    /// True if the body is not valid CBOR from some offset on, so that nothing more can be left out.
    is_broken: bool,
}

impl<'de> CborDeserializer<'de> {
    /// Returns a deserializer that begins at the start of a body.
    #[must_use]
    pub fn new(body: &'de [u8]) -> Self {
        Self { body, at: 0, depth: MAX_DEPTH, recovery: None, is_broken: false }
    }

    /// Checks that nothing follows what has been read.
    ///
    /// # Errors
    /// Any further byte.
    pub fn end(&mut self) -> Result<(), CodecError> {
        match self.at == self.body.len() {
            true => Ok(()),
            false => Err(error("expected the end of the body", self.at)),
        }
    }

    /// Skips a null, and returns whether there was no value.
    pub(super) fn is_empty(&mut self) -> Result<bool, CodecError> {
        Ok(self.at == self.body.len() || self.null()?)
    }

    #[inline]
    fn find(&self) -> Result<Found, CodecError> {
        find(self.body, self.at)
    }

    #[inline]
    fn null(&mut self) -> Result<bool, CodecError> {
        let found = self.find()?;
        let is_null = found.item == Item::Null;
        if is_null {
            self.at = found.end;
        }
        Ok(is_null)
    }

    /// Returns the number of reports so far.
    #[inline]
    fn reports(&self) -> usize {
        self.recovery.map_or(0, Recovery::count)
    }

    #[inline]
    fn mark(&self) -> Mark {
        Mark { at: self.at, depth: self.depth, reports: self.reports() }
    }

    /// Ends the reading of a part of a structure, a list or a map. Returns whether the part was read; `false` if it is
    /// skipped and left out.
    #[inline]
    fn settle(&mut self, mark: Mark, read: Result<(), CodecError>, step: Step) -> Result<bool, CodecError> {
        match read {
            Ok(()) if self.reports() == mark.reports => Ok(true),
            read => recover(self, mark, read, step),
        }
    }

    /// Enters a list or a map. The function `length` reads the length from its head.
    #[inline]
    fn enter(&mut self, expected: &str, length: fn(Item) -> Option<Length>) -> Result<Length, CodecError> {
        let found = self.find()?;
        let left = length(found.item).ok_or_else(|| unexpected(expected, found))?;
        self.depth = self.depth.checked_sub(1).ok_or_else(|| error("nested too deep", found.start))?;
        self.at = found.end;
        Ok(left)
    }

    /// Goes to the next element of a list or entry of a map; `false` at its end.
    #[inline]
    fn next(&mut self, left: &mut Length) -> bool {
        match left {
            Some(0) => {}
            Some(count) => {
                *count -= 1;
                return true;
            }
            None if self.body.get(self.at) == Some(&BREAK) => self.at += 1,
            None => return true,
        }
        self.depth += 1;
        false
    }

    /// Goes to the next entry of a map and returns its key.
    #[inline]
    fn next_key(&mut self, left: &mut Length) -> Result<Option<Cow<'de, [u8]>>, CodecError> {
        if !self.next(left) {
            return Ok(None);
        }
        let (key, end) = self.bytes_of(self.find()?, "the name of a member", Item::text_length)?;
        self.at = end;
        Ok(Some(key))
    }

    /// Reads a member of a structure. If the member is repeated, the last value counts, even a null.
    #[inline]
    fn member(&mut self, slot: &mut dyn DeserializeMember, traits: &Traits) -> Result<(), CodecError> {
        if self.null()? {
            slot.clear();
            return Ok(());
        }
        slot.deserialize(self, traits)
    }

    /// Returns the bytes of a string, and the offset after it.
    #[inline]
    fn bytes_of(
        &self,
        found: Found,
        expected: &str,
        length: fn(Item) -> Option<Length>,
    ) -> Result<(Cow<'de, [u8]>, usize), CodecError> {
        match length(found.item) {
            Some(_) => string(self.body, found),
            None => Err(unexpected(expected, found)),
        }
    }

    /// Returns the text of an integer of any size, and the offset after it.
    fn integer_of(&self, found: Found) -> Result<(String, usize), CodecError> {
        match (found.item, found.tag) {
            (Item::Unsigned(value), _) => Ok((value.to_string(), found.end)),
            (Item::Negative(value), _) => Ok(((-1 - i128::from(value)).to_string(), found.end)),
            (Item::Bytes(_), Some(tag @ (2 | 3))) => {
                let (bytes, end) = string(self.body, found)?;
                let text = integer_text(&bytes, tag == 3);
                text.map(|text| (text, end)).ok_or_else(|| error("the number has too many digits", found.start))
            }
            _ => Err(unexpected("a number", found)),
        }
    }

    /// Returns the text of a decimal fraction, which is a list of exponent and mantissa, and the offset after it.
    fn decimal_of(&self, found: Found) -> Result<(String, usize), CodecError> {
        if !matches!(found.item, Item::List(Some(2) | None)) {
            return Err(unexpected("a number", found));
        }
        let first = find(self.body, found.end)?;
        let exponent = first.item.whole().and_then(|exponent| i64::try_from(exponent).ok());
        let exponent = exponent.ok_or_else(|| error("the exponent is not an integer of 64 bits", first.start))?;
        let (mantissa, end) = self.integer_of(find(self.body, first.end)?)?;
        let end = match found.item {
            Item::List(None) if self.body.get(end) != Some(&BREAK) => {
                return Err(error("expected the end of the number", end));
            }
            Item::List(None) => end + 1,
            _ => end,
        };
        Ok((decimal_text(exponent, &mantissa), end))
    }
}

/// The byte that ends a list, a map or a string of indefinite length.
const BREAK: u8 = 0xFF;

/// Returns the error for a value of another kind than the one expected.
#[cold]
fn unexpected(expected: &str, found: Found) -> CodecError {
    error(format!("expected {expected}, found {}", found.item.kind()), found.start)
}

#[cold]
fn not_unicode(offset: usize) -> CodecError {
    error("the string is not valid UTF-8", offset)
}

/// Returns the name of a member as text. A name that is not valid UTF-8 becomes U+FFFD, which no model has as a name.
fn name(key: &[u8]) -> &str {
    std::str::from_utf8(key).unwrap_or("\u{FFFD}")
}

impl<'de> Rewind<'de> for CborDeserializer<'de> {
    fn recovery(&self) -> Option<&'de Recovery> {
        self.recovery.filter(|_| !self.is_broken)
    }

    fn skip_from(&mut self, mark: Mark) -> bool {
        (self.at, self.depth) = (mark.at, mark.depth);
        self.is_broken = self.skip().is_err();
        !self.is_broken
    }
}

impl ShapeDeserializer for CborDeserializer<'_> {
    fn boolean(&mut self) -> Result<bool, CodecError> {
        let found = self.find()?;
        let Item::Boolean(value) = found.item else { return Err(unexpected("a boolean", found)) };
        self.at = found.end;
        Ok(value)
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, CodecError> {
        let found = self.find()?;
        let value = found.item.whole().ok_or_else(|| match found.item {
            Item::Float(_) => error("the number is not an integer", found.start),
            _ => unexpected("an integer", found),
        })?;
        let value = i64::try_from(value).ok().filter(|value| (min..=max).contains(value));
        let value = value.ok_or_else(|| error(format!("the number is not between {min} and {max}"), found.start))?;
        self.at = found.end;
        Ok(value)
    }

    fn double(&mut self) -> Result<f64, CodecError> {
        let found = self.find()?;
        let value = found.item.number().ok_or_else(|| unexpected("a number", found))?;
        self.at = found.end;
        Ok(value)
    }

    /// Reads an integer, a bignum (tags 2 and 3) of at most 1,024 bytes, a decimal fraction (tag 4) or a float.
    fn big_number(&mut self) -> Result<String, CodecError> {
        let found = self.find()?;
        let (text, end) = match (found.item, found.tag) {
            (Item::Float(value), _) if value.is_finite() => (float_text(value), found.end),
            (Item::Float(_), _) => return Err(error("the number is not finite", found.start)),
            (_, Some(4)) => self.decimal_of(found)?,
            _ => self.integer_of(found)?,
        };
        self.at = end;
        Ok(text)
    }

    fn string(&mut self) -> Result<Cow<'_, str>, CodecError> {
        let found = self.find()?;
        let text = match self.bytes_of(found, "a string", Item::text_length)? {
            (Cow::Borrowed(bytes), end) => std::str::from_utf8(bytes).ok().map(|text| (Cow::Borrowed(text), end)),
            (Cow::Owned(bytes), end) => String::from_utf8(bytes).ok().map(|text| (Cow::Owned(text), end)),
        };
        let (text, end) = text.ok_or_else(|| not_unicode(found.start))?;
        self.at = end;
        Ok(text)
    }

    fn blob(&mut self) -> Result<Vec<u8>, CodecError> {
        let (bytes, end) = self.bytes_of(self.find()?, "bytes", Item::bytes_length)?;
        self.at = end;
        Ok(bytes.into_owned())
    }

    /// Reads a number of seconds since 1970, with or without the tag for it, or a text.
    fn timestamp(&mut self, _: &Traits) -> Result<Timestamp, CodecError> {
        let found = self.find()?;
        if found.item.text_length().is_some() {
            let text = self.string()?;
            let time = Timestamp::from_text(&text, None);
            return time.ok_or_else(|| error("the string is not a timestamp", found.start));
        }
        let seconds = found.item.number().ok_or_else(|| unexpected("a timestamp", found))?;
        let time = Timestamp::from_epoch(seconds)
            .ok_or_else(|| error("the number is not a valid time in seconds since 1970", found.start))?;
        self.at = found.end;
        Ok(time)
    }

    fn document(&mut self) -> Result<Document, CodecError> {
        Err(error("a document cannot be read from CBOR", self.at))
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        let mut left = self.enter("a map", Item::map_length)?;
        let mut expected = 0;
        while let Some(key) = self.next_key(&mut left)? {
            let found = schema.find(name(&key), expected);
            match found.and_then(|index| Some((index, members.get_mut(index)?))) {
                Some((index, slot)) => {
                    expected = index + 1;
                    let member = &schema.members[index];
                    let mark = self.mark();
                    let read = self.member(*slot, member.traits);
                    if !self.settle(mark, read, Step::Member(member.name))? {
                        slot.clear();
                    }
                }
                None => self.skip()?,
            }
        }
        Ok(())
    }

    fn union(&mut self, schema: &'static Schema, read: &mut ReadUnionMember<'_>) -> Result<(), CodecError> {
        let mut left = self.enter("a map with one member", Item::map_length)?;
        let mut is_set = false;
        while let Some(key) = self.next_key(&mut left)? {
            // Services add it to any object, for clients in languages with types at run time.
            if *key == *b"__type" {
                self.skip()?;
                continue;
            }
            if self.null()? {
                continue;
            }
            if std::mem::replace(&mut is_set, true) {
                return Err(error(format!("several members of the union {} are set", schema.name), self.at));
            }
            match schema.find(name(&key), 0) {
                Some(index) => {
                    let (step, reports) = (Step::Member(schema.members[index].name), self.reports());
                    read(Some(index), self).map_err(|error| error.within(step))?;
                    if self.reports() != reports {
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
        let mut left = self.enter("a list", Item::list_length)?;
        let item = traits.of_item();
        let mut index = 0;
        while self.next(&mut left) {
            if self.null().map_err(|error| error.in_element(index))? {
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
        let mut left = self.enter("a map", Item::map_length)?;
        let item = traits.of_item();
        loop {
            let start = self.at;
            let Some(key) = self.next_key(&mut left)? else { return Ok(()) };
            let mark = self.mark();
            let Ok(key) = std::str::from_utf8(&key) else {
                self.settle(mark, Err(not_unicode(start)), Step::Entry)?;
                continue;
            };
            if self.null().map_err(CodecError::in_entry)? {
                map.null_entry(key);
            } else {
                let read = map.entry(key, self, item);
                self.settle(mark, read, Step::Entry)?;
            }
        }
    }

    fn skip(&mut self) -> Result<(), CodecError> {
        self.at = value_end(self.body, self.at)?;
        Ok(())
    }

    fn invalid(&self, expected: &'static str) -> CodecError {
        error(format!("expected {expected}"), self.at)
    }
}
