//! The items of a model that another model of the same service no longer has, or has changed so that existing code would not
//! compile: what a `retained.json` beside the new model has to keep.

mod members;
mod operations;
mod renamed;

pub(super) use renamed::renamed;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::fit::{Fit, fit};
use super::options::{Accepted, Options};
use super::reason::{self, Directions};
use super::{Entry, Held, Hold, Name, ORDER_PART, Record, Retained};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::{Closure, ITEMS_PART, Kind, Model, Operation, PAGES_PART, Shape, ShapeId};

/// An item that has a record: a shape or an operation, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub(super) id: ShapeId,
    /// True if it is an operation or a part of one, which can be called as a shape is.
    pub(super) is_operation: bool,
    pub(super) part: Option<String>,
    pub(super) hold: Hold,
}

impl Key {
    pub(super) fn name(&self) -> Name {
        Name::new(&self.id, self.part.as_deref())
    }
}

/// Finds what is to be kept. The old model has what was kept so far, of which `before` are the records.
pub(super) fn compare(
    (old, before): (&Model, &Retained),
    new: &Model,
    (options, accepted): (&Options<'_>, &Accepted<'_>),
    diagnostics: &mut Diagnostics,
) -> Retained {
    let mut comparison = Comparison {
        records: records(before, new.service.id.namespace()),
        closure: Closure::of(old, &old.operations.iter().collect::<Vec<_>>()),
        selected: selected(old, options),
        reached: Closure::of(new, &new.operations.iter().collect::<Vec<_>>()),
        renamed: renamed(old, new),
        entries: BTreeMap::new(),
        needed: HashSet::new(),
        old,
        new,
        options,
        accepted,
        diagnostics,
    };
    comparison.operations();
    for shape in old.shapes.iter().filter(|shape| comparison.closure.contains(&shape.id)).collect::<Vec<_>>() {
        if let Some(counterpart) = comparison.counterpart(&shape.id) {
            comparison.shape(shape, counterpart);
        }
    }
    Retained { entries: comparison.entries.into_values().collect(), names: BTreeMap::new() }
}

/// Returns the shapes that the selected operations reach; only there a changed type matters.
fn selected(old: &Model, options: &Options<'_>) -> Closure {
    let is_selected = |operation: &&Operation| options.operations.has(operation.id.name());
    Closure::of(old, &old.operations.iter().filter(is_selected).collect::<Vec<_>>())
}

/// The records of a file by what they are about, in the namespace of a model.
pub(super) fn records(retained: &Retained, namespace: &str) -> HashMap<Key, Record> {
    let mut all = HashMap::new();
    for Entry { id, held, .. } in &retained.entries {
        let id = ShapeId::new(namespace, id.name());
        let is_operation = matches!(held, Held::Operation(..) | Held::Parts(_));
        let mut put = |part: Option<String>, hold: Hold, record: &Record| {
            all.insert(Key { id: id.clone(), is_operation, part, hold }, record.clone());
        };
        match held {
            Held::Operation(_, record) | Held::Shape(_, Some(record)) => put(None, Hold::Removed, record),
            Held::Shape(_, None) => {}
            Held::Members { members, order, .. } => {
                order.iter().for_each(|(_, it)| put(Some(ORDER_PART.to_owned()), Hold::Removed, it));
                for member in members {
                    member.holds.iter().for_each(|(hold, it)| put(Some(member.member.name.clone()), *hold, it));
                }
            }
            Held::Values(values) => {
                values.iter().for_each(|(it, record)| put(Some(it.value.clone()), Hold::Removed, record));
            }
            Held::IntValues(values) => {
                values.iter().for_each(|(it, record)| put(Some(it.value.to_string()), Hold::Removed, record));
            }
            Held::Parts(parts) => {
                let ends = [("input", &parts.input), ("output", &parts.output)];
                for (name, (_, record)) in ends.into_iter().filter_map(|(name, end)| Some((name, end.as_ref()?))) {
                    put(Some(name.to_owned()), Hold::Removed, record);
                }
                parts.errors.iter().for_each(|(it, record)| put(Some(it.name().to_owned()), Hold::Removed, record));
                parts.pages.iter().for_each(|(_, record)| put(Some(PAGES_PART.to_owned()), Hold::Removed, record));
                parts.items.iter().for_each(|(_, record)| put(Some(ITEMS_PART.to_owned()), Hold::Removed, record));
                parts.waiters.iter().for_each(|(it, record)| put(Some(it.name.clone()), Hold::Removed, record));
            }
        }
    }
    all
}

struct Comparison<'a> {
    old: &'a Model,
    new: &'a Model,
    options: &'a Options<'a>,
    accepted: &'a Accepted<'a>,
    diagnostics: &'a mut Diagnostics,
    records: HashMap<Key, Record>,
    /// The shapes that all operations of the old model reach.
    closure: Closure,
    /// The shapes that the selected operations of the old model reach.
    selected: Closure,
    /// The shapes that all operations of the new model reach. botocore's models also have shapes that nothing uses.
    reached: Closure,
    /// The new ids of inputs and outputs, whose names in Rust are those of their operations.
    renamed: HashMap<ShapeId, ShapeId>,
    entries: BTreeMap<(ShapeId, bool), Entry>,
    /// The shapes that retained items use.
    needed: HashSet<ShapeId>,
}

