//! What must hold of a model before anything is made of it, whatever format it came from. Everything wrong is
//! reported, not the first of it.

use std::collections::HashSet;

use super::{Kind, Model, Pagination, Shape, ShapeId, Shapes};
use crate::diagnostic::{Diagnostic, Diagnostics, Origin};
use crate::suggest::nearest;

/// Reports everything that does not hold.
pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let before = diagnostics.has_errors();
    for shape in model.shapes.iter() {
        targets(model, shape, diagnostics);
    }
    for operation in &model.operations {
        structures_only(model, operation, diagnostics);
    }
    if !before && !diagnostics.has_errors() {
        list_cycles(&model.shapes, diagnostics);
        for operation in &model.operations {
            if let Some(pagination) = &operation.paginated {
                pages(model, operation, pagination, diagnostics);
            }
        }
    }
}

/// Every member's target exists; a map's keys are strings.
fn targets(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    for member in shape.kind.members() {
        let Some(target) = model.shapes.get(&member.target) else {
            let about = format!("{}${}", shape.id, member.name);
            diagnostics.push(missing(model, &member.target, &member.origin).shape(about));
            continue;
        };
        let is_key = matches!(&shape.kind, Kind::Map(key, _) if key.name == member.name);
        if is_key && !matches!(target.kind, Kind::String | Kind::Enum(_)) {
            let message = format!("a map's keys must be strings, and `{}` is a {}", target.id, target.kind.name());
            diagnostics.push(Diagnostic::error(&member.origin, message).shape(&shape.id));
        }
        if member.traits.idempotency_token && !matches!(target.kind, Kind::String) {
            let message =
                format!("an idempotency token must be a string, and `{}` is a {}", target.id, target.kind.name());
            diagnostics.push(Diagnostic::error(&member.origin, message).shape(&shape.id));
        }
    }
}

fn missing(model: &Model, id: &ShapeId, origin: &Origin) -> Diagnostic {
    let error = Diagnostic::error(origin, format!("the model has no shape `{}`", id.name()));
    match nearest(id.name(), model.shapes.iter().map(|shape| shape.id.name())) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help("define the shape, or mend the reference"),
    }
}

/// An operation's input, output and errors are structures, and its errors are errors.
fn structures_only(model: &Model, operation: &super::Operation, diagnostics: &mut Diagnostics) {
    let ends = operation.input.iter().map(|id| ("input", id)).chain(operation.output.iter().map(|id| ("output", id)));
    for (what, id) in ends.chain(operation.errors.iter().map(|id| ("error", id))) {
        let Some(shape) = model.shapes.get(id) else {
            diagnostics.push(missing(model, id, &operation.origin.below(&[what])).shape(&operation.id));
            continue;
        };
        if !matches!(shape.kind, Kind::Structure(_)) {
            let message = format!("an operation's {what} must be a structure, and `{id}` is a {}", shape.kind.name());
            diagnostics.push(Diagnostic::error(&operation.origin, message).shape(&operation.id));
        } else if what == "error" && shape.traits.error.is_none() {
            let message = format!("`{id}` is listed as an error and is not marked as one");
            diagnostics.push(
                Diagnostic::error(&shape.origin, message)
                    .shape(&operation.id)
                    .help("mark the shape: `\"exception\": true`, or the trait `smithy.api#error`"),
            );
        }
    }
}

/// The deepest nesting of lists and maps; published models have three.
const DEEPEST: usize = 32;

/// A cycle that consists of lists and maps only can hold nothing, and no Rust type says it.
fn list_cycles(shapes: &Shapes, diagnostics: &mut Diagnostics) {
    let mut done: HashSet<&ShapeId> = HashSet::new();
    for start in shapes.iter() {
        let mut path: Vec<&ShapeId> = Vec::new();
        let mut next = collection_target(shapes, &start.id).map(|_| &start.id);
        while let Some(id) = next.filter(|id| !done.contains(*id)) {
            if let Some(at) = path.iter().position(|&seen| seen == id) {
                let cycle: Vec<_> = path[at..].iter().map(|id| id.name()).collect();
                let message =
                    format!("the lists {} contain only each other, so no value of them exists", cycle.join(", "));
                let origin = shapes.get(id).map(|shape| shape.origin.clone()).unwrap_or_default();
                diagnostics.push(
                    Diagnostic::error(&origin, message)
                        .shape(id)
                        .help("put a structure or a union somewhere into the cycle"),
                );
                break;
            }
            path.push(id);
            if path.len() > DEEPEST {
                let message = format!("lists and maps are nested more than {DEEPEST} deep");
                let error = Diagnostic::error(&start.origin, message).shape(&start.id);
                diagnostics.push(error.help("put a structure somewhere in between"));
                return;
            }
            next = collection_target(shapes, id).filter(|id| collection_target(shapes, id).is_some());
        }
        done.extend(path);
    }
}

/// What a list's elements or a map's values are.
fn collection_target<'a>(shapes: &'a Shapes, id: &ShapeId) -> Option<&'a ShapeId> {
    match &shapes.get(id)?.kind {
        Kind::List(member) | Kind::Map(_, member) => Some(&member.target),
        _ => None,
    }
}

/// The members that a pagination names exist.
fn pages(model: &Model, operation: &super::Operation, pagination: &Pagination, diagnostics: &mut Diagnostics) {
    let tokens_in = pagination.input_token.iter().chain(&pagination.page_size).map(|path| (&operation.input, path));
    let all =
        tokens_in.chain(pagination.output_token.iter().chain(&pagination.items).map(|path| (&operation.output, path)));
    for (root, path) in all {
        if !resolves(model, root.as_ref(), path) {
            diagnostics.push(
                Diagnostic::error(&operation.origin, format!("the pagination names `{path}`, which is not there"))
                    .shape(&operation.id)
                    .help("mend the paginators file or the overlay"),
            );
        }
    }
}

/// Whether a path of members leads somewhere. Of the paths that are JMESPath expressions, only those of plain
/// members can be followed; the others are left to what will evaluate them.
fn resolves(model: &Model, root: Option<&ShapeId>, path: &str) -> bool {
    if !path.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_') {
        return true;
    }
    let mut at = root;
    for name in path.split('.') {
        let shape = at.and_then(|id| model.shapes.get(id));
        let member = shape.and_then(|shape| shape.kind.members().find(|member| member.name == name));
        match member {
            Some(member) => at = Some(&member.target),
            None => return false,
        }
    }
    true
}
