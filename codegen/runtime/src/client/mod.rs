//! A client on top of AWS's own runtime.
//!
//! Signing, credentials, retries, timeouts and HTTP come from the crates of the official SDKs, with the same
//! [`SdkConfig`]. One function, which does not depend on the operation, sends all requests. So each operation adds only
//! two functions to a program: one that serializes the request and one that parses the response.

mod attempt;
mod auth;
mod both;
pub mod config;
mod endpoint;
mod error;
mod intercept_request;
mod interceptor;
mod operation_plugin;
mod pages;
mod plugins;
mod record_progress;
mod redact;
mod request_state;
mod retry;
mod sdk_body;
mod send_future;
mod stalled_stream;
#[cfg(test)]
mod test_request;
mod transport;
mod user_agent;
mod wait;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::{AsyncSleep as _, SharedAsyncSleep, Sleep};
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime::client::orchestrator;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
pub use aws_types::SdkConfig;
use tracing::Instrument as _;
use tracing::instrument::WithSubscriber as _;
use tracing::subscriber::NoSubscriber;

use crate::host_prefix::is_address;
use crate::{Auth, Body, Descriptor, EndpointError, EndpointParams, HostPrefix, ParseOptions, Service};
use endpoint::ResolvedEndpoint;
use error::{PrefixOfRequest, TransportError};
use interceptor::Interceptors;
use operation_plugin::OperationPlugin;
use plugins::ClientSettings;
use transport::{ErrorResponse, ResponseBody, SerializedRequest, SuccessResponse};

pub use config::Config;
pub use interceptor::{InterceptedAttempt, InterceptedRequest, InterceptedResponse, Interceptor};
pub use pages::{CollectError, Items, Pages};
pub use plugins::{ATTEMPT_TIMEOUT, CONNECT_TIMEOUT, OPERATION_TIMEOUT};
pub use send_future::{MetadataFuture, SendFuture};
pub use wait::Wait;

/// A client for one service. Clones are cheap and share connections and credentials.
///
/// [`invoke`](Self::invoke) returns a [`SendFuture`], which takes other timeouts and retry settings for its request alone.
///
/// The client sends a request of an operation that is not idempotent again only if the service provably did nothing: it
/// throttled the request, it rejected the request's date, or the request was never sent.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    service: &'static Service,
    params: EndpointParams,
    endpoint: Result<ResolvedEndpoint, EndpointError>,
    plugins: RuntimePlugins,
    sleep: SharedAsyncSleep,
    time: SharedTimeSource,
    /// The settings that a request can override.
    defaults: ClientSettings,
    parse_options: ParseOptions,
    /// False if requests leave out the host prefix of their operation.
    has_host_prefix: bool,
    interceptors: Interceptors,
}

impl Client {
    /// Creates a client for a service from the configuration of the official SDKs. Generated clients call it.
    ///
    /// It never fails. A setting that is missing from the configuration, such as a region, is an error of each request.
    #[must_use]
    pub fn new(config: &SdkConfig, service: &'static Service) -> Self {
        Self::from_conf(Config::from(config), service)
    }

    /// Creates a client with endpoint parameters. They override the configuration, and operations override them.
    ///
    /// Generated clients call it for services whose endpoint ruleset has parameters that a configuration lacks.
    #[must_use]
    pub fn with_endpoint_params(config: &SdkConfig, service: &'static Service, params: EndpointParams) -> Self {
        Self::from_conf(Config::from(config).to_builder().endpoint_params(params).build(), service)
    }

    /// Creates a client for a service from a configuration. Generated clients call it.
    ///
    /// It never fails, as [`new`](Self::new).
    #[must_use]
    pub fn from_conf(config: Config, service: &'static Service) -> Self {
        let (config, config::Settings { params, parse_options, has_host_prefix, interceptors }) = config.into_parts();
        let params = params.or(endpoint::params(&config, service));
        let endpoint = ResolvedEndpoint::resolve(&params, service);
        let plugins = plugins::plugins(&config, service, endpoint.as_ref());
        let (sleep, time) = plugins::clock(&config);
        let defaults = ClientSettings::of(&config);
        Self(Arc::new(Inner {
            service,
            params,
            endpoint,
            plugins,
            sleep,
            time,
            defaults,
            parse_options,
            has_host_prefix,
            interceptors,
        }))
    }

    /// Returns a client with one more interceptor, which runs after those that this client has. It shares connections
    /// and credentials with this client.
    #[must_use]
    pub fn with_interceptor(&self, interceptor: impl Interceptor) -> Self {
        let mut interceptors = self.0.interceptors.clone();
        interceptors.push(interceptor);
        Self(Arc::new(Inner { interceptors, ..(*self.0).clone() }))
    }

    /// Returns a client that parses responses with these settings: strictly or leniently, and up to a limit of their
    /// bodies. It shares connections and credentials with this client.
    #[must_use]
    pub fn with_parse_options(&self, options: ParseOptions) -> Self {
        Self(Arc::new(Inner { parse_options: options, ..(*self.0).clone() }))
    }

