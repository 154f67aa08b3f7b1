//! The metadata of a response, beside the output or the error that the response holds.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;

use crate::codec::UnreadableMembers;
use crate::{Timestamp, UnreadableMember};

/// The metadata of a response: its status, its headers, its request id, and the number of attempts.
///
/// [`Error::metadata`](crate::Error::metadata) returns that of an error, and a [`WithMetadata`] holds that of an output.
#[derive(Clone, Default)]
pub struct ResponseMetadata {
    pub(crate) status: Option<u16>,
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: Option<u32>,
    /// The code that the error shows.
    pub(crate) code: Option<String>,
    /// The code that determines the shape of the error, if it differs from the code that is shown.
    pub(crate) shape_code: Option<String>,
    pub(crate) message: Option<String>,
    /// The first words of an HTML page that was received instead of a response of the service.
    pub(crate) page: Option<String>,
    /// The host that sent such a page, if the client knows it.
    pub(crate) host: Option<String>,
    pub(crate) unreadable: UnreadableMembers,
}

impl ResponseMetadata {
    /// Returns the HTTP status. `None` if there was no response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns the headers. Empty if there was no response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the request id, which AWS support needs. `None` if the response has no id.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns the number of attempts that the client made, including the first. `None` if the response was parsed
    /// without the client. 0 if the request was never ready to be sent.
    #[must_use]
    pub fn attempts(&self) -> Option<u32> {
        self.attempts
    }

    /// Returns the pause that the service asks for before a retry: `x-amz-retry-after`, in milliseconds, or
    /// `retry-after`, in seconds or as an HTTP date. `None` if it asks for none.
    ///
    /// A date is compared with the response's own `date`, because the clocks of the service and of this machine may differ.
    /// Without a `date`, the pause is unknown. A date in the past is not a pause.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let text = |name| self.headers.get(name)?.to_str().ok().map(str::trim);
        let number = |name| text(name)?.parse().ok();
        let date = |name| Timestamp::parse_http_date(text(name)?);
        let until_date = || {
            let pause = date("retry-after")?.as_secs().checked_sub(date("date")?.as_secs())?;
            Some(Duration::from_secs(u64::try_from(pause).unwrap_or_default()))
        };
        let milliseconds = number("x-amz-retry-after").map(Duration::from_millis);
        milliseconds.or_else(|| number("retry-after").map(Duration::from_secs)).or_else(until_date)
    }

    /// Returns the members that could not be read and are absent in the output or in the modelled error.
    #[must_use]
    pub fn unreadable_members(&self) -> &[UnreadableMember] {
        self.unreadable.as_slice()
    }
}

/// Leaves out the values of headers, which may be secrets.
impl fmt::Debug for ResponseMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseMetadata")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("request_id", &self.request_id)
            .field("attempts", &self.attempts)
            .field("unreadable_members", &self.unreadable)
            .finish_non_exhaustive()
    }
}

/// An output with the metadata of its response.
///
/// The accessors of the members are those of [`output`](Self::output), and
/// [`require!`](crate::require!) takes a path through it: `require!(response.output.session.name)`. The type does not
/// dereference to the output, because a model may have members that are called `output` or `metadata`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WithMetadata<T> {
    /// The output.
    pub output: T,
    /// The metadata of the response.
    pub metadata: ResponseMetadata,
}

impl<T> WithMetadata<T> {
    pub(crate) fn new(output: T, metadata: ResponseMetadata) -> Self {
        Self { output, metadata }
    }
}
