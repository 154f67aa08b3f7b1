//! What one call brings into the orchestrator: its request, how far it has come, and what to make of an
//! answer. Nothing here depends on the operation's types.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::{EndpointPrefix, EndpointResolverParams};
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextRef, Error, Input, Output, OutputOrError,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, Metadata, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SerializeRequest};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer, Storable, StoreReplace};
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::auth;
use super::config::{OwnSettings, put_target};
use super::discretion::Discretion;
use super::endpoint::{Found, Target};
use super::retry::{Classifier, modelled_retry};
use crate::protocol::Protocol;
use crate::{Descriptor, EndpointError, HostPrefix, Operation, Repeat, ResponseParts, Retry};

/// A token that is the same for no two calls.
pub(super) fn token() -> String {
    uuid::Builder::from_random_bytes(fastrand::u128(..).to_ne_bytes()).into_uuid().to_string()
}

/// One call of an operation, as a plugin of the orchestrator.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) descriptor: &'static Descriptor,
    pub(super) modelled_retry: fn(&str, &ResponseParts<'_>) -> Retry,
    pub(super) progress: Progress,
    /// What happens if the service is asked twice, as the model or the caller has it.
    pub(super) repeat: Repeat,
    pub(super) settings: OwnSettings,
    /// Where it goes, if that is not where all of the client's calls go.
    pub(super) target: Option<Result<Target, EndpointError>>,
}

impl Call {
    pub(super) fn of<O: Operation>(target: Option<Result<Target, EndpointError>>) -> Self {
        Self {
            descriptor: O::DESCRIPTOR,
            modelled_retry: modelled_retry::<O::Error>,
            progress: Progress(Arc::new(AtomicU8::new(Step::Preparing as u8))),
            repeat: O::DESCRIPTOR.repeat,
            settings: OwnSettings::default(),
            target,
        }
    }
}

impl RuntimePlugin for Call {
    fn config(&self) -> Option<FrozenLayer> {
        let mut layer = Layer::new("call");
        let Descriptor { service, name, auth, .. } = *self.descriptor;
        layer.store_put(Metadata::new(name, service.id));
        if let Some(Ok(target)) = &self.target {
            put_target(&mut layer, service, target);
        }
        layer.store_put(Called(self.descriptor));
        auth::put(&mut layer, auth);
        self.settings.put(&mut layer);
        Some(layer.freeze())
    }

    fn runtime_components(&self, _: &RuntimeComponentsBuilder) -> Cow<'_, RuntimeComponentsBuilder> {
        let mut components = RuntimeComponentsBuilder::new("call")
            .with_interceptor(SharedInterceptor::permanent(self.progress.clone()))
            .with_retry_classifier(Classifier(self.clone()));
        let Descriptor { auth, sensitive, .. } = *self.descriptor;
        if sensitive {
            components.push_interceptor(SharedInterceptor::permanent(Discretion));
        }
        if let Some(target) = &self.target {
            components.set_endpoint_resolver(Some(Found::new(target.as_ref(), auth)));
        }
        auth::set(&mut components, auth);
        Cow::Owned(components)
    }
}

/// The operation of a call, for the deserializer, which is one for all operations.
#[derive(Debug)]
struct Called(&'static Descriptor);

impl Storable for Called {
    type Storer = StoreReplace<Self>;
}

/// How far the current attempt has come, which tells what its failure means.
#[derive(Clone, Debug)]
pub(super) struct Progress(Arc<AtomicU8>);

/// A step of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The request is being made or signed.
    Preparing,
    /// The endpoint and the credentials are being found.
    Locating,
    /// The request is with the HTTP client.
    Sent,
}

impl Progress {
    fn reach(&self, step: Step) {
        self.0.store(step as u8, Ordering::Relaxed);
    }

    pub(super) fn step(&self) -> Step {
        let reached = self.0.load(Ordering::Relaxed);
        [Step::Preparing, Step::Locating].into_iter().find(|&step| step as u8 == reached).unwrap_or(Step::Sent)
    }
}

