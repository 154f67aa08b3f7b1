//! What a failure of the orchestrator means for the caller, in words that name the cause.

use std::error::Error as StdError;

use aws_smithy_async::future::timeout::TimedOutError;
use aws_smithy_runtime_api::client::interceptors::context;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_types::request_id::RequestId as _;

use super::call::Step;
use super::endpoint::Target;
use crate::error::{Answer, Reworded};
use crate::{BoxError, EndpointError, Failure};

/// A call that brought no whole answer.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) failure: Failure,
    /// What came of an answer before it broke off.
    pub(super) answer: Answer,
}

impl Failed {
    pub(super) fn new(error: SdkError<context::Error, HttpResponse>, step: Step, target: Option<&Target>) -> Self {
        let answer = error.raw_response().map(answer).unwrap_or_default();
        let kind = kind(&error, step);
        let source = error.into_source().unwrap_or_else(BoxError::from);
        Self { failure: kind(reworded(source, step, target)), answer }
    }
}

fn answer(response: &HttpResponse) -> Answer {
    Answer {
        status: Some(response.status().as_u16()),
        request_id: response.request_id().map(str::to_owned),
        ..Answer::default()
    }
}

fn kind(error: &SdkError<context::Error, HttpResponse>, step: Step) -> fn(BoxError) -> Failure {
    match error {
        SdkError::ConstructionFailure(_) => Failure::Request,
        SdkError::TimeoutError(_) => Failure::Timeout,
        SdkError::DispatchFailure(failure) => match step {
            _ if failure.is_timeout() => Failure::Timeout,
            _ if failure.is_user() => Failure::Request,
            Step::Preparing => Failure::Request,
            Step::Locating if find::<EndpointError>(error).is_some() => Failure::Endpoint,
            Step::Locating => Failure::Credentials,
            Step::Sent => Failure::Connection,
        },
        // The answer's head has come, and its body broke off.
        _ => Failure::Connection,
    }
}

/// Puts into words what the innermost error alone does not tell.
fn reworded(error: BoxError, step: Step, target: Option<&Target>) -> BoxError {
    let reason = reason(&*error);
    match target {
        Some(target) if never_connected(&*error) => {
            let doubt = doubt(&*error, target);
            let message = format!("cannot connect to {}: {reason}{doubt}", target.host());
            Box::new(Reworded { message, error, is_unsent: true })
        }
        _ if step != Step::Sent || find::<TimedOutError>(&*error).is_some() => {
            Box::new(Reworded { message: reason, error, is_unsent: step != Step::Sent })
        }
        _ => error,
    }
}

/// The innermost reason that is more than "timed out".
fn reason(error: &(dyn StdError + 'static)) -> String {
    chain(error).filter(|e| !e.is::<TimedOutError>()).last().map(ToString::to_string).unwrap_or_default()
}

/// A host that does not exist is mostly a region in which the service is not.
fn doubt(error: &(dyn StdError + 'static), target: &Target) -> String {
    let unknown = chain(error).any(|e| e.to_string() == "dns error");
    match &target.region {
        Some(region) if unknown => format!(" (is the service offered in {region}?)"),
        _ => String::new(),
    }
}

/// Whether the error proves that no connection was made, so that the service cannot have seen the request.
/// The errors of another HTTP client than AWS's own prove nothing.
pub(super) fn never_connected(error: &(dyn StdError + 'static)) -> bool {
    find::<hyper_util::client::legacy::Error>(error).is_some_and(hyper_util::client::legacy::Error::is_connect)
}

fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    chain(error).find_map(<dyn StdError>::downcast_ref)
}

fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
