//! Operations with their traits.

use super::http;
use super::scope::{Scope, id, target};
use super::shapes::traits;
use crate::diagnostic::Code;
use crate::frontend::context;
use crate::frontend::json::Node;
use crate::frontend::names::discovered;
use crate::model::{Auth, Operation};

/// Returns whether gzip is among the encodings of a compression trait.
fn gzip(compression: &Node<'_>) -> bool {
    let encodings = compression.get("encodings");
    encodings.iter().flat_map(Node::elements).any(|node| node.text() == Some("gzip"))
}

/// Returns the place of the key by which an operation requires a checksum; `None` if it does not.
fn checksum(node: &Node<'_>) -> Option<crate::diagnostic::Origin> {
    let by_trait = node.get("httpChecksum").filter(|node| node.flag("requestChecksumRequired"));
    let required = || node.get("httpChecksumRequired").filter(|node| node.boolean() == Some(true));
    by_trait.or_else(required).map(|node| node.origin())
}

/// Reads the auth scheme of an operation: its own if it states one, otherwise that of the service.
pub(super) fn auth(node: &Node<'_>, metadata: Option<&Node<'_>>) -> Auth {
    let auth = schemes(node, "authtype").or_else(|| schemes(metadata?, "signatureVersion")).unwrap_or_default();
    match auth {
        Auth::SigV4 if node.flag("unsignedPayload") => Auth::SigV4UnsignedPayload,
        auth => auth,
    }
}

/// Reads a list of auth schemes, or the older key with one auth scheme. botocore's own names become the ids of traits.
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

pub(super) fn operation(scope: Scope<'_>, name: &str, node: &Node<'_>) -> Option<Operation> {
    node.value().as_object().or_else(|| {
        node.error(Code::WrongType, "an operation is an object");
        None
    })?;
    if let Some(node) = node.object_at("endpointdiscovery").filter(|node| node.flag("required")) {
        discovered(&node, name);
    }
    let end = |key| node.get(key).and_then(|end| target(scope.namespace, &end));
    let errors = node.get("errors");
    Some(Operation {
        id: id(scope.namespace, name, &node.at_key())?,
        input: end("input"),
        output: end("output"),
        errors: errors.iter().flat_map(Node::elements).filter_map(|node| target(scope.namespace, &node)).collect(),
        retired_errors: Vec::new(),
        traits: traits(node),
        readonly: node.flag("readonly"),
        idempotent: node.flag("idempotent"),
        not_idempotent: false,
        auth: Auth::default(),
        context: context::context(
            node.get("staticContextParams").as_ref(),
            node.get("operationContextParams").as_ref(),
        ),
        paginated: None,
        waiters: Vec::new(),
        examples: Vec::new(),
        http: if scope.is_rest { http::http(node) } else { None },
        host_prefix: node.object_at("endpoint").and_then(|node| node.text_at("hostPrefix")),
        compressed: node.get("requestcompression").is_some_and(|node| gzip(&node)),
        checksum: checksum(node),
        document: None,
        headers: Vec::new(),
        unsupported: None,
        origin: node.origin(),
    })
}
