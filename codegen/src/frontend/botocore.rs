//! botocore's `service-2.json` to the model. botocore's words end here: its `exception`, `fault` and
//! `locationName` become Smithy's traits.

mod http;
mod operation;
mod shapes;

use std::collections::HashSet;

use super::json::Node;
use super::{context, is_identifier, sent};
use crate::diagnostic::Code;
use crate::model::{Kind, Model, Operation, Protocol, Service, ShapeId, Shapes};
use crate::suggest::nearest;

/// Reads the whole file, to its end even where a part of it is wrong. `None` where it is no service model.
pub(super) fn read(root: &Node<'_>) -> Option<Model> {
    let metadata = root.need("metadata");
    let service = metadata.as_ref().and_then(|metadata| service(root, metadata));
    let namespace = service.as_ref().map_or("unknown", |service| service.id.namespace()).to_owned();
    let is_rest = service.as_ref().is_some_and(|service| service.protocol.is_rest());
    let operations = root.need("operations").map(|node| {
        node.entries()
            .filter_map(|(name, node)| {
                let mut operation = operation::operation(&namespace, name, &node, is_rest)?;
                operation.auth = operation::auth(&node, metadata.as_ref());
                Some(operation)
            })
            .collect::<Vec<Operation>>()
    });
    let all = root.need("shapes");
    let shapes = all.as_ref().map(|node| shapes::shapes(&namespace, node));
    let (service, mut operations, mut shapes) = (service?, operations?, shapes?);
    http::settle(&labels(&all?), &mut operations, &mut shapes);
    settle_streams(&mut shapes);
    settle_names(&service.protocol, &mut shapes);
    Some(Model { service, operations, shapes })
}

/// What botocore's names mean depends on the protocol: in XML a `locationName` is an element's, and of a service that
/// once spoke `query` an error's `code` is the one of then.
fn settle_names(protocol: &Protocol, shapes: &mut Shapes) {
    let was_query = matches!(protocol, Protocol::AwsJson { query_compatible: true, .. });
    for shape in shapes.iter_mut() {
        if let Some(error) = shape.traits.error.as_mut().filter(|_| was_query) {
            error.code = None;
        }
        if let Kind::Structure(members) | Kind::Union(members) = &mut shape.kind
            && !protocol.is_supported()
        {
            members.iter_mut().for_each(|member| member.traits.json_name = None);
        }
    }
}

/// In Smithy it is the blob that is a stream, whoever has it.
fn settle_streams(shapes: &mut Shapes) {
    let mut streams = HashSet::new();
    for shape in shapes.iter_mut() {
        let (Kind::Structure(members) | Kind::Union(members)) = &mut shape.kind else { continue };
        for member in members.iter_mut().filter(|member| member.traits.streaming) {
            member.traits.streaming = false;
            streams.insert(member.target.clone());
        }
    }
    for id in streams {
        if let Some(shape) = shapes.get_mut(&id) {
            shape.traits.streaming = true;
        }
    }
}

/// The members whose labels are not called as they are.
fn labels(shapes: &Node<'_>) -> http::Labels {
    let mut all = http::Labels::new();
    for (shape, node) in shapes.entries() {
        let Some(members) = node.get("members").filter(|members| members.value().is_object()) else { continue };
        for (member, node) in members.entries() {
            let is_label =
                node.get("location").is_some_and(|node| node.value() == "uri") || node.get("hostLabel").is_some();
            let called = node.get("locationName").and_then(|node| node.value().as_str());
            if let Some(called) = called.filter(|called| is_label && *called != member) {
                all.push((shape.to_owned(), member.to_owned(), called.to_owned()));
            }
        }
    }
    all
}

