//! The enums of the runtime that items refer to. Each value displays as the name of its variant in the runtime.

use std::fmt;

/// The runtime's `RetrySafety`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetrySafety {
    /// The client retries a request after transient failures.
    Idempotent,
    /// The client sends a request at most once, unless the service provably did nothing.
    NotIdempotent,
}

/// The runtime's `Auth`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// SigV4, which is the default.
    SigV4,
    /// SigV4 without the body.
    SigV4UnsignedPayload,
    /// No signature.
    None,
}

/// The runtime's `Fault`: the party that caused an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The caller.
    Client,
    /// The service.
    Server,
}

/// The runtime's `Retry`: the trait `retryable` of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The error has no such trait.
    Unspecified,
    /// A retry may succeed.
    Retryable,
    /// A retry may succeed after a pause.
    Throttling,
}

/// The runtime's `AcceptorState`: the classification of a response by an acceptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptorState {
    /// The awaited state is reached.
    Success,
    /// The awaited state cannot be reached.
    Failure,
    /// The waiter polls again.
    Retry,
}

/// Displays a value as `Debug` does: by the name of its variant.
macro_rules! display_variant {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, f)
            }
        }
    )*};
}

display_variant!(RetrySafety, Auth, Fault, Retry, AcceptorState);
