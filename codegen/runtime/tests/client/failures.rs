//! Calls that bring no whole response: what each reads like, and whether the request was sent again.

use std::time::{Duration, Instant};

use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use aws_types::region::Region;
use aws_types::sdk_config::Builder;
use codegen_runtime::client::Client;
use codegen_runtime::{Endpoint, Failure, Service};
use tokio::net::TcpListener;

use super::{OK, both, call, config, failure, line};
use crate::mini::{Make, Read, SERVICE, Thing};
use crate::server::{Act, Server, response};

/// A response whose body is longer than what comes of it.
const HALF: &str = "HTTP/1.1 200 OK\r\nx-amzn-requestid: r-1\r\ncontent-length: 100\r\n\r\n{\"na";

fn limits() -> TimeoutConfigBuilder {
    TimeoutConfig::builder()
}

#[tokio::test]
async fn a_response_that_breaks_off_is_a_broken_connection() {
    let [read, make] = both(&[Act::Cut(HALF.to_owned())], config).await;
    assert!(matches!(failure(&read.0), Failure::Connection(_)), "{:?}", read.0);
    assert!(matches!(failure(&make.0), Failure::Connection(_)), "{:?}", make.0);
    assert_eq!(
        line(&make.0),
        "Make: connection failed: end of file before message length reached (HTTP 200, request id r-1)"
    );
    assert_eq!((read.1, make.1), (3, 1));
    // The headers arrived.
    let headers = make.0.expect_err("it fails").metadata().headers().clone();
    assert_eq!(headers.get("x-amzn-requestid").map(http::HeaderValue::as_bytes), Some(&b"r-1"[..]));
}

#[tokio::test]
async fn a_connection_cut_without_a_response_is_a_broken_connection() {
    for cut in ["", "HTTP/1.1 20"] {
        let [read, make] = both(&[Act::Cut(cut.to_owned())], config).await;
        assert!(matches!(failure(&make.0), Failure::Connection(_)), "{:?}", make.0);
        assert_eq!(line(&make.0), "Make: connection failed: connection closed before message completed");
        assert_eq!((read.1, make.1), (3, 1));
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left_in_time() {
    let read_timeout = || config().timeout_config(limits().read_timeout(Duration::from_millis(150)).build());
    let attempt = || config().timeout_config(limits().operation_attempt_timeout(Duration::from_millis(150)).build());
    let read_reason = "HTTP read timeout occurred after 150ms";
    let attempt_reason = "operation attempt timeout (single attempt) occurred after 150ms";
    for (config, reason) in [(read_timeout as fn() -> Builder, read_reason), (attempt, attempt_reason)] {
        let began = Instant::now();
        let [read, make] = both(&[Act::Stall], config).await;
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        assert!(matches!(failure(&read.0), Failure::Timeout(_)), "{:?}", read.0);
        assert!(make.0.as_ref().is_err_and(|error| error.is_timeout() && error.is_outcome_unknown()), "{:?}", make.0);
        assert_eq!(line(&make.0), format!("Make: timed out: {reason}"));
        assert_eq!((read.1, make.1), (3, 1));
    }
}

#[tokio::test]
async fn a_response_that_never_ends_times_out() {
    let config = || config().timeout_config(limits().operation_attempt_timeout(Duration::from_millis(150)).build());
    let [read, make] = both(&[Act::Send(HALF.to_owned())], config).await;
    assert!(matches!(failure(&read.0), Failure::Timeout(_)), "{:?}", read.0);
    assert!(matches!(failure(&make.0), Failure::Timeout(_)), "{:?}", make.0);
    assert_eq!((read.1, make.1), (3, 1));
}

#[tokio::test]
async fn a_call_has_a_limit_for_all_its_attempts() {
    let config = || config().timeout_config(limits().operation_timeout(Duration::from_secs(1)).build());
    let [read, _] = both(&[Act::Stall], config).await;
    assert!(matches!(failure(&read.0), Failure::Timeout(_)), "{:?}", read.0);
    assert_eq!(read.1, 1);
}

#[tokio::test]
async fn a_connection_that_is_refused_is_tried_again() {
    let closed = TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    let pauses =
        RetryConfig::standard().with_initial_backoff(Duration::from_millis(50)).with_use_static_exponential_base(true);
    let began = Instant::now();
    let outcome = call::<Make>(config().retry_config(pauses).endpoint_url(format!("http://{closed}"))).await;
    // Two pauses, of which the second is twice as long.
    assert!(began.elapsed() >= Duration::from_millis(150), "{:?}", began.elapsed());
    assert!(matches!(failure(&outcome), Failure::Connection(_)), "{outcome:?}");
    let expected = format!("Make: connection failed: cannot connect to {closed}: ");
    assert!(line(&outcome).starts_with(&expected), "{}", line(&outcome));
}

#[tokio::test]
async fn a_connection_that_never_comes_about_is_tried_again() {
    let server = Server::start([Act::Stall]).await;
    let limits = limits().connect_timeout(Duration::from_millis(100)).build();
    // A handshake that nobody responds to.
    let url = format!("https://{}", server.address);
    let outcome = call::<Make>(config().timeout_config(limits).endpoint_url(url)).await;
    assert!(matches!(failure(&outcome), Failure::Timeout(_)), "{outcome:?}");
    let address = &server.address;
    let expected = format!("Make: timed out: cannot connect to {address}: HTTP connect timeout occurred after 100ms");
    assert_eq!(line(&outcome), expected);
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_region_without_the_service_is_named() {
    // Too long for a host's name, so that no name server need be asked.
    let region = "x".repeat(64);
    let outcome = call::<Read>(config().region(Region::new(region.clone()))).await;
    assert!(matches!(failure(&outcome), Failure::Connection(_)), "{outcome:?}");
    let line = line(&outcome);
    let expected = format!("Read: connection failed: cannot connect to minitest.{region}.invalid: ");
    assert!(line.starts_with(&expected), "{line}");
    assert!(line.ends_with(&format!(" (is the service offered in {region}?)")), "{line}");
}

/// A service that does not listen in any region.
static DEAF: Service = Service { id: "Deaf", resolve_endpoint: |_| Ok(Endpoint::new("http://127.0.0.1:1")), ..SERVICE };

#[tokio::test]
async fn a_region_is_not_in_doubt_if_its_host_refuses_the_connection() {
    let client = Client::new(&config().retry_config(RetryConfig::disabled()).build(), &DEAF);
    let line = line(&client.invoke::<Read>(Thing::default()).await);
    assert!(line.starts_with("Read: connection failed: cannot connect to 127.0.0.1:1: "), "{line}");
    assert!(line.contains("onnection refused") && !line.contains("us-west-2"), "{line}");
}

#[tokio::test]
async fn without_a_region_there_is_no_endpoint() {
    for url in [None, Some("http://127.0.0.1:1")] {
        let mut config = config().region(None);
        config.set_endpoint_url(url.map(str::to_owned));
        let outcome = call::<Read>(config).await;
        assert!(matches!(failure(&outcome), Failure::Endpoint(_)), "{outcome:?}");
        let line = line(&outcome);
        assert!(line.starts_with("Read: failed to resolve the endpoint: "), "{line}");
        assert!(line.ends_with("(set a region in the configuration, or AWS_REGION in the environment)"), "{line}");
    }
}

#[tokio::test]
async fn an_invalid_endpoint_is_reported() {
    let outcome = call::<Read>(config().endpoint_url("localhost")).await;
    assert!(matches!(failure(&outcome), Failure::Endpoint(_)), "{outcome:?}");
    assert!(
        line(&outcome).starts_with("Read: failed to resolve the endpoint: `localhost` is not a valid endpoint URL: "),
        "{}",
        line(&outcome)
    );
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = Server::start([response(200, "", OK)]).await;
    let mut config = config().endpoint_url(server.url());
    config.set_credentials_provider(None);
    let outcome = call::<Read>(config).await;
    assert!(matches!(failure(&outcome), Failure::Credentials(_)), "{outcome:?}");
    assert_eq!(line(&outcome), "Read: failed to load credentials: the configuration has no credentials provider");
    assert_eq!(server.count(), 0);
}

/// Says why it has nothing.
#[derive(Debug)]
struct Broken;

impl ProvideCredentials for Broken {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::provider_error("the profile has expired")))
    }
}

