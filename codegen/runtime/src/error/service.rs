//! The error of all operations of a service, into which `?` converts the error of each. It keeps everything that the
//! operation's error has.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::{Error, Failure, ModelledError, OperationError};
use crate::ResponseParts;

/// The enum of all errors of a service, with references to their structures.
/// [`service_error!`](crate::service_error!) implements it.
pub trait ServiceErrorKind: 'static {
    /// The enum of the errors, which borrows from an error.
    type Kind<'e>;

    /// Returns the variant of an error structure or of a failure.
    fn of<'e>(error: Result<&'e dyn ModelledError, &'e Failure>) -> Self::Kind<'e>;
}

/// The error of any operation of a service. Each service has an alias of it, `Error`.
///
/// `?` converts the [`Error`](crate::Error) of an operation, and the errors of waiters, of collected pages and of
/// [`require!`](crate::require!). The response's metadata, the failure and the one line that
/// `to_string()` returns stay: this type dereferences to an error with the same methods. [`kind`](Self::kind) returns the enum to
/// match on.
///
/// ```no_run
/// use generated::devicefarm::{Client, Error, ErrorKind};
///
/// async fn device_name(client: &Client, arn: &str) -> Result<Option<String>, Error> {
///     let response = client.get_device().arn(arn).send().await?;
///     Ok(response.device.and_then(|device| device.name))
/// }
///
/// # async fn example(client: &Client) {
/// if let Err(error) = device_name(client, "arn:device").await {
///     match error.kind() {
///         ErrorKind::NotFoundException(_) => eprintln!("there is no such device"),
///         ErrorKind::Other(_) if error.is_outcome_unknown() => eprintln!("try again: {error}"),
///         _ => eprintln!("{error}, request id {:?}", error.request_id()),
///     }
/// }
/// # }
/// ```
pub struct ServiceError<K> {
    error: Error<Box<dyn OperationError>>,
    kind: PhantomData<fn() -> K>,
}

impl<K: ServiceErrorKind> ServiceError<K> {
    /// Returns the enum of the service's errors. An error structure of another service is the variant `Other`.
    #[must_use]
    pub fn kind(&self) -> K::Kind<'_> {
        K::of(self.error.kind().modelled_or_failure())
    }
}

/// The failure that stands for an error structure of another service.
#[doc(hidden)]
pub static UNLISTED: Failure = Failure::Service;

impl<E: OperationError, K> From<Error<E>> for ServiceError<K> {
    fn from(error: Error<E>) -> Self {
        Self { error: error.erase(), kind: PhantomData }
    }
}

impl<K> Deref for ServiceError<K> {
    type Target = Error<Box<dyn OperationError>>;

    fn deref(&self) -> &Self::Target {
        &self.error
    }
}

impl<K> fmt::Display for ServiceError<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

/// Writes the same line as `Display`. `{:#?}` writes every field.
impl<K> fmt::Debug for ServiceError<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.error, f)
    }
}

/// There is no source, for the same reason as for [`Error`](crate::Error).
impl<K> StdError for ServiceError<K> {}

/// The error enum of any operation, without its type.
impl OperationError for Box<dyn OperationError> {
    fn modelled(_: &str, _: &ResponseParts<'_>) -> Option<Self> {
        None
    }

    fn other(failure: Failure) -> Self {
        Box::new(Other(failure))
    }

    fn modelled_or_failure(&self) -> Result<&dyn ModelledError, &Failure> {
        (**self).modelled_or_failure()
    }
}

/// An error enum with the variant `Other` only.
#[derive(Debug)]
struct Other(Failure);

impl OperationError for Other {
    fn modelled(_: &str, _: &ResponseParts<'_>) -> Option<Self> {
        None
    }

    fn other(failure: Failure) -> Self {
        Self(failure)
    }

    fn modelled_or_failure(&self) -> Result<&dyn ModelledError, &Failure> {
        Err(&self.0)
    }
}

impl<E: OperationError> Error<E> {
    /// Returns the same error without the type of its enum.
    fn erase(self) -> Error<Box<dyn OperationError>> {
        Error::new(self.kind, self.about)
    }
}

/// Defines the enum of all errors of a service, and the alias of [`ServiceError`](crate::ServiceError) that goes with it.
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
/// rt::service_error! {
///     /// The errors of all operations of the service.
///     pub enum ErrorKind {
///         Busy = Busy,
///     }
///     pub type Error
/// }
/// ```
#[macro_export]
macro_rules! service_error {
    (
        $(#[$meta:meta])*
        $vis:vis enum $kind:ident { $($variant:ident = $error:path),* $(,)? }
        $alias_vis:vis type $name:ident
    ) => {
        $(#[$meta])*
        #[allow(deprecated, reason = "a deprecated error is an error")]
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        $vis enum $kind<'e> {
            $(#[doc = concat!("[`", stringify!($error), "`].")] $variant(&'e $error),)*
            /// An error that the model does not list, or a failure of the request.
            Other(&'e $crate::Failure),
        }

        #[doc = concat!("The error of any operation of the service. `?` converts the error of an operation into it. Its `kind()` is an [`", stringify!($kind), "`].")]
        $alias_vis type $name = $crate::ServiceError<$kind<'static>>;

        #[allow(deprecated, reason = "a deprecated error is an error")]
        impl $crate::ServiceErrorKind for $kind<'static> {
            type Kind<'e> = $kind<'e>;

            #[inline]
            fn of<'e>(error: ::core::result::Result<&'e dyn $crate::ModelledError, &'e $crate::Failure>) -> $kind<'e> {
                match error {
                    ::core::result::Result::Ok(_error) => {
                        $(if let ::core::option::Option::Some(error) = _error.downcast_ref::<$error>() {
                            return $kind::$variant(error);
                        })*
                        $kind::Other(&$crate::UNLISTED)
                    }
                    ::core::result::Result::Err(failure) => $kind::Other(failure),
                }
            }
        }
    };
}
