//! The orchestrator's interceptor that calls the interceptors of the caller.

use std::error::Error as StdError;

use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use super::attempt::AttemptProgress;
use super::error::headers;
use super::interceptor::{InterceptedAttempt, InterceptedRequest, InterceptedResponse, Interceptors};
use crate::{BoxError, Descriptor, HostPrefix};

/// The orchestrator's interceptor that calls those of the caller.
#[derive(Debug)]
pub(super) struct InterceptRequest {
    all: Interceptors,
    operation: &'static Descriptor,
    progress: AttemptProgress,
    omitted_prefix: Option<HostPrefix>,
}

impl InterceptRequest {
    /// Returns the orchestrator's interceptor that calls these, or `None` if there are none.
    pub(super) fn of(
        all: &Interceptors,
        operation: &'static Descriptor,
        progress: &AttemptProgress,
        omitted_prefix: Option<&HostPrefix>,
    ) -> Option<Self> {
        let request = || Self {
            all: all.clone(),
            operation,
            progress: progress.clone(),
            omitted_prefix: omitted_prefix.cloned(),
        };
        (!all.0.is_empty()).then(request)
    }

    fn request(&self, request: &HttpRequest) -> InterceptedRequest {
        InterceptedRequest {
            operation: self.operation,
            attempt: self.progress.attempts(),
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            headers: headers(request.headers()),
            omitted_prefix: self.omitted_prefix.clone(),
        }
    }
}

impl Intercept for InterceptRequest {
    fn name(&self) -> &'static str {
        "InterceptRequest"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // The identity and the endpoint are resolved: a failure from here on is one of the request.
        self.progress.prepare();
        let mut request = self.request(context.request());
        let before = request.headers.clone();
        for interceptor in &self.all.0 {
            interceptor.modify_before_signing(&mut request)?;
        }
        if request.headers == before {
            return Ok(());
        }
        replace_headers(context.request_mut(), &request.headers)
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = self.request(context.request());
        self.all.0.iter().for_each(|interceptor| interceptor.read_before_transmit(&request));
        Ok(())
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        let response = InterceptedResponse {
            operation: self.operation,
            attempt: self.progress.attempts(),
            status: response.status().as_u16(),
            headers: headers(response.headers()),
        };
        self.all.0.iter().for_each(|interceptor| interceptor.read_after_transmit(&response));
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let attempt = InterceptedAttempt {
            operation: self.operation,
            number: self.progress.attempts(),
            status: context.response().map(|response| response.status().as_u16()),
            error: failure(context),
        };
        self.all.0.iter().for_each(|interceptor| interceptor.read_after_attempt(&attempt));
        Ok(())
    }
}

/// Returns why no whole response arrived. An error that the service returns is a whole response.
fn failure<'a>(context: &'a FinalizerInterceptorContextRef<'_>) -> Option<&'a (dyn StdError + 'static)> {
    match context.output_or_error() {
        Some(Err(error)) if error.as_operation_error().is_none() => Some(error),
        _ => None,
    }
}

/// Replaces all headers of a request.
fn replace_headers(request: &mut HttpRequest, headers: &http::HeaderMap) -> Result<(), BoxError> {
    let names: Vec<String> = request.headers().iter_bytes().map(|(name, _)| name.to_owned()).collect();
    for name in names {
        request.headers_mut().remove(name);
    }
    for (name, value) in headers {
        let text = std::str::from_utf8(value.as_bytes());
        let text = text.map_err(|_| format!("an interceptor gave the header `{name}` a value that is not UTF-8"))?;
        request.headers_mut().try_append(name.as_str().to_owned(), text.to_owned())?;
    }
    Ok(())
}
