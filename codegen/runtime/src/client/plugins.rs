//! The orchestrator plugins that all requests of a client share: the SDK configuration and the defaults.

use std::time::Duration;

use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider};
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4AuthScheme};
use aws_runtime::invocation_id::InvocationIdInterceptor;
use aws_runtime::recursion_detection::RecursionDetectionInterceptor;
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_runtime::service_clock_skew::{
    DisableClockSkewCorrection, ServiceClockSkewClassifier, ServiceClockSkewInterceptor,
};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime::client::defaults::{DefaultPluginParams, default_plugins};
use aws_smithy_runtime::client::http::connection_poisoning::ConnectionPoisoningInterceptor;
use aws_smithy_runtime_api::client::auth::AuthSchemeOptionResolverParams;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::orchestrator::SensitiveOutput;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{
    RuntimePlugin, RuntimePlugins, SharedRuntimePlugin, StaticRuntimePlugin,
};
use aws_smithy_runtime_api::client::ser_de::{SharedRequestSerializer, SharedResponseDeserializer};
use aws_smithy_types::config_bag::Layer;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::os_shim_internal::Env;
use aws_types::region::{Region, SigningRegion};
use aws_types::{SdkConfig, SigningName};

use super::auth::signing_config;
use super::both::Both;
use super::endpoint::{ResolvedEndpoint, StaticEndpointResolver};
use super::record_progress::RecordProgress;
use super::redact::RedactRequestBody;
use super::stalled_stream::StalledStreamProtection;
use super::transport::{ErrorResponse, PassThrough};
use super::user_agent::UserAgent;
use crate::{Auth, EndpointError, Service};

/// The default timeout for connecting: 3.1 seconds. The SDK configuration overrides it.
pub const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// The default timeout of one attempt, including its response: 30 seconds. The SDK configuration overrides it.
///
/// A request whose body is a stream has no default, because the time to send it depends on its length. The timeout does
/// not cover a response body that is returned as a stream.
pub const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);

/// The default timeout of a request, including all attempts and the pauses between them: 2 minutes. The SDK configuration
/// overrides it.
///
/// A request whose body is a stream has no default, as for [`ATTEMPT_TIMEOUT`].
pub const OPERATION_TIMEOUT: Duration = Duration::from_secs(120);

/// Returns the plugins: the defaults of AWS's runtime, and the client's settings, which override them.
pub(super) fn plugins(
    config: &SdkConfig,
    service: &'static Service,
    endpoint: Result<&ResolvedEndpoint, &EndpointError>,
) -> RuntimePlugins {
    let partition = match config.region() {
        Some(region) => format!("{}-{region}", service.signing_name),
        None => service.signing_name.to_owned(),
    };
    let params = DefaultPluginParams::new()
        .with_retry_partition_name(partition)
        .with_behavior_version(config.behavior_version().unwrap_or_else(BehaviorVersion::latest))
        .with_is_aws_sdk(true);
    let mut layer = Layer::new("client");
    put_service(&mut layer, service, endpoint);
    put_settings(&mut layer, config);
    let mut components = components(endpoint, UserAgent::new(config, service), &Env::real());
    set_components(&mut components, config);
    let client = StaticRuntimePlugin::new().with_config(layer.freeze()).with_runtime_components(components);
    merged(default_plugins(params).into_iter().chain([SharedRuntimePlugin::new(client)]).collect())
}

/// Returns plugins that do the same as the given ones with less work in each request: the orchestrator merges the components
/// of all plugins for each request, and here they are merged once for the client. So no plugin may return other components for
/// another request.
fn merged(mut plugins: Vec<SharedRuntimePlugin>) -> RuntimePlugins {
    plugins.sort_by_key(RuntimePlugin::order);
    let mut components = RuntimeComponentsBuilder::new("client");
    for plugin in &plugins {
        let next = plugin.runtime_components(&components);
        components = components.merge_from(&next);
    }
    let layers = plugins.iter().filter_map(RuntimePlugin::config);
    let layers = layers.map(|layer| StaticRuntimePlugin::new().with_config(layer));
    let components = StaticRuntimePlugin::new().with_runtime_components(components);
    layers.fold(RuntimePlugins::new(), RuntimePlugins::with_client_plugin).with_client_plugin(components)
}

