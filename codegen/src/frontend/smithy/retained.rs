//! `retained.json`: shapes, operations and parts of them in Smithy's JSON AST, each with a trait that records since
//! when and why it is retained.

use serde_json::Value;

use super::ast::{self, Ast, Placed};
use super::names;
use super::operation::Common;
use super::shapes::{Renames, ShapeBuilder};
use super::traits::TraitReader;
use crate::diagnostic::{Code, Origin, SourceId};
use crate::frontend::json::{Node, Reader};
use crate::frontend::names::is_identifier;
use crate::frontend::waiters;
use crate::model::{KeptItems, Kind, Model, ShapeId};
use crate::retained::{
    Entry, Held, HeldMember, Hold, PAGE_ITEMS, PAGINATED, Parts, REMOVED, REQUIRED_ORDER, Record, Retained, WAITABLE,
};
use crate::suggest::{did_you_mean, nearest};

/// The namespace of the traits of this file.
const NAMESPACE: &str = "codegen.retained#";

/// The types of shapes without an item in Rust. They need no record, because the items that use them have one.
const WITHOUT_ITEM: &[&str] = &[
    "bigDecimal",
    "bigInteger",
    "blob",
    "boolean",
    "byte",
    "document",
    "double",
    "float",
    "integer",
    "list",
    "long",
    "map",
    "set",
    "short",
    "string",
    "timestamp",
];

/// Reads a `retained.json`. Its items may refer to shapes of the model that it belongs to.
pub(in crate::frontend) fn read(reader: &Reader, source: SourceId, value: &Value, model: &Model) -> Retained {
    let root = Placed { value, origin: Origin { source, pointer: String::new() } };
    let mut ast = Ast::default();
    ast.add(&root, reader);
    ast.apply(reader);
    root.node(reader).need("shapes");
    let builder = ShapeBuilder {
        ast: &ast,
        reader,
        renames: Renames::new(),
        is_query: model.service.protocol.is_query(),
        has_xml_names: model.service.protocols().any(crate::model::Protocol::has_xml_names),
        beside: Some(model),
    };
    let entries = ast.iter().filter_map(|shape| {
        let held = builder.held(shape, model)?;
        Some(Entry { id: shape.id.clone(), held, origin: shape.node.origin.clone() })
    });
    Retained { entries: entries.collect(), names: names::given(&root, reader) }
}

impl ShapeBuilder<'_, '_> {
    fn held(&self, shape: &ast::Shape<'_>, model: &Model) -> Option<Held> {
        let node = shape.node.node(self.reader);
        known_traits(&shape.traits, self.reader);
        if !shape.mixins.is_empty() {
            let message = "a shape that is kept has no mixins";
            node.error_with_help(Code::InvalidRetainedItem, message, "write its members and traits themselves");
            return None;
        }
        let record = shape.traits.get(REMOVED).and_then(|all| record(&all.first()?.node(self.reader)));
        let is_whole = shape.traits.contains_key(REMOVED);
        match shape.kind {
            "operation" if is_whole => {
                let auth = ["aws.auth#sigv4"];
                let is_rest = model.service.protocol.is_rest();
                let common = Common { errors: &[], paginated: None, is_rest, auth: &auth };
                let mut operation = self.operation(shape, &common);
                let asked = TraitReader { traits: &shape.traits, reader: self.reader };
                let items = asked.node(PAGE_ITEMS).and_then(|node| page_items(&node));
                if let (Some(pages), Some((items, _))) = (&mut operation.paginated, items) {
                    pages.kept_items = items;
                }
                Some(Held::Operation(Box::new(operation), record?))
            }
            "operation" => Some(Held::Parts(Box::new(self.parts(shape)))),
            kind if WITHOUT_ITEM.contains(&kind) => Some(Held::Shape(Box::new(self.shape(shape)?), record)),
            "structure" | "union" | "enum" | "intEnum" if is_whole => {
                Some(Held::Shape(Box::new(self.shape(shape)?), Some(record?)))
            }
            "structure" | "union" => {
                let members = shape.members.iter().filter_map(|member| self.held_member(&shape.id, member)).collect();
                Some(Held::Members { is_union: shape.kind == "union", members, order: self.order(shape) })
            }
            "enum" | "intEnum" => self.values(shape),
            kind => {
                let message = format!("a {kind} cannot be kept");
                let help =
                    "remove it; structures, unions, enums and operations can be kept, with what they are made of";
                node.error_with_help(Code::InvalidRetainedItem, message, help);
                None
            }
        }
    }

