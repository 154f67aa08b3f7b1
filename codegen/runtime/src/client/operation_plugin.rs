//! The orchestrator plugin of one request: the signing scheme, the retry classifier, the endpoint and the settings that
//! belong to this request alone. It does not know the operation's types.

use std::borrow::Cow;

use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_types::config_bag::{FrozenLayer, Layer};

use super::attempt::AttemptProgress;
use super::auth;
use super::endpoint::{ResolvedEndpoint, StaticEndpointResolver};
use super::intercept_request::InterceptRequest;
use super::interceptor::Interceptors;
use super::plugins::{RequestSettings, put_signing_scope};
use super::request_state::RequestState;
use super::retry::{Classifier, modelled_retry};
use crate::schema::{HttpBinding, Member, Schema, Structure as _};
use crate::{
    Auth, Descriptor, EndpointError, HostPrefix, Operation, RESPONSE_BODY_LIMIT, ResponseParts, Retry, RetrySafety,
};

/// Returns a new random idempotency token, a UUID.
pub(super) fn idempotency_token() -> String {
    uuid::Builder::from_random_bytes(fastrand::u128(..).to_ne_bytes()).into_uuid().to_string()
}

/// The orchestrator plugin of one request.
#[derive(Clone, Debug)]
pub(super) struct OperationPlugin {
    pub(super) descriptor: &'static Descriptor,
    pub(super) modelled_retry: fn(&str, &ResponseParts<'_>) -> Retry,
    pub(super) progress: AttemptProgress,
    /// The retry safety from the model, or the one that the caller sets for this request.
    pub(super) retry_safety: RetrySafety,
    pub(super) settings: RequestSettings,
    /// The endpoint of this request, if it differs from the client's endpoint.
    pub(super) endpoint: Option<Result<ResolvedEndpoint, EndpointError>>,
    /// True if the URI or a header of the request is sensitive, so that the request is kept out of every trace.
    pub(super) is_untraced: bool,
    /// The interceptors of the client and of this request.
    pub(super) interceptors: Interceptors,
    /// The limit of a response body that is read into memory, in bytes.
    pub(super) body_limit: usize,
    /// The host prefix of the operation, if it is left out because the endpoint's host is an IP address.
    pub(super) omitted_prefix: Option<HostPrefix>,
    /// The signing settings of this request, if they differ from those of the client's other requests.
    signing: Option<SigV4OperationSigningConfig>,
}

impl OperationPlugin {
    /// Returns the plugin of a request of this operation. `endpoint` is the request's own endpoint, or `None` for the
    /// client's.
    pub(super) fn of<O: Operation>(
        endpoint: Option<Result<ResolvedEndpoint, EndpointError>>,
        of_client: Option<&ResolvedEndpoint>,
        streams_body: bool,
    ) -> Self {
        let own = endpoint.as_ref().and_then(|endpoint| endpoint.as_ref().ok());
        let differs = own.is_some() || streams_body || O::AUTH == Auth::SigV4UnsignedPayload;
        Self {
            signing: differs.then(|| auth::signing_config(O::SERVICE, own.or(of_client), O::AUTH, streams_body)),
            descriptor: O::DESCRIPTOR,
            modelled_retry: modelled_retry::<O::Error>,
            progress: AttemptProgress::new(),
            retry_safety: O::DESCRIPTOR.retry_safety,
            settings: RequestSettings::default(),
            interceptors: Interceptors::default(),
            // A label in the host may be the sensitive member.
            is_untraced: O::SENSITIVE
                && (O::HOST_PREFIX.contains('{') || has_sensitive_head(O::Input::shared_schema())),
            body_limit: RESPONSE_BODY_LIMIT,
            omitted_prefix: None,
            endpoint,
        }
    }
}

/// Returns whether a member of an input is sensitive and in the URI or in a header.
fn has_sensitive_head(input: &Schema) -> bool {
    input.members.iter().any(|Member { traits, .. }| {
        traits.sensitive && !matches!(traits.http, None | Some(HttpBinding::Payload { .. }))
    })
}

impl RuntimePlugin for OperationPlugin {
    fn config(&self) -> Option<FrozenLayer> {
        let mut layer = Layer::new("operation");
        let Descriptor { service, name, .. } = *self.descriptor;
        layer.store_put(Metadata::new(name, service.id));
        if let Some(Ok(endpoint)) = &self.endpoint {
            put_signing_scope(&mut layer, service, endpoint);
        }
        layer.store_put(RequestState {
            descriptor: self.descriptor,
            body_limit: self.body_limit,
            progress: self.progress.clone(),
        });
        if let Some(signing) = &self.signing {
            layer.store_put(signing.clone());
        }
        self.settings.put(&mut layer);
        Some(layer.freeze())
    }

