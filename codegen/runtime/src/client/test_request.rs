//! A request that is serialized and not signed yet, for tests of interceptors.

use aws_smithy_runtime_api::client::interceptors::context::{Input, InterceptorContext};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;

use super::plugins::plugins;
use crate::protocol::RestJson;
use crate::schema::Schema;
use crate::{Auth, Descriptor, EndpointError, Http, RetrySafety, Service};

pub(super) static SERVICE: Service = Service {
    id: "S",
    api_version: "1",
    signing_name: "s",
    protocol: &RestJson,
    resolve_endpoint: |_| Err(EndpointError::new("there is none")),
};

pub(super) static DESCRIPTOR: Descriptor = Descriptor {
    service: &SERVICE,
    name: "Do",
    retry_safety: RetrySafety::Idempotent,
    auth: Auth::SigV4,
    sensitive: false,
    http: Http { method: "POST", uri: "/" },
    headers: &[],
    host_prefix: "",
    compressed: false,
    requires_length: false,
    has_input: true,
    output: || &Schema::PLAIN,
};

/// The parameters of an interceptor's hooks.
pub(super) struct TestRequest {
    pub(super) context: InterceptorContext,
    pub(super) components: RuntimeComponents,
    pub(super) bag: ConfigBag,
}

impl TestRequest {
    /// Returns a request of a client without settings.
    pub(super) fn new(body: SdkBody) -> Self {
        let mut bag = ConfigBag::base();
        let plugins = plugins(&SdkConfig::builder().build(), &SERVICE, Err(&EndpointError::new("there is none")));
        let components = plugins.apply_client_configuration(&mut bag).expect("valid").build().expect("complete");
        let mut context = InterceptorContext::new(Input::erase(()));
        context.enter_serialization_phase();
        drop(context.take_input());
        context.set_request(HttpRequest::new(body));
        context.enter_before_transmit_phase();
        Self { context, components, bag }
    }
}
