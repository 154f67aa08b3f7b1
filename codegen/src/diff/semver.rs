//! The verdict on the Rust API: the public items of both sides compared one by one, after Cargo's rules of semantic
//! versioning, and each difference attributed to the changes of the model that explain it.
//!
//! The rules are short because of what is generated: every structure and enum is `#[non_exhaustive]`, no trait is to be
//! implemented by dependents, and the traits of a type depend on its kind alone. So an addition is minor, a removal is
//! major, and so is every other signature.

use std::collections::{BTreeMap, HashMap};

use super::change::{ApiChange, Change, Level};
use super::code::ChangeCode;
use crate::api::{ApiItem, ApiKind};

/// An item before and afterwards.
type Pair<'a> = (Option<&'a ApiItem>, Option<&'a ApiItem>);

/// Compares the public items of two modules.
pub(super) fn compare(old: &[ApiItem], new: &[ApiItem]) -> Vec<ApiChange> {
    let key = |item: &ApiItem| (item.path.clone(), item.kind);
    let mut pairs: BTreeMap<(String, ApiKind), Pair<'_>> = BTreeMap::new();
    old.iter().for_each(|item| pairs.entry(key(item)).or_default().0 = Some(item));
    new.iter().for_each(|item| pairs.entry(key(item)).or_default().1 = Some(item));
    let changed = pairs.into_values().filter(|(old, new)| old != new);
    changed.map(|(old, new)| ApiChange { level: level(old, new), old: old.cloned(), new: new.cloned() }).collect()
}

/// The verdict on one item.
fn level(old: Option<&ApiItem>, new: Option<&ApiItem>) -> Level {
    let (Some(old), Some(new)) = (old, new) else {
        return if old.is_none() { Level::Minor } else { Level::Major };
    };
    let is_exhaustive_now = old.non_exhaustive != new.non_exhaustive;
    let needs_feature = new.feature.is_some() && new.feature != old.feature;
    if old.signature != new.signature || is_exhaustive_now || needs_feature {
        return Level::Major;
    }
    let is_deprecated_now = old.deprecated.is_none() && new.deprecated.is_some();
    if is_deprecated_now || new.feature != old.feature { Level::Minor } else { Level::Patch }
}

/// Gives each difference of the API to the changes that explain it, and raises their levels. A difference that none explains
/// becomes a change of its own, so that the verdict is that of the items, whatever the changes say.
pub(super) fn attribute(changes: &mut Vec<Change>, differences: Vec<ApiChange>) {
    let mut covering: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, change) in changes.iter().enumerate() {
        for path in &change.covers {
            covering.entry(path).or_default().push(index);
        }
    }
    let explained: Vec<Vec<usize>> =
        differences.iter().map(|it| explaining(path(it), &covering).unwrap_or_else(|| below(it, changes))).collect();
    for (difference, indices) in differences.into_iter().zip(explained) {
        if indices.is_empty() {
            changes.push(unexplained(difference));
            continue;
        }
        for index in indices {
            let change = &mut changes[index];
            change.level = change.level.max(difference.level);
            change.api.push(difference.clone());
        }
    }
}

fn path(change: &ApiChange) -> &str {
    change.new.as_ref().or(change.old.as_ref()).map_or("", |item| &item.path)
}

/// The changes that cover a path, or else the path above it.
fn explaining(mut path: &str, covering: &HashMap<&str, Vec<usize>>) -> Option<Vec<usize>> {
    loop {
        if let Some(found) = covering.get(path) {
            return Some(found.clone());
        }
        path = path.rsplit_once("::")?.0;
    }
}

/// The changes that cover an item of a module, which comes with its first item and goes with its last one.
fn below(difference: &ApiChange, changes: &[Change]) -> Vec<usize> {
    let item = difference.new.as_ref().or(difference.old.as_ref());
    let Some(module) = item.filter(|item| item.kind == ApiKind::Module) else { return Vec::new() };
    let start = format!("{}::", module.path);
    let is_below = |change: &Change| change.covers.iter().any(|path| path.starts_with(&start));
    changes.iter().enumerate().filter(|(_, change)| is_below(change)).map(|(index, _)| index).collect()
}

fn unexplained(difference: ApiChange) -> Change {
    let path = path(&difference).to_owned();
    let (code, message) = match (&difference.old, &difference.new) {
        (None, _) => (ChangeCode::ApiItemAdded, format!("the item `{path}` is new")),
        (_, None) => (ChangeCode::ApiItemRemoved, format!("the item `{path}` is gone")),
        _ => (ChangeCode::ApiItemChanged, format!("the item `{path}` changed")),
    };
    let mut change = Change::new(code, message).rust(path);
    change.level = difference.level;
    change.api.push(difference);
    change
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(path: &str, signature: &str) -> ApiItem {
        let (path, signature) = (path.to_owned(), signature.to_owned());
        ApiItem { path, kind: ApiKind::Function, signature, feature: None, non_exhaustive: false, deprecated: None }
    }

    /// The changes of two packages of which no change of a model says anything.
    fn changes(old: &[ApiItem], new: &[ApiItem]) -> Vec<(ChangeCode, Level, String)> {
        let mut changes = Vec::new();
        attribute(&mut changes, compare(old, new));
        changes.into_iter().map(|it| (it.code, it.level, it.message)).collect()
    }

    #[test]
    fn an_item_that_no_change_explains_is_a_change_of_its_own() {
        let (one, other) = (item("a::f", "pub fn f()"), item("a::f", "pub fn f(&self)"));
        let expected = |code, level, text: &str| vec![(code, level, format!("the item `a::f` {text}"))];
        let one = std::slice::from_ref(&one);
        assert_eq!(changes(&[], one), expected(ChangeCode::ApiItemAdded, Level::Minor, "is new"));
        assert_eq!(changes(one, &[]), expected(ChangeCode::ApiItemRemoved, Level::Major, "is gone"));
        assert_eq!(changes(one, &[other]), expected(ChangeCode::ApiItemChanged, Level::Major, "changed"));
        assert_eq!(changes(one, one), []);
    }

    #[test]
    fn the_level_of_an_item_follows_from_its_parts() {
        let plain = item("a::f", "pub fn f()");
        let deprecated = ApiItem { deprecated: Some(None), ..plain.clone() };
        let with_feature = ApiItem { feature: Some("client"), ..plain.clone() };
        let growing = ApiItem { non_exhaustive: true, ..plain.clone() };
        for (old, new, expected) in [
            (&plain, &deprecated, Level::Minor),
            (&deprecated, &plain, Level::Patch),
            (&plain, &with_feature, Level::Major),
            (&with_feature, &plain, Level::Minor),
            (&plain, &growing, Level::Major),
        ] {
            assert_eq!(level(Some(old), Some(new)), expected, "{old:?} {new:?}");
        }
    }
}