    fn runtime_components(&self, _: &RuntimeComponentsBuilder) -> Cow<'_, RuntimeComponentsBuilder> {
        let mut components = RuntimeComponentsBuilder::new("operation").with_retry_classifier(Classifier {
            descriptor: self.descriptor,
            modelled_retry: self.modelled_retry,
            progress: self.progress.clone(),
            retry_safety: self.retry_safety,
        });
        let omitted_prefix = self.omitted_prefix.as_ref();
        let intercept = InterceptRequest::of(&self.interceptors, self.descriptor, &self.progress, omitted_prefix);
        if let Some(interceptor) = intercept {
            components.push_interceptor(SharedInterceptor::permanent(interceptor));
        }
        if let Some(endpoint) = &self.endpoint {
            components
                .set_endpoint_resolver(Some(StaticEndpointResolver::new(endpoint.as_ref(), self.descriptor.auth)));
        }
        auth::set(&mut components, self.descriptor.auth);
        Cow::Owned(components)
    }
}

#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros define public items, which the test does not use in full")]
mod tests {
    use super::*;
    use crate::{Endpoint, Service, operation_error, structure};

    static SERVICE: Service = Service {
        id: "S",
        api_version: "1",
        signing_name: "s",
        protocol: &crate::protocol::RestJson,
        resolve_endpoint: |_| Ok(Endpoint::new("https://example.com")),
    };

    operation_error! {
        enum NoError {}
    }

    /// Defines an operation whose input has one member, in a module with the operation's name.
    macro_rules! operation {
        ($name:ident: $([$($traits:tt)+])? $sensitive:literal, $prefix:literal) => {
            mod $name {
                use super::*;

                structure! {
                    pub(super) struct Input = "Input" {
                        part: String = "part" $([$($traits)+])?,
                    }
                }

                #[derive(Debug)]
                pub(super) struct Call;

                impl Operation for Call {
                    type Input = Input;
                    type Output = Input;
                    type Error = NoError;
                    const SERVICE: &'static Service = &SERVICE;
                    const NAME: &'static str = stringify!($name);
                    const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
                    const SENSITIVE: bool = $sensitive;
                    const HOST_PREFIX: &'static str = $prefix;
                }
            }
        };
    }

    operation! { header: [header("X-Part"), sensitive] true, "" }
    operation! { query: [query("part"), sensitive] true, "" }
    operation! { payload: [payload, sensitive] true, "" }
    operation! { body: [sensitive] true, "" }
    operation! { shown_header: [header("X-Part")] true, "" }
    operation! { shown_body: true, "" }
    operation! { host: true, "{part}." }
    operation! { shown_host: false, "{part}." }
    operation! { shown: [header("X-Part")] false, "" }

    #[test]
    fn a_request_is_kept_out_of_traces_if_its_head_is_sensitive() {
        fn is_untraced<O: Operation>() -> (&'static str, bool) {
            (O::NAME, OperationPlugin::of::<O>(None, None, false).is_untraced)
        }
        let found = [
            is_untraced::<header::Call>(),
            is_untraced::<query::Call>(),
            is_untraced::<host::Call>(),
            is_untraced::<payload::Call>(),
            is_untraced::<body::Call>(),
            is_untraced::<shown_header::Call>(),
            is_untraced::<shown_body::Call>(),
            is_untraced::<shown_host::Call>(),
            is_untraced::<shown::Call>(),
        ];
        let untraced: Vec<&str> = found.iter().filter(|(_, is_untraced)| *is_untraced).map(|(name, _)| *name).collect();
        assert_eq!(untraced, ["header", "query", "host"]);
    }
}
