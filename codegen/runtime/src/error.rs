//! What can go wrong in a call: one type around the error enum of the operation, with everything that
//! is known beside it, and a `Display` that puts it on one line.

use std::error::Error as StdError;
use std::fmt;

use crate::Incoming;

/// Any error, as the standard library boxes it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// The error enum of one operation: a variant for each error that the model lists for it, and `Other`.
/// Implemented by [`operation_error!`](crate::operation_error!).
pub trait OperationError: fmt::Debug + Send + Sync + 'static {
    /// The modelled error with this code, read from the answer.
    ///
    /// `None` where the model lists no such error; an `Err` where it does and the answer is not of its shape.
    fn modelled(code: &str, answer: &Incoming<'_>) -> Option<Result<Self, BoxError>>
    where
        Self: Sized;

    /// Everything that the model does not list.
    fn other(failure: Failure) -> Self
    where
        Self: Sized;

    /// The failure, if it is not a modelled error.
    fn failure(&self) -> Option<&Failure>;

    /// The modelled error, if it is one.
    fn as_modelled(&self) -> Option<&dyn ModelledError>;
}

/// An error structure of the model. Implemented by [`modelled_error!`](crate::modelled_error!).
pub trait ModelledError: StdError + Send + Sync + 'static {
    /// The error's code, which is its shape's name unless the model says otherwise.
    fn code(&self) -> &'static str;

    /// What the service says about it.
    fn message(&self) -> Option<&str>;

    /// Sets what the service says about it, if the model has a member for that.
    fn set_message(&mut self, message: String);

    /// Who is at fault, as the model has it.
    fn fault(&self) -> Fault;

    /// Whether the model calls the error passing, so that the same request may succeed later.
    fn retry(&self) -> Retry;

    /// Its members, by their names on the wire.
    ///
    /// # Errors
    /// A member that has no wire form, such as an unknown member of a union.
    fn to_json(&self) -> Result<crate::Document, serde_json::Error>;
}

/// Who is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The request: sending it again unchanged fails again.
    Client,
    /// The service.
    Server,
}

/// What the model says about trying again after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retry {
    /// Nothing.
    Unspecified,
    /// It may help.
    Retryable,
    /// It may help, after a pause: the caller was too fast.
    Throttling,
}

/// What went wrong where the service did not answer with an error of the model.
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
    /// An answer came that cannot be understood: the service has done what was asked.
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
            Self::Response(_) => "the answer could not be understood",
        }
    }
}

/// What is known of an answer beside its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
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
    answer: Answer,
}

impl<E: OperationError> Error<E> {
    pub(crate) fn new(operation: &'static str, kind: E, answer: Answer) -> Self {
        Self { inner: Box::new(Inner { operation, kind, answer }) }
    }

    pub(crate) fn failed(operation: &'static str, failure: Failure, answer: Answer) -> Self {
        Self::new(operation, E::other(failure), answer)
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
        self.inner.answer.code.as_deref()
    }

    /// The error's message as the service gave it; absent where it gave none.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.inner.answer.message.as_deref()
    }

    /// The HTTP status of the answer; absent where none came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.inner.answer.status
    }

    /// The request id, which AWS support asks for; absent where no answer came or it has none.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.inner.answer.request_id.as_deref()
    }

    /// Whether a time limit passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind().failure(), Some(Failure::Timeout(_)))
    }

    /// Whether the service may have done what it was asked, all the same: the connection broke, a time limit passed, the
    /// answer cannot be understood, or the service says that it failed (HTTP 500 and above).
    ///
    /// Before such a call is made again, or forgotten, look whether it had an effect. Where this is false, it had none: the
    /// request was refused or was never sent. Of several attempts, it is about the last; only an operation that may be
    /// repeated has another before it that may have had one.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        match self.kind().failure() {
            Some(Failure::Request(_) | Failure::Endpoint(_) | Failure::Credentials(_)) => false,
            Some(Failure::Connection(e) | Failure::Timeout(e)) => !e.downcast_ref().is_some_and(Reworded::is_unsent),
            Some(Failure::Response(_)) => true,
            Some(Failure::Service) | None => self.status().is_none_or(|status| status >= 500) && !self.is_throttling(),
        }
    }

    /// Whether the service refused the call because there were too many.
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        let modelled = self.kind().as_modelled().map(ModelledError::retry);
        modelled == Some(Retry::Throttling)
            || self.status() == Some(429)
            || self.code().is_some_and(|code| THROTTLING_CODES.contains(&code))
    }
}

