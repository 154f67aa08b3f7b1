//! The predicates of errors, and how errors are shown.

use codegen_runtime::{Error, Failure, Operation as _};

use crate::mini::{MiniError, Read};

fn failed(failure: Failure) -> Error<MiniError> {
    Error::from_failure("Read", failure)
}

fn responded(status: u16, code: &str) -> Error<MiniError> {
    let body = format!(r#"{{"__type":"{code}","message":"m"}}"#);
    let response = http::Response::builder().status(status).body(body).expect("a response");
    Read::parse(&response).expect_err("an error")
}

#[test]
fn an_error_is_of_the_kind_that_it_is_and_of_no_other() {
    // Whether a timeout expired, the service throttled, and a later request may succeed.
    for (error, expected) in [
        (failed(Failure::Timeout("t".into())), [true, false, true]),
        (failed(Failure::Connection("c".into())), [false, false, true]),
        (failed(Failure::Request("r".into())), [false, false, false]),
        (failed(Failure::Response("r".into())), [false, false, false]),
        (responded(400, "Busy"), [false, true, true]),
        (responded(400, "ThrottlingException"), [false, true, true]),
        (responded(400, "Missing"), [false, false, false]),
        (responded(400, "RequestTimeTooSkewed"), [false, false, false]),
        (responded(500, "Missing"), [false, false, true]),
        (responded(500, "Other"), [false, false, true]),
    ] {
        let found = [error.is_timeout(), error.is_throttling(), error.is_transient()];
        assert_eq!(found, expected, "{error}");
    }
}

#[test]
fn the_enum_of_an_operation_shows_its_variant_and_what_is_in_it() {
    let missing = responded(400, "Missing");
    assert_eq!(format!("{:?}", missing.kind()), r#"Missing(Missing { message: Some("m") })"#);
    let MiniError::Missing(modelled) = missing.kind() else { panic!("{missing}") };
    assert_eq!(modelled.to_string(), "Missing: m");
    assert_eq!(format!("{:?}", responded(400, "Other").kind()), "Other(Service)");
}
