//! Data items: the head that each begins with, and the bytes of strings.

use std::borrow::Cow;

use crate::codec::CodecError;

/// The head of a data item. A length is `None` for an item of indefinite length, which a break ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    Unsigned(u64),
    /// The integer `-1 - n`.
    Negative(u64),
    Bytes(Option<usize>),
    Text(Option<usize>),
    List(Option<usize>),
    Map(Option<usize>),
    Tag(u64),
    Boolean(bool),
    /// Null or undefined.
    Null,
    Float(f64),
    /// A simple value that has no meaning in the protocol.
    Simple,
    Break,
}

impl Item {
    /// Returns the kind of the item, for messages.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Unsigned(_) | Self::Negative(_) | Self::Float(_) => "a number",
            Self::Bytes(_) => "bytes",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Tag(_) => "a tag",
            Self::Boolean(_) => "a boolean",
            Self::Null => "null",
            Self::Simple => "a simple value",
            Self::Break => "the end of a list or map",
        }
    }

    /// Returns the integer that a number is, also where it is written as a float.
    #[allow(clippy::cast_possible_truncation, reason = "a float out of range saturates, and is then beyond 64 bits")]
    pub(super) fn whole(self) -> Option<i128> {
        match self {
            Self::Unsigned(value) => Some(value.into()),
            Self::Negative(value) => Some(-1 - i128::from(value)),
            Self::Float(value) if value.is_finite() && value.fract() == 0.0 => Some(value as i128),
            _ => None,
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "a double has the nearest number")]
    pub(super) fn number(self) -> Option<f64> {
        match self {
            Self::Float(value) => Some(value),
            item => item.whole().map(|value| value as f64),
        }
    }

    pub(super) fn bytes_length(self) -> Option<Length> {
        if let Self::Bytes(length) = self { Some(length) } else { None }
    }

    pub(super) fn text_length(self) -> Option<Length> {
        if let Self::Text(length) = self { Some(length) } else { None }
    }

    pub(super) fn list_length(self) -> Option<Length> {
        if let Self::List(length) = self { Some(length) } else { None }
    }

    pub(super) fn map_length(self) -> Option<Length> {
        if let Self::Map(length) = self { Some(length) } else { None }
    }
}

/// A number of bytes, elements or entries; `None` for an indefinite length, which a break ends.
pub(super) type Length = Option<usize>;

/// An item, without the tags before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) item: Item,
    /// The innermost tag.
    pub(super) tag: Option<u64>,
    /// The offset of the head.
    pub(super) start: usize,
    /// The offset after the head.
    pub(super) end: usize,
}

/// Returns the item at the offset `at`, after any tags.
#[inline]
pub(super) fn find(body: &[u8], at: usize) -> Result<Found, CodecError> {
    let (mut start, mut tag) = (at, None);
    loop {
        let (item, end) = head(body, start)?;
        match item {
            Item::Tag(number) => (start, tag) = (end, Some(number)),
            Item::Break if tag.is_some() => return Err(error("expected a value behind a tag", start)),
            _ => return Ok(Found { item, tag, start, end }),
        }
    }
}

/// Returns the head at the offset `at`, and the offset after it.
#[inline]
fn head(body: &[u8], at: usize) -> Result<(Item, usize), CodecError> {
    let first = *body.get(at).ok_or_else(|| truncated(body))?;
    let (major, info) = (first >> 5, first & 0x1F);
    let (argument, end) = match info {
        0..=23 => (Some(u64::from(info)), at + 1),
        24..=27 => {
            let end = at + 1 + (1 << (info - 24));
            let bytes = body.get(at + 1..end).ok_or_else(|| truncated(body))?;
            (Some(bytes.iter().fold(0, |value, &byte| value << 8 | u64::from(byte))), end)
        }
        31 => (None, at + 1),
        _ => return Err(error("the byte begins no value", at)),
    };
    // A length beyond the body is an error: each byte, element, key and value takes at least one byte of it.
    let length = |size: u64| match argument {
        None => Ok(None),
        Some(length) => match usize::try_from(length) {
            Ok(found) if length <= (body.len() - end) as u64 / size => Ok(Some(found)),
            _ => Err(error("the length is beyond the end of the body", at)),
        },
    };
    let item = match (major, argument) {
        (0, Some(value)) => Item::Unsigned(value),
        (1, Some(value)) => Item::Negative(value),
        (2, _) => Item::Bytes(length(1)?),
        (3, _) => Item::Text(length(1)?),
        (4, _) => Item::List(length(1)?),
        (5, _) => Item::Map(length(2)?),
        (6, Some(tag)) => Item::Tag(tag),
        (7, _) => simple(info, argument),
        _ => return Err(error("the byte begins no value", at)),
    };
    Ok((item, end))
}