/// Stores the settings that depend on the service and its endpoint.
fn put_service(layer: &mut Layer, service: &'static Service, endpoint: Result<&ResolvedEndpoint, &EndpointError>) {
    layer.store_put(SharedRequestSerializer::new(PassThrough { protocol: service.protocol }));
    layer.store_put(SharedResponseDeserializer::new(PassThrough { protocol: service.protocol }));
    layer.store_put(SensitiveOutput);
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    // The orchestrator requires them, although the resolver already has the endpoint. It looks for them in the state of the
    // interceptors only with `AuthSchemeAndEndpointOrchestrationV2`, which this client does not set.
    layer.store_put(EndpointResolverParams::new(()));
    layer.store_put(signing_config(service, endpoint.ok(), Auth::SigV4, false));
    if let Ok(endpoint) = endpoint {
        put_signing_scope(layer, service, endpoint);
    }
}

/// Stores the region and the service name of the signature.
pub(super) fn put_signing_scope(layer: &mut Layer, service: &'static Service, endpoint: &ResolvedEndpoint) {
    let name = endpoint.signing_name.clone().map_or(SigningName::from_static(service.signing_name), SigningName::from);
    layer.store_put(name);
    if let Some(region) = &endpoint.signing_region {
        layer.store_put(SigningRegion::from(Region::new(region.clone())));
    }
}

/// Stores the settings of the SDK configuration. An absent setting must not be stored: it would remove the default, such as
/// all retries.
fn put_settings(layer: &mut Layer, config: &SdkConfig) {
    layer.store_put(timeouts(config.timeout_config()));
    if let Some(retry) = config.retry_config() {
        layer.store_put(retry.clone());
    }
    if let Some(protection) = config.stalled_stream_protection() {
        layer.store_put(protection);
    }
    if let Some(disable) = config.disable_clock_skew_correction() {
        layer.store_put(DisableClockSkewCorrection::from(disable));
    }
}

/// The client's settings that a request can override.
#[derive(Clone, Debug)]
pub(super) struct ClientSettings {
    pub(super) retry: RetryConfig,
    pub(super) timeouts: TimeoutConfig,
    /// The time limits of a request whose body is a stream.
    pub(super) streaming_timeouts: TimeoutConfig,
}

impl ClientSettings {
    /// Returns the settings of requests that override nothing.
    pub(super) fn of(config: &SdkConfig) -> Self {
        let retry = config.retry_config().cloned().unwrap_or_else(RetryConfig::standard);
        let configured = config.timeout_config();
        Self { retry, timeouts: timeouts(configured), streaming_timeouts: streaming_timeouts(configured) }
    }
}

/// The settings of one request that override the client's.
#[derive(Clone, Debug, Default)]
pub(super) struct RequestSettings {
    pub(super) retry: Option<RetryConfig>,
    pub(super) timeouts: Option<TimeoutConfig>,
}

impl RequestSettings {
    /// Stores the settings that are set. An absent one would remove the client's.
    pub(super) fn put(&self, layer: &mut Layer) {
        if let Some(retry) = &self.retry {
            layer.store_put(retry.clone());
        }
        if let Some(timeouts) = &self.timeouts {
            layer.store_put(timeouts.clone());
        }
    }
}

/// Returns the configured timeouts. Timeouts that are neither set nor disabled get the defaults of this crate.
fn timeouts(configured: Option<&TimeoutConfig>) -> TimeoutConfig {
    let ours = TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT)
        .operation_timeout(OPERATION_TIMEOUT);
    configured.map(TimeoutConfig::to_builder).unwrap_or_default().take_unset_from(ours).build()
}

