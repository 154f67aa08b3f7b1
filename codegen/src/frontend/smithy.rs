//! Reads Smithy's JSON AST, versions 1.0 and 2.0, into the model: <https://smithy.io/2.0/spec/json-ast.html>.
//!
//! The steps, each in its own module:
//! 1. `ast`: merges the files to one set of shapes, and applies the `apply` statements.
//! 2. `mixins`: copies the members and traits of mixins into the shapes that use them.
//! 3. `service`: finds the service, and the operations of the service and its resources.
//! 4. `shapes`: converts the shapes that the operations reach, under the names that the service gives them.
//!
//! Metadata is not read: it contains suppressions and settings of other tools, which do not concern clients.

mod ast;
mod mixins;
mod names;
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

/// Reads a model from one or more files. `service` selects one of its services, by name or by id, and `protocol` one of
/// the protocols of that service.
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

/// Adds to a diagnostic the shape or member that it is about, and a link to the description of the format.
pub(super) fn with_shape(mut diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.shape.is_none() {
        diagnostic.shape = diagnostic.place.origin().and_then(|origin| shape_at(&origin.pointer));
    }
    match diagnostic.code {
        Code::MissingKey | Code::WrongType if diagnostic.help.is_none() => diagnostic.help(DESCRIBED),
        _ => diagnostic,
    }
}

const DESCRIBED: &str = "https://smithy.io/2.0/spec/json-ast.html describes the format";

/// Returns the shape or the member that contains the value at a JSON pointer.
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
