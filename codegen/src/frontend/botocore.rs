//! botocore's `service-2.json` to the model. botocore's words end here: its `exception`, `fault` and
//! `locationName` become Smithy's traits.

mod http;

use std::collections::{HashMap, HashSet};

use super::json::Node;
use super::{context, enum_name, is_identifier, sent};
use crate::diagnostic::Code;
use crate::model::{
    Auth, Binding, Deprecated, Documentation, EnumMember, ErrorTrait, Kind, Markup, Member, Model, Operation, Protocol,
    Service, Shape, ShapeId, Shapes, TimestampFormat, Traits,
};
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
                let mut operation = operation(&namespace, name, &node, is_rest)?;
                operation.auth = auth(&node, metadata.as_ref());
                Some(operation)
            })
            .collect::<Vec<Operation>>()
    });
    let all = root.need("shapes");
    let shapes = all.as_ref().map(|node| shapes(&namespace, node));
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
        traits: traits(root),
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

/// Whether a compression may be gzip.
fn gzip(compression: &Node<'_>) -> bool {
    let encodings = compression.get("encodings");
    encodings.iter().flat_map(Node::elements).any(|node| node.text() == Some("gzip"))
}

/// Where an operation says that its request needs a checksum.
fn checksum(node: &Node<'_>) -> Option<crate::diagnostic::Origin> {
    let by_trait = node.get("httpChecksum").filter(|node| node.flag("requestChecksumRequired"));
    let required = || node.get("httpChecksumRequired").filter(|node| node.boolean() == Some(true));
    by_trait.or_else(required).map(|node| node.origin())
}

/// How an operation is authenticated: as it says itself, else as its service says.
fn auth(node: &Node<'_>, metadata: Option<&Node<'_>>) -> Auth {
    let auth = schemes(node, "authtype").or_else(|| schemes(metadata?, "signatureVersion")).unwrap_or_default();
    match auth {
        Auth::SigV4 if node.flag("unsignedPayload") => Auth::SigV4UnsignedPayload,
        auth => auth,
    }
}

/// A list of ways to authenticate, or the older key that has one. botocore's own names become the ids of traits.
fn schemes(node: &Node<'_>, older: &str) -> Option<Auth> {
    if let Some(list) = node.get("auth") {
        return Some(Auth::of(&list.elements().filter_map(|node| node.text()).collect::<Vec<_>>()));
    }
    Some(match node.get(older)?.text()? {
        "v4" => Auth::SigV4,
        "v4-unsigned-body" => Auth::SigV4UnsignedPayload,
        "none" => Auth::None,
        "bearer" => Auth::of(&["smithy.api#httpBearerAuth"]),
        other => Auth::Other(vec![format!("codegen.auth#{other}")]),
    })
}

