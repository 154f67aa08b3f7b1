//! Successful responses: what may be absent, null, new or double in them, and what `Debug` keeps back.

use generated::devicefarm::operation::{CreateRemoteAccessSession, GetRemoteAccessSession, ListDevices, ListProjects};
use generated::devicefarm::types::{DeviceAvailability, DevicePlatform, ExecutionStatus};
use generated::runtime::{Operation, require};
use serde_json::{Value, json};

use super::documents::{member, places, with, without};
use super::{OPERATIONS, full_bodies, full_documents};
use crate::vectors::response;

#[test]
fn nothing_is_an_empty_output() {
    for operation in &OPERATIONS {
        for body in ["", "{}", " {\r\n}\t", r#"{"__type": "com.example#Thing"}"#] {
            let seen = operation.accept(body);
            assert!(seen.is_default && seen.json == json!({}), "{}: {body:?}", operation.name);
        }
        for status in [200, 201, 204, 299] {
            assert!((operation.parse)(&response(status, &[], "")).is_ok_and(|seen| seen.is_default), "{status}");
        }
    }
}

#[test]
fn a_full_output_comes_back_whole() {
    for (operation, document) in full_documents() {
        let seen = operation.accept(document.to_string());
        assert_eq!(seen.json, document, "{}", operation.name);
        assert_eq!(seen.is_default, operation.name.starts_with("Delete"));
    }
}

