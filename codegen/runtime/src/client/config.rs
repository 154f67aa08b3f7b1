//! The configuration of a client, and the types to build one. The names are those of the official SDKs' `config` modules.
//!
//! A program that takes its region, credentials and profiles from the environment loads an [`SdkConfig`] with `aws-config`.
//! Without that crate, a [`Config`] states them:
//!
//! ```
//! use std::time::Duration;
//!
//! use generated::devicefarm::Client;
//! use generated::devicefarm::config::{Config, Credentials, Region, RetryConfig, TimeoutConfig};
//!
//! let config = Config::builder()
//!     .region(Region::new("us-west-2"))
//!     .credentials_provider(Credentials::new("access key id", "secret access key", None, None, "static"))
//!     .retry_config(RetryConfig::standard().with_max_attempts(5))
//!     .timeout_config(TimeoutConfig::builder().operation_timeout(Duration::from_secs(60)).build())
//!     .build();
//! let client = Client::from_conf(config);
//! # let _ = client;
//! ```

pub use aws_credential_types::Credentials;
pub use aws_credential_types::provider::error::CredentialsError;
pub use aws_credential_types::provider::future::ProvideCredentials as ProvideCredentialsFuture;
pub use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
pub use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
pub use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
pub use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
pub use aws_smithy_types::retry::{RetryConfig, RetryMode};
pub use aws_smithy_types::timeout::TimeoutConfig;
pub use aws_types::app_name::{AppName, InvalidAppName};
pub use aws_types::region::Region;
pub use aws_types::{SdkConfig, sdk_config};

use super::interceptor::Interceptors;
pub use super::interceptor::{InterceptedAttempt, InterceptedRequest, InterceptedResponse, Interceptor};
use crate::{EndpointParams, ParseOptions};

/// The configuration of a client.
///
/// [`Config::builder`] starts an empty one. [`Config::from`] takes over an [`SdkConfig`], whose settings
/// [`to_builder`](Self::to_builder) then changes.
#[derive(Clone, Debug)]
pub struct Config {
    sdk: SdkConfig,
    settings: Settings,
}

/// The settings that an [`SdkConfig`] does not have.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) params: EndpointParams,
    pub(super) parse_options: ParseOptions,
    pub(super) has_host_prefix: bool,
    pub(super) interceptors: Interceptors,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            params: EndpointParams::default(),
            parse_options: ParseOptions::default(),
            has_host_prefix: true,
            interceptors: Interceptors::default(),
        }
    }
}

impl Config {
    /// Returns a builder with no setting.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder { sdk: SdkConfig::builder(), settings: Settings::default() }
    }

    /// Returns a builder with the settings of this configuration.
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder { sdk: self.sdk.clone().into_builder(), settings: self.settings.clone() }
    }

    pub(super) fn into_parts(self) -> (SdkConfig, Settings) {
        (self.sdk, self.settings)
    }

    /// Returns the settings that the official SDKs have as well.
    #[must_use]
    pub fn sdk_config(&self) -> &SdkConfig {
        &self.sdk
    }
}

impl From<&SdkConfig> for Config {
    fn from(config: &SdkConfig) -> Self {
        Self { sdk: config.clone(), settings: Settings::default() }
    }
}

impl From<SdkConfig> for Config {
    fn from(sdk: SdkConfig) -> Self {
        Self { sdk, settings: Settings::default() }
    }
}

/// Builds a [`Config`]. Settings that are absent keep their defaults.
#[derive(Debug)]
#[must_use = "a builder does nothing until it builds"]
pub struct ConfigBuilder {
    sdk: sdk_config::Builder,
    settings: Settings,
}

impl ConfigBuilder {
    /// Sets the region. Without one, requests fail unless there is an endpoint URL that needs none.
    pub fn region(mut self, region: impl Into<Option<Region>>) -> Self {
        self.sdk.set_region(region);
        self
    }

    /// Sets the source of credentials: [`Credentials`] or a provider. Without one, requests that are signed fail.
    pub fn credentials_provider(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.sdk.set_credentials_provider(Some(SharedCredentialsProvider::new(provider)));
        self
    }

    /// Sets the retries. The default is the mode `standard` with 3 attempts.
    pub fn retry_config(mut self, config: RetryConfig) -> Self {
        self.sdk.set_retry_config(Some(config));
        self
    }

    /// Sets the timeouts. Those that it leaves out keep their defaults, such as [`ATTEMPT_TIMEOUT`](super::ATTEMPT_TIMEOUT).
    pub fn timeout_config(mut self, config: TimeoutConfig) -> Self {
        self.sdk.set_timeout_config(Some(config));
        self
    }

    /// Sets the URL of the endpoint, such as that of a mock server. Without it, the service's endpoint ruleset
    /// determines the URL.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.sdk.set_endpoint_url(Some(url.into()));
        self
    }

    /// Uses endpoints that comply with FIPS 140. The default is false.
    pub fn use_fips(mut self, enabled: bool) -> Self {
        self.sdk.set_use_fips(Some(enabled));
        self
    }

    /// Uses endpoints that IPv6 reaches. The default is false.
    pub fn use_dual_stack(mut self, enabled: bool) -> Self {
        self.sdk.set_use_dual_stack(Some(enabled));
        self
    }

    /// Sets the name of the application, which the user agent of each request contains.
    pub fn app_name(mut self, name: AppName) -> Self {
        self.sdk.set_app_name(Some(name));
        self
    }

    /// Sets the HTTP client. The default is that of the official SDKs.
    pub fn http_client(mut self, client: impl HttpClient + 'static) -> Self {
        self.sdk = self.sdk.http_client(client);
        self
    }

    /// Sets the protection against response bodies that make no progress. It is enabled by default.
    pub fn stalled_stream_protection(mut self, config: StalledStreamProtectionConfig) -> Self {
        self.sdk.set_stalled_stream_protection(Some(config));
        self
    }

    /// Sets the version of the defaults of AWS's runtime. The default is the latest.
    pub fn behavior_version(mut self, version: BehaviorVersion) -> Self {
        self.sdk.set_behavior_version(Some(version));
        self
    }

    /// Adds an interceptor of all requests of the client. Interceptors run in the order in which they are added.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.settings.interceptors.push(interceptor);
        self
    }

    /// Sets the parameters of the service's endpoint ruleset. They override the settings above.
    pub fn endpoint_params(mut self, params: EndpointParams) -> Self {
        self.settings.params = params;
        self
    }

    /// Sets how responses are parsed: strictly or leniently, and up to which length of their bodies. The default is
    /// lenient, up to [`RESPONSE_BODY_LIMIT`](crate::RESPONSE_BODY_LIMIT).
    pub fn parse_options(mut self, options: ParseOptions) -> Self {
        self.settings.parse_options = options;
        self
    }

    /// Sets whether the host prefix of an operation is put before the endpoint's host. The default is true. An IP
    /// address never gets a prefix; [`Client::with_host_prefix`](super::Client::with_host_prefix) describes how the
    /// omission is reported.
    pub fn host_prefix(mut self, enabled: bool) -> Self {
        self.settings.has_host_prefix = enabled;
        self
    }

    /// Returns the configuration. A setting that is missing, such as a region, is an error of each request.
    #[must_use]
    pub fn build(self) -> Config {
        Config { sdk: self.sdk.build(), settings: self.settings }
    }
}
