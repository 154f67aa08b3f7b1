//! Pages and waiters: what cannot be read ends neither without notice.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use codegen_runtime::test_util::{MockResponse, Script};
use codegen_runtime::{Operation as _, PaginatedItems as _, Paginator, UnreadableMember};
use generated::devicefarm::Client;
use generated::devicefarm::operation::list_devices::ListDevicesInput;
use generated::devicefarm::operation::{GetRemoteAccessSession, ListDevices};

const ODD_TOKEN: &str = r#"{"devices": [{"arn": "a"}, 7, {"arn": "b", "name": []}], "nextToken": 17}"#;
const REASON: &str = "ListDevices returned a page token that cannot be read; there may be further pages: nextToken: \
                      expected a string, found a number at byte 70";

#[test]
fn a_page_token_that_cannot_be_read_is_an_error_behind_the_page() {
    let mut paginator = Paginator::<ListDevices>::new(ListDevicesInput::default());
    let page = ListDevices::parse(&http::Response::new(ODD_TOKEN)).expect("a page");
    paginator.advance(&page);
    assert_eq!(paginator.next_input().expect_err("no token").to_string(), REASON);
    assert_eq!(ListDevices::into_items(page).len(), 2);
    // Another member that cannot be read is not a reason to stop, and a page without a token is the last.
    for (body, is_last) in [(r#"{"devices": 1, "nextToken": "2"}"#, false), (r#"{"devices": 1}"#, true)] {
        let mut paginator = Paginator::<ListDevices>::new(ListDevicesInput::default());
        paginator.advance(&ListDevices::parse(&http::Response::new(body)).expect("a page"));
        assert_eq!(paginator.next_input().expect("no error").is_none(), is_last, "{body}");
    }
}

#[tokio::test]
async fn the_items_of_the_page_come_before_the_error() {
    let script = Script::new();
    script.step::<ListDevices>(|_| true, MockResponse::raw(200, ODD_TOKEN));
    let client = Client::new(&script.config());
    let mut items = client.list_devices().items();
    let mut arns = Vec::new();
    let error = loop {
        match items.next().await.expect("an error at the end") {
            Ok(device) => arns.push(device.arn.expect("an ARN")),
            Err(error) => break error,
        }
        let reports = items.metadata().expect("a page").unreadable_members();
        let paths: Vec<_> = reports.iter().map(UnreadableMember::path).collect();
        assert_eq!(paths, ["devices[1]", "devices[1].name", "nextToken"]);
    };
    assert_eq!(arns, ["a", "b"]);
    assert!(error.to_string().ends_with(REASON), "{error}");
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn the_events_of_a_waiter_have_metadata() {
    let script = Script::new();
    let body = |status: &str| format!(r#"{{"remoteAccessSession": {{"status": {status}, "created": "yesterday"}}}}"#);
    script.step::<GetRemoteAccessSession>(|_| true, MockResponse::raw(200, body("17")));
    script.step::<GetRemoteAccessSession>(|_| true, MockResponse::raw(200, body("\"RUNNING\"")));
    let client = Client::new(&script.config());
    let reports = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&reports);
    let wait = client.get_remote_access_session().arn("a");
    let wait = wait.wait_until_remote_access_session_running(Duration::from_secs(60)).on_poll(move |event| {
        let metadata = event.metadata.expect("a response");
        seen.lock().expect("no panic").push((metadata.status(), metadata.unreadable_members().len()));
    });
    wait.await.expect("it runs");
    assert_eq!(*reports.lock().expect("no panic"), [(Some(200), 2), (Some(200), 1)]);
}