#[allow(clippy::cast_possible_truncation, reason = "the argument has the width that `info` says")]
fn simple(info: u8, argument: Option<u64>) -> Item {
    match (info, argument) {
        (20, _) => Item::Boolean(false),
        (21, _) => Item::Boolean(true),
        (22 | 23, _) => Item::Null,
        (25, Some(bits)) => Item::Float(half(bits as u16)),
        (26, Some(bits)) => Item::Float(f32::from_bits(bits as u32).into()),
        (27, Some(bits)) => Item::Float(f64::from_bits(bits)),
        (_, None) => Item::Break,
        _ => Item::Simple,
    }
}

/// Converts a half-precision float to a double.
fn half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3FF);
    let magnitude = match (bits >> 10) & 0x1F {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (fraction + 1024.0) * 2f64.powi(i32::from(exponent) - 25),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}

/// Returns the bytes of a string, and the offset after it. `found` is the string's head.
#[inline]
pub(super) fn string(body: &[u8], found: Found) -> Result<(Cow<'_, [u8]>, usize), CodecError> {
    if let Item::Bytes(Some(length)) | Item::Text(Some(length)) = found.item {
        let end = found.end + length;
        return Ok((Cow::Borrowed(&body[found.end..end]), end));
    }
    let mut whole = Vec::new();
    let end = chunks(body, found, &mut |chunk| whole.extend_from_slice(chunk))?;
    Ok((Cow::Owned(whole), end))
}

/// Passes each chunk of a string of indefinite length to `then`, and returns the offset after the break.
pub(super) fn chunks(body: &[u8], found: Found, then: &mut dyn FnMut(&[u8])) -> Result<usize, CodecError> {
    let mut at = found.end;
    loop {
        let (item, end) = head(body, at)?;
        at = match (item, found.item) {
            (Item::Break, _) => return Ok(end),
            (Item::Bytes(Some(length)), Item::Bytes(_)) | (Item::Text(Some(length)), Item::Text(_)) => end + length,
            _ => return Err(error("expected a part of the string", at)),
        };
        then(&body[end..at]);
    }
}

#[cold]
fn truncated(body: &[u8]) -> CodecError {
    error("the body ends within a value", body.len())
}

#[cold]
pub(super) fn error(reason: impl Into<Cow<'static, str>>, offset: usize) -> CodecError {
    CodecError::new(reason).at_offset(offset)
}

#[cfg(test)]
mod tests {
    use super::{Item, find};

    #[test]
    fn integers_have_any_width() {
        for (bytes, item) in [
            (&[0x17][..], Item::Unsigned(23)),
            (&[0x18, 0x18], Item::Unsigned(24)),
            (&[0x19, 1, 0], Item::Unsigned(256)),
            (&[0x1A, 0, 1, 0, 0], Item::Unsigned(65_536)),
            (&[0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], Item::Unsigned(u64::MAX)),
            (&[0x20], Item::Negative(0)),
            (&[0x38, 0x63], Item::Negative(99)),
        ] {
            let found = find(bytes, 0).expect("an item");
            assert_eq!((found.item, found.end), (item, bytes.len()), "{bytes:x?}");
        }
    }

    #[test]
    fn floats_have_three_widths() {
        for (bytes, value) in [
            (&[0xF9, 0x00, 0x01][..], 5.960_464_477_539_063e-8),
            (&[0xF9, 0x04, 0x00], 0.000_061_035_156_25),
            (&[0xF9, 0x3E, 0x00], 1.5),
            (&[0xF9, 0x7B, 0xFF], 65504.0),
            (&[0xF9, 0x7C, 0x00], f64::INFINITY),
            (&[0xF9, 0xFC, 0x00], f64::NEG_INFINITY),
            (&[0xFA, 0x40, 0xF4, 0, 0], 7.625),
            (&[0xFB, 0x3F, 0xFE, 0x39, 0x58, 0x10, 0x62, 0x4D, 0xD3], 1.889),
        ] {
            assert_eq!(find(bytes, 0).expect("an item").item, Item::Float(value), "{bytes:x?}");
        }
        for nan in [[0xF9, 0x7C, 0x01], [0xF9, 0x7E, 0x00]] {
            assert!(matches!(find(&nan, 0).expect("an item").item, Item::Float(value) if value.is_nan()));
        }
    }

    #[test]
    fn the_innermost_tag_counts() {
        let found = find(&[0xD9, 0xD9, 0xF7, 0xC1, 0x05], 0).expect("an item");
        assert_eq!((found.item, found.tag, found.start), (Item::Unsigned(5), Some(1), 4));
    }
}
