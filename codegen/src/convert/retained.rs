//! Writes `retained.json`: shapes and operations as in the AST, with a trait that records since when and why each is
//! retained.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Ids, operation, shapes};
use crate::model::{EnumMember, GivenName, IntEnumMember, KeptItems, Model, Named, Protocol, ShapeId};
use crate::retained::{
    Entry, Held, HeldMember, NAMES, PAGE_ITEMS, PAGINATED, Parts, REMOVED, REQUIRED_ORDER, Record, Retained, WAITABLE,
};

/// Returns the text of the file, with the entries in the order of their ids. `model` is the model that the file belongs
/// to.
pub(crate) fn retained(retained: &Retained, model: &Model) -> String {
    let service = &model.service;
    let ids = Ids {
        has_xml_names: service.protocols().any(Protocol::has_xml_names),
        is_query: service.protocol.is_query(),
        others: BTreeMap::new(),
    };
    let mut all = Map::new();
    for Entry { id, held, .. } in &retained.entries {
        all.insert(id.to_string(), entry(held, &ids));
    }
    all.sort_keys();
    // Formatting a `Value` cannot fail: its keys are strings.
    let mut file = json!({ "smithy": "2.0" });
    if !retained.names.is_empty() {
        file["metadata"] = json!({ NAMES: retained.names.iter().map(name).collect::<Vec<_>>() });
    }
    file["shapes"] = Value::from(all);
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// Returns an entry for a name that an item keeps.
fn name((named, given): (&Named, &GivenName)) -> Value {
    let item = match named.parts() {
        (id, None) => id.to_string(),
        (id, Some(part)) => format!("{id}${part}"),
    };
    json!({ named.kind(): item, "name": given.name })
}

fn entry(held: &Held, ids: &Ids) -> Value {
    match held {
        Held::Operation(it, record) => {
            let written = with_trait(operation(it, ids), REMOVED, record);
            let kept = it.paginated.as_ref().map_or(&[][..], |pages| &pages.kept_items);
            if kept.is_empty() { written } else { with_page_items(written, kept, record) }
        }
        Held::Shape(it, Some(record)) => with_trait(shapes::shape(it, ids), REMOVED, record),
        Held::Shape(it, None) => shapes::shape(it, ids),
        Held::Members { is_union, members, order } => {
            let members = members.iter().map(|it| (it.member.name.clone(), member(it, ids)));
            let written = of_type(if *is_union { "union" } else { "structure" }, members);
            let Some((names, record)) = order else { return written };
            let mut written = with_trait(written, REQUIRED_ORDER, record);
            written["traits"][REQUIRED_ORDER]["members"] = json!(names);
            written
        }
        Held::Values(values) => {
            let value = |EnumMember { value, traits, .. }: &EnumMember| {
                shapes::enum_member(Value::from(value.as_str()), traits)
            };
            let members = values.iter().map(|(it, record)| (it.name.clone(), with_trait(value(it), REMOVED, record)));
            of_type("enum", members)
        }
        Held::IntValues(values) => {
            let value =
                |IntEnumMember { value, traits, .. }: &IntEnumMember| shapes::enum_member(Value::from(*value), traits);
            let members = values.iter().map(|(it, record)| (it.name.clone(), with_trait(value(it), REMOVED, record)));
            of_type("intEnum", members)
        }
        Held::Parts(parts) => self::parts(parts),
    }
}

fn of_type(kind: &str, members: impl Iterator<Item = (String, Value)>) -> Value {
    json!({ "type": kind, "members": members.collect::<Map<_, _>>() })
}

fn member(held: &HeldMember, ids: &Ids) -> Value {
    let written = shapes::member(&held.member, ids);
    held.holds.iter().fold(written, |written, (hold, record)| with_trait(written, hold.id(), record))
}

fn parts(parts: &Parts) -> Value {
    let part = |(id, record): &(ShapeId, Record)| with_trait(json!({ "target": id.to_string() }), REMOVED, record);
    let mut written = Map::from_iter([("type".to_owned(), Value::from("operation"))]);
    let ends = [("input", &parts.input), ("output", &parts.output)];
    written.extend(ends.into_iter().filter_map(|(name, end)| Some((name.to_owned(), part(end.as_ref()?)))));
    if !parts.errors.is_empty() {
        written.insert("errors".into(), parts.errors.iter().map(part).collect());
    }
    let mut written = Value::from(written);
    if let Some((pages, record)) = &parts.pages {
        let (id, pages) = super::paginated(pages);
        written["traits"][id] = pages;
        written = with_trait(written, PAGINATED, record);
    }
    if let Some((items, record)) = &parts.items {
        written = with_page_items(written, items, record);
    }
    for (waiter, record) in &parts.waiters {
        written["traits"]["smithy.waiters#waitable"][&waiter.name] = super::waiter::waiter(waiter);
        written["traits"][WAITABLE][&waiter.name] = self::record(record);
    }
    written
}

/// Adds the methods of items of pages, and the paths of the items.
fn with_page_items(written: Value, items: &[KeptItems], record: &Record) -> Value {
    let mut written = with_trait(written, PAGE_ITEMS, record);
    let paths = items.iter().map(|it| (it.method.clone(), Value::from(it.path.as_str())));
    written["traits"][PAGE_ITEMS]["items"] = Value::from(paths.collect::<Map<_, _>>());
    written
}

fn record(record: &Record) -> Value {
    let mut value = json!({ "since": record.since, "lastModel": record.last_model, "reason": record.reason });
    if let Some(before) = &record.before {
        value["before"] = Value::from(before.as_str());
    }
    value
}

/// Adds the trait with a record, after the others.
fn with_trait(mut written: Value, id: &str, record: &Record) -> Value {
    if written.get("traits").is_none() {
        written["traits"] = json!({});
    }
    written["traits"][id] = self::record(record);
    written
}
