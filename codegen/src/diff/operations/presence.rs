//! Operations that are on one side only, or unsupported there.

use crate::diff::change::{Change, Effect};
use crate::diff::code::ChangeCode;
use crate::diff::compare::Comparison;
use crate::diff::side::{Index, Lowered, Side};
use crate::diff::types;
use crate::rust::item::Operation;

/// Makes a change explain everything that belongs to an operation alone.
fn whole(change: Change, side: &Side, index: &Index<'_>, lowered: &Lowered<'_>) -> Change {
    let Operation { name, method, input, .. } = lowered.operation;
    let input = index.types.get(&format!("{}::{input}", lowered.path));
    let required = input.into_iter().flat_map(types::required);
    let change = required.fold(change, |change, name| change.covers(side.full(&format!("required::{name}"))));
    let change = change.rust(side.full(&lowered.path)).covers(side.full(&format!("operation::{name}")));
    change.covers(side.full(&format!("Client::{method}")))
}

/// An operation that only the old side generates.
pub(super) fn removed(comparison: &Comparison<'_>, lowered: &Lowered<'_>) -> Change {
    let name = &lowered.operation.wire;
    let origin = |side: &Side| side.model.operation(name).map(|it| it.origin.clone());
    let change = match comparison.new.refused.get(name) {
        Some(why) => {
            let message = format!("the operation `{name}` can no longer be generated: {why}");
            Change::of_operation(ChangeCode::OperationNowUnsupported, name, message)
        }
        None if comparison.new.model.operation(name).is_some() => {
            let message = format!("the operation `{name}` is no longer selected for generation");
            Change { is_deselected: true, ..Change::of_operation(ChangeCode::OperationRemoved, name, message) }
        }
        None => {
            let message = format!("the operation `{name}` is gone");
            let change = Change::of_operation(ChangeCode::OperationRemoved, name, message);
            change.effect(Effect::Rejected, "a service of the new model rejects the requests of older clients")
        }
    };
    let mut change = whole(change, comparison.old, &comparison.before, lowered);
    change.origin = origin(comparison.new).or_else(|| origin(comparison.old));
    change
}

/// An operation that only the new side generates.
pub(super) fn added(comparison: &Comparison<'_>, lowered: &Lowered<'_>) -> Change {
    let name = &lowered.operation.wire;
    let (code, message) = if comparison.old.refused.contains_key(name) {
        (ChangeCode::OperationNowSupported, format!("the operation `{name}` can be generated now"))
    } else if comparison.old.model.operation(name).is_some() {
        (ChangeCode::OperationAdded, format!("the operation `{name}` is selected for generation now"))
    } else {
        (ChangeCode::OperationAdded, format!("the operation `{name}` is new"))
    };
    let change = Change::of_operation(code, name, message);
    let mut change = whole(change, comparison.new, &comparison.after, lowered);
    change.origin = comparison.new.model.operation(name).map(|it| it.origin.clone());
    change
}

/// Selected operations that are in one model only and unsupported there: no item shows them.
pub(super) fn unsupported(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    let mut found = Vec::new();
    for (name, why) in &new.refused {
        if old.model.operation(name).is_none() {
            let message = format!("the operation `{name}` is new and cannot be generated: {why}");
            found.push((Change::of_operation(ChangeCode::OperationAdded, name, message), new));
        }
    }
    for (name, why) in &old.refused {
        if new.model.operation(name).is_none() {
            let message = format!("the operation `{name}` is gone; it could not be generated: {why}");
            found.push((Change::of_operation(ChangeCode::OperationRemoved, name, message), old));
        }
    }
    for (mut change, side) in found {
        change.origin = change.shape.as_deref().and_then(|name| side.model.operation(name)).map(|it| it.origin.clone());
        comparison.push(change);
    }
}
