//! The progress of a request: the number of its attempts, and the stage of the current one. The stage decides how a failure is
//! reported and whether the request can be sent again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

/// The number of attempts of a request, and the stage of the current one. All clones show the same.
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

    /// Notes that an attempt begins.
    pub(super) fn begin(&self) {
        self.0.attempts.fetch_add(1, Ordering::Relaxed);
        self.reach(AttemptStage::Resolving);
    }

    /// Notes that the HTTP client gets the request.
    pub(super) fn send(&self) {
        self.reach(AttemptStage::Sent);
    }

    fn reach(&self, stage: AttemptStage) {
        self.0.stage.store(stage as u8, Ordering::Relaxed);
    }
}
