//! The surface that users were promised of `CreateRemoteAccessSession`, restated: each input and output
//! path with its type, and each enum value. The compiler checks the types; the rest is checked when run.

mod members;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use generated::devicefarm::operation::create_remote_access_session::{
    CreateRemoteAccessSessionError, CreateRemoteAccessSessionInput, CreateRemoteAccessSessionOutput,
};
use generated::devicefarm::operation::{self, CreateRemoteAccessSession};
use generated::devicefarm::types::{BillingMethod, CreateRemoteAccessSessionConfiguration, InteractionMode};
use generated::runtime::Operation;
use serde_json::{Value, json};

use members::{Kind, Member, Reach};

const INPUT: &[Member] = CreateRemoteAccessSessionInput::MEMBERS;
const OUTPUT: &[Member] = CreateRemoteAccessSessionOutput::MEMBERS;

/// The example in the service's own reference.
fn example() -> Value {
    json!({
        "name": "MySession",
        "configuration": { "billingMethod": "METERED" },
        "deviceArn": "arn:aws:devicefarm:us-west-2::device:123EXAMPLE",
        "projectArn": "arn:aws:devicefarm:us-west-2:123456789101:project:EXAMPLE-GUID-123-456",
    })
}

const REQUIRED: [&str; 2] = ["projectArn", "deviceArn"];
const ERRORS: [&str; 4] =
    ["ArgumentException", "NotFoundException", "LimitExceededException", "ServiceAccountException"];

/// Paths with their types, `instances[].labels[]: string` say.
type Surface = BTreeMap<String, BTreeSet<String>>;

fn surface_of(members: &[Member]) -> Surface {
    let mut surface = Surface::new();
    for member in members {
        add(&member.kind, member.wire, &mut surface);
    }
    surface
}

fn add(kind: &Kind, path: &str, to: &mut Surface) {
    let types = match kind {
        Kind::List(element) => return add(element, &format!("{path}[]"), to),
        Kind::Structure(members) => {
            return members.iter().for_each(|one| add(&one.kind, &format!("{path}.{}", one.wire), to));
        }
        Kind::Enum(values) => values.iter().map(|value| format!("= {value}")).collect(),
        simple => [simple.name().to_owned()].into(),
    };
    to.insert(path.to_owned(), types);
}

#[test]
fn the_restated_surface_is_whole() {
    let (input, output) = (surface_of(INPUT), surface_of(OUTPUT));
    assert_eq!((input.len(), output.len()), (13, 59));
}

/// A document with each path set; of an enum, to its value with this number.
fn document(members: &[Member], number: usize) -> Value {
    members.iter().map(|member| (member.wire.to_owned(), member.kind.sample(number))).collect()
}

#[test]
fn each_input_path_survives() {
    for number in 0..9 {
        let document = document(INPUT, number);
        let input: CreateRemoteAccessSessionInput = serde_json::from_value(document.clone()).expect("an input");
        assert_eq!(serde_json::to_value(&input).expect("JSON"), document);
        let request = CreateRemoteAccessSession::request(&input).expect("a request");
        assert_eq!(serde_json::from_slice::<Value>(request.body().bytes().expect("bytes")).expect("JSON"), document);
    }
}

#[test]
fn each_output_path_survives() {
    for number in 0..9 {
        let document = document(OUTPUT, number);
        let response = http::Response::new(document.to_string());
        let output = CreateRemoteAccessSession::parse(&response).expect("an output");
        assert_eq!(serde_json::to_value(&output).expect("JSON"), document);
        assert!(!format!("{output:?}").contains("Unknown"), "each value has a variant");
    }
}

#[test]
fn each_name_on_the_wire_sets_its_field_and_no_other() {
    let mut checked = BTreeSet::new();
    members::check_fields::<CreateRemoteAccessSessionInput>(&mut checked);
    members::check_fields::<CreateRemoteAccessSessionOutput>(&mut checked);
    assert_eq!(checked.len(), 11, "{checked:?}");
}

#[test]
fn each_enum_value_has_a_variant() {
    assert_eq!(table::check_enums(), 33);
}

