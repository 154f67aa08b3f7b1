//! Errors: their codes, messages and members, with the bodies of botocore's test suite.

use http::HeaderValue;

use super::service::{EmptyInputOutput, Errors, QueryCompatibleOperation};
use super::{failure, response};

#[test]
fn the_type_in_the_body_is_the_code() {
    let body = "v2ZfX3R5cGV4LnNtaXRoeS5wcm90b2NvbHRlc3RzLnJwY3YyQ2JvciNJbnZhbGlkR3JlZXRpbmdnTWVzc2FnZWJIaf8=";
    let error = failure::<EmptyInputOutput>(&response(400, body));
    assert_eq!(error.to_string(), "EmptyInputOutput: InvalidGreeting: Hi (HTTP 400, request id r-1)");
    assert!(matches!(error.kind(), Errors::InvalidGreeting(error) if error.message() == Some("Hi")));
}

#[test]
fn an_error_has_members_or_none() {
    let body = concat!(
        "v2ZfX3R5cGV4K3NtaXRoeS5wcm90b2NvbHRlc3RzLnJwY3YyQ2JvciNDb21wbGV4RXJyb3JoVG9wTGV2ZWxpVG9wIGxldmVsZk5lc3RlZL9j",
        "Rm9vY2Jhcv//"
    );
    let Errors::ComplexError(error) = failure::<EmptyInputOutput>(&response(400, body)).into_kind() else {
        panic!("another error")
    };
    assert_eq!(error.top_level(), Some("Top level"));
    assert_eq!(error.nested().and_then(|nested| nested.foo()), Some("bar"));

    let empty = "v2ZfX3R5cGV4K3NtaXRoeS5wcm90b2NvbHRlc3RzLnJwY3YyQ2JvciNDb21wbGV4RXJyb3L/";
    let error = failure::<EmptyInputOutput>(&response(400, empty));
    assert!(matches!(error.kind(), Errors::ComplexError(error) if *error == Default::default()));
}

#[test]
fn the_code_of_an_older_protocol_is_shown_and_the_shape_decides() {
    let body = "uQACZl9fdHlwZXgrYXdzLnByb3RvY29sdGVzdHMucnBjdjJjYm9yI0N1c3RvbUNvZGVFcnJvcmdtZXNzYWdlYkhp";
    let mut response = response(400, body);
    response.headers_mut().insert("x-amzn-query-error", HeaderValue::from_static("Customized;Sender"));
    let error = failure::<QueryCompatibleOperation>(&response);
    assert_eq!((error.code(), error.message()), (Some("Customized"), Some("Hi")));
    assert!(matches!(error.kind(), Errors::CustomCodeError(_)));
}

#[test]
fn an_error_of_something_between_is_an_error_all_the_same() {
    let mut response = response(503, "");
    *response.body_mut() = b"<html>Bad gateway</html>".to_vec();
    response.headers_mut().remove("smithy-protocol");
    let error = failure::<EmptyInputOutput>(&response);
    assert!(matches!(error.kind(), Errors::Other(_)));
    assert_eq!((error.code(), error.message(), error.status()), (None, None, Some(503)));
}

#[test]
fn a_member_of_another_kind_does_not_hide_the_code() {
    let mut response = response(400, "");
    *response.body_mut() = b"\xBF\x67message\xA1\x61a\x80\x64code\x01\x66__type\x6FInvalidGreeting\xFF".to_vec();
    let error = failure::<EmptyInputOutput>(&response);
    assert_eq!((error.code(), error.message()), (Some("InvalidGreeting"), None));
}
