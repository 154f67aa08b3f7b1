//! From JSON to the model: one module for each file format. No format depends on another. serde_json is used here, in
//! `json`, in [`import`](crate::import), in `convert` and in the JSON report of [`diff`](crate::diff), and nowhere
//! else.

mod apply;
mod botocore;
mod context;
mod examples;
mod http;
mod json;
pub(crate) mod names;
mod paginators;
mod partitions;
mod protocol;
mod rules;
mod smithy;
mod waiters;
mod xml;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin, Place, Severity, SourceId};
use crate::model::Model;
use crate::model::rules::RuleSet;
use crate::overlay::Overlay;
use crate::partitions::Partition;
use crate::retained::Retained;

/// Reads a service model from one file, or from several that belong together. Problems are reported; `None` if no model
/// can be built. `service` selects one of several services of a model, and `protocol` one of the protocols of the
/// service.
pub(crate) fn model(
    files: &[(SourceId, Value)],
    service: Option<&str>,
    protocol: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Model> {
    match files {
        [(source, value)] if !is_smithy(value) => {
            reading(*source, value, diagnostics, |root| botocore::read(root, service, protocol))
        }
        [] => {
            let message = "no model is given";
            let error = Diagnostic::new(Severity::Error, Code::UnknownService, Place::Run, message);
            diagnostics.push(error.help("give the file of a service's model, or all that belong to it"));
            None
        }
        _ => {
            let reader = json::Reader::default();
            let model = smithy::read(&reader, files, service, protocol);
            diagnostics.extend(reader.finish().into_iter().map(smithy::with_shape));
            model
        }
    }
}

/// Returns whether a model is in Smithy's JSON AST, which says its version.
fn is_smithy(value: &Value) -> bool {
    value.get("smithy").is_some()
}

/// Returns the id and the API version of the service that a file describes; `None` if it describes none. `service`
/// selects one of several services of a Smithy model. Nothing else of the file is read.
pub(crate) fn identity(value: &Value, service: Option<&str>) -> Option<(String, String)> {
    if is_smithy(value) { smithy::identity(value, service) } else { botocore::identity(value) }
}

/// Reads botocore's `paginators-1.json` into a model's operations.
pub(crate) fn paginators(source: SourceId, value: &Value, model: &mut Model, diagnostics: &mut Diagnostics) {
    reading(source, value, diagnostics, |root| paginators::read(root, model));
}

/// Reads botocore's `waiters-2.json` into a model's operations.
pub(crate) fn waiters(source: SourceId, value: &Value, model: &mut Model, diagnostics: &mut Diagnostics) {
    reading(source, value, diagnostics, |root| waiters::read(root, model));
}

/// Reads botocore's `examples-1.json` into a model's operations.
pub(crate) fn examples(source: SourceId, value: &Value, model: &mut Model, diagnostics: &mut Diagnostics) {
    reading(source, value, diagnostics, |root| examples::read(root, model));
}

/// Reads an `endpoint-rule-set-1.json`.
pub(crate) fn endpoint_rules(source: SourceId, value: &Value, diagnostics: &mut Diagnostics) -> RuleSet {
    reading(source, value, diagnostics, rules::read)
}

/// Reads an overlay: a Smithy JSON AST of `apply` statements.
pub(crate) fn overlay(source: SourceId, value: &Value, diagnostics: &mut Diagnostics) -> Overlay {
    reading(source, value, diagnostics, apply::read)
}

/// Reads the `retained.json` of a model.
pub(crate) fn retained(source: SourceId, value: &Value, model: &Model, diagnostics: &mut Diagnostics) -> Retained {
    let reader = json::Reader::default();
    let retained = smithy::retained::read(&reader, source, value, model);
    diagnostics.extend(reader.finish().into_iter().map(smithy::with_shape));
    retained
}

/// Reads a `partitions.json`.
pub(crate) fn partitions(source: SourceId, value: &Value, diagnostics: &mut Diagnostics) -> Vec<Partition> {
    reading(source, value, diagnostics, partitions::read)
}

fn reading<T>(
    source: SourceId,
    value: &Value,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(&json::Node<'_>) -> T,
) -> T {
    let reader = json::Reader::default();
    let origin = Origin { source, pointer: String::new() };
    let made = read(&reader.at(value, &origin));
    diagnostics.append(reader.finish());
    made
}
