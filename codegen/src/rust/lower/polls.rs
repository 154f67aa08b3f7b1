//! The pages and the waiters of operations: all methods of a builder that send more than one request.

use std::collections::BTreeMap;

use super::{Lower, paging};
use crate::diagnostic::Diagnostics;
use crate::model::{self, ShapeId};
use crate::rust::item::{Operation, Pages, Structure, Waiter};

/// The pages and the waiters of an operation.
pub(crate) struct Polls {
    /// The pages, if the operation has supported ones.
    pub(crate) pages: Option<Pages>,
    /// The supported waiters.
    pub(crate) waiters: Vec<Waiter>,
}

impl Lower<'_> {
    /// Lowers the pages and the waiters alone, by the ids of their operations.
    pub(crate) fn polls(&self, diagnostics: &mut Diagnostics) -> BTreeMap<ShapeId, Polls> {
        let polls = self.operations.iter().map(|operation| {
            let lowered = self.operation(operation, diagnostics);
            let (input, _) = self.ends(operation, &lowered);
            (operation.id.clone(), self.polls_of(operation, &lowered, &input, diagnostics))
        });
        polls.collect()
    }

    /// Lowers the pages and the waiters of an operation. Their methods have names that its builder does not have otherwise.
    pub(super) fn polls_of(
        &self,
        operation: &model::Operation,
        lowered: &Operation,
        input: &Structure,
        diagnostics: &mut Diagnostics,
    ) -> Polls {
        let members = self.members(operation.input.as_ref()).map_or(&[][..], |(_, members)| members);
        let mut methods = paging::methods(members);
        let pages = self.pages(operation, lowered, input, &mut methods, diagnostics);
        let waiters = self.waiters(operation, lowered, input, &mut methods, diagnostics);
        Polls { pages, waiters }
    }
}
