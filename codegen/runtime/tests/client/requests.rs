//! Requests as they are sent, and responses that arrive complete.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use codegen_runtime::client::{Client, InterceptedRequest, Interceptor, SendFuture};
use codegen_runtime::{
    Endpoint, EndpointError, EndpointParams, Failure, Operation, OperationError as _, RetrySafety, Service,
};

use super::{OK, both, call, config, failure, line};
use crate::mini::{Choice, Make, MiniError, Read, SERVICE, Thing};
use crate::server::{Act, Server, header, response};

#[tokio::test]
async fn a_call_sends_a_signed_request_and_parses_the_response() {
    let server = Server::start([response(200, "", OK)]).await;
    let output = call::<Make>(config().endpoint_url(server.url())).await.expect("it succeeds");
    assert_eq!(output.name(), Some("x"));
    let [request] = &server.requests()[..] else { panic!("one request") };
    assert!(request.starts_with("POST / HTTP/1.1\r\n"), "{request}");
    assert_eq!(header(request, "content-type"), Some("application/x-amz-json-1.1"));
    assert_eq!(header(request, "x-amz-target"), Some("Mini_20200101.Make"));
    let authorization = header(request, "authorization").expect("it is signed");
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), "{authorization}");
    assert!(authorization.contains("/us-west-2/minitest/aws4_request"), "{authorization}");
    assert!(header(request, "user-agent").expect("it names itself").contains(" api/minitest/"), "{request}");
    assert!(header(request, "amz-sdk-invocation-id").is_some());
    assert_eq!(header(request, "amz-sdk-request"), Some("attempt=1; max=3"));
    let (_, body) = request.split_once("\r\n\r\n").expect("a body");
    let token = body.strip_prefix(r#"{"name":"in","token":""#).and_then(|rest| rest.strip_suffix(r#""}"#));
    assert_eq!(token.expect("a token").len(), 36, "{body}");
}

