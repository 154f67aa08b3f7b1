//! Requests, responses and endpoints against what botocore makes of the same input, as recorded by
//! `vectors/record.py`: every operation, to the last member, byte and signature.

use std::collections::BTreeSet;
use std::fmt::Debug;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use generated::devicefarm::operation::create_remote_access_session::{
    CreateRemoteAccessSessionInput, CreateRemoteAccessSessionOutput,
};
use generated::devicefarm::operation::{self, CreateRemoteAccessSession};
use generated::devicefarm::types::{BillingMethod, CreateRemoteAccessSessionConfiguration, Device, InteractionMode};
use generated::devicefarm::{SERVICE, endpoint};
use generated::runtime::serde_core::{Serialize, de::DeserializeOwned};
use generated::runtime::{Body, Endpoint, EndpointParams, Operation, is_host_label};
use serde_json::{Value, json};

use crate::vectors::{cases, full, of_all_operations, response, response_of, text, texts};

/// An operation whose types are forgotten.
struct Erased {
    name: &'static str,
    /// The typed input of some parameters, and the request for it.
    request: fn(&Value) -> (Seen, http::Request<Body>),
    /// The typed output of a response.
    parse: fn(&http::Response<Vec<u8>>) -> Seen,
}

/// An input or output.
struct Seen {
    /// As it is written again.
    json: Value,
    /// As `Debug` shows it.
    debug: String,
}

impl Seen {
    fn of(value: &(impl Serialize + Debug)) -> Self {
        Self { json: serde_json::to_value(value).expect("JSON"), debug: format!("{value:?}") }
    }

    /// The fields, at any depth, that are absent.
    fn absent(&self) -> BTreeSet<&str> {
        let ends = self.debug.match_indices(": None").map(|(at, _)| &self.debug[..at]);
        ends.filter_map(|before| before.rsplit([' ', '{']).next()).collect()
    }
}

impl Erased {
    const fn of<O>() -> Self
    where
        O: Operation<Input: Serialize + DeserializeOwned + Debug, Output: Serialize + Debug>,
    {
        Self { name: O::NAME, request: request::<O>, parse: parse::<O> }
    }
}

fn request<O>(params: &Value) -> (Seen, http::Request<Body>)
where
    O: Operation<Input: Serialize + DeserializeOwned + Debug>,
{
    let input: O::Input = serde_json::from_value(params.clone()).unwrap_or_else(|e| panic!("{}: {e}", O::NAME));
    let request = O::request(&input).unwrap_or_else(|e| panic!("{e}"));
    (Seen::of(&input), request)
}

fn parse<O: Operation<Output: Serialize + Debug>>(response: &http::Response<Vec<u8>>) -> Seen {
    Seen::of(&O::parse(response).unwrap_or_else(|e| panic!("{e}")))
}

macro_rules! erased {
    ($($operation:ident),* $(,)?) => { [$(Erased::of::<operation::$operation>()),*] };
}

const OPERATIONS: [Erased; 17] = of_all_operations!(erased);

fn operation_of(case: &Value) -> &'static Erased {
    let name = text(case, "operation");
    OPERATIONS.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("no test of the operation {name}"))
}

/// Which case it is, for the message of a failure.
fn label(case: &Value) -> String {
    format!("{} {}", text(case, "operation"), text(case, "case"))
}

/// The request that we make of a case, sent to the endpoint of its region.
fn request_of(case: &Value) -> http::Request<Body> {
    let (_, request) = (operation_of(case).request)(&case["params"]);
    let endpoint = endpoint::resolve(&EndpointParams::region(text(case, "region"))).expect("an endpoint");
    endpoint.apply(request).expect("a URL")
}

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|e| panic!("{e} in {}", String::from_utf8_lossy(bytes)))
}

