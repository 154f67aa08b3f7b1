//! The retry classifier. Besides it, only AWS's classifier for clock skew is installed: AWS's other classifiers would send
//! a request of any operation again after a failure that may have had an effect.

use std::time::Duration;

use aws_smithy_runtime_api::client::interceptors::context::{Error, InterceptorContext};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction, RetryReason};
use aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use aws_smithy_types::retry::ErrorKind;

use super::attempt::{AttemptProgress, AttemptStage};
use super::error::{find, never_connected};
use super::sdk_body::BodyTooLong;
use super::transport::ErrorResponse;
use crate::error::{RetryableCause, may_have_effect};
use crate::{Descriptor, ModelledError, OperationError, ResponseParts, Retry, RetrySafety};

/// Decides whether the client sends a request again after a failed attempt.
#[derive(Debug)]
pub(super) struct Classifier {
    pub(super) descriptor: &'static Descriptor,
    pub(super) modelled_retry: fn(&str, &ResponseParts<'_>) -> Retry,
    pub(super) progress: AttemptProgress,
    /// The retry safety from the model, or the one that the caller sets for this request.
    pub(super) retry_safety: RetrySafety,
}

/// A failure that a retry may resolve.
enum RetryableFailure {
    /// The service did nothing, so a request of any operation can be sent again.
    NoEffect(ErrorKind),
    /// The service may have executed the request.
    UnknownEffect(ErrorKind),
}

impl ClassifyRetry for Classifier {
    fn name(&self) -> &'static str {
        "codegen-runtime"
    }

    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else { return RetryAction::NoActionIndicated };
        let kind = match self.retryable_failure(error) {
            Some(RetryableFailure::NoEffect(kind)) => kind,
            Some(RetryableFailure::UnknownEffect(kind)) if self.retry_safety == RetrySafety::Idempotent => kind,
            Some(RetryableFailure::UnknownEffect(_)) | None => return RetryAction::NoActionIndicated,
        };
        let retry_after = context.response().and_then(retry_after);
        RetryAction::RetryIndicated(RetryReason::RetryableError { kind, retry_after })
    }
}

impl Classifier {
    fn retryable_failure(&self, error: &OrchestratorError<Error>) -> Option<RetryableFailure> {
        if let Some(response) = error.as_operation_error().and_then(Error::downcast_ref::<ErrorResponse>) {
            return self.retryable_response(response);
        }
        if error.is_timeout_error() {
            return Some(match self.progress.stage() {
                AttemptStage::Preparing | AttemptStage::Resolving => {
                    RetryableFailure::NoEffect(ErrorKind::TransientError)
                }
                AttemptStage::Sent => RetryableFailure::UnknownEffect(ErrorKind::TransientError),
            });
        }
        // The next response would be as long.
        if find::<BodyTooLong>(error).is_some() {
            return None;
        }
        // The connection broke while the response was read.
        if error.is_response_error() {
            return Some(RetryableFailure::UnknownEffect(ErrorKind::TransientError));
        }
        let error = error.as_connector_error()?;
        if never_connected(error) {
            Some(RetryableFailure::NoEffect(ErrorKind::TransientError))
        } else if error.is_timeout() || error.is_io() {
            Some(RetryableFailure::UnknownEffect(ErrorKind::TransientError))
        } else {
            error.as_other().map(RetryableFailure::UnknownEffect)
        }
    }

    fn retryable_response(&self, error: &ErrorResponse) -> Option<RetryableFailure> {
        let status = Some(error.response.status().as_u16());
        let response = ResponseParts::new(self.descriptor.service.protocol, &error.response);
        let codes = [response.query_code(), error.code()];
        let modelled = (self.modelled_retry)(error.code().unwrap_or_default(), &response);
        let cause = RetryableCause::of(codes, status, modelled)?;
        let kind = match cause {
            RetryableCause::Throttling => ErrorKind::ThrottlingError,
            RetryableCause::Transient => ErrorKind::TransientError,
            // `ServiceClockSkewInterceptor` corrects the date of the next attempt.
            RetryableCause::ClockSkew | RetryableCause::Modelled => ErrorKind::ServerError,
        };
        Some(match may_have_effect(Some(cause), codes, status) {
            true => RetryableFailure::UnknownEffect(kind),
            false => RetryableFailure::NoEffect(kind),
        })
    }
}

/// Returns the model's `retryable` trait of the error with this code.
pub(super) fn modelled_retry<E: OperationError>(code: &str, response: &ResponseParts<'_>) -> Retry {
    let error = E::modelled(code, response);
    error.as_ref().and_then(E::as_modelled).map_or(Retry::Unspecified, ModelledError::retry)
}

/// Returns the pause from the `x-amz-retry-after` header, which is in milliseconds.
fn retry_after(response: &HttpResponse) -> Option<Duration> {
    let pause = response.headers().get("x-amz-retry-after")?;
    pause.parse().ok().map(Duration::from_millis)
}
