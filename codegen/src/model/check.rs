//! The rules that a model must satisfy before code is generated from it, for both formats. All violations are reported,
//! not only the first.

mod http;
mod xml;

pub(crate) use http::host_labels;

use std::collections::HashMap;

use super::{Kind, Model, Pagination, Shape, ShapeId, Shapes, member_path};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::suggest::{did_you_mean, nearest_of_few};

/// Reports all violations of the rules.
pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let before = diagnostics.has_errors();
    for shape in model.shapes.iter() {
        if !few_members(shape, diagnostics) {
            continue;
        }
        targets(model, shape, diagnostics);
        xml::wire_names(&model.service.protocol, shape, diagnostics);
        xml::traits(model, shape, diagnostics);
        few_required(shape, diagnostics);
    }
    for operation in &model.operations {
        structures_only(model, operation, diagnostics);
    }
    if !before && !diagnostics.has_errors() {
        http::check(model, diagnostics);
        list_cycles(&model.shapes, diagnostics);
        if !diagnostics.has_errors() {
            deep_structures(model, diagnostics);
        }
        for operation in &model.operations {
            error_codes(model, operation, diagnostics);
        }
        for operation in &model.operations {
            if let Some(pagination) = &operation.paginated {
                pages(model, operation, pagination, diagnostics);
            }
        }
    }
}

/// Reports members whose target does not exist, map keys that are not strings, and idempotency tokens that are not
/// strings.
fn targets(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    for member in shape.kind.members() {
        let Some(target) = model.shapes.get(&member.target) else {
            let about = format!("{}${}", shape.id, member.name);
            let error = missing(model, &member.target, &member.origin, diagnostics.count());
            diagnostics.extend(error.map(|error| error.shape(about)));
            continue;
        };
        let is_key = matches!(&shape.kind, Kind::Map(key, _) if key.name == member.name);
        if is_key && !matches!(target.kind, Kind::String | Kind::Enum(_)) {
            let message =
                format!("a map's keys must be strings, and `{}` is of type {}", target.id, target.kind.name());
            diagnostics.push(
                Diagnostic::error(Code::InvalidMapKey, &member.origin, message)
                    .shape(&shape.id)
                    .help("name a string or an enum"),
            );
        }
        if member.traits.idempotency_token && !matches!(target.kind, Kind::String) {
            let message =
                format!("an idempotency token must be a string, and `{}` is of type {}", target.id, target.kind.name());
            diagnostics.push(
                Diagnostic::error(Code::InvalidIdempotencyToken, &member.origin, message)
                    .shape(&shape.id)
                    .help("name a string, or remove the trait"),
            );
        }
    }
}

/// The maximum number of members of a structure or union, or of values of an enum. Published models have up to 1,200.
const MOST_MEMBERS: usize = 20_000;

/// Returns whether the compiler can handle the number of members of a shape. Reports a shape with too many.
fn few_members(shape: &Shape, diagnostics: &mut Diagnostics) -> bool {
    let count = match &shape.kind {
        Kind::Enum(values) => values.len(),
        Kind::IntEnum(values) => values.len(),
        Kind::Structure(members) | Kind::Union(members) => members.len(),
        _ => 0,
    };
    if count > MOST_MEMBERS {
        let message = format!("`{}` has {count} members", shape.id.name());
        let error = Diagnostic::error(Code::UnsupportedFeature, &shape.origin, message).shape(&shape.id);
        diagnostics.push(error.help(format!("types can have {MOST_MEMBERS} members at the most")));
    }
    count <= MOST_MEMBERS
}

/// The maximum number of required members of a structure. Published models have up to 22.
const MOST_REQUIRED: usize = 100;

/// Reports a structure with too many required members. The size of a builder grows with the square of their number,
/// because the setter of each names all of them.
fn few_required(shape: &Shape, diagnostics: &mut Diagnostics) {
    let Kind::Structure(members) = &shape.kind else { return };
    let required = members.iter().filter(|member| member.traits.required).count();
    if required > MOST_REQUIRED {
        let message = format!("`{}` has {required} required members", shape.id.name());
        let error = Diagnostic::error(Code::UnsupportedFeature, &shape.origin, message).shape(&shape.id);
        diagnostics.push(error.help(format!("builders can require {MOST_REQUIRED} members")));
    }
}