impl<'a> Comparison<'a> {
    /// The record that there is, or a new one.
    fn record(&self, key: &Key, reason: impl FnOnce() -> String) -> Record {
        self.records.get(key).cloned().unwrap_or_else(|| Record {
            since: self.options.since.to_owned(),
            last_model: self.options.last_model.to_owned(),
            reason: reason(),
            before: None,
            origin: Origin::default(),
        })
    }

    /// The shape of the new model that stands for one of the old model.
    fn counterpart(&self, id: &ShapeId) -> Option<&'a Shape> {
        self.new_shape(self.renamed.get(id).unwrap_or(id))
    }

    /// The shape of the new model, if an operation reaches it.
    fn new_shape(&self, id: &ShapeId) -> Option<&'a Shape> {
        self.new.shapes.get(id).filter(|_| self.reached.contains(id))
    }

    fn put(&mut self, id: &ShapeId, is_operation: bool, held: Held) {
        let entry = Entry { id: id.clone(), held, origin: Origin::default() };
        self.entries.insert((id.clone(), is_operation), entry);
    }

    /// Compares a shape that both models have.
    fn shape(&mut self, old: &'a Shape, new: &'a Shape) {
        let directions = Directions::of(&self.closure, &old.id);
        match (&old.kind, &new.kind) {
            (Kind::Structure(before), Kind::Structure(after)) => self.members((old, before), (new, after), false),
            (Kind::Union(before), Kind::Union(after)) => self.members((old, before), (new, after), true),
            (Kind::Enum(before), Kind::Enum(after)) => {
                let gone = before.iter().filter(|it| after.iter().all(|other| other.value != it.value));
                let held = gone.map(|it| {
                    let mut value = it.clone();
                    value.traits.deprecated = None;
                    (value, self.value(&new.id, it.value.clone(), directions))
                });
                let held: Vec<_> = held.collect();
                if !held.is_empty() {
                    self.put(&new.id, false, Held::Values(held));
                }
            }
            (Kind::IntEnum(before), Kind::IntEnum(after)) => {
                let gone = before.iter().filter(|it| after.iter().all(|other| other.value != it.value));
                let held = gone.map(|it| {
                    let mut value = it.clone();
                    value.traits.deprecated = None;
                    (value, self.value(&new.id, it.value.to_string(), directions))
                });
                let held: Vec<_> = held.collect();
                if !held.is_empty() {
                    self.put(&new.id, false, Held::IntValues(held));
                }
            }
            _ => {}
        }
    }

    fn value(&self, id: &ShapeId, value: String, directions: Directions) -> Record {
        let key = Key { id: id.clone(), is_operation: false, part: Some(value), hold: Hold::Removed };
        self.record(&key, || reason::value(directions))
    }

    /// Keeps the shapes that a retained item uses, as far as the new model does not have them.
    fn need(&mut self, id: &ShapeId, user: &Name, place: &Origin) {
        let mut open = vec![id.clone()];
        while let Some(id) = open.pop() {
            if !self.needed.insert(id.clone()) || id.namespace() == "smithy.api" {
                continue;
            }
            let Some(shape) = self.old.shapes.get(&id) else { continue };
            if let Some(there) = self.new_shape(&id) {
                if !is_same_kind(self.old, shape, self.new, there) && !self.is_accepted(&id, None) {
                    self.changed_kind(shape, there, user, place);
                }
                continue;
            }
            let targets = shape.kind.members().map(|member| member.target.clone());
            open.extend(targets);
            self.whole(shape);
        }
    }

    /// Keeps a shape that the new model does not have.
    fn whole(&mut self, shape: &Shape) {
        let mut kept = shape.clone();
        let has_item = matches!(kept.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_));
        let record = has_item.then(|| {
            let key = Key { id: shape.id.clone(), is_operation: false, part: None, hold: Hold::Removed };
            self.record(&key, || reason::shape(shape.traits.error.is_some()))
        });
        if record.is_some() {
            kept.traits.deprecated = None;
        }
        self.put(&shape.id, false, Held::Shape(Box::new(kept), record));
    }

    /// Returns whether the maintainer accepts that something changes.
    fn is_accepted(&self, id: &ShapeId, member: Option<&str>) -> bool {
        self.accepted.has(id, member)
    }

    /// Reports a shape that a retained item needs and that the new model has in another form.
    fn changed_kind(&mut self, old: &Shape, new: &Shape, user: &Name, place: &Origin) {
        let name = Name::new(&old.id, None);
        let message = format!(
            "`{name}` is of type {} in the new model and was of type {}; the retained `{user}` needs the old type",
            new.kind.name(),
            old.kind.name()
        );
        let error = Diagnostic::error(Code::TypeChanged, &new.origin, message).shape(&new.id);
        let error = error.related(if place.pointer.is_empty() { &old.origin } else { place }, "the old model");
        self.diagnostics.push(error.help(choices(&name)));
    }
}

/// Returns whether the name of a type means the same in Rust in both models.
fn is_same_kind(old: &Model, one: &Shape, new: &Model, other: &Shape) -> bool {
    fit(old, &one.id, new, &other.id) == Fit::Same
}

/// The choices about what cannot be kept.
pub(super) fn choices(name: &Name) -> String {
    format!(
        "choose one: accept the break with `--accept-type '{name}'` and release a major version; or stay at the model that \
         is here"
    )
}