/// Returns the timeouts of requests whose body is a stream: the configured ones. Only connecting has a default, because the
/// time of an upload depends on its length, and the protection against stalled streams ends one that makes no progress.
fn streaming_timeouts(configured: Option<&TimeoutConfig>) -> TimeoutConfig {
    let ours = TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT);
    let unlimited = TimeoutConfig::builder().disable_operation_attempt_timeout().disable_operation_timeout();
    configured
        .map(TimeoutConfig::to_builder)
        .unwrap_or_default()
        .take_unset_from(ours)
        .take_unset_from(unlimited)
        .build()
}

/// Returns the client's components. All interceptors but the one for AWS Lambda are combined into one. They are permanent, because
/// nothing can disable them and the check would cost time in each request.
fn components(
    endpoint: Result<&ResolvedEndpoint, &EndpointError>,
    user_agent: UserAgent,
    env: &Env,
) -> RuntimeComponentsBuilder {
    let of_connection = Both(ConnectionPoisoningInterceptor::new(), StalledStreamProtection::default());
    let of_headers = Both(user_agent, Both(InvocationIdInterceptor::new(), RequestInfoInterceptor::new()));
    let of_request = Both(of_headers, Both(RecordProgress, RedactRequestBody));
    let interceptor = Both(ServiceClockSkewInterceptor::new(), Both(of_connection, of_request));
    let mut components = RuntimeComponentsBuilder::new("client")
        .with_endpoint_resolver(Some(StaticEndpointResolver::new(endpoint, Auth::SigV4)))
        .with_auth_scheme_option_resolver(Some(StaticAuthSchemeOptionResolver::new(vec![SCHEME_ID])))
        .with_auth_scheme(SigV4AuthScheme::new())
        .with_retry_classifier(ServiceClockSkewClassifier::<ErrorResponse>::new())
        .with_interceptor(SharedInterceptor::permanent(interceptor));
    // AWS's interceptor reads two environment variables in each request. Outside AWS Lambda, the first one is not set.
    if env.get("AWS_LAMBDA_FUNCTION_NAME").is_ok() {
        components.push_interceptor(SharedInterceptor::permanent(RecursionDetectionInterceptor::new()));
    }
    components
}

fn set_components(components: &mut RuntimeComponentsBuilder, config: &SdkConfig) {
    let credentials = config.credentials_provider();
    let credentials = credentials.unwrap_or_else(|| SharedCredentialsProvider::new(NoCredentials));
    components.set_identity_resolver(SCHEME_ID, credentials);
    if let Some(cache) = config.identity_cache() {
        components.set_identity_cache(Some(cache));
    }
    if let Some(client) = config.http_client() {
        components.set_http_client(Some(client));
    }
    if let Some(sleep) = config.sleep_impl() {
        components.set_sleep_impl(Some(sleep));
    }
    if let Some(time) = config.time_source() {
        components.set_time_source(Some(time));
    }
}

/// Returns the sleep implementation and the clock from the configuration, otherwise those of AWS's runtime.
pub(super) fn clock(config: &SdkConfig) -> (SharedAsyncSleep, SharedTimeSource) {
    let sleep = config.sleep_impl().unwrap_or_else(|| SharedAsyncSleep::new(TokioSleep::new()));
    (sleep, config.time_source().unwrap_or_default())
}

/// The credentials provider of a configuration without one. It returns an error that says so.
#[derive(Debug)]
struct NoCredentials;

