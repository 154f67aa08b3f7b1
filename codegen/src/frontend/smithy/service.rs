//! The service: its selection, its traits, and the operations of the service and its resources.

use std::collections::{HashMap, HashSet};

use super::ast::{Ast, Shape};
use super::mixins::MIXIN;
use super::operation::Common;
use super::order::innermost_first;
use super::shapes::{Renames, ShapeBuilder};
use super::traits::TraitReader;
use crate::diagnostic::{Code, Origin};
use crate::frontend::json::Reader;
use crate::frontend::names::{is_identifier, sent};
use crate::frontend::{context, protocol, rules};
use crate::model::{Model, Names, Operation, Protocol, Service, ShapeId, TARGET_PREFIX, settle_xml_names};
use crate::suggest::{did_you_mean, nearest, nearest_of_few};

/// Builds the model of a service: the one that `service` names, otherwise the only one. `protocol` selects one of its
/// protocols.
pub(super) fn model(
    ast: &Ast<'_>,
    reader: &Reader,
    named: Option<&str>,
    protocol: Option<&str>,
    place: &Origin,
) -> Option<Model> {
    let shape = find(ast, reader, named, place)?;
    let asked = TraitReader { traits: &shape.traits, reader };
    let service = service(shape, asked, protocol)?;
    let builder = ShapeBuilder {
        ast,
        reader,
        renames: renames(shape, ast, reader),
        is_query: service.protocol.is_query(),
        has_xml_names: service.protocols().any(Protocol::has_xml_names),
        beside: None,
    };
    let errors = shape.targets("errors", reader).into_iter();
    let errors = errors.filter(|(id, origin)| builder.holds_values(id, origin, &shape.id));
    let errors: Vec<ShapeId> = errors.map(|(id, _)| id).collect();
    let auth = auth_schemes(asked);
    let common = Common {
        errors: &errors,
        paginated: asked.get("smithy.api#paginated"),
        is_rest: service.protocol.is_rest(),
        auth: &auth,
    };
    let bound = operations(ast, shape, reader);
    let operations: Vec<Operation> =
        ast.iter().filter(|it| bound.contains(&it.id)).map(|it| builder.operation(it, &common)).collect();
    let roots = ast.iter().filter(|it| bound.contains(&it.id)).flat_map(ends).chain(errors.clone());
    let mut shapes = builder.reached(roots.collect(), &shape.node.origin);
    settle_xml_names(&mut shapes);
    Some(Model { service, operations, shapes, overlay: None, names: Names::default() })
}

/// Returns the ids of the input, the output and the errors of an operation. Problems are reported later, when the
/// operation is converted.
fn ends(operation: &Shape<'_>) -> Vec<ShapeId> {
    let silent = Reader::default();
    let ends = ["input", "output"].into_iter().filter_map(|key| operation.property(key)?.target(&silent));
    let errors = operation.targets("errors", &silent).into_iter().map(|(id, _)| id);
    ends.filter(|id| !super::operation::is_unit(id)).chain(errors).collect()
}

fn find<'a, 'v>(ast: &'a Ast<'v>, reader: &Reader, named: Option<&str>, place: &Origin) -> Option<&'a Shape<'v>> {
    let is_service = |shape: &&Shape<'v>| shape.kind == "service" && !shape.traits.contains_key(MIXIN);
    let services: Vec<&Shape<'v>> = ast.iter().filter(is_service).collect();
    let listed = || services.iter().map(|shape| format!("`{}`", shape.id)).collect::<Vec<_>>().join(", ");
    let here = reader.at(&serde_json::Value::Null, place);
    if let Some(name) = named {
        let found = services.iter().find(|it| it.id.to_string() == name || it.id.name() == name);
        if found.is_none() {
            let near = nearest(name, services.iter().map(|shape| shape.id.name()));
            let help = match near {
                Some(near) => did_you_mean(near),
                None if services.is_empty() => "give the file that has it, too".to_owned(),
                None => format!("it has {}", listed()),
            };
            here.error_with_help(Code::UnknownService, format!("the model has no service `{name}`"), help);
        }
        return found.copied();
    }
    match services.as_slice() {
        [one] => Some(one),
        [] => {
            here.error_with_help(Code::UnknownService, "the model has no service", "give the file that has one, too");
            None
        }
        _ => {
            here.error_with_help(
                Code::UnknownService,
                format!("the model has {} services", services.len()),
                format!("say which is meant: {}", listed()),
            );
            None
        }
    }
}

