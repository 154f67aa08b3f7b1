//! The files of a module, in their order.

use super::Lower;
use super::files::{reexports, required_file};
use crate::diagnostic::Diagnostics;
use crate::parallel;
use crate::rust::item::{File, Module};

impl Lower<'_> {
    /// Lowers the whole module.
    pub(crate) fn module(&self, diagnostics: &mut Diagnostics) -> Module {
        let operations = self.operation_files(diagnostics);
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

    /// Lowers the files of the operations, which do not depend on each other.
    fn operation_files(&self, diagnostics: &mut Diagnostics) -> Vec<File> {
        let lowered = parallel::map(&self.operations, |operation| {
            let mut found = Diagnostics::default();
            (self.operation_file(operation, &mut found), found)
        });
        let mut files = Vec::with_capacity(lowered.len());
        for (file, found) in lowered {
            diagnostics.extend(found.into_iter());
            files.push(file);
        }
        files
    }
}