/// Returns the error for a shape that the model does not have. `None` if the shape exists and could not be read, which
/// has been reported.
fn missing(model: &Model, id: &ShapeId, origin: &Origin, found: usize) -> Option<Diagnostic> {
    if model.shapes.is_unread(id) {
        return None;
    }
    let error = Diagnostic::error(Code::UnknownShape, origin, format!("the model has no shape `{}`", id.name()));
    let near = nearest_of_few(found, id.name(), model.shapes.iter().map(|shape| shape.id.name()));
    Some(error.help(match near {
        Some(near) => did_you_mean(near),
        None => "define the shape, or correct the reference".to_owned(),
    }))
}

/// Reports inputs, outputs and errors of an operation that are not structures, and errors without the trait `error`.
fn structures_only(model: &Model, operation: &super::Operation, diagnostics: &mut Diagnostics) {
    let place = |keys: &[&str]| operation.origin.below(keys);
    let input = operation.input.iter().map(|id| ("input", id, place(&["input"])));
    let output = operation.output.iter().map(|id| ("output", id, place(&["output"])));
    let errors = operation.errors.iter().enumerate().map(|(i, id)| ("error", id, place(&["errors", &i.to_string()])));
    for (what, id, origin) in input.chain(output).chain(errors) {
        let Some(shape) = model.shapes.get(id) else {
            let error = missing(model, id, &origin, diagnostics.count());
            diagnostics.extend(error.map(|error| error.shape(&operation.id)));
            continue;
        };
        if !matches!(shape.kind, Kind::Structure(_)) {
            let message =
                format!("an operation's {what} must be a structure, and `{id}` is of type {}", shape.kind.name());
            diagnostics.push(
                Diagnostic::error(Code::NotAStructure, &origin, message)
                    .shape(&operation.id)
                    .help("name a structure, of which this can be a member"),
            );
        } else if what == "error" && shape.traits.error.is_none() {
            let message = format!("`{id}` is listed as an error and is not marked as one");
            diagnostics.push(
                Diagnostic::error(Code::NotAnError, &shape.origin, message)
                    .shape(&operation.id)
                    .help("mark the shape: `\"exception\": true`, or the trait `smithy.api#error`"),
            );
        }
    }
}

/// Warns of two errors of an operation with the same code. A response has only a code, so that only the first error can
/// be returned.
fn error_codes(model: &Model, operation: &super::Operation, diagnostics: &mut Diagnostics) {
    let mut codes = HashMap::new();
    for (i, shape) in operation.errors.iter().filter_map(|id| model.shapes.get(id)).enumerate() {
        let origin = operation.origin.below(&["errors", &i.to_string()]);
        let Some((other, first)) =
            codes.insert(shape.error_code(), (&shape.id, origin.clone())).filter(|(other, _)| **other != shape.id)
        else {
            continue;
        };
        let message = format!("`{}` has the same error code as `{}`, and is ignored", shape.id.name(), other.name());
        let warning = Diagnostic::warning(Code::DuplicateErrorCode, &origin, message).shape(&operation.id);
        diagnostics.push(warning.related(&first, "the other error of this code"));
    }
}

/// The maximum depth of nested lists and maps. Published models have three levels.
const DEEPEST: usize = 32;

/// Reports types that are nested too deep. The compiler follows a type through all types that it contains, up to a
/// limit. A crate that uses deep types may need a higher limit.
fn deep_structures(model: &Model, diagnostics: &mut Diagnostics) {
    let depth = super::depth(model);
    let origin = &model.service.origin;
    if depth > super::DEEPEST_TYPE {
        let message = format!("the types of the model are nested {depth} deep, counted as the compiler does");
        let error = Diagnostic::error(Code::DeepStructure, origin, message).shape(&model.service.id);
        diagnostics.push(
            error.help(format!("nest structures, lists and maps less deep; {} is the most", super::DEEPEST_TYPE)),
        );
    } else if let Some(limit) = super::recursion_limit(depth) {
        let message =
            format!("the types of the model are nested {depth} deep, so that the package sets `recursion_limit`");
        let warning = Diagnostic::warning(Code::DeepStructure, origin, message).shape(&model.service.id);
        diagnostics.push(warning.help(format!(
            "if the compiler reports an overflow in a crate that uses the package, write `#![recursion_limit = \"{limit}\"]` there, too"
        )));
    }
}

