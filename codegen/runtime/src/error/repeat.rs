//! What an error says about sending the request again: whether that may help, and whether it may do something twice.

use super::{Error, Failure, ModelledError, OperationError, Retry, Reworded};
use crate::Repeat;

impl<E: OperationError> Error<E> {
    /// Whether a time limit passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind().failure(), Some(Failure::Timeout(_)))
    }

    /// Whether the service may have done what it was asked, all the same: the connection broke, a time limit passed, the
    /// answer cannot be understood, or the service says that it failed (HTTP 500 and above).
    ///
    /// Before such a call is made again, or forgotten, look whether it had an effect. Where this is false, it had none: the
    /// request was refused or was never sent. Of several attempts, it is about the last; only an operation that may be
    /// repeated has another before it that may have had one.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        match self.kind().failure() {
            Some(Failure::Request(_) | Failure::Endpoint(_) | Failure::Credentials(_)) => false,
            Some(Failure::Connection(e) | Failure::Timeout(e)) => !e.downcast_ref().is_some_and(Reworded::is_unsent),
            Some(Failure::Response(_)) => true,
            Some(Failure::Service) | None => self.status().is_none_or(|status| status >= 500) && !self.is_throttling(),
        }
    }

    /// Whether the service refused the call because there were too many.
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        let modelled = self.kind().as_modelled().map(ModelledError::retry);
        modelled == Some(Retry::Throttling)
            || self.status() == Some(429)
            || self.code().is_some_and(|code| THROTTLING_CODES.contains(&code))
    }

    /// Whether the request may be sent again, after a pause, if the operation is as `repeat` says
    /// ([`Operation::REPEAT`](crate::Operation::REPEAT)): the error may pass, and nothing is done twice that must not be.
    ///
    /// A client does so by itself. This is for whoever carries requests by other means, and does not look at how often it
    /// was tried, nor at a date that was refused, which is refused again unless the signature has another.
    #[must_use]
    pub fn may_be_repeated(&self, repeat: Repeat) -> bool {
        match self.kind().failure() {
            Some(Failure::Request(_) | Failure::Endpoint(_) | Failure::Credentials(_) | Failure::Response(_)) => false,
            Some(Failure::Connection(_) | Failure::Timeout(_)) => {
                repeat != Repeat::Unsafe || !self.is_outcome_unknown()
            }
            Some(Failure::Service) | None => {
                let modelled = self.kind().as_modelled().map_or(Retry::Unspecified, ModelledError::retry);
                match Passing::of(self.code().unwrap_or_default(), self.status().unwrap_or_default(), modelled) {
                    None | Some(Passing::WrongDate) => false,
                    Some(passing) => repeat != Repeat::Unsafe || passing.is_undone(),
                }
            }
        }
    }
}

/// Why an error of the service may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passing {
    /// There were too many requests.
    Throttled,
    /// The request's date was refused.
    WrongDate,
    /// The service, or something before it, failed.
    Transient,
    /// The model says that it may pass.
    Modelled,
}

impl Passing {
    /// What the code and the status of an answer mean, and what the model says of its error.
    pub(crate) fn of(code: &str, status: u16, modelled: Retry) -> Option<Self> {
        if modelled == Retry::Throttling || status == 429 || THROTTLING_CODES.contains(&code) {
            Some(Self::Throttled)
        } else if SKEW_CODES.contains(&code) {
            Some(Self::WrongDate)
        } else if TRANSIENT_STATUSES.contains(&status) || TRANSIENT_CODES.contains(&code) {
            Some(Self::Transient)
        } else {
            (modelled == Retry::Retryable).then_some(Self::Modelled)
        }
    }

    /// Whether the service has done nothing, so that any operation may be repeated.
    pub(crate) fn is_undone(self) -> bool {
        matches!(self, Self::Throttled | Self::WrongDate)
    }
}

/// The codes with which AWS services throttle, as the SDKs' shared retry behaviour lists them.
const THROTTLING_CODES: &[&str] = &[
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Codes of failures that pass.
const TRANSIENT_CODES: &[&str] = &["InternalError", "RequestTimeout", "RequestTimeoutException"];

/// Statuses of failures that pass.
const TRANSIENT_STATUSES: &[u16] = &[500, 502, 503, 504];

/// Codes of requests that were refused for their date.
const SKEW_CODES: &[&str] = &["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"];
