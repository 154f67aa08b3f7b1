//! Typestate builders: a type parameter for each required member, which says whether it is set.

use super::deprecated_text;
use crate::rust::format::{Piece, Table};
use crate::rust::item::{Builder, Field};
use crate::rust::names::written;

pub(super) fn builder(builder: &Builder) -> Piece {
    let sends = builder.sends.as_ref().map(|operation| format!(" sends {operation}")).unwrap_or_default();
    Piece::Table(Table {
        open: format!("rt::builder! {{ {}<{}> builds {}{sends} {{", builder.name, parameters(builder), builder.target),
        rows: builder.fields.iter().map(|field| row(builder, field)).collect(),
        close: "} }",
    })
}

/// All parameters; on a line each where they are many.
fn parameters(builder: &Builder) -> String {
    let via = if builder.sends.is_some() { "Via |" } else { "|" };
    let states: Vec<String> = builder.fields.iter().filter_map(state).collect();
    match states.as_slice() {
        [] => via.to_owned(),
        [one] => format!("{via} {one}"),
        many => format!("{via}\n    {}\n", many.join(",\n    ")),
    }
}

/// The parameter of a required member.
fn parameter(field: &Field) -> Option<String> {
    field.required.as_ref().map(|name| format!("Has{name}"))
}

/// The parameter with the trait that holds once the member is set.
fn state(field: &Field) -> Option<String> {
    let required = field.required.as_ref()?;
    Some(format!("{}: required::{required}", parameter(field)?))
}

fn row(builder: &Builder, field: &Field) -> String {
    let attribute = deprecated_text(field.deprecated.as_ref());
    let after = parameter(field).map(|state| after(builder, &state)).unwrap_or_default();
    format!("{attribute}{}: {}{after}", written(&field.name), field.ty)
}

/// The parameters of the builder that the setter of this one gives.
fn after(builder: &Builder, set: &str) -> String {
    let via = builder.sends.iter().map(|_| "Via".to_owned());
    let states = builder.fields.iter().filter_map(parameter);
    let states = states.map(|state| if state == set { "rt::Set".to_owned() } else { state });
    format!(" => [{}]", via.chain(states).collect::<Vec<_>>().join(", "))
}