#[test]
fn each_operation_has_a_request_and_a_response_with_every_member_set() {
    let names = OPERATIONS.map(|one| one.name);
    let mut absent = BTreeSet::new();
    for (_, case) in full("requests.json", &names) {
        let (input, _) = (operation_of(&case).request)(&case["params"]);
        absent.extend(input.absent().into_iter().map(|field| format!("{}: {field}", text(&case, "operation"))));
    }
    for (_, case) in full("responses.json", &names) {
        let output = (operation_of(&case).parse)(&response_of(&case));
        absent.extend(output.absent().into_iter().map(str::to_owned));
    }
    // The model no longer has these, so botocore knows nothing of them.
    let retired = ["client_id", "remote_debug_enabled", "remote_record_app_arn", "remote_record_enabled"];
    // The vectors are of botocore 1.44.5; its successor has the type of a device.
    let later = ["r#type"];
    let of_session = retired.into_iter().chain(["host_address"]).chain(later).map(str::to_owned);
    let of_input = retired.into_iter().chain(["ssh_public_key"]);
    let of_input = of_input.map(|field| format!("CreateRemoteAccessSession: {field}"));
    assert_eq!(absent, of_session.chain(of_input).collect());
}

#[test]
fn a_typed_input_loses_no_parameter() {
    for case in cases("requests.json") {
        let (input, _) = (operation_of(&case).request)(&case["params"]);
        assert_eq!(input.json, case["params"], "{}", label(&case));
    }
}

/// Headers that the signer and the HTTP client add.
const OF_OTHERS: [&str; 4] = ["host", "content-length", "x-amz-date", "x-amz-security-token"];

#[test]
fn requests_are_those_of_botocore() {
    for case in cases("requests.json") {
        let (request, label) = (request_of(&case), label(&case));
        assert_eq!(request.method().as_str(), text(&case, "method"), "{label}");
        assert_eq!(request.uri().to_string(), text(&case, "url"), "{label}");
        let headers = request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().expect("a text")));
        let mut expected = texts(&case, "headers");
        expected.retain(|(name, _)| !OF_OTHERS.contains(name));
        assert_eq!(headers.collect::<Vec<_>>(), expected, "{label}");
        assert_eq!(json_of(request.body().bytes().expect("bytes")), json_of(text(&case, "body").as_bytes()), "{label}");
    }
}

/// The `Authorization` header that the signer of AWS's own SDK gives a request of ours.
///
/// The body is the vector's: botocore writes a space after each comma and colon, we do not.
fn authorization(case: &Value, request: &http::Request<Body>) -> String {
    let credentials = &case["credentials"];
    let token = credentials["session_token"].as_str().map(str::to_owned);
    let identity = Credentials::new(
        text(credentials, "access_key_id"),
        text(credentials, "secret_access_key"),
        token,
        None,
        "vectors",
    )
    .into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(text(case, "region"))
        .name(SERVICE.signing_name)
        .time(signed_at(case).try_into().expect("a system time"))
        .settings(SigningSettings::default())
        .build()
        .expect("complete parameters");
    let headers = request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().expect("a text")));
    let body = SignableBody::Bytes(text(case, "body").as_bytes());
    let signable =
        SignableRequest::new(request.method().as_str(), request.uri().to_string(), headers, body).expect("signable");
    let (instructions, _) = sign(signable, &params.into()).expect("a signature").into_parts();
    let header = instructions.headers().find(|(name, _)| *name == "authorization");
    header.expect("an authorization").1.to_owned()
}

/// A vector's time, which is written as the signature has it: `20260102T030405Z`.
fn signed_at(case: &Value) -> DateTime {
    let short = text(case, "signed_at");
    let part = |range: std::ops::Range<usize>| short.get(range).unwrap_or_else(|| panic!("{short}"));
    let [year, month, day] = [part(0..4), part(4..6), part(6..8)];
    let [hour, minute, second] = [part(9..11), part(11..13), part(13..15)];
    let long = format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z");
    DateTime::from_str(&long, Format::DateTime).expect("a time")
}

