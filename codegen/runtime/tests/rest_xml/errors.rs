//! Responses that are errors.

use codegen_runtime as rt;
use rt::{Error, Failure, modelled_error, operation_error};

use super::{Headers, Nothing, operation, received};

rt::structure! { pub struct Inner = "Inner" { foo: String = "Foo" } }
rt::structure! {
    pub struct Complex = "ComplexError" {
        header: String = "Header" [header("X-Header")],
        status: i32 = "Status" [status_code],
        top: String = "TopLevel",
        nested: Inner = "Nested",
        message: String = "message",
    }
}
modelled_error! { Complex = "ComplexError", Client, Unspecified, message }
rt::structure! { pub struct Missing = "NotFound" {} }
modelled_error! { Missing = "NotFound", Client, Unspecified, }

operation_error! {
    pub(crate) enum GetError {
        Complex(Complex) = "ComplexError",
        Missing(Missing) = "NotFound",
    }
}

operation! { Get of SERVICE: Nothing => Nothing, "GET" "/", errors GetError }

fn error(status: u16, headers: Headers<'_>, body: &str) -> Error<GetError> {
    received::<Get>(status, headers, body).expect_err("it is an error")
}

const MEMBERS: &str = "<Type>Sender</Type><TopLevel>Top level</TopLevel><Code>ComplexError</Code><Message>Hi</Message>\
    <Nested><Foo>bar</Foo></Nested>";

#[test]
fn members_are_within_the_error() {
    for body in [
        format!("<ErrorResponse xmlns='urn:x'><Error>{MEMBERS}</Error><RequestId>r-1</RequestId></ErrorResponse>"),
        format!(
            "<?xml version='1.0'?>\n<ErrorResponse><RequestId>r-1</RequestId>\n<Error>{MEMBERS}</Error></ErrorResponse>"
        ),
        format!("<Error>{MEMBERS}<RequestId>r-1</RequestId><HostId>h</HostId></Error>"),
        format!("<Response><Errors><Error>{MEMBERS}</Error></Errors><RequestID>r-1</RequestID></Response>"),
    ] {
        let error = error(403, &[("X-Header", "Header")], &body);
        assert_eq!(error.to_string(), "Get: ComplexError: Hi (HTTP 403, request id r-1)");
        let GetError::Complex(complex) = error.into_kind() else { panic!("it is modelled: {body}") };
        let expected = Complex {
            header: Some("Header".into()),
            status: Some(403),
            top: Some("Top level".into()),
            nested: Some(Inner { foo: Some("bar".into()) }),
            // The service's name for it is not the model's.
            message: Some("Hi".into()),
        };
        assert_eq!(complex, expected);
    }
}

#[test]
fn the_request_id_of_a_header_goes_first() {
    let body = "<ErrorResponse><RequestId>body</RequestId></ErrorResponse>";
    assert_eq!(error(400, &[], body).request_id(), Some("body"));
    assert_eq!(error(400, &[("x-amz-request-id", "header")], body).request_id(), Some("header"));
}

#[test]
fn an_error_without_a_body_has_the_code_of_its_status() {
    assert_eq!(error(404, &[("x-amz-request-id", "r-1")], "").to_string(), "Get: NotFound (HTTP 404, request id r-1)");
    assert!(matches!(error(404, &[], "").kind(), GetError::Missing(_)));
    for (status, code) in [
        (301, "MovedPermanently"),
        (304, "NotModified"),
        (400, "BadRequest"),
        (403, "Forbidden"),
        (412, "PreconditionFailed"),
        (500, "InternalServerError"),
        (503, "ServiceUnavailable"),
        (599, "599"),
    ] {
        assert_eq!(error(status, &[], "").code(), Some(code));
    }
    assert_eq!(error(404, &[("x-amzn-errortype", "a#Teapot:http://x/")], "").code(), Some("Teapot"));
}

#[test]
fn an_error_that_the_model_does_not_have_is_no_less_one() {
    for (body, line) in [
        (
            "<html><Code>x</Code></html>",
            "Get: the service returned an error: the response is an HTML page: x (HTTP 418)",
        ),
        (
            "<!DOCTYPE html><html><br></html>",
            "Get: the service returned an error: the response is an HTML page (HTTP 418)",
        ),
        ("{}", "Get: the service returned an error (HTTP 418)"),
        ("<Error/>", "Get: the service returned an error (HTTP 418)"),
        ("<Error><Code>Teapot</Code><Message>a\nb</Mess", "Get: Teapot (HTTP 418)"),
        ("<Error><Code> Teapot\n</Code><Message> short </Message></Error>", "Get: Teapot: short (HTTP 418)"),
        (
            "<Error><Code>A</Code><Code>B</Code><Message><b/></Message><message>m</message></Error>",
            "Get: A: m (HTTP 418)",
        ),
        ("<ErrorResponse><Code>A</Code><Error><Code>B</Code></Error></ErrorResponse>", "Get: B (HTTP 418)"),
        ("<ErrorResponse><Message>m</Message><Error><Code>A</Code></Error></ErrorResponse>", "Get: A (HTTP 418)"),
        ("<Error><Error><Code>A</Code></Error><Code>B</Code></Error>", "Get: B (HTTP 418)"),
    ] {
        let error = error(418, &[], body);
        assert!(matches!(error.kind(), GetError::Other(Failure::Service)), "{error:#?}");
        assert_eq!(error.to_string(), line, "{body}");
    }
    let deep = "<Errors>".repeat(100_000);
    assert_eq!(error(400, &[], &deep).code(), None);
}

#[test]
fn members_of_another_kind_leave_the_code() {
    let body = "<Error><Code>ComplexError</Code><TopLevel><a/></TopLevel></Error>";
    let error = error(400, &[], body);
    assert_eq!(error.code(), Some("ComplexError"));
    assert!(matches!(error.kind(), GetError::Complex(error) if error.top.is_none()), "{error:#?}");
}
