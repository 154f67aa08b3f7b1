//! The lowering of a model as an import needs it: all operations, without files.

use crate::diagnostic::Diagnostics;
use crate::model::{self, Model};
use crate::rust::lower::Lower;
use crate::rust::module_path::ModulePath;
use crate::source::{Source, Sources};
use crate::{Selection, customizations, frontend, overlay, select};

/// Applies an overlay, because the methods of its pages and waiters have names, too. What is wrong with it is not reported: an
/// overlay is for one model, and is corrected when the next one is there.
pub(super) fn with_overlay(mut model: Model, overlay: Option<Source<'_>>) -> Model {
    let (mut sources, mut ignored) = (Sources::default(), Diagnostics::default());
    if let Some((source, value)) = overlay.and_then(|it| crate::json(it, &mut sources, &mut ignored)) {
        let overlay = frontend::overlay(source, &value, &mut ignored);
        overlay::apply(overlay, source, &mut model, &mut ignored);
    }
    model
}

/// Adds what generation adds to a model.
pub(super) fn prepared(mut model: Model) -> Model {
    customizations::apply(&mut model);
    model::note_documents(&mut model);
    model
}

/// Lowers a model that is prepared. An operation that is unsupported has neither pages nor waiters.
pub(super) fn lower(model: &Model) -> Lower<'_> {
    let chosen = select::select(model, &Selection::All, &mut Diagnostics::default());
    Lower::new(model, ModulePath::new("service", false), chosen.operations, chosen.closure, None)
}
