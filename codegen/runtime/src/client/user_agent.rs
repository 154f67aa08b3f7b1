//! The header `user-agent`. It depends on the service and the configuration only. So it is built once for a client,
//! whereas AWS's interceptor builds it for each request. botocore sends this header only; AWS's clients for Rust repeat
//! it as `x-amz-user-agent`, which is for browsers.

use std::collections::HashSet;

use aws_runtime::user_agent::{ApiMetadata, AwsUserAgent};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;
use aws_types::os_shim_internal::Env;
use http::HeaderValue;
use http::header::USER_AGENT;

use crate::Service;

/// The number of frameworks that the header names at most, as in AWS's clients.
const MAX_FRAMEWORKS: usize = 10;

/// Sets the header `user-agent` of every request.
#[derive(Debug)]
pub(super) struct UserAgent(HeaderValue);

impl UserAgent {
    /// Returns the user agent of a service's client. It names the application and the frameworks of the configuration.
    pub(super) fn new(config: &SdkConfig, service: &Service) -> Self {
        // The service's id may have spaces, which are invalid in the user agent.
        let api = ApiMetadata::new(service.signing_name, env!("CARGO_PKG_VERSION"));
        let mut agent = AwsUserAgent::new_from_environment(Env::real(), api);
        if let Some(name) = config.app_name() {
            agent.set_app_name(name.clone());
        }
        let mut seen = HashSet::new();
        let frameworks = config.framework_metadata().iter();
        let frameworks = frameworks.filter(|it| seen.insert((it.name().to_owned(), it.version().map(str::to_owned))));
        for framework in frameworks.take(MAX_FRAMEWORKS) {
            agent.add_framework_metadata(framework.clone());
        }
        Self(HeaderValue::try_from(agent.aws_ua_header()).unwrap_or(HeaderValue::from_static("aws-sdk-rust")))
    }
}

impl Intercept for UserAgent {
    fn name(&self) -> &'static str {
        "UserAgent"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().headers_mut().insert(USER_AGENT, self.0.clone());
        Ok(())
    }
}
