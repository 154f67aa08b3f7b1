//! One service in both formats, for each protocol that has names of its own: both formats are one model, whose names
//! are those that the protocol puts on the wire.

use super::{parts, read};
use crate::Inputs;
use crate::model::{Binding, Kind, Member, Model, Protocol, QueryError, Shape, ShapeId, XmlNamespace};
use crate::source::Source;

macro_rules! pair {
    ($theme:literal) => {
        [
            include_str!(concat!("../../../../tests/fixtures/parity/", $theme, "/service-2.json")),
            include_str!(concat!("../../../../tests/fixtures/parity/", $theme, "/smithy.json")),
        ]
    };
}

fn model(text: &str, protocol: Option<&str>) -> Model {
    let source = Source { name: "model.json", text: text.as_bytes() };
    read(&Inputs { models: &[source], protocol, ..Inputs::default() }).unwrap_or_else(|error| panic!("{error}"))
}

/// Both formats as one model.
#[track_caller]
fn both([of_botocore, of_smithy]: [&str; 2]) -> Model {
    let (botocore, smithy) = (model(of_botocore, None), model(of_smithy, None));
    assert_eq!(parts(&botocore), parts(&smithy));
    botocore
}

fn shape<'m>(model: &'m Model, name: &str) -> &'m Shape {
    let id = ShapeId::new(model.service.id.namespace(), name);
    model.shapes.get(&id).unwrap_or_else(|| panic!("{id}"))
}

fn member<'m>(model: &'m Model, name: &str, member: &str) -> &'m Member {
    let shape = shape(model, name);
    shape.kind.members().find(|it| it.name == member).unwrap_or_else(|| panic!("{name}${member}"))
}

fn namespace(uri: &str, prefix: Option<&str>) -> XmlNamespace {
    XmlNamespace { uri: uri.to_owned(), prefix: prefix.map(str::to_owned) }
}

#[test]
fn rest_xml_has_the_names_of_elements_and_attributes() {
    let model = both(pair!("archive"));
    assert_eq!(model.service.protocol, Protocol::RestXml { no_error_wrapping: false });
    let name = |shape: &str, name: &str| member(&model, shape, name).xml_name().to_owned();
    let is_flattened = |name: &str| member(&model, "BoxConfiguration", name).traits.xml_flattened;
    assert_eq!(name("BoxConfiguration", "Owner"), "Owner");
    assert!(member(&model, "BoxConfiguration", "Owner").traits.xml_name.is_none(), "the default is not a name");
    assert_eq!((name("BoxConfiguration", "Grants"), is_flattened("Grants")), ("AccessControlList".to_owned(), false));
    assert_eq!(name("Grants", "member"), "Grant");
    assert_eq!(name("Rules", "member"), "member");
    assert_eq!((name("Sizes", "key"), name("Sizes", "value")), ("Side".to_owned(), "Size".to_owned()));
    assert_eq!((name("Tags", "key"), name("Tags", "value")), ("key".to_owned(), "value".to_owned()));
    assert_eq!(name("Owner", "Type"), "xsi:type");
    assert!(member(&model, "Owner", "Type").traits.xml_attribute);
    assert!(!member(&model, "Owner", "ID").traits.xml_attribute);
    assert_eq!(name("PutBoxResult", "Id"), "BoxId");
    assert!(member(&model, "PutBoxResult", "Id").traits.json_name.is_none());
}

#[test]
fn a_flattened_list_is_named_by_the_structure_and_where_botocores_list_is_flattened_by_that() {
    let model = both(pair!("archive"));
    let flat = |name: &str| {
        let member = member(&model, "BoxConfiguration", name);
        (member.xml_name().to_owned(), member.traits.xml_flattened)
    };
    assert_eq!(flat("Rules"), ("Rule".to_owned(), true), "the list is flattened, the reference has a name");
    assert_eq!(flat("Labels"), ("Label".to_owned(), true), "the reference is flattened, both have a name");
    assert_eq!(flat("Kind"), ("Kind".to_owned(), true), "the list is flattened, its elements have a name");
    assert_eq!(flat("Sizes"), ("Sizes".to_owned(), true), "a map");
    assert_eq!(member(&both(pair!("mailing")), "SendInput", "Items").xml_name(), "Item");
}

