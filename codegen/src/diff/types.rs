//! Changes of structures, enums and unions, and of their members. Types are compared by their paths, which is what a
//! dependent writes.

mod builder;
mod fit;
mod members;
mod traits;
mod values;

use std::collections::BTreeMap;

use builder::builder_path;

use super::change::{Change, Effect};
use super::code::ChangeCode;
use super::compare::Comparison;
use super::side::{Side, Typed};
use crate::model::ShapeId;
use crate::rust::item::{Builder, ModelledError, Structure};

pub(super) fn compare<'s>(comparison: &mut Comparison<'s>) {
    let before: BTreeMap<String, Typed<'s>> = comparison.before.types.clone();
    let after: BTreeMap<String, Typed<'s>> = comparison.after.types.clone();
    let both = after.iter().filter_map(|(path, new)| Some((path, *before.get(path)?, *new)));
    for (path, old, new) in both {
        pair(comparison, path, old, new);
    }
    // Afterwards: the members of another type show which types have another name.
    let gone = before.iter().filter(|(path, _)| !after.contains_key(*path));
    let added = after.iter().filter(|(path, _)| !before.contains_key(*path));
    ends(comparison, &gone.collect::<Vec<_>>(), &added.collect::<Vec<_>>());
    errors(comparison);
}

/// Returns whether a type is the input or output of an operation. It comes and goes with that.
fn is_end(path: &str) -> bool {
    path.starts_with("operation::")
}

fn builder<'t>(it: &Typed<'t>) -> Option<&'t Builder> {
    match it {
        Typed::Structure(Structure { builder, .. }) => builder.as_ref(),
        _ => None,
    }
}

/// The traits of the members that a structure's builder requires.
pub(super) fn required<'t>(it: &Typed<'t>) -> impl Iterator<Item = &'t str> {
    let fields = match it {
        Typed::Structure(Structure { builder: Some(Builder::Public { .. }), fields, .. }) => fields.as_slice(),
        _ => &[],
    };
    fields.iter().filter_map(|field| field.required.as_deref())
}

fn fields_required(it: &Structure) -> impl Iterator<Item = &str> {
    it.fields.iter().filter_map(|field| field.required.as_deref())
}

/// Types that are on one side only.
fn ends(comparison: &mut Comparison<'_>, gone: &[(&String, &Typed<'_>)], added: &[(&String, &Typed<'_>)]) {
    let covered = |change: Change, side: &Side, path: &str, it: &Typed<'_>| {
        let change = change.rust(side.full(path));
        let change =
            builder(it).into_iter().fold(change, |it, builder| it.covers(side.full(&builder_path(path, builder))));
        // An error is also a variant of the error of the whole service.
        let change = match path.strip_prefix("error::") {
            Some(name) => change.covers(side.full(&format!("ErrorKind::{name}"))),
            None => change,
        };
        required(it).fold(change, |change, name| change.covers(side.full(&format!("required::{name}"))))
    };
    let is_pair = |old: &ShapeId, new: &ShapeId| comparison.pairs.contains(&(old.clone(), new.clone()));
    let (mut renamed, mut found) = (Vec::new(), Vec::new());
    for (path, it) in gone.iter().filter(|(path, _)| !is_end(path)) {
        let name = path.rsplit("::").next().unwrap_or_default();
        let old = comparison.old.shapes.get(*path);
        let successor = added.iter().find(|(new, kind)| {
            let new = comparison.new.shapes.get(*new);
            kind.kind() == it.kind() && old.zip(new).is_some_and(|(old, new)| is_pair(old, new))
        });
        let change = if let Some((new, kind)) = successor {
            renamed.push((*new).clone());
            let other = new.rsplit("::").next().unwrap_or_default();
            let message = format!("the {} `{name}` is called `{other}` now", it.kind());
            let change = comparison.of_type(ChangeCode::TypeRenamed, new, message).values(name, other);
            covered(change, comparison.new, new, kind)
        } else {
            let change =
                comparison.of_type(ChangeCode::TypeRemoved, path, format!("the {} `{name}` is gone", it.kind()));
            Change { is_deselected: old.is_some_and(|id| comparison.new.has_unselected(id)), ..change }
        };
        found.push(covered(change, comparison.old, path, it));
    }
    for (path, it) in added.iter().filter(|(path, _)| !is_end(path) && !renamed.contains(path)) {
        let name = path.rsplit("::").next().unwrap_or_default();
        let change = comparison.of_type(ChangeCode::TypeAdded, path, format!("the {} `{name}` is new", it.kind()));
        found.push(covered(change, comparison.new, path, it));
    }
    comparison.changes.extend(found);
}

