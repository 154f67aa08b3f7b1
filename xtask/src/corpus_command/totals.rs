//! The totals of all models.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use codegen::model::retry::{Agreement, RetryTally};

use super::outcome::Outcome;

/// The number of the slowest models that are reported.
const SLOWEST: usize = 5;

/// The totals of all models.
pub(super) struct Totals {
    pub(super) services: usize,
    /// Those of which something is wrong.
    pub(super) failed: Vec<String>,
    /// How many speak which protocol, the most first.
    pub(super) protocols: Vec<(String, usize)>,
    /// The operations that are generated.
    pub(super) operations: usize,
    /// The operations that are left out.
    pub(super) refused: usize,
    /// Why, and how many for that reason, the most first.
    pub(super) reasons: Vec<(String, usize)>,
    pub(super) lines: usize,
    /// The operations that are generated, by the rule on which the client retries them.
    pub(super) retries: RetryTally,
    /// How well the rules on names and methods agree with the traits of all models.
    pub(super) agreement: Agreement,
    pub(super) warnings: usize,
    pub(super) errors: usize,
    /// How many compile, of how many that were tried; `None` where none was.
    pub(super) compiled: Option<(usize, usize)>,
    pub(super) slowest: Vec<(String, Duration)>,
    /// The time of all models, one after another.
    pub(super) work: Duration,
}

impl Totals {
    pub(super) fn of(all: &[Outcome]) -> Self {
        let mut slowest: Vec<_> = all.iter().map(|it| (it.full_name(), it.time)).collect();
        slowest.sort_by_key(|(_, time)| Reverse(*time));
        slowest.truncate(SLOWEST);
        let tried = all.iter().filter_map(|it| it.compiles).count();
        let compiling = all.iter().filter(|it| it.compiles == Some(true)).count();
        let (mut retries, mut agreement) = (RetryTally::default(), Agreement::default());
        for it in all {
            retries += it.retries;
            agreement += it.agreement;
        }
        let refused = all.iter().flat_map(|it| &it.refused);
        Self {
            services: all.len(),
            failed: all.iter().filter(|it| !it.is_good()).map(Outcome::full_name).collect(),
            protocols: counted(all.iter().map(Outcome::protocol)),
            operations: all.iter().map(|it| it.operations).sum(),
            refused: refused.clone().count(),
            reasons: counted(refused.map(|refused| refused.why.as_str())),
            retries,
            agreement,
            lines: all.iter().map(|it| it.lines).sum(),
            warnings: all.iter().map(|it| it.warnings.len()).sum(),
            errors: all.iter().map(|it| it.errors.len()).sum(),
            compiled: (tried > 0).then_some((compiling, tried)),
            slowest,
            work: all.iter().map(|it| it.time).sum(),
        }
    }
}

/// How often each occurs, the most frequent first.
fn counted<'a>(all: impl Iterator<Item = &'a str>) -> Vec<(String, usize)> {
    let mut counts = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_insert(0) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(one, count)| (one.to_owned(), count)).collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

/// The most memory that this process has had, in bytes, where the system reports it.
pub(super) fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
