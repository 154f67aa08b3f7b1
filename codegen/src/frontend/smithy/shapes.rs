//! The shapes that operations reach to the model's, in the order of the files and under the service's names for them.

use std::collections::{HashMap, HashSet};

use super::ast::{self, Ast};
use super::traits::Asked;
use crate::diagnostic::Code;
use crate::frontend::EnumNames;
use crate::frontend::json::{Node, Reader};
use crate::model::{self, EnumMember, IntEnumMember, Kind, Member, Shape, ShapeId, Shapes, prelude};

/// The names that a service gives to shapes, by their ids.
pub(super) type Renames = HashMap<ShapeId, String>;

/// Makes the model's shapes.
pub(super) struct Maker<'a, 'v> {
    pub(super) ast: &'a Ast<'v>,
    pub(super) reader: &'a Reader,
    pub(super) renames: Renames,
    /// Whether errors have the codes of queries.
    pub(super) is_query: bool,
}

impl Maker<'_, '_> {
    /// An id as the model has it.
    pub(super) fn id(&self, id: &ShapeId) -> ShapeId {
        self.renames.get(id).map_or_else(|| id.clone(), |name| ShapeId::new(id.namespace(), name))
    }

    /// All shapes that some reach, these included.
    pub(super) fn reached(&self, roots: Vec<ShapeId>, place: &crate::diagnostic::Origin) -> Shapes {
        let mut reached = HashSet::new();
        let mut open = roots;
        while let Some(id) = open.pop() {
            if !reached.insert(id.clone()) {
                continue;
            }
            let members = self.ast.get(&id).into_iter().flat_map(|shape| &shape.members);
            // The members of an enum have the unit type as their target, which is no type of anything.
            let is_enum = self.ast.get(&id).is_some_and(|shape| matches!(shape.kind, "enum" | "intEnum"));
            open.extend(members.filter(|_| !is_enum).filter_map(|member| member.target.clone()));
        }
        let mut shapes = Shapes::default();
        self.ast.unread.iter().for_each(|id| shapes.unread(self.id(id)));
        for shape in self.ast.iter().filter(|shape| reached.contains(&shape.id)) {
            match self.shape(shape) {
                Some(made) => shapes.insert(made),
                None => shapes.unread(self.id(&shape.id)),
            }
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

    fn shape(&self, shape: &ast::Shape<'_>) -> Option<Shape> {
        let kind = self.kind(shape)?;
        let mut traits = Asked { traits: &shape.traits, reader: self.reader }.all();
        if let Some(error) = traits.error.as_mut().filter(|_| self.is_query) {
            let code = shape.traits.get("aws.protocols#awsQueryError").and_then(|placed| placed.get("code"));
            let code = code.and_then(|placed| placed.node(self.reader).text().map(str::to_owned));
            error.code = error.code.take().or(code);
        }
        // What is sent stays as it was, whatever the service calls the shape.
        if let Some(error) = traits.error.as_mut().filter(|_| self.renames.contains_key(&shape.id)) {
            error.code = Some(shape.id.name().to_owned());
        }
        Some(Shape { id: self.id(&shape.id), kind, traits, origin: shape.node.origin.clone() })
    }

    fn kind(&self, shape: &ast::Shape<'_>) -> Option<Kind> {
        let node = shape.node.node(self.reader);
        Some(match shape.kind {
            "blob" => Kind::Blob,
            "boolean" => Kind::Boolean,
            "string" => match (Asked { traits: &shape.traits, reader: self.reader }).node("smithy.api#enum") {
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
            "enum" => Kind::Enum(shape.members.iter().filter_map(|member| self.enum_member(member)).collect()),
            "intEnum" => Kind::IntEnum(shape.members.iter().filter_map(|it| self.int_enum_member(it)).collect()),
            "list" | "set" => Kind::List(Box::new(self.part(shape, "member", &node)?)),
            "map" => {
                let (key, value) = (self.part(shape, "key", &node), self.part(shape, "value", &node));
                Kind::Map(Box::new(key?), Box::new(value?))
            }
            "structure" => Kind::Structure(self.members(shape)),
            "union" => Kind::Union(self.members(shape)),
            other => {
                node.error_with_help(
                    Code::InvalidTarget,
                    format!("`{}` is of type {other}, and nothing can have a value of it", shape.id),
                    "let the member's target be a structure, a list or another shape with values",
                );
                return None;
            }
        })
    }

    fn members(&self, shape: &ast::Shape<'_>) -> Vec<Member> {
        shape.members.iter().filter_map(|member| self.member(member)).collect()
    }

    fn member(&self, member: &ast::Member<'_>) -> Option<Member> {
        let traits = Asked { traits: &member.traits, reader: self.reader }.all();
        let target = self.id(member.target.as_ref()?);
        Some(Member { name: member.name.clone(), target, traits, origin: member.origin.clone() })
    }

    /// A list's or a map's member.
    fn part(&self, shape: &ast::Shape<'_>, name: &str, node: &Node<'_>) -> Option<Member> {
        let member = shape.members.iter().find(|member| member.name == name);
        if member.is_none() {
            node.need(name);
        }
        self.member(member?)
    }

    fn traits(&self, member: &ast::Member<'_>) -> model::Traits {
        Asked { traits: &member.traits, reader: self.reader }.all()
    }

    /// A member without a value has its name as the value.
    fn enum_member(&self, member: &ast::Member<'_>) -> Option<EnumMember> {
        let asked = Asked { traits: &member.traits, reader: self.reader };
        let value = match asked.node("smithy.api#enumValue") {
            Some(node) => node.text()?.to_owned(),
            None => member.name.clone(),
        };
        Some(EnumMember { name: member.name.clone(), value, traits: self.traits(member) })
    }

    fn int_enum_member(&self, member: &ast::Member<'_>) -> Option<IntEnumMember> {
        let asked = Asked { traits: &member.traits, reader: self.reader };
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
            node.error(Code::InvalidTrait, "an intEnum's values are 32-bit integers");
        }
        Some(IntEnumMember { name: member.name.clone(), value: value?, traits: self.traits(member) })
    }
}

/// `smithy.api#enum`, by which Smithy 1.0 listed the values of a string. Names are not always there.
fn listed(values: &Node<'_>) -> Vec<EnumMember> {
    let mut names = EnumNames::default();
    let member = |node: Node<'_>| {
        let value = node.need("value")?.text()?.to_owned();
        let name = node.text_at("name").filter(|name| crate::frontend::is_identifier(name) && names.claim(name));
        let name = name.unwrap_or_else(|| names.of_value(&value));
        let documentation =
            node.text_at("documentation").map(|text| model::Documentation { text, markup: model::Markup::CommonMark });
        let deprecated = node.flag("deprecated").then(model::Deprecated::default);
        Some(EnumMember { name, value, traits: model::Traits { documentation, deprecated, ..Default::default() } })
    };
    values.elements().filter_map(member).collect()
}
