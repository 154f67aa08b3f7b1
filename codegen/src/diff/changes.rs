//! All changes between two sides: of the model first, then what the public items say about them.

use std::collections::BTreeSet;

use super::change::Change;
use super::compare::Comparison;
use super::side::{Index, Side};
use super::view::{self, View};
use super::{operations, semver, service, shapes, types};

/// Compares two sides. The gravest changes come first.
pub(super) fn changes(old: &Side, new: &Side) -> (Vec<Change>, Vec<View>) {
    let mut comparison = Comparison {
        old,
        new,
        before: Index::of(old),
        after: Index::of(new),
        changes: Vec::new(),
        pairs: BTreeSet::new(),
        documented: 0,
    };
    service::compare(&mut comparison);
    operations::compare(&mut comparison);
    types::compare(&mut comparison);
    shapes::compare(&mut comparison);
    comparison.documentation_changed();
    let views = view::views(&comparison);
    let mut changes = comparison.changes;
    semver::attribute(&mut changes, semver::compare(&old.api, &new.api));
    changes.sort_by_key(|change| (std::cmp::Reverse(change.level), std::cmp::Reverse(change.gravest())));
    (changes, views)
}
