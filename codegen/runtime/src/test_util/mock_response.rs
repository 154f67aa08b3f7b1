//! The response of a test double to a request.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::StatusCode;

use crate::error::Failure;
use crate::protocol::ErrorBody;
use crate::{BoxError, Fault, ModelledError, Operation, OperationError as _, Retry, Service};

/// The response to a request of an operation in a test: an output, an error of the model, any HTTP response, or a closed
/// connection.
///
/// ```
/// # use codegen_runtime::{Operation, test_util::MockResponse};
/// # use std::time::Duration;
/// # fn example<O: Operation>() -> MockResponse<O> {
/// MockResponse::output(O::Output::default()).delay(Duration::from_secs(2))
/// # }
/// ```
pub struct MockResponse<O: Operation> {
    action: Action,
    delay: Duration,
    operation: PhantomData<fn() -> O>,
}

/// The action of a test double, without the type of the operation.
#[derive(Clone, Debug)]
pub(super) enum Action {
    Respond(http::Response<Vec<u8>>),
    Disconnect,
}

impl<O: Operation> MockResponse<O> {
    fn new(action: Action) -> Self {
        Self { action, delay: Duration::ZERO, operation: PhantomData }
    }

    /// Returns this HTTP response.
    #[must_use]
    pub fn http(response: http::Response<Vec<u8>>) -> Self {
        Self::new(Action::Respond(response))
    }

    /// Returns an HTTP response with this status and this body, which need not be JSON.
    ///
    /// # Panics
    /// If the status does not have three digits.
    #[must_use]
    pub fn raw(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let status = StatusCode::from_u16(status).expect("an HTTP status has three digits");
        let mut response = http::Response::new(body.into());
        *response.status_mut() = status;
        Self::http(response)
    }

    /// Returns a success response with this output, serialized by the service's protocol.
    ///
    /// # Panics
    /// If the value cannot be serialized, such as a union whose member is unknown.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "the caller has no more use for the value")]
    pub fn output(output: O::Output) -> Self {
        Self::http(encode::<O>(&output).unwrap_or_else(|e| panic!("{}: the output cannot be serialized: {e}", O::NAME)))
    }

    /// Returns an error response. An error of the model has its code; any other error is `InternalFailure`.
    ///
    /// The status is 400 for errors of the client, 429 for throttling, and 500 for errors of the service.
    ///
    /// # Panics
    /// If the value cannot be serialized, such as a union whose member is unknown.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "the caller has no more use for the value")]
    pub fn error(error: O::Error) -> Self {
        match (error.as_modelled(), error.failure()) {
            (Some(modelled), _) => Self::http(
                encode_error(O::SERVICE, modelled)
                    .unwrap_or_else(|e| panic!("{}: the error cannot be serialized: {e}", O::NAME)),
            ),
            (None, failure) => {
                Self::http(error_response(O::SERVICE, 500, "InternalFailure", &handler_failure(failure)))
            }
        }
    }

    /// Returns a throttling error. The client waits and sends the request again, whatever the operation.
    #[must_use]
    pub fn throttled() -> Self {
        Self::http(error_response(O::SERVICE, 400, "ThrottlingException", "Rate exceeded"))
    }

    /// Closes the connection without a response.
    #[must_use]
    pub fn disconnect() -> Self {
        Self::new(Action::Disconnect)
    }

    /// Sends the response after this delay.
    #[must_use]
    pub fn delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    pub(super) fn into_parts(self) -> (Action, Duration) {
        (self.action, self.delay)
    }
}

impl<O: Operation> From<Result<O::Output, O::Error>> for MockResponse<O> {
    fn from(outcome: Result<O::Output, O::Error>) -> Self {
        outcome.map_or_else(Self::error, Self::output)
    }
}

impl<O: Operation> fmt::Debug for MockResponse<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The body may hold secrets.
        let action = match &self.action {
            Action::Respond(response) => response.status().to_string(),
            Action::Disconnect => "cut".to_owned(),
        };
        f.debug_struct("MockResponse")
            .field("to", &O::NAME)
            .field("action", &action)
            .field("after", &self.delay)
            .finish()
    }
}

fn encode<O: Operation>(output: &O::Output) -> Result<http::Response<Vec<u8>>, BoxError> {
    O::DESCRIPTOR.service.protocol.server().serialize_response(O::DESCRIPTOR, output)
}

/// Returns the response for an error of the model.
fn encode_error(service: &Service, error: &dyn ModelledError) -> Result<http::Response<Vec<u8>>, BoxError> {
    let status = match (error.retry(), error.fault()) {
        (Retry::Throttling, _) => StatusCode::TOO_MANY_REQUESTS,
        (_, Fault::Client) => StatusCode::BAD_REQUEST,
        (_, Fault::Server) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    service.protocol.server().serialize_error(status, error.code(), ErrorBody::Modelled(error.as_structure()))
}

/// Returns the response for an error that is not in the model.
pub(super) fn error_response(service: &Service, status: u16, code: &str, message: &str) -> http::Response<Vec<u8>> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let written = service.protocol.server().serialize_error(status, code, ErrorBody::Message(message));
    written.unwrap_or_else(|_| {
        let mut response = http::Response::default();
        *response.status_mut() = status;
        response
    })
}

fn handler_failure(failure: Option<&Failure>) -> String {
    failure.map_or_else(String::new, |failure| format!("the handler failed: {failure:?}"))
}
