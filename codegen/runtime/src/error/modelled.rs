//! The errors of the model: the traits of error structures and of operation error enums, and the macros that implement
//! them.

use std::any::Any;
use std::error::Error as StdError;
use std::fmt;

use super::{Failure, OneLine};
use crate::ResponseParts;
use crate::schema::SerializeStructure;

/// The error enum of an operation: a variant for each error that the model lists for the operation, and `Other`.
/// [`operation_error!`](crate::operation_error!) implements it.
pub trait OperationError: fmt::Debug + Send + Sync + 'static {
    /// Deserializes the modelled error with this code from a response. Members that cannot be read are absent, because
    /// the code alone identifies the error.
    ///
    /// Returns `None` if the operation lists no error with this code.
    fn modelled(code: &str, response: &ResponseParts<'_>) -> Option<Self>
    where
        Self: Sized;

    /// Creates the variant `Other`.
    fn other(failure: Failure) -> Self
    where
        Self: Sized;

    /// Returns the error structure if the error is one of the model, and the failure otherwise.
    ///
    /// # Errors
    /// The failure, if the error is not one of the model.
    fn modelled_or_failure(&self) -> Result<&dyn ModelledError, &Failure>;

    /// Returns the failure if the error is not one of the model.
    fn failure(&self) -> Option<&Failure> {
        self.modelled_or_failure().err()
    }

    /// Returns the error structure if the error is one of the model.
    fn as_modelled(&self) -> Option<&dyn ModelledError> {
        self.modelled_or_failure().ok()
    }
}

/// An error structure of the model. [`modelled_error!`](crate::modelled_error!) implements it.
pub trait ModelledError: AsAny + StdError + Send + Sync + 'static {
    /// Returns the error code. It is the shape's name unless the model sets another code.
    fn code(&self) -> &'static str;

    /// Returns the error message.
    fn message(&self) -> Option<&str>;

    /// Sets the error message if the structure has a member for it.
    fn set_message(&mut self, message: String);

    /// Returns whether the model blames the client or the service.
    fn fault(&self) -> Fault;

    /// Returns the model's `retryable` trait of the error.
    fn retry(&self) -> Retry;

    /// Returns the error as a structure that can be written.
    fn as_structure(&self) -> &dyn SerializeStructure;
}

/// Converts a value of any type to [`Any`]. In the minimum Rust version of the core, a trait object cannot be converted
/// to its supertrait.
#[doc(hidden)]
pub trait AsAny {
    fn as_any(&self) -> &dyn Any;
}

impl<T: Any> AsAny for T {
    #[inline]
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl dyn ModelledError {
    /// Returns the error structure if it is one of this type.
    #[must_use]
    pub fn downcast_ref<T: ModelledError>(&self) -> Option<&T> {
        self.as_any().downcast_ref()
    }
}

/// The party that the model blames for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The client: the same request fails again.
    Client,
    /// The service.
    Server,
}

/// The model's `retryable` trait of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retry {
    /// The error has no `retryable` trait.
    Unspecified,
    /// A retry may succeed.
    Retryable,
    /// A retry may succeed after a pause: the service throttled the request.
    Throttling,
}

/// Defines the error enum of an operation. Each variant holds an error structure of the model and has its code; the variant
/// `Other` holds every other failure.
///
/// ```
/// # use codegen_runtime as rt;
/// # rt::structure! {
/// #     /// Too many calls.
/// #     pub struct Busy = "Busy" {
/// #         /// The message.
/// #         message: String = "message",
/// #     }
/// # }
/// # rt::modelled_error! { Busy = "Busy", Server, Throttling, message }
/// rt::operation_error! {
///     /// The errors of `GetReport`.
///     pub enum GetReportError {
///         /// There were too many calls. Wait, and call again.
///         Busy(Busy) = "Busy",
///     }
/// }
/// ```
#[macro_export]
macro_rules! operation_error {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident { $($(#[$attr:meta])* $variant:ident($error:ty) = $code:literal),* $(,)? }
    ) => {
        $(#[$meta])*
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$attr])* $variant($error),)*
            /// An error that the model does not list, or a failure of the request.
            Other($crate::Failure),
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug_operation_error(self, f)
            }
        }

        #[allow(deprecated, unreachable_code, reason = "a deprecated error is an error, and there may be none")]
        impl $crate::OperationError for $name {
            #[inline]
            fn modelled(
                code: &str,
                _response: &$crate::ResponseParts<'_>,
            ) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match code {
                    $($code => Self::$variant($crate::read_error(_response)),)*
                    _ => return ::core::option::Option::None,
                })
            }

            #[inline]
            fn other(failure: $crate::Failure) -> Self {
                Self::Other(failure)
            }

            #[inline]
            fn modelled_or_failure(&self) -> ::core::result::Result<&dyn $crate::ModelledError, &$crate::Failure> {
                ::core::result::Result::Ok(match self {
                    $(Self::$variant(error) => error,)*
                    Self::Other(failure) => return ::core::result::Result::Err(failure),
                })
            }
        }
    };
}

/// Implements [`ModelledError`](crate::ModelledError), `Display` and `Error` for an error structure.
#[macro_export]
macro_rules! modelled_error {
    ($name:ident = $code:literal, $fault:ident, $retry:ident $(, $message:ident)? $(,)?) => {
        #[allow(deprecated, reason = "a deprecated message is still the message")]
        impl $crate::ModelledError for $name {
            #[inline]
            fn code(&self) -> &'static str {
                $code
            }

            #[inline]
            fn message(&self) -> ::core::option::Option<&str> {
                ::core::option::Option::None$(.or(self.$message.as_deref()))?
            }

            #[inline]
            fn set_message(&mut self, _message: ::std::string::String) {
                $(self.$message = ::core::option::Option::Some(_message);)?
            }

            #[inline]
            fn fault(&self) -> $crate::Fault {
                $crate::Fault::$fault
            }

            #[inline]
            fn retry(&self) -> $crate::Retry {
                $crate::Retry::$retry
            }

            #[inline]
            fn as_structure(&self) -> &dyn $crate::schema::SerializeStructure {
                self
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::display_modelled(self, f)
            }
        }

        impl ::std::error::Error for $name {}
    };
}

/// Formats the error enum of an operation for `Debug`: as the name and the value of its variant. The variant has the
/// name of its structure.
///
/// # Errors
/// Those of the formatter.
#[doc(hidden)]
pub fn debug_operation_error(error: &dyn OperationError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error.modelled_or_failure() {
        Ok(modelled) => f.debug_tuple(modelled.as_structure().schema().type_name).field(&modelled).finish(),
        Err(failure) => f.debug_tuple("Other").field(failure).finish(),
    }
}

/// Formats an error structure as its code and message.
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
