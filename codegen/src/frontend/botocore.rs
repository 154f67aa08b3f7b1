//! botocore's `service-2.json` to the model. botocore's words end here: its `exception`, `fault` and
//! `locationName` become Smithy's traits.

use std::collections::HashSet;

use super::json::Node;
use super::{context, is_identifier};
use crate::model::{
    Auth, Deprecated, Documentation, EnumMember, ErrorTrait, Kind, Markup, Member, Model, Operation, Protocol, Service,
    Shape, ShapeId, Shapes, TimestampFormat, Traits,
};
use crate::suggest::nearest;

/// Reads the whole file, to its end even where a part of it is wrong. `None` where it is no service model.
pub(super) fn read(root: &Node<'_>) -> Option<Model> {
    let metadata = root.need("metadata");
    let service = metadata.as_ref().and_then(|metadata| service(root, metadata));
    let namespace = service.as_ref().map_or("unknown", |service| service.id.namespace()).to_owned();
    let operations = root.need("operations").map(|node| {
        node.entries()
            .filter_map(|(name, node)| {
                let mut operation = operation(&namespace, name, &node)?;
                operation.auth = auth(name, &node, metadata.as_ref());
                Some(operation)
            })
            .collect::<Vec<Operation>>()
    });
    let shapes = root.need("shapes").map(|node| shapes(&namespace, &node));
    Some(Model { service: service?, operations: operations?, shapes: shapes? })
}

/// The service, with the name and namespace that its Smithy model has.
fn service(root: &Node<'_>, metadata: &Node<'_>) -> Option<Service> {
    let protocol = protocol(metadata);
    let sent = |name: &str| metadata.need(name).and_then(|node| sent(&node));
    let (version, prefix, name) = (sent("apiVersion"), sent("endpointPrefix"), sent("targetPrefix"));
    let signing_name = metadata.get("signingName").map_or(prefix.clone(), |_| sent("signingName"));
    let sdk_id = metadata.text_at("serviceId").or_else(|| metadata.text_at("serviceFullName"));
    let (protocol, version, prefix, name) = (protocol?, version?, prefix?, name?);
    let sdk_id = sdk_id.unwrap_or(prefix);
    let letters: String = sdk_id.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(Service {
        id: ShapeId::new(&format!("com.amazonaws.{}", letters.to_lowercase()), &name),
        version,
        signing_name: signing_name?,
        sdk_id,
        protocol,
        traits: traits(root),
        endpoint_rules: None,
        client_params: context::of_client(root),
        origin: metadata.origin(),
    })
}

/// A text that goes into headers and signatures.
fn sent(node: &Node<'_>) -> Option<String> {
    let text = node.text()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if text.is_empty() || !text.chars().all(is_plain) {
        node.error_with_help(
            format!("`{text}` cannot be sent"),
            "it goes into headers and signatures: use ASCII letters, digits, `.`, `_` and `-`",
        );
        return None;
    }
    Some(text.to_owned())
}

fn protocol(metadata: &Node<'_>) -> Option<Protocol> {
    let all = metadata.get("protocols");
    let spoken: Vec<&str> = all.iter().flat_map(Node::elements).filter_map(|node| node.value().as_str()).collect();
    let named = metadata.need("protocol")?;
    let protocol = named.text()?;
    if protocol != "json" && !spoken.contains(&"json") {
        named.error_with_help(
            format!("the protocol `{protocol}` is not supported"),
            "clients can be generated for services that speak `json` (awsJson1_0 and awsJson1_1)",
        );
        return None;
    }
    let Some(version) = metadata.get("jsonVersion") else {
        return Some(Protocol::AwsJson { version: "1.1".into() });
    };
    match version.text()? {
        known @ ("1.0" | "1.1") => Some(Protocol::AwsJson { version: known.into() }),
        other => {
            version
                .error_with_help(format!("there is no version `{other}` of the json protocol"), "use `1.0` or `1.1`");
            None
        }
    }
}

