//! The imports of a file, which follow from the types of its items.

use super::{FileScope, Lower};
use crate::rust::item::{Builder, Item, Structure, Type};

impl Lower<'_> {
    /// Returns the import of the traits of required members, if a builder names them.
    pub(super) fn import_of_required(&self, items: &[Item], file_scope: FileScope<'_>) -> Option<String> {
        items.iter().any(requires).then(|| format!("{}::required", self.module.from(file_scope.depth())))
    }

    /// Returns the import of one of the service's modules, if the items name it.
    pub(super) fn import_of(&self, items: &[Item], module: &str, file_scope: FileScope<'_>) -> Option<String> {
        let prefix = format!("{module}::");
        types_of(items)
            .any(|ty| names(ty, &|path| path.starts_with(&prefix)))
            .then(|| format!("{}::{module}", self.module.from(file_scope.depth())))
    }
}

/// Returns the imports of some of a service's modules as one, if a line of at most `WIDTH` columns has room for them.
pub(super) fn together(imports: Vec<String>) -> Vec<String> {
    const WIDTH: usize = 100;
    let parts: Option<Vec<(&str, &str)>> = imports.iter().map(|path| path.rsplit_once("::")).collect();
    let Some(mut parts) = parts.filter(|parts| parts.len() > 1) else { return imports };
    parts.sort_unstable();
    let names: Vec<&str> = parts.iter().map(|(_, name)| *name).collect();
    let all = format!("{}::{{{}}}", parts[0].0, names.join(", "));
    let is_one = parts.iter().all(|(from, _)| *from == parts[0].0);
    if is_one && format!("use {all};").len() <= WIDTH { vec![all] } else { imports }
}

/// Returns whether a builder has a required member.
fn requires(item: &Item) -> bool {
    let Item::Structure(Structure { builder: Some(Builder::Public { .. }), fields, .. }) = item else { return false };
    fields.iter().any(|field| field.required.is_some())
}

/// Returns the import of the runtime under a short name.
pub(super) fn rt() -> String {
    "codegen_runtime as rt".to_owned()
}

pub(super) fn uses(items: &[Item]) -> Vec<String> {
    let map = types_of(items).any(has_map).then(|| "std::collections::BTreeMap".to_owned());
    let waits = items.iter().any(|item| matches!(item, Item::Waiter(_)));
    let duration = waits.then(|| "std::time::Duration".to_owned());
    map.into_iter().chain(duration).chain((!items.is_empty()).then(rt)).collect()
}

fn types_of(items: &[Item]) -> impl Iterator<Item = &Type> {
    items.iter().flat_map(|item| -> Vec<&Type> {
        match item {
            Item::Structure(Structure { fields, .. }) => fields.iter().map(|field| &field.ty).collect(),
            Item::Pages(pages) => pages.lists.iter().map(|list| &list.ty).collect(),
            Item::Waiter(waiter) => waiter.unions.iter().collect(),
            Item::Union(union) => union.members.iter().map(|member| &member.ty).collect(),
            _ => Vec::new(),
        }
    })
}

fn has_map(ty: &Type) -> bool {
    match ty {
        Type::Path(_) => false,
        Type::Map(..) => true,
        Type::Entry(key, value) => has_map(key) || has_map(value),
        Type::List(inner) | Type::Sparse(inner) | Type::Boxed(inner) => has_map(inner),
    }
}

fn names(ty: &Type, is: &dyn Fn(&str) -> bool) -> bool {
    match ty {
        Type::Path(path) => is(path),
        Type::Map(key, value) | Type::Entry(key, value) => names(key, is) || names(value, is),
        Type::List(inner) | Type::Sparse(inner) | Type::Boxed(inner) => names(inner, is),
    }
}
