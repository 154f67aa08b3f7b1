//! Converts the shapes that operations reach, in the order of the files and under the service's names for them.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;

use super::ast::{self, Ast};
use super::traits::TraitReader;
use crate::diagnostic::{Code, Origin};
use crate::frontend::json::{Node, Reader};
use crate::frontend::names::{EnumNames, is_identifier};
use crate::model::{self, EnumMember, IntEnumMember, Kind, Member, Shape, ShapeId, Shapes, prelude};
use crate::suggest::{did_you_mean, nearest_of_few};

/// The new names of shapes that a service renames, by their ids, with the places of the renames.
pub(super) type Renames = HashMap<ShapeId, (String, Origin)>;

/// Converts shapes of the AST to shapes of the model.
pub(super) struct ShapeBuilder<'a, 'v> {
    pub(super) ast: &'a Ast<'v>,
    pub(super) reader: &'a Reader,
    pub(super) renames: Renames,
    /// True if errors have the codes of queries.
    pub(super) is_query: bool,
    /// True if a protocol of the service names elements after shapes.
    pub(super) has_xml_names: bool,
    /// A further model whose shapes may be referred to, for a `retained.json`.
    pub(super) beside: Option<&'a model::Model>,
}

impl ShapeBuilder<'_, '_> {
    /// Returns the id of a shape in the model, after renaming.
    pub(super) fn id(&self, id: &ShapeId) -> ShapeId {
        self.renames.get(id).map_or_else(|| id.clone(), |(name, _)| ShapeId::new(id.namespace(), name))
    }

    /// Returns whether a shape can have values; reports a shape without values and a missing shape at `origin`.
    pub(super) fn holds_values(&self, id: &ShapeId, origin: &Origin, by: &ShapeId) -> bool {
        let refuse = |code, message: String, help: &str| {
            self.reader.at(&serde_json::Value::Null, origin).error_with_help(code, message, help);
            false
        };
        match self.ast.get(id) {
            Some(shape) if NO_DATA.contains(&shape.kind) => refuse(
                Code::InvalidTarget,
                format!("`{id}` is of type {}, and `{by}` cannot have a value of it", shape.kind),
                "name a structure, a list or another shape with values",
            ),
            None if self.beside.is_some_and(|model| model.shapes.get(id).is_some()) => true,
            None if prelude::shape(id, origin).is_none() && !self.ast.unread.contains(id) => {
                let near =
                    nearest_of_few(self.reader.found(), id.as_str(), self.ast.iter().map(|shape| shape.id.as_str()));
                let help = near.map(did_you_mean);
                let help = help.as_deref().unwrap_or("define the shape, or correct the reference");
                refuse(Code::UnknownShape, format!("the model has no shape `{id}`"), help)
            }
            _ => true,
        }
    }

    /// Converts all shapes that the roots reach, including the roots.
    pub(super) fn reached(&self, roots: Vec<ShapeId>, place: &Origin) -> Shapes {
        let mut shapes = Shapes::default();
        let mut reached = HashSet::new();
        let mut open = roots;
        while let Some(id) = open.pop() {
            if !reached.insert(id.clone()) {
                continue;
            }
            // The members of an enum target the unit type, which is not converted.
            let Some(shape) = self.ast.get(&id).filter(|shape| !matches!(shape.kind, "enum" | "intEnum")) else {
                continue;
            };
            for member in &shape.members {
                match &member.target {
                    Some(target) if self.holds_values(target, &member.origin, &id) => open.push(target.clone()),
                    Some(target) => shapes.unread(self.id(target)),
                    None => {}
                }
            }
        }
        self.ast.unread.iter().for_each(|id| shapes.unread(self.id(id)));
        for shape in self.ast.iter().filter(|shape| reached.contains(&shape.id)) {
            let Some(made) = self.shape(shape) else {
                shapes.unread(self.id(&shape.id));
                continue;
            };
            if shapes.get(&made.id).is_some() {
                self.name_taken(&shape.id, &made.id);
            }
            shapes.insert(made);
        }
        let mut prelude: Vec<&ShapeId> = reached.iter().filter(|id| self.ast.get(id).is_none()).collect();
        prelude.sort();
        for id in prelude {
            if let Some(shape) = prelude::shape(id, place) {
                shapes.insert(shape);
            }
        }
        shapes
    }

