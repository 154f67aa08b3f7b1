//! The retry safety of errors, for callers that have no client.

use codegen_runtime::{Error, Failure, Operation, RetrySafety};

use crate::mini::{MiniError, Missing, Read};

fn error(status: u16, body: &str) -> Error<MiniError> {
    let response = http::Response::builder().status(status).body(body.to_owned()).expect("a response");
    Read::parse(&response).expect_err("it is an error")
}

#[test]
fn a_response_says_whether_its_request_is_retryable() {
    let cases = [
        // The results for an idempotent request, and for one that is not.
        (error(400, r#"{"__type":"ThrottlingException"}"#), true, true),
        (error(429, "slow down"), true, true),
        (error(400, r#"{"__type":"Busy"}"#), true, true),
        (error(500, "{}"), true, false),
        (error(503, "<html>"), true, false),
        (error(400, r#"{"__type":"RequestTimeout"}"#), true, false),
        (error(501, "{}"), false, false),
        (error(400, r#"{"__type":"Missing"}"#), false, false),
        (error(403, r#"{"__type":"RequestTimeTooSkewed"}"#), false, false),
        (error(200, "<html>"), false, false),
    ];
    for (error, safe, other) in cases {
        assert_eq!(error.is_retryable(RetrySafety::Idempotent), safe, "{error}");
        assert_eq!(error.is_retryable(RetrySafety::Idempotent), safe, "{error}");
        assert_eq!(error.is_retryable(RetrySafety::NotIdempotent), other, "{error}");
    }
}

/// Whoever trusts that a request had no effect sends it again: both methods must say the same of every error.
#[test]
fn an_error_that_may_be_retried_anyway_had_no_effect() {
    const CODES: [&str; 14] = [
        "",
        "ThrottlingException",
        "SlowDown",
        "RequestTimeTooSkewed",
        "InternalError",
        "RequestTimeout",
        "InternalFailure",
        "InternalServerException",
        "ServiceUnavailable",
        "Missing",
        "Busy",
        "Failed",
        "Odd",
        "TransactionInProgressException",
    ];
    for status in [300, 400, 403, 404, 408, 409, 418, 429, 499, 500, 501, 502, 503, 504, 505, 599] {
        for code in CODES {
            let error = error(status, &format!(r#"{{"__type": "{code}"}}"#));
            let is_retried = error.is_retryable(RetrySafety::NotIdempotent);
            assert!(!(is_retried && error.is_outcome_unknown()), "{error}");
            let may_have_failed =
                code.starts_with("Internal") || code == "RequestTimeout" || code == "ServiceUnavailable";
            let no_effect = ["ThrottlingException", "SlowDown", "RequestTimeTooSkewed", "Busy"].contains(&code)
                || code == "TransactionInProgressException"
                || status == 429;
            let expected = !no_effect && (may_have_failed || status >= 500);
            assert_eq!(error.is_outcome_unknown(), expected, "{error}");
            if error.is_retryable(RetrySafety::Idempotent) {
                assert_eq!(is_retried, !error.is_outcome_unknown(), "{error}");
            }
        }
    }
}

#[test]
fn a_failure_of_another_http_client_is_reported_as_the_core_reports_its_own() {
    let failed = |failure| Error::<MiniError>::from_failure(Read::NAME, failure);
    let broken = failed(Failure::Connection("the cable is out".into()));
    assert_eq!(broken.to_string(), "Read: connection failed: the cable is out");
    assert!(broken.is_outcome_unknown());
    assert_eq!(
        [RetrySafety::Idempotent, RetrySafety::NotIdempotent].map(|repeat| broken.is_retryable(repeat)),
        [true, false]
    );
    assert!(failed(Failure::Timeout("10 s".into())).is_timeout());
    let unsent = failed(Failure::Credentials("there are none".into()));
    assert!(!unsent.is_outcome_unknown() && !unsent.is_retryable(RetrySafety::Idempotent));
}

#[test]
fn the_cause_of_an_error_is_throttling_a_transient_failure_or_neither() {
    let cases = [
        (error(400, r#"{"__type":"ThrottlingException"}"#), true, true),
        (error(429, "slow down"), true, true),
        (error(500, r#"{"__type":"Busy"}"#), true, true),
        (error(500, "{}"), false, true),
        (error(501, "{}"), false, true),
        (error(400, r#"{"__type":"RequestTimeout"}"#), false, true),
        (error(403, r#"{"__type":"RequestTimeTooSkewed"}"#), false, false),
        (error(400, r#"{"__type":"Missing"}"#), false, false),
        (error(200, "<html>"), false, false),
    ];
    for (error, is_throttling, is_transient) in cases {
        let found = (error.is_throttling(), error.is_transient(), error.is_timeout());
        assert_eq!(found, (is_throttling, is_transient, false), "{error}");
    }
    let failed = |failure| Error::<MiniError>::from_failure(Read::NAME, failure);
    for (error, is_timeout, is_transient) in [
        (failed(Failure::Timeout("10 s".into())), true, true),
        (failed(Failure::Connection("broken".into())), false, true),
        (failed(Failure::Credentials("none".into())), false, false),
        (failed(Failure::Response("<html>".into())), false, false),
    ] {
        assert_eq!((error.is_timeout(), error.is_transient()), (is_timeout, is_transient), "{error}");
        assert!(!error.is_throttling(), "{error}");
    }
}

#[test]
fn debug_names_the_structure_and_display_has_code_and_message() {
    let missing = Missing { message: Some("no\nthing".to_owned()) };
    assert_eq!((missing.to_string(), Missing::default().to_string()), ("Missing: no thing".into(), "Missing".into()));
    let shown = format!("{:?}", MiniError::Missing(missing));
    assert_eq!(shown, r#"Missing(Missing { message: Some("no\nthing") })"#);
    assert_eq!(format!("{:?}", MiniError::Other(Failure::Service)), "Other(Service)");
}
