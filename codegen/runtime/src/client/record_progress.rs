//! The interceptor that records the progress of each request.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use super::attempt::AttemptProgress;
use super::request_state::RequestState;

/// Records the number of attempts of each request, and the stage of the current one.
#[derive(Debug)]
pub(super) struct RecordProgress;

/// Defines hooks that each note a step of the attempt.
macro_rules! hooks {
    ($($hook:ident => $note:ident;)*) => {$(
        fn $hook(
            &self,
            _: &BeforeTransmitInterceptorContextRef<'_>,
            _: &RuntimeComponents,
            bag: &mut ConfigBag,
        ) -> Result<(), BoxError> {
            if let Some(progress) = progress(bag) {
                progress.$note();
            }
            Ok(())
        }
    )*};
}

impl Intercept for RecordProgress {
    fn name(&self) -> &'static str {
        "RecordProgress"
    }

    hooks! {
        read_before_attempt => begin;
        read_before_signing => prepare;
        read_before_transmit => send;
    }
}

/// Returns the progress of the current request.
fn progress(bag: &ConfigBag) -> Option<&AttemptProgress> {
    bag.load::<RequestState>().map(|state| &state.progress)
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;
    use aws_smithy_types::config_bag::Layer;

    use super::*;
    use crate::client::attempt::AttemptStage;
    use crate::client::test_request::{DESCRIPTOR, TestRequest};

    #[test]
    fn each_hook_records_the_stage_that_an_attempt_reached() {
        let TestRequest { context, components, mut bag } = TestRequest::new(SdkBody::empty());
        let progress = AttemptProgress::new();
        let mut layer = Layer::new("operation");
        layer.store_put(RequestState { descriptor: &DESCRIPTOR, body_limit: 0, progress: progress.clone() });
        bag.push_layer(layer);
        let context = BeforeTransmitInterceptorContextRef::from(&context);
        let mut found = vec![(progress.attempts(), progress.stage())];
        for _ in 0..2 {
            for hook in [
                RecordProgress::read_before_attempt,
                RecordProgress::read_before_signing,
                RecordProgress::read_before_transmit,
            ] {
                hook(&RecordProgress, &context, &components, &mut bag).expect("no error");
                found.push((progress.attempts(), progress.stage()));
            }
        }
        use AttemptStage::{Preparing, Resolving, Sent};
        let first = [(0, Preparing), (1, Resolving), (1, Preparing), (1, Sent)];
        assert_eq!(found, [&first[..], &[(2, Resolving), (2, Preparing), (2, Sent)]].concat());
    }
}
