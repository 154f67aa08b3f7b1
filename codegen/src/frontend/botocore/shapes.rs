//! Shapes: converts botocore's types, members and flags to Smithy's.

use std::collections::HashMap;

use super::scope::{Scope, id, target};
use super::{http, xml};
use crate::diagnostic::Code;
use crate::frontend::context;
use crate::frontend::json::Node;
use crate::frontend::names::{EnumNames, is_identifier};
use crate::model::{
    Binding, Bounds, Constraints, Deprecated, Documentation, EnumMember, ErrorTrait, Kind, Markup, Member, QueryError,
    Shape, Shapes, TimestampFormat, Traits,
};
use crate::suggest::{did_you_mean, nearest, nearest_of_few};

pub(super) fn shapes(scope: Scope<'_>, node: &Node<'_>) -> Shapes {
    let mut all = Shapes::default();
    for (name, node) in node.entries() {
        match (id(scope.namespace, name, &node.at_key()), kind(scope, &node)) {
            (Some(id), Some(kind)) => {
                let mut traits = traits(&node);
                xml::read(&mut traits, &node, scope);
                if let Some(error) = traits.error.as_mut().filter(|_| scope.has_query_errors) {
                    error.query_error = query_error(error);
                }
                let mut shape = Shape { id, kind, traits, origin: node.origin() };
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

fn kind(scope: Scope<'_>, node: &Node<'_>) -> Option<Kind> {
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
        "list" => Kind::List(Box::new(member(scope, "member", &node.need("member")?)?)),
        "map" => {
            let (key, value) = (node.need("key"), node.need("value"));
            Kind::Map(Box::new(member(scope, "key", &key?)?), Box::new(member(scope, "value", &value?)?))
        }
        "structure" if node.flag("document") => Kind::Document,
        // An event stream is a structure with the events as members in botocore, and a streaming union in Smithy.
        "structure" if node.flag("union") || node.flag("eventstream") => Kind::Union(members(scope, node)),
        "structure" => Kind::Structure(members(scope, node)),
        other => {
            let near = nearest(other, KINDS.iter().copied());
            let help = near.map_or(format!("expected one of {}", KINDS.join(", ")), did_you_mean);
            named.error_with_help(Code::UnknownType, format!("there is no type `{other}`"), help);
            return None;
        }
    })
}

fn enum_members(values: &Node<'_>) -> Vec<EnumMember> {
    let mut all: Vec<EnumMember> = Vec::new();
    let (mut known, mut names) = (HashMap::new(), EnumNames::default());
    for node in values.elements() {
        let Some(value) = node.text() else { continue };
        if let Some(first) = known.get(value) {
            let message = format!("the enum has the value `{value}` twice");
            node.error_beside(Code::DuplicateValue, message, "remove one of them", (first, "first defined here"));
            continue;
        }
        known.insert(value, node);
        all.push(EnumMember { name: names.of_value(value), value: value.to_owned(), traits: Traits::default() });
    }
    all
}

/// Reads the members of a structure or union. The structure states which members are required, and which is the
/// payload.
fn members(scope: Scope<'_>, node: &Node<'_>) -> Vec<Member> {
    let required = node.get("required");
    let required: Vec<Node<'_>> = required.iter().flat_map(Node::elements).collect();
    let mut members: Vec<Member> = match node.need("members") {
        Some(all) => all.entries().filter_map(|(name, node)| named_member(scope, name, &node)).collect(),
        None => Vec::new(),
    };
    let places: HashMap<String, usize> = members.iter().enumerate().map(|(i, it)| (it.name.clone(), i)).collect();
    for entry in &required {
        let Some(name) = entry.text() else { continue };
        if let Some(&at) = places.get(name) {
            members[at].traits.required = true;
            continue;
        }
        let near = nearest_of_few(node.found(), name, members.iter().map(|member| member.name.as_str()));
        let help = near.map_or("remove it, or add the member".to_owned(), did_you_mean);
        entry.error_with_help(Code::UnknownMember, format!("`{name}` is required but is not a member"), help);
    }
    if let Some(payload) = node.get("payload").filter(|_| !node.flag("eventstream"))
        && let Some(name) = payload.text()
    {
        match members.iter_mut().find(|member| member.name == name) {
            Some(member) => member.traits.http = Some(Binding::Payload),
            None => payload.error_with_help(
                Code::UnknownMember,
                format!("`{name}` is the payload but is not a member"),
                "name a member",
            ),
        }
    }
    members
}

/// Reads a member of a structure or union, which may have another name in JSON.
fn named_member(scope: Scope<'_>, name: &str, node: &Node<'_>) -> Option<Member> {
    let mut member = member(scope, name, node)?;
    if member.traits.http.is_none() && scope.has_json_names {
        member.traits.json_name = node.text_at("locationName").filter(|other| other != name);
    }
    Some(member)
}

fn member(scope: Scope<'_>, name: &str, node: &Node<'_>) -> Option<Member> {
    if !is_identifier(name) {
        node.at_key().error_with_help(
            Code::InvalidName,
            format!("`{name}` is not a valid member name"),
            "names are ASCII letters, digits and underscores, and do not begin with a digit",
        );
        return None;
    }
    let (target, http) = (target(scope.namespace, node), http::binding(name, node));
    let mut traits = traits(node);
    xml::read(&mut traits, node, scope);
    // A string with JSON content is written in base64 in a header. Smithy expresses this by its media type.
    let media_type = node.flag("jsonvalue").then(|| "application/json".to_owned());
    Some(Member {
        name: name.to_owned(),
        target: target?,
        traits: Traits { http, media_type, host_label: node.flag("hostLabel"), ..traits },
        origin: node.origin(),
    })
}

pub(super) fn traits(node: &Node<'_>) -> Traits {
    Traits {
        kept: None,
        documentation: node
            .text_at("documentation")
            .filter(|text| !text.trim().is_empty())
            .map(|text| Documentation { text, markup: Markup::Html }),
        deprecated: node
            .flag("deprecated")
            .then(|| Deprecated { since: node.text_at("deprecatedSince"), message: node.text_at("deprecatedMessage") }),
        sensitive: node.flag("sensitive"),
        required: false,
        client_optional: false,
        default: None,
        sparse: node.flag("sparse"),
        idempotency_token: node.flag("idempotencyToken"),
        timestamp_format: node.get("timestampFormat").and_then(|node| timestamp_format(&node)),
        json_name: None,
        xml_name: None,
        xml_attribute: false,
        xml_flattened: false,
        xml_namespace: None,
        xml_unwrapped: false,
        label_default: None,
        last_segment: false,
        query_name: None,
        http: None,
        host_label: false,
        media_type: None,
        streaming: node.flag("streaming") || node.flag("eventstream"),
        requires_length: node.flag("requiresLength"),
        context_param: node.get("contextParam").and_then(|node| context::member(&node)),
        error: node.flag("exception").then(|| error(node)),
        constraints: constraints(node),
    }
}

/// Reads the constraints of a shape. Its bounds are a range if its values are numbers, otherwise a length. The bounds
/// of a member, which has no type, are not read.
fn constraints(node: &Node<'_>) -> Option<Box<Constraints>> {
    let kind = node.get("type")?.value().as_str()?;
    let bounds = Bounds::of(node.number_text_at("min"), node.number_text_at("max"));
    let pattern = node.text_at("pattern");
    let (length, range) = match kind {
        "byte" | "short" | "integer" | "long" | "float" | "double" => (None, bounds),
        "string" | "blob" | "list" | "map" => (bounds, None),
        _ => (None, None),
    };
    Constraints { length, range, pattern: pattern.filter(|_| kind == "string") }.stated()
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
    let sender_fault = details.as_ref().and_then(|node| node.get("senderFault")).and_then(|node| node.boolean());
    let by_status = || status.is_some_and(|status| status >= 500);
    ErrorTrait {
        server_fault: node.flag("fault") || sender_fault.map_or_else(by_status, |sender| !sender),
        retryable: node.object_at("retryable").map(|node| node.flag("throttling")),
        code: details.and_then(|node| node.text_at("code")),
        query_error: None,
        status,
    }
}

/// Returns the `awsQueryError` trait of an error. It needs a code; the status is optional.
fn query_error(error: &ErrorTrait) -> Option<QueryError> {
    let status = error.status.unwrap_or(if error.server_fault { 500 } else { 400 });
    Some(QueryError { code: error.code.clone()?, status })
}
