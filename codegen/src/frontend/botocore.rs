//! Reads botocore's `service-2.json` into the model. botocore's keys, such as `exception`, `fault` and `locationName`,
//! become Smithy's traits here; no later stage knows them.

mod corrections;
mod http;
mod operation;
mod protocol;
mod scope;
mod shapes;
mod xml;

use std::collections::HashSet;

use scope::Scope;
use serde_json::Value;

use super::context;
use super::json::Node;
use super::names::{is_identifier, sent};
use crate::diagnostic::Code;
use crate::model::{Kind, Model, Names, Operation, Protocol, Service, ShapeId, Shapes, settle_xml_names};

/// Reads the whole file, even if a part of it is invalid, so that all errors are reported. `None` if it is not a
/// service model. `named` is the service that is asked for: a file in this format has one, and `protocol` selects one of its
/// protocols.
pub(super) fn read(root: &Node<'_>, named: Option<&str>, protocol: Option<&str>) -> Option<Model> {
    let metadata = root.need("metadata");
    let service = metadata.as_ref().and_then(|metadata| service(root, metadata, protocol));
    if let (Some(metadata), Some(service), Some(name)) = (&metadata, &service, named)
        && name != service.id.to_string()
        && name != service.id.name()
    {
        let message = format!("the model has no service `{name}`");
        metadata.error_with_help(Code::UnknownService, message, format!("it has `{}`", service.id));
    }
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
    Some(Model { service, operations, shapes, overlay: None, names: Names::default() })
}

/// Settles the codes of errors. If a service also supports `query`, or supported it before, the `code` of an error is
/// that of the query protocol. In other protocols, responses have the shape's name.
fn settle_codes(protocol: &Protocol, shapes: &mut Shapes) {
    let errors = shapes.iter_mut().filter_map(|shape| shape.traits.error.as_mut());
    for error in errors.filter(|error| error.query_error.is_some() && !protocol.is_query()) {
        error.code = None;
    }
}

/// Moves the trait `streaming` from members to their blobs, as in Smithy.
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

/// Returns the members whose labels have another name than the member.
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

/// Returns the id and the API version of the service.
pub(super) fn identity(value: &Value) -> Option<(String, String)> {
    let text = |key| value.get("metadata")?.get(key)?.as_str().map(str::to_owned);
    Some((text("serviceId").or_else(|| text("endpointPrefix"))?, text("apiVersion")?))
}

/// Reads the service, with the name and the namespace of its Smithy model.
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
    // Only some protocols send the service's own name, so that only models with these protocols state it.
    let sends_name = |it: &Protocol| matches!(it, Protocol::AwsJson { .. } | Protocol::RpcV2Cbor { .. });
    let prefix = match std::iter::once(&protocol).chain(&other_protocols).any(sends_name) {
        true => Some(sent("targetPrefix")?),
        false => None,
    };
    let mut traits = shapes::traits(root);
    traits.xml_namespace = metadata.get("xmlNamespace").and_then(|node| xml::namespace(&node));
    // Some of these names include their namespace.
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
