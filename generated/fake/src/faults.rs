//! What goes wrong on demand.

use std::time::Duration;

use generated::runtime::Operation;
use generated::runtime::test_util::Reply;

/// What happens to a request in place of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It is refused as one of too many, and nothing is done.
    Throttle,
    /// The service fails (500), and nothing is done.
    ServerError,
    /// The connection is cut, and nothing is done.
    Cut,
    /// What was asked for is done, and the connection cut before the answer: how a session is started that nobody knows of.
    LoseAnswer,
    /// What was asked for is done, and answered so much later.
    Delay(Duration),
    /// What was asked for is done, and the answer is not JSON.
    Garble,
}

impl Fault {
    /// Does it, with what the answer would be.
    pub(crate) fn strike<O: Operation>(self, answer: impl FnOnce() -> Reply<O>) -> Reply<O> {
        match self {
            Self::Throttle => Reply::throttled(),
            Self::ServerError => Reply::raw(500, r#"{"__type":"InternalFailure","message":"a fault on demand"}"#),
            Self::Cut => Reply::cut(),
            Self::LoseAnswer => {
                drop(answer());
                Reply::cut()
            }
            Self::Delay(delay) => answer().after(delay),
            Self::Garble => {
                drop(answer());
                Reply::raw(200, "<html>it was a proxy</html>")
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
