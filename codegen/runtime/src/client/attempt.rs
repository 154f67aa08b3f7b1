//! The progress of the current attempt. The stage that an attempt reached decides how its failure is reported and whether
//! the request can be sent again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use super::transport::CalledOperation;

/// The progress of a request. Its clones share it.
#[derive(Clone, Debug)]
pub(super) struct AttemptProgress(Arc<Progress>);

#[derive(Debug)]
struct Progress {
    stage: AtomicU8,
    attempts: AtomicU32,
}

/// The stage of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttemptStage {
    /// The request is serialized or signed.
    Preparing,
    /// The endpoint and the credentials are resolved.
    Resolving,
    /// The HTTP client has the request.
    Sent,
}

impl AttemptProgress {
    pub(super) fn new() -> Self {
        let stage = AtomicU8::new(AttemptStage::Preparing as u8);
        Self(Arc::new(Progress { stage, attempts: AtomicU32::new(0) }))
    }

    /// Returns the number of attempts that have begun.
    pub(super) fn attempts(&self) -> u32 {
        self.0.attempts.load(Ordering::Relaxed)
    }

    pub(super) fn stage(&self) -> AttemptStage {
        let reached = self.0.stage.load(Ordering::Relaxed);
        [AttemptStage::Preparing, AttemptStage::Resolving]
            .into_iter()
            .find(|&stage| stage as u8 == reached)
            .unwrap_or(AttemptStage::Sent)
    }

    /// Notes that the endpoint and the credentials are resolved.
    pub(super) fn prepare(&self) {
        self.reach(AttemptStage::Preparing);
    }

    fn reach(&self, stage: AttemptStage) {
        self.0.stage.store(stage as u8, Ordering::Relaxed);
    }
}

/// The interceptor that records the progress of each request.
#[derive(Debug)]
pub(super) struct RecordProgress;

impl Intercept for RecordProgress {
    fn name(&self) -> &'static str {
        "RecordProgress"
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(CalledOperation { progress, .. }) = bag.load::<CalledOperation>() {
            progress.0.attempts.fetch_add(1, Ordering::Relaxed);
            progress.reach(AttemptStage::Resolving);
        }
        Ok(())
    }

    fn read_before_signing(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        bag.load::<CalledOperation>().inspect(|operation| operation.progress.prepare());
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        bag.load::<CalledOperation>().inspect(|operation| operation.progress.reach(AttemptStage::Sent));
        Ok(())
    }
}
