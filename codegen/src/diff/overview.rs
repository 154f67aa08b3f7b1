//! The comparisons of all services of a package, with the services that only one side has.

use super::change::{Effect, Level};
use super::report::Report;

/// The reports on several services, and the verdict on them together.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// The reports on the services that both sides list.
    pub reports: Vec<Report>,
    /// The services that only one side lists.
    pub services: Vec<ServiceChange>,
}

/// A service that only one of two sides lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceChange {
    /// The new side lists it.
    Added(String),
    /// The old side lists it.
    Removed(String),
}

impl ServiceChange {
    /// Returns the name of the service's module.
    #[must_use]
    pub fn name(&self) -> &str {
        let (Self::Added(name) | Self::Removed(name)) = self;
        name
    }

    /// Returns the verdict on the package: a module comes or goes.
    #[must_use]
    pub const fn level(&self) -> Level {
        match self {
            Self::Added(_) => Level::Minor,
            Self::Removed(_) => Level::Major,
        }
    }

    /// Returns `added` or `removed`.
    #[must_use]
    pub const fn change(&self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Removed(_) => "removed",
        }
    }
}

impl Overview {
    /// Returns the verdict on the Rust API: the greatest of all services.
    #[must_use]
    pub fn level(&self) -> Level {
        let services = self.services.iter().map(ServiceChange::level);
        self.reports.iter().map(Report::level).chain(services).max().unwrap_or_default()
    }

    /// Returns the number of changes of a level. A service that comes or goes is one change.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        let services = self.services.iter().filter(|service| service.level() == level).count();
        self.reports.iter().map(|report| report.count(level)).sum::<usize>() + services
    }

    /// Returns the number of changes with an effect. A change with several effects counts for each of them.
    #[must_use]
    pub fn count_effect(&self, effect: Effect) -> usize {
        self.reports.iter().map(|report| report.count_effect(effect)).sum()
    }
}
