//! A comparison in progress: both sides, and the changes that were found.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Effect};
use super::code::ChangeCode;
use super::side::{Index, Side};
use crate::model::{Documentation, ShapeId};

/// A comparison in progress.
pub(super) struct Comparison<'s> {
    pub(super) old: &'s Side,
    pub(super) new: &'s Side,
    pub(super) before: Index<'s>,
    pub(super) after: Index<'s>,
    pub(super) changes: Vec<Change>,
    /// The shapes that stand at the same place in both models: of members, items, keys and values.
    pub(super) pairs: BTreeSet<(ShapeId, ShapeId)>,
    /// The number of documentation texts that differ.
    pub(super) documented: usize,
}

impl Comparison<'_> {
    pub(super) fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Counts a documentation text that differs.
    pub(super) fn documentation(&mut self, old: Option<&Documentation>, new: Option<&Documentation>) {
        let text = |it: Option<&Documentation>| it.map(|it| it.text.trim().to_owned());
        if text(old) != text(new) {
            self.documented += 1;
        }
    }

    pub(super) fn documentation_changed(&mut self) {
        if self.documented > 0 {
            let texts = if self.documented == 1 { "text" } else { "texts" };
            let message = format!("{} {texts} of the documentation changed", self.documented);
            self.push(Change::new(ChangeCode::DocumentationChanged, message));
        }
    }

    /// The operations of both sides that reach one of two shapes.
    pub(super) fn operations(&self, old: Option<&ShapeId>, new: Option<&ShapeId>) -> Vec<String> {
        let old = old.map(|id| self.old.reach.operations(id)).unwrap_or_default();
        let new = new.map(|id| self.new.reach.operations(id)).unwrap_or_default();
        old.union(&new).cloned().collect()
    }

    /// The directions in which a type travels on either side: in requests, and in responses.
    pub(super) fn directions(&self, path: &str) -> (bool, bool) {
        let sides = [(self.old, self.old.shapes.get(path)), (self.new, self.new.shapes.get(path))];
        let known = sides.iter().filter_map(|(side, id)| Some((*side, (*id)?)));
        known.fold((false, false), |(requests, responses), (side, id)| {
            (requests || side.reach.is_in_requests(id), responses || side.reach.is_in_responses(id))
        })
    }

    /// A change of a member of the type at a path.
    pub(super) fn of_member(&self, code: ChangeCode, path: &str, name: &str, member: &str, message: String) -> Change {
        let rust = self.new.full(&format!("{path}::{}", crate::rust::names::written(name)));
        self.of_type(code, path, message).member(member).rust(rust)
    }

    /// A change of the type at a path, which explains no item yet.
    pub(super) fn of_type(&self, code: ChangeCode, path: &str, message: String) -> Change {
        let (old, new) = (self.old.shapes.get(path), self.new.shapes.get(path));
        let mut change = Change::new(code, message);
        change.operations = self.operations(old, new);
        change.view = Some(path.to_owned());
        change.shape = new.or(old).map(|id| id.name().to_owned());
        let shape = self.new.shape(path).or_else(|| self.old.shape(path));
        change.origin = shape.map(|shape| shape.origin.clone());
        change
    }
}

/// Adds the effect of a change of serialization, by the directions in which the value travels.
pub(super) fn serialized(change: Change, (requests, responses): (bool, bool)) -> Change {
    change
        .effect_if(
            requests,
            Effect::RequestChanged,
            "requests have the new form, which only a service of the new model reads",
        )
        .effect_if(responses, Effect::ResponseChanged, "responses are read in the new form")
}

/// Pairs entries of two lists by a key: those of both, those that are gone, and those that are new. In order.
pub(super) fn paired<'a, T, K: Ord>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> (Vec<(&'a T, &'a T)>, Vec<&'a T>, Vec<&'a T>) {
    let before: BTreeMap<K, &T> = old.iter().map(|it| (key(it), it)).collect();
    let after: BTreeSet<K> = new.iter().map(&key).collect();
    let both = new.iter().filter_map(|it| Some((*before.get(&key(it))?, it))).collect();
    let gone = old.iter().filter(|it| !after.contains(&key(it))).collect();
    let added = new.iter().filter(|it| !before.contains_key(&key(it))).collect();
    (both, gone, added)
}
