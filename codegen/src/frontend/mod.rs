//! From JSON to the model: one module for each file format, none of which knows another. serde_json is used
//! here, in [`source`](crate::source) and in [`import`](crate::import), and nowhere else.

mod apply;
mod botocore;
mod context;
mod json;
mod paginators;
mod partitions;
mod rules;

use serde_json::Value;

use crate::diagnostic::{Diagnostics, SourceId};
use crate::model::Model;
use crate::model::rules::RuleSet;
use crate::overlay::Overlay;
use crate::partitions::Partition;

/// Reads a service model. What is wrong with it is reported; `None` where nothing can be made of it at all.
pub(crate) fn model(source: SourceId, value: &Value, diagnostics: &mut Diagnostics) -> Option<Model> {
    reading(source, value, diagnostics, |root| {
        if root.get("smithy").is_some() {
            root.error_with_help(
                "this is a Smithy model, and only botocore's `service-2.json` can be read so far",
                "give the service's model from botocore",
            );
            return None;
        }
        botocore::read(root)
    })
}

/// Reads botocore's `paginators-1.json` into a model's operations.
pub(crate) fn paginators(source: SourceId, value: &Value, model: &mut Model, diagnostics: &mut Diagnostics) {
    reading(source, value, diagnostics, |root| paginators::read(root, model));
}

/// Reads an `endpoint-rule-set-1.json`.
pub(crate) fn endpoint_rules(source: SourceId, value: &Value, diagnostics: &mut Diagnostics) -> RuleSet {
    reading(source, value, diagnostics, rules::read)
}

/// Reads an overlay: a Smithy JSON AST of `apply` statements.
pub(crate) fn overlay(source: SourceId, value: &Value, diagnostics: &mut Diagnostics) -> Overlay {
    reading(source, value, diagnostics, apply::read)
}

/// Reads a `partitions.json`.
pub(crate) fn partitions(source: SourceId, value: &Value, diagnostics: &mut Diagnostics) -> Vec<Partition> {
    reading(source, value, diagnostics, partitions::read)
}

/// Whether a name can be a shape's or a member's: what cannot would find its way into paths and tokens.
fn is_identifier(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().any(|c| c.is_ascii_alphanumeric())
        && !name.starts_with(|c: char| c.is_ascii_digit())
}

fn reading<T>(
    source: SourceId,
    value: &Value,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(&json::Node<'_>) -> T,
) -> T {
    let reader = json::Reader::new(source);
    let made = read(&reader.root(value));
    diagnostics.append(reader.finish());
    made
}