impl ProvideCredentials for NoCredentials {
    fn provide_credentials<'a>(&'a self) -> provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        provider::future::ProvideCredentials::ready(Err(CredentialsError::not_loaded(
            "the configuration has no credentials provider",
        )))
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::time::SystemTime;

    use aws_smithy_async::time::StaticTimeSource;
    use aws_smithy_runtime_api::client::interceptors::Intercept;
    use aws_smithy_runtime_api::client::runtime_plugin::Order;
    use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreAppend};

    use super::*;

    #[derive(Debug)]
    struct Named(&'static str);

    impl Storable for Named {
        type Storer = StoreAppend<Self>;
    }

    impl Intercept for Named {
        fn name(&self) -> &'static str {
            self.0
        }
    }

    /// Returns a plugin with a layer, an interceptor, and a clock that shows the length of the name.
    fn plugin(name: &'static str, order: Order) -> SharedRuntimePlugin {
        let mut layer = Layer::new(name);
        layer.store_append(Named(name));
        let components = RuntimeComponentsBuilder::new(name)
            .with_time_source(Some(StaticTimeSource::from_secs(name.len() as u64)))
            .with_interceptor(SharedInterceptor::permanent(Named(name)));
        let plugin = StaticRuntimePlugin::new().with_config(layer.freeze()).with_runtime_components(components);
        SharedRuntimePlugin::new(plugin.with_order(order))
    }

    /// A plugin whose clock is one day ahead of that of the plugins before it.
    #[derive(Debug)]
    struct Later;

    impl RuntimePlugin for Later {
        fn order(&self) -> Order {
            Order::NestedComponents
        }

        fn runtime_components(&self, current: &RuntimeComponentsBuilder) -> Cow<'_, RuntimeComponentsBuilder> {
            let time = current.time_source().expect("an earlier plugin has one").now() + DAY;
            Cow::Owned(RuntimeComponentsBuilder::new("later").with_time_source(Some(StaticTimeSource::new(time))))
        }
    }

    const DAY: Duration = Duration::from_hours(24);

    #[test]
    fn only_a_function_of_lambda_has_the_interceptor_for_it() {
        let names = |env: &[(&str, &str)]| -> Vec<&str> {
            let endpoint = EndpointError::new("there is none");
            let user_agent = UserAgent::new(&SdkConfig::builder().build(), &crate::client::test_request::SERVICE);
            let components = components(Err(&endpoint), user_agent, &Env::from_slice(env));
            components.interceptors().map(|it| it.name()).collect()
        };
        assert_eq!(names(&[("_X_AMZN_TRACE_ID", "Root=1")]), ["Both"]);
        assert_eq!(names(&[("AWS_LAMBDA_FUNCTION_NAME", "f")]), ["Both", "RecursionDetectionInterceptor"]);
    }

    #[test]
    fn merged_plugins_configure_a_request_as_the_single_ones_do() {
        let plugins = [
            plugin("second", Order::Overrides),
            plugin("first", Order::Defaults),
            SharedRuntimePlugin::new(Later),
            plugin("third", Order::Overrides),
        ];
        let configured = |plugins: RuntimePlugins| {
            let mut bag = ConfigBag::base();
            let components = plugins.apply_client_configuration(&mut bag).expect("valid");
            let layers: Vec<_> = bag.load::<Named>().map(|named| named.0).collect();
            let interceptors: Vec<_> = components.interceptors().map(|it| it.name()).collect();
            let now = components.time_source().map(|time| time.now());
            (layers, interceptors, now)
        };
        let merged = configured(merged(plugins.to_vec()));
        assert_eq!(merged, configured(RuntimePlugins::new().with_client_plugins(plugins)));
        assert_eq!(merged.1, ["first", "second", "third"]);
        assert_eq!(merged.2, Some(SystemTime::UNIX_EPOCH + DAY + Duration::from_secs(5)));
    }

    #[test]
    fn a_time_limit_is_ours_unless_it_is_set_or_disabled() {
        let ours = timeouts(None);
        assert_eq!(ours.connect_timeout(), Some(CONNECT_TIMEOUT));
        assert_eq!(ours.read_timeout(), None);
        assert_eq!(ours.operation_attempt_timeout(), Some(ATTEMPT_TIMEOUT));
        assert_eq!(ours.operation_timeout(), Some(OPERATION_TIMEOUT));
        let second = Duration::from_secs(1);
        let set = TimeoutConfig::builder().operation_attempt_timeout(second).disable_operation_timeout().build();
        let merged = timeouts(Some(&set));
        assert_eq!(merged.connect_timeout(), Some(CONNECT_TIMEOUT));
        assert_eq!(merged.operation_attempt_timeout(), Some(second));
        assert_eq!(merged.operation_timeout(), None);
        assert!(!timeouts(Some(&TimeoutConfig::disabled())).has_timeouts());
    }
}
