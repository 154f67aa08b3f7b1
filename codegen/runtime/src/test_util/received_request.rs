//! A request that a test double received: its operation and its input.

use crate::{BoxError, Operation, Service};

/// A request whose body was received completely.
pub(super) struct ReceivedRequest(pub(super) http::Request<Vec<u8>>);

impl ReceivedRequest {
    /// Returns the input if the request is one of this operation, or an error if the input cannot be deserialized.
    pub(super) fn input<O: Operation>(&self) -> Option<Result<O::Input, BoxError>> {
        let mut input = O::Input::default();
        let server = O::DESCRIPTOR.service.protocol.server();
        let read = server.deserialize_request(O::DESCRIPTOR, &self.0, &mut input)?;
        Some(read.map(|()| input).map_err(BoxError::from))
    }

    /// Returns the name of the request's operation, for messages.
    pub(super) fn operation_name(&self, service: &Service) -> String {
        service.protocol.server().operation_name(&self.0)
    }
}
