//! The lowering of a model as an import needs it: all operations, without files.

use crate::diagnostic::Diagnostics;
use crate::model::{self, Model};
use crate::rust::lower::Lower;
use crate::rust::module_path::ModulePath;
use crate::{Selection, customizations, select};

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
