//! From the model to the Rust that will be written. Every decision is made here: which items there are, in
//! which file, under which name, of which type, with which words.

mod condition;
mod context;
mod endpoint;
mod example;
mod expression;
mod files;
mod http;
mod imports;
mod operation;
mod paging;
mod placeholder;
mod shapes;
mod text;
mod traits;
mod types;
mod waiter;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::model::{Closure, Model, Operation, Shape, ShapeId};
use crate::partitions::Partition;
use crate::rust::item::{File, Module};
use crate::rust::module_path::ModulePath;

pub(crate) use files::{included, package, partitions_file};
use files::{reexports, required_file};
use text::Text;
use types::Types;

/// The file for which something is lowered: it decides what is in scope there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here<'a> {
    /// `mod.rs`.
    Root,
    /// `types.rs`, where enums are in scope too.
    Types,
    /// `enums.rs`.
    Enums,
    /// `error.rs`.
    Errors,
    /// The file of the operation of this name in Rust.
    Operation(&'a str),
}

impl Here<'_> {
    /// Returns how many modules the file lies below the service's.
    fn depth(self) -> usize {
        match self {
            Here::Root => 0,
            Here::Types | Here::Enums | Here::Errors => 1,
            Here::Operation(_) => 2,
        }
    }

    /// Returns the path prefix of a structure, union or enum.
    fn types(self) -> &'static str {
        if self == Here::Types { "" } else { "types::" }
    }

    /// Returns the path prefix of an error.
    fn errors(self) -> &'static str {
        match self {
            Here::Errors => "",
            Here::Operation(_) => "error::",
            Here::Root | Here::Types | Here::Enums => "super::error::",
        }
    }
}

/// The input of lowering.
pub(crate) struct Lower<'a> {
    model: &'a Model,
    /// The module's path.
    module: ModulePath<'a>,
    /// The operations that are generated, in the model's order.
    operations: Vec<&'a Operation>,
    /// The shapes that the operations reach.
    closure: Closure,
    /// The types' names.
    types: Types,
    /// The words.
    text: Text<'a>,
    partitions: Option<&'a [Partition]>,
}

impl<'a> Lower<'a> {
    /// Decides all names. What is in the closure gets a type, whether an operation reaches it or not.
    pub(crate) fn new(
        model: &'a Model,
        module: ModulePath<'a>,
        operations: Vec<&'a Operation>,
        closure: Closure,
        partitions: Option<&'a [Partition]>,
    ) -> Self {
        let types = Types::new(model, &Closure::of(model, &model.operations.iter().collect::<Vec<_>>()));
        let text = Text::new(model, module, &types, &operations, &closure);
        Self { model, module, operations, closure, types, text, partitions }
    }

    /// The whole module.
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

    /// The shape of each structure, union and enum of the module, by its path below the module.
    pub(crate) fn paths(&self) -> BTreeMap<String, ShapeId> {
        let types = self.reached().map(|shape| {
            let file = if shape.traits.error.is_some() { "error" } else { "types" };
            (format!("{file}::{}", self.types.name(&shape.id)), shape.id.clone())
        });
        let ends = self.operations.iter().flat_map(|operation| {
            let name = self.types.operation(&operation.id);
            let path = |end: &str| format!("operation::{}::{}{end}", name.module, name.name);
            [(path("Input"), &operation.input), (path("Output"), &operation.output)]
        });
        let ends = ends.filter_map(|(path, id)| Some((path, id.clone()?)));
        types.chain(ends).collect()
    }

    /// Shapes that the operations reach and that are types of their own, in the model's order.
    fn reached(&self) -> impl Iterator<Item = &'a Shape> {
        self.model.shapes.iter().filter(|shape| self.closure.contains(&shape.id) && self.types.is_named(&shape.id))
    }
}

#[cfg(test)]
mod optional_tests;
