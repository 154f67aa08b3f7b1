//! Rendering of structures with their builders.

use super::tokens::{deprecated_lines, literal};
use super::traits::{bracket, traits};
use crate::rust::format::{Bracket, Definition, Piece, Row, Table, list};
use crate::rust::item::{Builder, Field, ModelledError, Structure};
use crate::rust::names::written;

pub(super) fn structure(structure: &Structure) -> Piece {
    let Structure { name, shape, docs, deprecated, fields, traits: own, .. } = structure;
    let output_of = structure.output_of.as_ref().map(|operation| format!("output of {operation}"));
    Piece::Definition(Definition {
        name: "structure",
        docs: docs.clone(),
        attributes: deprecated_lines(deprecated.as_ref()),
        open: format!("pub struct {name} = {}{}", literal(shape), traits(own)),
        rows: fields.iter().map(|field| row(structure, field)).collect(),
        close: output_of.into_iter().chain(builder(structure)).collect(),
    })
}

/// Renders a member: its name, its type, its name on the wire, its traits and, for a required member, the builder that
/// its setter returns.
fn row(structure: &Structure, field: &Field) -> Row {
    let required = parameter(field).filter(|_| matches!(structure.builder, Some(Builder::Public { .. })));
    let required = required.map(|set| Bracket { open: "required(", items: after(structure, &set), close: ')' });
    Row {
        docs: field.docs.clone(),
        attributes: deprecated_lines(field.deprecated.as_ref()),
        left: format!("{}: {}", written(&field.name), field.ty),
        right: literal(&field.wire),
        brackets: bracket(&field.traits).into_iter().chain(required).collect(),
    }
}

/// Renders the builder, with a type parameter for each required member, on several lines if they are many.
fn builder(structure: &Structure) -> Vec<String> {
    match &structure.builder {
        None => Vec::new(),
        Some(Builder::TestOnly(name)) => vec![format!("test_builder {name}")],
        Some(Builder::Public { name, sends }) => {
            let sends = sends.as_ref().map(|operation| format!("sends {operation} through Sender"));
            let states: Vec<String> = structure.fields.iter().filter_map(state).collect();
            list(&format!("builder {name}<"), &states, ">", "", 4).into_iter().chain(sends).collect()
        }
    }
}

/// Returns the type parameter of a required member.
fn parameter(field: &Field) -> Option<String> {
    field.required.as_ref().map(|name| format!("Has{name}"))
}

/// Returns the type parameter with the trait that it implements once the member is set.
fn state(field: &Field) -> Option<String> {
    let required = field.required.as_ref()?;
    Some(format!("{}: required::{required}", parameter(field)?))
}

/// Returns the type arguments of the builder that the setter of a required member returns.
fn after(structure: &Structure, set: &str) -> Vec<String> {
    let sends = matches!(structure.builder, Some(Builder::Public { sends: Some(_), .. }));
    let sender = sends.then(|| "Sender".to_owned());
    let states = structure.fields.iter().filter_map(parameter);
    let states = states.map(|state| if state == set { "rt::Set".to_owned() } else { state });
    sender.into_iter().chain(states).collect()
}

pub(super) fn modelled_error(error: &ModelledError) -> Piece {
    let ModelledError { name, code, fault, retry, message } = error;
    let arguments = [format!("{name} = {}", literal(code)), fault.to_string(), retry.to_string()];
    let message = message.as_deref().map(written);
    let arguments: Vec<String> = arguments.into_iter().chain(message).collect();
    // In braces, because rustfmt would wrap the arguments in parentheses.
    let open = list("rt::modelled_error! {", &arguments, "}", " ", 0).join("\n");
    Piece::Table(Table { open, rows: Vec::new(), close: "" })
}
