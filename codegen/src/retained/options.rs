//! How two models are compared.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::is_called;
use crate::Selection;
use crate::model::ShapeId;

/// How two models are compared.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The date of the import, as `YYYY-MM-DD`.
    pub since: &'a str,
    /// The old model, such as `botocore 1.40.0`.
    pub last_model: &'a str,
    /// The operations that are generated. A changed type that none of them reaches is not an error.
    pub operations: Selection<'a>,
    /// The service's shape, where a Smithy model has several services.
    pub service: Option<&'a str>,
    /// The items whose changes are accepted, as `Shape`, `Shape$member`, `Operation$pages`, `Operation$items` or
    /// `Operation$Waiter`.
    pub accepted: &'a [String],
}

/// The accepted names, and which of them a comparison needed.
pub(super) struct Accepted<'a> {
    names: &'a [String],
    needed: RefCell<BTreeSet<usize>>,
}

impl<'a> Accepted<'a> {
    pub(super) fn new(names: &'a [String]) -> Self {
        Self { names, needed: RefCell::default() }
    }

    /// Returns whether the change of an item is accepted, and remembers that a change needed it.
    pub(super) fn has(&self, id: &ShapeId, part: Option<&str>) -> bool {
        let found: Vec<usize> = (0..self.names.len()).filter(|&at| is_called(&self.names[at], id, part)).collect();
        self.needed.borrow_mut().extend(&found);
        !found.is_empty()
    }

    /// The names that no change needed.
    pub(super) fn unneeded(&self) -> impl Iterator<Item = &'a str> {
        let needed = self.needed.borrow().clone();
        let names = self.names.iter().enumerate();
        names.filter(move |(at, _)| !needed.contains(at)).map(|(_, name)| name.as_str())
    }
}
