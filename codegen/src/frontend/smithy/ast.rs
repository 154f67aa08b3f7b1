//! The files of a model as one set of raw shapes: each with its type, members and traits as JSON, and their places.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use crate::diagnostic::{Code, Origin};
use crate::frontend::json::{Node, Reader};
use crate::frontend::names::is_identifier;
use crate::model::ShapeId;
use crate::suggest::{did_you_mean, nearest, nearest_of_few};

/// A value and its place. Unlike a [`Node`], it does not borrow its parents.
#[derive(Clone)]
pub(super) struct Placed<'v> {
    pub(super) value: &'v Value,
    pub(super) origin: Origin,
}

impl<'v> Placed<'v> {
    pub(super) fn node<'n>(&'n self, reader: &'n Reader) -> Node<'n> {
        reader.at(self.value, &self.origin)
    }

    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.as_object()?.get(key)?;
        Some(Self { value, origin: self.origin.below(&[key]) })
    }

    /// Returns the entries of an object; reports a value that is not an object.
    pub(super) fn entries(&self, reader: &Reader) -> impl Iterator<Item = (&'v str, Self)> {
        self.node(reader).object();
        let entries = self.value.as_object().into_iter().flatten();
        entries.map(|(key, value)| (key.as_str(), Self { value, origin: self.origin.below(&[key]) }))
    }

    /// Returns the elements of a list; reports a value that is not a list.
    pub(super) fn elements(&self, reader: &Reader) -> impl Iterator<Item = Self> {
        drop(self.node(reader).elements());
        let elements = self.value.as_array().into_iter().flatten().enumerate();
        elements.map(|(i, value)| Self { value, origin: self.origin.below(&[&i.to_string()]) })
    }

    /// Returns the id in the key `target`; reports a missing key and an invalid id.
    pub(super) fn target(&self, reader: &Reader) -> Option<ShapeId> {
        let node = self.node(reader);
        let target = node.need("target")?;
        let id = ShapeId::parse(target.text()?).filter(|id| id.member().is_none());
        if id.is_none() {
            target.error_with_help(Code::InvalidName, "a target is an absolute shape ID", "write `namespace#Shape`");
        }
        id
    }
}

/// Traits by their ids, each with its values. Only a trait whose value is a list can have several, because `apply`
/// statements add to it.
pub(super) type Traits<'v> = BTreeMap<&'v str, Vec<Placed<'v>>>;

/// Returns the value of a trait, if it is present.
pub(super) fn stated<'a, 'v>(traits: &'a Traits<'v>, name: &str) -> Option<&'a Placed<'v>> {
    traits.get(name).and_then(|all| all.first())
}

/// A shape as it is written in the AST.
#[derive(Clone)]
pub(super) struct Shape<'v> {
    pub(super) id: ShapeId,
    /// The name of its type.
    pub(super) kind: &'v str,
    /// The whole JSON object.
    pub(super) node: Placed<'v>,
    pub(super) traits: Traits<'v>,
    /// Members of structures, unions and enums; `member`, `key` and `value` of lists and maps.
    pub(super) members: Vec<Member<'v>>,
    pub(super) mixins: Vec<(ShapeId, Origin)>,
    /// Its mixins and their mixins, the nearest one last, for keys other than members and traits.
    pub(super) bases: Vec<Placed<'v>>,
}

impl<'v> Shape<'v> {
    /// Returns the value of a key, of the shape or of the nearest of its mixins.
    pub(super) fn property(&self, key: &str) -> Option<Placed<'v>> {
        self.node.get(key).or_else(|| self.bases.iter().rev().find_map(|base| base.get(key)))
    }

    /// Returns the values of a key in the mixins and in the shape, whose lists or objects the caller concatenates.
    pub(super) fn properties(&self, key: &str) -> impl Iterator<Item = Placed<'v>> {
        self.bases.iter().chain([&self.node]).filter_map(move |placed| placed.get(key))
    }

    /// Returns the targets in a list, each with its place.
    pub(super) fn targets(&self, key: &str, reader: &Reader) -> Vec<(ShapeId, Origin)> {
        let elements = self.properties(key).flat_map(|list| list.elements(reader).collect::<Vec<_>>());
        elements.filter_map(|element| element.target(reader).map(|id| (id, element.origin))).collect()
    }
}

/// A member as it is written in the AST.
#[derive(Clone)]
pub(super) struct Member<'v> {
    pub(super) name: String,
    /// `None` if it could not be read, which has been reported, and for traits that are applied to the member of a
    /// mixin.
    pub(super) target: Option<ShapeId>,
    pub(super) traits: Traits<'v>,
    pub(super) origin: Origin,
    /// True if it only holds traits for the member of a mixin.
    pub(super) is_applied: bool,
}

