//! The response of a test double to a request.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use crate::error::Failure;
use crate::{BoxError, Fault, ModelledError, Operation, OperationError as _, Protocol, Retry, rest_json, structure};

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
                encode_error(modelled).unwrap_or_else(|e| panic!("{}: the error cannot be serialized: {e}", O::NAME)),
            ),
            (None, failure) => Self::http(json_error(500, "InternalFailure", &handler_failure(failure))),
        }
    }

    /// Returns a throttling error. The client waits and sends the request again, whatever the operation.
    #[must_use]
    pub fn throttled() -> Self {
        Self::http(json_error(400, "ThrottlingException", "Rate exceeded"))
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
    match O::DESCRIPTOR.service.protocol {
        Protocol::RestJson => rest_json::answer(output),
        Protocol::AwsJson { .. } | Protocol::AwsQueryCompatible { .. } => {
            let mut body = Vec::with_capacity(128);
            structure::write(output, &mut serde_json::Serializer::new(&mut body))?;
            Ok(http::Response::new(body))
        }
    }
}

/// Serializes an error of the model. All members are in the body.
fn encode_error(error: &dyn ModelledError) -> Result<http::Response<Vec<u8>>, BoxError> {
    let status = match (error.retry(), error.fault()) {
        (Retry::Throttling, _) => 429,
        (_, Fault::Client) => 400,
        (_, Fault::Server) => 500,
    };
    let mut body = error.to_json()?;
    body["__type"] = error.code().into();
    Ok(json(status, &body))
}

/// Returns an error response with a code that the model need not list.
pub(super) fn json_error(status: u16, code: &str, message: &str) -> http::Response<Vec<u8>> {
    json(status, &serde_json::json!({ "__type": code, "message": message }))
}

fn json(status: u16, body: &serde_json::Value) -> http::Response<Vec<u8>> {
    let mut response = http::Response::new(body.to_string().into_bytes());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(code) = HeaderValue::from_str(body["__type"].as_str().unwrap_or_default()) {
        response.headers_mut().insert("x-amzn-errortype", code);
    }
    response
}

fn handler_failure(failure: Option<&Failure>) -> String {
    failure.map_or_else(String::new, |failure| format!("the handler failed: {failure:?}"))
}
