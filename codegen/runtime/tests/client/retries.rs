//! What is sent again after an answer, and what is not.

use std::time::{Duration, Instant};

use aws_smithy_types::retry::RetryConfig;
use codegen_runtime::Failure;

use crate::mini::{Make, Read};
use crate::server::{Server, answer, header};
use crate::{OK, both, call, config, failure, line};

#[tokio::test]
async fn throttling_is_waited_out_by_every_operation() {
    let throttled = [
        answer(400, "", r#"{"__type":"ThrottlingException"}"#),
        answer(429, "", "slow down"),
        answer(400, "", r#"{"__type":"Busy"}"#),
        answer(500, "", r#"{"__type":"Busy"}"#),
    ];
    for throttled in throttled {
        for (outcome, count) in both(&[throttled, answer(200, "", OK)], config).await {
            assert_eq!(outcome.expect("the second attempt succeeds").name(), Some("x"));
            assert_eq!(count, 2);
        }
    }
}

#[tokio::test]
async fn all_attempts_of_a_call_carry_the_same_token() {
    let server = Server::start([answer(429, "", ""), answer(200, "", OK)]).await;
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
    let server = Server::start([answer(429, "x-amz-retry-after: 300\r\n", ""), answer(200, "", OK)]).await;
    call::<Make>(config().endpoint_url(server.url())).await.expect("the second attempt succeeds");
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn an_error_of_the_server_is_retried_where_it_is_safe() {
    let [read, make] = both(&[answer(500, "", r#"{"__type":"InternalFailure"}"#)], config).await;
    assert_eq!((read.1, make.1), (3, 1));
    assert_eq!(line(&make.0), "Make: InternalFailure (HTTP 500, request id r-1)");
}

#[tokio::test]
async fn a_gateways_page_is_an_error_of_the_service() {
    let [read, make] = both(&[answer(502, "", "<html>Bad Gateway</html>")], config).await;
    assert_eq!(line(&read.0), "Read: the service answered with an error (HTTP 502, request id r-1)");
    assert!(matches!(failure(&make.0), Failure::Service));
    assert_eq!((read.1, make.1), (3, 1));
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_corrected() {
    let refused = |code| answer(403, "date: Tue, 29 Apr 2014 18:30:38 GMT\r\n", &format!(r#"{{"__type":"{code}"}}"#));
    for code in ["InvalidSignatureException", "RequestTimeTooSkewed"] {
        let server = Server::start([refused(code), answer(200, "", OK)]).await;
        call::<Make>(config().endpoint_url(server.url())).await.expect("the second attempt succeeds");
        let requests = server.requests();
        let date = header(&requests[1], "x-amz-date").expect("it is signed");
        assert!(date.starts_with("20140429T1830"), "{date}");
    }
}

#[tokio::test]
async fn retries_are_on_without_any_configuration() {
    let server = Server::start([answer(500, "", ""), answer(500, "", ""), answer(200, "", OK)]).await;
    let mut config = config().endpoint_url(server.url());
    config.set_retry_config(None);
    call::<Read>(config).await.expect("the third attempt succeeds");
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn retries_can_be_turned_off() {
    let config = || config().retry_config(RetryConfig::disabled());
    let [(_, count), _] = both(&[answer(500, "", "")], config).await;
    assert_eq!(count, 1);
}