#[tokio::test]
async fn nothing_is_sent_before_a_call_is_awaited() {
    fn is_send<T: Send + 'static>(_: &T) {}
    let server = Server::start([response(200, "", OK)]).await;
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE);
    let future: SendFuture<Read> = client.invoke(Thing::default());
    is_send(&future);
    assert_eq!(format!("{future:?}"), r#"SendFuture("Read")"#);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.count(), 0);
    tokio::spawn(future).await.expect("no panic").expect("it succeeds");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn an_empty_body_is_an_empty_output() {
    for (output, count) in both(&[response(200, "", "")], config).await {
        assert_eq!(output.expect("it succeeds").name(), None);
        assert_eq!(count, 1);
    }
}

#[tokio::test]
async fn a_request_whose_response_cannot_be_parsed_is_not_retried() {
    for (outcome, count) in both(&[response(200, "", "{\"name\": 1")], config).await {
        assert!(matches!(failure(&outcome), Failure::Response(_)), "{outcome:?}");
        assert!(line(&outcome).ends_with("(HTTP 200, request id r-1)"), "{}", line(&outcome));
        assert_eq!(count, 1);
    }
}

#[tokio::test]
async fn a_modelled_error_is_reported_once() {
    let body = r#"{"__type":"mini#Missing","message":"no such thing"}"#;
    for (outcome, count) in both(&[response(400, "", body)], config).await {
        let error = outcome.expect_err("it fails");
        assert!(matches!(error.kind(), MiniError::Missing(_)), "{error:?}");
        assert!(error.to_string().ends_with("Missing: no such thing (HTTP 400, request id r-1)"), "{error}");
        assert_eq!(count, 1);
    }
}

#[tokio::test]
async fn an_error_outside_the_model_keeps_its_code() {
    let script = [response(403, "", r#"{"__type":"AccessDeniedException","Message":"not you"}"#)];
    let [(outcome, count), _] = both(&script, config).await;
    assert!(matches!(failure(&outcome), Failure::Service));
    assert_eq!(line(&outcome), "Read: AccessDeniedException: not you (HTTP 403, request id r-1)");
    assert_eq!(count, 1);
}

#[tokio::test]
async fn an_input_that_cannot_be_sent_is_an_error_of_the_request() {
    let input = Thing { choice: Some(Choice::Unknown), ..Thing::default() };
    let outcome = Client::new(&config().build(), &SERVICE).invoke::<Read>(input).await;
    assert!(matches!(failure(&outcome), Failure::Request(_)), "{outcome:?}");
    let expected = "Read: failed to build the request: choice: the union Choice holds a member that the model does not have, which cannot be sent";
    assert_eq!(line(&outcome), expected);
}

/// An operation with a host prefix.
#[derive(Debug)]
struct Prefixed;

impl Operation for Prefixed {
    type Input = Thing;
    type Output = Thing;
    type Error = MiniError;
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Prefixed";
    const RETRY_SAFETY: RetrySafety = RetrySafety::NotIdempotent;
    const HOST_PREFIX: &'static str = "data.";
}

#[tokio::test]
async fn the_host_prefix_can_be_left_out() {
    let server = Server::start([response(200, "", OK)]).await;
    let (_, port) = server.address.rsplit_once(':').expect("a port");
    // No name below `invalid` exists.
    let config = |url: String| config().endpoint_url(url).retry_config(RetryConfig::disabled()).build();
    let client = Client::new(&config(format!("http://host.invalid:{port}")), &SERVICE);
    let error = client.invoke::<Prefixed>(Thing::default()).await.expect_err("there is no such host").to_string();
    assert!(error.contains(&format!("cannot connect to data.host.invalid:{port}: ")), "{error}");
    assert!(error.contains("`with_host_prefix(false)` leaves it out"), "{error}");
    let error = client.with_host_prefix(false).invoke::<Prefixed>(Thing::default()).await.expect_err("no such host");
    assert!(error.to_string().contains(&format!("cannot connect to host.invalid:{port}: ")), "{error}");
    assert!(!error.to_string().contains("with_host_prefix"), "{error}");

    // A host that the region determines is never one of a server for tests.
    let of_region = super::config().retry_config(RetryConfig::disabled()).build();
    let client = Client::new(&of_region, &SERVICE);
    let error = client.invoke::<Prefixed>(Thing::default()).await.expect_err("there is no such host").to_string();
    assert!(error.contains("cannot connect to data.minitest.us-west-2.invalid: "), "{error}");
    assert!(error.contains("(is the service offered in us-west-2?)") && !error.contains("prefix"), "{error}");

    let local = Client::new(&config(format!("http://localhost:{port}")), &SERVICE).with_host_prefix(false);
    local.invoke::<Prefixed>(Thing::default()).await.expect("the server has no prefix");
    // An address has no names below it, and that is not a secret.
    let seen = Arc::new(Mutex::new(Vec::new()));
    let address = Client::new(&config(server.url()), &SERVICE).with_interceptor(SeenPrefixes(Arc::clone(&seen)));
    address.invoke::<Prefixed>(Thing::default()).await.expect("it has no prefix");
    assert_eq!(header(&server.requests()[1], "host"), Some(&*server.address));
    address.invoke::<Read>(Thing::default()).await.expect("it has no prefix");
    address.with_host_prefix(false).invoke::<Prefixed>(Thing::default()).await.expect("it has no prefix");
    assert_eq!(*seen.lock().expect("no panic"), [Some("data.".to_owned()), None, None]);
}

/// The host prefixes that requests went without.
struct SeenPrefixes(Arc<Mutex<Vec<Option<String>>>>);

impl Interceptor for SeenPrefixes {
    fn read_before_transmit(&self, request: &InterceptedRequest) {
        self.0.lock().expect("no panic").push(request.omitted_host_prefix().map(str::to_owned));
    }
}

#[tokio::test]
async fn the_error_of_an_address_names_the_prefix_that_it_lacks() {
    // A port without a server: the listener is gone at once.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    drop(listener);
    let config = config().endpoint_url(format!("http://{address}")).retry_config(RetryConfig::disabled()).build();
    let client = Client::new(&config, &SERVICE);
    let error = client.invoke::<Prefixed>(Thing::default()).await.expect_err("there is no server").to_string();
    assert!(error.contains(&format!("cannot connect to {address}: ")), "{error}");
    assert!(error.contains("host prefix `data.` is left out, because the host is an IP address"), "{error}");
    let error = client.invoke::<Read>(Thing::default()).await.expect_err("there is no server").to_string();
    assert!(!error.contains("prefix"), "{error}");
}

#[tokio::test]
async fn the_error_of_an_unsupported_endpoint_keeps_the_endpoint() {
    static SIGV4A: Service = Service {
        id: "Mini Test",
        api_version: "2020-01-01",
        signing_name: "minitest",
        protocol: SERVICE.protocol,
        resolve_endpoint: resolve_unsupported,
    };
    let error =
        Client::new(&config().build(), &SIGV4A).invoke::<Read>(Thing::default()).await.expect_err("not supported");
    assert!(matches!(error.kind().failure(), Some(Failure::Endpoint(_))), "{error}");
    let endpoint = error.endpoint_error().and_then(EndpointError::endpoint).expect("the endpoint");
    assert_eq!(endpoint.url, "https://global.example.com");
    assert_eq!(endpoint.auth_scheme.as_deref(), Some("sigv4a"));
    assert_eq!(endpoint.signing_region_set, ["*"]);
    // A program that signs requests itself sends them there.
    let request = endpoint.apply(Read::request(&Thing::default()).expect("a request")).expect("it is valid");
    assert_eq!(request.uri(), "https://global.example.com/");
    // Any other error has no endpoint.
    let other = call::<Read>(config().endpoint_url("no URL")).await.expect_err("there is no such endpoint");
    assert!(other.endpoint_error().expect("an error of the endpoint").endpoint().is_none());
}

fn resolve_unsupported(_: &EndpointParams) -> Result<Endpoint, EndpointError> {
    let endpoint =
        Endpoint::new("https://global.example.com").signed_as("minitest").with_auth_scheme("sigv4a", ["*".to_owned()]);
    Err(EndpointError::unsupported("requests must be signed with SigV4a", endpoint))
}

#[tokio::test]
async fn a_response_that_stalls_is_given_up_before_the_time_limit() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    let server = Server::start([Act::Send(head.to_owned())]).await;
    let protection = StalledStreamProtectionConfig::enabled().grace_period(Duration::from_millis(100)).build();
    let limits = TimeoutConfig::builder().operation_timeout(Duration::from_secs(60)).build();
    let config = config().endpoint_url(server.url()).stalled_stream_protection(protection).timeout_config(limits);
    let error = call::<Make>(config.retry_config(RetryConfig::disabled())).await.expect_err("it never ends");
    assert!(error.to_string().contains("throughput"), "{error}");
}

#[tokio::test]
async fn without_a_time_limit_a_connection_that_stalls_is_given_up() {
    let server = Server::start([Act::Stall]).await;
    let protection = StalledStreamProtectionConfig::enabled().grace_period(Duration::from_millis(100)).build();
    let config = config().stalled_stream_protection(protection).timeout_config(TimeoutConfig::disabled());
    // The server does not reply to the handshake.
    let config = config.endpoint_url(server.url().replace("http:", "https:"));
    let call = call::<Make>(config.retry_config(RetryConfig::disabled()));
    let outcome = tokio::time::timeout(Duration::from_secs(60), call).await.expect("it ends");
    assert!(line(&outcome).contains("throughput"), "{}", line(&outcome));
}

#[tokio::test]
async fn only_a_function_of_lambda_sends_the_trace_that_it_is_part_of() {
    // In processes of their own, for the environment belongs to a process.
    let Some(expected) = std::env::var_os("EXPECTED_TRACE") else {
        for (function, expected) in [(Some("f"), "Root=1-2-3"), (None, "")] {
            let this = std::env::current_exe().expect("a path");
            let mut alone = std::process::Command::new(this);
            alone.args(["--exact", "client::requests::only_a_function_of_lambda_sends_the_trace_that_it_is_part_of"]);
            alone.env_remove("AWS_LAMBDA_FUNCTION_NAME").envs(function.map(|name| ("AWS_LAMBDA_FUNCTION_NAME", name)));
            let run = alone.env("_X_AMZN_TRACE_ID", "Root=1-2-3").env("EXPECTED_TRACE", expected).output();
            let said = String::from_utf8_lossy(&run.expect("it runs").stdout).into_owned();
            assert!(said.contains("1 passed"), "{function:?}: {said}");
        }
        return;
    };
    let server = Server::start([response(200, "", OK)]).await;
    call::<Make>(config().endpoint_url(server.url())).await.expect("it succeeds");
    let [request] = &server.requests()[..] else { panic!("one request") };
    assert_eq!(header(request, "x-amzn-trace-id").unwrap_or_default(), expected);
}
