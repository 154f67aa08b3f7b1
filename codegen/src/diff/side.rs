//! One side of a comparison: a model that was read, corrected, checked and lowered as for generation, with an index of what
//! it was lowered to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::api::{self, ApiItem};
use crate::diagnostic::{Diagnostics, Origin, SourceId};
use crate::model::{Closure, Kind, Member, Model, Shape, ShapeId};
use crate::rust::item::{
    Client, Deprecation, Endpoint, File, IntEnum, Item, ModelledError, Module, Operation, Pages, StringEnum, Structure,
    Union, Waiter,
};
use crate::rust::lower::Lower;
use crate::rust::module_path::ModulePath;
use crate::source::Sources;
use crate::{Inputs, Selection, select};

/// A model and what it was lowered to.
pub(super) struct Side {
    pub(super) model: Model,
    pub(super) api: Vec<ApiItem>,
    /// The name of the module.
    pub(super) name: String,
    module: Module,
    /// The shapes of the types, by path.
    pub(super) shapes: BTreeMap<String, ShapeId>,
    /// The reasons for which selected operations are unsupported, by name.
    pub(super) refused: BTreeMap<String, String>,
    pub(super) reach: Reach,
    /// The source of the retained items, if there are any.
    retained: Option<SourceId>,
    /// The shapes that all operations reach, selected or not.
    whole: Closure,
}

impl Side {
    /// Reads and lowers a model. Operations that are selected and not in this model are not an error: they may be in the
    /// other one. `None` if there is an error, which is reported.
    pub(super) fn new<'a>(
        inputs: &Inputs<'a>,
        module: &str,
        selection: &Selection<'_>,
        sources: &mut Sources<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let crate::Corrected { model, table: partitions, .. } = crate::corrected(inputs, None, sources, diagnostics)?;
        let names: Vec<String>;
        let selection = match selection {
            Selection::All => Selection::All,
            Selection::Named(all) => {
                // An unsupported operation is a fact to report, and no error as it is for generation.
                let is_there = |name: &&String| model.operation(name).is_some();
                names = all.iter().filter(is_there).cloned().collect();
                Selection::Named(&names)
            }
        };
        // Warnings about what the generator skips belong to generation.
        let mut skipped = Diagnostics::default();
        let chosen = select::select(&model, &selection, &mut skipped);
        let refused = chosen.refused.iter().map(|it| (it.operation.clone(), it.why.clone())).collect();
        let selected = model.operations.iter().filter(|operation| match selection {
            Selection::All => true,
            Selection::Named(names) => names.iter().any(|name| name == operation.id.name()),
        });
        let reach = Reach::new(&model, &selected.collect::<Vec<_>>());
        if diagnostics.has_errors() {
            return None;
        }
        let path = ModulePath::new(module, false);
        let name = module.to_owned();
        let lower = Lower::new(&model, path, chosen.operations, chosen.closure, partitions.as_deref());
        let shapes = lower.paths();
        let module = lower.module(diagnostics);
        if diagnostics.has_errors() {
            return None;
        }
        let retained = inputs.retained.and_then(|retained| sources.named(retained));
        let whole = Closure::of(&model, &model.operations.iter().collect::<Vec<_>>());
        Some(Self { api: api::items(&module, &name), name, retained, module, shapes, refused, reach, whole, model })
    }

    /// Returns whether only operations reach a shape that are not selected.
    pub(super) fn has_unselected(&self, id: &ShapeId) -> bool {
        self.whole.contains(id) && !self.reach.is_in_requests(id) && !self.reach.is_in_responses(id)
    }

    /// Returns whether only operations that are not selected send a shape.
    pub(super) fn has_unselected_request(&self, id: &ShapeId) -> bool {
        self.whole.input.contains(id) && !self.reach.is_in_requests(id)
    }

    /// The shape of a type.
    pub(super) fn shape(&self, path: &str) -> Option<&Shape> {
        self.model.shapes.get(self.shapes.get(path)?)
    }

    /// The members of a structure or union, in the order of its fields.
    pub(super) fn members(&self, path: &str) -> &[Member] {
        match self.shape(path).map(|shape| &shape.kind) {
            Some(Kind::Structure(members) | Kind::Union(members)) => members,
            _ => &[],
        }
    }

    /// Returns whether a member is retained and not the model's.
    pub(super) fn is_retained(&self, member: Option<&Member>) -> bool {
        self.has_retained(member.map(|member| &member.origin))
    }

    /// Returns whether a place is among the retained items.
    pub(super) fn has_retained(&self, origin: Option<&Origin>) -> bool {
        origin.is_some_and(|origin| self.retained == Some(origin.source))
    }

    /// The number of operations that are generated.
    pub(super) fn operations(&self) -> usize {
        let is_operation = |item: &&Item| matches!(item, Item::Operation(_));
        self.module.files.iter().flat_map(|file| &file.items).filter(is_operation).count()
    }

    /// The number of types that are generated beside those of operations.
    pub(super) fn types(&self) -> usize {
        self.shapes.keys().filter(|path| !path.starts_with("operation::")).count()
    }

    /// The path of an item below the package.
    pub(super) fn full(&self, path: &str) -> String {
        format!("{}::{path}", self.name)
    }
}

