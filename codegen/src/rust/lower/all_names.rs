//! All names that lowering gives to the items of a model, to compare them with those of another model.

use std::collections::{BTreeMap, BTreeSet};

use super::Lower;
use super::members::member_names;
use crate::diagnostic::Diagnostics;
use crate::model::{Kind, Named, Shape, ShapeId};

/// The names of a model's items.
pub(crate) struct AllNames {
    /// The names by their items.
    pub(crate) names: BTreeMap<Named, String>,
    /// The methods of pages and waiters, by the ids of their operations.
    pub(crate) methods: BTreeMap<ShapeId, BTreeSet<String>>,
}

impl Lower<'_> {
    /// Returns the names of everything that the operations reach.
    pub(crate) fn all_names(&self) -> AllNames {
        let mut all = AllNames { names: BTreeMap::new(), methods: BTreeMap::new() };
        for shape in self.model.shapes.iter().filter(|shape| self.closure.contains(&shape.id)) {
            self.names_of(shape, &mut all.names);
        }
        // What it reports is reported when the model is generated.
        for (id, polls) in self.polls(&mut Diagnostics::default()) {
            let name = self.types.operation(&id);
            all.names.insert(Named::Operation(id.clone()), name.name);
            all.names.insert(Named::Method(id.clone()), name.module);
            for waiter in &polls.waiters {
                all.names.insert(Named::Waiter(id.clone(), waiter.wire.clone()), waiter.name.clone());
                all.names.insert(Named::WaiterMethod(id.clone(), waiter.wire.clone()), waiter.method.clone());
            }
            let lists = polls.pages.iter().flat_map(|pages| pages.lists.iter().map(|list| &list.method));
            let methods = polls.pages.iter().map(|pages| &pages.method).chain(lists);
            let methods = methods.chain(polls.waiters.iter().map(|waiter| &waiter.method)).cloned().collect();
            all.methods.insert(id, methods);
        }
        all
    }

    fn names_of(&self, shape: &Shape, names: &mut BTreeMap<Named, String>) {
        let id = || shape.id.clone();
        if self.types.is_named(&shape.id) {
            names.insert(Named::Shape(id()), self.types.name(&shape.id));
        }
        let builder = self.types.builder(&shape.id).or(self.types.test_builder(&shape.id));
        names.extend(builder.map(|builder| (Named::Builder(id()), builder.to_owned())));
        let keys: Vec<String> = match &shape.kind {
            Kind::Structure(members) | Kind::Union(members) => members.iter().map(|it| it.name.clone()).collect(),
            Kind::Enum(values) => values.iter().map(|it| it.value.clone()).collect(),
            Kind::IntEnum(values) => values.iter().map(|it| it.value.to_string()).collect(),
            _ => return,
        };
        let fields = member_names(self.model, shape);
        if let Kind::Structure(members) = &shape.kind
            && self.closure.input.contains(&shape.id)
        {
            let required = members.iter().zip(&fields).filter(|(member, _)| member.traits.is_required_in_builders());
            let required = required.filter_map(|(member, field)| Some((member, self.types.required_trait(field)?)));
            names.extend(required.map(|(it, name)| (Named::Required(id(), it.name.clone()), name.to_owned())));
        }
        names.extend(keys.into_iter().zip(fields).map(|(key, name)| (Named::Member(id(), key), name)));
    }
}