/// A type that both sides have.
fn pair<'s>(comparison: &mut Comparison<'s>, path: &str, old: Typed<'s>, new: Typed<'s>) {
    if let (Some(one), Some(other)) = (comparison.old.shape(path), comparison.new.shape(path)) {
        comparison.documentation(one.traits.documentation.as_ref(), other.traits.documentation.as_ref());
        deprecation(comparison, path, old, new);
    }
    match (old, new) {
        (Typed::Structure(old), Typed::Structure(new)) => {
            use_changed(comparison, path, old, new);
            members::structure(comparison, path, old, new);
        }
        (Typed::Union(old), Typed::Union(new)) => members::union(comparison, path, old, new),
        (Typed::StringEnum(old), Typed::StringEnum(new)) => {
            values::compare(comparison, path, &old.variants, &new.variants);
        }
        (Typed::IntEnum(old), Typed::IntEnum(new)) => values::compare(comparison, path, &old.variants, &new.variants),
        (old, new) => {
            let name = path.rsplit("::").next().unwrap_or_default();
            let message = format!("`{name}` is another kind of type");
            let change = comparison.of_type(ChangeCode::TypeKindChanged, path, message).values(old.kind(), new.kind());
            let change = change.rust(comparison.new.full(path));
            let sides = [(comparison.old, builder(&old)), (comparison.new, builder(&new))];
            let builders = sides.into_iter().filter_map(|(side, it)| Some(side.full(&builder_path(path, it?))));
            let change = builders.fold(change, Change::covers);
            comparison.push(super::compare::serialized(change, comparison.directions(path)));
        }
    }
}

/// A type that is deprecated on one side, or in another way.
fn deprecation(comparison: &mut Comparison<'_>, path: &str, old: Typed<'_>, new: Typed<'_>) {
    let kind = new.kind();
    let is_retired =
        || comparison.new.shape(path).and_then(|it| it.traits.kept.as_ref()).is_some_and(|it| it.is_removed);
    let name = path.rsplit("::").next().unwrap_or_default();
    let rust = comparison.new.full(path);
    let change = match (old.deprecated(), new.deprecated()) {
        // The input and the output of an operation are retained with it.
        (None, Some(_)) if comparison.changes.iter().any(|change| change.covers.contains(&rust)) => return,
        (None, Some(_)) if is_retired() => {
            let message = format!("the {kind} `{name}` is gone from the model and retained");
            comparison.of_type(ChangeCode::TypeRetired, path, message)
        }
        (None, Some(_)) => {
            comparison.of_type(ChangeCode::TypeDeprecated, path, format!("the {kind} `{name}` is deprecated"))
        }
        (Some(before), Some(after)) if before != after => {
            let message = format!("the deprecation of the {kind} `{name}` changed");
            let change = comparison.of_type(ChangeCode::DeprecationChanged, path, message);
            change.values(before.to_string(), after.to_string())
        }
        (Some(_), None) => {
            let message = format!("the {kind} `{name}` is no longer deprecated");
            comparison.of_type(ChangeCode::TypeNoLongerDeprecated, path, message)
        }
        _ => return,
    };
    comparison.push(change.rust(rust));
}

