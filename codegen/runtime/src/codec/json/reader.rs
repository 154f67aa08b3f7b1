//! The deserializer: from bytes to shapes, without a tree between them.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::number::{integer, number_end};
use super::scan::plain_end;
use super::skip::{value_end, white_space_end};
use super::text::RawString;
use crate::codec::recovery::{Mark, Rewind, recover};
use crate::codec::{CodecError, MAX_DEPTH, Recovery, Step, parse_non_finite};
use crate::schema::{
    DeserializeList, DeserializeMap, DeserializeMember, ReadUnionMember, Schema, ShapeDeserializer, TimestampFormat,
    Traits,
};
use crate::value::MAX_DOCUMENT_DEPTH;
use crate::{Document, Timestamp};

mod document;

/// Stands for the name of a member that is not valid Unicode.
const NOT_UNICODE: &str = "\u{FFFD}";

/// Reads shapes from JSON.
#[derive(Debug)]
pub struct JsonDeserializer<'de> {
    body: &'de [u8],
    /// The body as text, where all of it is UTF-8.
    text: Option<&'de str>,
    at: usize,
    depth: usize,
    /// The reports of values that are left out; a strict deserializer has none.
    recovery: Option<&'de Recovery>,
    /// The number of reports so far. It is read for each value, and so not behind a reference.
    reports: usize,
    /// True if the body is not JSON from some place on, so that nothing more can be left out.
    is_broken: bool,
}

impl<'de> JsonDeserializer<'de> {
    /// Returns a deserializer that begins at the start of a body.
    #[must_use]
    pub fn new(body: &'de [u8]) -> Self {
        let text = std::str::from_utf8(body).ok();
        Self { body, text, at: 0, depth: MAX_DEPTH, recovery: None, reports: 0, is_broken: false }
    }

    /// Makes the deserializer lenient if there is a recovery, which may have reports about other parts of the response.
    pub(super) fn with_recovery(self, recovery: Option<&'de Recovery>) -> Self {
        Self { recovery, reports: recovery.map_or(0, Recovery::count), ..self }
    }

