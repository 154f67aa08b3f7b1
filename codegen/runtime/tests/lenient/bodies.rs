//! Bodies that are not what the protocol says: empty ones, compressed ones, HTML pages, and ones without an end.

use std::io::{Read, Write as _};

use codegen_runtime::{Body, ByteStream, Error, Failure, Operation, OperationError as _, ParseOptions};

use super::shapes::{
    GetBound, GetBoundInXml, GetPayload, GetReport, GetReportInCbor, GetReportInQuery, GetReportInXml,
};
use super::shapes::{GetTextPayload, ReportError};
use super::{broken, lenient, response};

#[test]
fn nothing_is_the_empty_structure() {
    for body in ["", " ", "\r\n\t "] {
        assert_eq!(lenient::<GetReport>(&response(body)).0, Default::default());
        assert_eq!(lenient::<GetReportInXml>(&response(body)).0, Default::default());
        assert_eq!(lenient::<GetReportInQuery>(&response(body)).0, Default::default());
        assert_eq!(lenient::<GetBoundInXml>(&response(body)).0.arn(), None);
        assert_eq!(lenient::<GetBound>(&response(body)).0.arn(), None);
        assert_eq!(lenient::<GetPayload>(&response(body)).0.author().and_then(|author| author.name()), None);
    }
    assert_eq!(lenient::<GetReport>(&response(" null\n")).0, Default::default());
    for body in [&[][..], &[0xF6], &[0xF7], &[0xA0]] {
        assert_eq!(lenient::<GetReportInCbor>(&response(body)).0, Default::default());
    }
}

fn gzip(body: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

fn coded(status: u16, coding: &str, body: impl Into<Vec<u8>>) -> http::Response<Vec<u8>> {
    let response = http::Response::builder().status(status).header("content-encoding", coding);
    response.body(body.into()).expect("a response")
}

#[test]
fn a_compressed_body_is_decoded() {
    let json = r#"{"arn": "a", "pages": []}"#;
    for coding in ["gzip", "x-gzip", " GZIP "] {
        let (report, reports) = lenient::<GetReport>(&coded(200, coding, gzip(json)));
        assert_eq!((report.arn(), reports.len()), (Some("a"), 1));
    }
    for coding in ["identity", "", "gzip"] {
        // Also where the HTTP client has decoded the body and left the header.
        assert_eq!(lenient::<GetReport>(&coded(200, coding, json)).0.arn(), Some("a"));
    }
    let (report, _) = lenient::<GetReportInXml>(&coded(200, "gzip", gzip("<R><arn>a</arn></R>")));
    assert_eq!(report.arn(), Some("a"));
    let error = GetReport::parse(&coded(400, "gzip", gzip(r#"{"__type": "NoSuchReport", "message": "m"}"#)));
    let error = error.expect_err("an error");
    assert!(matches!(error.kind(), ReportError::NoSuchReport(_)), "{error:#?}");
    assert_eq!(error.message(), Some("m"));
}

#[test]
fn a_payload_of_bytes_is_as_it_was_stored() {
    let body = gzip("text");
    let read = GetTextPayload::parse_with(&coded(200, "gzip", body), ParseOptions::default()).expect("an output");
    assert_eq!(read.output.text(), None, "gzip is not text, and nobody decoded it");
    assert_eq!(read.metadata.unreadable_members().len(), 1);
}

#[test]
fn a_coding_that_cannot_be_decoded_is_an_error() {
    let message = broken::<GetReport>(&coded(200, "br", "\u{b}\u{2}"));
    let expected = "GetReport: invalid response: the body has the content coding `br`, which cannot be decoded; let the \
                    HTTP client decode it (HTTP 200)";
    assert_eq!(message, expected);
    let body = gzip(r#"{"arn": "a"}"#);
    let message = broken::<GetReport>(&coded(200, "gzip", &body[..body.len() - 4]));
    assert!(message.contains("breaks off"), "{message}");
    // An error is one all the same.
    let error = GetReport::parse(&coded(503, "br", "\u{b}")).expect_err("an error");
    assert_eq!(error.to_string(), "GetReport: the service returned an error (HTTP 503)");
    // A bomb.
    let bomb = coded(200, "gzip", gzip(&" ".repeat(10_000_000)));
    let error = GetReport::parse_with(&bomb, ParseOptions::default().body_limit(1 << 20)).expect_err("an error");
    assert!(error.to_string().contains("longer than the limit of 1048576 bytes"), "{error}");
}

const PAGE: &str =
    "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>to the \u{202e}network</body></html>";

#[test]
fn an_html_page_says_so() {
    fn parse<O: Operation<Error = ReportError, Output: std::fmt::Debug>>(status: u16) -> String {
        let response = http::Response::builder().status(status).body(PAGE).expect("a response");
        O::parse(&response).expect_err("an error").to_string()
    }
    let words = "Sign in to the network";
    let not_found = format!("the service returned an error: the response is an HTML page: {words} (HTTP 404)");
    let success =
        format!("invalid response: the response is an HTML page and not one of the service: {words} (HTTP 200)");
    for (name, parse) in [
        ("GetReport", parse::<GetReport> as fn(u16) -> String),
        ("GetReportInXml", parse::<GetReportInXml>),
        ("GetReportInQuery", parse::<GetReportInQuery>),
        ("GetReportInCbor", parse::<GetReportInCbor>),
        ("GetBound", parse::<GetBound>),
    ] {
        assert_eq!(parse(404), format!("{name}: {not_found}"));
        assert_eq!(parse(200), format!("{name}: {success}"));
    }
}

/// A body without an end.
struct Endless;

impl Read for Endless {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        to.fill(b' ');
        Ok(to.len())
    }
}

#[test]
fn a_body_without_an_end_stops_at_the_limit() {
    let endless = |status: u16| {
        let body = Body::from(ByteStream::from_reader(Endless));
        http::Response::builder().status(status).body(body).expect("a response")
    };
    let options = ParseOptions::default().body_limit(100_000);
    let error: Error<ReportError> = GetReport::parse_blocking_with(endless(200), options).expect_err("an error");
    assert!(matches!(error.kind().failure(), Some(Failure::Response(_))), "{error:#?}");
    let limit = "the response body is longer than the limit of 100000 bytes (`ParseOptions::body_limit`)";
    assert_eq!(error.to_string(), format!("GetReport: invalid response: {limit} (HTTP 200)"));
    assert!(error.is_outcome_unknown());
    // The body of an error is cut off.
    let error = GetReport::parse_blocking_with(endless(500), options).expect_err("an error");
    assert_eq!(error.raw_response().map(|raw| raw.body().len()), Some(100_000));
    // The default is a limit too.
    let error = GetReport::parse_blocking(endless(200)).expect_err("an error");
    assert!(error.to_string().contains("the limit of 134217728 bytes"), "{error}");
    // A body that ends right at the limit is whole.
    let whole = |padding: usize| {
        let body = [r#"{"arn": "a"}"#.as_bytes(), &vec![b' '; padding]].concat();
        http::Response::new(Body::from(ByteStream::from_reader(std::io::Cursor::new(body))))
    };
    let options = ParseOptions::default().body_limit(100);
    assert_eq!(GetReport::parse_blocking_with(whole(88), options).expect("an output").output.arn(), Some("a"));
    assert!(GetReport::parse_blocking_with(whole(89), options).is_err());
}
