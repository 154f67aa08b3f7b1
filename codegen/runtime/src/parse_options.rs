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
    /// Sets whether a member of an output that cannot be read is an error. By default it is left absent and reported, so
    /// that one odd value does not cost the whole response.
    pub fn strict(self, strict: bool) -> Self {
        Self { strict, ..self }
    }

    /// Sets the limit of a response body that is read into memory, in bytes. The default is [`RESPONSE_BODY_LIMIT`].
    ///
    /// The body of an output behind the limit is an error. That of an error is cut off there. The body of a streaming
    /// output has no limit, and neither has a body that is in memory already.
    pub fn body_limit(self, bytes: usize) -> Self {
        Self { body_limit: bytes, ..self }
    }
}
