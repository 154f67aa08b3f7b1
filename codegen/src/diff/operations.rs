//! Changes of operations: which there are, how they are sent, their errors, pages and waiters.

mod polls;
mod presence;
mod requests;

use super::change::{Change, Effect};
use super::code::ChangeCode;
use super::compare::{Comparison, paired};
use super::side::{Lowered, Side};
use crate::model;

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let before: Vec<Lowered<'_>> = comparison.before.operations.values().cloned().collect();
    let after: Vec<Lowered<'_>> = comparison.after.operations.values().cloned().collect();
    let (both, gone, added) = paired(&before, &after, |it| it.operation.wire.clone());
    for lowered in gone {
        let change = presence::removed(comparison, lowered);
        comparison.push(change);
    }
    for lowered in added {
        let change = presence::added(comparison, lowered);
        comparison.push(change);
    }
    presence::unsupported(comparison);
    for (old, new) in both {
        let name = &new.operation.wire;
        let (one, other) = (comparison.old.model.operation(name), comparison.new.model.operation(name));
        if let (Some(one), Some(other)) = (one, other) {
            comparison.documentation(one.traits.documentation.as_ref(), other.traits.documentation.as_ref());
            let pair = Pair { side: comparison.new, old, new, origin: &other.origin };
            let found = [pair.sent(), pair.errors(), pair.pages(), pair.waiters()].into_iter().flatten();
            comparison.changes.extend(found);
            examples(comparison, one, other);
            ends(comparison, one, other, &new.path);
        }
    }
}

/// The examples of calls, of which the documentation shows the first that is valid.
fn examples(comparison: &mut Comparison<'_>, old: &model::Operation, new: &model::Operation) {
    let facts = |it: &model::Operation| -> Vec<_> {
        it.examples.iter().map(|example| (example.title.clone(), example.input.clone())).collect()
    };
    if facts(old) != facts(new) {
        let name = new.id.name();
        let change =
            Change::of_operation(ChangeCode::ExamplesChanged, name, format!("the examples of `{name}` changed"));
        comparison.push(change.at(&new.origin));
    }
}

/// The shapes of input and output, of which only the operation's name is visible.
fn ends(comparison: &mut Comparison<'_>, old: &model::Operation, new: &model::Operation, path: &str) {
    for (old, new) in [(&old.input, &new.input), (&old.output, &new.output)] {
        let (Some(old), Some(new)) = (old, new) else { continue };
        if old.name() != new.name() {
            let message = format!("the shape `{}` is called `{}` now", old.name(), new.name());
            let mut change = Change::new(ChangeCode::ShapeRenamed, message).shape(new.name());
            change.operations = comparison.operations(Some(old), Some(new));
            change.origin = comparison.new.model.shapes.get(new).map(|shape| shape.origin.clone());
            change.rust = Some(comparison.new.full(path));
            comparison.push(change.values(old.name(), new.name()));
        }
    }
}

/// An operation that both sides have.
struct Pair<'a> {
    side: &'a Side,
    old: &'a Lowered<'a>,
    new: &'a Lowered<'a>,
    origin: &'a crate::diagnostic::Origin,
}

impl Pair<'_> {
    fn wire(&self) -> &str {
        &self.new.operation.wire
    }

    fn change(&self, code: ChangeCode, message: impl Into<String>) -> Change {
        Change::of_operation(code, self.wire(), message.into()).at(self.origin)
    }

    /// The path of an item beside the operation.
    fn beside(&self, item: &str) -> String {
        self.side.full(&format!("{}::{item}", self.new.path))
    }

    fn method(&self, name: &str) -> String {
        self.beside(&format!("{}::{name}", self.new.operation.builder))
    }

    fn errors(&self) -> Vec<Change> {
        let (old, new) = (&self.old.operation.errors, &self.new.operation.errors);
        let name = self.wire();
        // The code of an error is a property of its type, which `types` compares.
        let (_, gone, added) = paired(old, new, |error| error.variant.clone());
        let path = |variant: &str| self.beside(&format!("{}::{variant}", self.new.operation.error));
        // A variant of the error of the whole service too, if no other operation lists the error.
        let of_service = |variant: &str| self.side.full(&format!("ErrorKind::{variant}"));
        let gone = gone.into_iter().map(|error| {
            let message = format!("`{name}` no longer lists the error `{}`", error.variant);
            let change = self.change(ChangeCode::ErrorRemoved, message).rust(path(&error.variant));
            let change = change.covers(of_service(&error.variant));
            change.effect(Effect::ResponseChanged, "the error, if it still comes, is not deserialized")
        });
        let added = added.into_iter().map(|error| {
            let message = format!("`{name}` has the new error `{}`", error.variant);
            let change = self.change(ChangeCode::ErrorAdded, message).rust(path(&error.variant));
            let change = change.covers(of_service(&error.variant));
            change.effect(Effect::ResponseChanged, "the service can fail in a way that older clients report as `Other`")
        });
        let retired = new.iter().filter(|new| {
            let was_listed = old.iter().any(|old| old.variant == new.variant && old.deprecated.is_none());
            was_listed && new.deprecated.is_some()
        });
        let retired = retired.map(|error| {
            let message = format!("`{name}` no longer lists the error `{}`, which is retained", error.variant);
            let change = self.change(ChangeCode::ErrorRetired, message).rust(path(&error.variant));
            change.effect(Effect::ResponseChanged, "the service no longer fails in this way")
        });
        gone.chain(added).chain(retired).collect()
    }
}
