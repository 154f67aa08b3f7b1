//! The shapes that become types, the names of the types, and the types of members.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::FileScope;
use crate::model::{Closure, Kind, Member, Model, Operation, Shape, ShapeId, directly_recursive, large, unsupported};
use crate::rust::item::Type;
use crate::rust::names::{Scope, field_name, method_name, operation_name, type_name};

/// An operation's names.
#[derive(Clone, Debug)]
pub(crate) struct OperationName {
    /// Its type.
    pub(crate) name: String,
    /// Its module and the client's method.
    pub(crate) module: String,
}

/// The names of all types of a service, so that a name does not depend on the selection of operations.
pub(crate) struct Types {
    names: HashMap<ShapeId, String>,
    operations: HashMap<ShapeId, OperationName>,
    builders: HashMap<ShapeId, String>,
    test_builders: HashMap<ShapeId, String>,
    required: HashMap<String, String>,
    cycles: BTreeMap<ShapeId, usize>,
    /// The structures that are boxed wherever they are members, because they are large.
    large: HashSet<ShapeId>,
}

impl Types {
    pub(crate) fn new(model: &Model, whole: &Closure) -> Self {
        let ends = only_ends(model);
        let cycles = directly_recursive(model);
        let (mut types, mut errors, mut operations, mut modules) =
            (Scope::default(), Scope::default(), Scope::default(), Scope::default());
        let mut names = HashMap::new();
        for shape in model.shapes.iter() {
            let scope = if shape.traits.error.is_some() { &mut errors } else { &mut types };
            let is_type = matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_));
            if is_type && !ends.contains(&shape.id) {
                names.insert(shape.id.clone(), scope.claim(type_name(shape.id.name())));
            }
        }
        // After all types, so that a shape keeps its name, and a builder with the same name gets another one.
        let is_structure = |shape: &&Shape| matches!(shape.kind, Kind::Structure(_)) && names.contains_key(&shape.id);
        let (inputs, outputs): (Vec<_>, Vec<_>) =
            model.shapes.iter().filter(is_structure).partition(|shape| whole.input.contains(&shape.id));
        let builder = |shape: &Shape| format!("{}Builder", names[&shape.id]);
        let builders = inputs.into_iter().map(|shape| (shape.id.clone(), types.claim(builder(shape)))).collect();
        let test_builders = outputs.into_iter().map(|shape| {
            let scope = if shape.traits.error.is_some() { &mut errors } else { &mut types };
            (shape.id.clone(), scope.claim(builder(shape)))
        });
        let test_builders = test_builders.collect();
        let named = model.operations.iter().map(|operation| {
            let name = OperationName {
                name: operations.claim(operation_name(operation.id.name())),
                module: modules.claim(method_name(operation.id.name())),
            };
            (operation.id.clone(), name)
        });
        let operations: HashMap<ShapeId, OperationName> = named.collect();
        let asked = model.shapes.iter().filter(|shape| whole.input.contains(&shape.id));
        let beside = beside_operations(&operations);
        let required = required_traits(asked, |name| types.has(name) || beside.contains(name));
        Self { names, builders, test_builders, required, operations, large: large(model, &cycles), cycles }
    }

    /// Returns `true` if a shape is a type of its own, and not only an operation's input or output.
    pub(crate) fn is_named(&self, id: &ShapeId) -> bool {
        self.names.contains_key(id)
    }

    /// Returns the name of a type.
    pub(crate) fn name(&self, id: &ShapeId) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| type_name(id.name()))
    }

    pub(crate) fn operation(&self, id: &ShapeId) -> OperationName {
        self.operations
            .get(id)
            .cloned()
            .unwrap_or_else(|| OperationName { name: operation_name(id.name()), module: method_name(id.name()) })
    }

    /// Returns the name of a structure's builder. Only structures that can be part of a request have one.
    pub(crate) fn builder(&self, id: &ShapeId) -> Option<&str> {
        self.builders.get(id).map(String::as_str)
    }

    /// Returns the name of the test-only builder of a structure that no request can contain.
    pub(crate) fn test_builder(&self, id: &ShapeId) -> Option<&str> {
        self.test_builders.get(id).map(String::as_str)
    }

    /// Returns the name of the trait for required fields with this name. Only fields of structures that can be part of
    /// a request have one.
    pub(crate) fn required_trait(&self, field: &str) -> Option<&str> {
        self.required.get(field).map(String::as_str)
    }

    /// Returns the type of a member, with paths as seen from the file of `file_scope`.
    pub(crate) fn of_member(&self, model: &Model, owner: &Shape, member: &Member, file_scope: FileScope<'_>) -> Type {
        let ty = self.of_shape(model, &member.target, file_scope);
        let cycle = self.cycles.get(&owner.id);
        let is_cyclic = cycle.is_some() && cycle == self.cycles.get(&member.target);
        if is_cyclic || self.large.contains(&member.target) { Type::Boxed(Box::new(ty)) } else { ty }
    }

    /// Returns the type of a shape, with paths as seen from the file of `file_scope`. It recurses into lists and maps only,
    /// whose depth the check limits.
    pub(crate) fn of_shape(&self, model: &Model, id: &ShapeId, file_scope: FileScope<'_>) -> Type {
        let path = |path: &str| Type::Path(path.to_owned());
        let Some(shape) = model.shapes.get(id) else { return path("()") };
        let element = |member: &Member| {
            let ty = Box::new(self.of_shape(model, &member.target, file_scope));
            if shape.traits.sparse { Box::new(Type::Sparse(ty)) } else { ty }
        };
        match &shape.kind {
            Kind::Boolean => path("bool"),
            Kind::Byte => path("i8"),
            Kind::Short => path("i16"),
            Kind::Integer => path("i32"),
            Kind::Long => path("i64"),
            Kind::BigInteger => path("rt::BigInteger"),
            Kind::BigDecimal => path("rt::BigDecimal"),
            Kind::Float => path("f32"),
            Kind::Double => path("f64"),
            Kind::String => path("String"),
            Kind::Blob => path("rt::Blob"),
            Kind::Timestamp => path("rt::Timestamp"),
            Kind::Document => path("rt::Document"),
            Kind::List(member) => Type::List(element(member)),
            Kind::Map(key, value) => Type::Map(Box::new(self.of_shape(model, &key.target, file_scope)), element(value)),
            Kind::Enum(_) | Kind::IntEnum(_) | Kind::Structure(_) | Kind::Union(_) => {
                let module = if shape.traits.error.is_some() { file_scope.errors() } else { file_scope.types() };
                Type::Path(format!("{module}{}", self.name(id)))
            }
        }
    }
}

