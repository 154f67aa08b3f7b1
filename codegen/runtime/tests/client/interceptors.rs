//! Interceptors: headers that are added before signing, and what they see of requests, responses and failures.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::sdk_config::Builder;

use codegen_runtime::client::config::{Config, Credentials, Region};
use codegen_runtime::client::{Client, InterceptedAttempt, InterceptedRequest, InterceptedResponse, Interceptor};
use codegen_runtime::{BoxError, Failure, OperationError as _};

use super::{OK, config};
use crate::mini::{Make, Read, SERVICE, Thing};
use crate::server::{Act, Server, header, response};

/// Adds a header with the number of the attempt, and notes what it sees.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Interceptor for Recorder {
    fn modify_before_signing(&self, request: &mut InterceptedRequest) -> Result<(), BoxError> {
        assert!(!request.headers().contains_key("authorization"));
        let attempt = request.attempt().to_string();
        request.headers_mut().insert("x-attempt", attempt.parse()?);
        request.headers_mut().append("x-many", "a".parse()?);
        request.headers_mut().append("x-many", "b".parse()?);
        Ok(())
    }

    fn read_before_transmit(&self, request: &InterceptedRequest) {
        let is_signed = request.headers().contains_key("authorization");
        let line = format!("{} {} {} {is_signed}", request.operation().name, request.method(), request.attempt());
        assert!(request.uri().starts_with("http://127.0.0.1:"), "{}", request.uri());
        self.0.lock().expect("no panic").push(line);
    }

    fn read_after_transmit(&self, response: &InterceptedResponse) {
        let header = response.headers().get("x-from").and_then(|id| id.to_str().ok());
        let line = format!("{} {} {} {header:?}", response.operation().name, response.status(), response.attempt());
        self.0.lock().expect("no panic").push(line);
    }
}

fn signed_headers(request: &str) -> &str {
    let authorization = header(request, "authorization").expect("it is signed");
    authorization.split("SignedHeaders=").nth(1).and_then(|rest| rest.split(',').next()).expect("a list")
}

#[tokio::test]
async fn headers_are_added_to_each_attempt_before_it_is_signed() {
    let throttled = response(400, "x-from: one\r\n", r#"{"__type":"ThrottlingException"}"#);
    let server = Server::start([throttled, response(200, "x-from: two\r\n", OK)]).await;
    let recorder = Recorder::default();
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE);
    client.with_interceptor(recorder.clone()).invoke::<Read>(Thing::default()).await.expect("it succeeds");
    let requests = server.requests();
    for (request, attempt) in requests.iter().zip(["1", "2"]) {
        assert_eq!(header(request, "x-attempt"), Some(attempt), "{request}");
        let names: Vec<_> = signed_headers(request).split(';').collect();
        assert!(["x-attempt", "x-many", "host"].iter().all(|name| names.contains(name)), "{names:?}");
        assert!(header(request, "user-agent").is_some_and(|agent| agent.starts_with("aws-sdk")), "{request}");
        assert_eq!(request.to_lowercase().matches("\r\nx-many: ").count(), 2, "{request}");
    }
    let seen = recorder.0.lock().expect("no panic").clone();
    let expected = ["Read POST 1 true", "Read 400 1 Some(\"one\")", "Read POST 2 true", "Read 200 2 Some(\"two\")"];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn the_interceptors_of_a_request_run_after_those_of_the_client() {
    let server = Server::start([response(200, "", OK), response(200, "", OK)]).await;
    let conf = Config::builder()
        .region(Region::new("us-west-2"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "static"))
        .endpoint_url(server.url())
        .interceptor(Recorder::default())
        .build();
    let client = Client::from_conf(conf, &SERVICE);
    let call = client.invoke::<Make>(Thing::default()).map_headers(|headers| {
        let attempt = headers.remove("x-attempt").ok_or("the client adds it")?;
        headers.insert("x-later", attempt);
        Ok(())
    });
    call.await.expect("it succeeds");
    client.invoke::<Make>(Thing::default()).await.expect("it succeeds");
    let requests = server.requests();
    assert_eq!((header(&requests[0], "x-later"), header(&requests[0], "x-attempt")), (Some("1"), None));
    assert_eq!((header(&requests[1], "x-later"), header(&requests[1], "x-attempt")), (None, Some("1")));
}

#[tokio::test]
async fn an_error_of_an_interceptor_ends_the_request_before_it_is_sent() {
    let server = Server::start([response(200, "", OK)]).await;
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE);
    let call = client.invoke::<Read>(Thing::default()).map_headers(|headers| {
        headers.insert("x-trace", "a\nb".parse()?);
        Ok(())
    });
    let error = call.await.expect_err("the value of the header is invalid");
    assert!(matches!(error.kind().failure(), Some(Failure::Request(_))), "{error:#?}");
    assert_eq!(error.to_string(), "Read: failed to build the request: failed to parse header value");
    assert_eq!((error.metadata().attempts(), server.count()), (Some(1), 0));
    assert!(!error.is_outcome_unknown());
    let call = client.invoke::<Read>(Thing::default()).map_headers(|headers| {
        headers.insert("x-trace", http::HeaderValue::from_bytes(&[0xFF])?);
        Ok(())
    });
    let error = call.await.expect_err("the value of the header is not text");
    assert!(
        error.to_string().ends_with("an interceptor gave the header `x-trace` a value that is not UTF-8"),
        "{error}"
    );
    assert_eq!(server.count(), 0);
}

