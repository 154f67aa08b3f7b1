//! The settings with which a response is parsed.

/// The default limit of a response body that is read into memory: 128 MiB. The body of a streaming output has no limit.
pub const RESPONSE_BODY_LIMIT: usize = 128 << 20;

/// The settings with which a response is parsed, for [`Operation::parse_with`](crate::Operation::parse_with).
///
/// ```
/// use codegen_runtime::ParseOptions;
///
/// let options = ParseOptions::default().strict(true).body_limit(1 << 20);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "options do nothing until a response is parsed with them"]
pub struct ParseOptions {
    pub(crate) strict: bool,
    pub(crate) body_limit: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self { strict: false, body_limit: RESPONSE_BODY_LIMIT }
    }
}

impl ParseOptions {
    /// Sets whether a member of an output that cannot be read is an error. By default it is left absent and reported,
    /// so that one invalid value does not make the whole response an error.
    pub fn strict(self, strict: bool) -> Self {
        Self { strict, ..self }
    }

    /// Sets the limit of a response body that is read into memory, in bytes. The default is [`RESPONSE_BODY_LIMIT`].
    ///
    /// If the body of a successful response is longer, the response is an error. If the body of an error is longer, it
    /// is cut off. The limit does not apply to the body of a streaming output, nor to a body that is already in memory.
    pub fn body_limit(self, bytes: usize) -> Self {
        Self { body_limit: bytes, ..self }
    }
}
