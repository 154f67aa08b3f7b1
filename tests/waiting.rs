//! Waiters of generated operations, at run time: every matcher, every form of a path, and failures that pass.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::queues::operation::GetQueue;
use crate::queues::operation::get_queue::{GetQueueInput, QueueGone};
use crate::waiters::operation::GetBread;
use crate::waiters::operation::get_bread::{
    BreadBaked, BreadDelivered, BreadGone, BreadServed, BreadSoft, GetBreadInput,
};
use crate::waiters::operation::list_ovens::{OvensAllGood, OvensHot, OvensStable};
use codegen_runtime::client::Wait;
use codegen_runtime::test_util::{MockResponse, Script};
use codegen_runtime::{AcceptorState, Operation, Waiter, WaiterFailure, WaiterLoop, WaiterStep};
use generated::devicefarm::Client;
use generated::devicefarm::operation::{GetRemoteAccessSession, GetUpload};

use AcceptorState::{Failure, Retry, Success};

/// Asserts what a waiter makes of a response.
#[track_caller]
fn is<W: Waiter>(status: u16, body: &str, expected: AcceptorState) {
    let mut response = http::Response::new(body);
    *response.status_mut() = status.try_into().expect("a status");
    let parsed = W::Operation::parse(&response);
    assert_eq!(W::classify(parsed.as_ref()), expected, "{}: {status} {body}", W::NAME);
}

/// Asserts what a waiter makes of an output.
#[track_caller]
fn output<W: Waiter>(body: &str, expected: AcceptorState) {
    is::<W>(200, body, expected);
}

