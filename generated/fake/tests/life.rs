//! The life cycles of sessions and uploads with the generated client, and faults on demand.

use std::time::Duration;

use device_farm_fake::{DeviceFarm, Fate, Fault, Open, PHONE, PROJECT, Pace, WEARABLE};
use generated::devicefarm::Client;
use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionError;
use generated::devicefarm::types::{
    BillingMethod, CreateRemoteAccessSessionConfiguration, ExecutionResult, ExecutionStatus, RemoteAccessSession,
    UploadStatus, UploadType,
};
use generated::runtime::{WaiterFailure, require};

use crate::support::{SOON, client, quick};

/// The ARN of a project that does not exist.
const OTHER: &str = "arn:aws:devicefarm:us-west-2:123456789012:project:other";

/// A fast pace, except for the states that the tests observe.
fn pace() -> Pace {
    Pace { pending: Duration::from_millis(40), preparing: Duration::from_millis(40), ..Pace::instant() }
}

async fn start(client: &Client) -> RemoteAccessSession {
    let configuration = CreateRemoteAccessSessionConfiguration::builder().billing_method(BillingMethod::Unmetered);
    let call = client.create_remote_access_session().project_arn(PROJECT).device_arn(PHONE);
    let response = call.configuration(configuration.build()).send().await.expect("it is started");
    require!(move response.remote_access_session).expect("a session")
}

#[tokio::test]
async fn a_session_is_started_runs_is_stopped_and_costs_minutes() {
    let farm = DeviceFarm::new().pace(pace()).start().expect("a farm");
    let client = client(&farm);
    let session = start(&client).await;
    assert_eq!((session.status(), session.endpoints()), (Some(&ExecutionStatus::Pending), None));
    let arn = session.arn().expect("it has an ARN").to_owned();
    assert_eq!(farm.open_sessions(), [arn.as_str()]);

    let get = || client.get_remote_access_session().arn(&arn);
    let running = quick(get().wait_until_remote_access_session_running(SOON)).await.expect("it runs");
    let endpoint = require!(running.remote_access_session.endpoints.interactive_endpoint).expect("it has an endpoint");
    assert!(endpoint.starts_with("ws://127.0.0.1:"), "{endpoint}");
    tokio::time::sleep(Duration::from_millis(50)).await;

    client.stop_remote_access_session().arn(&arn).send().await.expect("it is stopped");
    assert_eq!(farm.open_sessions(), Vec::<String>::new());
    let over = quick(get().wait_until_remote_access_session_completed(SOON)).await.expect("it is over");
    let over = require!(over.remote_access_session).expect("a session");
    assert_eq!((over.result(), over.endpoints()), (Some(&ExecutionResult::Passed), None));
    let minutes = over.device_minutes().expect("they are counted");
    assert!(minutes.total() >= Some(0.5) && minutes.metered() == Some(0.0), "{minutes:?}");
    assert_eq!(minutes.total(), Some(farm.minutes()));

    client.delete_remote_access_session().arn(&arn).send().await.expect("it is deleted");
    let error = get().send().await.expect_err("it is gone");
    assert_eq!(error.code(), Some("NotFoundException"));
}

#[tokio::test]
async fn a_session_ends_by_itself_once_its_time_is_up() {
    let farm = DeviceFarm::new().pace(Pace { most_minutes: 1, ..pace() }).start().expect("a farm");
    let client = client(&farm);
    let session = start(&client).await;
    let get = client.get_remote_access_session().arn(session.arn().expect("an ARN"));
    quick(get.wait_until_remote_access_session_completed(SOON)).await.expect("it is over");
    assert!((0.99..=1.01).contains(&farm.minutes()), "{}", farm.minutes());
}

