//! The names in `retained.json` that items keep: a list in its metadata.

use std::collections::BTreeMap;

use super::ast::Placed;
use crate::diagnostic::Code;
use crate::frontend::json::{Node, Reader};
use crate::model::{GivenName, Named, ShapeId};
use crate::retained::NAMES;
use crate::rust::names::{NameKind, is_name};
use crate::suggest::{did_you_mean, nearest};

/// Reads the names of a file.
pub(super) fn given(root: &Placed<'_>, reader: &Reader) -> BTreeMap<Named, GivenName> {
    let mut all = BTreeMap::new();
    let Some(list) = root.get("metadata").and_then(|metadata| metadata.get(NAMES)) else { return all };
    for placed in list.elements(reader) {
        let node = placed.node(reader);
        let Some((named, given)) = entry(&node) else { continue };
        if let Some(GivenName { name, .. }) = all.get(&named) {
            let message = format!("the item has another entry, with the name `{name}`");
            node.error_with_help(Code::InvalidRetainedItem, message, "remove one of the two");
        }
        all.insert(named, given);
    }
    all
}

fn entry(node: &Node<'_>) -> Option<(Named, GivenName)> {
    node.object()?;
    let known = || Named::KINDS.into_iter().chain(["name"]);
    for (key, value) in node.entries().filter(|(key, _)| !known().any(|it| it == *key)) {
        let help = nearest(key, known())
            .map_or_else(|| format!("expected one of {}", known().collect::<Vec<_>>().join(", ")), did_you_mean);
        value.at_key().error_with_help(Code::InvalidRetainedItem, format!("a name has no key `{key}`"), help);
    }
    let items: Vec<&str> = Named::KINDS.into_iter().filter(|key| node.get(key).is_some()).collect();
    let [key] = items.as_slice() else {
        let help = format!("write one of {}", Named::KINDS.join(", "));
        node.error_with_help(Code::InvalidRetainedItem, "a name is that of one item", help);
        return None;
    };
    let item = node.get(key)?;
    let Some(named) = named(key, item.text()?) else {
        let has_part = matches!(*key, "member" | "required" | "waiter" | "waiterMethod");
        let form = if has_part { "namespace#Shape$member" } else { "namespace#Shape" };
        item.error_with_help(
            Code::InvalidName,
            format!("the item of `{key}` is an absolute id"),
            format!("write `{form}`"),
        );
        return None;
    };
    let name = node.need("name")?;
    let kind = match named {
        Named::Method(_) | Named::WaiterMethod(..) => NameKind::Value,
        Named::Member(..) => NameKind::Any,
        _ => NameKind::Type,
    };
    let text = name.text()?;
    if !is_name(text, kind) {
        let help =
            "write a name as the generator does, such as `device_name2` for a field and `DeviceName2` for a type";
        name.error_with_help(Code::InvalidName, format!("`{text}` cannot be the name of this item in Rust"), help);
        return None;
    }
    Some((named, GivenName { name: text.to_owned(), origin: name.origin() }))
}

/// Returns the item of a kind and an absolute id.
fn named(kind: &str, text: &str) -> Option<Named> {
    let (id, part) = match text.split_once('$') {
        Some((id, part)) => (id, Some(part.to_owned())),
        None => (text, None),
    };
    Named::new(kind, ShapeId::parse(id)?, part)
}
