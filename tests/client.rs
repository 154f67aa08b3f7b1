//! The generated client over real connections: what it sends, what it makes of a response, and what it sends
//! again. How each failure reads in detail is for the runtime's own tests.

use std::time::{Duration, Instant};

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use aws_types::sdk_config::Builder;
use generated::devicefarm::Client;
use generated::devicefarm::operation::create_remote_access_session::{
    CreateRemoteAccessSessionError, CreateRemoteAccessSessionOutput,
};
use generated::devicefarm::operation::get_remote_access_session::{
    GetRemoteAccessSessionError, GetRemoteAccessSessionOutput,
};
use generated::devicefarm::types::{BillingMethod, CreateRemoteAccessSessionConfiguration, ExecutionStatus};
use generated::runtime::{Error, Failure};

use crate::server::{Act, Server, header, response};

const ARN: &str = "arn:aws:devicefarm:us-west-2:123456789101:session:1";
const PENDING: &str = r#"{"remoteAccessSession":{"arn":"arn:aws:devicefarm:us-west-2:123456789101:session:1","status":"PENDING","created":1414535204.5}}"#;
const RUNNING: &str = r#"{"remoteAccessSession":{"status":"RUNNING"}}"#;
const THROTTLED: &str = r#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#;

/// A configuration that is complete but for the endpoint, and does not pause for long.
fn config() -> Builder {
    let credentials = Credentials::from_keys("AKIDEXAMPLE", "secret", None);
    SdkConfig::builder()
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(5)))
}

/// The same, with little patience for a server that says nothing.
fn impatient() -> Builder {
    config().timeout_config(TimeoutConfig::builder().operation_attempt_timeout(Duration::from_millis(150)).build())
}

fn client(server: &Server) -> Client {
    Client::new(&config().endpoint_url(server.url()).build())
}

type Created = Result<CreateRemoteAccessSessionOutput, Error<CreateRemoteAccessSessionError>>;
type Got = Result<GetRemoteAccessSessionOutput, Error<GetRemoteAccessSessionError>>;

async fn create(client: &Client) -> Created {
    client.create_remote_access_session().project_arn("p").device_arn("d").send().await
}

async fn get(client: &Client) -> Got {
    client.get_remote_access_session().arn(ARN).send().await
}

/// Starts a session and reads one, each from a server of its own with this script, and gives the outcomes
/// with the number of requests.
async fn both(script: &[Act], config: fn() -> Builder) -> ((Created, usize), (Got, usize)) {
    let (creating, reading) = (Server::start(script).await, Server::start(script).await);
    let [creator, reader] =
        [&creating, &reading].map(|server| Client::new(&config().endpoint_url(server.url()).build()));
    let (created, got) = tokio::join!(create(&creator), get(&reader));
    ((created, creating.count()), (got, reading.count()))
}

fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").expect("a request has a body").1
}

#[tokio::test]
async fn a_session_is_asked_for_in_the_services_words_and_signed() {
    let server = Server::start([response(200, "", PENDING)]).await;
    let output = client(&server)
        .create_remote_access_session()
        .project_arn("arn:aws:devicefarm:us-west-2:123456789101:project:p")
        .device_arn("arn:aws:devicefarm:us-west-2::device:d")
        .name("Überblick")
        .configuration(
            CreateRemoteAccessSessionConfiguration::builder()
                .billing_method(BillingMethod::Metered)
                .auxiliary_apps(["a", "b"])
                .build(),
        )
        .send()
        .await
        .expect("the service starts it");

    let session = output.remote_access_session().expect("the response has it");
    assert_eq!(session.arn(), Some(ARN));
    assert_eq!(session.status(), Some(&ExecutionStatus::Pending));

    let requests = server.requests();
    let [request] = &requests[..] else { panic!("one request, not {requests:?}") };
    assert!(request.starts_with("POST / HTTP/1.1\r\n"), "{request}");
    assert_eq!(header(request, "x-amz-target"), Some("DeviceFarm_20150623.CreateRemoteAccessSession"));
    assert_eq!(header(request, "content-type"), Some("application/x-amz-json-1.1"));
    let authorization = header(request, "authorization").expect("it is signed");
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), "{authorization}");
    assert!(authorization.contains("/us-west-2/devicefarm/aws4_request,"), "{authorization}");
    let expected = concat!(
        r#"{"projectArn":"arn:aws:devicefarm:us-west-2:123456789101:project:p","#,
        r#""deviceArn":"arn:aws:devicefarm:us-west-2::device:d","name":"Überblick","#,
        r#""configuration":{"auxiliaryApps":["a","b"],"billingMethod":"METERED"}}"#,
    );
    assert_eq!(body(request), expected);
}