/// The codes with which AWS services throttle, as the SDKs' shared retry behaviour lists them.
pub(crate) const THROTTLING_CODES: &[&str] = &[
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

impl<E: OperationError> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { operation, kind, answer } = &*self.inner;
        write!(f, "{operation}: ")?;
        match (kind.failure(), &answer.code) {
            (Some(Failure::Service) | None, Some(code)) => f.write_str(code)?,
            (Some(failure), _) => f.write_str(failure.describe())?,
            (None, None) => f.write_str("error")?,
        }
        if let Some(message) = &answer.message {
            write!(f, ": {}", OneLine(message))?;
        } else if let Some(source) = kind.failure().and_then(Failure::source) {
            write!(f, ": {}", OneLine(&innermost(source)))?;
        }
        match (answer.status, &answer.request_id) {
            (Some(status), Some(id)) => write!(f, " (HTTP {status}, request id {})", OneLine(id)),
            (Some(status), None) => write!(f, " (HTTP {status})"),
            (None, _) => Ok(()),
        }
    }
}

/// The outer layers of an HTTP client's errors say "dispatch failure"; the reason is at the bottom, or where
/// somebody has put it into better words.
fn innermost(error: &(dyn StdError + 'static)) -> String {
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
    fn is_unsent(&self) -> bool {
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

/// The line that `Display` writes, for this is what `main` and `unwrap` show to a person; with `{:#?}`, every part.
impl<E: OperationError> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        let Inner { operation, kind, answer } = &*self.inner;
        f.debug_struct("Error")
            .field("operation", operation)
            .field("kind", kind)
            .field("status", &answer.status)
            .field("request_id", &answer.request_id)
            .field("code", &answer.code)
            .field("message", &answer.message)
            .finish()
    }
}

impl<E: OperationError> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.kind().failure().and_then(Failure::source)
    }
}

/// Implements the error enum of an operation: a variant named as its payload for each error of the model,
/// and its code on the wire.
#[macro_export]
macro_rules! operation_error {
    ($name:ident { $($variant:ident = $code:literal),* $(,)? }) => {
        impl $crate::OperationError for $name {
            fn modelled(
                code: &str,
                _answer: &$crate::Incoming<'_>,
            ) -> ::core::option::Option<::core::result::Result<Self, $crate::BoxError>> {
                match code {
                    $($code => ::core::option::Option::Some($crate::read_error(_answer).map(Self::$variant)),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn other(failure: $crate::Failure) -> Self {
                Self::Other(failure)
            }

            fn failure(&self) -> ::core::option::Option<&$crate::Failure> {
                match self {
                    Self::Other(failure) => ::core::option::Option::Some(failure),
                    #[allow(unreachable_patterns, reason = "an operation may have no modelled errors")]
                    _ => ::core::option::Option::None,
                }
            }

            fn as_modelled(&self) -> ::core::option::Option<&dyn $crate::ModelledError> {
                match self {
                    $(Self::$variant(error) => ::core::option::Option::Some(error),)*
                    Self::Other(_) => ::core::option::Option::None,
                }
            }
        }
    };
}

/// Implements an error structure of the model: its code, fault and retryability, and std's `Error`.
#[macro_export]
macro_rules! modelled_error {
    ($name:ident = $code:literal, $fault:ident, $retry:ident, $($message:ident)?) => {
        #[allow(deprecated, reason = "a deprecated message is still the message")]
        impl $crate::ModelledError for $name {
            fn code(&self) -> &'static str {
                $code
            }

            fn message(&self) -> ::core::option::Option<&str> {
                ::core::option::Option::None$(.or(self.$message.as_deref()))?
            }

            fn set_message(&mut self, _message: ::std::string::String) {
                $(self.$message = ::core::option::Option::Some(_message);)?
            }

            fn fault(&self) -> $crate::Fault {
                $crate::Fault::$fault
            }

            fn retry(&self) -> $crate::Retry {
                $crate::Retry::$retry
            }

            fn to_json(&self) -> ::core::result::Result<$crate::Document, $crate::serde_json::Error> {
                $crate::serde_json::to_value(self)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::display_modelled(self, f)
            }
        }

        impl ::std::error::Error for $name {}
    };
}

/// Writes an error structure as its code and message.
///
/// # Errors
/// Those of the formatter.
pub fn display_modelled(error: &dyn ModelledError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(error.code())?;
    match error.message() {
        Some(message) => write!(f, ": {}", OneLine(message)),
        None => Ok(()),
    }
}
