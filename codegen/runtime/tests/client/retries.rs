//! Retries after a response.

use std::time::{Duration, Instant};

use aws_smithy_types::retry::RetryConfig;
use codegen_runtime::client::{Client, SendFuture};
use codegen_runtime::{Failure, Operation, RetrySafety};

use super::{OK, Outcome, both, call, config, failure, line};
use crate::mini::{Make, MiniError, Read, SERVICE, Thing};
use crate::server::{Act, Server, header, response};

#[tokio::test]
async fn throttling_is_waited_out_by_every_operation() {
    let throttled = [
        response(400, "", r#"{"__type":"ThrottlingException"}"#),
        response(429, "", "slow down"),
        response(400, "", r#"{"__type":"Busy"}"#),
        response(500, "", r#"{"__type":"Busy"}"#),
    ];
    for throttled in throttled {
        for (outcome, count) in both(&[throttled, response(200, "", OK)], config).await {
            assert_eq!(outcome.expect("the second attempt succeeds").name(), Some("x"));
            assert_eq!(count, 2);
        }
    }
}

#[tokio::test]
async fn all_attempts_of_a_call_carry_the_same_token() {
    let server = Server::start([response(429, "", ""), response(200, "", OK)]).await;
    call::<Make>(config().endpoint_url(server.url())).await.expect("the second attempt succeeds");
    let requests = server.requests();
    let bodies: Vec<_> = requests.iter().filter_map(|request| request.split_once("\r\n\r\n")).collect();
    assert_eq!(bodies.len(), 2);
    assert_eq!(bodies[0].1, bodies[1].1);
    assert_eq!(header(&requests[1], "amz-sdk-request"), Some("attempt=2; max=3"));
}

#[tokio::test]
async fn the_service_may_ask_for_a_pause() {
    let began = Instant::now();
    let server = Server::start([response(429, "x-amz-retry-after: 300\r\n", ""), response(200, "", OK)]).await;
    call::<Make>(config().endpoint_url(server.url())).await.expect("the second attempt succeeds");
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn an_error_of_the_server_is_retried_where_it_is_safe() {
    let [read, make] = both(&[response(500, "", r#"{"__type":"InternalFailure"}"#)], config).await;
    assert_eq!((read.1, make.1), (3, 1));
    assert_eq!(line(&make.0), "Make: InternalFailure (HTTP 500, request id r-1)");
}

#[tokio::test]
async fn a_gateways_page_is_an_error_of_the_service() {
    let [read, make] = both(&[response(502, "", "<html>Bad Gateway</html>")], config).await;
    assert_eq!(
        line(&read.0),
        "Read: the service returned an error: the response is an HTML page: Bad Gateway (HTTP 502, request id r-1)"
    );
    assert!(matches!(failure(&make.0), Failure::Service));
    assert_eq!((read.1, make.1), (3, 1));
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_corrected() {
    let refused = |code| response(403, "date: Tue, 29 Apr 2014 18:30:38 GMT\r\n", &format!(r#"{{"__type":"{code}"}}"#));
    for code in ["InvalidSignatureException", "RequestTimeTooSkewed"] {
        let server = Server::start([refused(code), response(200, "", OK)]).await;
        call::<Make>(config().endpoint_url(server.url())).await.expect("the second attempt succeeds");
        let requests = server.requests();
        let date = header(&requests[1], "x-amz-date").expect("it is signed");
        assert!(date.starts_with("20140429T1830"), "{date}");
    }
}

#[tokio::test]
async fn retries_are_on_without_any_configuration() {
    let server = Server::start([response(500, "", ""), response(500, "", ""), response(200, "", OK)]).await;
    let mut config = config().endpoint_url(server.url());
    config.set_retry_config(None);
    call::<Read>(config).await.expect("the third attempt succeeds");
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn retries_can_be_turned_off() {
    let config = || config().retry_config(RetryConfig::disabled());
    let [(_, count), _] = both(&[response(500, "", "")], config).await;
    assert_eq!(count, 1);
}

/// Makes a call with settings of its own against a server of its own, and counts the requests.
async fn own<O>(act: Act, settings: impl FnOnce(SendFuture<O>) -> SendFuture<O>) -> (Outcome, usize)
where
    O: Operation<Input = Thing, Output = Thing, Error = MiniError>,
{
    let server = Server::start([act]).await;
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE);
    let outcome = settings(client.invoke::<O>(Thing::default())).await;
    (outcome, server.count())
}

#[tokio::test]
async fn a_caller_may_know_better_whether_a_call_can_be_repeated() {
    let failing = || response(500, "", "");
    assert_eq!(own::<Make>(failing(), |call| call.retry_safety(RetrySafety::Idempotent)).await.1, 3);
    assert_eq!(own::<Make>(Act::Cut(String::new()), |call| call.retry_safety(RetrySafety::Idempotent)).await.1, 3);
    assert_eq!(own::<Read>(failing(), |call| call.retry_safety(RetrySafety::NotIdempotent)).await.1, 1);
    assert_eq!(own::<Make>(failing(), |call| call).await.1, 1);
}

#[tokio::test]
async fn a_call_may_have_another_number_of_attempts() {
    assert_eq!(own::<Read>(response(500, "", ""), |call| call.max_attempts(1)).await.1, 1);
    assert_eq!(own::<Read>(response(500, "", ""), |call| call.max_attempts(5)).await.1, 5);
    let throttled = || response(429, "", "");
    assert_eq!(own::<Make>(throttled(), |call| call.max_attempts(0)).await.1, 1);
}

#[tokio::test]
async fn a_call_may_have_other_limits_of_time() {
    let short = Duration::from_millis(100);
    let (outcome, count) = own::<Read>(Act::Stall, |call| call.attempt_timeout(short).max_attempts(2)).await;
    assert_eq!(line(&outcome), "Read: timed out: operation attempt timeout (single attempt) occurred after 100ms");
    assert_eq!(count, 2);
    let (outcome, count) = own::<Read>(Act::Stall, |call| call.timeout(short)).await;
    assert_eq!(
        line(&outcome),
        "Read: timed out: operation timeout (all attempts including retries) occurred after 100ms"
    );
    assert_eq!(count, 1);
}
