//! Pages and waiters of a client whose connection is scripted and whose time is none: a pause is over at once, and the
//! clock goes on by it.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::timeout::TimeoutConfig;
use codegen_runtime::client::{Client, Items, Pages, Wait};
use codegen_runtime::{
    AcceptorState, Failure, Matcher, MissingMember, Operation, RepeatedPageToken, RetrySafety, Service, ServiceError,
    Waiter, WaiterError, WaiterFailure, paginated,
};
use futures_core::Stream;

use crate::mini::{MiniError, Read, SERVICE, Thing};

paginated! { Read { token = token } items { 0 = names of String } }

/// Waits for a thing that is called `done`.
#[derive(Debug)]
pub(super) struct ThingDone;

impl Waiter for ThingDone {
    type Operation = Read;
    const NAME: &'static str = "ThingDone";
    const MIN_DELAY: Duration = Duration::from_secs(2);
    const MAX_DELAY: Duration = Duration::from_secs(10);
    const ACCEPTORS: &'static [(AcceptorState, Matcher<Read>)] = &[
        (AcceptorState::Success, Matcher::State(&["done"])),
        (AcceptorState::Failure, Matcher::State(&["broken"])),
        (AcceptorState::Retry, Matcher::State(&["new"])),
        (AcceptorState::Retry, Matcher::Error(&["Busy"])),
    ];

    fn state(output: &Thing) -> Option<&str> {
        output.name.as_deref()
    }

    fn details(output: &Thing) -> Vec<(&'static str, Option<&str>)> {
        vec![("token", output.token.as_deref())]
    }
}

/// Responds by a script whose last line is repeated, and keeps the bodies of requests.
#[derive(Clone, Debug)]
struct World {
    script: Arc<Vec<(u16, &'static str)>>,
    asked: Arc<Mutex<Vec<String>>>,
    now: Arc<Mutex<SystemTime>>,
    pauses: Arc<Mutex<Vec<Duration>>>,
    /// True if the clock goes backwards as time passes.
    backwards: bool,
}

impl World {
    fn new(script: &[(u16, &'static str)]) -> Self {
        Self {
            script: Arc::new(script.to_vec()),
            asked: Arc::default(),
            now: Arc::new(Mutex::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000))),
            pauses: Arc::default(),
            backwards: false,
        }
    }

    fn client(&self) -> Client {
        let connector = SharedHttpConnector::new(self.clone());
        let config = super::config()
            .endpoint_url("http://things.invalid")
            .http_client(http_client_fn(move |_, _| connector.clone()))
            .sleep_impl(SharedAsyncSleep::new(self.clone()))
            .time_source(SharedTimeSource::new(self.clone()))
            .timeout_config(TimeoutConfig::disabled())
            .retry_config(aws_smithy_types::retry::RetryConfig::disabled());
        Client::new(&config.build(), &SERVICE)
    }

    fn pages(&self) -> Pages<Read> {
        Pages::new(self.client(), Thing::default())
    }

    fn wait(&self, seconds: u64) -> Wait<ThingDone> {
        Wait::new(self.client(), Thing::default(), Duration::from_secs(seconds))
    }

    fn count(&self) -> usize {
        self.asked.lock().expect("no panic").len()
    }
}

impl HttpConnector for World {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned();
        let mut asked = self.asked.lock().expect("no panic");
        let (status, response) = self.script[asked.len().min(self.script.len() - 1)];
        asked.push(body);
        let status = status.try_into().expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(response))))
    }
}

impl AsyncSleep for World {
    fn sleep(&self, pause: Duration) -> Sleep {
        let world = self.clone();
        Sleep::new(async move {
            // What is raced against this goes first.
            tokio::task::yield_now().await;
            let mut now = world.now.lock().expect("no panic");
            *now = if world.backwards { *now - pause } else { *now + pause };
            world.pauses.lock().expect("no panic").push(pause);
        })
    }
}

impl TimeSource for World {
    fn now(&self) -> SystemTime {
        *self.now.lock().expect("no panic")
    }
}

async fn failed(world: &World, seconds: u64) -> WaiterError<ThingDone> {
    world.wait(seconds).await.expect_err("it fails")
}

