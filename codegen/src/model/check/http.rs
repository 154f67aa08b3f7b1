//! The rules of HTTP bindings, for protocols that use them.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::{Binding, Kind, Member, Model, Operation, Shape, ShapeId};

/// Reports HTTP bindings that are not valid.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for operation in &model.operations {
        host_prefix(model, operation, diagnostics);
        if model.service.protocol.is_supported() && model.service.protocol.is_rest() {
            let Some(http) = &operation.http else {
                let message = "the operation has no HTTP binding";
                let error = Diagnostic::error(Code::InvalidHttp, &operation.origin, message).shape(&operation.id);
                diagnostics.push(error.help("give it the trait `smithy.api#http` (in botocore, `http`)"));
                continue;
            };
            let input = members(model, operation.input.as_ref());
            labels(operation, input, &http.uri.labels().collect::<Vec<_>>(), &http.origin, diagnostics);
            let ends = operation.input.iter().chain(&operation.output).chain(&operation.errors);
            for shape in ends.filter_map(|id| model.shapes.get(id)) {
                bindings(model, shape, diagnostics);
            }
        }
    }
}

fn members<'m>(model: &'m Model, id: Option<&ShapeId>) -> &'m [Member] {
    match id.and_then(|id| model.shapes.get(id)).map(|shape| &shape.kind) {
        Some(Kind::Structure(members)) => members,
        _ => &[],
    }
}

/// Reports labels of the URI without a required member, and members that are bound to a label that the URI does not
/// have.
fn labels(operation: &Operation, input: &[Member], labels: &[&str], origin: &Origin, diagnostics: &mut Diagnostics) {
    let bound = |member: &&Member| member.traits.http == Some(Binding::Label);
    let by_name: HashMap<&str, &Member> = input.iter().filter(bound).map(|it| (it.name.as_str(), it)).collect();
    for &label in labels {
        let member = by_name.get(label);
        if member.is_some_and(|member| member.traits.required) {
            continue;
        }
        let (origin, message) = match member {
            Some(member) => (&member.origin, format!("`{label}` is part of the URI and is not required")),
            None => (origin, format!("nothing fills the label `{label}` of the URI")),
        };
        let help = format!("bind a required member `{label}` of the input to the URI with `httpLabel`");
        diagnostics.push(Diagnostic::error(Code::InvalidBinding, origin, message).shape(&operation.id).help(help));
    }
    let labels: HashSet<&str> = labels.iter().copied().collect();
    for member in input.iter().filter(bound).filter(|member| !labels.contains(member.name.as_str())) {
        let message = format!("`{}` fills a label that the URI does not have", member.name);
        let help = format!("write `{{{}}}` into the URI, or bind the member elsewhere", member.name);
        diagnostics
            .push(Diagnostic::error(Code::InvalidBinding, &member.origin, message).shape(&operation.id).help(help));
    }
}

/// Reports labels of the host prefix without a required string member, and characters that a host name cannot have.
fn host_prefix(model: &Model, operation: &Operation, diagnostics: &mut Diagnostics) {
    let Some(prefix) = &operation.host_prefix else { return };
    let input = members(model, operation.input.as_ref());
    let fills = |label: &str| {
        let member = input.iter().find(|member| member.name == label && member.traits.host_label);
        let target = member.filter(|member| member.traits.required).and_then(|member| model.shapes.get(&member.target));
        target.is_some_and(|target| matches!(target.kind, Kind::String | Kind::Enum(_)))
    };
    for label in host_labels(prefix) {
        let message = match label {
            Ok(label) if fills(label) => continue,
            Ok(label) => format!("nothing fills the label `{label}` of the host prefix `{prefix}`"),
            Err(part) => format!("`{part}` in the host prefix `{prefix}` cannot be part of a host"),
        };
        let error = Diagnostic::error(Code::InvalidBinding, &operation.origin, message).shape(&operation.id);
        diagnostics.push(error.help("use letters, digits, `-`, `.` and `{label}` of a required text with `hostLabel`"));
    }
}

/// Returns the labels of a host prefix. An `Err` is a literal part that is not valid in a host name.
pub(crate) fn host_labels(prefix: &str) -> impl Iterator<Item = Result<&str, &str>> {
    prefix.split('{').enumerate().flat_map(|(i, part)| {
        let (label, literal) = match (i, part.split_once('}')) {
            (0, _) => (None, part),
            (_, Some((label, literal))) => (Some(Ok(label)), literal),
            (_, None) => (Some(Err(part)), ""),
        };
        let plain = literal.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
        label.into_iter().chain((!plain).then_some(Err(literal)))
    })
}