/// The traits of protocols that are not supported, so that they are reported by name.
const OTHERS: &[&str] = &["smithy.protocols#rpcv2Json", "alloy#simpleRestJson"];

/// Reads the protocols of a service, each of which is a trait.
fn protocols(asked: TraitReader<'_, '_>) -> Vec<Protocol> {
    let query_compatible = asked.flag("aws.protocols#awsQueryCompatible");
    let json = |version: &str| Protocol::AwsJson { version: version.to_owned(), query_compatible };
    let rest_xml = asked.node("aws.protocols#restXml").filter(|node| node.object().is_some());
    let rest_xml = rest_xml.map(|node| Protocol::RestXml { no_error_wrapping: node.flag("noErrorWrapping") });
    let flags = [
        ("smithy.protocols#rpcv2Cbor", Protocol::RpcV2Cbor { query_compatible }),
        ("aws.protocols#awsJson1_0", json("1.0")),
        ("aws.protocols#awsJson1_1", json("1.1")),
        ("aws.protocols#restJson1", Protocol::RestJson),
        ("aws.protocols#awsQuery", Protocol::AwsQuery),
        ("aws.protocols#ec2Query", Protocol::Ec2Query),
    ];
    let others = OTHERS.iter().map(|&id| (id, Protocol::Unsupported(id.to_owned())));
    let listed = flags.into_iter().chain(others).filter(|(id, _)| asked.flag(id)).map(|(_, protocol)| protocol);
    listed.chain(rest_xml).collect()
}

fn service(shape: &Shape<'_>, asked: TraitReader<'_, '_>, named: Option<&str>) -> Option<Service> {
    // Only AWS's services must have a version.
    let version = shape.property("version").map_or(Some(String::new()), |placed| match placed.node(asked.reader) {
        node if node.value() == "" => Some(String::new()),
        node => sent(&node),
    });
    let aws = asked.node("aws.api#service").filter(|node| node.object().is_some());
    let of_aws = |key: &str| aws.as_ref().and_then(|node| node.text_at(key));
    let signing = asked.node("aws.auth#sigv4").filter(|node| node.object().is_some());
    let signing_as = signing.as_ref().and_then(|node| node.need("name"));
    let signing_name = match signing_as.or_else(|| aws.as_ref()?.get("arnNamespace")) {
        Some(name) => sent(&name),
        None => Some(shape.id.name().to_lowercase()),
    };
    let target_prefix = asked.node(TARGET_PREFIX).map(|node| sent(&node));
    let chosen = protocol::choose(protocols(asked), named, &shape.node.node(asked.reader));
    let (protocol, other_protocols) = chosen?;
    // Without a supported protocol there are no operations, so that no endpoint is needed.
    let rules = asked.node("smithy.rules#endpointRuleSet").filter(|_| protocol.is_supported());
    Some(Service {
        id: shape.id.clone(),
        target_prefix: target_prefix.map_or(Some(None), |sent| sent.map(Some))?,
        client_params: context::of_client(asked.node("smithy.rules#clientContextParams").as_ref()),
        version: version?,
        sdk_id: of_aws("sdkId").unwrap_or_else(|| shape.id.name().to_owned()),
        signing_name: signing_name?,
        protocol,
        other_protocols,
        traits: asked.all(),
        endpoint_rules: rules.filter(|node| node.object().is_some()).map(|node| rules::read(&node)),
        origin: shape.node.origin.clone(),
    })
}

