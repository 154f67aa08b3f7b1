//! The client: metadata of every call, and the strict mode.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::SdkConfig;
use aws_types::region::Region;
use codegen_runtime::client::Client;
use codegen_runtime::schema::Structure as _;
use codegen_runtime::{Failure, OperationError as _, ParseOptions, RetrySafety};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::shapes::{GetReport, JSON, Nothing};

/// Sends these responses, one for each connection.
async fn serve(responses: Vec<String>) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        for response in responses {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            drop(stream.read(&mut [0; 8192]).await);
            drop(stream.write_all(response.as_bytes()).await);
        }
    });
    Client::new(&config(url), &JSON)
}

fn config(url: String) -> SdkConfig {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    SdkConfig::builder()
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(url)
        .build()
}

fn response(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} S\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}")
}

const ODD: &str = r#"{"arn": "arn:report", "pages": "many"}"#;

#[tokio::test]
async fn a_success_has_metadata() {
    let throttled = response(429, "retry-after: 0\r\n", "");
    let odd = response(200, "x-amzn-requestid: r-1\r\nx-amz-retry-after: 250\r\n", ODD);
    let client = serve(vec![throttled, odd]).await;
    let read = client.invoke::<GetReport>(Nothing::default()).with_metadata().await.expect("an output");
    assert_eq!(read.output.arn(), Some("arn:report"));
    let metadata = &read.metadata;
    assert_eq!((metadata.status(), metadata.request_id(), metadata.attempts()), (Some(200), Some("r-1"), Some(2)));
    assert_eq!(metadata.retry_after(), Some(Duration::from_millis(250)));
    assert!(metadata.headers().contains_key("x-amzn-requestid"));
    let [report] = metadata.unreadable_members() else { panic!("{metadata:?}") };
    assert_eq!((report.path().as_str(), report.offset()), ("pages", Some(31)));
    // The plain call is as it was, and its output carries the report.
    let client = serve(vec![response(200, "", ODD)]).await;
    let output = client.invoke::<GetReport>(Nothing::default()).await.expect("an output");
    assert_eq!(output.unreadable_members().len(), 1);
}

#[tokio::test]
async fn an_error_has_metadata() {
    let body = r#"{"__type": "NoSuchReport", "message": "gone"}"#;
    let client = serve(vec![response(500, "", "{}"), response(400, "x-amzn-requestid: r-2\r\n", body)]).await;
    let call = client.invoke::<GetReport>(Nothing::default()).retry_safety(RetrySafety::Idempotent);
    let error = call.await.expect_err("an error");
    assert_eq!((error.metadata().attempts(), error.metadata().request_id()), (Some(2), Some("r-2")));
    assert_eq!(error.raw_response().map(|raw| &raw.body()[..]), Some(body.as_bytes()));
    let call = client.invoke::<GetReport>(Nothing::default()).max_attempts(1).with_metadata();
    assert_eq!(call.await.expect_err("nobody listens").metadata().attempts(), Some(1));
}

#[tokio::test]
async fn a_strict_client_gets_an_error() {
    let client = serve(vec![response(200, "", ODD), response(200, "", ODD)]).await;
    let strict = client.with_parse_options(ParseOptions::default().strict(true));
    let error = strict.invoke::<GetReport>(Nothing::default()).await.expect_err("an error");
    assert!(matches!(error.kind().failure(), Some(Failure::Response(_))), "{error:#?}");
    assert!(error.is_outcome_unknown());
    assert_eq!(error.raw_response().map(|raw| &raw.body()[..]), Some(ODD.as_bytes()));
    assert!(client.invoke::<GetReport>(Nothing::default()).await.is_ok(), "the other client is not strict");
}

/// Sends a head, and then the same bytes over and over, until the client hangs up. Returns how many bytes were sent.
async fn flood(head: &'static str, again: &'static str) -> (SdkConfig, tokio::task::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = tokio::spawn(async move {
        let mut sent = 0;
        let (mut stream, _) = listener.accept().await.expect("a connection");
        drop(stream.read(&mut [0; 8192]).await);
        drop(stream.write_all(head.as_bytes()).await);
        let again = again.repeat(1000);
        while stream.write_all(again.as_bytes()).await.is_ok() {
            sent += again.len();
        }
        sent
    });
    (config(url), server)
}

