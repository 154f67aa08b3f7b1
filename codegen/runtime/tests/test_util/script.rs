//! The scripted client: which step responds to a request, the error where none does, and time that takes none.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use codegen_runtime::client::{Client, Wait};
use codegen_runtime::test_util::{MockResponse, Script};
use codegen_runtime::{AcceptorState, Failure, Matcher, OperationError as _, Waiter, WaiterFailure};

use super::named;
use crate::mini::{Make, MiniError, Missing, Read, SERVICE, Thing};

fn client(script: &Script) -> Client {
    Client::new(&script.config(), &SERVICE)
}

/// Returns the panic message of a script that is not followed.
fn complaint(script: Script) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(script))).expect_err("the script complains");
    panic.downcast_ref::<String>().expect("a message").clone()
}

fn any(_: &Thing) -> bool {
    true
}

#[tokio::test]
async fn a_request_takes_the_first_step_whose_operation_and_input_fit() {
    let script = Script::new();
    script
        .step::<Read>(|input| input.name() == Some("b"), MockResponse::output(named("to b")))
        .step::<Make>(any, MockResponse::output(named("made")))
        .step::<Read>(any, MockResponse::output(named("to any")));
    let client = client(&script);
    let read = async |name| client.invoke::<Read>(named(name)).await.expect("it succeeds").name;
    assert_eq!(read("a").await.as_deref(), Some("to any"));
    assert_eq!(script.unused_steps(), ["Read", "Make"]);
    assert_eq!(read("b").await.as_deref(), Some("to b"));
    assert_eq!(client.invoke::<Make>(named("c")).await.expect("it succeeds").name(), Some("made"));
    script.verify();
}

#[tokio::test]
async fn errors_throttling_and_cut_connections_are_what_they_are_in_truth() {
    let script = Script::new();
    let missing = Missing { message: Some("gone".to_owned()) };
    script
        .step::<Make>(any, MockResponse::error(MiniError::Missing(missing)))
        .step::<Make>(any, MockResponse::throttled())
        .step::<Make>(any, MockResponse::output(named("made")))
        .step::<Make>(any, MockResponse::disconnect())
        .step::<Read>(any, MockResponse::disconnect())
        .step::<Read>(any, MockResponse::raw(503, "<html>"))
        .step::<Read>(any, MockResponse::output(named("read")));
    let client = client(&script);
    let error = client.invoke::<Make>(named("a")).await.expect_err("it is refused");
    assert!(matches!(error.kind(), MiniError::Missing(missing) if missing.message() == Some("gone")), "{error:?}");
    assert_eq!(client.invoke::<Make>(named("a")).await.expect("it is sent again").name(), Some("made"));
    let error = client.invoke::<Make>(named("a")).await.expect_err("it is not sent again");
    assert!(matches!(error.kind().failure(), Some(Failure::Connection(_))), "{error:?}");
    assert_eq!(client.invoke::<Read>(named("a")).await.expect("it is sent again").name(), Some("read"));
}

#[tokio::test]
async fn a_step_that_is_not_used_is_a_failed_test() {
    let script = Script::new();
    script.step::<Read>(any, MockResponse::throttled()).step::<Make>(any, MockResponse::throttled());
    assert_eq!(complaint(script), "the requests do not match the script: unused steps: Read, Make");
}

#[tokio::test]
async fn a_request_that_no_step_fits_is_an_error_and_a_failed_test() {
    let script = Script::new();
    script.step::<Make>(|input| input.name() == Some("b"), MockResponse::throttled());
    let error = client(&script).invoke::<Make>(named("a")).await.expect_err("nothing fits");
    let expected = "no step matches the request Make: the unused steps are Make";
    assert_eq!(error.to_string(), format!("Make: failed to build the request: {expected}"));
    assert_eq!(complaint(script), format!("the requests do not match the script: {expected}; unused steps: Make"));
}

/// How many sockets this process has; nothing where there is no way to find out.
fn sockets() -> Option<usize> {
    let descriptors = std::fs::read_dir("/proc/self/fd").ok()?.filter_map(|entry| entry.ok()?.path().read_link().ok());
    Some(descriptors.filter(|to| to.to_string_lossy().starts_with("socket:")).count())
}