/// Checks the bindings of one structure, each alone and all together.
fn bindings(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    let Kind::Structure(members) = &shape.kind else { return };
    let mut names: HashMap<(&str, String), &str> = HashMap::new();
    for member in members {
        let Some(binding) = &member.traits.http else { continue };
        let refuse = |message: String, help: &str| {
            Diagnostic::error(Code::InvalidBinding, &member.origin, message)
                .shape(format!("{}${}", shape.id, member.name))
                .help(help)
        };
        if let Some(wanted) = wanted(model, binding, &member.target) {
            let target = model.shapes.get(&member.target).map_or("unknown", |target| target.kind.name());
            let message = format!("a member of type {target} cannot be bound with `{}`", binding.name());
            diagnostics.push(refuse(message, &format!("that takes {wanted}")));
        }
        let (kind, name) = match binding {
            Binding::Label => continue,
            Binding::Query(name) => ("query", name.clone()),
            Binding::Header(name) if is_token(name) => ("header", name.to_ascii_lowercase()),
            Binding::PrefixHeaders(name) if name.is_empty() || is_token(name) => ("prefix", String::new()),
            Binding::Header(name) | Binding::PrefixHeaders(name) => {
                diagnostics
                    .push(refuse(format!("`{name}` cannot be the name of a header"), "use letters, digits and `-`"));
                continue;
            }
            Binding::QueryParams => ("all query parameters", String::new()),
            Binding::Payload => ("payload", String::new()),
            Binding::ResponseCode => ("status", String::new()),
        };
        if let Some(other) = names.insert((kind, name), &member.name) {
            let message =
                format!("`{other}` and `{}` are bound to the same place with `{}`", member.name, binding.name());
            diagnostics.push(refuse(message, "bind one of them elsewhere"));
        }
    }
    let has_payload = members.iter().any(|member| member.traits.http == Some(Binding::Payload));
    for member in members.iter().filter(|member| has_payload && member.traits.http.is_none()) {
        let message = format!("`{}` is not bound, although another member is the whole body", member.name);
        let error = Diagnostic::error(Code::InvalidBinding, &member.origin, message)
            .shape(format!("{}${}", shape.id, member.name));
        diagnostics.push(error.help("bind it to a header or the query"));
    }
}

/// Returns the description of the types that a binding accepts, if the target is of another type.
fn wanted(model: &Model, binding: &Binding, target: &ShapeId) -> Option<&'static str> {
    let kind = &model.shapes.get(target)?.kind;
    let (fits, wanted) = match binding {
        Binding::Label => (is_simple(kind), "a text, number, boolean or timestamp"),
        Binding::Query(_) | Binding::Header(_) => {
            let list_fits = matches!(kind, Kind::List(member) if simple(model, &member.target));
            (is_simple(kind) || list_fits, "a text, number, boolean or timestamp, or a list of them")
        }
        Binding::QueryParams => (
            matches!(kind, Kind::Map(_, value) if text(model, &value.target) || texts(model, &value.target)),
            "a map of texts, or of lists of texts",
        ),
        Binding::PrefixHeaders(_) => (matches!(kind, Kind::Map(_, v) if text(model, &v.target)), "a map of texts"),
        Binding::Payload => {
            (!matches!(kind, Kind::Boolean) && !is_number(kind), "a text, bytes, or what JSON can hold")
        }
        Binding::ResponseCode => (matches!(kind, Kind::Integer | Kind::IntEnum(_)), "an integer"),
    };
    (!fits).then_some(wanted)
}

fn simple(model: &Model, id: &ShapeId) -> bool {
    model.shapes.get(id).is_some_and(|shape| is_simple(&shape.kind))
}

fn text(model: &Model, id: &ShapeId) -> bool {
    model.shapes.get(id).is_some_and(|shape| matches!(shape.kind, Kind::String | Kind::Enum(_)))
}

fn texts(model: &Model, id: &ShapeId) -> bool {
    matches!(model.shapes.get(id).map(|shape| &shape.kind), Some(Kind::List(member)) if text(model, &member.target))
}

fn is_number(kind: &Kind) -> bool {
    use Kind::{BigDecimal, BigInteger, Byte, Double, Float, IntEnum, Integer, Long, Short};
    matches!(kind, Byte | Short | Integer | Long | Float | Double | BigInteger | BigDecimal | IntEnum(_))
}

fn is_simple(kind: &Kind) -> bool {
    is_number(kind) || matches!(kind, Kind::Boolean | Kind::String | Kind::Enum(_) | Kind::Timestamp)
}

/// Returns whether a name is a token of RFC 9110, as the name of a header must be.
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}
