//! Changes of the members of structures and unions: which there are, their types, and how they are serialized.

mod entry;
mod form;
mod presence;

use entry::Entry;

use super::builder::{builder_path, is_public};
use crate::diff::change::Change;
use crate::diff::code::ChangeCode;
use crate::diff::compare::{Comparison, paired};
use crate::diff::shapes::{self, Subject};
use crate::rust::item::{Structure, Union};
use crate::rust::names::written;

/// The type whose members are compared.
struct Owner<'c> {
    path: &'c str,
    name: &'c str,
    /// True if it is a union.
    is_union: bool,
    /// The path of the builder that everyone has, if there is one.
    builder: Option<String>,
    /// True if its builder is one for everyone on one side only, which is a change of its own.
    is_used_anew: bool,
    /// The directions in which it travels: in requests, and in responses.
    directions: (bool, bool),
}

pub(super) fn structure<'s>(comparison: &mut Comparison<'s>, path: &str, old: &'s Structure, new: &'s Structure) {
    let before = Entry::fields(old, comparison.old.members(path));
    let after = Entry::fields(new, comparison.new.members(path));
    let builder = new.builder.as_ref().or(old.builder.as_ref());
    let owner = Owner {
        path,
        name: &new.name,
        is_union: false,
        builder: builder.map(|it| builder_path(path, it)),
        is_used_anew: is_public(old) != is_public(new),
        directions: comparison.directions(path),
    };
    members(comparison, &owner, &before, &after);
    required_order(comparison, &owner, &before, &after);
}

pub(super) fn union<'s>(comparison: &mut Comparison<'s>, path: &str, old: &'s Union, new: &'s Union) {
    let before = Entry::variants(old, comparison.old.members(path));
    let after = Entry::variants(new, comparison.new.members(path));
    let directions = comparison.directions(path);
    let owner = Owner { path, name: &new.name, is_union: true, builder: None, is_used_anew: false, directions };
    members(comparison, &owner, &before, &after);
}

fn members<'s>(comparison: &mut Comparison<'s>, owner: &Owner<'_>, before: &[Entry<'s>], after: &[Entry<'s>]) {
    let (both, gone, added) = paired(before, after, |entry| entry.name);
    let is_renamed = |old: &&&Entry<'s>, new: &Entry<'s>| old.wire == new.wire && old.ty == new.ty;
    let mut found = Vec::new();
    for entry in &gone {
        if !added.iter().any(|new| is_renamed(&entry, new)) {
            found.push(owner.removed(comparison, entry));
        }
    }
    for entry in &added {
        found.extend(owner.kept(comparison, None, entry));
        match gone.iter().find(|old| is_renamed(old, entry)) {
            Some(old) => found.push(owner.renamed(comparison, old, entry)),
            None => found.push(owner.added(comparison, entry)),
        }
    }
    for (old, new) in both {
        found.extend(owner.typed(comparison, old, new));
        found.extend(owner.required(comparison, old, new));
        found.extend(owner.serialized(comparison, old, new));
        let (Some(one), Some(other)) = (old.member, new.member) else { continue };
        if comparison.new.is_retained(new.member) {
            // What the service no longer knows has no constraints.
            continue;
        }
        comparison.documentation(one.traits.documentation.as_ref(), other.traits.documentation.as_ref());
        comparison.pairs.insert((one.target.clone(), other.target.clone()));
        if owner.directions.0 {
            let shape = comparison.new.shapes.get(owner.path).map_or(owner.name, |id| id.name());
            let subject = Subject { shape, member: Some(&other.name), origin: &other.origin };
            let constraints = shapes::constraints(&subject, &one.traits, &other.traits);
            let operations = comparison.operations(None, comparison.new.shapes.get(owner.path));
            found.extend(constraints.into_iter().map(|it| Change { operations: operations.clone(), ..it }));
        }
    }
    comparison.changes.extend(found);
}

/// The order of required members is that of the builder's parameters.
fn required_order(comparison: &mut Comparison<'_>, owner: &Owner<'_>, before: &[Entry<'_>], after: &[Entry<'_>]) {
    let required = |entries: &[Entry<'_>], others: &[Entry<'_>]| -> Vec<String> {
        let is_in_both = |entry: &&Entry<'_>| others.iter().any(|it| it.name == entry.name && it.is_required());
        let both = entries.iter().filter(|entry| entry.is_required()).filter(is_in_both);
        both.map(|entry| entry.name.to_owned()).collect()
    };
    let (old, new) = (required(before, after), required(after, before));
    if let Some(builder) = owner.builder.as_ref().filter(|_| old != new) {
        let message = format!("the required members of `{}` are in another order", owner.name);
        let change = comparison.of_type(ChangeCode::RequiredOrderChanged, owner.path, message);
        let change = change.values(old.join(", "), new.join(", ")).rust(comparison.new.full(builder));
        comparison.push(change);
    }
}

impl Owner<'_> {
    /// A change of a member, which explains its field or variant, its accessor and its setter.
    fn change(&self, comparison: &Comparison<'_>, code: ChangeCode, entry: &Entry<'_>, message: String) -> Change {
        let mut change = comparison.of_member(code, self.path, entry.name, entry.model_name(), message);
        change.origin = entry.member.map(|member| member.origin.clone()).or(change.origin);
        match &self.builder {
            Some(builder) => change.covers(comparison.new.full(&format!("{builder}::{}", written(entry.name)))),
            None => change,
        }
    }

    fn what(&self) -> &'static str {
        if self.is_union { "union" } else { "structure" }
    }

    /// Makes a change of what is required explain the builder's parameters.
    fn parameters(&self, change: Change, comparison: &Comparison<'_>, entry: &Entry<'_>) -> Change {
        let change = match &self.builder {
            Some(builder) => change.covers(comparison.new.full(builder)),
            None => change,
        };
        // The trait comes with the first member of its name that is required, and goes with the last one.
        let required = entry.required.map(|name| comparison.new.full(&format!("required::{name}")));
        required.into_iter().fold(change, Change::covers)
    }
}