/// Returns the names of a structure's fields.
pub(crate) fn field_names(members: &[Member]) -> Vec<String> {
    let mut scope = Scope::default();
    members.iter().map(|member| scope.claim(field_name(&member.name))).collect()
}

/// Returns the names of all types in the files of operations, except waiters, which get other names in a conflict.
fn beside_operations(operations: &HashMap<ShapeId, OperationName>) -> HashSet<String> {
    let of_operation = operations.values().flat_map(|OperationName { name, .. }| {
        ["", "Input", "Output", "Error", "Builder", "OutputBuilder"].map(|end| format!("{name}{end}"))
    });
    of_operation.collect()
}

/// Returns a trait name for each name of a required field. The type parameter of a builder has the name of the trait
/// with the prefix `Has`. It must differ from all types and operations, which are in the same scope.
fn required_traits<'a>(
    structures: impl Iterator<Item = &'a Shape>,
    is_taken: impl Fn(&str) -> bool,
) -> HashMap<String, String> {
    let mut traits = Scope::default();
    let mut required = HashMap::new();
    for shape in structures {
        let Kind::Structure(members) = &shape.kind else { continue };
        for (member, field) in members.iter().zip(field_names(members)) {
            if member.traits.is_required_in_builders() && !required.contains_key(&field) {
                let mut name = traits.claim(type_name(&field));
                while is_taken(&format!("Has{name}")) {
                    name = traits.claim(type_name(&field));
                }
                required.insert(field, name);
            }
        }
    }
    required
}

/// Returns whether an operation can be generated, and not only its types.
fn is_generated(model: &Model, operation: &Operation) -> bool {
    model.service.protocol.is_supported() && unsupported(model, operation).is_empty()
}

/// Returns the structures that are only inputs or outputs of operations. Each operation has its own types for them,
/// with names derived from the operation.
fn only_ends(model: &Model) -> HashSet<ShapeId> {
    let generated = model.operations.iter().filter(|operation| is_generated(model, operation));
    let ends = generated.flat_map(|operation| operation.input.iter().chain(&operation.output));
    let used: HashSet<&ShapeId> =
        model.shapes.iter().flat_map(|shape| shape.kind.members()).map(|member| &member.target).collect();
    let is_error = |id: &&ShapeId| model.shapes.get(id).is_some_and(|shape| shape.traits.error.is_some());
    ends.filter(|id| !used.contains(id) && !is_error(id)).cloned().collect()
}
