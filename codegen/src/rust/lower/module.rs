//! The files of a module, in their order.

use super::Lower;
use super::files::{reexports, required_file};
use crate::diagnostic::Diagnostics;
use crate::rust::item::{File, Module};

impl Lower<'_> {
    /// Lowers the whole module.
    pub(crate) fn module(&self, diagnostics: &mut Diagnostics) -> Module {
        let operations: Vec<File> =
            self.operations.iter().map(|operation| self.operation_file(operation, diagnostics)).collect();
        let mut types = self.types_file();
        let enums = self.enums_file();
        let errors = self.errors_file();
        let required = required_file(operations.iter().chain([&types]));
        types.items.splice(0..0, reexports(&enums));
        let optional: Vec<File> =
            [enums, types, errors, required].into_iter().filter(|file| !file.items.is_empty()).collect();
        let mut files = vec![self.root_file(&optional)];
        if self.service().is_some() {
            files.push(self.client_file(diagnostics));
            files.push(self.endpoint_file(diagnostics));
            files.push(self.operations_file());
        }
        files.extend(optional);
        files.extend(operations);
        Module { files }
    }
}