    fn held_member(&self, id: &ShapeId, member: &ast::Member<'_>) -> Option<HeldMember> {
        known_traits(&member.traits, self.reader);
        let stated = Hold::ALL.iter().filter(|hold| member.traits.contains_key(hold.id()));
        let holds: Vec<Option<(Hold, Record)>> = stated
            .map(|&hold| {
                let placed = member.traits.get(hold.id())?.first()?;
                Some((hold, record(&placed.node(self.reader))?))
            })
            .collect();
        let here = self.reader.at(&Value::Null, &member.origin);
        if holds.is_empty() {
            let message = format!("nothing says why the member `{}` is kept", member.name);
            let help = format!("give it the trait `{REMOVED}`, or remove it here");
            here.error_with_help(Code::InvalidRetainedItem, message, help);
            return None;
        }
        let holds: Vec<(Hold, Record)> = holds.into_iter().collect::<Option<_>>()?;
        let has = |hold: Hold| holds.iter().any(|(it, _)| *it == hold);
        if has(Hold::Removed) && holds.len() > 1 || has(Hold::Optional) && has(Hold::Required) {
            let message = format!("the traits of the member `{}` contradict each other", member.name);
            here.error_with_help(Code::InvalidRetainedItem, message, "keep the one that is meant");
            return None;
        }
        // If the target is not retained, no shape of the model refers to it, so that no other check reports it.
        if let Some(target) = member.target.as_ref().filter(|_| !has(Hold::Removed) && !has(Hold::Type))
            && !self.holds_values(target, &member.origin, id)
        {
            return None;
        }
        Some(HeldMember { member: self.member(member)?, holds })
    }

    /// Reads the former order of the required members of a structure.
    fn order(&self, shape: &ast::Shape<'_>) -> Option<(Vec<String>, Record)> {
        let placed = shape.traits.get(REQUIRED_ORDER)?.first()?;
        let node = placed.node(self.reader);
        let names =
            node.need("members").map(|it| it.elements().filter_map(|it| it.text().map(str::to_owned)).collect());
        Some((names?, record_with(&node, &["members"])?))
    }

    /// Reads the pagination and the waiters that an operation no longer has.
    fn polls(&self, shape: &ast::Shape<'_>, parts: &mut Parts) {
        let asked = TraitReader { traits: &shape.traits, reader: self.reader };
        if let Some(pages) = self.paginated(asked, None) {
            let here = self.reader.at(&Value::Null, &pages.origin);
            let record = asked.node(PAGINATED).map(|node| record(&node));
            if record.is_none() {
                let help = format!("give the operation the trait `{PAGINATED}`, or remove the pages here");
                here.error_with_help(Code::InvalidRetainedItem, "nothing says why the pages are kept", help);
            }
            parts.pages = record.flatten().map(|record| (pages, record));
        } else if let Some(node) = asked.node(PAGINATED) {
            let help = "add `smithy.api#paginated`, or remove the trait";
            node.at_key().error_with_help(Code::InvalidRetainedItem, "there are no pages to be kept", help);
        }
        parts.items = asked.node(PAGE_ITEMS).and_then(|node| page_items(&node));
        let records = asked.node(WAITABLE);
        let kept = asked.node("smithy.waiters#waitable").map(|node| waiters::waitable(&node)).unwrap_or_default();
        for (name, node) in records.iter().flat_map(Node::entries) {
            if kept.iter().all(|it| it.name != name) {
                let message = format!("there is no waiter `{name}` to be kept");
                let help = "add it to `smithy.waiters#waitable`, or remove its record";
                node.at_key().error_with_help(Code::InvalidRetainedItem, message, help);
            }
        }
        for waiter in kept {
            let Some(node) = records.as_ref().and_then(|node| node.get(&waiter.name)) else {
                let message = format!("nothing says why the waiter `{}` is kept", waiter.name);
                let help = format!("name it in the trait `{WAITABLE}`, or remove it here");
                let here = self.reader.at(&Value::Null, &waiter.origin);
                here.error_with_help(Code::InvalidRetainedItem, message, help);
                continue;
            };
            parts.waiters.extend(record(&node).map(|record| (waiter, record)));
        }
    }

    /// Reads the retained values of an enum, each with its record.
    fn values(&self, shape: &ast::Shape<'_>) -> Option<Held> {
        let records: Vec<Option<Record>> = shape
            .members
            .iter()
            .map(|member| {
                known_traits(&member.traits, self.reader);
                let here = self.reader.at(&Value::Null, &member.origin);
                let Some(placed) = member.traits.get(REMOVED).and_then(|all| all.first()) else {
                    let message = format!("nothing says why the value `{}` is kept", member.name);
                    let help = format!("give it the trait `{REMOVED}`, or remove it here");
                    here.error_with_help(Code::InvalidRetainedItem, message, help);
                    return None;
                };
                record(&placed.node(self.reader))
            })
            .collect();
        let records = || shape.members.iter().zip(records.clone());
        let of = |name: &str| records().find(|(member, _)| member.name == name).and_then(|(_, record)| record);
        match self.kind(shape)? {
            Kind::Enum(values) => Some(Held::Values(
                values.into_iter().filter_map(|it| of(&it.name).map(|record| (it, record))).collect(),
            )),
            Kind::IntEnum(values) => {
                let held = values.into_iter().filter_map(|it| of(&it.name).map(|record| (it, record)));
                Some(Held::IntValues(held.collect()))
            }
            _ => None,
        }
    }