#[tokio::test]
async fn a_response_without_an_end_stops_at_the_limit() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    for (head, again) in [(chunked, "a\r\n          \r\n"), ("HTTP/1.1 200 OK\r\n\r\n", "          ")] {
        let (config, server) = flood(head, again).await;
        let client = Client::new(&config, &JSON).with_parse_options(ParseOptions::default().body_limit(1 << 20));
        let call = client.invoke::<GetReport>(Nothing::default()).retry_safety(RetrySafety::Idempotent);
        let error = call.await.expect_err("an error");
        assert!(matches!(error.kind().failure(), Some(Failure::Response(_))), "{error:#?}");
        let expected = "GetReport: invalid response: the response body is longer than the limit of 1048576 bytes \
                        (`ParseOptions::body_limit`) (HTTP 200)";
        assert_eq!((error.to_string().as_str(), error.metadata().attempts()), (expected, Some(1)));
        assert!(error.is_outcome_unknown() && !error.is_retryable(RetrySafety::Idempotent));
        // The rest is in the buffers of the sockets.
        assert!(server.await.expect("no panic") < 64 << 20);
    }
}

#[tokio::test]
async fn a_declared_length_beyond_the_limit_is_not_read() {
    let client = serve(vec!["HTTP/1.1 200 OK\r\ncontent-length: 4000000000\r\n\r\n{".to_owned()]).await;
    let error = client.invoke::<GetReport>(Nothing::default()).await.expect_err("an error");
    assert!(error.to_string().contains("longer than the limit of 134217728 bytes"), "{error}");
}

#[tokio::test]
async fn an_error_without_an_end_is_cut_off() {
    let (config, server) = flood("HTTP/1.1 400 Bad\r\nx-amzn-errortype: NoSuchReport\r\n\r\n", "          ").await;
    let client = Client::new(&config, &JSON).with_parse_options(ParseOptions::default().body_limit(1 << 20));
    let error = client.invoke::<GetReport>(Nothing::default()).await.expect_err("an error");
    assert_eq!((error.code(), error.raw_response().map(|raw| raw.body().len())), (Some("NoSuchReport"), Some(1 << 20)));
    drop(server);
}

#[tokio::test]
async fn a_flood_of_informational_responses_does_not_outlast_the_time_limit() {
    let (config, server) = flood("", "HTTP/1.1 103 Early Hints\r\n\r\n").await;
    let client = Client::new(&config, &JSON);
    let call = client.invoke::<GetReport>(Nothing::default()).attempt_timeout(Duration::from_millis(300));
    let error =
        tokio::time::timeout(Duration::from_secs(20), call).await.expect("the limit holds").expect_err("an error");
    assert!(error.is_timeout() || matches!(error.kind().failure(), Some(Failure::Connection(_))), "{error:#?}");
    server.abort();
}

#[tokio::test]
async fn an_html_page_names_the_host() {
    let client = serve(vec![response(404, "", "<html>Not found</html>")]).await;
    let error = client.invoke::<GetReport>(Nothing::default()).await.expect_err("an error");
    let line = error.to_string();
    let start =
        "GetReport: the service returned an error: the response is an HTML page: Not found (HTTP 404 from 127.0.0.1:";
    assert!(line.starts_with(start), "{line}");
}

#[tokio::test]
async fn an_internal_error_of_any_status_is_sent_once_and_has_an_unknown_outcome() {
    for status in [400, 403, 500] {
        let client = serve(vec![response(status, "", r#"{"__type": "InternalError"}"#)]).await;
        let error = client.invoke::<GetReport>(Nothing::default()).await.expect_err("an error");
        assert_eq!((error.metadata().attempts(), error.is_outcome_unknown()), (Some(1), true), "{error}");
        assert!(!error.is_retryable(RetrySafety::NotIdempotent));
    }
}
