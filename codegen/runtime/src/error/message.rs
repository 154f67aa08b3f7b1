//! The text of error messages: the most specific error of a chain, on one line.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use super::BoxError;
use crate::MissingMember;

/// Returns the message of the most specific error of a chain.
///
/// The outer errors of an HTTP client only say "dispatch failure". The most specific error is the last source, or the
/// first [`DescribedError`] in the chain.
pub(super) fn root_cause(error: &(dyn StdError + 'static)) -> String {
    let mut last = error;
    while let (false, Some(source)) = (last.is::<DescribedError>(), last.source()) {
        last = source;
    }
    // The error names the operation already.
    last.downcast_ref().map_or_else(|| last.to_string(), MissingMember::reason)
}

/// An error with a message of this crate. The original error is its source.
#[derive(Debug)]
#[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client describes errors"))]
pub(crate) struct DescribedError {
    pub(crate) message: String,
    pub(crate) error: BoxError,
    /// True if the error proves that the service has not received the request.
    pub(crate) is_unsent: bool,
}

impl DescribedError {
    pub(super) fn is_unsent(&self) -> bool {
        self.is_unsent
    }
}

impl fmt::Display for DescribedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for DescribedError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.error)
    }
}

/// The largest number of characters of a server's text that a message shows.
const SHOWN: usize = 1000;

/// Displays a text of a server on one line of bounded length. Line breaks and other control characters become a space.
/// Characters that are invisible or change the direction of the text are left out: they could make a line in a log look
/// like another one.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_line(self.0, SHOWN, f)
    }
}

/// The largest number of characters of a cause that a message shows. The path to a member of nested structures is long.
const SHOWN_OF_CAUSE: usize = 8000;

/// Displays the message of a cause on one line, as [`OneLine`] does.
pub(super) struct CauseLine<'a>(pub(super) &'a str);

impl fmt::Display for CauseLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_line(self.0, SHOWN_OF_CAUSE, f)
    }
}

fn write_line(text: &str, limit: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut needs_space = false;
    for (i, c) in text.chars().filter(|&c| !is_invisible(c)).enumerate() {
        if i == limit {
            return f.write_char('…');
        }
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            needs_space = i > 0;
            continue;
        }
        if std::mem::take(&mut needs_space) {
            f.write_char(' ')?;
        }
        f.write_char(c)?;
    }
    Ok(())
}

/// Returns whether a character has no width or changes the direction of text: Unicode's default ignorable code points and
/// its bidirectional controls.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::{OneLine, SHOWN};

    #[test]
    fn a_text_of_a_server_is_one_line_of_bounded_length() {
        for (text, shown) in [
            ("a\r\n\tb", "a b"),
            ("\na\n", "a"),
            ("a\u{202E}b\u{200B}c\u{2066}d\u{FEFF}e\u{E0041}f", "abcdef"),
            ("a\u{2028}b\u{85}c\u{1B}[31md", "a b c [31md"),
            ("Ä 🙂", "Ä 🙂"),
        ] {
            assert_eq!(OneLine(text).to_string(), shown, "{text:?}");
        }
        let long = OneLine(&"ä".repeat(1_000_000)).to_string();
        assert_eq!((long.chars().count(), long.ends_with('…')), (SHOWN + 1, true));
    }
}
