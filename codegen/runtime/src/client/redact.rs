//! Keeps sensitive request bodies out of the trace that the orchestrator writes.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use http_body_util::Full;

use super::request_state::RequestState;

/// Replaces the signed body of a sensitive operation by one with the same bytes whose `Debug` shows nothing. Each attempt
/// starts from the original body.
#[derive(Debug)]
pub(super) struct RedactRequestBody;

impl Intercept for RedactRequestBody {
    fn name(&self) -> &'static str {
        "RedactRequestBody"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !bag.load::<RequestState>().is_some_and(|state| state.descriptor.sensitive) {
            return Ok(());
        }
        let request = context.request_mut();
        if let Some(bytes) = request.body().bytes().map(<[u8]>::to_vec) {
            *request.body_mut() = SdkBody::from_body_1_x(Full::from(bytes));
        }
        Ok(())
    }
}