/// All shapes of a model.
#[derive(Default)]
pub(super) struct Ast<'v> {
    shapes: Vec<Shape<'v>>,
    index: HashMap<ShapeId, usize>,
    /// The shapes that exist but could not be read.
    pub(super) unread: HashSet<ShapeId>,
    applied: Vec<(ShapeId, Placed<'v>)>,
}

/// The types of shapes.
const KINDS: &[&str] = &[
    "apply",
    "bigDecimal",
    "bigInteger",
    "blob",
    "boolean",
    "byte",
    "document",
    "double",
    "enum",
    "float",
    "intEnum",
    "integer",
    "list",
    "long",
    "map",
    "operation",
    "resource",
    "service",
    "set",
    "short",
    "string",
    "structure",
    "timestamp",
    "union",
];

impl<'v> Ast<'v> {
    pub(super) fn get(&self, id: &ShapeId) -> Option<&Shape<'v>> {
        self.index.get(id).map(|&at| &self.shapes[at])
    }

    pub(super) fn get_mut(&mut self, id: &ShapeId) -> Option<&mut Shape<'v>> {
        self.index.get(id).map(|&at| &mut self.shapes[at])
    }

    /// Returns the shapes, in the order of the files and of their entries.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Shape<'v>> {
        self.shapes.iter()
    }

    /// Adds a file's shapes.
    pub(super) fn add(&mut self, root: &Placed<'v>, reader: &Reader) {
        if !check_version(&root.node(reader)) {
            return;
        }
        for (name, placed) in root.get("shapes").iter().flat_map(|shapes| shapes.entries(reader)) {
            let Some(id) = shape_id(name, &placed.node(reader)) else { continue };
            let Some(kind) = placed.get("type").filter(|_| placed.value.is_object()) else {
                placed.node(reader).need("type");
                self.unread.insert(id);
                continue;
            };
            match known(&kind, reader) {
                None => drop(self.unread.insert(id)),
                Some("apply") => {
                    // An `apply` statement without traits has no effect.
                    self.applied.extend(placed.get("traits").map(|traits| (id, traits)));
                }
                Some(_) if id.member().is_some() => {
                    let help = "define it inside its shape, or `apply` traits to it";
                    placed.node(reader).error_with_help(
                        Code::InvalidName,
                        "a member cannot be defined by itself",
                        help,
                    );
                }
                Some(kind) => self.insert(shape(id, kind, placed, reader), reader),
            }
        }
    }

    /// Adds a shape. A second definition of the same shape is an error unless both are equal.
    fn insert(&mut self, shape: Shape<'v>, reader: &Reader) {
        let Some(other) = self.get(&shape.id) else {
            self.index.insert(shape.id.clone(), self.shapes.len());
            self.shapes.push(shape);
            return;
        };
        if other.node.value != shape.node.value {
            shape.node.node(reader).error_beside(
                Code::ConflictingDefinitions,
                format!("the shape `{}` is defined differently in another file", shape.id),
                "give one of them another name, or make them the same",
                (&other.node.node(reader), "the other"),
            );
        }
    }

    /// Adds the traits of `apply` statements to their targets. A target may be a member that a mixin defines.
    pub(super) fn apply(&mut self, reader: &Reader) {
        let mut places: HashMap<(ShapeId, String), usize> = HashMap::new();
        for shape in self.shapes.iter().filter(|_| !self.applied.is_empty()) {
            let members = shape.members.iter().enumerate();
            places.extend(members.map(|(i, member)| ((shape.id.clone(), member.name.clone()), i)));
        }
        for (target, placed) in std::mem::take(&mut self.applied) {
            if self.unread.contains(&target.shape()) {
                continue;
            }
            let traits = traits(&placed, reader);
            if self.get(&target.shape()).is_none() {
                let near = nearest_of_few(reader.found(), target.name(), self.iter().map(|shape| shape.id.name()));
                let help = near.map_or("remove it, or define the shape".into(), did_you_mean);
                let message = format!("traits are applied to `{}`, which does not exist", target.shape());
                placed.node(reader).error_with_help(Code::UnknownShape, message, help);
                continue;
            }
            let Some(shape) = self.get_mut(&target.shape()) else { continue };
            let Some(name) = target.member() else {
                merge(&mut shape.traits, traits, reader);
                continue;
            };
            let key = (target.shape(), name.to_owned());
            if let Some(&at) = places.get(&key) {
                merge(&mut shape.members[at].traits, traits, reader);
            } else if shape.mixins.is_empty() {
                let near =
                    nearest_of_few(reader.found(), name, shape.members.iter().map(|member| member.name.as_str()));
                let help = near.map_or("remove it, or add the member".into(), did_you_mean);
                let message = format!("traits are applied to `{target}`, which is not a member");
                placed.node(reader).error_with_help(Code::UnknownMember, message, help);
            } else {
                let origin = placed.origin.clone();
                places.insert(key, shape.members.len());
                shape.members.push(Member { name: name.into(), target: None, traits, origin, is_applied: true });
            }
        }
    }
}

