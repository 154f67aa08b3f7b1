//! The WebDriver endpoint of a session, request by request, and the downloads of artifacts.

use device_farm_fake::{DeviceFarm, Open, PHONE, PROJECT, Pace};
use generated::devicefarm::Client;
use generated::devicefarm::types::{Artifact, ArtifactCategory};
use serde_json::{Value, json};

use crate::support::{SOON, client, quick};

struct Session {
    arn: String,
    endpoint: String,
}

async fn start(client: &Client) -> Session {
    let call = client.create_remote_access_session().project_arn(PROJECT).device_arn(PHONE);
    let arn = call.send().await.expect("it is started").remote_access_session.and_then(|it| it.arn).expect("an ARN");
    let get = client.get_remote_access_session().arn(&arn).wait_until_remote_access_session_running(SOON);
    let session = quick(get).await.expect("it runs").remote_access_session.expect("a session");
    let endpoint = session.endpoints.and_then(|endpoints| endpoints.remote_driver_endpoint).expect("an endpoint");
    Session { arn, endpoint }
}

/// Sends a request, and returns the status and the value of the response.
fn send(method: &str, url: &str, body: &Value) -> (u16, Value) {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let request = http::Request::builder().method(method).uri(url).body(body.to_string()).expect("a request");
    let mut response = agent.run(request).expect("a response");
    let text = response.body_mut().with_config().limit(1 << 26).read_to_string().expect("text");
    let mut value: Value = serde_json::from_str(&text).expect("JSON");
    (response.status().as_u16(), value["value"].take())
}

/// Starts a WebDriver session, and returns its URL.
fn begin(endpoint: &str) -> String {
    let (status, value) = send("POST", &format!("{endpoint}/session"), &json!({"capabilities": {}}));
    assert_eq!(status, 200, "{value}");
    assert_eq!(value["capabilities"]["appium:deviceName"], "Fake Pixel");
    format!("{endpoint}/session/{}", value["sessionId"].as_str().expect("an identifier"))
}

fn tap(kind: &str, x: i64, y: i64) -> Value {
    let moved = json!({"type": "pointerMove", "duration": 0, "origin": "viewport", "x": x, "y": y});
    let actions = json!([moved, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]);
    json!({"actions": [{"type": kind, "id": "finger", "parameters": {"pointerType": "touch"}, "actions": actions}]})
}

fn farm() -> Open {
    DeviceFarm::new().pace(Pace::instant()).start().expect("a farm")
}

#[tokio::test]
async fn a_device_is_seen_and_touched() {
    let farm = farm();
    let session = start(&client(&farm)).await;
    let ready = send("GET", &format!("{}/status", session.endpoint), &Value::Null);
    assert_eq!((ready.0, &ready.1["ready"]), (200, &json!(true)));
    let url = begin(&session.endpoint);
    let timeouts = send("POST", &format!("{url}/timeouts"), &json!({"implicit": 0}));
    assert_eq!(timeouts, (200, Value::Null));
    let size = send("GET", &format!("{url}/window/rect"), &Value::Null);
    assert_eq!(size, (200, json!({"x": 0, "y": 0, "width": 1080, "height": 2400})));
    let before = send("GET", &format!("{url}/screenshot"), &Value::Null).1;
    assert_eq!(send("POST", &format!("{url}/actions"), &tap("pointer", 540, 1200)), (200, Value::Null));
    let after = send("GET", &format!("{url}/screenshot"), &Value::Null).1;
    assert!(before != after && after.as_str().is_some_and(|image| image.starts_with("iVBORw0KGgo")), "a PNG");
    assert_eq!(farm.taps(&session.arn), [(540, 1200)]);
    assert_eq!(send("DELETE", &url, &Value::Null), (200, Value::Null));
    let error = send("GET", &format!("{url}/screenshot"), &Value::Null);
    assert_eq!((error.0, &error.1["error"]), (404, &json!("invalid session id")));
    begin(&session.endpoint);
}

