//! The properties of a file that determine the meaning of its names.

use crate::diagnostic::Code;
use crate::frontend::json::Node;
use crate::frontend::names::is_identifier;
use crate::model::{Protocol, Service, ShapeId};

/// The properties of a file that determine the meaning of its names.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The namespace of its shapes.
    pub(super) namespace: &'a str,
    /// True if the protocol that is generated has HTTP bindings.
    pub(super) is_rest: bool,
    /// True if a protocol that is listed has JSON names.
    pub(super) has_json_names: bool,
    /// True if a protocol that is listed has XML names.
    pub(super) has_xml_names: bool,
    /// True if errors have the codes of queries, beside or instead of their own.
    pub(super) has_query_errors: bool,
}

impl<'a> Scope<'a> {
    pub(super) fn of(service: Option<&'a Service>) -> Self {
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

/// Returns the id of the shape that `{"shape": name}` refers to.
pub(super) fn target(namespace: &str, node: &Node<'_>) -> Option<ShapeId> {
    let shape = node.need("shape")?;
    let name = shape.text()?;
    id(namespace, name, &shape)
}

/// Returns the id for a name. Reports a name that is not an identifier, because names become paths and tokens of
/// generated code.
pub(super) fn id(namespace: &str, name: &str, node: &Node<'_>) -> Option<ShapeId> {
    if is_identifier(name) {
        return Some(ShapeId::new(namespace, name));
    }
    node.error_with_help(
        Code::InvalidName,
        format!("`{name}` is not a valid name of a shape or operation"),
        "names are ASCII letters, digits and underscores, and do not begin with a digit",
    );
    None
}
