//! Operations that are gone, and inputs, outputs and errors that operations no longer have.

use std::collections::HashMap;

use super::{Comparison, Key};
use crate::model::{Closure, Model, Operation, ShapeId};
use crate::retained::{Held, Hold, Name, Parts, Record, reason};

/// The inputs and outputs that have another id in the new model.
pub(super) fn renamed(old: &Model, new: &Model) -> HashMap<ShapeId, ShapeId> {
    let reached = Closure::of(new, &new.operations.iter().collect::<Vec<_>>());
    let mut renamed = HashMap::new();
    for operation in &old.operations {
        let Some(other) = new.operations.iter().find(|it| it.id == operation.id) else { continue };
        for (before, after) in [(&operation.input, &other.input), (&operation.output, &other.output)] {
            if let (Some(before), Some(after)) = (before, after)
                && before != after
                && !reached.contains(before)
            {
                renamed.insert(before.clone(), after.clone());
            }
        }
    }
    renamed
}

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
        if !parts.is_empty() {
            self.put(&old.id, true, Held::Parts(parts));
        }
    }

    fn of_part(&self, id: &ShapeId, part: &str, reason: impl FnOnce() -> String) -> Record {
        let key = Key { id: id.clone(), is_operation: true, part: Some(part.to_owned()), hold: Hold::Removed };
        self.record(&key, reason)
    }
}
