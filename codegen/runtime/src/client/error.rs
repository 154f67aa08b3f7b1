//! The conversion of the orchestrator's errors into a [`Failure`] with a message that names the cause.

use std::error::Error as StdError;

use aws_smithy_async::future::timeout::TimedOutError;
use aws_smithy_runtime_api::client::interceptors::context;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::http::Headers;
use aws_types::request_id::RequestId as _;

use super::attempt::AttemptStage;
use super::endpoint::ResolvedEndpoint;
use super::sdk_body::BodyTooLong;
use crate::error::{DescribedError, ResponseMetadata};
use crate::{BoxError, EndpointError, Failure, HostPrefix};

/// The error of a request that got no complete response.
#[derive(Debug)]
pub(super) struct TransportError {
    pub(super) failure: Failure,
    /// The metadata of the response, if its headers arrived.
    pub(super) response: ResponseMetadata,
}

/// The host prefix of a request's operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct PrefixOfRequest<'a> {
    /// The prefix that the host has.
    pub(super) sent: Option<&'a HostPrefix>,
    /// The prefix that the host lacks, because it is an IP address.
    pub(super) omitted: Option<&'a HostPrefix>,
}

impl TransportError {
    pub(super) fn new(
        error: SdkError<context::Error, HttpResponse>,
        stage: AttemptStage,
        endpoint: Option<&ResolvedEndpoint>,
        prefix: PrefixOfRequest<'_>,
    ) -> Self {
        let response = error.raw_response().map(metadata).unwrap_or_default();
        let kind = kind(&error, stage);
        let source = error.into_source().unwrap_or_else(BoxError::from);
        Self { failure: kind(described(source, stage, endpoint, prefix)), response }
    }
}

fn metadata(response: &HttpResponse) -> ResponseMetadata {
    ResponseMetadata {
        status: Some(response.status().as_u16()),
        headers: headers(response.headers()),
        request_id: response.request_id().map(str::to_owned),
        ..ResponseMetadata::default()
    }
}

/// Returns the headers of a request or response. A header that the `http` crate rejects is left out.
pub(super) fn headers(all: &Headers) -> http::HeaderMap {
    let mut headers = http::HeaderMap::new();
    for (name, value) in all.iter_bytes() {
        let name = http::HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, http::HeaderValue::from_bytes(value)) {
            headers.append(name, value);
        }
    }
    headers
}

fn kind(error: &SdkError<context::Error, HttpResponse>, stage: AttemptStage) -> fn(BoxError) -> Failure {
    match error {
        SdkError::ConstructionFailure(_) => Failure::Request,
        SdkError::TimeoutError(_) => Failure::Timeout,
        SdkError::DispatchFailure(failure) => match stage {
            _ if failure.is_timeout() => Failure::Timeout,
            _ if failure.is_user() => Failure::Request,
            AttemptStage::Preparing => Failure::Request,
            AttemptStage::Resolving if find::<EndpointError>(error).is_some() => Failure::Endpoint,
            AttemptStage::Resolving => Failure::Credentials,
            AttemptStage::Sent => Failure::Connection,
        },
        _ if find::<BodyTooLong>(error).is_some() => Failure::Response,
        // The headers of the response arrived, and the connection broke in the body.
        _ => Failure::Connection,
    }
}

/// Adds a message to an error if the root cause alone does not explain it.
fn described(
    error: BoxError,
    stage: AttemptStage,
    endpoint: Option<&ResolvedEndpoint>,
    prefix: PrefixOfRequest<'_>,
) -> BoxError {
    let reason = reason(&*error);
    match endpoint {
        Some(endpoint) if never_connected(&*error) => {
            let host = endpoint.host();
            let [sent, omitted] = [prefix.sent, prefix.omitted].map(|it| it.map(|HostPrefix(prefix)| &**prefix));
            let hint = match (sent, omitted) {
                (Some(prefix), _) if endpoint.region.is_none() => prefix_hint(prefix),
                (_, Some(prefix)) => {
                    format!(" (the operation's host prefix `{prefix}` is left out, because the host is an IP address)")
                }
                _ => region_hint(&*error, endpoint),
            };
            let message = format!("cannot connect to {}{host}: {reason}{hint}", sent.unwrap_or_default());
            Box::new(DescribedError { message, error, is_unsent: true })
        }
        _ if stage != AttemptStage::Sent || find::<TimedOutError>(&*error).is_some() => {
            Box::new(DescribedError { message: reason, error, is_unsent: stage != AttemptStage::Sent })
        }
        _ => error,
    }
}

/// Returns the message of the root cause. A bare timeout error is skipped.
pub(super) fn reason(error: &(dyn StdError + 'static)) -> String {
    chain(error).filter(|e| !e.is::<TimedOutError>()).last().map(ToString::to_string).unwrap_or_default()
}

/// Returns a hint for a host with a prefix, because servers for tests seldom have such a host.
fn prefix_hint(prefix: &str) -> String {
    format!(" (the operation puts `{prefix}` before the endpoint's host; `with_host_prefix(false)` leaves it out)")
}

/// Returns a hint for an unknown host: the service may not exist in the region.
fn region_hint(error: &(dyn StdError + 'static), endpoint: &ResolvedEndpoint) -> String {
    match &endpoint.region {
        Some(region) if is_unknown_host(error) => format!(" (is the service offered in {region}?)"),
        _ => String::new(),
    }
}

/// Returns whether a connection failed because the host name does not resolve. Errors of name resolution have no error
/// code of the operating system, unlike errors of a connection, and their `ErrorKind` is not public in the standard
/// library.
fn is_unknown_host(error: &(dyn StdError + 'static)) -> bool {
    use std::io::ErrorKind as Kind;
    let root = chain(error).last().and_then(<dyn StdError>::downcast_ref::<std::io::Error>);
    root.is_some_and(|root| {
        let has_named_kind = matches!(
            root.kind(),
            Kind::InvalidData | Kind::InvalidInput | Kind::Other | Kind::TimedOut | Kind::UnexpectedEof
        );
        root.raw_os_error().is_none() && !has_named_kind
    })
}

/// Returns whether the error proves that no connection was made, so that the service cannot have received the request.
/// The errors of other HTTP clients than AWS's own do not prove it.
pub(super) fn never_connected(error: &(dyn StdError + 'static)) -> bool {
    find::<hyper_util::client::legacy::Error>(error).is_some_and(hyper_util::client::legacy::Error::is_connect)
}

pub(super) fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    chain(error).find_map(<dyn StdError>::downcast_ref)
}

fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_cannot_be_constructed_is_a_failure_of_the_request() {
        let failure = kind(&SdkError::construction_failure("no"), AttemptStage::Resolving)("no".into());
        assert!(matches!(failure, Failure::Request(_)), "{failure:?}");
    }
}
