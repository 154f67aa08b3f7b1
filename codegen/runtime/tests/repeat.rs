//! What an error says about sending the request again, to whoever has no client that knows.

// One small service for all tests of the runtime.
#[path = "client/mini.rs"]
#[allow(dead_code, reason = "not every test needs all of it")]
mod mini;

use codegen_runtime::{Error, Failure, Operation, Repeat};

use mini::{MiniError, Read};

fn answered(status: u16, body: &str) -> Error<MiniError> {
    let answer = http::Response::builder().status(status).body(body.to_owned()).expect("an answer");
    Read::parse(&answer).expect_err("it is an error")
}

#[test]
fn an_answer_says_whether_it_may_be_asked_for_again() {
    let cases = [
        // Whether what may be repeated is, and whether what may not be repeated is.
        (answered(400, r#"{"__type":"ThrottlingException"}"#), true, true),
        (answered(429, "slow down"), true, true),
        (answered(400, r#"{"__type":"Busy"}"#), true, true),
        (answered(500, "{}"), true, false),
        (answered(503, "<html>"), true, false),
        (answered(400, r#"{"__type":"RequestTimeout"}"#), true, false),
        (answered(501, "{}"), false, false),
        (answered(400, r#"{"__type":"Missing"}"#), false, false),
        (answered(403, r#"{"__type":"RequestTimeTooSkewed"}"#), false, false),
        (answered(200, "<html>"), false, false),
    ];
    for (error, safe, other) in cases {
        assert_eq!(error.may_be_repeated(Repeat::ReadOnly), safe, "{error}");
        assert_eq!(error.may_be_repeated(Repeat::Idempotent), safe, "{error}");
        assert_eq!(error.may_be_repeated(Repeat::Unsafe), other, "{error}");
    }
}

#[test]
fn a_failure_of_another_http_client_is_told_as_the_core_tells_its_own() {
    let failed = |failure| Error::<MiniError>::from_failure(Read::NAME, failure);
    let broken = failed(Failure::Connection("the cable is out".into()));
    assert_eq!(broken.to_string(), "Read: the connection failed: the cable is out");
    assert!(broken.is_outcome_unknown());
    assert_eq!([Repeat::ReadOnly, Repeat::Unsafe].map(|repeat| broken.may_be_repeated(repeat)), [true, false]);
    assert!(failed(Failure::Timeout("10 s".into())).is_timeout());
    let unsent = failed(Failure::Credentials("there are none".into()));
    assert!(!unsent.is_outcome_unknown() && !unsent.may_be_repeated(Repeat::ReadOnly));
}