/// The selected operations that reach each shape.
pub(super) struct Reach {
    names: Vec<String>,
    input: HashMap<ShapeId, Vec<usize>>,
    output: HashMap<ShapeId, Vec<usize>>,
}

impl Reach {
    fn new(model: &Model, operations: &[&crate::model::Operation]) -> Self {
        let mut reach = Self { names: Vec::new(), input: HashMap::new(), output: HashMap::new() };
        for (index, operation) in operations.iter().enumerate() {
            reach.names.push(operation.id.name().to_owned());
            let Closure { input, output, error } = Closure::of(model, &[operation]);
            input.into_iter().for_each(|id| reach.input.entry(id).or_default().push(index));
            let returned: BTreeSet<ShapeId> = output.into_iter().chain(error).collect();
            returned.into_iter().for_each(|id| reach.output.entry(id).or_default().push(index));
        }
        reach
    }

    /// Returns whether requests can hold the shape.
    pub(super) fn is_in_requests(&self, id: &ShapeId) -> bool {
        self.input.contains_key(id)
    }

    /// Returns whether responses can hold the shape, those of errors among them.
    pub(super) fn is_in_responses(&self, id: &ShapeId) -> bool {
        self.output.contains_key(id)
    }

    /// The names of the operations that reach a shape.
    pub(super) fn operations(&self, id: &ShapeId) -> BTreeSet<String> {
        let all = [&self.input, &self.output].into_iter().filter_map(|way| way.get(id)).flatten();
        all.filter_map(|&index| self.names.get(index).cloned()).collect()
    }
}

/// A lowered type.
#[derive(Clone, Copy)]
pub(super) enum Typed<'s> {
    Structure(&'s Structure),
    StringEnum(&'s StringEnum),
    IntEnum(&'s IntEnum),
    Union(&'s Union),
}

impl<'s> Typed<'s> {
    /// Returns the deprecation, if the type is deprecated.
    pub(super) fn deprecated(self) -> Option<&'s Deprecation> {
        match self {
            Self::Structure(it) => it.deprecated.as_ref(),
            Self::StringEnum(it) => it.deprecated.as_ref(),
            Self::IntEnum(it) => it.deprecated.as_ref(),
            Self::Union(it) => it.deprecated.as_ref(),
        }
    }

    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Structure(_) => "structure",
            Self::StringEnum(_) => "enum of strings",
            Self::IntEnum(_) => "enum of integers",
            Self::Union(_) => "union",
        }
    }
}

/// An operation with what was lowered beside it, and the path of its module.
#[derive(Clone)]
pub(super) struct Lowered<'s> {
    pub(super) path: String,
    pub(super) operation: &'s Operation,
    pub(super) pages: Option<&'s Pages>,
    pub(super) waiters: Vec<&'s Waiter>,
}

/// The lowered items of a side, found by name.
#[derive(Default)]
pub(super) struct Index<'s> {
    /// Types by path.
    pub(super) types: BTreeMap<String, Typed<'s>>,
    /// The properties of errors, by path.
    pub(super) errors: BTreeMap<String, &'s ModelledError>,
    /// Operations by their names in the model.
    pub(super) operations: BTreeMap<String, Lowered<'s>>,
    pub(super) endpoint: Option<&'s Endpoint>,
    pub(super) client: Option<&'s Client>,
}

impl<'s> Index<'s> {
    pub(super) fn of(side: &'s Side) -> Self {
        let mut index = Self::default();
        side.module.files.iter().for_each(|file| index.file(file));
        index
    }

    fn file(&mut self, file: &'s File) {
        let stem = file.path.trim_end_matches(".rs").replace('/', "::");
        let module = if stem == "enums" { "types".to_owned() } else { stem };
        let path = |name: &str| format!("{module}::{name}");
        let mut operation: Option<Lowered<'s>> = None;
        for item in file.all_items() {
            match item {
                Item::Structure(it) => drop(self.types.insert(path(&it.name), Typed::Structure(it))),
                Item::StringEnum(it) => drop(self.types.insert(path(&it.name), Typed::StringEnum(it))),
                Item::IntEnum(it) => drop(self.types.insert(path(&it.name), Typed::IntEnum(it))),
                Item::Union(it) => drop(self.types.insert(path(&it.name), Typed::Union(it))),
                Item::ModelledError(it) => drop(self.errors.insert(path(&it.name), it)),
                Item::Endpoint(it) => self.endpoint = Some(it),
                Item::Client(it) => self.client = Some(it),
                Item::Operation(it) => {
                    let path = module.clone();
                    operation = Some(Lowered { path, operation: it, pages: None, waiters: Vec::new() });
                }
                Item::Pages(it) => operation.iter_mut().for_each(|operation| operation.pages = Some(it)),
                Item::Waiter(it) => operation.iter_mut().for_each(|operation| operation.waiters.push(it)),
                Item::Contract(..)
                | Item::RecursionLimit(_)
                | Item::Modules(_)
                | Item::Reexports(_)
                | Item::Required(_)
                | Item::Service(_)
                | Item::ServiceError(_)
                | Item::Partitions(_) => {}
            }
        }
        if let Some(operation) = operation {
            self.operations.insert(operation.operation.wire.clone(), operation);
        }
    }
}
