//! Words for errors: the one that says most of those that lie within each other, and all of it on one line.

use std::error::Error as StdError;
use std::fmt;

use super::BoxError;

/// The outer layers of an HTTP client's errors say "dispatch failure"; the reason is at the bottom, or where
/// somebody has put it into better words.
pub(super) fn innermost(error: &(dyn StdError + 'static)) -> String {
    let mut last = error;
    while let (false, Some(source)) = (last.is::<Reworded>(), last.source()) {
        last = source;
    }
    last.to_string()
}

/// An error in words of our own, with the original below it.
#[derive(Debug)]
#[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client rewords errors"))]
pub(crate) struct Reworded {
    pub(crate) message: String,
    pub(crate) error: BoxError,
    /// Whether the error proves that the service has not seen the request.
    pub(crate) is_unsent: bool,
}

impl Reworded {
    pub(super) fn is_unsent(&self) -> bool {
        self.is_unsent
    }
}

impl fmt::Display for Reworded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Reworded {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.error)
    }
}

/// A text without its line breaks and other control characters, for a message of one line.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, part) in self.0.split(char::is_control).filter(|part| !part.is_empty()).enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}
