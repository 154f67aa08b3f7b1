//! A client over AWS's own runtime: what the core leaves out, which is everything between a request and its
//! response.
//!
//! Signing, credentials, retries, timeouts and HTTP come from the published crates that the official SDKs are
//! made of, and they are configured by the same [`SdkConfig`]. One function that knows no operation drives
//! them for all; what an operation adds to a program is its two pure functions.

mod attempt;
mod auth;
mod config;
mod endpoint;
mod error;
mod operation_plugin;
mod pages;
mod redact;
mod retry;
mod sdk_body;
mod send_future;
mod transport;
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

use crate::{Auth, Body, Descriptor, EndpointError, EndpointParams, Operation, Service};
use config::ClientSettings;
use endpoint::ResolvedEndpoint;
use error::TransportError;
use operation_plugin::OperationPlugin;
use transport::{ErrorResponse, ResponseBody, SerializedRequest, SuccessResponse};

pub use config::{ATTEMPT_TIMEOUT, CONNECT_TIMEOUT, OPERATION_TIMEOUT};
pub use pages::{Items, Pages};
pub use send_future::SendFuture;
pub use wait::Wait;

/// A client for one service. Cloning it is cheap, and the clones share connections and credentials.
///
/// What is awaited, a [`SendFuture`], can be told other limits and other retries for its call alone.
///
/// An operation whose model does not say that it may be repeated is sent a second time only where the service
/// is known to have done nothing: it throttled the first request, it refused the request's clock, or no
/// connection to it was ever made.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    service: &'static Service,
    params: EndpointParams,
    endpoint: Result<ResolvedEndpoint, EndpointError>,
    plugins: RuntimePlugins,
    sleep: SharedAsyncSleep,
    time: SharedTimeSource,
    /// What a call of its own settings changes.
    defaults: ClientSettings,
}

impl Client {
    /// A client for a service, configured as the official clients are.
    ///
    /// Generated clients call it with their service. It never fails: what is missing from the configuration,
    /// a region say, is the error of every call.
    #[must_use]
    pub fn new(config: &SdkConfig, service: &'static Service) -> Self {
        Self::with_endpoint_params(config, service, EndpointParams::default())
    }

    /// The same, with endpoint parameters that go before those of the configuration, and before none of those that an
    /// operation sets. Generated clients call it for services whose rules have parameters that a configuration lacks.
    #[must_use]
    pub fn with_endpoint_params(config: &SdkConfig, service: &'static Service, params: EndpointParams) -> Self {
        let params = params.or(endpoint::params(config, service));
        let endpoint = ResolvedEndpoint::resolve(&params, service);
        let plugins = config::plugins(config, service, endpoint.as_ref());
        let (sleep, time) = config::clock(config);
        let defaults = ClientSettings::of(config);
        Self(Arc::new(Inner { service, params, endpoint, plugins, sleep, time, defaults }))
    }

    /// The service that this client talks to.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.0.service
    }

    /// Calls an operation.
    ///
    /// An idempotency token that the input lacks is filled in, the same for every attempt. Nothing is sent
    /// before the response is awaited.
    pub fn invoke<O: Operation>(&self, mut input: O::Input) -> SendFuture<O> {
        O::fill_token(&mut input, &mut operation_plugin::idempotency_token);
        let mut params = EndpointParams::default();
        O::endpoint_params(&input, &mut params);
        let mut plugin = OperationPlugin::of::<O>(self.0.own_endpoint(params, O::AUTH));
        let request = O::request(&input);
        if let Ok(request) = &request {
            self.0.prepare_for_body(&mut plugin, request.body());
        }
        SendFuture::new(self, plugin, request)
    }

    /// A pause, by the client's own means.
    fn sleep(&self, pause: Duration) -> Sleep {
        self.0.sleep.sleep(pause)
    }

    /// The time, by the client's own clock.
    fn now(&self) -> SystemTime {
        self.0.time.now()
    }

    /// The part of a call that is the same for all operations, and therefore compiled in this crate.
    fn send(&self, plugin: OperationPlugin, request: http::Request<Body>) -> ResponseFuture {
        let Descriptor { service, name, .. } = plugin.descriptor;
        let span = tracing::debug_span!("call", rpc.system = "aws-api", rpc.service = service.id, rpc.method = *name);
        Box::pin(orchestrate(Arc::clone(&self.0), plugin, request).instrument(span))
    }
}

impl Inner {
    /// Adapts a request whose body is a stream: how long sending it takes depends on its length, and its hash is not
    /// known when it is signed.
    fn prepare_for_body(&self, plugin: &mut OperationPlugin, body: &Body) {
        if let Body::Stream(_) = body {
            plugin.streams_body = true;
            plugin.settings.timeouts = Some(self.defaults.streaming_timeouts.clone());
        }
    }

    /// Where a call goes, unless it goes where the client's other calls go.
    fn own_endpoint(&self, params: EndpointParams, auth: Auth) -> Option<Result<ResolvedEndpoint, EndpointError>> {
        if params != EndpointParams::default() {
            return Some(ResolvedEndpoint::resolve(&params.or(self.params.clone()), self.service));
        }
        // The client's endpoint is an error where nothing could be signed for it.
        (auth == Auth::None).then(|| self.endpoint.clone())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("service", &self.0.service.id).field("endpoint", &self.0.endpoint).finish()
    }
}

/// A response from the service, whether it did what it was asked or refused.
type ResponseFuture = Pin<Box<dyn Future<Output = Result<http::Response<ResponseBody>, TransportError>> + Send>>;

async fn orchestrate(
    client: Arc<Inner>,
    plugin: OperationPlugin,
    request: http::Request<Body>,
) -> Result<http::Response<ResponseBody>, TransportError> {
    let Descriptor { service, name, .. } = plugin.descriptor;
    let progress = plugin.progress.clone();
    let endpoint = plugin.endpoint.clone();
    let plugins = client.plugins.clone().with_operation_plugin(plugin);
    match orchestrator::invoke(service.id, name, Input::erase(SerializedRequest(request)), &plugins).await {
        Ok(output) => Ok(output.downcast::<SuccessResponse>().expect("the only output that our deserializer makes").0),
        Err(SdkError::ServiceError(error)) => Ok(error
            .into_err()
            .downcast::<ErrorResponse>()
            .expect("the only error that our deserializer makes")
            .response),
        Err(error) => {
            let endpoint = endpoint.as_ref().unwrap_or(&client.endpoint);
            Err(TransportError::new(error, progress.stage(), endpoint.as_ref().ok()))
        }
    }
}