#[test]
fn a_string_is_compared() {
    output::<BreadBaked>(r#"{"bread": {"status": "BAKED"}}"#, Success);
    output::<BreadBaked>(r#"{"bread": {"status": "BURNT"}}"#, Failure);
    output::<BreadBaked>(r#"{"bread": {"status": "DOUGH"}}"#, Retry);
    output::<BreadBaked>(r#"{"bread": {"status": "a new one"}}"#, Retry);
    output::<BreadBaked>("{}", Retry);
    // Several strings of another member.
    output::<BreadSoft>(r#"{"bread": {"result": "black"}}"#, Failure);
    output::<BreadSoft>(r#"{"bread": {"result": "brown"}}"#, Retry);
}

#[test]
fn a_boolean_is_compared() {
    output::<BreadSoft>(r#"{"bread": {"isSoft": true}}"#, Success);
    output::<BreadSoft>(r#"{"bread": {"isSoft": false}}"#, Retry);
}

#[test]
fn success_and_status_are_matched() {
    // `BreadGone` retries on success, and succeeds on a status.
    output::<BreadGone>("{}", Retry);
    is::<BreadGone>(404, r#"{"__type": "Other"}"#, Success);
    is::<BreadGone>(403, r#"{"__type": "Other"}"#, Failure);
    // `OvensHot` succeeds on any output that nothing else matches.
    output::<OvensHot>(r#"{"ovens": [{"state": "warm"}]}"#, Success);
}

#[test]
fn errors_are_matched_by_shape_and_by_code() {
    // By the shape's name, whose code is another one.
    is::<BreadGone>(400, r#"{"__type": "NoBread"}"#, Success);
    is::<BreadServed>(400, r#"{"__type": "Oven.Busy"}"#, Retry);
    is::<BreadServed>(400, r#"{"__type": "OvenBusy"}"#, Retry);
    // By the code.
    is::<BreadServed>(400, r#"{"__type": "NoBread"}"#, Retry);
    is::<BreadServed>(400, r#"{"__type": "Other"}"#, Failure);
}

#[test]
fn any_and_all_of_a_list_are_matched() {
    output::<OvensHot>(r#"{"ovens": [{"state": "hot"}, {"state": "hot"}]}"#, Success);
    output::<OvensHot>(r#"{"ovens": []}"#, Retry);
    output::<OvensHot>(
        r#"{"ovens": [{"state": "cold", "breads": [{"status": "BAKED"}, {"status": "BURNT"}]}]}"#,
        Failure,
    );
    // All of an empty list is not a match, as in botocore: the next acceptors decide.
    output::<OvensAllGood>(r#"{"byName": {}, "note": "fine"}"#, Retry);
    output::<OvensAllGood>(r#"{"note": "fine"}"#, Retry);
    output::<OvensAllGood>(r#"{"byName": {"a": {"state": "hot"}, "b": {"state": "cold"}}, "note": "fine"}"#, Retry);
    output::<OvensAllGood>(r#"{"byName": {"a": {"state": "hot"}, "b": {"state": "hot"}}, "note": "bad"}"#, Success);
}

#[test]
fn paths_lead_through_unions() {
    output::<BreadServed>(r#"{"bread": {"place": {"table": {"name": "window"}}}}"#, Success);
    output::<BreadServed>(r#"{"bread": {"place": {"table": {"name": "door"}}}}"#, Retry);
    output::<BreadServed>(r#"{"bread": {"place": {"bin": "full"}}}"#, Failure);
    output::<BreadServed>(r#"{"bread": {"place": {"a new one": {}}}}"#, Retry);
}

#[test]
fn filters_and_counts_are_evaluated() {
    let oven = |state: &str, breads: usize, running: i32| {
        let breads = vec!["{}"; breads].join(", ");
        format!(r#"{{"state": "{state}", "breads": [{breads}], "running": {running}, "wanted": 2}}"#)
    };
    let ovens = |all: &[String]| format!(r#"{{"ovens": [{}]}}"#, all.join(", "));
    output::<OvensStable>(&ovens(&[oven("hot", 1, 2), oven("cold", 1, 2)]), Success);
    output::<OvensStable>(&ovens(&[oven("hot", 2, 2)]), Retry);
    output::<OvensStable>(&ovens(&[oven("hot", 1, 1)]), Retry);
    output::<OvensStable>(&ovens(&[oven("cold", 1, 2), oven("broken", 1, 2)]), Failure);
    output::<OvensStable>("{}", Success);
    output::<OvensStable>(r#"{"failures": [{"reason": "MISSING"}]}"#, Failure);
}

#[test]
fn comparisons_are_evaluated() {
    let fine = |rest: &str| format!(r#"{{"note": "fine"{rest}}}"#);
    output::<OvensAllGood>(&fine(""), Retry);
    output::<OvensAllGood>("{}", Failure);
    output::<OvensAllGood>(&fine(r#", "failures": [{}, {}, {}]"#), Retry);
    output::<OvensAllGood>(&fine(r#", "failures": [{}, {}, {}, {}]"#), Failure);
    output::<OvensAllGood>(&fine(r#", "count": 6"#), Retry);
    output::<OvensAllGood>(&fine(r#", "count": 7"#), Failure);
    output::<OvensAllGood>(&fine(r#", "total": 99"#), Retry);
    output::<OvensAllGood>(&fine(r#", "total": 100"#), Failure);
    output::<OvensAllGood>(&fine(r#", "names": ["y", "x"]"#), Failure);
}

#[tokio::test]
async fn the_status_of_an_output_is_compared() {
    let bread = |status| MockResponse::raw(status, "{}");
    let wait = |script: &Script| {
        let config = script.config().to_builder().endpoint_url("http://bread.invalid").build();
        let client = codegen_runtime::client::Client::new(&config, GetBread::SERVICE);
        Wait::<BreadDelivered>::new(client, GetBreadInput::default(), MINUTE)
    };
    let script = Script::new();
    for status in [202, 204, 202, 200] {
        script.step::<GetBread>(|_| true, bread(status));
    }
    wait(&script).await.expect("it is delivered");
    script.verify();
    let script = Script::new();
    script.step::<GetBread>(|_| true, bread(202));
    script.step::<GetBread>(|_| true, bread(410));
    assert_eq!(wait(&script).await.expect_err("it is gone").failure(), WaiterFailure::Request);
    script.verify();
}

#[test]
fn a_program_with_its_own_client_records_the_status() {
    let mut waiter = WaiterLoop::<BreadDelivered>::new(MINUTE);
    let response = || GetBread::parse(&http::Response::new("{}"));
    waiter.record_status(Some(202));
    assert!(matches!(waiter.handle_response(response(), 0.5), WaiterStep::Pause(_)));
    waiter.record_status(Some(200));
    assert!(matches!(waiter.handle_response(response(), 0.5), WaiterStep::Done(_)));
    // An output of an unknown status is one of each, so that the first acceptor decides.
    assert!(matches!(waiter.handle_response(response(), 0.5), WaiterStep::Pause(_)));
}

/// Returns the state after an error with this shape in the body and this code in the header that services send which used
/// `awsQuery` before.
fn of_query(shape: &str, code: &str) -> AcceptorState {
    let response = http::Response::builder().status(400).header("x-amzn-query-error", format!("{code};Sender"));
    let response = response.body(format!(r#"{{"__type": "com.amazonaws.queues#{shape}"}}"#)).expect("a response");
    QueueGone::classify(GetQueue::parse(&response).as_ref())
}

#[test]
fn the_code_of_a_query_is_matched_as_well_as_the_shape() {
    // The acceptor has the code, which is in the header.
    assert_eq!(of_query("QueueDoesNotExist", "Queues.NonExistentQueue"), Success);
    // The acceptor has the shape; the header has a code that no model knows.
    assert_eq!(of_query("QueueDeletedRecently", "Queues.DeletedRecently"), Failure);
    assert_eq!(of_query("QueueDeletedRecently", "Queues.Another"), Failure);
    // The code that the acceptor has is also that of a shape that the model does not have.
    assert_eq!(of_query("AnotherShape", "Queues.NonExistentQueue"), Success);
    assert_eq!(of_query("AnotherShape", "Queues.Another"), Failure);
}

#[tokio::test]
async fn a_waiter_of_a_service_that_used_queries_before_ends_by_the_code_in_the_header() {
    let gone = || {
        let body = r#"{"__type": "com.amazonaws.queues#QueueDoesNotExist", "message": "no such queue"}"#;
        let response = http::Response::builder().status(400);
        let response = response.header("x-amzn-query-error", "Queues.NonExistentQueue;Sender");
        MockResponse::http(response.body(body.into()).expect("a response"))
    };
    let script = Script::new();
    script.step::<GetQueue>(|_| true, MockResponse::raw(200, r#"{"url": "u"}"#));
    script.step::<GetQueue>(|_| true, gone());
    let config = script.config().to_builder().endpoint_url("http://queues.invalid").build();
    let client = codegen_runtime::client::Client::new(&config, GetQueue::SERVICE);
    let input = GetQueueInput { name: Some("q".to_owned()), ..GetQueueInput::default() };
    let events = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&events);
    let wait = Wait::<QueueGone>::new(client, input, MINUTE);
    wait.on_poll(move |event| seen.lock().expect("no panic").push(event.to_string())).await.expect("it is gone");
    script.verify();
    let events = events.lock().expect("no panic");
    assert_eq!(events.len(), 2);
    assert!(events[1].contains("Queues.NonExistentQueue: no such queue"), "{events:?}");
}

/// The configuration of a script, without the retries of the client.
fn client(script: &Script) -> Client {
    let retries = aws_smithy_types::retry::RetryConfig::disabled();
    Client::new(&script.config().to_builder().retry_config(retries).build())
}

const MINUTE: Duration = Duration::from_secs(60);

fn session(status: &str) -> MockResponse<GetRemoteAccessSession> {
    MockResponse::raw(200, format!(r#"{{"remoteAccessSession": {{"status": "{status}"}}}}"#))
}

#[tokio::test]
async fn a_waiter_over_paid_time_waits_out_failures_that_pass() {
    let script = Script::new();
    script.step::<GetRemoteAccessSession>(|_| true, session("PENDING"));
    script.step::<GetRemoteAccessSession>(|_| true, MockResponse::disconnect());
    script.step::<GetRemoteAccessSession>(|_| true, MockResponse::throttled());
    script.step::<GetRemoteAccessSession>(|_| true, MockResponse::raw(503, "<html></html>"));
    script.step::<GetRemoteAccessSession>(|_| true, session("RUNNING"));
    let wait = client(&script).get_remote_access_session().arn("a");
    let running = wait.wait_until_remote_access_session_running(10 * MINUTE).await.expect("it runs");
    assert_eq!(running.remote_access_session.and_then(|it| it.status).expect("a status").as_str(), "RUNNING");
    script.verify();
}

#[tokio::test]
async fn the_deadline_ends_the_waiting_for_failures_to_pass() {
    let script = Script::new();
    for _ in 0..200 {
        script.step::<GetRemoteAccessSession>(|_| true, MockResponse::disconnect());
    }
    let wait = client(&script).get_remote_access_session().arn("a");
    let error = wait.wait_until_remote_access_session_running(MINUTE).await.expect_err("nothing comes");
    assert_eq!(error.failure(), WaiterFailure::TimedOut);
    assert!(error.error().expect("the last error").is_transient(), "{error}");
    assert!(error.elapsed() <= 2 * MINUTE, "{error}");
    // Unused steps are not a mistake here.
    let used = 200 - script.unused_steps().len();
    assert!(used > 3, "{used}");
    std::mem::forget(script);
}

#[tokio::test]
async fn an_error_that_does_not_pass_ends_a_waiter() {
    let script = Script::new();
    script.step::<GetRemoteAccessSession>(|_| true, MockResponse::raw(400, r#"{"__type": "NotFoundException"}"#));
    let wait = client(&script).get_remote_access_session().arn("a");
    let error = wait.wait_until_remote_access_session_running(MINUTE).await.expect_err("it is gone");
    assert_eq!(error.failure(), WaiterFailure::Request);
}

#[tokio::test]
async fn the_setting_of_a_call_overrides_the_waiter() {
    let script = Script::new();
    script.step::<GetRemoteAccessSession>(|_| true, MockResponse::disconnect());
    let wait = client(&script).get_remote_access_session().arn("a");
    let wait = wait.wait_until_remote_access_session_running(MINUTE).wait_out_transient_failures(false);
    assert_eq!(wait.await.expect_err("it is not waited out").failure(), WaiterFailure::Request);

    let script = Script::new();
    script.step::<GetUpload>(|_| true, MockResponse::disconnect());
    let wait = client(&script).get_upload().arn("a").wait_until_upload_succeeded(MINUTE);
    assert_eq!(wait.await.expect_err("it is not waited out").failure(), WaiterFailure::Request);

    let script = Script::new();
    script.step::<GetUpload>(|_| true, MockResponse::disconnect());
    script.step::<GetUpload>(|_| true, MockResponse::raw(200, r#"{"upload": {"status": "SUCCEEDED"}}"#));
    let wait = client(&script).get_upload().arn("a").wait_until_upload_succeeded(MINUTE);
    wait.wait_out_transient_failures(true).await.expect("it is waited out");
    script.verify();
}

#[test]
fn the_code_in_a_header_does_not_hide_the_shape() {
    // A service that used `awsQuery` before has the old code in a header, and the shape in the body.
    let model = r#"{ "version": "2.0",
        "metadata": { "apiVersion": "1", "endpointPrefix": "q", "protocol": "json", "jsonVersion": "1.0",
          "targetPrefix": "Q", "serviceId": "Q", "signatureVersion": "v4",
          "awsQueryCompatible": {} },
        "operations": { "GetQueue": { "name": "GetQueue", "output": { "shape": "Out" }, "errors": [{ "shape": "QueueGone" }] } },
        "shapes": { "S": { "type": "string" }, "Out": { "type": "structure", "members": { "name": { "shape": "S" } } },
          "QueueGone": { "type": "structure", "exception": true, "members": {},
            "error": { "code": "Q.NonExistentQueue", "httpStatusCode": 400, "senderFault": true } } } }"#;
    let waiters = r#"{ "version": 2, "waiters": { "QueueGone": { "operation": "GetQueue", "delay": 5, "maxAttempts": 1,
        "acceptors": [{ "state": "success", "matcher": "error", "expected": "QueueGone" }] } } }"#;
    let inputs = codegen::Inputs {
        models: &[codegen::source::Source { name: "service-2.json", text: model.as_bytes() }],
        waiters: Some(codegen::source::Source { name: "waiters-2.json", text: waiters.as_bytes() }),
        ..codegen::Inputs::default()
    };
    let options = codegen::Options {
        package: "p",
        module: "q",
        service: None,
        operations: codegen::Selection::All,
        command: "c",
        label: "service-2.json",
    };
    let generated = codegen::generate(&inputs, &options).unwrap_or_else(|failed| panic!("{failed}"));
    let text: String = generated.files.into_values().collect();
    assert!(text.contains(r#"rt::Matcher::Error(&["QueueGone", "Q.NonExistentQueue"])"#), "{text}");
}
