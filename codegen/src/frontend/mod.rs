//! From JSON to the model: one module for each file format, none of which knows another. serde_json is used
//! here, in [`source`](crate::source), in [`import`](crate::import), in `convert` and in the JSON report of
//! [`diff`](crate::diff), and nowhere else.

mod apply;
mod botocore;
mod context;
mod examples;
mod http;
mod json;
mod paginators;
mod partitions;
mod protocol;
mod rules;
mod smithy;
mod waiters;
mod xml;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin, Place, Severity, SourceId};
use crate::model::Model;
use crate::model::rules::RuleSet;
use crate::overlay::Overlay;
use crate::partitions::Partition;
use crate::retained::Retained;

/// Reads a service model, of one file or of several that belong together. What is wrong with it is reported; `None`
/// where nothing can be made of it at all. `service` says which is meant, where a model has several, and `protocol` which
/// of the protocols that the service lists.
pub(crate) fn model(
    files: &[(SourceId, Value)],
    service: Option<&str>,
    protocol: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Model> {
    let is_smithy = |value: &Value| value.get("smithy").is_some();
    match files {
        [(source, value)] if !is_smithy(value) => {
            reading(*source, value, diagnostics, |root| botocore::read(root, protocol))
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

/// Returns whether a name can be a shape's or a member's: what cannot would find its way into paths and tokens.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().any(|c| c.is_ascii_alphanumeric())
        && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// A text that goes into headers and signatures.
fn sent(node: &json::Node<'_>) -> Option<String> {
    let text = node.text()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if text.is_empty() || !text.chars().all(is_plain) {
        node.error_with_help(
            Code::UnsendableText,
            format!("`{text}` cannot be sent"),
            "it goes into headers and signatures: use ASCII letters, digits, `.`, `_` and `-`",
        );
        return None;
    }
    Some(text.to_owned())
}

/// The names of an enum's values, each different.
#[derive(Default)]
struct EnumNames {
    taken: HashSet<String>,
    /// The last number that stands behind a name.
    numbers: HashMap<String, usize>,
}

impl EnumNames {
    /// Returns whether a name that the model gives is free; it is not from now on.
    fn claim(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// A name for a value that has none: the value, as far as it is one.
    fn of_value(&mut self, value: &str) -> String {
        let mut name: String = value.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        if !name.contains(|c| c != '_') {
            name.push_str("_VALUE");
        } else if name.starts_with(|c: char| c.is_ascii_digit()) {
            name.insert(0, '_');
        }
        if self.claim(&name) {
            return name;
        }
        // Many values may have one name, and counting from the beginning for each takes too long.
        let number = self.numbers.entry(name.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{name}_{number}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Warns of an operation whose endpoint another operation returns: it is generated, and whoever calls it asks first.
fn discovered(node: &json::Node<'_>, operation: &str) {
    let message = format!("the endpoint of {operation} has to be asked for: give the client its URL");
    node.warning(Code::UnsupportedFeature, message);
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