#[tokio::test]
async fn what_the_device_cannot_do_is_an_error_of_the_protocol() {
    let farm = farm();
    let session = start(&client(&farm)).await;
    let endpoint = &session.endpoint;
    let ios = json!({"capabilities": {"alwaysMatch": {"platformName": "iOS"}}});
    let url = {
        let refused = send("POST", &format!("{endpoint}/session"), &ios);
        assert_eq!((refused.0, &refused.1["error"]), (500, &json!("session not created")));
        begin(endpoint)
    };
    let element = json!({"actions": [{"type": "pointer", "id": "f", "actions": [
        {"type": "pointerMove", "origin": {"element-6066-11e4-a52e-4f735466cecf": "e"}, "x": 0, "y": 0}
    ]}]});
    let key = json!({"actions": [{"type": "key", "id": "k", "actions": [{"type": "keyDown", "value": "a"}]}]});
    for (method, path, body, status, error) in [
        ("POST", "/actions", tap("pointer", 1080, 0), 500, "move target out of bounds"),
        ("POST", "/actions", tap("pointer", 0, -1), 500, "move target out of bounds"),
        ("POST", "/actions", element, 404, "no such element"),
        ("POST", "/actions", key, 500, "unsupported operation"),
        ("POST", "/actions", json!({}), 400, "invalid argument"),
        ("POST", "/element", json!({"using": "xpath", "value": "//x"}), 404, "unknown command"),
        ("GET", "/source", Value::Null, 404, "unknown command"),
    ] {
        let (was, value) = send(method, &format!("{url}{path}"), &body);
        assert_eq!((was, &value["error"]), (status, &json!(error)), "{method} {path}: {value}");
        assert!(value["message"].as_str().is_some_and(|message| !message.is_empty()), "{value}");
    }
    assert_eq!(farm.taps(&session.arn), []);
    let second = send("POST", &format!("{endpoint}/session"), &json!({"capabilities": {}}));
    assert_eq!((second.0, &second.1["error"]), (500, &json!("session not created")));
}

#[tokio::test]
async fn an_endpoint_is_of_use_while_its_session_runs_and_to_those_who_know_it() {
    let farm = farm();
    let client = client(&farm);
    let session = start(&client).await;
    let other = format!("{}x/status", session.endpoint);
    assert_eq!(send("GET", &other, &Value::Null).0, 404);
    client.stop_remote_access_session().arn(&session.arn).send().await.expect("it is stopped");
    let (status, value) = send("GET", &format!("{}/status", session.endpoint), &Value::Null);
    assert_eq!((status, &value["error"]), (404, &json!("invalid session id")));
}

async fn artifacts(client: &Client, session: &str, category: ArtifactCategory) -> Vec<Artifact> {
    client.list_artifacts().arn(session).r#type(category).items().collect().await.expect("they are listed")
}

#[tokio::test]
async fn a_session_leaves_a_video_and_logs_at_secret_urls() {
    let farm = farm();
    let client = client(&farm);
    let session = start(&client).await;
    let url = begin(&session.endpoint);
    send("POST", &format!("{url}/actions"), &tap("pointer", 1, 2));
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    assert_eq!(artifacts(&client, &session.arn, ArtifactCategory::File).await, []);
    client.stop_remote_access_session().arn(&session.arn).send().await.expect("it is stopped");

    let videos = artifacts(&client, &session.arn, ArtifactCategory::File).await;
    assert_eq!((videos.len(), videos[0].name(), videos[0].extension()), (1, Some("Video"), Some("mp4")));
    let logs = artifacts(&client, &session.arn, ArtifactCategory::Log).await;
    let names: Vec<_> = logs.iter().filter_map(|log| log.name()).collect();
    assert_eq!(names, ["Logcat", "Appium server output"]);
    let log = logs[1].url().expect("a URL");
    let text = ureq::get(log).call().expect("it is there").body_mut().read_to_string().expect("text");
    assert!(text.ends_with("a tap at 1, 2\n"), "{text}");
    let unsigned = ureq::get(log.split('?').next().expect("a path")).call();
    assert!(matches!(unsigned, Err(ureq::Error::StatusCode(403))), "{unsigned:?}");
    assert!(!format!("{logs:?}").contains("secret-of-"));

    client.delete_remote_access_session().arn(&session.arn).send().await.expect("it is deleted");
    assert!(matches!(ureq::get(log).call(), Err(ureq::Error::StatusCode(404))));
    let gone = client.list_artifacts().arn(&session.arn).r#type(ArtifactCategory::Log).send().await;
    assert_eq!(gone.expect_err("it is gone").code(), Some("NotFoundException"));
}
