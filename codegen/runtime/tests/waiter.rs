//! Waiters without a client: each matcher of an acceptor, and the pauses between polls.

use std::time::Duration;

use codegen_runtime::{AcceptorState, Matcher, Operation, Waiter, WaiterFailure, WaiterLoop, WaiterStep};

use crate::mini::{Choice, Read, Thing};
use AcceptorState::{Failure, Retry, Success};

/// Defines a waiter over `Read` by its acceptors.
macro_rules! waiter {
    ($name:ident: $($state:ident $matcher:expr),+ $(,)? $(; $($item:tt)+)?) => {
        #[derive(Debug)]
        struct $name;

        impl Waiter for $name {
            type Operation = Read;
            const NAME: &'static str = stringify!($name);
            const MIN_DELAY: Duration = Duration::from_secs(2);
            const MAX_DELAY: Duration = Duration::from_secs(20);
            const ACCEPTORS: &'static [(AcceptorState, Matcher<Read>)] = &[$((AcceptorState::$state, $matcher)),+];
            $($($item)+)?
        }
    };
}

fn names(output: &Thing) -> Vec<&str> {
    output.names.iter().flatten().map(String::as_str).collect()
}

fn token(output: &Thing) -> Option<&str> {
    output.token.as_deref()
}

fn is_left(output: &Thing) -> Option<bool> {
    output.choice.as_ref().map(|choice| matches!(choice, Choice::Left(side) if side == "yes"))
}

waiter! { Succeeds: Success Matcher::Success(true) }
waiter! { Fails: Success Matcher::Success(false) }
waiter! { Missing: Success Matcher::Error(&["Missing", "Gone"]) }
waiter! { Accepted: Retry Matcher::Status(202), Success Matcher::Status(200), Success Matcher::Status(404) }
waiter! { Named: Success Matcher::State(&["a", "b"]), Failure Matcher::State(&["c"]);
    fn state(output: &Thing) -> Option<&str> {
        output.name.as_deref()
    }
    fn details(output: &Thing) -> Vec<(&'static str, Option<&str>)> {
        vec![("token", output.token.as_deref()), ("other", None)]
    }
}
waiter! { Token: Success Matcher::Text(token, &["a", "b"]) }
waiter! { Flagged: Success Matcher::Flag(is_left, true), Failure Matcher::Flag(is_left, false) }
waiter! { Any: Success Matcher::Any(names, &["a", "b"]) }
waiter! { All: Failure Matcher::All(names, &["a", "b"]) }

/// Asserts the classification of a response.
#[track_caller]
fn is<W: Waiter<Operation = Read>>(status: u16, body: &str, expected: AcceptorState) {
    let response = http::Response::builder().status(status).body(body).expect("a response");
    assert_eq!(W::classify(Read::parse(&response).as_ref()), expected, "{}: {status} {body}", W::NAME);
}

#[test]
fn success_is_every_output_or_every_error() {
    is::<Succeeds>(200, "{}", Success);
    is::<Succeeds>(500, "{}", Failure);
    is::<Fails>(200, "{}", Retry);
    is::<Fails>(500, "{}", Success);
}