/// Notes the end of each attempt.
#[derive(Clone, Default)]
struct Attempts(Arc<Mutex<Vec<String>>>);

impl Interceptor for Attempts {
    fn read_after_attempt(&self, attempt: &InterceptedAttempt<'_>) {
        assert_eq!(attempt.error().is_some(), attempt.message().is_some());
        let name = attempt.operation().name;
        let line =
            format!("{name} {} {:?}: {}", attempt.number(), attempt.status(), attempt.message().unwrap_or_default());
        self.0.lock().expect("no panic").push(line);
    }
}

/// Sends a request to a server with this script, and returns what an interceptor saw of its attempts.
async fn attempts(script: &[Act], change: fn(Builder) -> Builder) -> Vec<String> {
    let server = Server::start(script).await;
    let seen = Attempts::default();
    let client = Client::new(&change(config().endpoint_url(server.url())).build(), &SERVICE);
    let _ = client.with_interceptor(seen.clone()).invoke::<Read>(Thing::default()).await;
    seen.0.lock().expect("no panic").clone()
}

#[tokio::test]
async fn an_interceptor_sees_the_end_of_each_attempt() {
    let throttled = response(400, "", r#"{"__type":"ThrottlingException"}"#);
    let script = [throttled, Act::Cut(String::new()), response(200, "", OK)];
    let broken = "Read 2 None: connection closed before message completed";
    assert_eq!(attempts(&script, |config| config).await, ["Read 1 Some(400): ", broken, "Read 3 Some(200): "]);
    let half = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"na".to_owned();
    let script = [Act::Cut(half), response(200, "", OK)];
    let broken = "Read 1 Some(200): end of file before message length reached";
    assert_eq!(attempts(&script, |config| config).await, [broken, "Read 2 Some(200): "]);
}

#[tokio::test]
async fn an_interceptor_sees_attempts_that_bring_no_response() {
    let limit = Duration::from_millis(150);
    let attempt = attempts(&[Act::Stall], |config| {
        config.timeout_config(TimeoutConfig::builder().operation_attempt_timeout(Duration::from_millis(150)).build())
    });
    let reason = format!("operation attempt timeout (single attempt) occurred after {limit:?}");
    let expected: Vec<_> = (1..=3).map(|number| format!("Read {number} None: {reason}")).collect();
    assert_eq!(attempt.await, expected);
    let operation = attempts(&[Act::Stall], |config| {
        config.timeout_config(TimeoutConfig::builder().operation_timeout(Duration::from_millis(150)).build())
    });
    let reason = format!("operation timeout (all attempts including retries) occurred after {limit:?}");
    assert_eq!(operation.await, [format!("Read 1 None: {reason}")]);
    let credentials = attempts(&[Act::Stall], |mut config| {
        config.set_credentials_provider(None);
        config
    });
    assert_eq!(credentials.await, ["Read 1 None: the configuration has no credentials provider"]);
    // No server has this port, which is that of the discard protocol.
    let refused = attempts(&[Act::Stall], |config| config.endpoint_url("http://127.0.0.1:9")).await;
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(refused[0].starts_with("Read 1 None: ") && refused[0].contains("refused"), "{refused:?}");
}

/// Adds a header that cannot be signed.
struct Unsignable;

impl Interceptor for Unsignable {
    fn modify_before_signing(&self, request: &mut InterceptedRequest) -> Result<(), BoxError> {
        request.headers_mut().insert("x-latin", http::HeaderValue::from_bytes(b"\xE4")?);
        Ok(())
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_signed_is_a_failure_of_the_request() {
    let server = Server::start([response(200, "", OK)]).await;
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE).with_interceptor(Unsignable);
    let error = client.invoke::<Read>(Thing::default()).await.expect_err("it cannot be signed");
    assert!(matches!(error.kind().failure(), Some(Failure::Request(_))), "{error:#?}");
    assert_eq!(server.count(), 0);
}
