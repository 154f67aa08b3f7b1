//! When a request is sent again: our one classifier, beside which only the official one for clock skew is
//! installed. The official ones would repeat any operation after a failure that may have had an effect.

use std::time::Duration;

use aws_smithy_runtime_api::client::interceptors::context::{Error, InterceptorContext};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction, RetryReason};
use aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use aws_smithy_types::retry::ErrorKind;

use super::call::{Call, Refused, Step};
use super::error::never_connected;
use crate::error::Passing;
use crate::{ModelledError, OperationError, Repeat, ResponseParts, Retry};

/// Decides whether a call's request is sent again after a failure.
#[derive(Debug)]
pub(super) struct Classifier(pub(super) Call);

/// Why trying again may help.
enum Chance {
    /// The service did nothing, so any operation may be repeated.
    Undone(ErrorKind),
    /// The service may have done what it was asked.
    Unknown(ErrorKind),
}

impl ClassifyRetry for Classifier {
    fn name(&self) -> &'static str {
        "codegen-runtime"
    }

    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else { return RetryAction::NoActionIndicated };
        let kind = match self.chance(error) {
            Some(Chance::Undone(kind)) => kind,
            Some(Chance::Unknown(kind)) if self.0.repeat != Repeat::Unsafe => kind,
            Some(Chance::Unknown(_)) | None => return RetryAction::NoActionIndicated,
        };
        let retry_after = context.response().and_then(retry_after);
        RetryAction::RetryIndicated(RetryReason::RetryableError { kind, retry_after })
    }
}

impl Classifier {
    fn chance(&self, error: &OrchestratorError<Error>) -> Option<Chance> {
        if let Some(refused) = error.as_operation_error().and_then(Error::downcast_ref::<Refused>) {
            return self.chance_of_refused(refused);
        }
        if error.is_timeout_error() {
            return Some(match self.0.progress.step() {
                Step::Preparing | Step::Locating => Chance::Undone(ErrorKind::TransientError),
                Step::Sent => Chance::Unknown(ErrorKind::TransientError),
            });
        }
        // An answer that broke off.
        if error.is_response_error() {
            return Some(Chance::Unknown(ErrorKind::TransientError));
        }
        let error = error.as_connector_error()?;
        if never_connected(error) {
            Some(Chance::Undone(ErrorKind::TransientError))
        } else if error.is_timeout() || error.is_io() {
            Some(Chance::Unknown(ErrorKind::TransientError))
        } else {
            error.as_other().map(Chance::Unknown)
        }
    }

    fn chance_of_refused(&self, refused: &Refused) -> Option<Chance> {
        let code = refused.code().unwrap_or_default();
        let status = refused.answer.status().as_u16();
        let answer = ResponseParts::new(self.0.descriptor.service.protocol, &refused.answer);
        let modelled = (self.0.modelled_retry)(code, &answer);
        let passing = Passing::of(code, status, modelled)?;
        let kind = match passing {
            Passing::Throttled => ErrorKind::ThrottlingError,
            Passing::Transient => ErrorKind::TransientError,
            // The next attempt corrects the date.
            Passing::WrongDate | Passing::Modelled => ErrorKind::ServerError,
        };
        Some(if passing.is_undone() { Chance::Undone(kind) } else { Chance::Unknown(kind) })
    }
}

/// What the model says about trying again after the error with this code.
pub(super) fn modelled_retry<E: OperationError>(code: &str, answer: &ResponseParts<'_>) -> Retry {
    let error = E::modelled(code, answer).and_then(Result::ok);
    error.as_ref().and_then(E::as_modelled).map_or(Retry::Unspecified, ModelledError::retry)
}

/// The pause that the service asks for, in milliseconds.
fn retry_after(response: &HttpResponse) -> Option<Duration> {
    let pause = response.headers().get("x-amz-retry-after")?;
    pause.parse().ok().map(Duration::from_millis)
}