#[test]
fn an_error_is_matched_by_each_of_its_names() {
    is::<Missing>(400, r#"{"__type": "Missing"}"#, Success);
    is::<Missing>(400, r#"{"__type": "Gone"}"#, Success);
    is::<Missing>(400, r#"{"__type": "Busy"}"#, Failure);
    is::<Missing>(200, "{}", Retry);
}

#[test]
fn a_status_is_that_of_an_error_or_of_an_output() {
    is::<Accepted>(404, "{}", Success);
    is::<Accepted>(405, "{}", Failure);
    let output = Thing::default();
    for (status, expected) in [(202, Some(Retry)), (200, Some(Success)), (204, None), (404, Some(Success))] {
        assert_eq!(Accepted::accept(Ok(&output), Some(status)), expected, "{status}");
    }
    // An output of an unknown status is one of each that is successful, and so the first acceptor matches.
    assert_eq!(Accepted::accept(Ok(&output), None), Some(Retry));
    waiter! { Moved: Success Matcher::Status(300) }
    assert_eq!(Moved::accept(Ok(&output), None), None);
}

#[test]
fn a_state_or_a_text_is_one_of_several() {
    for (name, expected) in [("a", Success), ("b", Success), ("c", Failure), ("d", Retry)] {
        is::<Named>(200, &format!(r#"{{"name": "{name}"}}"#), expected);
    }
    is::<Named>(200, "{}", Retry);
    is::<Named>(400, "{}", Failure);
    for (token, expected) in [("a", Success), ("b", Success), ("c", Retry)] {
        is::<Token>(200, &format!(r#"{{"token": "{token}"}}"#), expected);
    }
    is::<Token>(200, r#"{"name": "a"}"#, Retry);
}

#[test]
fn an_absent_flag_is_neither_true_nor_false() {
    is::<Flagged>(200, r#"{"choice": {"left": "yes"}}"#, Success);
    is::<Flagged>(200, r#"{"choice": {"left": "no"}}"#, Failure);
    is::<Flagged>(200, "{}", Retry);
}

#[test]
fn one_text_of_a_list_is_enough_or_all_are_needed() {
    // The second is the classification by a waiter that fails if all match.
    for (list, any, all) in [
        (r#"["a", "b"]"#, Success, Failure),
        (r#"["x", "b"]"#, Success, Retry),
        (r#"["x", "y"]"#, Retry, Retry),
        ("[]", Retry, Retry),
        ("null", Retry, Retry),
    ] {
        let body = format!(r#"{{"names": {list}}}"#);
        is::<Any>(200, &body, any);
        is::<All>(200, &body, all);
    }
    is::<Any>(400, "{}", Failure);
}

#[test]
fn a_matcher_shows_its_kind_and_what_it_expects() {
    let shown = |matcher: Matcher<Read>| format!("{matcher:?}");
    assert_eq!(shown(Matcher::Success(true)), "Success(true)");
    assert_eq!(shown(Matcher::Error(&["Gone"])), r#"Error(["Gone"])"#);
    assert_eq!(shown(Matcher::Status(404)), "Status(404)");
    assert_eq!(shown(Matcher::State(&["a"])), r#"State(["a"])"#);
    assert_eq!(shown(Matcher::Text(|_| None, &["a"])), r#"Text(["a"])"#);
    assert_eq!(shown(Matcher::Flag(|_| None, true)), "Flag(true)");
    assert_eq!(shown(Matcher::Any(names, &["a"])), r#"Any(["a"])"#);
    assert_eq!(shown(Matcher::All(names, &["a"])), r#"All(["a"])"#);
}

const MINUTE: Duration = Duration::from_secs(60);

fn named(name: &str) -> Thing {
    Thing { name: Some(name.to_owned()), token: Some("why".to_owned()), ..Thing::default() }
}

/// Returns the seconds of a pause.
#[track_caller]
fn pause(step: WaiterStep<Named>) -> f64 {
    match step {
        WaiterStep::Pause(pause) => pause.as_secs_f64(),
        step => panic!("{step:?} and no pause"),
    }
}

#[test]
fn pauses_grow_from_the_shortest_to_the_longest_and_are_spread() {
    let mut longest = WaiterLoop::<Named>::new(100 * MINUTE);
    let pauses: Vec<f64> = (0..6).map(|_| pause(longest.handle_response(Ok(named("d")), 1.0))).collect();
    assert_eq!(pauses, [2.0, 4.0, 8.0, 16.0, 20.0, 20.0]);
    let mut half = WaiterLoop::<Named>::new(100 * MINUTE);
    let pauses: Vec<f64> = (0..5).map(|_| pause(half.handle_response(Ok(named("d")), 0.5))).collect();
    assert_eq!(pauses, [2.0, 3.0, 5.0, 9.0, 11.0]);
    // What is not a number from 0 to 1 counts as 1.
    for odd in [f64::NAN, -0.5, 1.5] {
        let mut waiter = WaiterLoop::<Named>::new(100 * MINUTE);
        waiter.handle_response(Ok(named("d")), 0.0);
        assert!((pause(waiter.handle_response(Ok(named("d")), odd)) - 4.0).abs() < 1e-9, "{odd}");
    }
}

#[test]
fn delays_are_at_least_a_millisecond_and_in_order() {
    let seconds = Duration::from_secs;
    for ((min, max), first) in
        [((seconds(0), seconds(0)), 0.001), ((seconds(3), seconds(1)), 3.0), ((seconds(5), seconds(6)), 5.0)]
    {
        let mut waiter = WaiterLoop::<Named>::new(MINUTE).delays(min, max);
        assert!((pause(waiter.handle_response(Ok(named("d")), 1.0)) - first).abs() < 1e-9, "{min:?} {max:?}");
    }
}

#[test]
fn the_last_poll_is_at_the_deadline() {
    let mut waiter = WaiterLoop::<Named>::new(Duration::from_secs(7));
    assert_eq!((waiter.polls(), waiter.elapsed(), waiter.remaining()), (0, Duration::ZERO, Duration::from_secs(7)));
    assert!((pause(waiter.handle_response(Ok(named("d")), 1.0)) - 2.0).abs() < 1e-9);
    // The clock stands still, and the pause counts all the same.
    waiter.record_elapsed(Duration::ZERO);
    assert_eq!(
        (waiter.polls(), waiter.elapsed(), waiter.remaining()),
        (1, Duration::from_secs(2), Duration::from_secs(5))
    );
    waiter.record_elapsed(Duration::from_secs(4));
    // Backwards is not a direction.
    waiter.record_elapsed(Duration::from_secs(3));
    assert_eq!(waiter.elapsed(), Duration::from_secs(4));
    assert!((pause(waiter.handle_response(Ok(named("d")), 1.0)) - 3.0).abs() < 1e-9);
    waiter.record_elapsed(Duration::from_secs(7));
    let shown = format!("{waiter:?}");
    for part in ["WaiterLoop", r#"waiter: "Named""#, "deadline: 7s", "elapsed: 7s", "polls: 2"] {
        assert!(shown.contains(part), "{shown}");
    }
    let step = waiter.handle_response(Ok(named("d")), 1.0);
    let text = "Named: timed out after 3 polls in 7.0s; last state: d, token: why";
    assert_eq!(format!("{step:?}"), format!("Failed({text})"));
    let WaiterStep::Failed(error) = step else { panic!("{step:?}") };
    assert_eq!((error.failure(), error.state()), (WaiterFailure::TimedOut, Some("d")));
    assert_eq!((error.polls(), error.elapsed()), (3, Duration::from_secs(7)));
    assert_eq!(error.output(), Some(&named("d")));
    assert!(error.error().is_none());
    assert_eq!((error.to_string(), format!("{error:?}")), (text.to_owned(), text.to_owned()));
}

#[test]
fn a_request_that_outlasts_the_deadline_ends_the_waiter() {
    let mut waiter = WaiterLoop::<Named>::new(Duration::from_secs(7));
    waiter.handle_response(Ok(named("d")), 0.0);
    let error = waiter.timed_out();
    assert_eq!((error.failure(), error.elapsed()), (WaiterFailure::TimedOut, Duration::from_secs(7)));
    waiter.record_elapsed(Duration::from_secs(9));
    assert_eq!(waiter.timed_out().elapsed(), Duration::from_secs(9));
}

#[test]
fn a_waiter_ends_by_success_by_failure_and_by_an_error() {
    let mut waiter = WaiterLoop::<Named>::new(MINUTE);
    let done = waiter.handle_response(Ok(named("a")), 0.0);
    assert_eq!(format!("{done:?}"), "Done");
    assert!(matches!(done, WaiterStep::Done(output) if output == named("a")));
    assert_eq!(format!("{:?}", waiter.handle_response(Ok(named("d")), 0.0)), "Pause(2s)");

    let WaiterStep::Failed(failed) = waiter.handle_response(Ok(named("c")), 0.0) else { panic!("it failed") };
    assert_eq!((failed.failure(), failed.state()), (WaiterFailure::Failed, Some("c")));
    let text = "Named: the resource cannot reach the awaited state any more; last state: c, token: why";
    assert_eq!(failed.to_string(), text);

    let error = || Read::parse(&http::Response::builder().status(503).body("{}").expect("a response"));
    let WaiterStep::Failed(request) = waiter.handle_response(error(), 0.0) else { panic!("it failed") };
    assert_eq!(request.failure(), WaiterFailure::Request);
    let cause = request.error().expect("the error").to_string();
    assert_eq!(request.to_string(), format!("Named: {cause}"));
}

#[test]
fn a_failure_that_passes_is_waited_out_on_request() {
    let parse = |status: u16, body: &str| {
        Read::parse(&http::Response::builder().status(status).body(body.to_owned()).expect("a response"))
    };
    let wait = |wait: bool, status: u16, body: &str| {
        let mut waiter = WaiterLoop::<Named>::new(MINUTE).wait_out_transient_failures(wait);
        matches!(waiter.handle_response(parse(status, body), 0.0), WaiterStep::Pause(_))
    };
    assert!(wait(true, 503, "{}"));
    assert!(!wait(false, 503, "{}"));
    assert!(!wait(true, 400, r#"{"__type": "Missing"}"#));
    // An acceptor that matches the error is heard first.
    let mut gone = WaiterLoop::<Fails>::new(MINUTE).wait_out_transient_failures(true);
    assert!(matches!(gone.handle_response(parse(503, "{}"), 0.0), WaiterStep::Done(_)));
    // The last error is in the error of the deadline.
    let mut waiter = WaiterLoop::<Named>::new(MINUTE).wait_out_transient_failures(true);
    waiter.record_elapsed(MINUTE);
    let WaiterStep::Failed(error) = waiter.handle_response(parse(503, "{}"), 0.0) else { panic!("it failed") };
    let cause = error.error().expect("the last error").to_string();
    assert_eq!(error.to_string(), format!("Named: timed out after 1 polls in 60.0s; {cause}"));
}

#[test]
fn an_event_is_one_line() {
    let waiter = WaiterLoop::<Named>::new(MINUTE);
    let output = named("d");
    let event = waiter.poll_event(Ok(&output));
    assert_eq!((event.number, event.classification, event.state()), (1, Retry, Some("d")));
    assert_eq!(
        (event.to_string(), format!("{event:?}")),
        ("Named: poll 1 after 0.0ns: d".to_owned(), event.to_string())
    );
    assert!(event.metadata.is_none());
    let stateless = WaiterLoop::<Succeeds>::new(MINUTE);
    assert_eq!(stateless.poll_event(Ok(&output)).to_string(), "Succeeds: poll 1 after 0.0ns: Success");
    let error =
        Read::parse(&http::Response::builder().status(400).body("{}").expect("a response")).expect_err("an error");
    let event = waiter.poll_event(Err(&error));
    assert_eq!(event.to_string(), format!("Named: poll 1 after 0.0ns: {error}"));
    assert_eq!((event.state(), event.classification), (None, Failure));
    assert_eq!(event.metadata.and_then(codegen_runtime::ResponseMetadata::status), Some(400));
}

/// A waiter that names neither a state nor details says nothing about the last output.
#[test]
fn a_waiter_without_details_says_when_it_ended() {
    let mut waiter = WaiterLoop::<All>::new(MINUTE);
    let output = Thing { names: Some(vec!["a".to_owned()]), token: Some("why".to_owned()), ..named("n") };
    let WaiterStep::Failed(error) = waiter.handle_response(Ok(output.clone()), 0.0) else { panic!("it failed") };
    assert_eq!((error.state(), All::details(&output).len()), (None, 0));
    assert_eq!(error.to_string(), "All: the resource cannot reach the awaited state any more");
}

#[test]
fn the_status_of_an_output_is_recorded_for_one_response() {
    let mut waiter = WaiterLoop::<Accepted>::new(Duration::from_secs(60));
    waiter.record_status(Some(202));
    assert!(matches!(waiter.handle_response(Ok(Thing::default()), 0.5), WaiterStep::Pause(_)));
    waiter.record_status(Some(200));
    assert!(matches!(waiter.handle_response(Ok(Thing::default()), 0.5), WaiterStep::Done(_)));
    // The status is that of the response before.
    assert!(matches!(waiter.handle_response(Ok(Thing::default()), 0.5), WaiterStep::Pause(_)));
}
