//! Strings: their end, their escapes, their bytes as text.

use std::borrow::Cow;

use super::scan::plain_end;
use crate::codec::CodecError;

/// A string as it is written in the body, without its quotes.
#[derive(Clone, Copy)]
pub(super) struct RawString<'de> {
    pub(super) bytes: &'de [u8],
    /// The offset of the first byte.
    pub(super) offset: usize,
    pub(super) has_escapes: bool,
}

impl<'de> RawString<'de> {
    /// Returns the string that begins after the quote at `start - 1`, and the offset after its closing quote. Escapes
    /// are decoded later, so that a skipped string is not decoded.
    #[inline]
    pub(super) fn scan(body: &'de [u8], start: usize) -> Result<(Self, usize), CodecError> {
        let mut at = plain_end(body, start);
        let mut has_escapes = false;
        loop {
            match body.get(at) {
                Some(b'"') => return Ok((Self { bytes: &body[start..at], offset: start, has_escapes }, at + 1)),
                Some(b'\\') => {
                    has_escapes = true;
                    at = plain_end(body, escape_end(body, at)?);
                }
                Some(_) => return Err(CodecError::new("a control character in a string").at_offset(at)),
                None => return Err(ends_within(body)),
            }
        }
    }

    /// Returns the text.
    #[inline]
    pub(super) fn decode(self, body: Option<&'de str>) -> Result<Cow<'de, str>, CodecError> {
        if self.has_escapes {
            return self.unescape().map(Cow::Owned);
        }
        // A body that is UTF-8 as a whole is checked once. A quote is never within a character.
        let text = match body {
            Some(body) => body.get(self.offset..self.offset + self.bytes.len()),
            None => std::str::from_utf8(self.bytes).ok(),
        };
        text.map(Cow::Borrowed).ok_or_else(|| self.not_unicode())
    }

    #[cold]
    fn not_unicode(self) -> CodecError {
        CodecError::new("the string is not valid Unicode").at_offset(self.offset)
    }

    #[cold]
    fn unescape(self) -> Result<String, CodecError> {
        let mut text = Vec::with_capacity(self.bytes.len());
        let mut rest = self.bytes;
        while let Some(at) = rest.iter().position(|&byte| byte == b'\\') {
            text.extend_from_slice(&rest[..at]);
            let (c, length) = escaped(&rest[at..]).ok_or_else(|| self.not_unicode())?;
            text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[at + length..];
        }
        text.extend_from_slice(rest);
        String::from_utf8(text).map_err(|_| self.not_unicode())
    }
}

/// Returns the offset after the escape at `at`. The escapes of a surrogate pair are two escapes here.
fn escape_end(body: &[u8], at: usize) -> Result<usize, CodecError> {
    let is_hex = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    match body.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') if body.get(at + 2..at + 6).is_some_and(is_hex) => Ok(at + 6),
        Some(b'u') if body.len() < at + 6 => Err(ends_within(body)),
        Some(_) => Err(CodecError::new("an escape that JSON does not have").at_offset(at)),
        None => Err(ends_within(body)),
    }
}

#[cold]
fn ends_within(body: &[u8]) -> CodecError {
    CodecError::new("the body ends within a string").at_offset(body.len())
}

/// Returns the character of the escape that a text begins with, and the escape's length; `None` for half of a surrogate
/// pair.
fn escaped(text: &[u8]) -> Option<(char, usize)> {
    let simple = match text.get(1)? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(text),
        &other => other.into(),
    };
    Some((simple, 2))
}

fn unicode(text: &[u8]) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 4)?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let first = unit(2)?;
    if !(0xD800..0xDC00).contains(&first) {
        return char::from_u32(first).map(|c| (c, 6));
    }
    let second = text.get(6..8).filter(|escape| *escape == b"\\u").and_then(|_| unit(8))?;
    let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
    char::from_u32(0x10000 + ((first - 0xD800) << 10) + low).map(|c| (c, 12))
}
