//! The error of an operation: [`Error`] wraps the operation's error enum and adds the response's metadata. Its `Display` is
//! one line.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;

use crate::EndpointError;

mod about;
mod conversions;
mod failure;
mod message;
mod metadata;
mod modelled;
mod retry;
mod service;

pub(crate) use about::{About, AboutBox};
pub use failure::{BoxError, Failure};
pub(crate) use message::{DescribedError, OneLine};
pub use metadata::{ResponseMetadata, WithMetadata};
pub use modelled::{Fault, ModelledError, OperationError, Retry, debug_operation_error, display_modelled};
#[cfg(feature = "client")]
pub(crate) use retry::{RetryableCause, may_have_effect};
pub use service::{ServiceError, ServiceErrorKind, UNLISTED};

/// The error of an operation. `E` is the operation's error enum.
///
/// [`kind`](Self::kind) returns the enum to match on. `to_string()` is one line with the operation, the error's code and
/// message, the HTTP status and the request id. Absent parts are left out.
pub struct Error<E> {
    kind: Box<E>,
    about: AboutBox,
}

impl<E: OperationError> Error<E> {
    pub(crate) fn new(kind: E, about: AboutBox) -> Self {
        Self { kind: Box::new(kind), about }
    }

    /// Creates an error for a request that got no response, or an invalid one. Programs that send requests with their own
    /// HTTP client call it.
    #[must_use]
    pub fn from_failure(operation: &'static str, failure: Failure) -> Self {
        Self::new(E::other(failure), About::request(operation))
    }

    pub(crate) fn failed(operation: &'static str, failure: Failure, response: ResponseMetadata) -> Self {
        Self::new(E::other(failure), About::response(operation, response))
    }

    #[cfg(feature = "client")]
    pub(crate) fn metadata_mut(&mut self) -> &mut ResponseMetadata {
        &mut self.about.response
    }

    /// Returns the metadata of the response: headers, attempts and so on. Without a response it has no more than the
    /// number of attempts.
    #[must_use]
    pub fn metadata(&self) -> &ResponseMetadata {
        &self.about.response
    }

    /// Returns the raw response: status, headers and body. The body may hold secrets. `None` if there was no response,
    /// or its body broke off.
    #[must_use]
    pub fn raw_response(&self) -> Option<&http::Response<Bytes>> {
        self.about.raw_response.as_ref()
    }

    /// Returns the cause of a [`Failure`], such as the error of the HTTP client, with its sources. `None` if the service
    /// returned an error.
    ///
    /// [`source`](std::error::Error::source) does not return it, because the message of this error already contains the
    /// root cause.
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        self.kind().failure().and_then(Failure::cause)
    }

    /// Returns the error of an endpoint that could not be resolved. If the endpoint requires an auth scheme that the client
    /// does not support, [`EndpointError::endpoint`](crate::EndpointError::endpoint) returns it.
    #[must_use]
    pub fn endpoint_error(&self) -> Option<&EndpointError> {
        let mut cause = self.cause();
        while let Some(error) = cause {
            if let Some(found) = error.downcast_ref() {
                return Some(found);
            }
            cause = error.source();
        }
        None
    }

    /// Returns the name of the operation in the model.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.about.operation
    }

    /// Returns the operation's error enum.
    #[must_use]
    pub fn kind(&self) -> &E {
        &self.kind
    }

    /// Converts the error into the operation's error enum.
    #[must_use]
    pub fn into_kind(self) -> E {
        *self.kind
    }

    /// Returns the error structure if the service returned this error, such as `NotFoundException`. `None` if it is
    /// another one, or a failure.
    ///
    /// ```no_run
    /// # async fn example(client: generated::devicefarm::Client) {
    /// use generated::devicefarm::error::NotFoundException;
    ///
    /// if let Err(error) = client.get_device().arn("arn:device").send().await {
    ///     match error.modelled::<NotFoundException>() {
    ///         Some(missing) => eprintln!("no such device: {:?}", missing.message()),
    ///         None => eprintln!("{error}"),
    ///     }
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn modelled<T: ModelledError>(&self) -> Option<&T> {
        self.kind().as_modelled()?.downcast_ref()
    }

    /// Returns whether the service returned this error of the model. An error that the operation does not list is never
    /// returned.
    ///
    /// ```no_run
    /// # async fn example(client: generated::devicefarm::Client) {
    /// use generated::devicefarm::error::NotFoundException;
    ///
    /// let result = client.get_device().arn("arn:device").send().await;
    /// let is_gone = result.is_err_and(|error| error.is::<NotFoundException>());
    /// # }
    /// ```
    #[must_use]
    pub fn is<T: ModelledError>(&self) -> bool {
        self.modelled::<T>().is_some()
    }

    /// Returns the error code from the response, without namespace. `None` if the response has no code. In a protocol
    /// with XML errors, a response with an empty body gets its code from its status, such as `NotFound`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.about.response.code.as_deref()
    }

    /// Returns whether one of these is the code of the response, the code of the model's error, or the name of its shape.
    pub(crate) fn has_name(&self, names: &[&str]) -> bool {
        let modelled = self.kind().as_modelled().map(|error| [error.code(), error.as_structure().schema().name]);
        let response = [self.code(), self.metadata().shape_code.as_deref()];
        let mut all = response.into_iter().flatten().chain(modelled.into_iter().flatten());
        all.any(|name| names.contains(&name))
    }

    /// Returns the error message from the response. `None` if the response has no message, or the model calls it sensitive.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.about.response.message.as_deref()
    }

    /// Returns the HTTP status of the response. `None` if there was no response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.about.response.status
    }

    /// Returns the request id, which AWS support needs. `None` if there was no response, or the response has no id.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.about.response.request_id.as_deref()
    }
}

impl<E: OperationError> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.about.display(&*self.kind, f)
    }
}

/// Writes the same line as `Display`, because `main` and `unwrap` show it to people. `{:#?}` writes every field.
impl<E: OperationError> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.about.debug(&*self.kind, f)
    }
}

/// There is no source, because the message already contains the root cause: reporters such as `anyhow`'s `{:#}` would
/// write it twice. [`Error::cause`] returns the chain of causes.
impl<E: OperationError> StdError for Error<E> {}