#[test]
fn the_root_of_a_request_is_the_payload_or_the_input_with_the_services_namespace() {
    let model = both(pair!("archive"));
    let service = namespace("https://archive.example.com/doc/2021-03-04/", None);
    assert_eq!(model.service.traits.xml_namespace.as_ref(), Some(&service));
    let payload = member(&model, "PutBoxRequest", "Box");
    assert_eq!(payload.traits.http, Some(Binding::Payload));
    assert_eq!(model.payload_root(payload), "Box");
    let unnamed = Member { traits: crate::model::Traits::default(), ..payload.clone() };
    assert_eq!(model.payload_root(&unnamed), "BoxConfiguration", "and not the member's name");
    let configuration = shape(&model, "BoxConfiguration");
    assert_eq!(model.root_namespace(Some(payload), configuration), Some(&service));
    assert_eq!(shape(&model, "TagBoxRequest").xml_root(), "TagBoxRequest");
    assert_eq!(shape(&model, "CopyBoxRequest").xml_root(), "CopyBox");
    assert_eq!(model.root_namespace(None, shape(&model, "CopyBoxRequest")), Some(&service));
}

#[test]
fn namespaces_are_declared_by_members_and_by_roots() {
    let model = both(pair!("archive"));
    let of = |shape: &str, name: &str| model.xml_namespace(member(&model, shape, name)).cloned();
    let xsi = namespace("http://www.w3.org/2001/XMLSchema-instance", Some("xsi"));
    assert_eq!(of("BoxConfiguration", "Owner"), Some(xsi.clone()));
    assert_eq!(of("Grants", "member"), Some(xsi.clone()));
    assert_eq!(of("BoxConfiguration", "Volume"), Some(namespace("https://units.example.com/", None)));
    assert_eq!(of("Tags", "value"), Some(namespace("https://tags.example.com/", Some("t"))));
    assert_eq!(of("Tags", "key"), None);
    let mut model = model;
    let owner = ShapeId::new("com.amazonaws.archive", "BoxConfiguration");
    let Some(Kind::Structure(members)) = model.shapes.get_mut(&owner).map(|shape| &mut shape.kind) else { panic!() };
    members[0].traits.xml_namespace = None;
    assert_eq!(model.xml_namespace(member(&model, "BoxConfiguration", "Owner")), None, "a structure's is for roots");
    assert_eq!(model.root_namespace(None, shape(&model, "Owner")), Some(&xsi));
}

#[test]
fn aws_query_has_names_of_elements_and_codes_of_errors() {
    let model = both(pair!("mailing"));
    assert_eq!(model.service.protocol, Protocol::AwsQuery);
    let uri = "https://mailing.example.com/doc/2021-03-04/";
    assert_eq!(model.service.traits.xml_namespace, Some(namespace(uri, None)));
    let names = ["Subject", "To", "Items", "Filters", "Attributes", "Changes"];
    let on_the_wire = names.map(|name| member(&model, "SendInput", name).xml_name().to_owned());
    assert_eq!(on_the_wire, ["Subject", "To", "Item", "Filter", "Attributes", "Change"]);
    assert_eq!(member(&model, "Addresses", "member").xml_name(), "Address");
    assert_eq!(member(&model, "Filters", "member").xml_name(), "member");
    assert_eq!(member(&model, "Attributes", "key").xml_name(), "Name");
    let error = |name: &str| {
        let shape = shape(&model, name);
        let error = shape.traits.error.clone().expect("an error");
        (shape.error_code().to_owned(), error.server_fault, error.query_error.map(|it| (it.code, it.status)))
    };
    let query = |code: &str, status| Some((code.to_owned(), status));
    assert_eq!(error("NoSuchListException"), ("NoSuchList".to_owned(), false, query("NoSuchList", 404)));
    assert_eq!(error("BusyException"), ("BusyException".to_owned(), true, query("BusyException", 503)));
    assert_eq!(error("Throttled"), ("Throttling".to_owned(), false, query("Throttling", 500)));
}

