//! Errors: an odd value in a member does not hide which error it is.

use codegen_runtime::{Operation, OperationError as _, UnreadableMember};

use super::shapes::{GetReport, GetReportInCbor, GetReportInQuery, GetReportInXml, HeadError, HeadReport, ReportError};

fn error<O: Operation<Error = ReportError, Output: std::fmt::Debug>>(
    headers: &[(&str, &str)],
    body: impl Into<Vec<u8>>,
) -> codegen_runtime::Error<ReportError> {
    let mut response = http::Response::builder().status(400);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    O::parse(&response.body(body.into()).expect("a response")).expect_err("an error")
}

#[test]
fn an_odd_member_does_not_hide_the_error() {
    let json = r#"{"__type": "NoSuchReport", "message": "gone", "deleted": "yesterday", "arn": "a"}"#;
    let members = "<Code>NoSuchReport</Code><message>gone</message><deleted>yesterday</deleted><arn>a</arn>";
    let cbor = b"\xA4\x66__type\x6CNoSuchReport\x67message\x64gone\x67deleted\xF5\x63arn\x61a";
    for error in [
        error::<GetReport>(&[], json),
        error::<GetReportInCbor>(&[], *cbor),
        error::<GetReportInXml>(&[], format!("<Error>{members}</Error>")),
        error::<GetReportInQuery>(&[], format!("<ErrorResponse><Error>{members}</Error></ErrorResponse>")),
    ] {
        let ReportError::NoSuchReport(modelled) = error.kind() else { panic!("{error:#?}") };
        assert_eq!((modelled.message(), modelled.arn(), modelled.deleted), (Some("gone"), Some("a"), None));
        let reports: Vec<_> = error.metadata().unreadable_members().iter().map(UnreadableMember::path).collect();
        assert_eq!(reports, ["deleted"], "{error}");
    }
}

#[test]
fn the_code_alone_is_enough() {
    for body in ["", "{", "[]", "<html>", r#"{"message": 1}"#, "\u{0}"] {
        for error in [
            error::<GetReport>(&[("x-amzn-errortype", "NoSuchReport:http://internal")], body),
            error::<GetReportInXml>(&[("x-amzn-errortype", "aws.reports#NoSuchReport")], body),
        ] {
            assert!(matches!(error.kind(), ReportError::NoSuchReport(_)), "{body}: {error:#?}");
            assert_eq!(error.code(), Some("NoSuchReport"));
            assert!(error.kind().as_modelled().is_some());
        }
    }
}

