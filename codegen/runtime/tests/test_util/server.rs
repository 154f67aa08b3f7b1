//! The server: handlers by operation, what it says of operations that have none, and faults.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use codegen_runtime::client::Client;
use codegen_runtime::test_util::{MockResponse, RunningServer, Server};
use codegen_runtime::{Failure, Operation, OperationError as _};

use super::named;
use crate::mini::{Busy, Make, MiniError, Missing, Read, SERVICE};

pub(crate) fn config(server: &RunningServer) -> SdkConfig {
    SdkConfig::builder()
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::from_keys("AKIDEXAMPLE", "secret", None)))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(5)))
        .endpoint_url(server.url())
        .build()
}

fn client(server: &RunningServer) -> Client {
    Client::new(&config(server), &SERVICE)
}

#[tokio::test]
async fn handlers_take_inputs_and_give_outputs_or_errors() {
    let server = Server::new(&SERVICE)
        .on::<Read>(|input| match input.name() {
            Some("lost") => Err(MiniError::Missing(Missing { message: Some("gone".to_owned()) })),
            Some("broken") => Err(MiniError::other(Failure::Service)),
            name => Ok(named(&format!("{} read", name.unwrap_or("nothing")))),
        })
        .on::<Make>(|_| Err(MiniError::Busy(Busy { message: None })))
        .start()
        .expect("a server");
    let client = client(&server);
    let thing = client.invoke::<Read>(named("a")).await.expect("it succeeds");
    assert_eq!(thing.name(), Some("a read"));
    let error = client.invoke::<Read>(named("lost")).await.expect_err("it fails");
    assert_eq!(error.to_string(), "Read: Missing: gone (HTTP 400, request id test-2)");
    let error = client.invoke::<Read>(named("broken")).await.expect_err("it fails");
    assert_eq!((error.status(), error.code()), (Some(500), Some("InternalFailure")));
    assert!(error.to_string().contains("the handler failed: Service"), "{error}");
    assert!(client.invoke::<Make>(named("b")).await.expect_err("it fails").is_throttling());
    let reads = server.requests().iter().filter(|name| *name == "Read").count();
    assert_eq!((reads, server.requests().len()), (5, 8), "what can be tried again is: {:?}", server.requests());
}

#[tokio::test]
async fn an_operation_without_a_handler_is_reported_as_such() {
    let server = Server::new(&SERVICE).on::<Read>(|_| Ok(named("a"))).start().expect("a server");
    let error = client(&server).invoke::<Make>(named("b")).await.expect_err("nobody responds");
    let expected =
        "Make: NotImplemented: this server of Mini Test has no handler for Make (HTTP 501, request id test-1)";
    assert_eq!(error.to_string(), expected);
    assert_eq!(server.requests(), ["Make"]);
}

#[tokio::test]
async fn a_reply_may_be_late_or_a_cut_connection() {
    let server = Server::new(&SERVICE)
        .respond_with::<Make>(|_| MockResponse::disconnect())
        .respond_with::<Read>(|_| MockResponse::output(named("late")).delay(Duration::from_millis(300)))
        .start()
        .expect("a server");
    let client = client(&server);
    let error = client.invoke::<Make>(named("b")).await.expect_err("it is cut");
    assert!(matches!(error.kind().failure(), Some(Failure::Connection(_))), "{error:?}");
    assert_eq!(server.requests(), ["Make"]);
    let hasty = client.invoke::<Read>(named("a")).attempt_timeout(Duration::from_millis(50)).max_attempts(1);
    assert!(hasty.await.expect_err("it is late").is_timeout());
    assert_eq!(client.invoke::<Read>(named("a")).await.expect("it comes").name(), Some("late"));
}

#[tokio::test]
async fn what_is_no_operation_goes_elsewhere_and_what_is_no_input_is_refused() {
    let server = Server::new(&SERVICE)
        .on::<Read>(|_| Ok(named("a")))
        .fallback(|request| {
            (request.method() == "PUT").then(|| http::Response::new(request.body().iter().rev().copied().collect()))
        })
        .start()
        .expect("a server");
    let send = |head: &str, body: &str| {
        let length = body.len();
        let text = format!("{head}\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
        let mut stream = std::net::TcpStream::connect(server.address()).expect("a connection");
        std::io::Write::write_all(&mut stream, text.as_bytes()).expect("it is sent");
        std::io::read_to_string(stream).expect("a response")
    };
    assert!(send("PUT /files/1 HTTP/1.1", "abc").ends_with("\r\n\r\ncba"));
    assert!(send("GET /files/1 HTTP/1.1", "").contains("has no handler for GET /files/1"));
    let target = format!("POST / HTTP/1.1\r\nx-amz-target: Mini_20200101.{}", Read::NAME);
    let response = send(&target, r#"{"names": 7}"#);
    assert!(response.starts_with("HTTP/1.1 400 ") && response.contains("SerializationException"), "{response}");
    assert_eq!(server.requests(), ["PUT /files/1", "GET /files/1", "Read"]);
}

#[test]
fn an_address_that_is_taken_is_an_error() {
    let server = Server::new(&SERVICE).start().expect("a server");
    assert!(Server::new(&SERVICE).start_at(server.address()).is_err());
    let address = server.address();
    drop(server);
    assert!(std::net::TcpStream::connect(address).is_err(), "it is gone with what stands for it");
}

#[tokio::test]
async fn a_response_of_100_mb_is_read_or_given_up() {
    let huge = |status| {
        let mut body = br#"{"name": "x", "new": ""#.to_vec();
        body.resize(100_000_000, b'a');
        body.extend(br#""}"#);
        MockResponse::<Read>::raw(status, body)
    };
    let server = Server::new(&SERVICE)
        .respond_with::<Read>(move |input| if input.name() == Some("error") { huge(400) } else { huge(200) })
        .start()
        .expect("a server");
    let client = client(&server);
    let call = |name| client.invoke::<Read>(named(name)).max_attempts(1);
    assert_eq!(call("a").await.expect("it is read").name(), Some("x"));
    assert_eq!(call("error").await.expect_err("it is an error").status(), Some(400));
    let hasty = call("a").attempt_timeout(Duration::from_millis(1)).await;
    assert!(hasty.expect_err("it is given up").is_timeout());
}

#[test]
fn a_server_shows_its_service_and_a_running_one_its_address() {
    let server = Server::new(&SERVICE);
    assert_eq!(format!("{server:?}"), r#"Server { service: "Mini Test", .. }"#);
    let running = server.start().expect("a server");
    let address = running.url().trim_start_matches("http://").trim_end_matches('/').to_owned();
    assert_eq!(format!("{running:?}"), format!("RunningServer {{ address: {address}, .. }}"));
}

#[test]
fn a_server_that_is_joined_goes_on() {
    let server = Server::new(&SERVICE).start().expect("a server");
    let address = server.address();
    let joined = std::thread::spawn(move || server.join());
    std::thread::sleep(Duration::from_millis(50));
    assert!(!joined.is_finished() && std::net::TcpStream::connect(address).is_ok());
}