#[test]
fn ec2_query_has_names_for_requests_and_for_responses() {
    let model = both(pair!("fleet"));
    assert_eq!(model.service.protocol, Protocol::Ec2Query);
    let names = ["DryRun", "TruckIds", "Addresses", "Driver", "Accelerators"];
    let requests = names.map(|name| member(&model, "RunTrucksRequest", name).ec2_name());
    assert_eq!(requests, ["DryRun", "TruckId", "Addresses", "Driver", "Accelerator"]);
    let responses = names.map(|name| member(&model, "RunTrucksRequest", name).xml_name().to_owned());
    assert_eq!(responses, ["dryRun", "TruckId", "addressesSet", "Driver", "accelerator"]);
    assert_eq!(member(&model, "RunTrucksRequest", "Addresses").traits.query_name.as_deref(), Some("Addresses"));
}

#[test]
fn of_several_protocols_the_best_supported_one_is_generated_and_all_are_written() {
    let pair = pair!("metrics");
    let model = both(pair);
    let json = Protocol::AwsJson { version: "1.0".to_owned(), query_compatible: true };
    let cbor = Protocol::RpcV2Cbor { query_compatible: true };
    let mut all = [cbor, json, Protocol::AwsQuery].to_vec();
    let best = all.iter().position(Protocol::is_supported).expect("JSON is");
    let best = all.remove(best);
    assert_eq!((&model.service.protocol, &model.service.other_protocols), (&best, &all));
    assert_eq!(model.service.target_prefix(), "MetricsVersion1");
    let error = shape(&model, "BoardInvalidInputError");
    assert_eq!(error.error_code(), "BoardInvalidInputError", "the shape's name is what a response is matched by");
    let query_error = error.traits.error.as_ref().and_then(|error| error.query_error.clone());
    assert_eq!(query_error, Some(QueryError { code: "InvalidParameterInput".to_owned(), status: 400 }));
    let written = super::super::smithy(&model);
    for id in ["smithy.protocols#rpcv2Cbor", "aws.protocols#awsJson1_0", "aws.protocols#awsQuery\""] {
        assert!(written.contains(id), "{id}");
    }
}

#[test]
fn a_protocol_that_is_asked_for_is_generated_alone() {
    for text in pair!("metrics") {
        let query = model(text, Some("query"));
        assert_eq!((&query.service.protocol, query.service.other_protocols.len()), (&Protocol::AwsQuery, 0));
        assert_eq!(shape(&query, "BoardInvalidInputError").error_code(), "InvalidParameterInput");
        let cbor = model(text, Some("RPCV2CBOR"));
        assert_eq!(cbor.service.protocol, Protocol::RpcV2Cbor { query_compatible: true });
        assert_eq!(shape(&cbor, "BoardInvalidInputError").error_code(), "BoardInvalidInputError");
        let json = model(text, Some("aws.protocols#awsJson1_0"));
        assert_eq!(json.service.protocol.id(), "aws.protocols#awsJson1_0");
        let source = Source { name: "model.json", text: text.as_bytes() };
        let error = read(&Inputs { models: &[source], protocol: Some("awsQery"), ..Inputs::default() }).err();
        let error = error.unwrap_or_default();
        assert!(error.contains("it lists `rpcv2Cbor`, `awsJson1_0` and `awsQuery`"), "{error}");
        assert!(error.contains("did you mean `awsQuery`?"), "{error}");
    }
}

#[test]
fn errors_without_a_wrapper_are_written_and_read() {
    let [_, smithy] = pair!("archive");
    let text =
        smithy.replace("\"aws.protocols#restXml\": {}", "\"aws.protocols#restXml\": { \"noErrorWrapping\": true }");
    let model = model(&text, None);
    assert_eq!(model.service.protocol, Protocol::RestXml { no_error_wrapping: true });
    let again = super::read_text(&super::super::smithy(&model)).expect("it reads back");
    assert_eq!(parts(&again), parts(&model));
}
