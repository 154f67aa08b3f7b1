//! What is answered to a request in a test.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use crate::error::Failure;
use crate::{BoxError, Fault, ModelledError, Operation, OperationError as _, Protocol, Retry, rest_json, structure};

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
                encode_error(modelled).unwrap_or_else(|e| panic!("{}: the error cannot be sent: {e}", O::NAME)),
            ),
            (None, failure) => Self::http(json_error(500, "InternalFailure", &handler_failure(failure))),
        }
    }

    /// That there were too many requests: the client waits, and sends it again, whatever the operation is.
    #[must_use]
    pub fn throttled() -> Self {
        Self::http(json_error(400, "ThrottlingException", "Rate exceeded"))
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
    match O::DESCRIPTOR.service.protocol {
        Protocol::RestJson => rest_json::answer(output),
        Protocol::AwsJson { .. } | Protocol::AwsQueryCompatible { .. } => {
            let mut body = Vec::with_capacity(128);
            structure::write(output, &mut serde_json::Serializer::new(&mut body))?;
            Ok(http::Response::new(body))
        }
    }
}

/// An error of the model. Its members are all in the body, which is where those stand that are of use.
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

/// An error that the model does not have.
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
