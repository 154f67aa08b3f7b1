//! The protection against streams that stall: a request fails if its body or the body of its response stops moving.

use aws_smithy_runtime::client::stalled_stream_protection::StalledStreamProtectionInterceptor;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::timeout::TimeoutConfig;

/// AWS's protection, except for the body of a request that is in memory and has a time limit. The HTTP client takes such a body
/// in one piece as soon as it is connected, and then the protection counts it as sent. Until then the time limit applies.
#[derive(Debug, Default)]
pub(super) struct StalledStreamProtection(StalledStreamProtectionInterceptor);

impl Intercept for StalledStreamProtection {
    fn name(&self) -> &'static str {
        "StalledStreamProtection"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if context.request().body().bytes().is_some() && is_limited(bag) {
            return Ok(());
        }
        self.0.modify_before_transmit(context, components, bag)
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.modify_before_deserialization(context, components, bag)
    }
}

/// Returns whether a time limit ends an attempt that hangs.
fn is_limited(bag: &ConfigBag) -> bool {
    let limits = bag.load::<TimeoutConfig>();
    limits.is_some_and(|limits| limits.operation_attempt_timeout().or(limits.operation_timeout()).is_some())
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;
    use http_body_util::Full;

    use super::*;
    use crate::client::test_request::TestRequest;

    /// Returns whether the sending of a body is measured.
    fn is_measured(body: SdkBody, limits: TimeoutConfig) -> bool {
        let TestRequest { mut context, components, mut bag } = TestRequest::new(body);
        bag.interceptor_state().store_put(limits);
        let transmit = &mut BeforeTransmitInterceptorContextMut::from(&mut context);
        StalledStreamProtection::default().modify_before_transmit(transmit, &components, &mut bag).expect("no error");
        format!("{:?}", bag.interceptor_state()).contains("UploadThroughput")
    }

    #[test]
    fn only_the_sending_of_bodies_in_memory_with_a_time_limit_is_not_measured() {
        let second = std::time::Duration::from_secs(1);
        let of_attempt = TimeoutConfig::builder().operation_attempt_timeout(second).build();
        let of_operation = TimeoutConfig::builder().operation_timeout(second).build();
        let of_connection = TimeoutConfig::builder().connect_timeout(second).read_timeout(second).build();
        let bytes = || SdkBody::from(vec![0; 100_000]);
        let stream = SdkBody::from_body_1_x(Full::from(vec![0; 100_000]));
        assert!(is_measured(stream, of_attempt.clone()));
        assert!(!is_measured(bytes(), of_attempt));
        assert!(!is_measured(bytes(), of_operation));
        assert!(is_measured(bytes(), of_connection));
        assert!(is_measured(bytes(), TimeoutConfig::disabled()));
    }
}