/// The service, with the name and namespace that its Smithy model has.
fn service(root: &Node<'_>, metadata: &Node<'_>) -> Option<Service> {
    let protocol = protocol(metadata);
    let sent = |name: &str| metadata.need(name).and_then(|node| sent(&node));
    let (version, prefix) = (sent("apiVersion"), sent("endpointPrefix"));
    let signing_name = metadata.get("signingName").map_or(prefix.clone(), |_| sent("signingName"));
    let sdk_id = metadata.text_at("serviceId").or_else(|| metadata.text_at("serviceFullName"));
    let (protocol, version, prefix) = (protocol?, version?, prefix?);
    let sdk_id = sdk_id.unwrap_or(prefix);
    let letters: String = sdk_id.chars().filter(char::is_ascii_alphanumeric).collect();
    let letters = if is_identifier(&letters) { letters } else { format!("Service{letters}") };
    // Only the json protocols send the service's own name, so that only their models have it.
    let prefix = match protocol {
        Protocol::AwsJson { .. } => Some(sent("targetPrefix")?),
        _ => None,
    };
    // Some of these names have their namespace with them.
    let name = prefix.as_deref().and_then(|prefix| prefix.rsplit('.').next()).filter(|name| is_identifier(name));
    let name = name.unwrap_or(&letters).to_owned();
    Some(Service {
        id: ShapeId::new(&format!("com.amazonaws.{}", letters.to_lowercase()), &name),
        target_prefix: prefix.filter(|prefix| *prefix != name),
        version,
        signing_name: signing_name?,
        sdk_id,
        protocol,
        traits: shapes::traits(root),
        endpoint_rules: None,
        client_params: context::of_client(root.get("clientContextParams").as_ref()),
        origin: metadata.origin(),
    })
}

/// The protocols, by botocore's names and by the ids of Smithy's traits. The first of a service's that is supported
/// is the one it is spoken to with.
const PROTOCOLS: &[(&str, &str)] = &[
    ("json", "aws.protocols#awsJson"),
    ("rest-json", "aws.protocols#restJson1"),
    ("rest-xml", "aws.protocols#restXml"),
    ("query", "aws.protocols#awsQuery"),
    ("ec2", "aws.protocols#ec2Query"),
    ("smithy-rpc-v2-cbor", "smithy.protocols#rpcv2Cbor"),
];

fn protocol(metadata: &Node<'_>) -> Option<Protocol> {
    let all = metadata.get("protocols");
    let listed: Vec<&str> = all.iter().flat_map(Node::elements).filter_map(|node| node.text()).collect();
    let named = metadata.need("protocol")?;
    let first = named.text()?;
    let Some((_, id)) = PROTOCOLS.iter().find(|(name, _)| *name == first) else {
        let near = nearest(first, PROTOCOLS.iter().map(|(name, _)| *name));
        let known = PROTOCOLS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let help = near.map_or(format!("known are {known}"), |near| format!("did you mean `{near}`?"));
        named.error_with_help(Code::UnsupportedProtocol, format!("there is no protocol `{first}`"), help);
        return None;
    };
    let speaks = |name: &str| first == name || listed.contains(&name);
    match () {
        () if speaks("json") => json_version(metadata).map(|version| {
            let query_compatible = metadata.get("awsQueryCompatible").is_some();
            Protocol::AwsJson { version, query_compatible }
        }),
        () if speaks("rest-json") => Some(Protocol::RestJson),
        () => Some(Protocol::Unsupported((*id).to_owned())),
    }
}

fn json_version(metadata: &Node<'_>) -> Option<String> {
    let Some(version) = metadata.get("jsonVersion") else { return Some("1.1".to_owned()) };
    match version.text()? {
        known @ ("1.0" | "1.1") => Some(known.to_owned()),
        other => {
            version.error_with_help(
                Code::UnsupportedProtocol,
                format!("there is no version `{other}` of the json protocol"),
                "use `1.0` or `1.1`",
            );
            None
        }
    }
}

/// The shape that `{"shape": name}` refers to.
fn target(namespace: &str, node: &Node<'_>) -> Option<ShapeId> {
    let shape = node.need("shape")?;
    let name = shape.text()?;
    id(namespace, name, &shape)
}

/// An id, of a name that can be one: what is none would find its way into paths and tokens.
fn id(namespace: &str, name: &str, node: &Node<'_>) -> Option<ShapeId> {
    if is_identifier(name) {
        return Some(ShapeId::new(namespace, name));
    }
    node.error_with_help(
        Code::InvalidName,
        format!("`{name}` is no name of a shape or operation"),
        "names are ASCII letters, digits and underscores, and do not begin with a digit",
    );
    None
}
