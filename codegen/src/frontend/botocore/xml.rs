//! Converts botocore's keys for XML and the query protocols to Smithy's traits.
//!
//! In botocore, a shape may have keys that its references lack. Smithy has names and `flattened` on members only, so
//! that the keys of a list or map move to the members that target it.

use std::collections::HashMap;

use super::scope::Scope;
use crate::diagnostic::Code;
use crate::frontend::json::Node;
use crate::model::{Binding, Kind, Member, Operation, Protocol, Service, Shape, ShapeId, Shapes, Traits, XmlNamespace};

/// Reads the XML keys of a shape or of a reference to a shape, if a protocol of the service uses them.
pub(super) fn read(traits: &mut Traits, node: &Node<'_>, scope: Scope<'_>) {
    if !scope.has_xml_names {
        return;
    }
    // With a `location`, `locationName` is the name of a header or of a query parameter.
    let name = node.get("locationName").filter(|_| node.get("location").is_none());
    traits.xml_name = name.and_then(|node| node.xml_name());
    traits.xml_attribute = node.flag("xmlAttribute");
    traits.xml_flattened = node.flag("flattened");
    traits.xml_namespace = node.get("xmlNamespace").and_then(|node| namespace(&node));
    traits.query_name = node.get("queryName").and_then(|node| node.query_name());
}

/// Reads a namespace: an object with a URI, or a URI alone.
pub(super) fn namespace(node: &Node<'_>) -> Option<XmlNamespace> {
    if node.value().is_string() {
        return Some(XmlNamespace { uri: node.namespace_uri()?, prefix: None });
    }
    node.xml_namespace()
}

/// The root elements of requests that operations declare: the name of the input structure, and the traits.
pub(super) type Roots = Vec<(String, Traits)>;

/// Reads the root elements of requests that operations declare. The element around a result always has the operation's
/// name, as in Smithy; any other is reported.
pub(super) fn roots(operations: &Node<'_>, scope: Scope<'_>) -> Roots {
    let mut all = Roots::new();
    for (name, operation) in operations.entries().filter(|_| scope.has_xml_names) {
        if let Some(input) = operation.get("input").filter(|input| input.value().is_object())
            && let Some(shape) = input.get("shape").and_then(|shape| shape.value().as_str())
        {
            let mut traits = Traits::default();
            read(&mut traits, &input, scope);
            all.push((shape.to_owned(), traits));
        }
        let wrapper = operation.get("output").filter(|output| output.value().is_object());
        let wrapper = wrapper.as_ref().and_then(|output| output.get("resultWrapper"));
        if let Some(node) = wrapper
            && let Some(found) = node.text()
            && found != format!("{name}Result")
        {
            let message = format!("the result of `{name}` cannot be wrapped in `{found}`");
            node.error_with_help(Code::InvalidTrait, message, format!("write `{name}Result`"));
        }
    }
    all
}

/// Moves the XML keys of shapes to the members that target them, and those of operations to their inputs, as in Smithy.
pub(super) fn settle(roots: Roots, service: &mut Service, operations: &[Operation], shapes: &mut Shapes) {
    if !service.protocols().any(Protocol::has_xml_names) {
        return;
    }
    let words: HashMap<ShapeId, Words> = shapes.iter().map(|shape| (shape.id.clone(), Words::of(shape))).collect();
    for shape in shapes.iter_mut() {
        let has_flattened = matches!(shape.kind, Kind::Structure(_) | Kind::Union(_));
        for member in shape.kind.members_mut() {
            if let Some(words) = words.get(&member.target) {
                words.give(member, has_flattened);
            }
            member.traits.xml_flattened &= has_flattened;
        }
        if !has_flattened {
            shape.traits.xml_name = None;
        }
        shape.traits.xml_flattened = false;
    }
    for (name, said) in roots {
        let Some(shape) = shapes.get_mut(&ShapeId::new(service.id.namespace(), &name)) else { continue };
        shape.traits.xml_name = shape.traits.xml_name.take().or(said.xml_name);
        shape.traits.xml_namespace = shape.traits.xml_namespace.take().or(said.xml_namespace);
    }
    if service.protocols().any(|it| matches!(it, Protocol::RestXml { .. })) {
        share_namespace(service, operations, shapes);
    }
}

/// The XML keys of a shape that Smithy has on the members that target it.
struct Words {
    name: Option<String>,
    is_flattened: bool,
    /// The name of a list's elements. For a flattened list, it replaces the name of the member.
    item: Option<String>,
    namespace: Option<XmlNamespace>,
}

impl Words {
    fn of(shape: &Shape) -> Self {
        let is_structure = matches!(shape.kind, Kind::Structure(_) | Kind::Union(_));
        let item = match &shape.kind {
            Kind::List(member) => member.traits.xml_name.clone(),
            _ => None,
        };
        Self {
            // In Smithy, the name and the namespace of a structure apply to it as a root only. In botocore's models,
            // the namespace applies to members.
            name: shape.traits.xml_name.clone().filter(|_| !is_structure),
            is_flattened: shape.traits.xml_flattened,
            item,
            namespace: shape.traits.xml_namespace.clone().filter(|_| is_structure),
        }
    }

    fn give(&self, member: &mut Member, has_flattened: bool) {
        let traits = &mut member.traits;
        let is_in_body = matches!(traits.http, None | Some(Binding::Payload));
        if !is_in_body {
            return;
        }
        traits.xml_name = traits.xml_name.take().or_else(|| self.name.clone());
        traits.xml_namespace = traits.xml_namespace.take().or_else(|| self.namespace.clone());
        if self.is_flattened && has_flattened {
            traits.xml_flattened = true;
            traits.xml_name = self.item.clone().or(traits.xml_name.take());
        }
    }
}

/// Moves a namespace that the roots of all requests declare to the service.
fn share_namespace(service: &mut Service, operations: &[Operation], shapes: &mut Shapes) {
    let inputs = || operations.iter().filter_map(|operation| shapes.get(operation.input.as_ref()?));
    let mut declared = inputs().filter_map(|input| declared(input, shapes));
    let Some(Some(shared)) = declared.next().map(Option::<&_>::cloned) else { return };
    if service.traits.xml_namespace.is_some() || !declared.all(|other| other == Some(&shared)) {
        return;
    }
    let inputs: Vec<ShapeId> = operations.iter().filter_map(|operation| operation.input.clone()).collect();
    let shared = Some(shared);
    for shape in shapes.iter_mut() {
        if inputs.contains(&shape.id) && shape.traits.xml_namespace == shared {
            shape.traits.xml_namespace = None;
        }
        let payloads = shape.kind.members_mut().filter(|member| member.traits.http == Some(Binding::Payload));
        payloads.filter(|member| member.traits.xml_namespace == shared).for_each(|it| it.traits.xml_namespace = None);
    }
    service.traits.xml_namespace = shared;
}

/// Returns the namespace that the root of a request declares, if any; `None` for a request without a root.
fn declared<'a>(input: &'a Shape, shapes: &'a Shapes) -> Option<Option<&'a XmlNamespace>> {
    if let Some(payload) = input.kind.members().find(|member| member.traits.http == Some(Binding::Payload)) {
        let target = shapes.get(&payload.target)?;
        let has_root = matches!(target.kind, Kind::Structure(_) | Kind::Union(_));
        return has_root.then_some(payload.traits.xml_namespace.as_ref());
    }
    let has_body = input.kind.members().any(|member| member.traits.http.is_none());
    has_body.then_some(input.traits.xml_namespace.as_ref())
}
