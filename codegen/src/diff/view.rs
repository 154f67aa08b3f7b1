//! Types and operations as they were and as they are, row by row, for whoever wants to see the whole of what changed.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Comparison;
use super::side::{Lowered, Typed};
use crate::api::shown;
use crate::rust::item::Variant;

/// A type or an operation on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The path of a type below the module, or the name of an operation.
    pub path: String,
    /// The rows, in the order of the new side; each with the text before and afterwards.
    pub rows: Vec<Row>,
}

/// A member, a value or a property on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The text before; `None` if it is new.
    pub old: Option<String>,
    /// The text afterwards; `None` if it is gone.
    pub new: Option<String>,
}

/// The views of all types and operations that changed.
pub(super) fn views(comparison: &Comparison<'_>) -> Vec<View> {
    let paths: BTreeSet<&String> = comparison.changes.iter().filter_map(|change| change.view.as_ref()).collect();
    let view = |path: &String| {
        let operations = (comparison.before.operations.get(path), comparison.after.operations.get(path));
        let types = (comparison.before.types.get(path), comparison.after.types.get(path));
        let (old, new) = match (operations, types) {
            ((None, None), (old, new)) => (old.map(of_type), new.map(of_type)),
            ((old, new), _) => (old.map(of_operation), new.map(of_operation)),
        };
        View { path: path.clone(), rows: joined(&old.unwrap_or_default(), &new.unwrap_or_default()) }
    };
    paths.into_iter().map(view).collect()
}

/// Rows of both sides by their names: those of the new side, each behind what is gone before it.
fn joined(old: &[(String, String)], new: &[(String, String)]) -> Vec<Row> {
    let mut before: BTreeMap<&String, &String> = old.iter().map(|(name, text)| (name, text)).collect();
    let mut rows: Vec<Row> = Vec::new();
    for (name, text) in new {
        rows.push(Row { old: before.remove(name).cloned(), new: Some(text.clone()) });
    }
    let gone = old.iter().filter(|(name, _)| before.contains_key(name));
    rows.extend(gone.map(|(_, text)| Row { old: Some(text.clone()), new: None }));
    rows
}

fn of_type(it: &Typed<'_>) -> Vec<(String, String)> {
    let deprecated = |is: bool| if is { " (deprecated)" } else { "" };
    let values = |variants: &[Variant]| -> Vec<(String, String)> {
        let text = |it: &Variant| format!("{} = {}{}", it.name, it.value, deprecated(it.deprecated.is_some()));
        variants.iter().map(|it| (it.name.clone(), text(it))).collect()
    };
    match it {
        Typed::Structure(it) => {
            let fields = it.fields.iter().map(|field| {
                let required = if field.required.is_some() { ", required" } else { "" };
                let note = deprecated(field.deprecated.is_some());
                (field.name.clone(), format!("{}: {}{required}{note}", field.name, shown(&field.ty)))
            });
            fields.collect()
        }
        Typed::Union(it) => {
            let text = |name: &str, ty, is| format!("{name}({}){}", shown(ty), deprecated(is));
            let members = it.members.iter();
            members.map(|it| (it.name.clone(), text(&it.name, &it.ty, it.deprecated.is_some()))).collect()
        }
        Typed::StringEnum(it) => values(&it.variants),
        Typed::IntEnum(it) => values(&it.variants),
    }
}

fn of_operation(it: &Lowered<'_>) -> Vec<(String, String)> {
    let operation = it.operation;
    let mut rows = Vec::new();
    let mut row = |name: &str, text: String| rows.push((name.to_owned(), format!("{name}: {text}")));
    if let Some(http) = &operation.http {
        row("http", format!("{} {}", http.method, http.uri));
    }
    row("input", operation.input.clone());
    row("output", operation.output.clone());
    row("retry safety", operation.retry_safety.to_string());
    if let Some(prefix) = &operation.host_prefix {
        row("host prefix", prefix.clone());
    }
    if let Some(token) = &operation.token {
        row("idempotency token", token.field.clone());
    }
    if let Some(pages) = it.pages {
        let tokens = pages.tokens.iter().map(ToString::to_string);
        row("page tokens", tokens.collect::<Vec<_>>().join(", "));
    }
    for waiter in &it.waiters {
        row("waiter", waiter.wire.clone());
    }
    for error in &operation.errors {
        rows.push((format!("error {}", error.variant), format!("error: {}", error.variant)));
    }
    rows
}
