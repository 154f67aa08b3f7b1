//! Operations that are gone, and inputs, outputs, errors, pages and waiters that operations no longer have.

use super::{Comparison, Key};
use crate::model::waiter::Waiter;
use crate::model::{Operation, PAGES_PART, Pagination, ShapeId};
use crate::retained::{Held, Hold, Name, Parts, Record, reason};

impl Comparison<'_> {
    /// Compares all operations.
    pub(super) fn operations(&mut self) {
        for operation in &self.old.operations {
            match self.new.operations.iter().find(|it| it.id == operation.id) {
                None => self.gone(operation),
                Some(other) => self.parts(operation, other),
            }
        }
    }

    fn gone(&mut self, operation: &Operation) {
        let key = Key { id: operation.id.clone(), is_operation: true, part: None, hold: Hold::Removed };
        let record = self.record(&key, reason::operation);
        let name = Name::new(&operation.id, None);
        for id in operation.input.iter().chain(&operation.output).chain(&operation.errors) {
            self.need(id, &name, &operation.origin);
        }
        let mut kept = operation.clone();
        kept.traits.deprecated = None;
        self.put(&operation.id, true, Held::Operation(Box::new(kept), record));
    }

    fn parts(&mut self, old: &Operation, new: &Operation) {
        let mut parts = Parts::default();
        let ends = [("input", &old.input, &new.input), ("output", &old.output, &new.output)];
        for (name, before, after) in ends {
            let (Some(id), None) = (before, after) else { continue };
            let part = (id.clone(), self.of_part(&old.id, name, || reason::end(name == "input")));
            self.need(id, &Name::new(&old.id, Some(name)), &old.origin);
            match name {
                "input" => parts.input = Some(part),
                _ => parts.output = Some(part),
            }
        }
        for error in old.errors.iter().filter(|error| !new.errors.contains(error)) {
            let record = self.of_part(&old.id, error.name(), reason::error);
            self.need(error, &Name::new(&old.id, Some(error.name())), &old.origin);
            parts.errors.push((error.clone(), record));
        }
        self.polls(old, new, &mut parts);
        if !parts.is_empty() {
            self.put(&old.id, true, Held::Parts(Box::new(parts)));
        }
    }

    /// Keeps the pages and the waiters that the new model does not declare. `polls` decides about those that it declares otherwise.
    fn polls(&self, old: &Operation, new: &Operation, parts: &mut Parts) {
        if let (Some(pages), None) = (&old.paginated, &new.paginated) {
            let pages = Pagination { deprecated: None, kept_items: Vec::new(), ..pages.clone() };
            parts.pages = Some((pages, self.of_part(&old.id, PAGES_PART, reason::pages)));
        }
        for waiter in old.waiters.iter().filter(|it| new.waiters.iter().all(|other| other.name != it.name)) {
            let kept = Waiter { deprecated: None, ..waiter.clone() };
            parts.waiters.push((kept, self.of_part(&old.id, &waiter.name, reason::waiter)));
        }
    }

    fn of_part(&self, id: &ShapeId, part: &str, reason: impl FnOnce() -> String) -> Record {
        let key = Key { id: id.clone(), is_operation: true, part: Some(part.to_owned()), hold: Hold::Removed };
        self.record(&key, reason)
    }
}
