//! The faults that the farm injects.

use std::time::Duration;

use generated::runtime::Operation;
use generated::runtime::test_util::MockResponse;

/// A fault: the behaviour of the farm instead of the normal response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Throttles the request. It has no effect.
    Throttle,
    /// Returns an internal error (HTTP 500). The request has no effect.
    ServerError,
    /// Closes the connection. The request has no effect.
    Cut,
    /// Executes the request and closes the connection before the response. A session that is started this way is
    /// unknown to the client.
    LoseResponse,
    /// Executes the request and delays the response.
    Delay(Duration),
    /// Executes the request and sends a response that is not JSON.
    Garble,
}

impl Fault {
    /// Applies the fault. `response` executes the request.
    pub(crate) fn strike<O: Operation>(self, response: impl FnOnce() -> MockResponse<O>) -> MockResponse<O> {
        match self {
            Self::Throttle => MockResponse::throttled(),
            Self::ServerError => {
                MockResponse::raw(500, r#"{"__type":"InternalFailure","message":"a fault on demand"}"#)
            }
            Self::Cut => MockResponse::disconnect(),
            Self::LoseResponse => {
                drop(response());
                MockResponse::disconnect()
            }
            Self::Delay(delay) => response().delay(delay),
            Self::Garble => {
                drop(response());
                MockResponse::raw(200, "<html>it was a proxy</html>")
            }
        }
    }
}

/// The fate of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// The session runs until it is stopped.
    #[default]
    Runs,
    /// The session never starts, because there is no device.
    WaitsForEver,
    /// The session ends before it starts, with a message that says why.
    Fails,
    /// The session is deleted while it runs.
    Vanishes,
}
