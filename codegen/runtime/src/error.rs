//! What can go wrong in a call: one type around the error enum of the operation, with everything that
//! is known beside it, and a `Display` that puts it on one line.

use std::error::Error as StdError;
use std::fmt;

mod message;
mod modelled;
mod retry;

use message::root_cause;
pub(crate) use message::{DescribedError, OneLine};
pub use modelled::{Fault, ModelledError, OperationError, Retry, display_modelled};
#[cfg(feature = "client")]
pub(crate) use retry::RetryableCause;

/// Any error, as the standard library boxes it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// What went wrong where the service did not response with an error of the model.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The service answered with an error that the model does not list for the operation, or something
    /// between here and the service did.
    Service,
    /// The request could not be made from the input. Nothing was sent.
    Request(BoxError),
    /// No endpoint could be found: no region, or a combination that does not exist. Nothing was sent.
    Endpoint(BoxError),
    /// There were no credentials, or they could not be used. Nothing was sent.
    Credentials(BoxError),
    /// The service could not be reached, or the connection broke. Whether the service has seen the
    /// request is not known, except where the connection was never made.
    Connection(BoxError),
    /// A time limit passed. Whether the service has seen the request is not known.
    Timeout(BoxError),
    /// A response came that cannot be understood: the service has done what was asked.
    Response(BoxError),
}

impl Failure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Service => None,
            Self::Request(e)
            | Self::Endpoint(e)
            | Self::Credentials(e)
            | Self::Connection(e)
            | Self::Timeout(e)
            | Self::Response(e) => Some(&**e),
        }
    }

    fn describe(&self) -> &'static str {
        match self {
            Self::Service => "the service answered with an error",
            Self::Request(_) => "the request could not be made",
            Self::Endpoint(_) => "no endpoint",
            Self::Credentials(_) => "no usable credentials",
            Self::Connection(_) => "the connection failed",
            Self::Timeout(_) => "timed out",
            Self::Response(_) => "the response could not be understood",
        }
    }
}

/// What is known of a response beside its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseMetadata {
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

/// A failed call of an operation whose error enum is `E`.
///
/// [`kind`](Self::kind) gives the enum to match on. `to_string()` is one line with the operation, the error's
/// code and message, the HTTP status and the request id, as far as there are any.
pub struct Error<E> {
    inner: Box<Inner<E>>,
}

struct Inner<E> {
    operation: &'static str,
    kind: E,
    response: ResponseMetadata,
}

impl<E: OperationError> Error<E> {
    pub(crate) fn new(operation: &'static str, kind: E, response: ResponseMetadata) -> Self {
        Self { inner: Box::new(Inner { operation, kind, response }) }
    }

    /// That of a call which no response came to, or none that can be understood, for whoever carries requests by other means
    /// than a client: the operation's name, and what went wrong.
    #[must_use]
    pub fn from_failure(operation: &'static str, failure: Failure) -> Self {
        Self::failed(operation, failure, ResponseMetadata::default())
    }

    pub(crate) fn failed(operation: &'static str, failure: Failure, response: ResponseMetadata) -> Self {
        Self::new(operation, E::other(failure), response)
    }

    /// The operation that failed, as the model names it.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.inner.operation
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &E {
        &self.inner.kind
    }

    /// What went wrong, owned.
    #[must_use]
    pub fn into_kind(self) -> E {
        self.inner.kind
    }

    /// The error's code as the service gave it, without namespace; absent where it gave none.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.inner.response.code.as_deref()
    }

    /// The error's message as the service gave it; absent where it gave none.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.inner.response.message.as_deref()
    }

    /// The HTTP status of the response; absent where none came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.inner.response.status
    }

    /// The request id, which AWS support asks for; absent where no response came or it has none.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.inner.response.request_id.as_deref()
    }
}

impl<E: OperationError> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { operation, kind, response } = &*self.inner;
        write!(f, "{operation}: ")?;
        match (kind.failure(), &response.code) {
            (Some(Failure::Service) | None, Some(code)) => f.write_str(code)?,
            (Some(failure), _) => f.write_str(failure.describe())?,
            (None, None) => f.write_str("error")?,
        }
        if let Some(message) = &response.message {
            write!(f, ": {}", OneLine(message))?;
        } else if let Some(source) = kind.failure().and_then(Failure::source) {
            write!(f, ": {}", OneLine(&root_cause(source)))?;
        }
        match (response.status, &response.request_id) {
            (Some(status), Some(id)) => write!(f, " (HTTP {status}, request id {})", OneLine(id)),
            (Some(status), None) => write!(f, " (HTTP {status})"),
            (None, _) => Ok(()),
        }
    }
}

/// The line that `Display` writes, for this is what `main` and `unwrap` show to a person; with `{:#?}`, every part.
impl<E: OperationError> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        let Inner { operation, kind, response } = &*self.inner;
        f.debug_struct("Error")
            .field("operation", operation)
            .field("kind", kind)
            .field("status", &response.status)
            .field("request_id", &response.request_id)
            .field("code", &response.code)
            .field("message", &response.message)
            .finish()
    }
}

impl<E: OperationError> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.kind().failure().and_then(Failure::source)
    }
}