#[test]
fn a_missing_required_member_is_named_with_its_operation() {
    let read = |body: &str| GetRemoteAccessSession::parse(&response(200, &[], body)).expect("an output");
    let output = read(r#"{"remoteAccessSession": {"endpoints": {}, "device": {"name": "Pixel"}}}"#);
    assert_eq!(require!(output.remote_access_session.device.name).map(String::as_str), Ok("Pixel"));
    let absent = require!(output.remote_access_session.endpoints.interactive_endpoint).expect_err("it is absent");
    let expected = "GetRemoteAccessSession: missing member `remoteAccessSession.endpoints.interactiveEndpoint`";
    assert_eq!(absent.to_string(), expected);
    let output = read("{}");
    let absent = require!(output.remote_access_session.endpoints.interactive_endpoint).expect_err("it is absent");
    assert_eq!(absent.to_string(), "GetRemoteAccessSession: missing member `remoteAccessSession`");
    // What is not a response is called as its shape.
    let output = read(r#"{"remoteAccessSession": {}}"#);
    let session = require!(move output.remote_access_session).expect("it is there");
    assert_eq!(
        require!(session.arn).map_err(|absent| absent.to_string()),
        Err("RemoteAccessSession: missing member `arn`".into())
    );
}

#[test]
fn a_null_anywhere_is_an_absence() {
    let mut places_tried = 0;
    for (operation, document) in full_documents() {
        for place in places(&document) {
            let seen = operation.accept(with(&document, &place, Value::Null).to_string());
            // In a list, which is dense, it is not an element.
            assert_eq!(seen.json, without(&document, &place), "{}: {place}", operation.name);
            places_tried += 1;
        }
    }
    assert!(places_tried > 300, "{places_tried}");
}

#[test]
fn nulls_everywhere_leave_nothing() {
    for (operation, document) in full_documents() {
        let mut nulls = document.clone();
        for (_, value) in nulls.as_object_mut().expect("an object") {
            *value = Value::Null;
        }
        assert!(operation.accept(nulls.to_string()).is_default, "{nulls}");
    }
    let project = r#"{"projects": [null, {"arn": null, "vpcConfig": {"subnetIds": [null, "s", null]}}, null]}"#;
    let output = ListProjects::parse(&response(200, &[], project)).expect("an output");
    let [project] = output.projects() else { panic!("{output:?}") };
    assert_eq!(project.arn, None);
    let vpc = project.vpc_config().expect("a configuration");
    assert_eq!((vpc.subnet_ids(), vpc.security_group_ids.as_ref()), (&["s".to_owned()][..], None));
}

#[test]
fn new_members_are_passed_over() {
    let new = json!({ "a": [1, -2.5e3, "x", null, { "b": [true, { "arn": "not this one" }] }], "": "" });
    for (operation, document) in full_documents() {
        let objects = places(&document).into_iter().chain([String::new()]);
        for place in objects.filter(|place| document.pointer(place).is_some_and(Value::is_object)) {
            let mut more = document.clone();
            let members = more.pointer_mut(&place).and_then(Value::as_object_mut).expect("an object");
            members.insert("newMember".to_owned(), new.clone());
            members.insert("ARN".to_owned(), Value::from(1));
            members.insert("__type".to_owned(), Value::from("com.example#Thing"));
            assert_eq!(operation.accept(more.to_string()).json, document, "{}: {place:?}", operation.name);
        }
    }
}

#[test]
fn a_new_value_of_any_enum_is_kept_and_written_back() {
    for (operation, document) in full_documents() {
        for place in places(&document) {
            if !document.pointer(&place).is_some_and(Value::is_string) {
                continue;
            }
            for new in ["A_VALUE_OF_TOMORROW", "Prüfstand \u{0} \" 🙂"] {
                let document = with(&document, &place, Value::from(new));
                assert_eq!(operation.accept(document.to_string()).json, document, "{}: {place}", operation.name);
            }
        }
    }
    let body = r#"{"remoteAccessSession": {"status": "ASLEEP", "device": {"platform": "ios", "availability": ""}}}"#;
    let output = CreateRemoteAccessSession::parse(&response(200, &[], body)).expect("an output");
    let session = output.remote_access_session().expect("a session");
    assert!(matches!(session.status(), Some(ExecutionStatus::Unknown(value)) if value.as_str() == "ASLEEP"));
    assert_eq!(session.status(), Some(&ExecutionStatus::from("ASLEEP")));
    let device = session.device().expect("a device");
    assert_eq!(device.platform(), Some(&DevicePlatform::from("ios")));
    assert_eq!(device.availability().map(DeviceAvailability::as_str), Some(""));
}

#[test]
fn of_a_member_that_comes_twice_the_last_counts() {
    for (operation, document) in full_documents() {
        let text = document.to_string();
        for name in document.as_object().expect("an object").keys() {
            let inner = &text[1..text.len() - 1];
            assert_eq!(operation.accept(format!(r#"{{"{name}": null, {inner}}}"#)).json, document);
            let emptied = operation.accept(format!(r#"{{{inner}, "{name}": null}}"#));
            assert_eq!(emptied.json, without(&document, &format!("/{name}")));
        }
    }
    let body = r#"{"nextToken": "one", "devices": [{"arn": "a"}], "devices": [], "nextToken": "two"}"#;
    let output = ListDevices::parse(&response(200, &[], body)).expect("an output");
    assert_eq!((output.devices, output.next_token.as_deref()), (Some(Vec::new()), Some("two")));
}

#[test]
fn an_empty_list_is_not_an_absent_one() {
    let read = |body: &str| ListDevices::parse(&response(200, &[], body)).expect("an output");
    assert_eq!((read(r#"{"devices": []}"#).devices, read("{}").devices), (Some(Vec::new()), None));
    assert!(read("{}").devices().is_empty());
}

#[test]
fn escapes_are_read_wherever_they_stand() {
    let body = r#"{"remote\u0041ccessSession": {"\u0061rn": "a\u0000\n\ud83d\ude42", "st\u0061tus": "RUNN\u0049NG"}}"#;
    let output = CreateRemoteAccessSession::parse(&response(200, &[], body)).expect("an output");
    let session = output.remote_access_session().expect("a session");
    assert_eq!((session.arn(), session.status()), (Some("a\0\n🙂"), Some(&ExecutionStatus::Running)));
}

#[test]
fn debug_shows_no_secret_and_no_address_that_lets_its_holder_in() {
    const SECRET: &str = "https://example.com/let-me-in";
    let mut kept_back = 0;
    for (operation, mut document) in full_documents() {
        for place in places(&document) {
            if ["endpoint", "remoteDriverEndpoint", "interactiveEndpoint", "url", "value"].contains(&member(&place)) {
                document = with(&document, &place, Value::from(SECRET));
                kept_back += 1;
            }
        }
        let seen = operation.accept(document.to_string());
        assert_eq!(seen.json, document, "{}: it is there", operation.name);
        let debug = (operation.debug)(&response(200, &[], document.to_string()));
        assert!(!debug.contains("let-me-in"), "{}: {debug}", operation.name);
        assert_eq!(debug.contains("redacted"), document.to_string().contains(SECRET), "{}", operation.name);
    }
    assert!(kept_back >= 15, "{kept_back}");
}

#[test]
fn every_operation_is_tested_with_a_full_response() {
    assert_eq!(full_bodies().len(), 17);
    for (operation, body) in full_bodies() {
        assert_eq!(body == "{}", operation.name.starts_with("Delete"), "{}", operation.name);
    }
}
