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
mod service;
mod shapes;
mod traits;

use serde_json::Value;

use super::json::Reader;
use crate::diagnostic::{Origin, SourceId};
use crate::model::Model;
use ast::{Ast, Placed};

/// Reads a model that is spread over some files. `service` says which of its services is meant, by name or by id.
pub(super) fn read(reader: &Reader, files: &[(SourceId, Value)], service: Option<&str>) -> Option<Model> {
    let mut ast = Ast::default();
    for (source, value) in files {
        ast.add(&Placed { value, origin: Origin { source: *source, pointer: String::new() } }, reader);
    }
    ast.apply(reader);
    mixins::flatten(&mut ast, reader);
    let place = Origin { source: files.first()?.0, pointer: String::new() };
    service::model(&ast, reader, service, &place)
}
