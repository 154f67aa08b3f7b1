//! What goes wrong on demand.

use std::time::Duration;

use generated::runtime::Operation;
use generated::runtime::test_util::MockResponse;

/// What happens to a request in place of its response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It is refused as one of too many, and nothing is done.
    Throttle,
    /// The service fails (500), and nothing is done.
    ServerError,
    /// The connection is cut, and nothing is done.
    Cut,
    /// What was asked for is done, and the connection cut before the response: how a session is started that nobody knows of.
    LoseResponse,
    /// What was asked for is done, and answered so much later.
    Delay(Duration),
    /// What was asked for is done, and the response is not JSON.
    Garble,
}

impl Fault {
    /// Does it, with what the response would be.
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

/// What becomes of a session that is started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// It runs until it is stopped.
    #[default]
    Runs,
    /// It is never ready, for there is no device.
    WaitsForEver,
    /// It is over before it began, with a message that says why.
    Fails,
    /// It is deleted meanwhile.
    Vanishes,
}
