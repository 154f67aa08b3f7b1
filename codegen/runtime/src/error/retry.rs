//! The retry classification of an error: whether a retry can succeed, and whether it is safe.

use super::{DescribedError, Error, Failure, Fault, ModelledError, OperationError, Retry};
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
    /// reports a failure of its own: HTTP 500 and above, a code such as `InternalError` with any status, or an error that
    /// the model calls retryable or blames on the service. Check whether the request had an effect before you send it
    /// again or give up.
    ///
    /// If this is false, the request had no effect: the service rejected it, throttled it, or it was never sent. The value
    /// describes the last attempt. Only an idempotent operation can have an earlier attempt with an effect.
    ///
    /// A client uses the same decision for the retry of a request that is not idempotent.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        match self.kind().failure() {
            Some(Failure::Request(_) | Failure::Endpoint(_) | Failure::Credentials(_) | Failure::Waiter(_)) => false,
            Some(Failure::Connection(e) | Failure::Timeout(e)) => {
                !e.downcast_ref().is_some_and(DescribedError::is_unsent)
            }
            Some(Failure::Response(_)) => true,
            Some(Failure::Service) | None => {
                let blames_service = self.kind().as_modelled().map(ModelledError::fault) == Some(Fault::Server);
                let cause = self.retryable_cause();
                may_have_effect(cause, self.codes(), self.status()) || (blames_service && cause.is_none())
            }
        }
    }

    /// Returns the cause for which the error of a service can be retried.
    fn retryable_cause(&self) -> Option<RetryableCause> {
        let modelled = self.kind().as_modelled().map_or(Retry::Unspecified, ModelledError::retry);
        RetryableCause::of(self.codes(), self.status(), modelled)
    }

    /// Returns the codes of the response: the shown one, and that of the shape if another one is shown.
    fn codes(&self) -> [Option<&str>; 2] {
        [self.code(), self.metadata().shape_code.as_deref()]
    }

    /// Returns whether the service throttled the request because there were too many requests.
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        self.retryable_cause() == Some(RetryableCause::Throttling)
    }

    /// Returns whether the same request may succeed later, although this one and its retries failed: the connection could not
    /// be made or broke, a timeout expired, or the service throttled the request or failed itself.
    ///
    /// This does not say that sending the request again is safe; see [`is_retryable`](Self::is_retryable).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self.kind().failure() {
            Some(
                Failure::Request(_)
                | Failure::Endpoint(_)
                | Failure::Credentials(_)
                | Failure::Response(_)
                | Failure::Waiter(_),
            ) => false,
            Some(Failure::Connection(_) | Failure::Timeout(_)) => true,
            Some(Failure::Service) | None => {
                let is_of_service = self.status().is_some_and(|status| status >= 500);
                is_of_service || self.retryable_cause().is_some_and(|cause| cause != RetryableCause::ClockSkew)
            }
        }
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
            Some(
                Failure::Request(_)
                | Failure::Endpoint(_)
                | Failure::Credentials(_)
                | Failure::Response(_)
                | Failure::Waiter(_),
            ) => false,
            Some(Failure::Connection(_) | Failure::Timeout(_)) => is_idempotent || !self.is_outcome_unknown(),
            Some(Failure::Service) | None => match self.retryable_cause() {
                None | Some(RetryableCause::ClockSkew) => false,
                Some(_) => is_idempotent || !self.is_outcome_unknown(),
            },
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
    /// Classifies an error response by its codes, its status and the model's `retryable` trait.
    pub(crate) fn of(codes: [Option<&str>; 2], status: Option<u16>, modelled: Retry) -> Option<Self> {
        let status = status.unwrap_or_default();
        if modelled == Retry::Throttling || status == 429 || is_one_of(THROTTLING_CODES, codes) {
            Some(Self::Throttling)
        } else if is_one_of(CLOCK_SKEW_CODES, codes) {
            Some(Self::ClockSkew)
        } else if TRANSIENT_STATUSES.contains(&status) || is_one_of(TRANSIENT_CODES, codes) {
            Some(Self::Transient)
        } else {
            (modelled == Retry::Retryable).then_some(Self::Modelled)
        }
    }
}

/// Returns whether the service may have executed a request although its response is an error. The client's classifier
/// and [`Error::is_outcome_unknown`] both call this function, so that they agree.
pub(crate) fn may_have_effect(cause: Option<RetryableCause>, codes: [Option<&str>; 2], status: Option<u16>) -> bool {
    match cause {
        Some(RetryableCause::Throttling | RetryableCause::ClockSkew) => false,
        Some(RetryableCause::Transient | RetryableCause::Modelled) => true,
        None => status.is_none_or(|status| status >= 500) || is_one_of(SERVICE_FAILURE_CODES, codes),
    }
}

fn is_one_of(list: &[&str], codes: [Option<&str>; 2]) -> bool {
    codes.into_iter().flatten().any(|code| list.contains(&code))
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

/// The error codes of failures of the service that are not retried, whatever the status.
const SERVICE_FAILURE_CODES: &[&str] = &[
    "InternalFailure",
    "InternalServerError",
    "InternalServerErrorException",
    "InternalServerException",
    "InternalServiceError",
    "InternalServiceException",
    "ServiceException",
    "ServiceUnavailable",
    "ServiceUnavailableException",
];

/// The HTTP statuses of transient failures.
const TRANSIENT_STATUSES: &[u16] = &[500, 502, 503, 504];

/// The error codes of requests with a wrong date.
const CLOCK_SKEW_CODES: &[&str] = &["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"];
