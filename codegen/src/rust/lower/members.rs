//! The names of members: fields of structures, and variants of unions and enums.

use crate::model::{Kind, Model, Named, Shape};
use crate::rust::names::{Scope, field_name, variant_name, variant_names};

/// Returns the names of a shape's members or values, in their order.
pub(super) fn member_names(model: &Model, shape: &Shape) -> Vec<String> {
    let mut scope = Scope::default();
    match &shape.kind {
        Kind::Structure(members) => {
            let keys: Vec<&str> = members.iter().map(|it| it.name.as_str()).collect();
            let given = given(model, shape, &keys, &mut scope);
            for reserved in model.names.reserved.get(&shape.id).into_iter().flatten() {
                scope.claim(reserved.clone());
            }
            given
                .into_iter()
                .zip(keys)
                .map(|(given, key)| given.unwrap_or_else(|| scope.claim(field_name(key))))
                .collect()
        }
        Kind::Union(members) => {
            variants(model, shape, members.iter().map(|it| (it.name.clone(), it.name.as_str())), scope)
        }
        Kind::IntEnum(values) => {
            variants(model, shape, values.iter().map(|it| (it.value.to_string(), it.name.as_str())), scope)
        }
        Kind::Enum(values) => {
            scope.claim(UNKNOWN.to_owned());
            let keys: Vec<&str> = values.iter().map(|it| it.value.as_str()).collect();
            let given = given(model, shape, &keys, &mut scope);
            let others: Vec<&str> =
                keys.iter().zip(&given).filter(|(_, it)| it.is_none()).map(|(key, _)| *key).collect();
            let mut others = variant_names(&others, &mut scope).into_iter();
            given.into_iter().filter_map(|it| it.or_else(|| others.next())).collect()
        }
        _ => Vec::new(),
    }
}

/// The variant of values and members that the model does not have.
const UNKNOWN: &str = "Unknown";

/// Returns the names of variants by the keys of their items and their names in the model.
fn variants<'m>(
    model: &Model,
    shape: &Shape,
    items: impl Iterator<Item = (String, &'m str)>,
    mut scope: Scope,
) -> Vec<String> {
    scope.claim(UNKNOWN.to_owned());
    let (keys, names): (Vec<String>, Vec<&str>) = items.unzip();
    let given = given(model, shape, &keys, &mut scope);
    given.into_iter().zip(names).map(|(given, name)| given.unwrap_or_else(|| scope.claim(variant_name(name)))).collect()
}

/// Claims the given names of members, before those that follow from the model.
fn given(model: &Model, shape: &Shape, keys: &[impl AsRef<str>], scope: &mut Scope) -> Vec<Option<String>> {
    if model.names.given.is_empty() {
        return vec![None; keys.len()];
    }
    let name = |key: &str| model.names.get(&Named::Member(shape.id.clone(), key.to_owned()));
    keys.iter().map(|key| name(key.as_ref()).map(|name| scope.claim(name.to_owned()))).collect()
}
