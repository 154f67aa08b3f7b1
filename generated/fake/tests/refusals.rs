//! Requests that the farm refuses, with the service's error codes; filters of devices; pages; and the record of calls.

use std::sync::{Arc, Mutex};

use device_farm_fake::{
    DeviceFarm, INSTANCE, OTHER_INSTANCE, Open, PHONE, PRIVATE_PHONE, PROJECT, Pace, TABLET, VPCE_CONFIGURATION,
    WEARABLE,
};
use generated::devicefarm::operation::CreateRemoteAccessSession;
use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::types::{DeviceFilter, DeviceFilterAttribute, RuleOperator, UploadType};
use generated::devicefarm::{Client, SERVICE};
use serde_json::{Value, json};

use crate::support::{SOON, client, config, quick, upload};

fn farm() -> Open {
    DeviceFarm::new().pace(Pace::instant()).start().expect("a farm")
}

/// Starts a session with members in JSON, and returns the error's code and message.
async fn refusal(farm: &Open, members: &Value) -> (String, String) {
    let mut all = json!({"projectArn": PROJECT, "deviceArn": PHONE});
    for (name, value) in members.as_object().expect("members") {
        all[name] = value.clone();
    }
    let input: CreateRemoteAccessSessionInput = serde_json::from_value(all).expect("an input");
    let client = generated::runtime::client::Client::new(&config(farm), &SERVICE);
    let error = client.invoke::<CreateRemoteAccessSession>(input).await.expect_err("it is refused");
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    (text(error.code()), text(error.message()))
}

#[tokio::test]
async fn a_session_that_the_service_would_not_start_is_refused() {
    let farm = farm();
    let client = client(&farm);
    let android = upload(&client, "app.apk", UploadType::AndroidApp).await;
    let ios = upload(&client, "app.ipa", UploadType::IosApp).await;
    let data = upload(&client, "data.zip", UploadType::ExternalData).await;
    let never = client.create_upload().project_arn(PROJECT).name("never.apk").r#type(UploadType::AndroidApp);
    let never = never.send().await.expect("it is registered").upload.and_then(|upload| upload.arn).expect("an ARN");
    let missing = android.replace("000000000001", "999999999999");
    let (argument, not_found, invalid) = ("ArgumentException", "NotFoundException", "ValidationException");
    for (members, code, message) in [
        (json!({"interactionMode": "SHOUT"}), invalid, "Member must satisfy enum value set"),
        (json!({"configuration": {"billingMethod": "FREE"}}), invalid, "at 'configuration.billingMethod'"),
        (json!({"projectArn": "arn:other"}), invalid, "2 validation errors detected"),
        (json!({"configuration": {"deviceProxy": {"host": "proxy"}}}), invalid, "Member must not be null"),
        (json!({"projectArn": PROJECT.replace("01", "99")}), not_found, "there is no project"),
        (json!({"deviceArn": PHONE.replace("01", "99")}), not_found, "there is no device"),
        (json!({"deviceArn": WEARABLE}), argument, "cannot be worked with remotely"),
        (json!({"appArn": missing}), not_found, "there is no upload"),
        (json!({"appArn": never}), argument, "was never sent"),
        (json!({"appArn": ios}), argument, "is for IOS, and the platform of the device is ANDROID"),
        (json!({"appArn": data}), argument, "is not an app: its type is EXTERNAL_DATA"),
        (json!({"deviceArn": TABLET, "appArn": android}), argument, "is for ANDROID"),
        (json!({"configuration": {"auxiliaryApps": [never]}}), argument, "was never sent"),
        (json!({"instanceArn": INSTANCE}), argument, "is an instance of the device"),
        (json!({"deviceArn": PRIVATE_PHONE, "instanceArn": missing}), not_found, "there is no device instance"),
        (json!({"configuration": {"vpceConfigurationArns": [VPCE_CONFIGURATION]}}), argument, "for private devices"),
        (json!({"configuration": {"vpceConfigurationArns": [missing]}}), not_found, "no VPC endpoint configuration"),
    ] {
        let (was, lines) = refusal(&farm, &members).await;
        assert!(was == code && lines.contains(message), "{members}: {was}: {lines}");
    }
    assert_eq!(farm.open_sessions(), Vec::<String>::new());
}

