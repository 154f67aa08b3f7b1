//! The tokens of a document: start tags, end tags and the pieces of text between them. `Tokens` counts the open
//! elements. A document type (DTD) is an error, so that only the five predefined entities of XML are resolved.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesDecl, Event};

use super::tag::Tag;
use crate::codec::CodecError;

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A token. Pieces of text are decoded on demand.
pub(super) enum Token<'de> {
    Start(Tag<'de>),
    End,
    Text(Piece<'de>),
    /// The end of the body, outside of every element.
    Eof,
}

/// A piece of text: characters, a CDATA section or an entity.
pub(super) struct Piece<'de> {
    event: Event<'de>,
    /// The piece as it is written; `None` for a CDATA section and an entity.
    plain: Option<&'de str>,
    pub(super) offset: usize,
}

impl<'de> Piece<'de> {
    /// Returns the characters, with line ends as `\n`.
    pub(super) fn decode(&self) -> Result<Cow<'de, str>, CodecError> {
        // Without an early end, so that the compiler compares many bytes at once.
        let is_unchanged =
            |text: &str| !text.bytes().fold(false, |no, byte| no | (byte == b'\r') | (byte == NOT_UTF8 as u8));
        if let Some(plain) = self.plain.filter(|text| is_unchanged(text)) {
            return Ok(Cow::Borrowed(plain));
        }
        let text = match &self.event {
            Event::Text(text) => text.xml10_content(),
            Event::CData(text) => text.xml10_content(),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(character)) => return Ok(character.to_string().into()),
                Ok(None) => return self.entity(entity),
                Err(_) => return Err(self.error("a character reference stands for no character")),
            },
            _ => return Ok(Cow::Borrowed("")),
        };
        let text = text.ok().filter(|text| !text.contains(NOT_UTF8));
        text.ok_or_else(|| self.error("the text is not UTF-8"))
    }

    fn entity(&self, name: &[u8]) -> Result<Cow<'de, str>, CodecError> {
        let text = std::str::from_utf8(name).ok().and_then(quick_xml::escape::resolve_xml_entity);
        text.map(Cow::Borrowed).ok_or_else(|| self.error("the text holds an entity that XML does not define"))
    }

    /// Returns whether the piece is literal white space. An entity or a CDATA section is not.
    pub(super) fn is_white_space(&self) -> bool {
        matches!(&self.event, Event::Text(text) if text.iter().all(u8::is_ascii_whitespace))
    }

    #[cold]
    fn error(&self, reason: &'static str) -> CodecError {
        CodecError::new(reason).at_offset(self.offset)
    }
}

/// Reads tokens from a body.
pub(super) struct Tokens<'de> {
    reader: Reader<&'de [u8]>,
    /// The part of the body that is read: up to the first byte that is not UTF-8, without a byte order mark.
    text: &'de str,
    /// The offset of `text` in the body.
    base: usize,
    /// The offset of the first byte that is not UTF-8, where `text` ends.
    invalid: Option<usize>,
    /// True if the last tag was an empty element, such as `<a/>`, whose end is still to be returned.
    is_empty_element: bool,
    /// The number of open elements.
    pub(super) open: usize,
    /// True after markup that is not XML. Nothing after it can be read.
    pub(super) is_broken: bool,
}