/// Smithy's traits of auth schemes.
const AUTH: &[&str] = &[
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// Reads the auth schemes that a service lists in `smithy.api#auth`, otherwise those whose traits it has.
fn auth_schemes<'a>(asked: TraitReader<'a, '_>) -> Vec<&'a str> {
    match asked.get("smithy.api#auth") {
        Some(listed) => {
            drop(listed.node(asked.reader).elements());
            listed.value.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect()
        }
        None => AUTH.iter().copied().filter(|id| asked.get(id).is_some()).collect(),
    }
}

/// Reads the shapes that the service renames.
fn renames(service: &Shape<'_>, ast: &Ast<'_>, reader: &Reader) -> Renames {
    let mut renames = Renames::new();
    let entries = service.properties("rename").flat_map(|rename| rename.entries(reader).collect::<Vec<_>>());
    for (key, placed) in entries {
        let node = placed.node(reader);
        let Some(id) = ShapeId::parse(key).filter(|id| ast.get(id).is_some() || ast.unread.contains(id)) else {
            let near = nearest(key, ast.iter().map(|shape| shape.id.as_str()));
            let help = near.map_or("remove it".to_owned(), did_you_mean);
            let message = format!("`{key}` is renamed, and does not exist");
            node.at_key().error_with_help(Code::UnknownShape, message, help);
            continue;
        };
        let Some(name) = node.text() else { continue };
        if is_identifier(name) {
            renames.insert(id, (name.to_owned(), placed.origin));
        } else {
            node.error_with_help(
                Code::InvalidName,
                format!("`{name}` is not a valid shape name"),
                "use letters, digits and underscores",
            );
        }
    }
    renames
}

/// The keys by which a resource binds operations.
const LIFECYCLE: &[&str] = &["create", "put", "read", "update", "delete", "list"];

/// Returns the operations of a service, of its resources and of their resources.
fn operations(ast: &Ast<'_>, service: &Shape<'_>, reader: &Reader) -> HashSet<ShapeId> {
    let mut bound = HashSet::new();
    let mut below: HashMap<ShapeId, Vec<(ShapeId, Origin)>> = HashMap::new();
    let mut open = vec![service];
    while let Some(shape) = open.pop() {
        if below.contains_key(&shape.id) {
            continue;
        }
        let mut all = [shape.targets("operations", reader), shape.targets("collectionOperations", reader)].concat();
        for key in LIFECYCLE.iter().filter(|_| shape.kind == "resource") {
            let placed = shape.property(key);
            all.extend(placed.and_then(|placed| placed.target(reader).map(|id| (id, placed.origin))));
        }
        all.retain(|(id, origin)| wanted(ast, id, "operation", origin, reader).is_some());
        bound.extend(all.into_iter().map(|(id, _)| id));
        let mut resources = shape.targets("resources", reader);
        resources.retain(|(id, origin)| wanted(ast, id, "resource", origin, reader).is_some());
        open.extend(resources.iter().filter_map(|(id, _)| ast.get(id)));
        below.insert(shape.id.clone(), resources);
    }
    let resources = |id: &ShapeId| below.get(id).map_or(&[][..], Vec::as_slice);
    innermost_first(std::iter::once(&service.id), resources, |id, origin| {
        let message = format!("the resource `{id}` contains itself");
        let help = "remove it from the resources that are below it";
        reader.at(&serde_json::Value::Null, origin).error_with_help(Code::EndlessResource, message, help);
    });
    bound
}

/// Returns the shape with this id; reports a missing shape, and one of another type.
fn wanted<'a, 'v>(
    ast: &'a Ast<'v>,
    id: &ShapeId,
    kind: &str,
    origin: &Origin,
    reader: &Reader,
) -> Option<&'a Shape<'v>> {
    let here = reader.at(&serde_json::Value::Null, origin);
    let Some(shape) = ast.get(id) else {
        if !ast.unread.contains(id) {
            let others = ast.iter().filter(|it| it.kind == kind).map(|it| it.id.name());
            let near = nearest_of_few(reader.found(), id.name(), others);
            let help = near.map_or("define it, or remove it here".to_owned(), did_you_mean);
            here.error_with_help(Code::UnknownShape, format!("the model has no {kind} `{id}`"), help);
        }
        return None;
    };
    if shape.kind != kind {
        here.error_with_help(
            Code::InvalidTarget,
            format!("`{id}` is of type {}, and a shape of type {kind} is required here", shape.kind),
            format!("name a shape of type {kind}"),
        );
        return None;
    }
    Some(shape)
}
