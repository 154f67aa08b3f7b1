//! The deserializer: from bytes to shapes, without a tree between them.

use std::borrow::Cow;

use super::number::number_end;
use super::scan::plain_end;
use super::skip::white_space_end;
use super::text::RawString;
use crate::Timestamp;
use crate::codec::recovery::{Mark, Rewind, recover};
use crate::codec::{CodecError, MAX_DEPTH, Recovery, Step};
use crate::schema::{Schema, ShapeDeserializer as _, TimestampFormat};

mod document;
mod shapes;

/// Replaces the name of a member that is not valid Unicode.
const NOT_UNICODE: &str = "\u{FFFD}";

/// Reads shapes from JSON.
#[derive(Debug)]
pub struct JsonDeserializer<'de> {
    body: &'de [u8],
    /// The body as text; `None` if not all of it is UTF-8.
    text: Option<&'de str>,
    at: usize,
    depth: usize,
    /// The reports of values that are left out; a strict deserializer has none.
    recovery: Option<&'de Recovery>,
    /// The number of reports so far. A copy of [`Recovery::count`], because it is read for each value.
    reports: usize,
    /// True if the body is not valid JSON from some offset on, so that nothing more can be left out.
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

    /// Skips a null, or the white space of a body without a value, and returns whether there was no value.
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

    /// Skips a null, and returns whether there was one.
    #[inline]
    fn null(&mut self) -> Result<bool, CodecError> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.word("null").map(|()| true)
    }

    /// Skips a string without escapes, and returns the range of its bytes. Returns `None` for any other value, which
    /// slower methods read.
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

    /// Returns the part of the body between two quotes as text. A quote is never within a character, so that a part of
    /// a UTF-8 body between two quotes is UTF-8, too.
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
    /// skipped and left out.
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

    /// Reads the name of a member and its colon. A name that is not valid Unicode becomes U+FFFD, which no model has as a name.
    #[inline]
    fn name(&mut self) -> Result<Cow<'de, str>, CodecError> {
        let name = match self.plain_string() {
            Some((start, end)) => Cow::Borrowed(self.slice(start, end)),
            None => {
                let raw = self.raw_string("the name of a member")?;
                raw.decode(self.text).unwrap_or(Cow::Borrowed(NOT_UNICODE))
            }
        };
        self.colon()?;
        Ok(name)
    }

    /// Skips a name and its colon if exactly they follow. Returns `false` for another name, and for the same name with an
    /// escape or with white space before the colon. Names of members have no character that JSON escapes.
    #[inline]
    fn take_name(&mut self, name: &str) -> bool {
        let start = white_space_end(self.body, self.at);
        let end = start + 1 + name.len();
        let found = self.body.get(end..end + 2) == Some(b"\":")
            && self.body[start] == b'"'
            && self.body[start + 1..end] == *name.as_bytes();
        if found {
            self.at = end + 2;
        }
        found
    }

    /// Reads the name of a member and its colon, and returns the member's index; `None` for a member that the schema does not
    /// have. Services mostly send members in the model's order, so the one at `expected` is tried first. `find` tries it once
    /// more, because its name may be written with an escape or with white space before the colon.
    #[inline]
    fn member(&mut self, schema: &Schema, expected: usize) -> Result<Option<usize>, CodecError> {
        match schema.members.get(expected) {
            Some(member) if self.take_name(member.name) => Ok(Some(expected)),
            _ => Ok(schema.find(&self.name()?, expected)),
        }
    }

    #[inline]
    fn colon(&mut self) -> Result<(), CodecError> {
        match self.take(b':') {
            true => Ok(()),
            false => Err(self.error("expected `:`")),
        }
    }

    fn epoch(&self, seconds: f64) -> Result<Timestamp, CodecError> {
        Timestamp::from_epoch(seconds).ok_or_else(|| self.error("the number is not a valid time in seconds since 1970"))
    }

    fn timestamp_text(&mut self, format: Option<TimestampFormat>) -> Result<Timestamp, CodecError> {
        let text = self.text("a timestamp")?;
        Timestamp::from_text(&text, format).ok_or_else(|| match format {
            Some(TimestampFormat::Text(form)) => {
                self.error(format!("the string is not a timestamp in the {} format", form.name))
            }
            _ => self.error("the string is not a timestamp"),
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