#[test]
fn requests_are_signed_as_by_botocore() {
    let mut with_token = 0;
    for case in cases("requests.json") {
        let label = label(&case);
        let authorization = authorization(&case, &request_of(&case));
        let signed: Vec<_> =
            case["signed_headers"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        assert!(signed.contains(&"x-amz-target") && signed.contains(&"host"), "{label}: {signed:?}");
        assert!(authorization.contains(&format!("SignedHeaders={},", signed.join(";"))), "{label}: {authorization}");
        assert_eq!(authorization, text(&case, "authorization"), "{label}");
        assert_eq!(SERVICE.signing_name, text(&case, "signing_name"), "{label}");
        with_token += usize::from(signed.contains(&"x-amz-security-token"));
    }
    assert!(with_token > 0, "no vector has a session token");
}

/// The request of the service's own example, put together with builders.
fn mission() -> CreateRemoteAccessSessionInput {
    CreateRemoteAccessSessionInput::builder()
        .project_arn("arn:aws:devicefarm:us-west-2:123456789101:project:EXAMPLE-GUID-123-456")
        .device_arn("arn:aws:devicefarm:us-west-2::device:123EXAMPLE")
        .name("MySession")
        .configuration(CreateRemoteAccessSessionConfiguration::builder().billing_method(BillingMethod::Metered).build())
        .build()
}

#[test]
fn the_builders_give_the_example_of_the_service() {
    let cases = cases("requests.json");
    let case = cases.iter().find(|case| text(case, "case") == "mission").expect("a case named mission");
    let input = mission();
    assert_eq!(serde_json::to_value(&input).expect("JSON"), case["params"]);
    let request = CreateRemoteAccessSession::request(&input).expect("a request");
    assert_eq!(json_of(request.body().bytes().expect("bytes")), json_of(text(case, "body").as_bytes()));
    let again: CreateRemoteAccessSessionInput = serde_json::from_value(case["params"].clone()).expect("an input");
    assert_eq!(again, input);
}

/// Members of the responses that are timestamps: numbers on the wire, RFC 3339 in what botocore parsed.
const TIMES: [&str; 3] = ["created", "started", "stopped"];

/// Rewrites botocore's parsed output with its times as they are on the wire; counts them.
fn with_epoch_seconds(parsed: &mut Value, times: &mut usize) {
    match parsed {
        Value::Array(list) => list.iter_mut().for_each(|element| with_epoch_seconds(element, times)),
        Value::Object(members) => {
            for (name, value) in members {
                if TIMES.contains(&name.as_str()) {
                    *value = epoch_seconds(value.as_str().expect("a time"));
                    *times += 1;
                } else {
                    with_epoch_seconds(value, times);
                }
            }
        }
        _ => {}
    }
}

fn epoch_seconds(time: &str) -> Value {
    let time = DateTime::from_str(time, Format::DateTime).unwrap_or_else(|e| panic!("{time}: {e}"));
    if time.has_subsec_nanos() { json!(time.as_secs_f64()) } else { json!(time.secs()) }
}

#[test]
fn responses_say_what_botocore_reads_and_lose_nothing() {
    let mut times = 0;
    for case in cases("responses.json") {
        let label = label(&case);
        let output = (operation_of(&case).parse)(&response_of(&case)).json;
        let mut parsed = case["parsed"].clone();
        with_epoch_seconds(&mut parsed, &mut times);
        assert_eq!(output, parsed, "{label}");
        // Numbers are equal here only if they are of one kind, and then exactly.
        assert_eq!(output, json_of(text(&case, "body").as_bytes()), "{label}");
    }
    assert!(times > 10, "only {times} timestamps in the vectors");
}

#[test]
#[allow(deprecated, reason = "they are what is tested")]
fn retired_members_of_the_input_are_still_sent() {
    let input = CreateRemoteAccessSessionInput::builder()
        .project_arn("p")
        .device_arn("d")
        .ssh_public_key("ssh-rsa AAAA")
        .remote_debug_enabled(true)
        .remote_record_enabled(false)
        .remote_record_app_arn("r")
        .client_id("c")
        .interaction_mode(InteractionMode::NoVideo)
        .build();
    let wire = json!({
        "projectArn": "p", "deviceArn": "d", "sshPublicKey": "ssh-rsa AAAA", "remoteDebugEnabled": true,
        "remoteRecordEnabled": false, "remoteRecordAppArn": "r", "clientId": "c", "interactionMode": "NO_VIDEO",
    });
    let request = CreateRemoteAccessSession::request(&input).expect("a request");
    assert_eq!(json_of(request.body().bytes().expect("bytes")), wire);
    assert_eq!(serde_json::from_value::<CreateRemoteAccessSessionInput>(wire).expect("an input"), input);
}

#[test]
#[allow(deprecated, reason = "they are what is tested")]
fn retired_members_of_the_session_are_still_read() {
    let wire = json!({ "remoteAccessSession": {
        "endpoint": "https://example.com", "interactionMode": "VIDEO_ONLY", "remoteDebugEnabled": false,
        "remoteRecordEnabled": true, "remoteRecordAppArn": "r", "hostAddress": "192.0.2.1", "clientId": "c",
        "deviceUdid": "u", "device": { "remoteDebugEnabled": true },
    } });
    let output = CreateRemoteAccessSession::parse(&response(200, &[], wire.to_string())).expect("an output");
    assert_eq!(serde_json::to_value(&output).expect("JSON"), wire);
    let CreateRemoteAccessSessionOutput { remote_access_session: Some(session), .. } = output else {
        panic!("no session");
    };
    assert_eq!(session.endpoint(), Some("https://example.com"));
    assert_eq!(session.interaction_mode(), Some(&InteractionMode::VideoOnly));
    assert_eq!((session.remote_debug_enabled(), session.remote_record_enabled()), (Some(false), Some(true)));
    assert_eq!((session.remote_record_app_arn(), session.host_address()), (Some("r"), Some("192.0.2.1")));
    assert_eq!((session.client_id(), session.device_udid()), (Some("c"), Some("u")));
    assert_eq!(session.device().and_then(Device::remote_debug_enabled), Some(true));
}

#[test]
fn endpoints_are_those_of_botocore() {
    let cases = cases("endpoints.json");
    assert_eq!(cases.len(), 160);
    let mut refused = 0;
    for case in cases {
        let mut params = EndpointParams::default();
        params.region = case["region"].as_str().map(str::to_owned);
        params.endpoint = case["endpoint"].as_str().map(str::to_owned);
        params.use_fips = case["use_fips"].as_bool().expect("a bool");
        params.use_dual_stack = case["use_dual_stack"].as_bool().expect("a bool");
        let resolved = endpoint::resolve(&params);
        // botocore resolves such a region, and refuses it when the client is made.
        if params.endpoint.is_none() && params.region.as_deref().is_some_and(|region| !is_host_label(region, false)) {
            let message = resolved.expect_err("it is not a valid part of a host name").to_string();
            assert!(message.contains("which is not a valid part of a host name"), "{message}");
            continue;
        }
        assert_eq!(resolved.is_err(), case["error"] == true, "{case}: {resolved:?}");
        match resolved {
            Ok(endpoint) => assert_eq!(endpoint, Endpoint::new(text(&case, "url")), "{case}"),
            Err(e) => assert!(case["url"].is_null() && !e.to_string().is_empty(), "{case}"),
        }
        refused += usize::from(case["error"] == true);
    }
    assert!((1..160).contains(&refused), "{refused} of 160 are refused");
}

#[test]
fn a_path_below_an_endpoint_stays_below_it() {
    for (url, sent) in [
        ("https://example.com:8443/base", "https://example.com:8443/base/"),
        ("https://example.com:8443/base/", "https://example.com:8443/base/"),
        ("http://127.0.0.1:4566", "http://127.0.0.1:4566/"),
    ] {
        let request = CreateRemoteAccessSession::request(&mission()).expect("a request");
        assert_eq!(Endpoint::new(url).apply(request).expect("a URL").uri().to_string(), sent);
    }
    for url in ["", "/base", "example.com", "not a url"] {
        let request = CreateRemoteAccessSession::request(&mission()).expect("a request");
        let refused = Endpoint::new(url).apply(request).expect_err(url).to_string();
        assert!(refused.starts_with(&format!("`{url}` is not a valid endpoint URL: ")), "{refused}");
    }
}