    /// Reports two shapes with the same name, at least one of which the service has renamed.
    fn name_taken(&self, id: &ShapeId, name: &ShapeId) {
        let renamed = self.renames.get(id).or_else(|| {
            let other = self.renames.iter().find(|(other, _)| *other != id && self.id(other) == *name);
            other.map(|(_, renamed)| renamed)
        });
        if let Some((_, origin)) = renamed {
            let message = format!("a shape with the name `{name}` already exists");
            let help = "give it a name that no other shape of the service has";
            self.reader.at(&serde_json::Value::Null, origin).error_with_help(Code::InvalidName, message, help);
        }
    }

    pub(super) fn shape(&self, shape: &ast::Shape<'_>) -> Option<Shape> {
        let kind = self.kind(shape)?;
        let mut traits = TraitReader { traits: &shape.traits, reader: self.reader }.all();
        if let Some(error) = &mut traits.error {
            if self.is_query {
                let code = || error.query_error.as_ref().map(|error| error.code.clone());
                error.code = error.code.take().or_else(code);
            }
            // The name on the wire does not change when the service renames the shape.
            if self.renames.contains_key(&shape.id) {
                error.code.get_or_insert_with(|| shape.id.name().to_owned());
            }
        }
        // Neither does the name of an XML element.
        let is_root = matches!(kind, Kind::Structure(_) | Kind::Union(_));
        if self.has_xml_names && is_root && self.renames.contains_key(&shape.id) {
            traits.xml_name.get_or_insert_with(|| shape.id.name().to_owned());
        }
        let mut shape = Shape { id: self.id(&shape.id), kind, traits, origin: shape.node.origin.clone() };
        shape.settle_code();
        Some(shape)
    }

    pub(super) fn kind(&self, shape: &ast::Shape<'_>) -> Option<Kind> {
        let node = shape.node.node(self.reader);
        Some(match shape.kind {
            "blob" => Kind::Blob,
            "boolean" => Kind::Boolean,
            "string" => match (TraitReader { traits: &shape.traits, reader: self.reader }).node("smithy.api#enum") {
                Some(values) => Kind::Enum(listed(&values)),
                None => Kind::String,
            },
            "byte" => Kind::Byte,
            "short" => Kind::Short,
            "integer" => Kind::Integer,
            "long" => Kind::Long,
            "float" => Kind::Float,
            "double" => Kind::Double,
            "bigInteger" => Kind::BigInteger,
            "bigDecimal" => Kind::BigDecimal,
            "timestamp" => Kind::Timestamp,
            "document" => Kind::Document,
            "enum" => Kind::Enum(self.distinct(shape, Self::enum_member, |made| &made.value)),
            "intEnum" => Kind::IntEnum(self.distinct(shape, Self::int_enum_member, |made| &made.value)),
            "list" | "set" => Kind::List(Box::new(self.part(shape, "member", &node)?)),
            "map" => {
                let (key, value) = (self.part(shape, "key", &node), self.part(shape, "value", &node));
                Kind::Map(Box::new(key?), Box::new(value?))
            }
            "structure" => Kind::Structure(self.members(shape)),
            "union" => Kind::Union(self.members(shape)),
            // Reported at the reference.
            _ => return None,
        })
    }

    fn members(&self, shape: &ast::Shape<'_>) -> Vec<Member> {
        shape.members.iter().filter_map(|member| self.member(member)).collect()
    }

    pub(super) fn member(&self, member: &ast::Member<'_>) -> Option<Member> {
        let traits = TraitReader { traits: &member.traits, reader: self.reader }.all();
        let target = self.id(member.target.as_ref()?);
        Some(Member { name: member.name.clone(), target, traits, origin: member.origin.clone() })
    }

