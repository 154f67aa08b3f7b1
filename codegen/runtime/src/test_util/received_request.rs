//! A request as a service sees it: which operation it asks for, and the input that it asks with.

use crate::{BoxError, Operation, Service};

/// A request that has come in whole.
pub(super) struct ReceivedRequest(pub(super) http::Request<Vec<u8>>);

impl ReceivedRequest {
    /// The input, if the request asks for this operation; an error where it does and cannot be read.
    pub(super) fn input<O: Operation>(&self) -> Option<Result<O::Input, BoxError>> {
        let mut input = O::Input::default();
        let server = O::DESCRIPTOR.service.protocol.server();
        let read = server.deserialize_request(O::DESCRIPTOR, &self.0, &mut input)?;
        Some(read.map(|()| input).map_err(BoxError::from))
    }

    /// What the request calls its operation, for messages.
    pub(super) fn operation_name(&self, service: &Service) -> String {
        service.protocol.server().operation_name(&self.0)
    }
}
