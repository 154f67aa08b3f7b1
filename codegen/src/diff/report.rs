//! The result of a comparison: all changes, and the verdict on them together.

use super::change::{Change, Effect, Level};
use super::side::Side;
use super::view::View;
use crate::diagnostic::{Excerpt, Span, Spot};
use crate::source::Sources;

/// A model that is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name of the service in AWS's tools, such as `Device Farm`.
    pub service: String,
    /// The version of its API.
    pub api_version: String,
    /// The number of operations that are generated.
    pub operations: usize,
    /// The number of structures, unions and enums that are generated.
    pub types: usize,
}

/// The result of a comparison.
#[derive(Clone, Debug)]
pub struct Report {
    /// The model before.
    pub old: Identity,
    /// The model afterwards.
    pub new: Identity,
    /// The module of the service.
    pub module: String,
    /// True if the report is read beside those of other services, so that each change names its module.
    pub is_one_of_several: bool,
    /// The changes, the gravest first.
    pub changes: Vec<Change>,
    /// The types and operations that changed, as a whole.
    pub views: Vec<View>,
    /// The place of each change in the models, in the same order.
    pub(super) spots: Vec<Option<Spot>>,
}

impl Report {
    pub(super) fn new(
        old: &Side,
        new: &Side,
        (mut changes, views): (Vec<Change>, Vec<View>),
        sources: &Sources<'_>,
    ) -> Self {
        for change in &mut changes {
            change.is_given_up |= old.has_retained(change.origin.as_ref());
        }
        let origins: Vec<_> = changes.iter().map(|change| change.origin.clone()).collect();
        let spots = crate::diagnostic::spots(&origins, sources);
        Self {
            old: Identity::of(old),
            new: Identity::of(new),
            module: new.name.clone(),
            is_one_of_several: false,
            changes,
            views,
            spots,
        }
    }

    /// Returns the verdict on the Rust API: the greatest of all changes.
    #[must_use]
    pub fn level(&self) -> Level {
        self.changes.iter().map(|change| change.level).max().unwrap_or_default()
    }

    /// Returns the gravest effect on requests and responses; `None` if there is none.
    #[must_use]
    pub fn gravest(&self) -> Option<Effect> {
        self.changes.iter().filter_map(Change::gravest).max()
    }

    /// Returns the number of changes of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.changes.iter().filter(|change| change.level == level).count()
    }

    /// Returns the number of changes with an effect. A change with several effects counts for each of them.
    #[must_use]
    pub fn count_effect(&self, effect: Effect) -> usize {
        self.changes.iter().filter(|change| change.effects.iter().any(|(it, _)| *it == effect)).count()
    }

    /// Returns the file and the part of it where a change is, by the index of the change.
    #[must_use]
    pub fn place(&self, index: usize) -> Option<(&str, &Span, Option<&Excerpt>)> {
        let spot = self.spots.get(index)?.as_ref()?;
        Some((&spot.file, &spot.span, spot.excerpt.as_ref()))
    }
}

impl Identity {
    fn of(side: &Side) -> Self {
        let service = &side.model.service;
        Self {
            service: service.sdk_id.clone(),
            api_version: service.version.clone(),
            operations: side.operations(),
            types: side.types(),
        }
    }
}
