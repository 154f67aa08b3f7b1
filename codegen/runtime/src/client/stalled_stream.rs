//! The protection against streams that stall: a request fails if its body or the body of its response stops moving.

use aws_smithy_runtime::client::stalled_stream_protection::StalledStreamProtectionInterceptor;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// AWS's protection for all bodies but those of requests that are in memory. The HTTP client takes such a body in one piece, and
/// then it counts as sent, so that measuring it would only take time.
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
        match context.request().body().bytes() {
            Some(_) => Ok(()),
            None => self.0.modify_before_transmit(context, components, bag),
        }
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

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::client::interceptors::context::{Input, InterceptorContext};
    use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
    use aws_smithy_types::body::SdkBody;
    use aws_types::SdkConfig;
    use http_body_util::Full;

    use super::*;
    use crate::client::plugins::plugins;
    use crate::protocol::RestJson;
    use crate::{EndpointError, Service};

    static SERVICE: Service = Service {
        id: "S",
        api_version: "1",
        signing_name: "s",
        protocol: &RestJson,
        resolve_endpoint: |_| Err(EndpointError::new("there is none")),
    };

    /// Returns whether the sending of a body is measured.
    fn is_measured(body: SdkBody) -> bool {
        let config = SdkConfig::builder().build();
        let mut bag = ConfigBag::base();
        let plugins = plugins(&config, &SERVICE, Err(&EndpointError::new("there is none")));
        let components = plugins.apply_client_configuration(&mut bag).expect("valid").build().expect("complete");
        let mut context = InterceptorContext::new(Input::erase(()));
        context.enter_serialization_phase();
        drop(context.take_input());
        context.set_request(HttpRequest::new(body));
        context.enter_before_transmit_phase();
        let transmit = &mut BeforeTransmitInterceptorContextMut::from(&mut context);
        StalledStreamProtection::default().modify_before_transmit(transmit, &components, &mut bag).expect("no error");
        format!("{:?}", bag.interceptor_state()).contains("UploadThroughput")
    }

    #[test]
    fn the_sending_of_a_stream_is_measured_and_that_of_a_body_in_memory_is_not() {
        let bytes = vec![0; 100_000];
        assert!(is_measured(SdkBody::from_body_1_x(Full::from(bytes.clone()))));
        assert!(!is_measured(SdkBody::from(bytes)));
        assert!(!is_measured(SdkBody::empty()));
    }
}
