//! botocore's `service-2.json` to the model. botocore's words end here: its `exception`, `fault` and
//! `locationName` become Smithy's traits.

mod corrections;
mod http;
mod operation;
mod protocol;
mod shapes;
mod xml;

use std::collections::HashSet;

use super::json::Node;
use super::{context, is_identifier, sent};
use crate::diagnostic::Code;
use crate::model::{Kind, Model, Operation, Protocol, Service, ShapeId, Shapes, settle_xml_names};

/// The names in a file and their meaning.
#[derive(Clone, Copy)]
struct Scope<'a> {
    /// The namespace of its shapes.
    namespace: &'a str,
    /// True if the protocol that is generated has HTTP bindings.
    is_rest: bool,
    /// True if a protocol that is listed has JSON names.
    has_json_names: bool,
    /// True if a protocol that is listed has XML names.
    has_xml_names: bool,
    /// True if errors have the codes of queries, beside or instead of their own.
    has_query_errors: bool,
}

impl<'a> Scope<'a> {
    fn of(service: Option<&'a Service>) -> Self {
        let any = |is: fn(&Protocol) -> bool| service.is_some_and(|service| service.protocols().any(is));
        Self {
            namespace: service.map_or("unknown", |service| service.id.namespace()),
            is_rest: service.is_some_and(|service| service.protocol.is_rest()),
            has_json_names: any(Protocol::has_json_names),
            has_xml_names: any(Protocol::has_xml_names),
            has_query_errors: any(|it| it.is_query() || it.was_query()),
        }
    }
}

/// Reads the whole file, to its end even where a part of it is wrong. `None` where it is no service model. `protocol`
/// says which of the service's protocols is generated.
pub(super) fn read(root: &Node<'_>, protocol: Option<&str>) -> Option<Model> {
    let metadata = root.need("metadata");
    let service = metadata.as_ref().and_then(|metadata| service(root, metadata, protocol));
    let scope = Scope::of(service.as_ref());
    let operations = root.need("operations");
    let roots = operations.as_ref().map(|node| xml::roots(node, scope));
    let operations = operations.map(|node| {
        node.entries()
            .filter_map(|(name, node)| {
                let mut operation = operation::operation(scope, name, &node)?;
                operation.auth = operation::auth(&node, metadata.as_ref());
                Some(operation)
            })
            .collect::<Vec<Operation>>()
    });
    let all = root.need("shapes");
    let shapes = all.as_ref().map(|node| shapes::shapes(scope, node));
    let (mut operations, mut shapes) = (operations?, shapes?);
    let mut service = service?;
    http::settle(&labels(&all?), &mut operations, &mut shapes);
    corrections::apply(&service, &mut operations);
    settle_streams(&mut shapes);
    settle_codes(&service.protocol, &mut shapes);
    xml::settle(roots?, &mut service, &operations, &mut shapes);
    settle_xml_names(&mut shapes);
    Some(Model { service, operations, shapes })
}

/// Of a service that also speaks `query`, or once did, an error's `code` is that of queries. In any other protocol the
/// shape's name is what is sent.
fn settle_codes(protocol: &Protocol, shapes: &mut Shapes) {
    let errors = shapes.iter_mut().filter_map(|shape| shape.traits.error.as_mut());
    for error in errors.filter(|error| error.query_error.is_some() && !protocol.is_query()) {
        error.code = None;
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
fn service(root: &Node<'_>, metadata: &Node<'_>, asked: Option<&str>) -> Option<Service> {
    let protocols = protocol::protocols(metadata, asked);
    let sent = |name: &str| metadata.need(name).and_then(|node| sent(&node));
    let (version, prefix) = (sent("apiVersion"), sent("endpointPrefix"));
    let signing_name = metadata.get("signingName").map_or(prefix.clone(), |_| sent("signingName"));
    let sdk_id = metadata.text_at("serviceId").or_else(|| metadata.text_at("serviceFullName"));
    let ((protocol, other_protocols), version, prefix) = (protocols?, version?, prefix?);
    let sdk_id = sdk_id.unwrap_or(prefix);
    let letters: String = sdk_id.chars().filter(char::is_ascii_alphanumeric).collect();
    let letters = if is_identifier(&letters) { letters } else { format!("Service{letters}") };
    // Only some protocols send the service's own name, so that only their models have it.
    let sends_name = |it: &Protocol| matches!(it, Protocol::AwsJson { .. } | Protocol::RpcV2Cbor { .. });
    let prefix = match std::iter::once(&protocol).chain(&other_protocols).any(sends_name) {
        true => Some(sent("targetPrefix")?),
        false => None,
    };
    let mut traits = shapes::traits(root);
    traits.xml_namespace = metadata.get("xmlNamespace").and_then(|node| xml::namespace(&node));
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
        other_protocols,
        traits,
        endpoint_rules: None,
        client_params: context::of_client(root.get("clientContextParams").as_ref()),
        origin: metadata.origin(),
    })
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