/// A structure that got a builder for everyone, or lost it.
fn use_changed(comparison: &mut Comparison<'_>, path: &str, old: &Structure, new: &Structure) {
    let name = &new.name;
    let (code, message) = match (&old.builder, &new.builder) {
        (Some(Builder::TestOnly(_)), Some(Builder::Public { .. })) => {
            (ChangeCode::TypeNowInRequests, format!("the structure `{name}` can be part of requests now"))
        }
        (Some(Builder::Public { .. }), Some(Builder::TestOnly(_))) => {
            (ChangeCode::TypeNoLongerInRequests, format!("the structure `{name}` is no longer part of requests"))
        }
        _ => return,
    };
    let mut change = comparison.of_type(code, path, message);
    let id = comparison.new.shapes.get(path).filter(|_| code == ChangeCode::TypeNoLongerInRequests);
    change.is_deselected = id.is_some_and(|id| comparison.new.has_unselected_request(id));
    change.rust = Some(comparison.new.full(path));
    change = change.covers(comparison.new.full(&format!("{path}::builder")));
    for (side, it) in [(comparison.old, &old.builder), (comparison.new, &new.builder)] {
        if let Some(builder) = it {
            let builder = side.full(&builder_path(path, builder));
            let fields = old.fields.iter().chain(&new.fields);
            let setters = fields.map(|it| format!("{builder}::{}", crate::rust::names::written(&it.name)));
            change = setters.fold(change, Change::covers).covers(builder);
            let required = fields_required(old).chain(fields_required(new));
            let required = required.map(|name| side.full(&format!("required::{name}")));
            change = required.fold(change, Change::covers);
        }
    }
    comparison.push(change);
}

/// Compares the properties of errors that the runtime uses.
fn errors(comparison: &mut Comparison<'_>) {
    let mut found = Vec::new();
    for (path, new) in &comparison.after.errors {
        let Some(old) = comparison.before.errors.get(path) else { continue };
        let name = &new.name;
        if old.code != new.code {
            let message = format!("the code of the error `{name}` changed");
            let change = comparison.of_type(ChangeCode::ErrorCodeChanged, path, message).values(&old.code, &new.code);
            found.push(change.effect(Effect::ResponseChanged, "older clients report the error as `Other`"));
        }
        let class = |it: &ModelledError| {
            format!("{} fault, {}", it.fault.to_string().to_lowercase(), it.retry.to_string().to_lowercase())
        };
        if class(old) != class(new) {
            let message = format!("the class of the error `{name}` changed");
            let change =
                comparison.of_type(ChangeCode::ErrorClassChanged, path, message).values(class(old), class(new));
            found.push(change.effect(Effect::ClientChanged, "the client decides by it whether to retry"));
        }
        found.extend(status(comparison, path, name));
        if old.message != new.message {
            let text = |it: &ModelledError| it.message.clone().unwrap_or_else(|| "none".to_owned());
            let message = format!("the message of the error `{name}` is read from another member");
            let change =
                comparison.of_type(ChangeCode::ErrorMessageChanged, path, message).values(text(old), text(new));
            found.push(change.effect(Effect::ClientChanged, "the error displays another text"));
        }
    }
    comparison.changes.extend(found);
}

/// Compares the HTTP status of an error. It decides nothing in the client, which knows errors by their codes.
fn status(comparison: &Comparison<'_>, path: &str, name: &str) -> Option<Change> {
    let of = |side: &Side| {
        let error = side.shape(path)?.traits.error.as_ref()?;
        Some(error.response_status(&side.model.service.protocol))
    };
    let (old, new) = (of(comparison.old)?, of(comparison.new)?);
    if old == new {
        return None;
    }
    let message = format!("the HTTP status of the error `{name}` changed");
    let change = comparison.of_type(ChangeCode::ErrorStatusChanged, path, message);
    let change = change.values(old.to_string(), new.to_string());
    let text = "responses with the error have the new status, which the error shows and waiters can match";
    Some(change.effect(Effect::ResponseChanged, text))
}