/// Returns whether a file is in the JSON AST of a supported version; reports any other file.
fn check_version(root: &Node<'_>) -> bool {
    if root.value().is_object() && root.get("smithy").is_none() {
        let help = "give only files in Smithy's JSON AST; a botocore model is one file";
        root.error_with_help(Code::MissingKey, "`smithy` is missing", help);
        return false;
    }
    if let Some(version) = root.need("smithy")
        && let Some(text) = version.text()
        && !matches!(text, "1" | "1.0" | "2" | "2.0")
    {
        let message = format!("the version `{text}` of Smithy's JSON AST is not known");
        version.error_with_help(Code::UnsupportedFormat, message, "use `2.0`, or `1.0` for an old model");
    }
    root.value().is_object()
}

/// Returns the name of a type; reports an unknown type.
fn known<'v>(kind: &Placed<'v>, reader: &Reader) -> Option<&'v str> {
    let Some(name) = kind.value.as_str() else {
        kind.node(reader).text();
        return None;
    };
    if KINDS.contains(&name) {
        return Some(name);
    }
    let near = nearest(name, KINDS.iter().copied());
    let help = near.map_or(format!("expected one of {}", KINDS.join(", ")), did_you_mean);
    kind.node(reader).error_with_help(Code::UnknownType, format!("there is no type `{name}`"), help);
    None
}

/// Parses an absolute shape ID; reports an id whose names are not identifiers, because names become paths and tokens of
/// generated code.
fn shape_id(text: &str, node: &Node<'_>) -> Option<ShapeId> {
    let id = ShapeId::parse(text).filter(|id| {
        id.namespace().split('.').all(is_identifier)
            && is_identifier(id.name())
            && id.member().is_none_or(is_identifier)
    });
    if id.is_none() {
        node.error_with_help(
            Code::InvalidName,
            format!("`{text}` is not an absolute shape ID"),
            "write `namespace#Shape`: letters, digits and underscores that do not begin with a digit",
        );
    }
    id
}

fn shape<'v>(id: ShapeId, kind: &'v str, node: Placed<'v>, reader: &Reader) -> Shape<'v> {
    let traits = node.get("traits").map(|placed| traits(&placed, reader)).unwrap_or_default();
    let named = node.get("members").into_iter().flat_map(|members| members.entries(reader).collect::<Vec<_>>());
    let parts: &[&str] = match kind {
        "list" | "set" => &["member"],
        "map" => &["key", "value"],
        _ => &[],
    };
    let parts = parts.iter().filter_map(|&part| node.get(part).map(|placed| (part, placed)));
    let members = named.chain(parts).filter_map(|(name, placed)| member(name, &placed, reader)).collect();
    let mixins = node.get("mixins").into_iter().flat_map(|mixins| mixins.elements(reader).collect::<Vec<_>>());
    let mixins = mixins.filter_map(|mixin| mixin.target(reader).map(|id| (id, mixin.origin))).collect();
    Shape { id, kind, node, traits, members, mixins, bases: Vec::new() }
}

fn member<'v>(name: &str, placed: &Placed<'v>, reader: &Reader) -> Option<Member<'v>> {
    if !is_identifier(name) {
        placed.node(reader).error_with_help(
            Code::InvalidName,
            format!("`{name}` is not a valid member name"),
            "names are ASCII letters, digits and underscores, and do not begin with a digit",
        );
        return None;
    }
    let traits = placed.get("traits").map(|placed| traits(&placed, reader)).unwrap_or_default();
    let target = placed.target(reader);
    Some(Member { name: name.to_owned(), target, traits, origin: placed.origin.clone(), is_applied: false })
}

fn traits<'v>(placed: &Placed<'v>, reader: &Reader) -> Traits<'v> {
    placed.entries(reader).map(|(name, value)| (name, vec![value])).collect()
}

/// Merges traits. Lists are concatenated. Two different values of any other trait are an error.
fn merge<'v>(traits: &mut Traits<'v>, more: Traits<'v>, reader: &Reader) {
    for (name, placed) in more.into_iter().flat_map(|(name, all)| all.into_iter().map(move |placed| (name, placed))) {
        let there = traits.entry(name).or_default();
        match there.first() {
            Some(first) if first.value.is_array() && placed.value.is_array() => there.push(placed),
            Some(first) if first.value != placed.value => {
                let message = format!("the trait `{name}` is applied already, with another value");
                let other = (&first.node(reader), "the other");
                placed.node(reader).error_beside(Code::ConflictingTraits, message, "remove one of them", other);
            }
            Some(_) => {}
            None => there.push(placed),
        }
    }
}
