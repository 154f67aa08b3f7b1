//! Checks XML traits, and the names of members in requests and responses under the service's protocol.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Kind, Member, Model, Protocol, Shape};

/// Reports traits on shapes and members that cannot have them.
pub(super) fn traits(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    if shape.traits.xml_attribute || shape.traits.xml_flattened {
        let name = if shape.traits.xml_attribute { "xmlAttribute" } else { "xmlFlattened" };
        let message = format!("`{name}` is a trait of members, and `{}` is a shape", shape.id.name());
        let error = Diagnostic::error(Code::InvalidTrait, &shape.origin, message).shape(&shape.id);
        diagnostics.push(error.help("move the trait to the members that target the shape"));
    }
    for member in shape.kind.members() {
        let Some(target) = model.shapes.get(&member.target) else { continue };
        let (kind, target) = (&target.kind, target.kind.name());
        let mut refuse = |message: String, help: &str| {
            let error = Diagnostic::error(Code::InvalidTrait, &member.origin, message);
            diagnostics.push(error.shape(format!("{}${}", shape.id, member.name)).help(help));
        };
        if member.traits.xml_attribute && !(matches!(shape.kind, Kind::Structure(_)) && is_attribute(kind)) {
            let message = format!("a member of type {target} of a {} cannot be an XML attribute", shape.kind.name());
            refuse(message, "only a text, number, boolean or timestamp of a structure can");
        }
        let has_parts = matches!(shape.kind, Kind::Structure(_) | Kind::Union(_));
        if member.traits.xml_flattened && !(has_parts && matches!(kind, Kind::List(_) | Kind::Map(..))) {
            let message = format!("a member of type {target} of a {} cannot be flattened", shape.kind.name());
            refuse(message, "only a list or a map of a structure or union can");
        }
    }
}

/// Returns true for the types whose values are written as text.
fn is_attribute(kind: &Kind) -> bool {
    use Kind::{Blob, Document, List, Map, Structure, Union};
    !matches!(kind, Blob | Document | List(_) | Map(..) | Structure(_) | Union(_))
}

/// Reports two members of a structure or union that the service's protocol cannot distinguish.
pub(super) fn wire_names(protocol: &Protocol, shape: &Shape, diagnostics: &mut Diagnostics) {
    match protocol {
        // Members have their own names, which are unique in a structure.
        Protocol::RpcV2Cbor { .. } => {}
        Protocol::RestXml { .. } | Protocol::AwsQuery => {
            names(shape, true, |member| member.xml_name().to_owned(), diagnostics);
        }
        Protocol::Ec2Query => {
            names(shape, true, |member| member.xml_name().to_owned(), diagnostics);
            names(shape, false, Member::ec2_name, diagnostics);
        }
        Protocol::AwsJson { .. } | Protocol::RestJson | Protocol::Unsupported(_) | Protocol::None => {
            let name = |member: &Member| member.traits.json_name.as_ref().unwrap_or(&member.name).clone();
            names(shape, false, name, diagnostics);
        }
    }
}

/// Reports members that have the same name. An element and an attribute may have the same name.
fn names(shape: &Shape, is_in_xml: bool, name: impl Fn(&Member) -> String, diagnostics: &mut Diagnostics) {
    let (Kind::Structure(members) | Kind::Union(members)) = &shape.kind else { return };
    let mut names: HashMap<(bool, String), &Member> = HashMap::new();
    for member in members.iter().filter(|member| member.traits.http.is_none()) {
        let name = name(member);
        let Some(other) = names.insert((is_in_xml && member.traits.xml_attribute, name.clone()), member) else {
            continue;
        };
        let about = format!("{}${}", shape.id, member.name);
        let message = format!("`{name}` is the name of `{}` and of `{}` on the wire", other.name, member.name);
        let (code, help) = (Code::DuplicateWireName, "rename one of them");
        let diagnostic = match [other, member].into_iter().find(|it| it.traits.deprecated.is_some()) {
            // S3 replaced one value by a list, and has both under the same name.
            Some(old) if is_in_xml => {
                let message = format!("{message}: `{}`, which is deprecated, is never read", old.name);
                Diagnostic::warning(code, &member.origin, message)
            }
            _ => Diagnostic::error(code, &member.origin, message),
        };
        diagnostics.push(diagnostic.related(&other.origin, "the other member").shape(about).help(help));
    }
}