#[tokio::test]
async fn an_app_is_installed_on_a_running_session_only() {
    let farm = farm();
    let client = client(&farm);
    let app = upload(&client, "app.apk", UploadType::AndroidApp).await;
    let started = client.create_remote_access_session().project_arn(PROJECT).device_arn(PHONE).send().await;
    let session = started.expect("it is started").remote_access_session.expect("a session");
    assert_eq!((session.name(), session.app_upload()), (Some("Fake Pixel"), None));
    let arn = session.arn.expect("an ARN");
    let install = || client.install_to_remote_access_session().remote_access_session_arn(&arn).app_arn(&app).send();
    quick(client.get_remote_access_session().arn(&arn).wait_until_remote_access_session_running(SOON))
        .await
        .expect("it runs");
    install().await.expect("it is installed");
    let stopped = client.stop_remote_access_session().arn(&arn).send().await.expect("it is stopped");
    assert_eq!(stopped.remote_access_session.expect("a session").app_upload(), Some(app.as_str()));
    let error = install().await.expect_err("it is over");
    assert_eq!(
        (error.code(), error.message().map(|text| text.contains("is not RUNNING"))),
        (Some("ArgumentException"), Some(true))
    );
}

/// Returns the names of the devices that pass a filter, or the error's message.
async fn devices(client: &Client, attribute: &str, operator: &str, values: &[&str]) -> Result<Vec<String>, String> {
    let filter = DeviceFilter::builder()
        .attribute(DeviceFilterAttribute::from(attribute))
        .operator(RuleOperator::from(operator))
        .values(values.to_vec());
    let listed = client.list_devices().filters([filter.build()]).items().collect().await;
    let devices = listed.map_err(|failed| {
        let error = failed.error();
        format!("{}: {}", error.code().unwrap_or("none"), error.message().unwrap_or(""))
    })?;
    Ok(devices.into_iter().filter_map(|device| device.name).collect())
}

#[tokio::test]
async fn devices_are_filtered_by_every_attribute_and_operator() {
    let farm = farm();
    let client = client(&farm);
    const PIXEL: &str = "Fake Pixel";
    const IPAD: &str = "Fake iPad";
    const OLD: &str = "Fake Old Phone";
    const PRIVATE: &str = "Fake Private Phone";
    for (attribute, operator, values, expected) in [
        ("ARN", "EQUALS", &[PHONE][..], &[PIXEL][..]),
        ("ARN", "IN", &[PHONE, TABLET], &[PIXEL, IPAD]),
        ("ARN", "NOT_IN", &[PHONE, TABLET], &[OLD, PRIVATE]),
        ("PLATFORM", "EQUALS", &["IOS"], &[IPAD]),
        ("OS_VERSION", "EQUALS", &["14"], &[PIXEL]),
        ("OS_VERSION", "IN", &["14", "17.1"], &[PIXEL, IPAD]),
        ("OS_VERSION", "NOT_IN", &["14", "17.1"], &[OLD, PRIVATE]),
        ("OS_VERSION", "GREATER_THAN", &["14"], &[IPAD]),
        ("OS_VERSION", "GREATER_THAN_OR_EQUALS", &["14.0"], &[PIXEL, IPAD]),
        ("OS_VERSION", "LESS_THAN", &["13"], &[OLD]),
        ("OS_VERSION", "LESS_THAN_OR_EQUALS", &["13"], &[OLD, PRIVATE]),
        ("MODEL", "EQUALS", &["Fake Pixel"], &[PIXEL]),
        ("MODEL", "CONTAINS", &["Phone"], &[OLD, PRIVATE]),
        ("MODEL", "IN", &["Fake iPad", "none"], &[IPAD]),
        ("MODEL", "NOT_IN", &["Fake iPad"], &[PIXEL, OLD, PRIVATE]),
        ("AVAILABILITY", "EQUALS", &["BUSY"], &[]),
        ("FORM_FACTOR", "EQUALS", &["TABLET"], &[IPAD]),
        ("DEVICE_TYPE", "EQUALS", &["PHYSICAL"], &[PIXEL, IPAD, OLD, PRIVATE]),
        ("DEVICE_TYPE", "EQUALS", &["VIRTUAL"], &[]),
        ("MANUFACTURER", "EQUALS", &["Samsung"], &[OLD]),
        ("MANUFACTURER", "IN", &["Samsung", "Apple"], &[IPAD, OLD]),
        ("MANUFACTURER", "NOT_IN", &["Google"], &[IPAD, OLD]),
        ("REMOTE_ACCESS_ENABLED", "EQUALS", &["FALSE"], &[OLD]),
        ("REMOTE_DEBUG_ENABLED", "EQUALS", &["TRUE"], &[PIXEL, IPAD, OLD, PRIVATE]),
        ("INSTANCE_ARN", "EQUALS", &[OTHER_INSTANCE], &[PRIVATE]),
        ("INSTANCE_ARN", "IN", &[OTHER_INSTANCE, INSTANCE], &[PRIVATE]),
        ("INSTANCE_ARN", "NOT_IN", &[INSTANCE], &[PIXEL, IPAD, OLD]),
        ("INSTANCE_LABELS", "CONTAINS", &["red"], &[PRIVATE]),
        ("FLEET_TYPE", "EQUALS", &["PRIVATE"], &[PRIVATE]),
    ] {
        let found = devices(&client, attribute, operator, values).await;
        let expected: Vec<_> = expected.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(found, Ok(expected), "{attribute} {operator} {values:?}");
    }
}

