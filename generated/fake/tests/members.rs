//! A session that is started with every member, by the generated client and by boto3. The tests compare each leaf of
//! the response, and check that there is one for each member of the model.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, str};

use device_farm_fake::{
    DeviceFarm, Fate, INSTANCE, OTHER_INSTANCE, Open, PRIVATE_PHONE, PROJECT, Pace, VPCE_CONFIGURATION,
};
use generated::devicefarm::operation::CreateRemoteAccessSession;
use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::types::{
    BillingMethod, CreateRemoteAccessSessionConfiguration, DeviceProxy, InteractionMode, RemoteAccessSession,
    UploadType,
};
use generated::devicefarm::{Client, SERVICE};
use generated::runtime::require;
use serde_json::{Value, json};

use crate::support::{SOON, client, config, python, quick, upload};

/// The members that the service has removed, by structure and type. The client still has them.
const RETIRED: &[(&str, &str, &str)] = &[
    ("CreateRemoteAccessSessionRequest", "sshPublicKey", "String"),
    ("CreateRemoteAccessSessionRequest", "remoteDebugEnabled", "Boolean"),
    ("CreateRemoteAccessSessionRequest", "remoteRecordEnabled", "Boolean"),
    ("CreateRemoteAccessSessionRequest", "remoteRecordAppArn", "String"),
    ("CreateRemoteAccessSessionRequest", "clientId", "String"),
    ("RemoteAccessSession", "remoteDebugEnabled", "Boolean"),
    ("RemoteAccessSession", "remoteRecordEnabled", "Boolean"),
    ("RemoteAccessSession", "remoteRecordAppArn", "String"),
    ("RemoteAccessSession", "hostAddress", "String"),
    ("RemoteAccessSession", "clientId", "String"),
];

/// Returns the model with the members that the service has removed.
fn model() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/devicefarm/2015-06-23/service-2.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut model: Value = serde_json::from_str(&text).expect("the model is JSON");
    for (structure, member, shape) in RETIRED {
        model["shapes"][structure]["members"][member] = json!({ "shape": shape });
    }
    model
}

/// An input with every member.
#[allow(deprecated, reason = "deprecated members are set as well")]
fn input(app: &str, auxiliary_app: &str) -> CreateRemoteAccessSessionInput {
    let configuration = CreateRemoteAccessSessionConfiguration::builder()
        .auxiliary_apps([auxiliary_app])
        .billing_method(BillingMethod::Unmetered)
        .vpce_configuration_arns([VPCE_CONFIGURATION])
        .device_proxy(DeviceProxy::builder().host("proxy.example").port(8080).build())
        .parameters([("key".to_owned(), "value".to_owned())]);
    CreateRemoteAccessSessionInput::builder()
        .project_arn(PROJECT)
        .device_arn(PRIVATE_PHONE)
        .app_arn(app)
        .instance_arn(INSTANCE)
        .name("every member")
        .configuration(configuration.build())
        .interaction_mode(InteractionMode::NoVideo)
        .skip_app_resign(true)
        .ssh_public_key("ssh-ed25519 AAAA")
        .remote_debug_enabled(true)
        .remote_record_enabled(true)
        .remote_record_app_arn(app)
        .client_id("client-1")
        .build()
}

/// Returns the expected session of the input while it runs. Values that depend on the time are copied from `shown`.
fn expected(farm: &Open, app: &str, shown: &Value) -> Value {
    let arn = shown["arn"].as_str().expect("an ARN");
    let id = arn.rsplit('/').next().expect("the last part");
    let (url, host) = (farm.url(), farm.url().replace("http://", ""));
    let interactive = format!("ws://{host}/interactive-endpoint/secret-of-{id}");
    json!({
        "arn": arn,
        "name": "every member",
        "created": shown["created"],
        "status": "RUNNING",
        "result": "PENDING",
        "started": shown["started"],
        "device": device(),
        "instanceArn": INSTANCE,
        "remoteDebugEnabled": true,
        "remoteRecordEnabled": true,
        "remoteRecordAppArn": app,
        "hostAddress": host,
        "clientId": "client-1",
        "billingMethod": "UNMETERED",
        "deviceMinutes": {
            "total": shown["deviceMinutes"]["total"],
            "metered": 0.0,
            "unmetered": shown["deviceMinutes"]["total"],
        },
        "endpoint": interactive,
        "deviceUdid": "FAKE0000000000000001",
        "interactionMode": "NO_VIDEO",
        "skipAppResign": true,
        "vpcConfig": {
            "securityGroupIds": ["sg-0123456789abcdef0"],
            "subnetIds": ["subnet-0123456789abcdef0"],
            "vpcId": "vpc-0123456789abcdef0",
        },
        "deviceProxy": {"host": "proxy.example", "port": 8080},
        "appUpload": app,
        "endpoints": {
            "remoteDriverEndpoint": format!("{url}/remote-endpoint/secret-of-{id}"),
            "interactiveEndpoint": interactive,
        },
    })
}

