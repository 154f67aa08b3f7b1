//! Changes of shapes that are not types of their own: their names, which nobody sees, and the constraints on values, which the
//! service checks and the generated code does not.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::change::{Change, Effect};
use super::code::ChangeCode;
use super::compare::Comparison;
use crate::diagnostic::Origin;
use crate::model::{Bounds, Constraints, Kind, Shape, ShapeId, Traits};

/// Compares the shapes that stand at the same places, and the items, keys and values of lists and maps among them.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let mut open: Vec<(ShapeId, ShapeId)> = comparison.pairs.iter().cloned().collect();
    let mut seen: BTreeSet<(ShapeId, ShapeId)> = BTreeSet::new();
    while let Some(pair) = open.pop() {
        if !seen.insert(pair.clone()) {
            continue;
        }
        let (old, new) = (comparison.old.model.shapes.get(&pair.0), comparison.new.model.shapes.get(&pair.1));
        let (Some(old), Some(new)) = (old, new) else { continue };
        match (&old.kind, &new.kind) {
            (Kind::List(one), Kind::List(other)) => open.push((one.target.clone(), other.target.clone())),
            (Kind::Map(key, value), Kind::Map(other_key, other_value)) => {
                open.push((key.target.clone(), other_key.target.clone()));
                open.push((value.target.clone(), other_value.target.clone()));
            }
            _ => {}
        }
    }
    for (old, new) in &seen {
        let (old, new) = (comparison.old.model.shapes.get(old), comparison.new.model.shapes.get(new));
        if let (Some(old), Some(new)) = (old, new) {
            pair(comparison, old, new);
        }
    }
}

fn pair(comparison: &mut Comparison<'_>, old: &Shape, new: &Shape) {
    let is_type =
        |shape: &Shape| matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_));
    if old.kind.name() != new.kind.name() {
        // The types of the members differ, which is said there. Two texts may have other constraints all the same.
        return;
    }
    let is_prelude = |shape: &Shape| shape.id.namespace() == "smithy.api";
    if old.id.name() != new.id.name() && !is_type(new) && !is_prelude(old) && !is_prelude(new) {
        let message = format!("the shape `{}` is called `{}` now", old.id.name(), new.id.name());
        let mut change = Change::new(ChangeCode::ShapeRenamed, message).shape(new.id.name()).at(&new.origin);
        change.operations = comparison.operations(Some(&old.id), Some(&new.id));
        // A shape can be split in two, of which one keeps the name.
        if comparison.new.model.shapes.iter().all(|shape| shape.id.name() != old.id.name()) {
            comparison.push(change.values(old.id.name(), new.id.name()));
        }
    }
    if !comparison.new.reach.is_in_requests(&new.id) || !comparison.old.reach.is_in_requests(&old.id) {
        return;
    }
    let operations = comparison.operations(Some(&old.id), Some(&new.id));
    // A shape that everyone has is not the one that lost its constraints.
    let named = if is_prelude(new) { old } else { new };
    let subject = Subject { shape: named.id.name(), member: None, origin: &named.origin };
    let found = constraints(&subject, &old.traits, &new.traits);
    comparison.changes.extend(found.into_iter().map(|change| Change { operations: operations.clone(), ..change }));
}

/// The shape or member that has constraints.
pub(super) struct Subject<'a> {
    pub(super) shape: &'a str,
    pub(super) member: Option<&'a str>,
    pub(super) origin: &'a Origin,
}

/// The changes of the constraints on values in requests.
pub(super) fn constraints(subject: &Subject<'_>, old: &Traits, new: &Traits) -> Vec<Change> {
    let none = Constraints::default();
    let (old, new) = (old.constraints.as_deref().unwrap_or(&none), new.constraints.as_deref().unwrap_or(&none));
    let mut found = Vec::new();
    let lengths = [ChangeCode::LengthTightened, ChangeCode::LengthLoosened];
    found.extend(bounds(subject, ("length", 0.0), lengths, old.length.as_ref(), new.length.as_ref()));
    let ranges = [ChangeCode::RangeTightened, ChangeCode::RangeLoosened];
    found.extend(bounds(subject, ("range", f64::NEG_INFINITY), ranges, old.range.as_ref(), new.range.as_ref()));
    let subject_text = subject.text();
    let pattern = match (&old.pattern, &new.pattern) {
        (None, Some(_)) => Some((ChangeCode::PatternAdded, format!("there is a pattern for `{subject_text}` now"))),
        (Some(_), None) => {
            Some((ChangeCode::PatternRemoved, format!("there is no pattern for `{subject_text}` any more")))
        }
        (Some(old), Some(new)) if old != new => {
            Some((ChangeCode::PatternChanged, format!("the pattern for `{subject_text}` changed")))
        }
        _ => None,
    };
    found.extend(pattern.map(|(code, message)| {
        let text = |pattern: &Option<String>| pattern.clone().unwrap_or_default();
        let change = subject.change(code, message).values(text(&old.pattern), text(&new.pattern));
        match code {
            ChangeCode::PatternRemoved => change.effect(Effect::Accepted, "the service accepts more values"),
            _ => change.effect(Effect::Rejected, "the service rejects values that do not match the pattern"),
        }
    }));
    found
}

impl Subject<'_> {
    fn text(&self) -> String {
        self.member.map_or_else(|| self.shape.to_owned(), |member| format!("{}${member}", self.shape))
    }

    fn change(&self, code: ChangeCode, message: String) -> Change {
        let change = Change::new(code, message).shape(self.shape).at(self.origin);
        self.member.into_iter().fold(change, Change::member)
    }
}

fn bounds(
    subject: &Subject<'_>,
    (what, least): (&str, f64),
    [tightened, loosened]: [ChangeCode; 2],
    old: Option<&Bounds>,
    new: Option<&Bounds>,
) -> Option<Change> {
    let none = Bounds::default();
    let (one, other) = (old.unwrap_or(&none), new.unwrap_or(&none));
    let min = order(one.min.as_deref(), other.min.as_deref(), least);
    let max = order(one.max.as_deref(), other.max.as_deref(), f64::INFINITY);
    let is_tightened = min == Ordering::Less || max == Ordering::Greater;
    let is_loosened = min == Ordering::Greater || max == Ordering::Less;
    if !is_tightened && !is_loosened {
        return None;
    }
    let code = if is_tightened { tightened } else { loosened };
    let change = subject.change(code, format!("the {what} of `{}` changed", subject.text()));
    let change = change.values(text(one), text(other));
    let change = change.effect_if(is_tightened, Effect::Rejected, "the service rejects values outside the new bounds");
    Some(change.effect_if(is_loosened, Effect::Accepted, "the service accepts more values"))
}

/// Compares two numbers as the model writes them; an absent one is unbounded. Integers that are equal as floats are
/// compared as integers.
fn order(old: Option<&str>, new: Option<&str>, absent: f64) -> Ordering {
    if let (Some(Ok(old)), Some(Ok(new))) = (old.map(str::parse::<i128>), new.map(str::parse::<i128>)) {
        return old.cmp(&new);
    }
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).unwrap_or(absent);
    number(old).total_cmp(&number(new))
}

fn text(bounds: &Bounds) -> String {
    match (&bounds.min, &bounds.max) {
        (None, None) => "no bounds".to_owned(),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
    }
}
