//! The pagination and the waiters of operations: the methods of a builder that send more than one request.

use std::collections::BTreeMap;

use super::{Lower, paging};
use crate::diagnostic::Diagnostics;
use crate::model::{self, ShapeId};
use crate::rust::item::{Operation, Pages, Structure, Waiter};

/// The pagination and the waiters of an operation.
pub(crate) struct Polls {
    /// The pagination, if the operation has a supported one.
    pub(crate) pages: Option<Pages>,
    /// The supported waiters.
    pub(crate) waiters: Vec<Waiter>,
}

impl Lower<'_> {
    /// Lowers only the pagination and the waiters. The result is by the ids of the operations.
    pub(crate) fn polls(&self, diagnostics: &mut Diagnostics) -> BTreeMap<ShapeId, Polls> {
        let polls = self.operations.iter().map(|operation| {
            let lowered = self.operation(operation, diagnostics);
            let (input, _) = self.ends(operation, &lowered);
            (operation.id.clone(), self.polls_of(operation, &lowered, &input, diagnostics))
        });
        polls.collect()
    }

    /// Lowers the pagination and the waiters of an operation. The names of their methods differ from the other methods
    /// of the builder.
    pub(super) fn polls_of(
        &self,
        operation: &model::Operation,
        lowered: &Operation,
        input: &Structure,
        diagnostics: &mut Diagnostics,
    ) -> Polls {
        let mut methods = paging::methods(self.model, self.members(operation.input.as_ref()).map(|(shape, _)| shape));
        let pages = self.pages(operation, lowered, input, &mut methods, diagnostics);
        let waiters = self.waiters(operation, lowered, input, &mut methods, diagnostics);
        Polls { pages, waiters }
    }
}
