//! Error responses: where the code is found, and members of errors in headers.

use codegen_runtime::{Failure, Operation as _, modelled_error, operation_error, structure};

use super::{Nothing, operation, response};

structure! {
    struct Complex = "Complex" {
        header: String = "Header" [header("X-Header")],
        status: i32 = "Status" [status_code],
        nested: String = "Nested",
        message: String = "message",
    }
}

modelled_error! { Complex = "Complex", Client, Unspecified, message }

operation_error! {
    enum GetError {
        Complex(Complex) = "Complex",
    }
}

operation! { Get: Nothing => Nothing, "GET" "/", errors GetError }

type Headers<'a> = &'a [(&'a str, &'a str)];

fn error(status: u16, headers: Headers<'_>, body: &str) -> codegen_runtime::Error<GetError> {
    Get::parse(&response(status, headers, body)).expect_err("it is an error")
}

#[test]
fn the_code_is_in_the_header_or_in_the_body() {
    let cases: &[(Headers<'_>, &str)] = &[
        (&[("X-Amzn-Errortype", "Complex")], ""),
        (&[("x-amzn-errortype", "Complex:http://internal.amazon.com/coral/")], "{}"),
        (&[("X-Amzn-ErrorType", "a.b#Complex:http://internal.amazon.com/coral/")], "{\"code\":\"Other\"}"),
        (&[], r#"{"__type":"Complex","code":"Other"}"#),
        (&[], r#"{"code":"a.b#Complex:http://internal.amazon.com/coral/"}"#),
    ];
    for (headers, body) in cases {
        let error = error(500, headers, body);
        assert_eq!(error.code(), Some("Complex"));
        assert!(matches!(error.kind(), GetError::Complex(_)), "{error:#?}");
    }
}

#[test]
fn members_of_an_error_are_read_from_wherever_they_are() {
    let headers = [("x-amzn-errortype", "Complex"), ("X-HEADER", "h"), ("x-amzn-requestid", "r-1")];
    let error = error(403, &headers, r#"{"Nested": "n", "Message": "no", "Header": 1}"#);
    assert_eq!(error.to_string(), "Get: Complex: no (HTTP 403, request id r-1)");
    let GetError::Complex(complex) = error.into_kind() else { panic!("it is modelled") };
    let expected =
        Complex { header: Some("h".into()), status: Some(403), nested: Some("n".into()), message: Some("no".into()) };
    assert_eq!(complex, expected);
}

#[test]
fn an_empty_body_leaves_what_is_in_headers() {
    let error = error(403, &[("x-amzn-errortype", "Complex"), ("x-header", "h")], "");
    let GetError::Complex(complex) = error.into_kind() else { panic!("it is modelled") };
    assert_eq!(complex, Complex { header: Some("h".into()), status: Some(403), ..Complex::default() });
}

#[test]
fn an_error_that_the_model_does_not_have_is_no_less_one() {
    let cases: &[(Headers<'_>, &str, &str)] = &[
        (
            &[("x-amzn-errortype", "Teapot")],
            r#"{"message":"short and stout"}"#,
            "Get: Teapot: short and stout (HTTP 418)",
        ),
        (&[], "<html>", "Get: the service returned an error: the response is an HTML page (HTTP 418)"),
    ];
    for (headers, body, line) in cases {
        let error = error(418, headers, body);
        assert!(matches!(error.kind(), GetError::Other(Failure::Service)), "{error:#?}");
        assert_eq!(error.to_string(), *line);
    }
}

#[test]
fn a_code_with_a_body_that_cannot_be_read_is_the_modelled_error() {
    for (body, line) in [
        ("<html>", "Get: Complex: the response is an HTML page (HTTP 418)"),
        (r#"{"Nested":1,"message":"no"}"#, "Get: Complex: no (HTTP 418)"),
    ] {
        let error = error(418, &[("x-amzn-errortype", "Complex")], body);
        assert!(matches!(error.kind(), GetError::Complex(_)), "{error:#?}");
        assert_eq!(error.to_string(), line);
    }
}

#[test]
fn a_code_or_a_message_that_is_null_at_last_is_absent() {
    let error = error(418, &[], r#"{"__type":"A","message":"m","code":"B","__type":null,"message":null}"#);
    assert_eq!(error.to_string(), "Get: B (HTTP 418)");
}
