//! Inputs and outputs whose shapes have other ids in the new model.

use std::collections::HashMap;

use crate::model::{Closure, Model, ShapeId};

/// The inputs and outputs that have another id in the new model.
pub(in crate::retained) fn renamed(old: &Model, new: &Model) -> HashMap<ShapeId, ShapeId> {
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
