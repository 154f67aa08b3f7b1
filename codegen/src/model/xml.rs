//! The names that members and structures have in XML and in query requests, with the defaults of Smithy's protocols:
//! <https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings>. It does not depend on the formats of models.

use super::{Binding, Kind, Member, Model, Shape, ShapeId, Shapes, XmlNamespace};

impl Shape {
    /// Returns the name of the root element if the shape is a whole body and no payload member sets another name.
    #[must_use]
    pub fn xml_root(&self) -> &str {
        self.traits.xml_name.as_deref().unwrap_or(self.id.name())
    }
}

impl Member {
    /// Returns the name of the member's element or attribute, and its part of a key in `awsQuery`. Of a flattened list
    /// or map it is the name of each item. A payload has [`Model::payload_root`] instead.
    #[must_use]
    pub fn xml_name(&self) -> &str {
        self.traits.xml_name.as_deref().unwrap_or(&self.name)
    }

    /// Returns the member's part of a key in requests of `ec2Query`: `ec2QueryName`, or else the XML name with its first
    /// letter as a capital.
    #[must_use]
    pub fn ec2_name(&self) -> String {
        if let Some(name) = &self.traits.query_name {
            return name.clone();
        }
        let mut letters = self.xml_name().chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    }
}

impl Model {
    /// Returns the name of the root element of a payload that is a structure or a union: the member's, or else the target's.
    /// The member's own name is not used.
    #[must_use]
    pub fn payload_root<'a>(&'a self, member: &'a Member) -> &'a str {
        let target = || self.shapes.get(&member.target).map_or(member.target.name(), Shape::xml_root);
        member.traits.xml_name.as_deref().unwrap_or_else(target)
    }

    /// Returns the namespace that a member's element declares: the member's, or else its target's. That of a structure or union
    /// holds where it is a root only.
    #[must_use]
    pub fn xml_namespace<'a>(&'a self, member: &'a Member) -> Option<&'a XmlNamespace> {
        let target = self.shapes.get(&member.target);
        let target = target.filter(|target| !matches!(target.kind, Kind::Structure(_) | Kind::Union(_)));
        let target = target.and_then(|target| target.traits.xml_namespace.as_ref());
        member.traits.xml_namespace.as_ref().or(target)
    }

    /// Returns the namespace that the root element of a request declares: the payload member's, if there is one, or else the
    /// shape's, or else the service's.
    #[must_use]
    pub fn root_namespace<'a>(&'a self, payload: Option<&'a Member>, shape: &'a Shape) -> Option<&'a XmlNamespace> {
        let payload = payload.and_then(|member| member.traits.xml_namespace.as_ref());
        payload.or(shape.traits.xml_namespace.as_ref()).or(self.service.traits.xml_namespace.as_ref())
    }
}

/// Removes XML names that are the default.
pub(crate) fn settle_xml_names(shapes: &mut Shapes) {
    for shape in shapes.iter_mut() {
        let own = shape.id.name().to_owned();
        clear_default(&mut shape.traits.xml_name, &own);
    }
    let mut roots = payload_roots(shapes).into_iter();
    for shape in shapes.iter_mut() {
        for member in shape.kind.members_mut() {
            if member.traits.http == Some(Binding::Payload) {
                let root = roots.next().unwrap_or_default();
                clear_default(&mut member.traits.xml_name, &root);
            } else {
                clear_default(&mut member.traits.xml_name, &member.name);
            }
        }
    }
}

/// Returns the name of the root element of each payload's target, in order.
fn payload_roots(shapes: &Shapes) -> Vec<String> {
    let members = shapes.iter().flat_map(|shape| shape.kind.members());
    let payloads = members.filter(|member| member.traits.http == Some(Binding::Payload));
    let root = |id: &ShapeId| shapes.get(id).map_or(id.name(), Shape::xml_root).to_owned();
    payloads.map(|member| root(&member.target)).collect()
}

fn clear_default(name: &mut Option<String>, default: &str) {
    if name.as_deref() == Some(default) {
        *name = None;
    }
}