#[tokio::test]
async fn filters_that_the_service_does_not_have_are_refused() {
    let farm = farm();
    let client = client(&farm);
    for (attribute, operator, values, expected) in [
        ("COLOUR", "EQUALS", &["red"][..], "ValidationException: 1 validation error detected: Value 'COLOUR' at"),
        ("PLATFORM", "LIKE", &["IOS"], "ValidationException: 1 validation error detected: Value 'LIKE' at"),
        ("PLATFORM", "IN", &["IOS"], "ArgumentException: the filter PLATFORM does not support IN; it supports EQUALS"),
        ("PLATFORM", "EQUALS", &["SYMBIAN"], "ArgumentException: the filter PLATFORM has no value `SYMBIAN`"),
        (
            "ARN",
            "EQUALS",
            &[PHONE, TABLET],
            "ArgumentException: the filter ARN EQUALS takes one value, and was given 2",
        ),
        ("ARN", "IN", &[], "ArgumentException: the filter ARN IN takes one value, and was given 0"),
        (
            "INSTANCE_LABELS",
            "EQUALS",
            &["red"],
            "ArgumentException: the filter INSTANCE_LABELS does not support EQUALS",
        ),
    ] {
        let error = devices(&client, attribute, operator, values).await.expect_err("it is refused");
        assert!(error.starts_with(expected), "{error}");
    }
}