    /// Converts the member of a list, or the key or value of a map.
    fn part(&self, shape: &ast::Shape<'_>, name: &str, node: &Node<'_>) -> Option<Member> {
        let member = shape.members.iter().find(|member| member.name == name);
        if member.is_none() {
            node.need(name);
        }
        self.member(member?)
    }

    fn traits(&self, member: &ast::Member<'_>) -> model::Traits {
        TraitReader { traits: &member.traits, reader: self.reader }.all()
    }

    /// Returns the members of an enum; reports members with the same value.
    fn distinct<T, V: Clone + Display + Eq + Hash>(
        &self,
        shape: &ast::Shape<'_>,
        make: impl Fn(&Self, &ast::Member<'_>) -> Option<T>,
        value: impl Fn(&T) -> &V,
    ) -> Vec<T> {
        let mut all: Vec<T> = Vec::new();
        let mut known: HashSet<V> = HashSet::new();
        for member in &shape.members {
            let Some(made) = make(self, member) else { continue };
            if known.insert(value(&made).clone()) {
                all.push(made);
            } else {
                let here = self.reader.at(&serde_json::Value::Null, &member.origin);
                repeated(&here, value(&made));
            }
        }
        all
    }

    /// Converts the member of an enum. Without a value, the value is its name.
    fn enum_member(&self, member: &ast::Member<'_>) -> Option<EnumMember> {
        let asked = TraitReader { traits: &member.traits, reader: self.reader };
        let value = match asked.node("smithy.api#enumValue") {
            Some(node) => node.text()?.to_owned(),
            None => member.name.clone(),
        };
        Some(EnumMember { name: member.name.clone(), value, traits: self.traits(member) })
    }

    fn int_enum_member(&self, member: &ast::Member<'_>) -> Option<IntEnumMember> {
        let asked = TraitReader { traits: &member.traits, reader: self.reader };
        let Some(node) = asked.node("smithy.api#enumValue") else {
            self.reader.at(&serde_json::Value::Null, &member.origin).error_with_help(
                Code::InvalidTrait,
                format!("the value of `{}` is missing", member.name),
                "give each member of an intEnum the trait `smithy.api#enumValue`",
            );
            return None;
        };
        let value = i32::try_from(node.integer()?).ok();
        if value.is_none() {
            let help = "use a number from -2147483648 to 2147483647";
            node.error_with_help(Code::InvalidTrait, "an intEnum's values are 32-bit integers", help);
        }
        Some(IntEnumMember { name: member.name.clone(), value: value?, traits: self.traits(member) })
    }
}

/// Reads `smithy.api#enum`, which lists the values of a string in Smithy 1.0. Names are optional.
fn listed(values: &Node<'_>) -> Vec<EnumMember> {
    let (mut names, mut known) = (EnumNames::default(), HashSet::new());
    let member = |node: Node<'_>| {
        let value = node.need("value")?.text()?.to_owned();
        if !known.insert(value.clone()) {
            repeated(&node, &value);
            return None;
        }
        let name = node.text_at("name").filter(|name| is_identifier(name) && names.claim(name));
        let name = name.unwrap_or_else(|| names.of_value(&value));
        let documentation =
            node.text_at("documentation").map(|text| model::Documentation { text, markup: model::Markup::CommonMark });
        let deprecated = node.flag("deprecated").then(model::Deprecated::default);
        Some(EnumMember { name, value, traits: model::Traits { documentation, deprecated, ..Default::default() } })
    };
    values.elements().filter_map(member).collect()
}

fn repeated(node: &Node<'_>, value: &impl Display) {
    node.error_with_help(Code::DuplicateValue, format!("the enum has the value `{value}` twice"), "remove one of them");
}

/// The types of shapes that have no values.
const NO_DATA: &[&str] = &["operation", "resource", "service"];
