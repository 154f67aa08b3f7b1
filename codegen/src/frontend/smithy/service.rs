//! The service: which it is, what its traits say of it, and the operations that it and its resources have.

use std::collections::HashSet;

use super::ast::{Ast, Placed, Shape};
use super::operation::Common;
use super::shapes::{Maker, Renames};
use super::traits::Asked;
use crate::diagnostic::{Code, Origin};
use crate::frontend::json::Reader;
use crate::frontend::{context, is_identifier, rules, sent};
use crate::model::{Model, Operation, Protocol, Service, ShapeId};
use crate::suggest::{nearest, nearest_of_few};

/// The model of a service: the one that is named, or the only one.
pub(super) fn model(ast: &Ast<'_>, reader: &Reader, named: Option<&str>, place: &Origin) -> Option<Model> {
    let shape = find(ast, reader, named, place)?;
    let asked = Asked { traits: &shape.traits, reader };
    let service = service(shape, asked)?;
    let is_query = matches!(&service.protocol, Protocol::Unsupported(id) if id.ends_with("Query"));
    let maker = Maker { ast, reader, renames: renames(shape, reader), is_query };
    let errors: Vec<ShapeId> = targets(&shape.node, "errors", reader).map(|(id, _)| id).collect();
    let auth = auth_schemes(asked);
    let common = Common {
        errors: &errors,
        paginated: asked.get("smithy.api#paginated"),
        is_rest: service.protocol.is_rest(),
        auth: &auth,
    };
    let bound = operations(ast, shape, reader);
    let operations: Vec<Operation> =
        ast.iter().filter(|it| bound.contains(&it.id)).map(|it| maker.operation(it, &common)).collect();
    let roots = ast.iter().filter(|it| bound.contains(&it.id)).flat_map(|it| ends(it, reader)).chain(errors.clone());
    let shapes = maker.reached(roots.collect(), &shape.node.origin);
    Some(Model { service, operations, shapes })
}

/// The ids that an operation names. What is wrong with them is reported where the operation is made.
fn ends(operation: &Shape<'_>, reader: &Reader) -> Vec<ShapeId> {
    let id = |placed: Placed<'_>| placed.value.get("target")?.as_str().and_then(ShapeId::parse);
    let ends = ["input", "output"].into_iter().filter_map(|key| operation.node.get(key)).filter_map(id);
    let ends = ends.filter(|id| !super::operation::is_unit(id));
    let errors = operation.node.get("errors").filter(|errors| errors.value.is_array());
    let errors: Vec<_> = errors.into_iter().flat_map(|errors| errors.elements(reader).collect::<Vec<_>>()).collect();
    ends.chain(errors.into_iter().filter_map(id)).collect()
}