/// Reports cycles that consist of lists and maps only: no value of them exists, and no Rust type can express them. Also
/// reports lists and maps that are nested too deep. The depth of each list is stored, so that each is visited once, in
/// any order.
fn list_cycles(shapes: &Shapes, diagnostics: &mut Diagnostics) {
    let mut depths: HashMap<&ShapeId, usize> = HashMap::new();
    for start in shapes.iter() {
        let mut path: Vec<&ShapeId> = Vec::new();
        let mut next = collection_target(shapes, &start.id).map(|_| &start.id);
        while let Some(id) = next.filter(|id| !depths.contains_key(*id)) {
            if let Some(at) = path.iter().position(|&seen| seen == id) {
                let cycle: Vec<_> = path[at..].iter().map(|id| id.name()).collect();
                let message = match cycle.as_slice() {
                    [one] => format!("`{one}` contains only itself, so no value of it exists"),
                    many => format!("{} contain only each other, so no value of them exists", many.join(", ")),
                };
                let origin = shapes.get(id).map(|shape| shape.origin.clone()).unwrap_or_default();
                diagnostics.push(
                    Diagnostic::error(Code::EndlessList, &origin, message)
                        .shape(id)
                        .help("put a structure or a union somewhere into the cycle"),
                );
                break;
            }
            path.push(id);
            next = collection_target(shapes, id).filter(|id| collection_target(shapes, id).is_some());
        }
        let below = next.and_then(|id| depths.get(id)).copied().unwrap_or_default();
        if below + path.len() > DEEPEST {
            let message = format!("lists and maps are nested more than {DEEPEST} deep");
            let error = Diagnostic::error(Code::DeepList, &start.origin, message).shape(&start.id);
            diagnostics.push(error.help("put a structure somewhere in between"));
            return;
        }
        depths.extend(path.into_iter().rev().zip(below + 1..));
    }
}

/// Returns the target of a list's elements or a map's values.
fn collection_target<'a>(shapes: &'a Shapes, id: &ShapeId) -> Option<&'a ShapeId> {
    match &shapes.get(id)?.kind {
        Kind::List(member) | Kind::Map(_, member) => Some(&member.target),
        _ => None,
    }
}

/// Reports members that a pagination names and that do not exist.
fn pages(model: &Model, operation: &super::Operation, pagination: &Pagination, diagnostics: &mut Diagnostics) {
    let tokens_in = pagination.input_token.iter().chain(&pagination.page_size).map(|path| (&operation.input, path));
    let of_output = pagination.output_token.iter().chain(&pagination.items).chain(&pagination.more_results);
    let all = tokens_in.chain(of_output.map(|path| (&operation.output, path)));
    let all = all.map(|(root, path)| (root, path, &pagination.origin));
    let kept = pagination.kept_items.iter().map(|it| (&operation.output, &it.path, &it.origin));
    for (root, path, origin) in all.chain(kept) {
        if !resolves(model, root.as_ref(), path) {
            diagnostics.push(
                Diagnostic::error(
                    Code::UnknownPaginationMember,
                    origin,
                    format!("the pagination names `{path}`, which does not exist"),
                )
                .shape(&operation.id)
                .help("name a member of the operation's input or output"),
            );
        }
    }
}

/// Returns whether the paths in a text lead to existing members. Lowering checks other JMESPath expressions.
fn resolves(model: &Model, root: Option<&ShapeId>, text: &str) -> bool {
    let mut paths = member_path::alternatives(text).map(member_path::parse);
    paths.all(|path| path.is_none_or(|path| model.at_path(root, &path).is_some()))
}