/// What an operation may say that changes what is sent, and that is not supported.
const UNSUPPORTED: &[(&str, &str)] = &[
    ("endpoint", "its endpoint has a host prefix"),
    ("endpointdiscovery", "its endpoint has to be discovered"),
    ("httpChecksum", "its request needs a checksum"),
    ("requestcompression", "its request may be compressed"),
];

/// How an operation is authenticated: as it says itself, else as its service says.
fn auth(name: &str, node: &Node<'_>, metadata: Option<&Node<'_>>) -> Auth {
    let of_service = || metadata.map_or(Ok(None), |metadata| context::auth(metadata, "signatureVersion"));
    let own = context::auth(node, "authtype").and_then(|own| own.map_or_else(of_service, |own| Ok(Some(own))));
    let auth = own.unwrap_or_else(|(node, why)| {
        node.warning(format!("the operation {name} is generated without what `auth` asks for: {why}"));
        None
    });
    match auth.unwrap_or_default() {
        Auth::SigV4 if node.flag("unsignedPayload") => Auth::SigV4UnsignedPayload,
        auth => auth,
    }
}

fn operation(namespace: &str, name: &str, node: &Node<'_>) -> Option<Operation> {
    node.value().as_object().or_else(|| {
        node.error("an operation is an object");
        None
    })?;
    for (key, why) in UNSUPPORTED {
        if let Some(node) = node.get(key) {
            node.warning(format!("the operation {name} is generated without what `{key}` asks for: {why}"));
        }
    }
    let end = |key| node.get(key).and_then(|end| target(namespace, &end));
    let errors = node.get("errors");
    Some(Operation {
        id: id(namespace, name, node)?,
        input: end("input"),
        output: end("output"),
        errors: errors.iter().flat_map(Node::elements).filter_map(|node| target(namespace, &node)).collect(),
        traits: traits(node),
        readonly: node.flag("readonly"),
        idempotent: node.flag("idempotent"),
        auth: Auth::default(),
        context: context::context(node),
        paginated: None,
        examples: Vec::new(),
        origin: node.origin(),
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
        format!("`{name}` is no name of a shape or operation"),
        "names are ASCII letters, digits and underscores, and do not begin with a digit",
    );
    None
}

fn shapes(namespace: &str, node: &Node<'_>) -> Shapes {
    let mut all = Shapes::default();
    for (name, node) in node.entries() {
        match (id(namespace, name, &node), kind(namespace, &node)) {
            (Some(id), Some(kind)) => all.insert(Shape { id, kind, traits: traits(&node), origin: node.origin() }),
            (Some(id), None) => all.unread(id),
            (None, _) => {}
        }
    }
    all
}

const KINDS: &[&str] = &[
    "blob",
    "boolean",
    "byte",
    "character",
    "double",
    "float",
    "integer",
    "list",
    "long",
    "map",
    "short",
    "string",
    "structure",
    "timestamp",
];

fn kind(namespace: &str, node: &Node<'_>) -> Option<Kind> {
    let named = node.need("type")?;
    Some(match named.text()? {
        "blob" => Kind::Blob,
        "boolean" => Kind::Boolean,
        "string" | "character" => match node.get("enum") {
            Some(values) => Kind::Enum(enum_members(&values)),
            None => Kind::String,
        },
        "byte" => Kind::Byte,
        "short" => Kind::Short,
        "integer" => Kind::Integer,
        "long" => Kind::Long,
        "float" => Kind::Float,
        "double" => Kind::Double,
        "timestamp" => Kind::Timestamp,
        "list" => Kind::List(Box::new(member(namespace, "member", &node.need("member")?)?)),
        "map" => {
            let (key, value) = (node.need("key"), node.need("value"));
            Kind::Map(Box::new(member(namespace, "key", &key?)?), Box::new(member(namespace, "value", &value?)?))
        }
        "structure" if node.flag("document") => Kind::Document,
        "structure" if node.flag("eventstream") => {
            node.error("event streams are not supported");
            return None;
        }
        "structure" if node.flag("union") => Kind::Union(members(namespace, node)),
        "structure" => Kind::Structure(members(namespace, node)),
        other => {
            let near = nearest(other, KINDS.iter().copied());
            let help = near.map_or(format!("known are {}", KINDS.join(", ")), |near| format!("did you mean `{near}`?"));
            named.error_with_help(format!("there is no type `{other}`"), help);
            return None;
        }
    })
}

fn enum_members(values: &Node<'_>) -> Vec<EnumMember> {
    let mut all: Vec<EnumMember> = Vec::new();
    let (mut known, mut names) = (HashSet::new(), HashSet::new());
    for node in values.elements() {
        let Some(value) = node.text() else { continue };
        if !known.insert(value) {
            node.error_with_help(format!("the enum has the value `{value}` twice"), "remove one of them");
            continue;
        }
        all.push(EnumMember { name: enum_name(value, &mut names), value: value.to_owned(), traits: Traits::default() });
    }
    all
}

/// botocore's enums have values only. Smithy's members have names too: the value, as far as it is one.
fn enum_name(value: &str, others: &mut HashSet<String>) -> String {
    let mut name: String = value.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    while !others.insert(name.clone()) {
        name.push('_');
    }
    name
}

fn members(namespace: &str, node: &Node<'_>) -> Vec<Member> {
    let required = node.get("required");
    let required: Vec<Node<'_>> = required.iter().flat_map(Node::elements).collect();
    let mut members: Vec<Member> = match node.need("members") {
        Some(all) => all.entries().filter_map(|(name, node)| member(namespace, name, &node)).collect(),
        None => Vec::new(),
    };
    for entry in &required {
        let Some(name) = entry.text() else { continue };
        if let Some(member) = members.iter_mut().find(|member| member.name == name) {
            member.traits.required = true;
            continue;
        }
        let near = nearest(name, members.iter().map(|member| member.name.as_str()));
        let help = near.map_or("remove it, or add the member".to_owned(), |near| format!("did you mean `{near}`?"));
        entry.error_with_help(format!("`{name}` is required and is no member"), help);
    }
    members
}

fn member(namespace: &str, name: &str, node: &Node<'_>) -> Option<Member> {
    if !is_identifier(name) {
        node.error_with_help(
            format!("`{name}` is no name of a member"),
            "names are ASCII letters, digits and underscores, and do not begin with a digit",
        );
        return None;
    }
    Some(Member {
        name: name.to_owned(),
        target: target(namespace, node)?,
        traits: traits(node),
        origin: node.origin(),
    })
}

fn traits(node: &Node<'_>) -> Traits {
    Traits {
        documentation: node
            .text_at("documentation")
            .filter(|text| !text.trim().is_empty())
            .map(|text| Documentation { text, markup: Markup::Html }),
        deprecated: node
            .flag("deprecated")
            .then(|| Deprecated { since: node.text_at("deprecatedSince"), message: node.text_at("deprecatedMessage") }),
        sensitive: node.flag("sensitive"),
        required: false,
        sparse: node.flag("sparse"),
        idempotency_token: node.flag("idempotencyToken"),
        timestamp_format: node.get("timestampFormat").and_then(|node| timestamp_format(&node)),
        json_name: node.text_at("locationName"),
        context_param: context::member(node),
        error: node.flag("exception").then(|| error(node)),
    }
}

fn timestamp_format(node: &Node<'_>) -> Option<TimestampFormat> {
    match node.text()? {
        "unixTimestamp" => Some(TimestampFormat::EpochSeconds),
        "iso8601" => Some(TimestampFormat::DateTime),
        "rfc822" => Some(TimestampFormat::HttpDate),
        other => {
            node.error_with_help(
                format!("there is no timestamp format `{other}`"),
                "use `unixTimestamp`, `iso8601` or `rfc822`",
            );
            None
        }
    }
}

fn error(node: &Node<'_>) -> ErrorTrait {
    let details = node.object_at("error");
    let status = details.as_ref().and_then(|node| node.get("httpStatusCode")).and_then(|node| node.number());
    ErrorTrait {
        server_fault: node.flag("fault") || status.is_some_and(|status| status >= 500),
        retryable: node.object_at("retryable").map(|node| node.flag("throttling")),
        code: details.and_then(|node| node.text_at("code")),
    }
}
