//! The state of a request.

use aws_smithy_types::config_bag::{Storable, StoreReplace};

use super::attempt::AttemptProgress;
use crate::Descriptor;

/// The state of a request, for the interceptors and the deserializer, which all requests share.
#[derive(Debug)]
pub(super) struct RequestState {
    pub(super) descriptor: &'static Descriptor,
    /// The limit of a response body that is read into memory, in bytes.
    pub(super) body_limit: usize,
    pub(super) progress: AttemptProgress,
}

impl Storable for RequestState {
    type Storer = StoreReplace<Self>;
}