#[test]
#[allow(deprecated, reason = "they belong to the surface")]
fn the_builder_reaches_each_input_path() {
    let configuration = CreateRemoteAccessSessionConfiguration::builder()
        .billing_method(BillingMethod::Metered)
        .vpce_configuration_arns(["vpceConfigurationArns"])
        .build();
    let built = CreateRemoteAccessSessionInput::builder()
        .project_arn("projectArn")
        .device_arn("deviceArn")
        .instance_arn("instanceArn")
        .ssh_public_key("sshPublicKey")
        .remote_debug_enabled(true)
        .remote_record_enabled(true)
        .remote_record_app_arn("remoteRecordAppArn")
        .name("name")
        .client_id("clientId")
        .configuration(configuration)
        .interaction_mode(InteractionMode::Interactive)
        .skip_app_resign(true)
        .build();
    let mut expected = document(INPUT, 0);
    for (name, value) in expected.as_object_mut().expect("an object") {
        if value.is_string() && name != "interactionMode" {
            *value = Value::from(name.as_str());
        }
    }
    expected["configuration"]["vpceConfigurationArns"] = json!(["vpceConfigurationArns"]);
    assert_eq!(serde_json::to_value(&built).expect("JSON"), expected);
}

#[test]
fn only_two_members_are_required_and_the_example_is_expressible() {
    // That it compiles says that nothing else is required; that they are, is for the compile tests to say.
    let least = CreateRemoteAccessSessionInput::builder().device_arn("d").project_arn("p").build();
    let names = serde_json::to_value(&least).expect("JSON");
    assert_eq!(names.as_object().expect("an object").keys().collect::<Vec<_>>(), REQUIRED);

    let example = example();
    let input = CreateRemoteAccessSessionInput::builder()
        .project_arn(example["projectArn"].as_str().expect("a text"))
        .device_arn(example["deviceArn"].as_str().expect("a text"))
        .name("MySession")
        .configuration(CreateRemoteAccessSessionConfiguration::builder().billing_method(BillingMethod::Metered).build())
        .build();
    assert_eq!(serde_json::to_value(&input).expect("JSON"), example);
}

#[test]
fn each_error_has_a_variant() {
    for code in ERRORS {
        let response =
            http::Response::builder().status(400).header("x-amzn-errortype", code).body("").expect("a response");
        let kind = CreateRemoteAccessSession::parse(&response).expect_err(code).into_kind();
        let variant = match kind {
            CreateRemoteAccessSessionError::ArgumentException(_) => "ArgumentException",
            CreateRemoteAccessSessionError::NotFoundException(_) => "NotFoundException",
            CreateRemoteAccessSessionError::LimitExceededException(_) => "LimitExceededException",
            CreateRemoteAccessSessionError::ServiceAccountException(_) => "ServiceAccountException",
            other => panic!("{code}: {other:?}"),
        };
        assert_eq!(variant, code);
    }
}

/// The other operations that a session needs are there, and ask for what finds it again.
#[test]
fn a_session_can_be_watched_and_stopped() {
    use operation::get_remote_access_session::GetRemoteAccessSessionInput;
    use operation::stop_remote_access_session::StopRemoteAccessSessionInput;
    let watched = GetRemoteAccessSessionInput::builder().arn("a").build();
    let stopped = StopRemoteAccessSessionInput::builder().arn("a").build();
    assert_eq!((watched.arn(), stopped.arn()), (Some("a"), Some("a")));
}

// The document in which the surface was agreed is not part of the project.

#[test]
fn the_restated_surface_is_the_agreed_one() {
    let Some(path) = tests::path_in("CODEGEN_AGREED_SURFACE", "the JSON file of the agreed surface") else { return };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let agreed: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(agreed["operation"], CreateRemoteAccessSession::NAME);
    assert_eq!(agreed["required"], json!(REQUIRED));
    assert_eq!(agreed["errors"], json!(ERRORS));
    assert_eq!(agreed["example"], example());
    assert_eq!(agreed_surface(&agreed["input"]), surface_of(INPUT));
    assert_eq!(agreed_surface(&agreed["output"]), surface_of(OUTPUT));
}

fn agreed_surface(agreed: &Value) -> Surface {
    let mut surface = Surface::new();
    for (name, value) in agreed.as_object().expect("an object") {
        add_agreed(value, name, &mut surface);
    }
    surface
}

fn add_agreed(agreed: &Value, path: &str, to: &mut Surface) {
    let types = match agreed {
        Value::String(simple) => [simple.clone()].into(),
        Value::Array(list) => return list.iter().for_each(|element| add_agreed(element, &format!("{path}[]"), to)),
        Value::Object(members) => match members.get("enum").and_then(Value::as_array) {
            Some(values) => values.iter().map(|value| format!("= {}", value.as_str().expect("a text"))).collect(),
            None => return members.iter().for_each(|(name, one)| add_agreed(one, &format!("{path}.{name}"), to)),
        },
        other => panic!("{path}: {other}"),
    };
    to.insert(path.to_owned(), types);
}
