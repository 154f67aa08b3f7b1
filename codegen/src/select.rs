//! The selection of the operations to generate. An operation that is selected by name and cannot be generated is an
//! error. With `all`, it is skipped with a warning that gives the reason, and its types are still generated.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::model::{Closure, Model, Operation, Protocol, Unsupported, unsupported};
use crate::suggest;

/// The selection: the operations and shapes that are generated.
pub(crate) struct Chosen<'m> {
    /// The operations, in the model's order.
    pub(crate) operations: Vec<&'m Operation>,
    /// The selected operations that are skipped.
    pub(crate) refused: Vec<Refused>,
    /// The shapes that all selected operations reach, including skipped ones.
    pub(crate) closure: Closure,
}

/// Selects the operations, and reports those that are skipped.
pub(crate) fn select<'m>(model: &'m Model, selection: &Selection<'_>, diagnostics: &mut Diagnostics) -> Chosen<'m> {
    let asked = match selection {
        Selection::All => model.operations.iter().collect(),
        Selection::Named(names) => named(model, names, diagnostics),
    };
    let severity = match selection {
        Selection::All => Severity::Warning,
        Selection::Named(_) => Severity::Error,
    };
    let closure = Closure::of(model, &asked);
    if !model.service.protocol.is_supported() {
        if !model.operations.is_empty() {
            diagnostics.push(refuse_protocol(model, severity));
        }
        let why = match model.service.protocol.id() {
            id if id.is_empty() => "there is no protocol".to_owned(),
            id => format!("the protocol is `{id}`"),
        };
        let refused = asked.iter().map(|operation| left_out(operation, why.clone())).collect();
        return Chosen { operations: Vec::new(), refused, closure };
    }
    let (mut operations, mut refused) = (Vec::new(), Vec::new());
    for operation in &asked {
        match unsupported(model, operation).as_slice() {
            [] => operations.push(*operation),
            [first, ..] => {
                refused.push(left_out(operation, first.what.clone()));
                diagnostics.push(refuse(operation, first, severity));
            }
        }
    }
    outside(model, &asked, diagnostics);
    Chosen { operations, refused, closure }
}

fn left_out(operation: &Operation, why: String) -> Refused {
    Refused { operation: operation.id.name().to_owned(), why }
}

/// Returns the operations with these names, in the model's order; reports unknown names.
fn named<'m>(model: &'m Model, names: &[String], diagnostics: &mut Diagnostics) -> Vec<&'m Operation> {
    for name in names {
        if model.operation(name).is_some() {
            continue;
        }
        let near = suggest::nearest(name, model.operations.iter().map(|operation| operation.id.name()));
        let help = near.map_or("`all` generates every operation".to_owned(), suggest::did_you_mean);
        let message = format!("{} has no operation `{name}`", model.service.sdk_id);
        diagnostics.push(Diagnostic::new(Severity::Error, Code::UnknownOperation, Place::Run, message).help(help));
    }
    model.operations.iter().filter(|operation| names.iter().any(|name| name == operation.id.name())).collect()
}

fn refuse_protocol(model: &Model, severity: Severity) -> Diagnostic {
    let place = Place::Value(model.service.origin.clone());
    let (message, help) = match &model.service.protocol {
        Protocol::None => (
            "the service names no protocol, so that only types are generated".to_owned(),
            "give it a trait such as `aws.protocols#restJson1`".to_owned(),
        ),
        protocol => (
            format!("operations cannot be generated for the protocol `{}`; only types are", protocol.id()),
            format!("operations can be generated for {}", Protocol::supported()),
        ),
    };
    Diagnostic::new(severity, Code::UnsupportedProtocol, place, message).shape(&model.service.id).help(help)
}

fn refuse(operation: &Operation, why: &Unsupported, severity: Severity) -> Diagnostic {
    let message = format!("the operation `{}` cannot be generated: {}", operation.id.name(), why.what);
    let diagnostic = Diagnostic::new(severity, Code::UnsupportedFeature, Place::Value(why.origin.clone()), message)
        .shape(&operation.id);
    match why.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Reports in one line the operations that are not selected and could not be generated.
fn outside(model: &Model, asked: &[&Operation], diagnostics: &mut Diagnostics) {
    let is_asked = |operation: &Operation| asked.iter().any(|it| it.id == operation.id);
    let others = model.operations.iter().filter(|operation| !is_asked(operation));
    let count = others.filter(|operation| !unsupported(model, operation).is_empty()).count();
    if count > 0 {
        let message = format!("{count} of the operations that are not selected could not be generated");
        diagnostics.push(Diagnostic::new(
            Severity::Warning,
            Code::UnsupportedFeature,
            Place::Value(model.service.origin.clone()),
            message,
        ));
    }
}

/// The operations to generate.
#[derive(Clone, Debug)]
pub enum Selection<'a> {
    /// All operations of the model.
    All,
    /// The operations with these names.
    Named(&'a [String]),
}

impl Selection<'_> {
    /// Returns whether an operation is selected.
    pub(crate) fn has(&self, operation: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(names) => names.iter().any(|name| name == operation),
        }
    }
}

/// A selected operation that is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its name.
    pub operation: String,
    /// The reason. The text is the same for all operations with the same reason.
    pub why: String,
}