#[test]
fn a_code_is_found_wherever_it_stands() {
    for spelling in [
        "NoSuchReport",
        "aws.reports#NoSuchReport",
        "NoSuchReport:http://internal/",
        "a#NoSuchReport:b",
        " NoSuchReport ",
    ] {
        for error in [
            error::<GetReport>(&[("x-amzn-errortype", spelling)], "{}"),
            error::<GetReport>(&[], format!(r#"{{"__type": "{spelling}"}}"#)),
            error::<GetReport>(&[], format!(r#"{{"code": "{spelling}"}}"#)),
            error::<GetReport>(&[], format!(r#"{{"Code": "{spelling}"}}"#)),
            // Also before the place where the body breaks, and beside odd values.
            error::<GetReport>(&[], format!(r#"{{"__type": "{spelling}", "message": "#)),
            error::<GetReport>(&[], format!(r#"{{"message": "\ud800", "code": 400, "Code": "{spelling}"}}"#)),
            error::<GetReportInXml>(&[("x-amzn-errortype", spelling)], ""),
        ] {
            assert!(matches!(error.kind(), ReportError::NoSuchReport(_)), "{spelling}: {error:#?}");
            assert_eq!(error.code(), Some("NoSuchReport"));
        }
    }
    let older =
        error::<GetReport>(&[("x-amzn-query-error", "Reports.Missing;Sender")], r#"{"__type": "NoSuchReport"}"#);
    assert!(matches!(older.kind(), ReportError::NoSuchReport(_)), "{older:#?}");
    assert_eq!(older.code(), Some("Reports.Missing"));
    let only = error::<GetReport>(&[("x-amzn-query-error", "NoSuchReport;Sender")], "<html>");
    assert!(matches!(only.kind(), ReportError::NoSuchReport(_)), "{only:#?}");
    for name in ["message", "Message", "errorMessage", "exceptionMessage", "error_description"] {
        let json = error::<GetReport>(&[], format!(r#"{{"__type": "Other", "{name}": "why"}}"#));
        let xml = error::<GetReportInXml>(&[], format!("<Error><Code>Other</Code><{name}>why</{name}></Error>"));
        assert_eq!((json.message(), xml.message()), (Some("why"), Some("why")), "{name}");
    }
}

#[test]
fn a_sensitive_message_is_only_in_the_modelled_error() {
    let error = error::<GetReport>(&[], r#"{"__type": "NotYours", "message": "for Alice"}"#);
    let ReportError::NotYours(modelled) = error.kind() else { panic!("{error:#?}") };
    assert_eq!((modelled.message(), error.message()), (Some("for Alice"), None));
    for shown in [error.to_string(), format!("{error:?}"), format!("{:?}", error.kind())] {
        assert!(!shown.contains("Alice"), "{shown}");
    }
}

#[test]
fn a_missing_thing_without_a_body_is_the_modelled_error() {
    for headers in [&[][..], &[("x-amzn-errortype", "NotFound")]] {
        let mut response = http::Response::builder().status(404);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let error = HeadReport::parse(&response.body("").expect("a response")).expect_err("an error");
        assert!(matches!(error.kind(), HeadError::NoSuchKey(_)), "{error:#?}");
        assert_eq!((error.code(), error.status()), (Some("NotFound"), Some(404)));
    }
    // With a body the code in it counts.
    let body = "<Error><Code>NoSuchUpload</Code></Error>";
    let error = HeadReport::parse(&http::Response::builder().status(404).body(body).expect("a response"));
    assert!(matches!(error.expect_err("an error").kind(), HeadError::Other(_)));
    // Another status, or a body without a code, does not say that anything is missing.
    for (status, body) in [(403, ""), (500, ""), (404, "<html>"), (404, "<Error></Error>")] {
        let error = HeadReport::parse(&http::Response::builder().status(status).body(body).expect("a response"));
        assert!(matches!(error.expect_err("an error").kind(), HeadError::Other(_)), "{status} {body}");
    }
}

#[test]
fn what_a_server_says_is_one_line_of_bounded_length() {
    let long = "é".repeat(100_000);
    let error = error::<GetReport>(
        &[("x-amzn-requestid", "r\u{1}")][..0],
        format!("{{\"__type\": \"A\u{202e}B\\nC{long}\", \"message\": \"a\\r\\nb\u{200b}\u{2066}{long}\"}}"),
    );
    for line in [error.to_string(), format!("{error:?}"), format!("{error:#?}")] {
        assert!(line.chars().count() < 2500, "{} characters", line.chars().count());
        assert!(!line.contains(['\u{202e}', '\u{200b}', '\u{2066}', '\r']), "{line}");
    }
    assert!(error.to_string().starts_with("GetReport: AB Cé"), "{error}");
    assert!(!error.to_string().contains('\n'));
}

#[test]
fn an_error_has_the_response_as_it_came() {
    let error = error::<GetReport>(&[("x-amzn-errortype", "Other"), ("retry-after", "3")], r#"{"a": 1}"#);
    let raw = error.raw_response().expect("a response");
    assert_eq!((raw.status().as_u16(), &raw.body()[..]), (400, &br#"{"a": 1}"#[..]));
    assert_eq!(raw.headers().get("x-amzn-errortype").map(http::HeaderValue::as_bytes), Some(&b"Other"[..]));
    let metadata = error.metadata();
    assert_eq!((metadata.status(), metadata.attempts()), (Some(400), None));
    assert_eq!(metadata.retry_after(), Some(std::time::Duration::from_secs(3)));
    assert_eq!(metadata.headers().len(), 2);
}

#[test]
fn a_retry_after_a_date_is_a_pause() {
    let pause = |headers: &[(&str, &str)]| {
        error::<GetReport>(headers, "{}").metadata().retry_after().map(|pause| pause.as_secs())
    };
    let now = ("date", "Fri, 31 Dec 1999 23:59:00 GMT");
    assert_eq!(pause(&[now, ("retry-after", "Fri, 31 Dec 1999 23:59:59 GMT")]), Some(59));
    assert_eq!(pause(&[now, ("retry-after", "Fri, 31 Dec 1999 23:58:00 GMT")]), Some(0));
    assert_eq!(pause(&[("retry-after", "Fri, 31 Dec 1999 23:59:59 GMT")]), None);
    assert_eq!(pause(&[now, ("retry-after", "soon")]), None);
    assert_eq!(pause(&[now, ("retry-after", "7")]), Some(7));
}