    /// Checks that nothing follows what has been read.
    ///
    /// # Errors
    /// Anything but white space.
    pub fn end(&mut self) -> Result<(), CodecError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("expected the end of the body")),
        }
    }

    /// Passes over a null, or the white space of a body without a value, and returns whether there was no value.
    pub(super) fn is_empty(&mut self) -> Result<bool, CodecError> {
        Ok(self.peek().is_none() || self.null()?)
    }

    /// Returns the next byte that is not white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        self.at = white_space_end(self.body, self.at);
        self.body.get(self.at).copied()
    }

    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    #[cold]
    fn error(&self, reason: impl Into<Cow<'static, str>>) -> CodecError {
        CodecError::new(reason).at_offset(self.at)
    }

    /// Returns the error for a value of another kind than the one expected.
    #[cold]
    fn unexpected(&mut self, expected: &str) -> CodecError {
        let found = match self.peek() {
            None => "the end of the body",
            Some(b'"') => "a string",
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            Some(b'-' | b'0'..=b'9') => "a number",
            Some(b'<') => "`<`, as in an HTML or XML page",
            Some(_) => "a character that begins no value",
        };
        self.error(format!("expected {expected}, found {found}"))
    }

    fn word(&mut self, word: &str) -> Result<(), CodecError> {
        if !self.body[self.at..].starts_with(word.as_bytes()) {
            return Err(self.error("expected a value"));
        }
        self.at += word.len();
        Ok(())
    }

    /// Passes over a null, if there is one.
    #[inline]
    fn null(&mut self) -> Result<bool, CodecError> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.word("null").map(|()| true)
    }

    /// Passes over a string without escapes and returns its bytes. Leaves any other value to the slower methods.
    #[inline]
    fn plain_string(&mut self) -> Option<(usize, usize)> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let start = self.at + 1;
        let end = plain_end(self.body, start);
        if self.body.get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        Some((start, end))
    }

    /// Returns the part of the body between two quotes as text. A quote is never within a character, so that all of a body
    /// in UTF-8 is text between them.
    #[inline]
    fn slice(&self, start: usize, end: usize) -> &'de str {
        let text = match self.text {
            Some(body) => body.get(start..end),
            None => std::str::from_utf8(&self.body[start..end]).ok(),
        };
        text.unwrap_or(NOT_UNICODE)
    }

    fn raw_string(&mut self, expected: &str) -> Result<RawString<'de>, CodecError> {
        if !self.take(b'"') {
            return Err(self.unexpected(expected));
        }
        let (raw, end) = RawString::scan(self.body, self.at)?;
        self.at = end;
        Ok(raw)
    }

    #[inline]
    fn text(&mut self, expected: &str) -> Result<Cow<'de, str>, CodecError> {
        let plain = if self.text.is_some() { self.plain_string() } else { None };
        match plain {
            Some((start, end)) => Ok(Cow::Borrowed(self.slice(start, end))),
            None => self.raw_string(expected)?.decode(self.text),
        }
    }

    /// Returns the text of a number.
    fn number(&mut self, expected: &str) -> Result<&'de str, CodecError> {
        let start = white_space_end(self.body, self.at);
        let end = number_end(self.body, start).ok_or_else(|| self.unexpected(expected))?;
        self.at = end;
        std::str::from_utf8(&self.body[start..end]).map_err(|_| self.error("expected a number"))
    }

    #[inline]
    fn mark(&self) -> Mark {
        Mark { at: self.at, depth: self.depth, reports: self.reports }
    }

    /// Ends the reading of a part of a structure, a list or a map. Returns whether the part was read; `false` if it is
    /// passed over and left out.
    #[inline]
    fn settle(&mut self, mark: Mark, read: Result<(), CodecError>, step: Step) -> Result<bool, CodecError> {
        match read {
            Ok(()) if self.reports == mark.reports => Ok(true),
            read => recover(self, mark, read, step),
        }
    }

    fn enter(&mut self) -> Result<(), CodecError> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| self.error("nested too deep"))?;
        Ok(())
    }

    /// Goes to the next element of a list or entry of an object; `false` at its end.
    #[inline]
    fn next(&mut self, close: u8, first: &mut bool) -> Result<bool, CodecError> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth += 1;
                return Ok(false);
            }
            Some(b',') if !*first => {
                self.at += 1;
                return Ok(true);
            }
            _ if std::mem::take(first) => return Ok(true),
            _ => {}
        }
        Err(self.error(match self.at == self.body.len() {
            true => "the body ends within a list or an object",
            false => "expected `,` or the end of a list or an object",
        }))
    }

    /// Goes to the next entry of an object and returns its key.
    #[inline]
    fn next_key(&mut self, first: &mut bool) -> Result<Option<RawString<'de>>, CodecError> {
        if !self.next(b'}', first)? {
            return Ok(None);
        }
        let key = self.raw_string("the name of a member")?;
        self.colon()?;
        Ok(Some(key))
    }

    /// Goes to the next member of a structure or union and returns its name. A name that is not Unicode is none that the
    /// model has.
    #[inline]
    fn next_name(&mut self, first: &mut bool) -> Result<Option<Cow<'de, str>>, CodecError> {
        if !self.next(b'}', first)? {
            return Ok(None);
        }
        let name = match self.plain_string() {
            Some((start, end)) => Cow::Borrowed(self.slice(start, end)),
            None => {
                let raw = self.raw_string("the name of a member")?;
                raw.decode(self.text).unwrap_or(Cow::Borrowed(NOT_UNICODE))
            }
        };
        self.colon()?;
        Ok(Some(name))
    }

    #[inline]
    fn colon(&mut self) -> Result<(), CodecError> {
        match self.take(b':') {
            true => Ok(()),
            false => Err(self.error("expected `:`")),
        }
    }

    fn epoch(&self, seconds: f64) -> Result<Timestamp, CodecError> {
        Timestamp::from_epoch(seconds).ok_or_else(|| self.error("the number is no time in seconds since 1970"))
    }

    fn timestamp_text(&mut self, format: Option<TimestampFormat>) -> Result<Timestamp, CodecError> {
        let text = self.text("a timestamp")?;
        Timestamp::from_text(&text, format).ok_or_else(|| match format {
            Some(TimestampFormat::Text(form)) => {
                self.error(format!("the string is no timestamp in the {} format", form.name))
            }
            _ => self.error("the string is no timestamp"),
        })
    }
}

impl<'de> Rewind<'de> for JsonDeserializer<'de> {
    fn recovery(&self) -> Option<&'de Recovery> {
        self.recovery.filter(|_| !self.is_broken)
    }

    fn skip_from(&mut self, mark: Mark) -> bool {
        (self.at, self.depth) = (mark.at, mark.depth);
        self.is_broken = self.skip().is_err();
        !self.is_broken
    }

    fn count_reports(&mut self) {
        self.reports = self.recovery.map_or(0, Recovery::count);
    }
}

impl ShapeDeserializer for JsonDeserializer<'_> {
    fn boolean(&mut self) -> Result<bool, CodecError> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => Err(self.unexpected("a boolean")),
        }
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, CodecError> {
        let text = self.number("an integer")?;
        let value = integer(text).ok_or_else(|| self.error("the number is not an integer of 64 bits"))?;
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
        document::read(self, MAX_DOCUMENT_DEPTH)
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
        while let Some(key) = self.next_name(&mut first)? {
            let found = schema.find(&key, expected);
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
        while let Some(key) = self.next_name(&mut first)? {
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