fn device() -> Value {
    json!({
        "arn": PRIVATE_PHONE,
        "name": "Fake Private Phone",
        "manufacturer": "Google",
        "model": "Fake Private Phone",
        "modelId": "FAKE-PRIVATE-PHONE-1",
        "formFactor": "PHONE",
        "platform": "ANDROID",
        "type": "PHYSICAL",
        "os": "13",
        "cpu": {"frequency": "MHz", "architecture": "arm64-v8a", "clock": 2910.0},
        "resolution": {"width": 1080, "height": 2400},
        "heapSize": 536_870_912,
        "memory": 137_438_953_472_i64,
        "image": "FAKEIMAGE1",
        "carrier": "Fake carrier",
        "radio": "LTE",
        "remoteAccessEnabled": true,
        "remoteDebugEnabled": false,
        "fleetType": "PRIVATE",
        "fleetName": "Fake fleet",
        "instances": [
            {
                "arn": INSTANCE,
                "deviceArn": PRIVATE_PHONE,
                "labels": ["red", "lab-1"],
                "status": "IN_USE",
                "udid": "FAKE0000000000000001",
                "instanceProfile": {
                    "arn": "arn:aws:devicefarm:us-west-2:123456789012:instanceprofile:\
                            00000000-0000-4000-8000-00000000000d",
                    "packageCleanup": true,
                    "excludeAppPackagesFromCleanup": ["com.example.keep"],
                    "rebootAfterUse": true,
                    "name": "Clean",
                    "description": "Removes apps and restarts the phone",
                },
            },
            {
                "arn": OTHER_INSTANCE,
                "deviceArn": PRIVATE_PHONE,
                "status": "AVAILABLE",
                "udid": "FAKE0000000000000002",
            },
        ],
        "availability": "HIGHLY_AVAILABLE",
    })
}

/// Adds the paths of all leaves of a value to a set. The items of a list have the same path.
fn leaves(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| leaves(value, &format!("{path}.{name}"), found));
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(item, &format!("{path}[]"), found)),
        _ => drop(found.insert(path.to_owned())),
    }
}

/// Adds the paths of all leaves of a shape to a set.
fn leaves_of_shape(model: &Value, shape: &str, path: &str, found: &mut BTreeSet<String>) {
    let facts = &model["shapes"][shape];
    match facts["type"].as_str().unwrap_or_else(|| panic!("{path}: there is no shape {shape}")) {
        "structure" => {
            for (name, member) in facts["members"].as_object().expect("a structure has members") {
                let target = member["shape"].as_str().expect("a member has a shape");
                leaves_of_shape(model, target, &format!("{path}.{name}"), found);
            }
        }
        "list" => {
            let target = facts["member"]["shape"].as_str().expect("a list has a member");
            leaves_of_shape(model, target, &format!("{path}[]"), found);
        }
        _ => drop(found.insert(path.to_owned())),
    }
}

async fn start(farm: &Open, input: CreateRemoteAccessSessionInput) -> String {
    let client = generated::runtime::client::Client::new(&config(farm), &SERVICE);
    let response = client.invoke::<CreateRemoteAccessSession>(input).await;
    let response = response.expect("it is started");
    require!(move response.remote_access_session.arn).expect("an ARN")
}

