//! Two interceptors that the orchestrator calls as one.
//!
//! The orchestrator runs 19 hooks for each request, and in each of them it clones the pointer of each interceptor, whether the
//! interceptor does something in that hook or not. With two interceptors instead of nine, a create call took a twelfth less time.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextMut, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// Two interceptors, of which the second runs after the first in every hook. As in the orchestrator, both run, and the last
/// error counts.
#[derive(Debug)]
pub(super) struct Both<A, B>(pub(super) A, pub(super) B);

/// Calls a macro with all hooks but `read_before_execution`, which has other parameters, and with the types of their contexts.
macro_rules! for_each_hook {
    ($call:ident) => {
        $call! {
            modify_before_serialization(&mut BeforeSerializationInterceptorContextMut<'_>)
            read_before_serialization(&BeforeSerializationInterceptorContextRef<'_>)
            read_after_serialization(&BeforeTransmitInterceptorContextRef<'_>)
            modify_before_retry_loop(&mut BeforeTransmitInterceptorContextMut<'_>)
            read_before_attempt(&BeforeTransmitInterceptorContextRef<'_>)
            modify_before_signing(&mut BeforeTransmitInterceptorContextMut<'_>)
            read_before_signing(&BeforeTransmitInterceptorContextRef<'_>)
            read_after_signing(&BeforeTransmitInterceptorContextRef<'_>)
            modify_before_transmit(&mut BeforeTransmitInterceptorContextMut<'_>)
            read_before_transmit(&BeforeTransmitInterceptorContextRef<'_>)
            read_after_transmit(&BeforeDeserializationInterceptorContextRef<'_>)
            modify_before_deserialization(&mut BeforeDeserializationInterceptorContextMut<'_>)
            read_before_deserialization(&BeforeDeserializationInterceptorContextRef<'_>)
            read_after_deserialization(&AfterDeserializationInterceptorContextRef<'_>)
            modify_before_attempt_completion(&mut FinalizerInterceptorContextMut<'_>)
            read_after_attempt(&FinalizerInterceptorContextRef<'_>)
            modify_before_completion(&mut FinalizerInterceptorContextMut<'_>)
            read_after_execution(&FinalizerInterceptorContextRef<'_>)
        }
    };
}

macro_rules! hooks {
    ($($hook:ident($context:ty))*) => {$(
        fn $hook(&self, context: $context, components: &RuntimeComponents, bag: &mut ConfigBag) -> Result<(), BoxError> {
            let first = self.0.$hook(context, components, bag);
            self.1.$hook(context, components, bag).and(first)
        }
    )*};
}

impl<A: Intercept, B: Intercept> Intercept for Both<A, B> {
    fn name(&self) -> &'static str {
        "Both"
    }

    fn read_before_execution(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let first = self.0.read_before_execution(context, bag);
        self.1.read_before_execution(context, bag).and(first)
    }

    for_each_hook!(hooks);
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::{Arc, Mutex};

    use aws_smithy_runtime::client::orchestrator::operation::Operation;
    use aws_smithy_runtime_api::client::http::{
        HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
    };
    use aws_smithy_runtime_api::client::interceptors::known_hooks;
    use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
    use aws_smithy_runtime_api::http::StatusCode;
    use aws_smithy_types::body::SdkBody;

    use super::*;

    /// Writes down the hooks that are called. A name that is set is that of a hook that fails.
    #[derive(Clone, Debug)]
    struct Recorder(&'static str, Option<&'static str>, Arc<Mutex<Vec<(&'static str, &'static str)>>>);

    impl Recorder {
        fn record(&self, hook: &'static str) -> Result<(), BoxError> {
            self.2.lock().expect("no hook panics").push((hook, self.0));
            if self.1 == Some(hook) { Err(self.0.into()) } else { Ok(()) }
        }
    }

    macro_rules! recorded {
        ($($hook:ident($context:ty))*) => {$(
            fn $hook(&self, _: $context, _: &RuntimeComponents, _: &mut ConfigBag) -> Result<(), BoxError> {
                self.record(stringify!($hook))
            }
        )*};
    }

    impl Intercept for Recorder {
        fn name(&self) -> &'static str {
            self.0
        }

        fn read_before_execution(
            &self,
            _: &BeforeSerializationInterceptorContextRef<'_>,
            _: &mut ConfigBag,
        ) -> Result<(), BoxError> {
            self.record("read_before_execution")
        }

        for_each_hook!(recorded);
    }

    #[derive(Debug)]
    struct Nobody;

    impl HttpConnector for Nobody {
        fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
            HttpConnectorFuture::ready(Ok(HttpResponse::new(
                StatusCode::try_from(204).expect("a status"),
                SdkBody::empty(),
            )))
        }
    }

    /// Runs a request with two interceptors as one. Returns its error and the calls of their hooks.
    fn run(failing: Option<&'static str>) -> (Option<String>, Vec<(&'static str, &'static str)>) {
        let calls = Arc::default();
        let recorder = |name| Recorder(name, failing, Arc::clone(&calls));
        let operation = Operation::builder()
            .service_name("none")
            .operation_name("none")
            .endpoint_url("http://127.0.0.1:1")
            .no_auth()
            .no_retry()
            .http_client(http_client_fn(|_, _| SharedHttpConnector::new(Nobody)))
            .interceptor(Both(recorder("first"), recorder("second")))
            .serializer(|()| Ok(HttpRequest::new(SdkBody::empty())))
            .deserializer::<(), Infallible>(|_| Ok(()))
            .build();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        let result = runtime.block_on(operation.invoke(()));
        let error = result.err().map(|error| {
            let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
            causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
        });
        let calls = calls.lock().expect("no hook panics").clone();
        (error, calls)
    }

    #[test]
    fn both_run_in_every_hook_in_their_order() {
        let (error, calls) = run(None);
        assert_eq!(error, None);
        let hooks: &[&str] = known_hooks!();
        let due: Vec<_> = hooks.iter().flat_map(|hook| [(*hook, "first"), (*hook, "second")]).collect();
        assert_eq!(calls, due);
    }

    #[test]
    fn the_last_error_counts_and_both_run_nevertheless() {
        let (error, calls) = run(Some("modify_before_signing"));
        assert!(error.as_ref().is_some_and(|error| error.ends_with(": second")), "{error:?}");
        let signing = calls.iter().filter(|(hook, _)| *hook == "modify_before_signing");
        assert_eq!(signing.count(), 2);
    }
}
