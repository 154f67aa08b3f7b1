//! Two interceptors that the orchestrator calls as one.
//!
//! The orchestrator runs 19 hooks for each request, and in each of them it clones the pointer of each interceptor, whether the
//! interceptor does something in that hook or not. For the nine interceptors of a request that took an eighth of its time.

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

    hooks! {
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
}
