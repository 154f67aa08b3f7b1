//! The retry classification of an error: whether a retry can succeed, and whether it is safe.

use super::{DescribedError, Error, Failure, ModelledError, OperationError, Retry};
use crate::RetrySafety;

impl<E: OperationError> Error<E> {
    /// Returns whether a timeout expired.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind().failure(), Some(Failure::Timeout(_)))
    }

    /// Returns whether the service may have executed the request although the call failed.
    ///
    /// This is true if the connection broke, a timeout expired, the response cannot be deserialized, or the service
    /// reports a failure of its own (HTTP 500 and above). Check whether the request had an effect before you send it again
    /// or give up.
    ///
    /// If this is false, the request had no effect: the service rejected it, or it was never sent. The value describes the
    /// last attempt. Only an idempotent operation can have an earlier attempt with an effect.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        match self.kind().failure() {
            Some(Failure::Request(_) | Failure::Endpoint(_) | Failure::Credentials(_)) => false,
            Some(Failure::Connection(e) | Failure::Timeout(e)) => {
                !e.downcast_ref().is_some_and(DescribedError::is_unsent)
            }
            Some(Failure::Response(_)) => true,
            Some(Failure::Service) | None => self.status().is_none_or(|status| status >= 500) && !self.is_throttling(),
        }
    }

    /// Returns whether the service throttled the request because there were too many requests.
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        let modelled = self.kind().as_modelled().map(ModelledError::retry);
        modelled == Some(Retry::Throttling)
            || self.status() == Some(429)
            || self.code().is_some_and(|code| THROTTLING_CODES.contains(&code))
    }

    /// Returns whether the request can be sent again after a pause, for an operation of this retry safety
    /// ([`Operation::RETRY_SAFETY`](crate::Operation::RETRY_SAFETY)).
    ///
    /// This is true if the error is transient, and a retry does not repeat an effect that must not be repeated. A client
    /// retries by itself. Programs that send requests with their own HTTP client call this method, and count the attempts
    /// themselves. An error about clock skew is not retryable here, because the next signature would have the same wrong
    /// date.
    #[must_use]
    pub fn is_retryable(&self, retry_safety: RetrySafety) -> bool {
        let is_idempotent = retry_safety == RetrySafety::Idempotent;
        match self.kind().failure() {
            Some(Failure::Request(_) | Failure::Endpoint(_) | Failure::Credentials(_) | Failure::Response(_)) => false,
            Some(Failure::Connection(_) | Failure::Timeout(_)) => is_idempotent || !self.is_outcome_unknown(),
            Some(Failure::Service) | None => {
                let modelled = self.kind().as_modelled().map_or(Retry::Unspecified, ModelledError::retry);
                match RetryableCause::of(self.code().unwrap_or_default(), self.status().unwrap_or_default(), modelled) {
                    None | Some(RetryableCause::ClockSkew) => false,
                    Some(cause) => is_idempotent || cause.proves_no_effect(),
                }
            }
        }
    }
}

/// The cause of a service error that can be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryableCause {
    /// The service throttled the request.
    Throttling,
    /// The service rejected the date of the request.
    ClockSkew,
    /// The service, or a proxy before it, failed.
    Transient,
    /// The model marks the error as retryable.
    Modelled,
}

impl RetryableCause {
    /// Classifies an error response by its code, its status and the model's `retryable` trait.
    pub(crate) fn of(code: &str, status: u16, modelled: Retry) -> Option<Self> {
        if modelled == Retry::Throttling || status == 429 || THROTTLING_CODES.contains(&code) {
            Some(Self::Throttling)
        } else if CLOCK_SKEW_CODES.contains(&code) {
            Some(Self::ClockSkew)
        } else if TRANSIENT_STATUSES.contains(&status) || TRANSIENT_CODES.contains(&code) {
            Some(Self::Transient)
        } else {
            (modelled == Retry::Retryable).then_some(Self::Modelled)
        }
    }

    /// Returns whether the service did nothing, so that a request of any operation can be sent again.
    pub(crate) fn proves_no_effect(self) -> bool {
        matches!(self, Self::Throttling | Self::ClockSkew)
    }
}

/// The error codes of throttling, as in the retry behavior that the AWS SDKs share.
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

/// The error codes of transient failures.
const TRANSIENT_CODES: &[&str] = &["InternalError", "RequestTimeout", "RequestTimeoutException"];

/// The HTTP statuses of transient failures.
const TRANSIENT_STATUSES: &[u16] = &[500, 502, 503, 504];

/// The error codes of requests with a wrong date.
const CLOCK_SKEW_CODES: &[&str] = &["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"];