impl<'de> Tokens<'de> {
    /// Returns the tokens of a body, from its start.
    pub(super) fn new(body: &'de [u8]) -> Result<Self, CodecError> {
        if matches!(body, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, b'<', ..] | [b'<', 0, ..]) {
            return Err(CodecError::new("the body is UTF-16, and only UTF-8 can be read").at_offset(0));
        }
        let (body, base) = body.strip_prefix(BYTE_ORDER_MARK).map_or((body, 0), |rest| (rest, 3));
        // The reader would skip a second byte order mark without counting it, and its offsets would then be wrong.
        if body.starts_with(BYTE_ORDER_MARK) {
            return Err(CodecError::new("expected an XML element").at_offset(base));
        }
        let (text, invalid) = match std::str::from_utf8(body) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = &body[..error.valid_up_to()];
                (std::str::from_utf8(valid).unwrap_or_default(), Some(base + valid.len()))
            }
        };
        Ok(Self::over(text, base, invalid))
    }

    fn over(text: &'de str, base: usize, invalid: Option<usize>) -> Self {
        Self { reader: Reader::from_str(text), text, base, invalid, is_empty_element: false, open: 0, is_broken: false }
    }

    /// Returns the tokens from a start tag on, as if its element were the root.
    pub(super) fn at_tag(&self, tag: &Tag<'de>) -> Self {
        Self::over(&self.text[tag.offset - self.base..], tag.offset, self.invalid)
    }

    /// Returns the current offset in the body.
    pub(super) fn offset(&self) -> usize {
        self.base + to_usize(self.reader.buffer_position())
    }

    /// Returns the next token.
    ///
    /// # Errors
    /// The body is not XML, or it ends while an element is open.
    pub(super) fn next(&mut self) -> Result<Token<'de>, CodecError> {
        let token = if self.is_broken { self.eof() } else { self.read() };
        self.is_broken |= token.is_err();
        token
    }

    fn read(&mut self) -> Result<Token<'de>, CodecError> {
        if std::mem::take(&mut self.is_empty_element) {
            self.open -= 1;
            return Ok(Token::End);
        }
        loop {
            let offset = self.offset();
            let event = self.reader.read_event().map_err(|error| self.syntax_error(&error))?;
            match event {
                Event::Start(start) => return self.start(start.name().as_ref().len(), offset),
                Event::Empty(start) => {
                    self.is_empty_element = true;
                    return self.start(start.name().as_ref().len(), offset);
                }
                Event::End(_) => {
                    self.open -= 1;
                    return Ok(Token::End);
                }
                Event::Text(ref text) => {
                    let start = offset - self.base;
                    let plain = self.text.get(start..start + text.len());
                    return Ok(Token::Text(Piece { event, plain, offset }));
                }
                Event::CData(_) | Event::GeneralRef(_) => {
                    return Ok(Token::Text(Piece { event, plain: None, offset }));
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Decl(declaration) => self.check_encoding(&declaration, offset)?,
                Event::DocType(_) => {
                    return Err(
                        CodecError::new("the body has a document type (DTD), which is refused").at_offset(offset)
                    );
                }
                Event::Eof => return self.eof(),
            }
        }
    }

    /// Skips tokens until at most this number of elements is open.
    pub(super) fn close_to(&mut self, open: usize) -> Result<(), CodecError> {
        while self.open > open {
            self.next()?;
        }
        Ok(())
    }

    fn start(&mut self, name_len: usize, offset: usize) -> Result<Token<'de>, CodecError> {
        if name_len == 0 {
            return Err(CodecError::new("a start tag has no name").at_offset(offset));
        }
        self.open += 1;
        let markup = &self.text[offset - self.base..self.offset() - self.base];
        Ok(Token::Start(Tag::new(markup, name_len, offset)))
    }

    fn eof(&self) -> Result<Token<'de>, CodecError> {
        match self.invalid {
            Some(offset) => Err(CodecError::new("the body is not UTF-8").at_offset(offset)),
            None if self.open > 0 => {
                Err(CodecError::new("the body ends before its elements do").at_offset(self.offset()))
            }
            None => Ok(Token::Eof),
        }
    }

    /// Checks the declared encoding. A declaration of another encoding than UTF-8 is accepted if the body is ASCII.
    fn check_encoding(&self, declaration: &BytesDecl<'_>, offset: usize) -> Result<(), CodecError> {
        let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
        let is_utf8 = encoding.eq_ignore_ascii_case(b"UTF-8") || encoding.eq_ignore_ascii_case(b"UTF8");
        if is_utf8 || (self.invalid.is_none() && self.text.is_ascii()) {
            return Ok(());
        }
        Err(CodecError::new("the body declares an encoding other than UTF-8, and only UTF-8 can be read")
            .at_offset(offset))
    }

    /// Returns the error for markup that is not XML. The reader's own message would quote names from the body.
    #[cold]
    fn syntax_error(&self, error: &Error) -> CodecError {
        let is_unclosed = matches!(error, Error::Syntax(_) | Error::IllFormed(IllFormedError::UnclosedReference));
        if let Some(invalid) = self.invalid.filter(|&invalid| is_unclosed && self.offset() >= invalid) {
            return CodecError::new("the body is not UTF-8").at_offset(invalid);
        }
        let reason = match error {
            Error::Syntax(SyntaxError::InvalidBangMarkup) => "the body has markup that XML does not define",
            Error::Syntax(_) => "the body ends within markup",
            Error::IllFormed(IllFormedError::MismatchedEndTag { .. }) => "an end tag is not that of the open element",
            Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => "an end tag has no start tag",
            Error::IllFormed(IllFormedError::UnclosedReference) => "an `&` begins no entity",
            _ => "the body is not XML",
        };
        CodecError::new(reason).at_offset(self.base + to_usize(self.reader.error_position()))
    }
}

/// Converts an offset in a body, which is in memory.
fn to_usize(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// The character in place of a byte that is not UTF-8. XML does not allow it, so that a text with it cannot be read.
pub(super) const NOT_UTF8: char = '\u{1A}';
