//! From the model to Rust items. All decisions are made here: the items, and the file, name, type and documentation of
//! each.

mod all_names;
mod context;
mod endpoint;
mod example;
mod expression;
mod file_scope;
mod files;
mod http;
mod imports;
mod members;
mod module;
mod operation;
mod paging;
mod path;
mod placeholder;
mod polls;
mod shapes;
mod text;
mod traits;
mod types;
mod waiter;
mod waiter_names;

use std::collections::BTreeMap;

use crate::model::{Closure, Model, Operation, Shape, ShapeId};
use crate::partitions::Partition;
use crate::rust::module_path::ModulePath;

pub(crate) use all_names::AllNames;
pub(crate) use file_scope::FileScope;
pub(crate) use files::{included, package, partitions_file};
pub(crate) use polls::Polls;
use text::Text;
use types::Types;

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
    /// The documentation texts.
    text: Text<'a>,
    partitions: Option<&'a [Partition]>,
}

impl<'a> Lower<'a> {
    /// Creates the input of lowering, and decides all names. Every structure, union and enum in `closure` gets a type,
    /// even if no operation in `operations` reaches it.
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

    /// Returns the shape of each structure, union and enum of the module, by its path below the module.
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

    /// Returns the shapes that the operations reach and that are types of their own, in the model's order.
    fn reached(&self) -> impl Iterator<Item = &'a Shape> {
        self.model.shapes.iter().filter(|shape| self.closure.contains(&shape.id) && self.types.is_named(&shape.id))
    }
}

#[cfg(test)]
mod optional_tests;