/// Never comes with anything.
#[derive(Debug)]
struct Slow;

impl ProvideCredentials for Slow {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(std::future::pending())
    }
}

#[tokio::test]
async fn unavailable_credentials_are_reported_with_the_reason() {
    let server = Server::start([response(200, "", OK)]).await;
    let provider = SharedCredentialsProvider::new(Broken);
    let outcome = call::<Read>(config().credentials_provider(provider).endpoint_url(server.url())).await;
    assert!(matches!(failure(&outcome), Failure::Credentials(_)), "{outcome:?}");
    assert_eq!(line(&outcome), "Read: failed to load credentials: the profile has expired");
    assert_eq!(server.count(), 0);
}

type Config = fn() -> Builder;

#[tokio::test]
async fn it_is_known_whether_a_call_may_have_had_an_effect() {
    let stalled = || config().timeout_config(limits().operation_attempt_timeout(Duration::from_millis(100)).build());
    let garbled = response(200, "", "<html>");
    let acts: [(Act, Config, bool); 6] = [
        (Act::Cut(String::new()), config, true),
        (Act::Stall, stalled, true),
        (response(500, "", "{}"), config, true),
        (garbled, config, true),
        (response(400, "", r#"{"__type":"Missing"}"#), config, false),
        (response(500, "", r#"{"__type":"Busy"}"#), config, false),
    ];
    for (act, config, expected) in acts {
        let server = Server::start([act.clone()]).await;
        let error = call::<Make>(config().endpoint_url(server.url())).await.expect_err("it fails");
        assert_eq!(error.is_outcome_unknown(), expected, "{act:?}: {error}");
    }
    let closed = TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    let slow = SharedCredentialsProvider::new(Slow);
    let unsent: [(Builder, &str); 4] = [
        (stalled().credentials_provider(slow), "timed out"),
        (config().endpoint_url(format!("http://{closed}")), "cannot connect"),
        (config().region(None), "failed to resolve the endpoint"),
        (config().credentials_provider(SharedCredentialsProvider::new(Broken)), "failed to load credentials"),
    ];
    for (config, reason) in unsent {
        let error = call::<Make>(config).await.expect_err("it fails");
        assert!(error.to_string().contains(reason) && !error.is_outcome_unknown(), "{error}");
    }
}
