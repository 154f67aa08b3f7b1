//! The errors that a model lists: the traits behind their structures and behind the enum that an operation has of them, and
//! the macros that implement them.

use std::error::Error as StdError;
use std::fmt;

use super::{BoxError, Failure, OneLine};
use crate::ResponseParts;
use crate::schema::SerializeStructure;

/// The error enum of one operation: a variant for each error that the model lists for it, and `Other`.
/// Implemented by [`operation_error!`](crate::operation_error!).
pub trait OperationError: fmt::Debug + Send + Sync + 'static {
    /// The modelled error with this code, read from the response.
    ///
    /// `None` where the model lists no such error; an `Err` where it does and the response is not of its shape.
    fn modelled(code: &str, response: &ResponseParts<'_>) -> Option<Result<Self, BoxError>>
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

    /// Returns the error as a structure that can be written.
    fn as_structure(&self) -> &dyn SerializeStructure;
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

/// Implements the error enum of an operation: a variant named as its payload for each error of the model,
/// and its code on the wire.
#[macro_export]
macro_rules! operation_error {
    ($name:ident { $($variant:ident = $code:literal),* $(,)? }) => {
        impl $crate::OperationError for $name {
            fn modelled(
                code: &str,
                _answer: &$crate::ResponseParts<'_>,
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

            fn as_structure(&self) -> &dyn $crate::schema::SerializeStructure {
                self
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
