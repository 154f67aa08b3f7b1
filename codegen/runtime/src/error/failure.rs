//! Failures that are not errors of the model.

use std::error::Error as StdError;

/// Any error, as the standard library boxes it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// A failure that is not an error of the model.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The service, or a proxy before it, returned an error that the model does not list for the operation.
    Service,
    /// The request cannot be built from the input. Nothing was sent.
    Request(BoxError),
    /// The endpoint cannot be resolved: there is no region, or the ruleset has no endpoint for the parameters. Nothing
    /// was sent.
    Endpoint(BoxError),
    /// There are no credentials, or they cannot be loaded. Nothing was sent.
    Credentials(BoxError),
    /// The connection could not be made, or it broke. The service may have received the request, unless the connection was
    /// never made.
    Connection(BoxError),
    /// A timeout expired. The service may have received the request.
    Timeout(BoxError),
    /// The response is invalid: it has a success status, but cannot be deserialized or lacks a member. The service has
    /// executed the request.
    Response(BoxError),
    /// A waiter ended before the resource reached the state. The cause is its [`WaiterError`](crate::WaiterError).
    Waiter(BoxError),
}

impl Failure {
    /// Returns the error that caused the failure. `None` for [`Failure::Service`].
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Service => None,
            Self::Request(e)
            | Self::Endpoint(e)
            | Self::Credentials(e)
            | Self::Connection(e)
            | Self::Timeout(e)
            | Self::Response(e)
            | Self::Waiter(e) => Some(&**e),
        }
    }

    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Service => "the service returned an error",
            Self::Request(_) => "failed to build the request",
            Self::Endpoint(_) => "failed to resolve the endpoint",
            Self::Credentials(_) => "failed to load credentials",
            Self::Connection(_) => "connection failed",
            Self::Timeout(_) => "timed out",
            Self::Response(_) => "invalid response",
            Self::Waiter(_) => "the waiter ended",
        }
    }
}
