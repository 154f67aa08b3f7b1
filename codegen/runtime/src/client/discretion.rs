//! Requests whose bodies may hold something sensitive, which the orchestrator would print into the trace.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use http_body_util::Full;

/// Puts the same bytes into a body that cannot be printed, once they are signed. Each attempt begins with the body that
/// it replaces.
#[derive(Debug)]
pub(super) struct Discretion;

impl Intercept for Discretion {
    fn name(&self) -> &'static str {
        "Discretion"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        if let Some(bytes) = request.body().bytes().map(<[u8]>::to_vec) {
            *request.body_mut() = SdkBody::from_body_1_x(Full::from(bytes));
        }
        Ok(())
    }
}
