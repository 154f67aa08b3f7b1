//! Items of pages that are kept although the model alone has them with the same methods. An import writes none of these, so that
//! one is left only where a file was changed by hand.

use super::FILE;
use super::lowered::{lower, prepared};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{KeptItems, Model, Operation, ShapeId};

/// The methods of the pages of an operation, each with the path of its items. Their order counts, because a number in the type of a
/// stream is the place of its method.
type Methods = Vec<(String, String)>;

/// Checks the kept items of a model that has passed its own check: without an entry, the operation has other methods.
pub(crate) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let kept = |operation: &Operation| operation.paginated.as_ref().map_or(0, |pages| pages.kept_items.len());
    if model.operations.iter().all(|operation| kept(operation) == 0) {
        return;
    }
    let model = prepared(model.clone());
    for operation in model.operations.iter().filter(|operation| kept(operation) > 0) {
        let kept = operation.paginated.iter().flat_map(|pages| &pages.kept_items);
        let with = |kept: Vec<KeptItems>| methods(&model, &operation.id, kept);
        let all: Vec<KeptItems> = kept.cloned().collect();
        let methods = with(all.clone());
        if methods.is_some() && with(Vec::new()) == methods {
            let message =
                format!("the pages of `{}` have the items with the same methods in the model", operation.id.name());
            let place = all[0].origin.above(2);
            let error = Diagnostic::error(Code::RetainedItemExists, &place, message).at_key().shape(&operation.id);
            diagnostics.push(error.help(format!("remove the trait from {FILE}")));
            continue;
        }
        for (at, KeptItems { method, path, origin, .. }) in all.iter().enumerate() {
            let mut others = all.clone();
            others.remove(at);
            if methods.is_some() && with(others) == methods {
                let message =
                    format!("the model has the items at `{path}` with the method `{method}` beside the others");
                let error = Diagnostic::error(Code::RetainedItemExists, origin, message).at_key().shape(&operation.id);
                diagnostics.push(error.help(format!("remove the entry from {FILE}")));
            }
        }
    }
}

/// The methods of an operation if these items are kept; `None` if its pages cannot be followed, which generation reports.
fn methods(model: &Model, id: &ShapeId, kept: Vec<KeptItems>) -> Option<Methods> {
    let mut model = model.clone();
    let operation = model.operations.iter_mut().find(|operation| operation.id == *id)?;
    operation.paginated.as_mut()?.kept_items = kept;
    let mut faults = Diagnostics::default();
    let polls = lower(&model).polls(&mut faults).remove(id)?;
    let pages = polls.pages.filter(|_| !faults.has_errors())?;
    Some(pages.lists.into_iter().map(|list| (list.method, list.wire)).collect())
}