#[tokio::test]
async fn a_device_is_reserved_used_and_given_back() {
    let stopping = r#"{"remoteAccessSession":{"status":"STOPPING"}}"#;
    let script = [PENDING, PENDING, RUNNING, stopping].map(|body| response(200, "", body));
    let server = Server::start(script).await;
    let client = client(&server);

    let created = create(&client).await.expect("the service starts it").remote_access_session.expect("a session");
    let arn = created.arn.expect("a session has an ARN");
    let mut status = created.status;
    while status == Some(ExecutionStatus::Pending) {
        let output = client.get_remote_access_session().arn(&arn).send().await.expect("it is there");
        status = output.remote_access_session.expect("a session").status;
    }
    assert_eq!(status, Some(ExecutionStatus::Running));
    let stopped = client.stop_remote_access_session().arn(arn).send().await.expect("it can be stopped");
    assert_eq!(stopped.remote_access_session().and_then(|session| session.status()), Some(&ExecutionStatus::Stopping));

    let requests = server.requests();
    let operations: Vec<_> = requests
        .iter()
        .filter_map(|request| header(request, "x-amz-target")?.strip_prefix("DeviceFarm_20150623."))
        .collect();
    let get = "GetRemoteAccessSession";
    assert_eq!(operations, ["CreateRemoteAccessSession", get, get, "StopRemoteAccessSession"]);
    for request in &requests[1..] {
        assert_eq!(body(request), format!(r#"{{"arn":"{ARN}"}}"#));
    }
}

#[tokio::test]
async fn a_modelled_error_is_matched_at_one_level() {
    let refusal = r#"{"__type":"LimitExceededException","message":"no free slot"}"#;
    let server = Server::start([response(400, "", refusal)]).await;
    let error = create(&client(&server)).await.expect_err("the service refuses");
    match error.kind() {
        CreateRemoteAccessSessionError::LimitExceededException(e) => assert_eq!(e.message(), Some("no free slot")),
        other => panic!("another error: {other:?}"),
    }
    assert_eq!((error.status(), error.request_id()), (Some(400), Some("r-1")));
    assert_eq!(
        error.to_string(),
        "CreateRemoteAccessSession: LimitExceededException: no free slot (HTTP 400, request id r-1)"
    );
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_throttled_call_is_sent_again_whatever_it_does() {
    let (created, got) = both(&[response(400, "", THROTTLED), response(200, "", PENDING)], config).await;
    created.0.expect("the second attempt starts it");
    got.0.expect("the second attempt reads it");
    assert_eq!((created.1, got.1), (2, 2));
}

#[tokio::test]
async fn throttling_without_end_is_reported_as_such() {
    let (created, got) = both(&[response(400, "", THROTTLED)], config).await;
    assert!(created.0.expect_err("every attempt is refused").is_throttling());
    assert!(got.0.expect_err("every attempt is refused").is_throttling());
    assert_eq!((created.1, got.1), (3, 3));
}

#[tokio::test]
async fn after_a_server_error_a_session_is_read_again_and_not_started_again() {
    let (created, got) = both(&[response(500, "", r#"{"__type":"InternalFailure"}"#)], config).await;
    let error = created.0.expect_err("the service fails");
    assert!(matches!(error.kind(), CreateRemoteAccessSessionError::Other(Failure::Service)), "{error:?}");
    assert_eq!((error.status(), error.code()), (Some(500), Some("InternalFailure")));
    let error = got.0.expect_err("the service fails");
    assert!(matches!(error.kind(), GetRemoteAccessSessionError::Other(Failure::Service)), "{error:?}");
    assert_eq!((created.1, got.1), (1, 3));
}

#[tokio::test]
async fn after_a_cut_connection_a_session_is_read_again_and_not_started_again() {
    // Before the response, in its head, and in its body.
    let length = PENDING.len();
    let half = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{}", &PENDING[..length / 2]);
    for cut in ["", "HTTP/1.1 200 O", &half] {
        let (created, got) = both(&[Act::Cut(cut.to_owned())], config).await;
        let error = created.0.expect_err("there is no whole response");
        assert!(matches!(error.kind(), CreateRemoteAccessSessionError::Other(Failure::Connection(_))), "{error:?}");
        let error = got.0.expect_err("there is no whole response");
        assert!(matches!(error.kind(), GetRemoteAccessSessionError::Other(Failure::Connection(_))), "{error:?}");
        assert_eq!((created.1, got.1), (1, 3), "cut after {cut:?}");
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left_in_time() {
    let began = Instant::now();
    let (created, got) = both(&[Act::Stall], impatient).await;
    let elapsed = began.elapsed();
    // Three attempts to read, and the pauses between them.
    assert!((450..5000).contains(&elapsed.as_millis()), "{elapsed:?}");
    let error = created.0.expect_err("there is no response");
    assert!(matches!(error.kind(), CreateRemoteAccessSessionError::Other(Failure::Timeout(_))), "{error:?}");
    assert!(error.is_timeout());
    let expected =
        "CreateRemoteAccessSession: timed out: operation attempt timeout (single attempt) occurred after 150ms";
    assert_eq!(error.to_string(), expected);
    assert!(got.0.expect_err("there is no response").is_timeout());
    assert_eq!((created.1, got.1), (1, 3));
}

#[tokio::test]
async fn an_endpoint_may_be_below_a_path() {
    for path in ["/proxy/devicefarm", "/proxy/devicefarm/"] {
        let server = Server::start([response(200, "", RUNNING)]).await;
        let config = config().endpoint_url(format!("{}{path}", server.url())).build();
        get(&Client::new(&config)).await.expect("it is there");
        let requests = server.requests();
        assert!(requests[0].starts_with("POST /proxy/devicefarm/ HTTP/1.1\r\n"), "{requests:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clones_call_from_many_tasks_at_once() {
    let server = Server::start([response(200, "", RUNNING)]).await;
    let client = client(&server);
    let calls = (0..16).map(|number| {
        let client = client.clone();
        tokio::spawn(async move { client.get_remote_access_session().arn(format!("session-{number:02}")).send().await })
    });
    for call in calls.collect::<Vec<_>>() {
        let output = call.await.expect("no panic").expect("it is there");
        assert_eq!(output.remote_access_session().and_then(|s| s.status()), Some(&ExecutionStatus::Running));
    }
    let mut bodies: Vec<_> = server.requests().iter().map(|request| body(request).to_owned()).collect();
    bodies.sort();
    let expected: Vec<_> = (0..16).map(|number| format!(r#"{{"arn":"session-{number:02}"}}"#)).collect();
    assert_eq!(bodies, expected);
}

#[tokio::test]
async fn clones_share_connections() {
    let server = Server::start([response(200, "", RUNNING)]).await;
    let client = client(&server);
    for _ in 0..3 {
        get(&client.clone()).await.expect("it is there");
    }
    assert_eq!((server.count(), server.connections()), (3, 1));
}