impl Intercept for Progress {
    fn name(&self) -> &'static str {
        "Progress"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // The orchestrator insists on parameters; ours are in the resolver already.
        bag.interceptor_state().store_put(EndpointResolverParams::new(()));
        Ok(())
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.reach(Step::Locating);
        Ok(())
    }

    fn read_before_signing(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.reach(Step::Preparing);
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.reach(Step::Sent);
        Ok(())
    }
}

/// The orchestrator's input: a request that is complete but for its endpoint and signature.
pub(super) struct Unsent(pub(super) http::Request<Vec<u8>>);

/// The orchestrator's output: the answer of a service that did what it was asked.
pub(super) struct Answered(pub(super) http::Response<Body>);

/// The orchestrator's error: the answer of a service that did not.
pub(super) struct Refused {
    pub(super) answer: http::Response<Body>,
    metadata: ErrorMetadata,
}

/// The body of an answer, in memory.
pub(super) struct Body(SdkBody);

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        self.0.bytes().unwrap_or_default()
    }
}

/// The orchestrator prints its input and output into the trace, where secrets have no place.
macro_rules! opaque {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}

opaque! { Unsent Answered Refused Body }

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (HTTP {})", self.metadata.code().unwrap_or("error"), self.answer.status().as_u16())
    }
}

impl std::error::Error for Refused {}

/// For the official classifier of clock skew, which wants to know the code.
impl ProvideErrorMetadata for Refused {
    fn meta(&self) -> &ErrorMetadata {
        &self.metadata
    }
}

/// Hands requests and answers through: the operation has made the one and will read the other.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) protocol: &'static dyn Protocol,
    /// Whether the host of the endpoint can have a prefix.
    pub(super) takes_prefix: bool,
}

impl SerializeRequest for Wire {
    fn serialize_input(&self, input: Input, bag: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let Unsent(mut request) = input.downcast().expect("the only input that a client gives");
        match request.extensions_mut().remove() {
            Some(HostPrefix(prefix)) if self.takes_prefix => {
                bag.interceptor_state().store_put(EndpointPrefix::new(prefix)?);
            }
            _ => {}
        }
        Ok(request.map(SdkBody::from).try_into()?)
    }
}

impl DeserializeResponse for Wire {
    fn deserialize_nonstreaming_with_config(&self, response: &HttpResponse, bag: &ConfigBag) -> OutputOrError {
        let mut answer = answer(response).map_err(|e| OrchestratorError::other(BoxError::from(e)))?;
        if let Some(Called(operation)) = bag.load::<Called>() {
            *answer.status_mut() = self.protocol.status(operation, &ResponseParts::new(self.protocol, &answer));
        }
        if answer.status().is_success() {
            return Ok(Output::erase(Answered(answer)));
        }
        let error = self.protocol.parse_error(&ResponseParts::new(self.protocol, &answer));
        let mut metadata = ErrorMetadata::builder();
        if let Some(code) = error.code {
            metadata = metadata.code(code);
        }
        let refused = Refused { answer, metadata: metadata.build() };
        Err(OrchestratorError::operation(Error::erase(refused)))
    }
}

/// The answer in the types of the core. Its body is shared, not copied.
fn answer(response: &HttpResponse) -> Result<http::Response<Body>, http::Error> {
    let body = response.body().try_clone().unwrap_or_else(SdkBody::empty);
    let mut answer = http::Response::new(Body(body));
    *answer.status_mut() = http::StatusCode::from_u16(response.status().as_u16())?;
    // Not with a builder, which moves the whole head for each header.
    for (name, value) in response.headers().iter_bytes() {
        let name = http::HeaderName::from_bytes(name.as_bytes())?;
        answer.headers_mut().try_append(name, http::HeaderValue::from_bytes(value)?)?;
    }
    Ok(answer)
}
