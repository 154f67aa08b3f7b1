//! The side of the service, for tests.

use codegen_runtime::protocol::{ErrorBody, ServerProtocol};
use codegen_runtime::schema::DeserializeStructure;
use codegen_runtime::{Operation, OperationError as _};
use http::StatusCode;

use super::failure;
use super::service::{
    ComplexError, EmptyInputOutput, Errors, Nested, NoInputOutput, SERVICE, Simple, SimpleScalarProperties,
};

fn server() -> &'static dyn ServerProtocol {
    SERVICE.protocol.server()
}

/// Returns what a server reads of a request, if it asks for the operation.
fn received<O: Operation>(request: &http::Request<Vec<u8>>) -> Option<O::Input> {
    let mut input = O::Input::default();
    let read: &mut dyn DeserializeStructure = &mut input;
    server().deserialize_request(O::DESCRIPTOR, request, read)?.unwrap_or_else(|e| panic!("{e}"));
    Some(input)
}

#[test]
fn a_request_is_read_by_the_operation_that_it_asks_for() {
    let input = set!(Simple { string: "a".into() });
    let request = SimpleScalarProperties::request(&input).unwrap_or_else(|e| panic!("{e}"));
    let request = request.map(|body| body.into_bytes().expect("bytes").into());
    assert_eq!(received::<SimpleScalarProperties>(&request), Some(input));
    assert_eq!(received::<EmptyInputOutput>(&request), None);
    assert_eq!(server().operation_name(&request), "SimpleScalarProperties");
    let request = NoInputOutput::request(&Default::default()).unwrap_or_else(|e| panic!("{e}"));
    let request = request.map(|body| body.into_bytes().expect("bytes").into());
    assert!(received::<NoInputOutput>(&request).is_some());
    assert_eq!(server().operation_name(&http::Request::new(Vec::new())), "GET /");
}

#[test]
fn responses_are_read_by_the_client() {
    let output = set!(Simple { long: 1 });
    let response = server().serialize_response(SimpleScalarProperties::DESCRIPTOR, &output).expect("a response");
    assert_eq!(SimpleScalarProperties::parse(&response).ok(), Some(output));
}

#[test]
fn errors_are_read_by_the_client() {
    let error = set!(ComplexError { top_level: "top".into(), nested: Nested::default() });
    let body = ErrorBody::Modelled(&error);
    let response = server().serialize_error(StatusCode::BAD_REQUEST, "ComplexError", body).expect("a response");
    assert!(matches!(failure::<EmptyInputOutput>(&response).into_kind(), Errors::ComplexError(read) if read == error));

    let body = ErrorBody::Message("slow down");
    let response = server().serialize_error(StatusCode::TOO_MANY_REQUESTS, "Throttled", body).expect("a response");
    let error = failure::<EmptyInputOutput>(&response);
    assert!(error.kind().failure().is_some());
    assert_eq!((error.code(), error.message()), (Some("Throttled"), Some("slow down")));
}