async fn running(client: &Client, arn: &str) -> RemoteAccessSession {
    let wait = client.get_remote_access_session().arn(arn).wait_until_remote_access_session_running(SOON);
    let response = quick(wait).await.expect("it runs");
    require!(move response.remote_access_session).expect("a session")
}

fn json(value: &impl generated::runtime::serde_core::Serialize) -> Value {
    serde_json::to_value(value).expect("it can be written as JSON")
}

/// Asserts that a running session is the expected one, to the last leaf.
fn assert_all(shown: &Value, farm: &Open, app: &str) {
    for member in [&shown["created"], &shown["started"], &shown["deviceMinutes"]["total"]] {
        assert!(member.as_f64().is_some_and(|number| number > 0.0), "{shown}");
    }
    assert!(shown["created"].as_f64() <= shown["started"].as_f64(), "{shown}");
    assert_eq!(*shown, expected(farm, app, shown));
}

#[tokio::test]
async fn our_client_gets_every_member_back() {
    let farm = DeviceFarm::new().pace(Pace::instant()).start().expect("a farm");
    let client = client(&farm);
    let app = upload(&client, "app.apk", UploadType::AndroidApp).await;
    let other = upload(&client, "other.apk", UploadType::AndroidApp).await;
    let input = input(&app, &other);
    let arn = start(&farm, input.clone()).await;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    let shown = json(&running(&client, &arn).await);
    assert_all(&shown, &farm, &app);

    // The record of the call has every member as well.
    let calls = farm.calls();
    let call = calls.iter().find(|call| call.operation == "CreateRemoteAccessSession").expect("it was recorded");
    let recorded: Value = serde_json::from_str(&call.input).expect("JSON");
    assert_eq!(recorded, json(&input));
    let (mut given, mut all) = (BTreeSet::new(), BTreeSet::new());
    leaves(&recorded, "", &mut given);
    leaves_of_shape(&model(), "CreateRemoteAccessSessionRequest", "", &mut all);
    given.remove(".configuration.parameters.key");
    given.insert(".configuration.parameters".to_owned());
    assert_eq!(given, all, "the test sets every member of the input");
}

#[tokio::test]
async fn the_states_of_a_session_have_every_member_of_the_model() {
    let farm = DeviceFarm::new().pace(Pace::instant()).start().expect("a farm");
    let client = client(&farm);
    let app = upload(&client, "app.apk", UploadType::AndroidApp).await;
    let arn = start(&farm, input(&app, &app)).await;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    let mut found = BTreeSet::new();
    leaves(&json(&running(&client, &arn).await), "", &mut found);
    client.stop_remote_access_session().arn(&arn).send().await.expect("it is stopped");
    farm.fate(Fate::Fails);
    let failed = start(&farm, input(&app, &app)).await;
    for arn in [arn, failed] {
        let wait = client.get_remote_access_session().arn(&arn).wait_until_remote_access_session_completed(SOON);
        leaves(&json(&quick(wait).await.expect("it is over").remote_access_session), "", &mut found);
    }
    let mut all = BTreeSet::new();
    leaves_of_shape(&model(), "RemoteAccessSession", "", &mut all);
    assert_eq!(found, all);
}

#[tokio::test]
async fn boto3_gets_every_member_back() {
    let Some(python) = python("boto3 starts a session with every member") else { return };
    let farm = DeviceFarm::new().pace(Pace::instant()).start().expect("a farm");
    let app = upload(&client(&farm), "app.apk", UploadType::AndroidApp).await;
    // boto3 uses the model of this repository with the retired members, which boto3's own model lacks.
    let models = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("boto3-models");
    let folder = models.join("devicefarm/2015-06-23");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("service-2.json"), model().to_string()).expect("it can be written");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/boto3_members.py");
    let given = json(&input(&app, &app)).to_string();
    let run = Command::new(python).arg(script).args([farm.url(), given]).env("AWS_DATA_PATH", models).output();
    let Output { status, stdout, stderr } = run.expect("Python runs");
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    let shown: Value = serde_json::from_slice(&stdout).expect("it prints JSON");
    assert_all(&shown, &farm, &app);
}