#[tokio::test]
async fn sessions_that_come_to_nothing_say_so() {
    for (fate, failure, message) in [
        (Fate::Fails, WaiterFailure::Failed, "result: ERRORED, message: the device could not be prepared"),
        (Fate::WaitsForEver, WaiterFailure::TimedOut, "last state: PENDING_DEVICE"),
        (Fate::Vanishes, WaiterFailure::Request, "NotFoundException"),
    ] {
        let farm = DeviceFarm::new().pace(pace()).fate(fate).start().expect("a farm");
        let client = client(&farm);
        let arn = start(&client).await.arn.expect("an ARN");
        let wait = client.get_remote_access_session().arn(&arn);
        let deadline = Duration::from_millis(if fate == Fate::WaitsForEver { 200 } else { 30_000 });
        let error = quick(wait.wait_until_remote_access_session_running(deadline)).await.expect_err("it never runs");
        assert_eq!(error.failure(), failure, "{error}");
        assert!(error.to_string().contains(message), "{error}");
        client.stop_remote_access_session().arn(&arn).send().await.expect("it can be stopped all the same");
        assert_eq!(farm.open_sessions(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_lost_response_leaves_a_session_and_no_second_one() {
    let farm = DeviceFarm::new().fault("CreateRemoteAccessSession", Fault::LoseResponse, 1).start().expect("a farm");
    let client = client(&farm);
    let lost = client.create_remote_access_session().project_arn(PROJECT).device_arn(PHONE).name("mine").send().await;
    assert!(
        lost.expect_err("the response is lost").to_string().starts_with("CreateRemoteAccessSession: connection failed")
    );
    assert_eq!((farm.count("CreateRemoteAccessSession"), farm.open_sessions().len()), (1, 1));
    // It is found by its name, and stopped.
    let sessions = client.list_remote_access_sessions().arn(PROJECT).items().collect().await.expect("they are listed");
    let mine = sessions.iter().find(|session| session.name() == Some("mine")).expect("it is among them");
    client.stop_remote_access_session().arn(mine.arn().expect("an ARN")).send().await.expect("it is stopped");
    assert_eq!(farm.open_sessions(), Vec::<String>::new());
}

#[tokio::test]
async fn faults_come_as_often_as_they_are_ordered() {
    let farm = DeviceFarm::new()
        .fault("CreateRemoteAccessSession", Fault::Throttle, 1)
        .fault("GetRemoteAccessSession", Fault::ServerError, 1)
        .fault("GetRemoteAccessSession", Fault::Cut, 1)
        .fault("GetDevice", Fault::Garble, 1)
        .fault("GetProject", Fault::Delay(Duration::from_millis(300)), 1)
        .start()
        .expect("a farm");
    let client = client(&farm);
    let arn = start(&client).await.arn.expect("an ARN");
    client.get_remote_access_session().arn(arn).send().await.expect("the third attempt succeeds");
    let counts = ["CreateRemoteAccessSession", "GetRemoteAccessSession"].map(|operation| farm.count(operation));
    assert_eq!(counts, [2, 3]);
    let error = client.get_device().arn(PHONE).send().await.expect_err("it is not JSON");
    assert!(error.to_string().contains("invalid response"), "{error}");
    let hasty = client.get_project().arn(PROJECT).send().attempt_timeout(Duration::from_millis(100)).max_attempts(1);
    assert!(hasty.await.expect_err("it is late").is_timeout());
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let farm = DeviceFarm::new().start().expect("a farm");
    let client = client(&farm);
    let refused = client.create_remote_access_session().project_arn(PROJECT).device_arn(WEARABLE).send().await;
    let error = refused.expect_err("it cannot be worked with remotely");
    assert!(matches!(error.kind(), CreateRemoteAccessSessionError::ArgumentException(_)), "{error}");
    let missing = client.create_remote_access_session().project_arn(OTHER).device_arn(PHONE).send().await;
    assert_eq!(missing.expect_err("no such project").message(), Some(format!("there is no project {OTHER}").as_str()));
    let session = start(&client).await;
    let open = client.delete_remote_access_session().arn(session.arn().expect("an ARN")).send().await;
    assert_eq!(open.expect_err("it is not over").code(), Some("ArgumentException"));
}

#[tokio::test]
async fn an_upload_takes_a_file_at_its_url_and_nowhere_else() {
    let farm = DeviceFarm::new().pace(Pace::instant()).start().expect("a farm");
    let client = client(&farm);
    let create = || client.create_upload().project_arn(PROJECT).name("app.apk").r#type(UploadType::AndroidApp).send();
    let upload = create().await.expect("a place").upload.expect("an upload");
    assert_eq!(upload.status(), Some(&UploadStatus::Initialized));
    let url = upload.url().expect("a URL");
    assert!(put(&farm, url.split('?').next().unwrap_or(url), "x").starts_with("HTTP/1.1 403 "));
    assert!(put(&farm, url, "an app").starts_with("HTTP/1.1 200 "));
    let get = client.get_upload().arn(upload.arn().expect("an ARN"));
    let ready = quick(get.wait_until_upload_succeeded(SOON)).await.expect("it succeeds");
    assert_eq!(ready.upload().and_then(|upload| upload.metadata()), Some(r#"{"size":6}"#));
    let empty = create().await.expect("a place").upload.expect("an upload");
    put(&farm, empty.url().expect("a URL"), "");
    let get = client.get_upload().arn(empty.arn().expect("an ARN"));
    let error = quick(get.wait_until_upload_succeeded(SOON)).await.expect_err("it fails");
    assert!(error.to_string().contains("the file is empty"), "{error}");
}

/// Returns the farm's response to a file upload.
fn put(farm: &Open, url: &str, file: &str) -> String {
    let path = url.trim_start_matches(&farm.url());
    let length = file.len();
    let text = format!("PUT {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{file}");
    let address = farm.url().trim_start_matches("http://").to_owned();
    let mut stream = std::net::TcpStream::connect(address).expect("a connection");
    std::io::Write::write_all(&mut stream, text.as_bytes()).expect("it is sent");
    std::io::read_to_string(stream).expect("a response")
}
