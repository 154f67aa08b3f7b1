//! The deserializer, and its navigation through the elements of a body: from bytes to shapes, without a tree between
//! them. [`values`](super::values) reads the values.

use std::borrow::Cow;
use std::fmt;

use super::tag::Tag;
use super::tokens::{Token, Tokens};
use crate::codec::{CodecError, MAX_DEPTH, Recovery, Step};

/// Reads shapes from XML.
///
/// The deserializer has a current element, which is the value that is read: at first the root, then each child element
/// of a structure, a list or a map in turn. [`enter_child`](Self::enter_child) makes a child the current element, for
/// protocols that wrap an output in further elements.
pub struct XmlDeserializer<'de> {
    pub(super) tokens: Tokens<'de>,
    root: Tag<'de>,
    /// The start tag of the current element.
    pub(super) tag: Tag<'de>,
    /// The number of open elements while the current element is the innermost open one.
    pub(super) level: usize,
    /// The number of structures, lists and maps that may be within the current one.
    pub(super) depth: usize,
    /// The index of the current element among the items of a flattened list.
    pub(super) index: usize,
    /// The reports of values that are left out; a strict deserializer has none.
    pub(super) recovery: Option<&'de Recovery>,
}

/// Leaves out the body, which may hold a secret.
impl fmt::Debug for XmlDeserializer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XmlDeserializer").field("offset", &self.tokens.offset()).finish_non_exhaustive()
    }
}

impl<'de> XmlDeserializer<'de> {
    /// Returns a deserializer whose current element is the root of a body.
    ///
    /// # Errors
    /// The body has no element, is in another encoding than UTF-8, or has a document type (DTD).
    pub fn new(body: &'de [u8]) -> Result<Self, CodecError> {
        Self::at_root(Tokens::new(body)?, MAX_DEPTH)
    }

    pub(super) fn at_root(mut tokens: Tokens<'de>, depth: usize) -> Result<Self, CodecError> {
        loop {
            let offset = match tokens.next()? {
                Token::Start(tag) => {
                    return Ok(Self { tokens, root: tag, tag, level: 1, depth, index: 0, recovery: None });
                }
                Token::Text(piece) if piece.is_white_space() => continue,
                Token::Text(piece) => piece.offset,
                Token::End | Token::Eof => tokens.offset(),
            };
            return Err(CodecError::new("expected an XML element").at_offset(offset));
        }
    }

    /// Makes the deserializer lenient if there is a recovery.
    pub(crate) fn with_recovery(self, recovery: Option<&'de Recovery>) -> Self {
        Self { recovery, ..self }
    }

    /// Returns the number of reports so far.
    #[inline]
    pub(super) fn reports(&self) -> usize {
        self.recovery.map_or(0, Recovery::count)
    }

    /// Ends the reading of a part of a structure, a list or a map. `reports` is the number of reports before it.
    /// Returns whether the part was read; `false` if it is left out, and the caller skips the rest of its element.
    pub(super) fn settle(&self, reports: usize, read: Result<(), CodecError>, step: Step) -> Result<bool, CodecError> {
        match (read, self.recovery) {
            (Ok(()), Some(recovery)) if recovery.count() != reports => recovery.add_step(reports, step),
            (Ok(()), _) => {}
            (Err(error), Some(recovery)) if !self.tokens.is_broken => {
                recovery.report(reports, error.within(step));
                return Ok(false);
            }
            (Err(error), _) => return Err(error.within(step)),
        }
        Ok(true)
    }

    /// Returns the name of the root element, without its prefix.
    #[must_use]
    pub fn root_name(&self) -> &'de str {
        self.root.local_name()
    }

    /// Enters the next child of the current element with this name, which has no prefix, and skips the children before
    /// it. Returns `false` if there is none; the current element is then read to its end.
    ///
    /// # Errors
    /// The body is not XML.
    pub fn enter_child(&mut self, name: &str) -> Result<bool, CodecError> {
        let level = self.level;
        self.tokens.close_to(level)?;
        while let Some(tag) = self.next_child()? {
            if tag.local_name() == name {
                (self.tag, self.level) = (tag, level + 1);
                return Ok(true);
            }
            self.tokens.close_to(level)?;
        }
        Ok(false)
    }

    /// Skips the rest of the element that [`enter_child`](Self::enter_child) entered, and returns to its parent, whose
    /// next children can then be entered.
    ///
    /// # Errors
    /// The body is not XML.
    pub fn leave_child(&mut self) -> Result<(), CodecError> {
        self.level = self.level.saturating_sub(1).max(1);
        self.tokens.close_to(self.level)
    }

    /// Skips the rest of the root element, and checks that nothing follows it.
    ///
    /// # Errors
    /// The body is not XML, or has more than one root element.
    pub fn end(&mut self) -> Result<(), CodecError> {
        self.tokens.close_to(0)?;
        loop {
            let offset = match self.tokens.next()? {
                Token::Eof => return Ok(()),
                Token::Text(piece) if piece.is_white_space() => continue,
                Token::Text(piece) => piece.offset,
                Token::Start(tag) => tag.offset,
                Token::End => self.tokens.offset(),
            };
            return Err(CodecError::new("expected the end of the body").at_offset(offset));
        }
    }

    /// Calls a function for each child of the current element, with the name of the child. The part of a child that the
    /// function does not read is skipped.
    ///
    /// # Errors
    /// The body is not XML, or the function fails; the first error ends the iteration.
    pub(crate) fn each_child(
        &mut self,
        read: &mut dyn FnMut(&mut Self, &str) -> Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        self.children(|from, tag| read(from, tag.local_name()))
    }

    #[cold]
    pub(super) fn error(&self, reason: impl Into<Cow<'static, str>>) -> CodecError {
        CodecError::new(reason).at_offset(self.tag.offset)
    }

    /// Returns the start tag of the next child of the current element. Text between elements is ignored.
    fn next_child(&mut self) -> Result<Option<Tag<'de>>, CodecError> {
        while self.tokens.open >= self.level {
            if let Token::Start(tag) = self.tokens.next()? {
                return Ok(Some(tag));
            }
        }
        Ok(None)
    }

    /// Makes each child of the current element the current one, in turn. The part of a child that `read` does not read
    /// is skipped.
    pub(super) fn children(
        &mut self,
        mut read: impl FnMut(&mut Self, Tag<'de>) -> Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        let (level, tag) = (self.level, self.tag);
        self.depth = self.depth.checked_sub(1).ok_or_else(|| self.error("nested too deep"))?;
        let mut result = Ok(());
        while result.is_ok() {
            let child = match self.next_child() {
                Ok(Some(child)) => child,
                Ok(None) => break,
                Err(error) => {
                    result = Err(error);
                    break;
                }
            };
            (self.tag, self.level) = (child, level + 1);
            result = read(self, child);
            self.level = level;
            result = result.and_then(|()| self.tokens.close_to(level));
        }
        self.tag = tag;
        self.depth += 1;
        result
    }
}
