//! Smithy's JSON AST, versions 1.0 and 2.0, to the model: <https://smithy.io/2.0/spec/json-ast.html>.
//!
//! The steps, each with a home of its own:
//! 1. `ast`: the files become one set of shapes, and `apply` statements become traits.
//! 2. `mixins`: what a shape has from its mixins becomes its own.
//! 3. `service`: the service is found, and the operations that it and its resources have.
//! 4. `shapes`: the shapes that these reach become the model's, under the names that the service gives them.
//!
//! Metadata is not read: it holds suppressions and settings of other tools, and nothing that a client sends.

mod ast;
mod mixins;
mod operation;
mod order;
pub(super) mod retained;
mod service;
mod shapes;
mod traits;

use serde_json::Value;

use super::json::Reader;
use crate::diagnostic::{Code, Diagnostic, Origin, SourceId};
use crate::model::Model;
use ast::{Ast, Placed};

/// Reads a model that is spread over some files. `service` says which of its services is meant, by name or by id, and
/// `protocol` which of that service's protocols.
pub(super) fn read(
    reader: &Reader,
    files: &[(SourceId, Value)],
    service: Option<&str>,
    protocol: Option<&str>,
) -> Option<Model> {
    let mut ast = Ast::default();
    for (source, value) in files {
        ast.add(&Placed { value, origin: Origin { source: *source, pointer: String::new() } }, reader);
    }
    ast.apply(reader);
    mixins::flatten(&mut ast, reader);
    let place = Origin { source: files.first()?.0, pointer: String::new() };
    service::model(&ast, reader, service, protocol, &place)
}

/// Returns the id and the API version of a service: the one that is named, or the first.
pub(super) fn identity(value: &Value, service: Option<&str>) -> Option<(String, String)> {
    let name = |id: &str| id.split('#').next_back().unwrap_or_default().to_owned();
    let mut services = value.get("shapes")?.as_object()?.iter().filter(|(_, shape)| {
        let is_mixin = shape.get("traits").is_some_and(|traits| traits.get(mixins::MIXIN).is_some());
        shape.get("type").and_then(Value::as_str) == Some("service") && !is_mixin
    });
    let (id, shape) = services.find(|(id, _)| service.is_none_or(|service| service == *id || service == name(id)))?;
    let sdk_id = shape.pointer("/traits/aws.api#service/sdkId").and_then(Value::as_str);
    let version = shape.get("version").and_then(Value::as_str).unwrap_or_default();
    Some((sdk_id.map_or_else(|| name(id), str::to_owned), version.to_owned()))
}

/// Adds the shape or member that a diagnostic is about, and a reference to where the right form is described.
pub(super) fn with_shape(mut diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.shape.is_none() {
        diagnostic.shape = diagnostic.place.origin().and_then(|origin| shape_at(&origin.pointer));
    }
    match diagnostic.code {
        Code::MissingKey | Code::WrongType if diagnostic.help.is_none() => diagnostic.help(DESCRIBED),
        _ => diagnostic,
    }
}

const DESCRIBED: &str = "https://smithy.io/2.0/spec/json-ast.html describes what stands where";

/// The shape in which a value stands, or the member.
fn shape_at(pointer: &str) -> Option<String> {
    let unescaped = |part: &str| part.replace("~1", "/").replace("~0", "~");
    let mut parts = pointer.strip_prefix("/shapes/")?.split('/');
    let shape = unescaped(parts.next()?);
    let member = match parts.next() {
        Some("members") => parts.next(),
        Some(part @ ("member" | "key" | "value")) => Some(part),
        _ => None,
    };
    Some(member.map_or(shape.clone(), |member| format!("{shape}${}", unescaped(member))))
}