fn operation(namespace: &str, name: &str, node: &Node<'_>, is_rest: bool) -> Option<Operation> {
    node.value().as_object().or_else(|| {
        node.error(Code::WrongType, "an operation is an object");
        None
    })?;
    if let Some(node) = node.object_at("endpointdiscovery").filter(|node| node.flag("required")) {
        node.warning(
            Code::UnsupportedFeature,
            format!("the endpoint of {name} has to be asked for: give the client its URL"),
        );
    }
    let end = |key| node.get(key).and_then(|end| target(namespace, &end));
    let errors = node.get("errors");
    Some(Operation {
        id: id(namespace, name, &node.at_key())?,
        input: end("input"),
        output: end("output"),
        errors: errors.iter().flat_map(Node::elements).filter_map(|node| target(namespace, &node)).collect(),
        traits: traits(node),
        readonly: node.flag("readonly"),
        idempotent: node.flag("idempotent"),
        auth: Auth::default(),
        context: context::context(
            node.get("staticContextParams").as_ref(),
            node.get("operationContextParams").as_ref(),
        ),
        paginated: None,
        waiters: Vec::new(),
        examples: Vec::new(),
        http: if is_rest { http::http(node) } else { None },
        host_prefix: node.object_at("endpoint").and_then(|node| node.text_at("hostPrefix")),
        compressed: node.get("requestcompression").is_some_and(|node| gzip(&node)),
        checksum: checksum(node),
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
        Code::InvalidName,
        format!("`{name}` is no name of a shape or operation"),
        "names are ASCII letters, digits and underscores, and do not begin with a digit",
    );
    None
}

fn shapes(namespace: &str, node: &Node<'_>) -> Shapes {
    let mut all = Shapes::default();
    for (name, node) in node.entries() {
        match (id(namespace, name, &node.at_key()), kind(namespace, &node)) {
            (Some(id), Some(kind)) => {
                let mut shape = Shape { id, kind, traits: traits(&node), origin: node.origin() };
                shape.settle_code();
                all.insert(shape);
            }
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
        // Its events are botocore's members, and it is a stream wherever it is a member.
        "structure" if node.flag("union") || node.flag("eventstream") => Kind::Union(members(namespace, node)),
        "structure" => Kind::Structure(members(namespace, node)),
        other => {
            let near = nearest(other, KINDS.iter().copied());
            let help = near.map_or(format!("known are {}", KINDS.join(", ")), |near| format!("did you mean `{near}`?"));
            named.error_with_help(Code::UnknownType, format!("there is no type `{other}`"), help);
            return None;
        }
    })
}

fn enum_members(values: &Node<'_>) -> Vec<EnumMember> {
    let mut all: Vec<EnumMember> = Vec::new();
    let (mut known, mut names) = (HashMap::new(), HashSet::new());
    for node in values.elements() {
        let Some(value) = node.text() else { continue };
        if let Some(first) = known.get(value) {
            let message = format!("the enum has the value `{value}` twice");
            node.error_beside(
                Code::DuplicateValue,
                message,
                "remove one of them",
                (first, "here it is for the first time"),
            );
            continue;
        }
        known.insert(value, node);
        all.push(EnumMember { name: enum_name(value, &mut names), value: value.to_owned(), traits: Traits::default() });
    }
    all
}

/// The members of a structure or union, with what the structure says of them: which are required, and which is the
/// payload.
fn members(namespace: &str, node: &Node<'_>) -> Vec<Member> {
    let required = node.get("required");
    let required: Vec<Node<'_>> = required.iter().flat_map(Node::elements).collect();
    let mut members: Vec<Member> = match node.need("members") {
        Some(all) => all.entries().filter_map(|(name, node)| named_member(namespace, name, &node)).collect(),
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
        entry.error_with_help(Code::UnknownMember, format!("`{name}` is required and is no member"), help);
    }
    if let Some(payload) = node.get("payload").filter(|_| !node.flag("eventstream"))
        && let Some(name) = payload.text()
    {
        match members.iter_mut().find(|member| member.name == name) {
            Some(member) => member.traits.http = Some(Binding::Payload),
            None => payload.error_with_help(
                Code::UnknownMember,
                format!("`{name}` is the payload and is no member"),
                "name a member",
            ),
        }
    }
    members
}

/// A member of a structure or union, which may have another name in JSON.
fn named_member(namespace: &str, name: &str, node: &Node<'_>) -> Option<Member> {
    let mut member = member(namespace, name, node)?;
    if member.traits.http.is_none() {
        member.traits.json_name = node.text_at("locationName").filter(|other| other != name);
    }
    Some(member)
}

fn member(namespace: &str, name: &str, node: &Node<'_>) -> Option<Member> {
    if !is_identifier(name) {
        node.at_key().error_with_help(
            Code::InvalidName,
            format!("`{name}` is no name of a member"),
            "names are ASCII letters, digits and underscores, and do not begin with a digit",
        );
        return None;
    }
    let (target, http) = (target(namespace, node), http::binding(name, node));
    let traits = traits(node);
    // A text that is JSON itself is written in base64 where it is a header, which Smithy says by its media type.
    let media_type = node.flag("jsonvalue").then(|| "application/json".to_owned());
    Some(Member {
        name: name.to_owned(),
        target: target?,
        traits: Traits { http, media_type, host_label: node.flag("hostLabel"), ..traits },
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
        json_name: None,
        http: None,
        host_label: false,
        media_type: None,
        streaming: node.flag("streaming") || node.flag("eventstream"),
        context_param: node.get("contextParam").and_then(|node| context::member(&node)),
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
                Code::UnknownTimestampFormat,
                format!("there is no timestamp format `{other}`"),
                "use `unixTimestamp`, `iso8601` or `rfc822`",
            );
            None
        }
    }
}

fn error(node: &Node<'_>) -> ErrorTrait {
    let details = node.object_at("error");
    let status = details.as_ref().and_then(|node| node.get("httpStatusCode")).and_then(|node| node.status());
    ErrorTrait {
        server_fault: node.flag("fault") || status.is_some_and(|status| status >= 500),
        retryable: node.object_at("retryable").map(|node| node.flag("throttling")),
        code: details.and_then(|node| node.text_at("code")),
        status,
    }
}
