//! The shapes that become types, the names of the types, and the types of members.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::FileScope;
use super::members::member_names;
use crate::model::{
    Closure, Kind, Member, Model, Named, Operation, Shape, ShapeId, directly_recursive, large, unsupported,
};
use crate::rust::item::Type;
use crate::rust::names::{Scope, method_name, operation_name, type_name};

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
        let is_type = |shape: &&Shape| {
            matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_))
                && !ends.contains(&shape.id)
        };
        let typed: Vec<&Shape> = model.shapes.iter().filter(is_type).collect();
        let structures = typed.iter().copied().filter(|shape| matches!(shape.kind, Kind::Structure(_)));
        let (inputs, outputs): (Vec<_>, Vec<_>) = structures.partition(|shape| whole.input.contains(&shape.id));
        let (mut types, mut errors) = (Scope::default(), Scope::default());
        // The names of traits that are given, behind which types with their names stand back.
        for parameter in given_parameters(model) {
            types.claim(parameter);
        }
        // After all types, so that a shape keeps its name, and a builder with the same name gets another one. Given names come
        // before all others.
        let shape = |shape: &Shape| Named::Shape(shape.id.clone());
        let builder = |shape: &Shape| Named::Builder(shape.id.clone());
        let mut names = HashMap::new();
        let (mut builders, mut test_builders) = (HashMap::new(), HashMap::new());
        for is_given in [true, false] {
            let name = |given: Option<&str>, natural: &dyn Fn() -> String| match is_given {
                true => given.map(str::to_owned),
                false => given.is_none().then(natural),
            };
            for it in &typed {
                let scope = if it.traits.error.is_some() { &mut errors } else { &mut types };
                let found = name(model.names.get(&shape(it)), &|| type_name(it.id.name()));
                names.extend(found.map(|found| (it.id.clone(), scope.claim(found))));
            }
            let of = |it: &Shape, names: &HashMap<ShapeId, String>| {
                name(model.names.get(&builder(it)), &|| format!("{}Builder", names[&it.id]))
            };
            for it in &inputs {
                builders.extend(of(it, &names).map(|found| (it.id.clone(), types.claim(found))));
            }
            for it in &outputs {
                let scope = if it.traits.error.is_some() { &mut errors } else { &mut types };
                test_builders.extend(of(it, &names).map(|found| (it.id.clone(), scope.claim(found))));
            }
        }
        let operations = operation_names(model);
        let asked = model.shapes.iter().filter(|shape| whole.input.contains(&shape.id));
        let beside = beside_operations(&operations);
        let required = required_traits(model, asked, |name| types.has(name) || beside.contains(name));
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

/// Returns the names of all types in the files of operations, except waiters, which get other names in a conflict.
fn beside_operations(operations: &HashMap<ShapeId, OperationName>) -> HashSet<String> {
    let of_operation =
        operations.values().flat_map(|OperationName { name, .. }| OF_OPERATION.map(|end| format!("{name}{end}")));
    of_operation.collect()
}

/// Returns a trait name for each name of a required field. The type parameter of a builder has the name of the trait
/// with the prefix `Has`. It must differ from all types and operations, which are in the same scope, unless it is given.
fn required_traits<'a>(
    model: &Model,
    structures: impl Iterator<Item = &'a Shape>,
    is_taken: impl Fn(&str) -> bool,
) -> HashMap<String, String> {
    let mut traits = Scope::default();
    let mut required = HashMap::new();
    let fields: Vec<(&Shape, &Member, String)> = structures.flat_map(|shape| required_fields(model, shape)).collect();
    for (shape, member, field) in &fields {
        if let Some(name) = model.names.get(&Named::Required(shape.id.clone(), member.name.clone())) {
            required.entry(field.clone()).or_insert_with(|| traits.claim(name.to_owned()));
        }
    }
    for (_, _, field) in fields {
        if let Entry::Vacant(slot) = required.entry(field) {
            let mut name = traits.claim(type_name(slot.key()));
            while is_taken(&format!("Has{name}")) {
                name = traits.claim(type_name(slot.key()));
            }
            slot.insert(name);
        }
    }
    required
}

/// Returns the members of a structure that builders require, with their fields.
fn required_fields<'a>(model: &Model, shape: &'a Shape) -> impl Iterator<Item = (&'a Shape, &'a Member, String)> {
    let is_structure = matches!(shape.kind, Kind::Structure(_));
    let members = shape.kind.members().filter(move |_| is_structure).zip(member_names(model, shape));
    let required = members.filter(|(member, _)| member.traits.is_required_in_builders());
    required.map(move |(member, field)| (shape, member, field))
}

/// Returns the parameters of builders whose traits have given names.
fn given_parameters(model: &Model) -> impl Iterator<Item = String> {
    let given = model.names.given.iter().filter(|(named, _)| matches!(named, Named::Required(..)));
    let names: BTreeSet<&str> = given.map(|(_, given)| given.name.as_str()).collect();
    names.into_iter().map(|name| format!("Has{name}"))
}

/// The ends of the names of types in the file of an operation, which begin with that of the operation.
const OF_OPERATION: [&str; 6] = ["", "Input", "Output", "Error", "Builder", "OutputBuilder"];

/// Returns the names of operations: first those that are given, then the others in the model's order.
fn operation_names(model: &Model) -> HashMap<ShapeId, OperationName> {
    let (mut types, mut modules) = (Scope::default(), Scope::default());
    for parameter in given_parameters(model) {
        for name in OF_OPERATION.iter().filter_map(|end| parameter.strip_suffix(end)) {
            types.claim(name.to_owned());
        }
    }
    let given = |named: Named, scope: &mut Scope| model.names.get(&named).map(|name| scope.claim(name.to_owned()));
    let given: Vec<_> = model
        .operations
        .iter()
        .map(|it| {
            let name = given(Named::Operation(it.id.clone()), &mut types);
            (name, given(Named::Method(it.id.clone()), &mut modules))
        })
        .collect();
    let named = model.operations.iter().zip(given).map(|(operation, (name, module))| {
        let name = OperationName {
            name: name.unwrap_or_else(|| types.claim(operation_name(operation.id.name()))),
            module: module.unwrap_or_else(|| modules.claim(method_name(operation.id.name()))),
        };
        (operation.id.clone(), name)
    });
    named.collect()
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
