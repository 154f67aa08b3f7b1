//! What is answered to a request in a test.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::StatusCode;

use crate::error::Failure;
use crate::protocol::ErrorBody;
use crate::{BoxError, Fault, ModelledError, Operation, OperationError as _, Retry, Service};

/// What is answered to a request of an operation: an output, an error of the model, any HTTP response, or nothing but a cut
/// connection; at once, or after a while.
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

/// What is done with a request, whatever its operation.
#[derive(Clone, Debug)]
pub(super) enum Action {
    Respond(http::Response<Vec<u8>>),
    Disconnect,
}

impl<O: Operation> MockResponse<O> {
    fn new(action: Action) -> Self {
        Self { action, delay: Duration::ZERO, operation: PhantomData }
    }

    /// Any HTTP response, as it is.
    #[must_use]
    pub fn http(response: http::Response<Vec<u8>>) -> Self {
        Self::new(Action::Respond(response))
    }

    /// An HTTP response with this status and this body, JSON or not.
    ///
    /// # Panics
    /// If the number cannot be a status: it has three digits.
    #[must_use]
    pub fn raw(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let status = StatusCode::from_u16(status).expect("an HTTP status has three digits");
        let mut response = http::Response::new(body.into());
        *response.status_mut() = status;
        Self::http(response)
    }

    /// An output, in the service's wire form.
    ///
    /// # Panics
    /// If it has no wire form, as a union whose member is unknown has none.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "whoever makes a reply of it is done with it")]
    pub fn output(output: O::Output) -> Self {
        Self::http(encode::<O>(&output).unwrap_or_else(|e| panic!("{}: the output cannot be sent: {e}", O::NAME)))
    }

    /// An error: one of the model's, with its code, or any other as a failure of the service (500).
    ///
    /// An error of the caller's has the status 400, one of the service's 500.
    ///
    /// # Panics
    /// If it has no wire form, as a union whose member is unknown has none.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "whoever makes a reply of it is done with it")]
    pub fn error(error: O::Error) -> Self {
        match (error.as_modelled(), error.failure()) {
            (Some(modelled), _) => Self::http(
                encode_error(O::SERVICE, modelled)
                    .unwrap_or_else(|e| panic!("{}: the error cannot be sent: {e}", O::NAME)),
            ),
            (None, failure) => {
                Self::http(error_response(O::SERVICE, 500, "InternalFailure", &handler_failure(failure)))
            }
        }
    }

    /// That there were too many requests: the client waits, and sends it again, whatever the operation is.
    #[must_use]
    pub fn throttled() -> Self {
        Self::http(error_response(O::SERVICE, 400, "ThrottlingException", "Rate exceeded"))
    }

    /// That the connection is cut before any response.
    #[must_use]
    pub fn disconnect() -> Self {
        Self::new(Action::Disconnect)
    }

    /// The same, so much later.
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
        // Not the response, which may hold secrets.
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

/// An error of the model.
fn encode_error(service: &Service, error: &dyn ModelledError) -> Result<http::Response<Vec<u8>>, BoxError> {
    let status = match (error.retry(), error.fault()) {
        (Retry::Throttling, _) => StatusCode::TOO_MANY_REQUESTS,
        (_, Fault::Client) => StatusCode::BAD_REQUEST,
        (_, Fault::Server) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    service.protocol.server().serialize_error(status, error.code(), ErrorBody::Modelled(error.as_structure()))
}

/// An error that the model does not have.
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