#[tokio::test]
async fn no_socket_is_opened() {
    // In a process of its own, for other tests of this one have sockets.
    if std::env::var_os("ALONE").is_none() {
        let this = std::env::current_exe().expect("a path");
        let alone = ["--exact", "script::no_socket_is_opened", "--nocapture"];
        let run = std::process::Command::new(this).args(alone).env("ALONE", "1").status();
        assert!(run.expect("it runs").success());
        return;
    }
    let Some(before) = sockets() else {
        // Not by a macro, whose output the test harness keeps to itself.
        writeln!(std::io::stderr(), "SKIPPED: no socket is opened: there is no /proc here to count them in")
            .expect("standard error");
        return;
    };
    let one = std::net::UdpSocket::bind("127.0.0.1:0").expect("a port");
    assert_eq!(sockets(), Some(before + 1), "a socket is seen where there is one");
    drop(one);
    let script = Script::new();
    let while_asked = move |_: &Thing| {
        assert_eq!(sockets(), Some(before));
        true
    };
    script
        .step::<Read>(while_asked, MockResponse::disconnect())
        .step::<Read>(while_asked, MockResponse::output(named("read")));
    client(&script).invoke::<Read>(named("a")).await.expect("it succeeds");
    assert_eq!(sockets(), Some(before));
}

#[tokio::test]
async fn limits_of_time_hold_and_take_none() {
    let began = Instant::now();
    let script = Script::new();
    let late = || MockResponse::output(named("late")).delay(Duration::from_secs(20));
    script.step::<Make>(any, late());
    script.step::<Make>(any, MockResponse::output(named("too late")).delay(Duration::from_secs(45)));
    let client = client(&script);
    client.invoke::<Make>(named("a")).await.expect("it comes in time");
    assert_eq!(script.elapsed(), Duration::from_secs(20));
    let error = client.invoke::<Make>(named("a")).await.expect_err("it does not");
    assert!(error.is_timeout(), "{error}");
    assert_eq!(script.elapsed(), Duration::from_secs(50));
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[derive(Debug)]
struct Done;

impl Waiter for Done {
    type Operation = Read;
    const NAME: &'static str = "Done";
    const MIN_DELAY: Duration = Duration::from_secs(2);
    const MAX_DELAY: Duration = Duration::from_secs(20);
    const ACCEPTORS: &'static [(AcceptorState, Matcher<Read>)] = &[(AcceptorState::Success, Matcher::State(&["done"]))];

    fn state(output: &Thing) -> Option<&str> {
        output.name()
    }
}

#[tokio::test]
async fn a_waiter_waits_for_minutes_in_a_moment() {
    let script = Script::new();
    for _ in 0..5 {
        script.step::<Read>(any, MockResponse::output(named("new")));
    }
    script.step::<Read>(any, MockResponse::output(named("done")));
    let wait = |seconds| Wait::<Done>::new(client(&script), named("a"), Duration::from_secs(seconds));
    wait(600).await.expect("it is done");
    assert!(script.elapsed() >= Duration::from_secs(10), "{:?}", script.elapsed());
    let stalled = MockResponse::output(named("done")).delay(Duration::from_secs(29));
    script.step::<Read>(any, stalled);
    let error = wait(5).await.expect_err("a request outlives the deadline");
    assert_eq!(error.failure(), WaiterFailure::TimedOut);
}

#[test]
fn what_a_script_consists_of_shows_no_content() {
    let script = Script::new();
    script.step::<Read>(any, MockResponse::output(named("secret")));
    assert_eq!(format!("{script:?}"), r#"Script { left: ["Read"], .. }"#);
    let pause = MockResponse::<Make>::output(named("secret")).delay(Duration::from_secs(2));
    assert_eq!(format!("{pause:?}"), r#"MockResponse { to: "Make", action: "200 OK", after: 2s }"#);
    let cut = MockResponse::<Read>::disconnect();
    assert_eq!(format!("{cut:?}"), r#"MockResponse { to: "Read", action: "cut", after: 0ns }"#);
    let message = codegen_runtime::protocol::ErrorBody::Message("secret");
    assert_eq!(format!("{message:?}"), "Message");
    // A script that is not followed complains when it is dropped.
    complaint(script);
}