fn find<'a, 'v>(ast: &'a Ast<'v>, reader: &Reader, named: Option<&str>, place: &Origin) -> Option<&'a Shape<'v>> {
    let services: Vec<&Shape<'v>> = ast.iter().filter(|shape| shape.kind == "service").collect();
    let listed = || services.iter().map(|shape| format!("`{}`", shape.id)).collect::<Vec<_>>().join(", ");
    let here = reader.at(&serde_json::Value::Null, place);
    if let Some(name) = named {
        let found = services.iter().find(|it| it.id.to_string() == name || it.id.name() == name);
        if found.is_none() {
            let near = nearest(name, services.iter().map(|shape| shape.id.name()));
            let help = near.map_or_else(|| format!("it has {}", listed()), |near| format!("did you mean `{near}`?"));
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

/// Smithy's traits of protocols that there is no code for, of which types are generated.
const OTHERS: &[&str] = &[
    "aws.protocols#restXml",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
    "alloy#simpleRestJson",
];

/// Of several protocols, one that is supported.
fn protocol(asked: Asked<'_, '_>) -> Protocol {
    let json = |version: &str| Protocol::AwsJson { version: version.to_owned() };
    let other = OTHERS.iter().find(|id| asked.get(id).is_some());
    match () {
        () if asked.get("aws.protocols#awsJson1_0").is_some() => json("1.0"),
        () if asked.get("aws.protocols#awsJson1_1").is_some() => json("1.1"),
        () if asked.get("aws.protocols#restJson1").is_some() => Protocol::RestJson,
        () => other.map_or(Protocol::None, |id| Protocol::Unsupported((*id).to_owned())),
    }
}

fn service(shape: &Shape<'_>, asked: Asked<'_, '_>) -> Option<Service> {
    let node = shape.node.node(asked.reader);
    // Only AWS's services have versions by necessity.
    let version = node
        .get("version")
        .map_or(Some(String::new()), |node| if node.value() == "" { Some(String::new()) } else { sent(&node) });
    let aws = asked.node("aws.api#service").filter(|node| node.object().is_some());
    let of_aws = |key: &str| aws.as_ref().and_then(|node| node.text_at(key));
    let signing = asked.node("aws.auth#sigv4").filter(|node| node.object().is_some());
    let signing_name = match signing.as_ref().and_then(|node| node.need("name")) {
        Some(name) => sent(&name)?,
        None => of_aws("arnNamespace").unwrap_or_else(|| shape.id.name().to_lowercase()),
    };
    let rules = asked.node("smithy.rules#endpointRuleSet");
    Some(Service {
        id: shape.id.clone(),
        client_params: context::of_client(asked.node("smithy.rules#clientContextParams").as_ref()),
        version: version?,
        sdk_id: of_aws("sdkId").unwrap_or_else(|| shape.id.name().to_owned()),
        signing_name,
        protocol: protocol(asked),
        traits: asked.all(),
        endpoint_rules: rules.filter(|node| node.object().is_some()).map(|node| rules::read(&node)),
        origin: shape.node.origin.clone(),
    })
}

/// Smithy's traits of ways to authenticate.
const AUTH: &[&str] = &[
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// The ways to authenticate that a service lists, or those that it has a trait of.
fn auth_schemes<'a>(asked: Asked<'a, '_>) -> Vec<&'a str> {
    match asked.get("smithy.api#auth") {
        Some(listed) => {
            drop(listed.node(asked.reader).elements());
            listed.value.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect()
        }
        None => AUTH.iter().copied().filter(|id| asked.get(id).is_some()).collect(),
    }
}

/// The shapes to which the service gives other names.
fn renames(service: &Shape<'_>, reader: &Reader) -> Renames {
    let mut renames = Renames::new();
    for (id, placed) in service.node.get("rename").iter().flat_map(|rename| rename.entries(reader)) {
        let node = placed.node(reader);
        let (Some(id), Some(name)) = (ShapeId::parse(id), node.text()) else { continue };
        if is_identifier(name) {
            renames.insert(id, name.to_owned());
        } else {
            node.error_with_help(
                Code::InvalidName,
                format!("`{name}` is no name of a shape"),
                "use letters, digits and underscores",
            );
        }
    }
    renames
}

/// The targets in a list, each with its place.
fn targets(placed: &Placed<'_>, key: &str, reader: &Reader) -> impl Iterator<Item = (ShapeId, Origin)> {
    let list = placed.get(key).into_iter().flat_map(|list| list.elements(reader).collect::<Vec<_>>());
    list.filter_map(|element| element.target(reader).map(|id| (id, element.origin))).collect::<Vec<_>>().into_iter()
}

/// What a resource binds operations as.
const LIFECYCLE: &[&str] = &["create", "put", "read", "update", "delete", "list"];

/// The operations of a service, with those of its resources and of theirs.
fn operations(ast: &Ast<'_>, service: &Shape<'_>, reader: &Reader) -> HashSet<ShapeId> {
    let mut bound = HashSet::new();
    let mut seen = HashSet::new();
    // Each with the resources around it, to see one that contains itself.
    let mut open: Vec<(&Shape<'_>, Vec<&ShapeId>)> = vec![(service, Vec::new())];
    while let Some((shape, around)) = open.pop() {
        let listed =
            ["operations", "collectionOperations"].into_iter().flat_map(|key| targets(&shape.node, key, reader));
        let lifecycle = LIFECYCLE.iter().filter(|_| shape.kind == "resource").filter_map(|key| {
            let placed = shape.node.get(key)?;
            placed.target(reader).map(|id| (id, placed.origin))
        });
        for (id, origin) in listed.chain(lifecycle) {
            if wanted(ast, &id, "operation", &origin, reader).is_some() {
                bound.insert(id);
            }
        }
        for (id, origin) in targets(&shape.node, "resources", reader) {
            let Some(resource) = wanted(ast, &id, "resource", &origin, reader) else { continue };
            if around.contains(&&resource.id) || resource.id == shape.id {
                let message = format!("the resource `{id}` contains itself");
                let help = "remove it from the resources that are below it";
                reader.at(&serde_json::Value::Null, &origin).error_with_help(Code::EndlessResource, message, help);
            } else if seen.insert(id) {
                open.push((resource, around.iter().copied().chain([&shape.id]).collect()));
            }
        }
    }
    bound
}

/// The shape of this id, if it is there and of a type.
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
            let help = near.map_or("define it, or remove it here".to_owned(), |near| format!("did you mean `{near}`?"));
            here.error_with_help(Code::UnknownShape, format!("the model has no {kind} `{id}`"), help);
        }
        return None;
    };
    if shape.kind != kind {
        here.error_with_help(
            Code::InvalidTarget,
            format!("`{id}` is of type {}, and a {kind} is wanted here", shape.kind),
            "name another",
        );
        return None;
    }
    Some(shape)
}
