//! The text of error messages: the most specific error of a chain, on one line.

use std::error::Error as StdError;
use std::fmt;

use super::BoxError;

/// Returns the message of the most specific error of a chain.
///
/// The outer errors of an HTTP client only say "dispatch failure". The cause is the last source, or a [`DescribedError`]
/// on the way to it.
pub(super) fn root_cause(error: &(dyn StdError + 'static)) -> String {
    let mut last = error;
    while let (false, Some(source)) = (last.is::<DescribedError>(), last.source()) {
        last = source;
    }
    last.to_string()
}

/// An error with a message of our own. The original error is its source.
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

/// Displays a text on one line: line breaks and other control characters become spaces.
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