    /// Reads the input, the output, the errors, the pagination and the waiters that an operation no longer has.
    fn parts(&self, shape: &ast::Shape<'_>) -> Parts {
        let part = |placed: &Placed<'_>| -> Option<(ShapeId, Record)> {
            let id = placed.target(self.reader)?;
            let traits = placed.get("traits");
            let Some(stated) = traits.as_ref().and_then(|traits| traits.get(REMOVED)) else {
                let message = format!("nothing says why `{}` is kept", id.name());
                let help = format!("give it the trait `{REMOVED}`, or remove it here");
                placed.node(self.reader).error_with_help(Code::InvalidRetainedItem, message, help);
                return None;
            };
            let record = record(&stated.node(self.reader))?;
            self.holds_values(&id, &placed.origin, &shape.id).then_some((id, record))
        };
        let end = |key: &str| shape.node.get(key).and_then(|placed| part(&placed));
        let errors = shape.node.get("errors").map(|list| list.elements(self.reader).collect::<Vec<_>>());
        let errors = errors.iter().flatten().filter_map(part).collect();
        let mut parts = Parts { input: end("input"), output: end("output"), errors, ..Parts::default() };
        self.polls(shape, &mut parts);
        parts
    }
}

/// Reads the items of pages, with the methods that they keep.
fn page_items(node: &Node<'_>) -> Option<(Vec<KeptItems>, Record)> {
    let items = node.need("items")?;
    items.object()?;
    let kept = items.entries().filter_map(|(method, path)| {
        if !is_identifier(method) {
            let message = format!("`{method}` is not a valid method name");
            let help = "name the builder's method, such as `items`";
            path.at_key().error_with_help(Code::InvalidRetainedItem, message, help);
            return None;
        }
        let (origin, path) = (path.origin(), path.text()?.to_owned());
        Some(KeptItems { method: method.to_owned(), path, deprecated: None, origin })
    });
    let kept: Vec<KeptItems> = kept.collect();
    if items.entries().next().is_none() {
        let help = "name a method and the path of its items, or remove the trait";
        items.error_with_help(Code::InvalidRetainedItem, "there are no items to be kept", help);
    }
    Some((kept, record_with(node, &["items"])?))
}

/// Reports unknown traits in the namespace of this file.
fn known_traits(traits: &ast::Traits<'_>, reader: &Reader) {
    for (name, all) in traits.iter().filter(|(name, _)| name.starts_with(NAMESPACE)) {
        let known = || Hold::ALL.iter().map(|hold| hold.id()).chain([PAGINATED, PAGE_ITEMS, WAITABLE, REQUIRED_ORDER]);
        if known().any(|id| id == *name) {
            continue;
        }
        let near = nearest(name, known());
        let help =
            near.map_or_else(|| format!("expected one of {}", known().collect::<Vec<_>>().join(", ")), did_you_mean);
        for placed in all {
            let message = format!("there is no trait `{name}`");
            placed.node(reader).at_key().error_with_help(Code::UnknownTrait, message, help.clone());
        }
    }
}

/// The keys of a record.
const KEYS: &[&str] = &["since", "lastModel", "reason", "before"];

fn record(node: &Node<'_>) -> Option<Record> {
    record_with(node, &[])
}

/// Reads a record from an object that may have other keys, too.
fn record_with(node: &Node<'_>, others: &[&str]) -> Option<Record> {
    node.object()?;
    for (key, value) in node.entries().filter(|(key, _)| !KEYS.contains(key) && !others.contains(key)) {
        let near = nearest(key, KEYS.iter().copied());
        let help = near.map_or(format!("expected one of {}", KEYS.join(", ")), did_you_mean);
        value.at_key().error_with_help(Code::InvalidRetainedItem, format!("a record has no key `{key}`"), help);
    }
    let (since, last_model, reason) = (node.need("since"), node.need("lastModel"), node.need("reason"));
    let (since, last_model, reason) = (since?, last_model?.text()?.to_owned(), reason?);
    let date = since.text()?;
    if !is_date(date) {
        let message = format!("`{date}` is not a date");
        since.error_with_help(Code::InvalidRetainedItem, message, "write the year, month and day, as in 2025-11-17");
        return None;
    }
    let text = reason.text()?;
    if text.trim().is_empty() {
        let help = "say what the service does with it now, to follow \"Since\" and the date";
        reason.error_with_help(Code::InvalidRetainedItem, "the reason is empty", help);
        return None;
    }
    Some(Record {
        since: date.to_owned(),
        last_model,
        reason: text.trim().to_owned(),
        before: node.text_at("before"),
        origin: node.origin(),
    })
}

/// Returns whether a text is a date as `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str, digits: usize| -> Option<u32> {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
    };
    match parts.as_slice() {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}