#[tokio::test]
async fn pages_follow_their_tokens_to_the_last_one() {
    let world = World::new(&[
        (200, r#"{"names":["a"],"token":"t1"}"#),
        (200, r#"{"names":[],"token":"t2"}"#),
        (200, r#"{"token":"t3"}"#),
        (200, r#"{"names":["b","c"],"token":""}"#),
    ]);
    let names = Items::<Read>::new(world.pages()).collect().await.expect("all pages come");
    assert_eq!(names, ["a", "b", "c"]);
    let asked = world.asked.lock().expect("no panic").clone();
    assert_eq!(asked, ["{}", r#"{"token":"t1"}"#, r#"{"token":"t2"}"#, r#"{"token":"t3"}"#]);
}

#[tokio::test]
async fn a_token_that_comes_again_is_an_error_behind_its_page() {
    for script in [["t1", "t1"], ["t1", "t2"]] {
        let world = World::new(&[
            (200, r#"{"names":["a"],"token":"t1"}"#),
            (200, if script[1] == "t1" { r#"{"token":"t1"}"# } else { r#"{"token":"t2"}"# }),
            (200, r#"{"token":"t1"}"#),
        ]);
        let mut pages = world.pages();
        let expected = if script[1] == "t1" { 2 } else { 3 };
        for _ in 0..expected {
            pages.next().await.expect("a page").expect("no error");
        }
        let error = pages.next().await.expect("an error").expect_err("an error");
        let source = error.cause().expect("it has a cause");
        assert!(source.is::<RepeatedPageToken>(), "{error}");
        assert!(
            error.to_string().contains(&format!("same page token twice; stopping after {expected} pages")),
            "{error}"
        );
        assert!(pages.next().await.is_none());
        assert_eq!(world.count(), expected);
    }
}

#[tokio::test]
async fn pages_are_collected_and_those_before_an_error_are_kept() {
    let first = (200, r#"{"names":["a","b"],"token":"t1"}"#);
    let world = World::new(&[first, (200, r#"{"names":["c"]}"#)]);
    let pages = world.pages().collect().await.expect("no error");
    assert_eq!(pages.iter().map(|page| page.names.as_ref().map(Vec::len)).collect::<Vec<_>>(), [Some(2), Some(1)]);
    let world = World::new(&[first, (400, r#"{"__type":"Missing"}"#)]);
    let error = world.pages().collect().await.expect_err("the second page is missing");
    assert_eq!(format!("{error:?}"), error.to_string());
    assert_eq!((error.items().len(), error.error().code()), (1, Some("Missing")));
    assert!(error.to_string().ends_with("(after 1 page)"), "{error}");
    assert!(std::error::Error::source(&error).is_none());
}

#[tokio::test]
async fn an_error_ends_the_pages() {
    let world = World::new(&[(200, r#"{"names":["a"],"token":"t1"}"#), (400, r#"{"__type":"Missing"}"#)]);
    let mut items = Items::<Read>::new(world.pages());
    assert_eq!(items.next().await.expect("an item").expect("no error"), "a");
    assert_eq!(items.next().await.expect("an error").expect_err("an error").code(), Some("Missing"));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_waiter_polls_until_the_state_is_reached_and_reports_each_response() {
    let world = World::new(&[
        (200, r#"{"name":"new"}"#),
        (200, r#"{"name":"unheard of"}"#),
        (200, "{}"),
        (400, r#"{"__type":"Busy"}"#),
        (200, r#"{"name":"done"}"#),
    ]);
    let events = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&events);
    let thing = world.wait(600).on_poll(move |poll| kept.lock().expect("no panic").push(poll.to_string())).await;
    assert_eq!(thing.expect("it is done").name.as_deref(), Some("done"));
    let events = events.lock().expect("no panic").clone();
    assert_eq!(events.len(), 5);
    assert_eq!(events[0], "ThingDone: poll 1 after 0.0ns: new");
    assert!(events[1].ends_with(": unheard of") && events[2].ends_with(": Retry"), "{events:?}");
    assert!(events[3].contains("Read: Busy"), "{events:?}");
    let pauses = world.pauses.lock().expect("no panic").clone();
    assert_eq!(pauses.len(), 4);
    for (i, pause) in pauses.iter().enumerate() {
        let most = Duration::from_secs((2 << i).min(10));
        assert!((Duration::from_secs(2)..=most).contains(pause), "{i}: {pause:?}");
    }
}

#[tokio::test]
async fn a_failed_state_is_reported_with_its_cause() {
    let world = World::new(&[(200, r#"{"name":"new"}"#), (200, r#"{"name":"broken","token":"fell\ndown"}"#)]);
    let error = failed(&world, 600).await;
    assert_eq!((error.failure(), error.state(), error.polls()), (WaiterFailure::Failed, Some("broken"), 2));
    assert_eq!(
        error.to_string(),
        "ThingDone: the resource cannot reach the awaited state any more; last state: broken, token: fell down"
    );
}

#[tokio::test]
async fn what_is_deleted_meanwhile_ends_the_waiting() {
    let world = World::new(&[(200, r#"{"name":"new"}"#), (400, r#"{"__type":"Missing","message":"gone"}"#)]);
    let error = failed(&world, 600).await;
    assert_eq!(error.failure(), WaiterFailure::Request);
    assert_eq!(error.error().and_then(|error| error.code()), Some("Missing"));
    assert!(error.to_string().starts_with("ThingDone: Read: Missing: gone"), "{error}");
}

#[tokio::test]
async fn the_deadline_holds_whatever_the_clock_says() {
    for backwards in [false, true] {
        let world = World { backwards, ..World::new(&[(200, r#"{"name":"new"}"#)]) };
        let error = failed(&world, 60).await;
        assert_eq!((error.failure(), error.state()), (WaiterFailure::TimedOut, Some("new")));
        let paused: Duration = world.pauses.lock().expect("no panic").iter().sum();
        assert_eq!(paused, Duration::from_secs(60));
        assert!((7..=31).contains(&world.count()), "{}", world.count());
        assert!(error.to_string().contains("timed out after ") && error.to_string().ends_with("last state: new"));
    }
}

/// The error of the service that every one of these errors becomes by `?`.
fn converted(error: impl Into<ServiceError<super::causes::ErrorKind<'static>>>) -> (String, bool, Option<u16>) {
    let error = error.into();
    (error.to_string(), error.is_outcome_unknown(), error.status())
}

#[tokio::test]
async fn a_waiter_s_error_is_an_error_of_the_service() {
    let world = World::new(&[(200, r#"{"name":"broken"}"#)]);
    let error: ServiceError<super::causes::ErrorKind<'static>> = failed(&world, 600).await.into();
    let line =
        "Read: the waiter ended: ThingDone: the resource cannot reach the awaited state any more; last state: broken";
    assert_eq!(error.to_string(), line);
    let cause = error.cause().and_then(|cause| cause.downcast_ref::<WaiterError<ThingDone>>());
    assert_eq!(cause.map(WaiterError::failure), Some(WaiterFailure::Failed));
    assert!(!error.is_outcome_unknown() && !error.is_transient() && !error.is_retryable(RetrySafety::Idempotent));

    let world = World::new(&[(400, r#"{"__type":"Missing","message":"gone"}"#)]);
    let line = "Read: Missing: gone (HTTP 400)".to_owned();
    assert_eq!(converted(failed(&world, 600).await), (line, false, Some(400)));
}

#[tokio::test]
async fn an_error_of_pages_is_an_error_of_the_service() {
    let world = World::new(&[(200, r#"{"names":["a"],"token":"t1"}"#), (400, r#"{"__type":"Missing"}"#)]);
    let error = world.pages().collect().await.expect_err("the second page is missing");
    assert_eq!(error.items().len(), 1);
    assert_eq!(converted(error), ("Read: Missing (HTTP 400)".to_owned(), false, Some(400)));
}

#[test]
fn a_missing_member_is_an_error_of_the_service() {
    let thing = Thing::default();
    let missing = codegen_runtime::require!(thing.name).expect_err("there is none");
    let line = missing.to_string();
    let error: ServiceError<super::causes::ErrorKind<'static>> = missing.into();
    assert!(matches!(error.kind(), super::causes::ErrorKind::Other(Failure::Response(_))), "{error:#?}");
    assert_eq!(
        (line.as_str(), error.to_string().as_str()),
        ("Thing: missing member `name`", "Thing: invalid response: missing member `name`")
    );
    assert!(error.is_outcome_unknown(), "the service has executed the request");
    assert!(error.cause().and_then(|cause| cause.downcast_ref::<MissingMember>()).is_some());
}

#[tokio::test]
async fn pages_and_items_are_streams() {
    /// Polls a stream as an adapter of another crate does.
    async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
        std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
    }
    let script = [(200, r#"{"names":["a","b"],"token":"t1"}"#), (200, r#"{"names":["c"]}"#)];
    let mut pages = World::new(&script).pages();
    for expected in [&["a", "b"][..], &["c"]] {
        let page = next(&mut pages).await.expect("a page").expect("no error");
        assert_eq!(page.names.as_deref(), Some(&expected.iter().map(ToString::to_string).collect::<Vec<_>>()[..]));
    }
    assert!(next(&mut pages).await.is_none());
    let mut items = Items::<Read>::new(World::new(&script).pages());
    for expected in ["a", "b", "c"] {
        assert_eq!(next(&mut items).await.expect("an item").expect("no error"), expected);
    }
    assert!(next(&mut items).await.is_none());
}

#[tokio::test]
async fn a_waiter_has_the_pauses_that_are_set() {
    let world = World::new(&[(200, r#"{"name":"new"}"#)]);
    let pause = Duration::from_secs(30);
    world.wait(90).delays(pause, pause).await.expect_err("it is never done");
    assert_eq!(*world.pauses.lock().expect("no panic"), [pause; 3]);
}

#[tokio::test]
async fn a_transient_failure_is_waited_out_if_it_is_said_so() {
    for (wait_out, is_done) in [(false, false), (true, true)] {
        let world = World::new(&[(500, "{}"), (200, r#"{"name":"done"}"#)]);
        let waited = world.wait(600).wait_out_transient_failures(wait_out).await;
        assert_eq!((waited.is_ok(), world.count()), (is_done, 1 + usize::from(is_done)), "{wait_out}");
    }
}

/// Lists until the last page, which has the token of its request.
#[derive(Debug)]
struct List;

impl Operation for List {
    type Input = Thing;
    type Output = Thing;
    type Error = MiniError;
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "List";
    const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
}

paginated! { List { token = token } until same_token items {} }

#[tokio::test]
async fn the_last_page_may_have_the_token_of_its_request() {
    let world = World::new(&[(200, r#"{"token":"t1"}"#), (200, r#"{"token":"t2"}"#), (200, r#"{"token":"t2"}"#)]);
    let pages = Pages::<List>::new(world.client(), Thing::default()).collect().await.expect("all pages come");
    assert_eq!((pages.len(), world.count()), (3, 3));
}