#[tokio::test]
async fn lists_have_pages_and_limits() {
    let farm = farm();
    let client = client(&farm);
    for number in 0..3 {
        upload(&client, &format!("{number}.apk"), UploadType::AndroidApp).await;
    }
    upload(&client, "app.ipa", UploadType::IosApp).await;
    let uploads = client.list_uploads().arn(PROJECT).r#type(UploadType::AndroidApp).items().collect().await;
    let uploads = uploads.expect("they are listed");
    let names: Vec<_> = uploads.iter().filter_map(|upload| upload.name()).collect();
    assert_eq!((names, farm.count("ListUploads")), (vec!["2.apk", "1.apk", "0.apk"], 2));
    let arn = uploads[0].arn().expect("an ARN");
    client.delete_upload().arn(arn).send().await.expect("it is deleted");
    assert_eq!(client.get_upload().arn(arn).send().await.expect_err("it is gone").code(), Some("NotFoundException"));

    let first = client.list_device_instances().max_results(1).send().await.expect("a page");
    assert_eq!((first.device_instances().len(), first.next_token().is_some()), (1, true));
    let rest = client.list_device_instances().next_token(first.next_token.as_deref()).send().await.expect("a page");
    assert_eq!((rest.device_instances()[0].arn(), rest.next_token()), (Some(OTHER_INSTANCE), None));
    let error = client.list_vpce_configurations().max_results(0).send().await.expect_err("no page is that small");
    assert_eq!(error.code(), Some("ArgumentException"));
    let error = client.list_device_instances().next_token("page-2").send().await.expect_err("no such page");
    assert_eq!(error.message(), Some("`page-2` is not a token of this farm"));
    let instance = client.get_device_instance().arn(INSTANCE).send().await.expect("it exists").device_instance;
    assert_eq!(instance.expect("an instance").labels(), ["red", "lab-1"]);
    let account = client.get_account_settings().send().await.expect("settings").account_settings.expect("settings");
    assert_eq!((account.aws_account_number(), account.max_job_timeout_minutes()), (Some("123456789012"), Some(150)));
}

#[tokio::test]
async fn a_file_goes_to_an_upload_with_the_media_type_that_was_announced() {
    let farm = farm();
    let client = client(&farm);
    let call = client.create_upload().project_arn(PROJECT).name("app.apk").r#type(UploadType::AndroidApp);
    let upload = call.content_type("text/x-app").send().await.expect("it is registered").upload.expect("an upload");
    let url = upload.url.expect("a URL");
    let put = |kind: &str| ureq::put(&url).content_type(kind).send("an app").map(|response| response.status().as_u16());
    assert!(matches!(put("text/plain"), Err(ureq::Error::StatusCode(403))));
    assert_eq!(put("text/x-app").expect("it is accepted"), 200);
    for (name, message) in [("folder/app.apk", "has a slash"), ("app.ipa", "ends in .apk")] {
        let call = client.create_upload().project_arn(PROJECT).name(name).r#type(UploadType::AndroidApp);
        let error = call.send().await.expect_err("it is refused");
        assert!(error.code() == Some("ArgumentException") && error.to_string().contains(message), "{error}");
    }
}

#[tokio::test]
async fn calls_are_recorded_with_their_inputs_and_without_secrets() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let farm = DeviceFarm::new().pace(Pace::instant()).on_call(move |call| {
        log.lock().expect("no panic").push(call.to_string());
    });
    let farm = farm.start().expect("a farm");
    let client = client(&farm);
    upload(&client, "app.apk", UploadType::AndroidApp).await;
    let call = client.create_remote_access_session().project_arn(PROJECT).device_arn(PHONE).name("mine");
    let arn = call.send().await.expect("it is started").remote_access_session.and_then(|it| it.arn).expect("an ARN");
    let get = client.get_remote_access_session().arn(&arn).wait_until_remote_access_session_running(SOON);
    let session = quick(get).await.expect("it runs").remote_access_session.expect("a session");
    let endpoint = session.endpoints.and_then(|endpoints| endpoints.remote_driver_endpoint).expect("an endpoint");
    ureq::get(format!("{endpoint}/status")).call().expect("it is there");
    let lines = lines.lock().expect("no panic");
    assert_eq!(*lines, farm.calls().iter().map(ToString::to_string).collect::<Vec<_>>());
    let create = lines.iter().find_map(|call| call.strip_prefix("CreateRemoteAccessSession ")).expect("it is recorded");
    let input: Value = serde_json::from_str(create).expect("JSON");
    assert_eq!(input, json!({"projectArn": PROJECT, "deviceArn": PHONE, "name": "mine"}));
    assert!(lines.contains(&"PUT /uploads/00000000-0000-4000-8000-000000000001".to_owned()), "{lines:?}");
    assert_eq!(lines.last().map(String::as_str), Some("GET /remote-endpoint/***/status"));
    assert!(!lines.join("\n").contains("secret-of-"), "{lines:?}");
}