    /// Returns a client that puts the host prefix of an operation before the endpoint's host if `enabled` is true, and
    /// leaves it out if it is false. The default is true. It shares connections and credentials with this client.
    ///
    /// - **A name**, `localhost` too, gets the prefix: `http://localhost:4566` becomes `http://data.localhost:4566`. The error
    ///   of a name that does not resolve shows the whole host, and says that this setting leaves the prefix out. A server on
    ///   `localhost` usually needs `false`.
    /// - **An IP address**, such as that of a mock server, never gets one, because `data.127.0.0.1` is not a host name
    ///   and every request would fail. The service sees the address in the header `host`. The trace has the prefix that
    ///   was left out, as an event of the level `debug`, and the error of a connection that fails names it. An
    ///   interceptor reads it from [`InterceptedRequest::omitted_host_prefix`].
    #[must_use]
    pub fn with_host_prefix(&self, enabled: bool) -> Self {
        Self(Arc::new(Inner { has_host_prefix: enabled, ..(*self.0).clone() }))
    }

    /// Returns the client's service.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.0.service
    }

    /// Sleeps with the client's sleep implementation.
    fn sleep(&self, pause: Duration) -> Sleep {
        self.0.sleep.sleep(pause)
    }

    /// Returns the time of the client's clock.
    fn now(&self) -> SystemTime {
        self.0.time.now()
    }

    /// Sends a request of any operation. This part is compiled once, in this crate.
    fn send(&self, plugin: OperationPlugin, request: http::Request<Body>) -> ResponseFuture {
        let Descriptor { service, name, .. } = plugin.descriptor;
        let span = tracing::debug_span!("call", rpc.system = "aws-api", rpc.service = service.id, rpc.method = *name);
        let is_untraced = plugin.is_untraced;
        let call = orchestrate(Arc::clone(&self.0), plugin, request);
        match is_untraced {
            // The orchestrator, the signer and the HTTP client all trace URIs and headers.
            true => Box::pin(call.with_subscriber(NoSubscriber::default())),
            false => Box::pin(call.instrument(span)),
        }
    }
}

impl Inner {
    /// Resolves the endpoint of a request if it differs from the client's.
    fn own_endpoint(&self, params: EndpointParams, auth: Auth) -> Option<Result<ResolvedEndpoint, EndpointError>> {
        if params != EndpointParams::default() {
            return Some(ResolvedEndpoint::resolve(&params.or(self.params.clone()), self.service));
        }
        // The client's own resolver requires a region for signing.
        (auth == Auth::None).then(|| self.endpoint.clone())
    }

    /// Removes the host prefix from the request if the client's setting or an IP address as the endpoint's host
    /// requires it. Returns the removed prefix only in the second case.
    fn omit_host_prefix(
        &self,
        request: &mut http::Request<Body>,
        own: Option<&Result<ResolvedEndpoint, EndpointError>>,
    ) -> Option<HostPrefix> {
        // Few operations have a prefix, and for the others the endpoint is not looked at.
        request.extensions().get::<HostPrefix>()?;
        let endpoint = own.unwrap_or(&self.endpoint).as_ref();
        let has_address = endpoint.is_ok_and(|endpoint| is_address(endpoint.host_name()));
        if self.has_host_prefix && !has_address {
            return None;
        }
        request.extensions_mut().remove().filter(|_| self.has_host_prefix)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("service", &self.0.service.id).field("endpoint", &self.0.endpoint).finish()
    }
}

/// The future of a response, whatever its status.
type ResponseFuture = Pin<Box<dyn Future<Output = Result<http::Response<ResponseBody>, TransportError>> + Send>>;

async fn orchestrate(
    client: Arc<Inner>,
    plugin: OperationPlugin,
    request: http::Request<Body>,
) -> Result<http::Response<ResponseBody>, TransportError> {
    let Descriptor { service, name, .. } = plugin.descriptor;
    let progress = plugin.progress.clone();
    let endpoint = plugin.endpoint.clone();
    let prefix = request.extensions().get::<HostPrefix>().cloned();
    let omitted = plugin.omitted_prefix.clone();
    if let Some(HostPrefix(prefix)) = &omitted {
        tracing::debug!(prefix, "the host prefix is left out, because the endpoint's host is an IP address");
    }
    let plugins = client.plugins.clone().with_operation_plugin(plugin);
    match orchestrator::invoke(service.id, name, Input::erase(SerializedRequest(request)), &plugins).await {
        Ok(output) => Ok(output.downcast::<SuccessResponse>().expect("the deserializer's only output type").0),
        Err(SdkError::ServiceError(error)) => {
            Ok(error.into_err().downcast::<ErrorResponse>().expect("the deserializer's only error type").response)
        }
        Err(error) => {
            let endpoint = endpoint.as_ref().unwrap_or(&client.endpoint);
            let prefix = PrefixOfRequest { sent: prefix.as_ref(), omitted: omitted.as_ref() };
            Err(TransportError::new(error, progress.stage(), endpoint.as_ref().ok(), prefix))
        }
    }
}
