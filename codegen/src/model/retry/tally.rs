//! Figures about retry safety: the number of operations that each rule makes retryable, and the agreement of the rule
//! on names with the traits of models.

use std::ops::AddAssign;

use super::{RetryRule, reads};
use crate::model::{Model, Operation};

/// The number of operations that are retried, by rule, and of those that are sent at most once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetryTally {
    /// The operations that are retried, in the order of [`RetryRule::ALL`].
    pub by_rule: [usize; RetryRule::ALL.len()],
    /// The operations that are sent at most once.
    pub once: usize,
}

impl RetryTally {
    /// Counts operations of a model.
    #[must_use]
    pub fn of<'m>(model: &Model, operations: impl IntoIterator<Item = &'m Operation>) -> Self {
        let mut tally = Self::default();
        for operation in operations {
            match model.retry_rule(operation) {
                Some(rule) => tally.by_rule[rule as usize] += 1,
                None => tally.once += 1,
            }
        }
        tally
    }

    /// Returns the number of operations that are retried.
    #[must_use]
    pub fn retried(&self) -> usize {
        self.by_rule.iter().sum()
    }

    /// Returns the rules that apply to at least one operation, each with the number of operations.
    pub fn rules(&self) -> impl Iterator<Item = (RetryRule, usize)> {
        RetryRule::ALL.into_iter().zip(self.by_rule).filter(|(_, count)| *count > 0)
    }
}

impl AddAssign for RetryTally {
    fn add_assign(&mut self, other: Self) {
        for (slot, count) in self.by_rule.iter_mut().zip(other.by_rule) {
            *slot += count;
        }
        self.once += other.once;
    }
}

/// The agreement of the rules on names and HTTP methods with the traits of models, over all operations of one or more
/// models.
///
/// A model may leave traits out, so that an operation without one proves nothing. Precision is therefore measured
/// twice: over the operations that have a trait, and over the models that consistently mark operations whose retry
/// safety is known from the method: each `GET` and `HEAD` as read-only, or each `DELETE` as idempotent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// The operations with `smithy.api#readonly`.
    pub read_only: usize,
    /// Those of them with a reading name.
    pub read_only_and_reads: usize,
    /// The operations with either trait and a reading name.
    pub marked_and_reads: usize,
    /// The operations with a reading name, of models that mark each `GET` and `HEAD`.
    pub reads_where_marked: usize,
    /// Those of them that have either trait.
    pub reads_where_marked_and_retryable: usize,
    /// The `PUT` operations whose names set a state, of models that mark each `DELETE`.
    pub sets_where_marked: usize,
    /// Those of them that have a trait or an idempotency token.
    pub sets_where_marked_and_retryable: usize,
}

impl Agreement {
    /// Compares the rules with the traits of a model, as it is before the overlay.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let all = || model.operations.iter();
        let marked = |operation: &&Operation| operation.readonly || operation.idempotent;
        let reading = |operation: &&Operation| reads(operation.id.name());
        let by = |operation: &Operation, methods: &[&str]| {
            operation.http.as_ref().is_some_and(|http| methods.contains(&http.method.as_str()))
        };
        let marks = |methods: &'static [&'static str], marked: fn(&Operation) -> bool| {
            let mut of_kind = all().filter(|it| by(it, methods)).peekable();
            of_kind.peek().is_some() && of_kind.all(marked)
        };
        let mut agreement = Self {
            read_only: all().filter(|it| it.readonly).count(),
            read_only_and_reads: all().filter(|it| it.readonly).filter(reading).count(),
            marked_and_reads: all().filter(marked).filter(reading).count(),
            ..Self::default()
        };
        if marks(&["GET", "HEAD"], |it| it.readonly) {
            agreement.reads_where_marked = all().filter(reading).count();
            agreement.reads_where_marked_and_retryable = all().filter(reading).filter(marked).count();
        }
        if marks(&["DELETE"], |it| it.idempotent) {
            let sets = || all().filter(|it| by(it, &["PUT"]) && super::sets(it.id.name()));
            let retryable = |it: &&Operation| model.retry_rule(it).is_some_and(|rule| rule < RetryRule::SafeMethod);
            agreement.sets_where_marked = sets().count();
            agreement.sets_where_marked_and_retryable = sets().filter(retryable).count();
        }
        agreement
    }

    /// Returns each figure with its name, the number of operations that agree and the number of all.
    #[must_use]
    pub fn figures(&self) -> [(&'static str, usize, usize); 4] {
        [
            ("recall of names, over operations marked `readonly`", self.read_only_and_reads, self.read_only),
            (
                "precision of names, over operations with a trait: `readonly`",
                self.read_only_and_reads,
                self.marked_and_reads,
            ),
            (
                "precision of names, over models that mark each GET",
                self.reads_where_marked_and_retryable,
                self.reads_where_marked,
            ),
            (
                "precision of PUT, over models that mark each DELETE",
                self.sets_where_marked_and_retryable,
                self.sets_where_marked,
            ),
        ]
    }
}

impl AddAssign for Agreement {
    fn add_assign(&mut self, other: Self) {
        self.read_only += other.read_only;
        self.read_only_and_reads += other.read_only_and_reads;
        self.marked_and_reads += other.marked_and_reads;
        self.reads_where_marked += other.reads_where_marked;
        self.reads_where_marked_and_retryable += other.reads_where_marked_and_retryable;
        self.sets_where_marked += other.sets_where_marked;
        self.sets_where_marked_and_retryable += other.sets_where_marked_and_retryable;
    }
}
