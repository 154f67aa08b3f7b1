//! Shapes and their parts: <https://smithy.io/2.0/spec/model.html#shapes>.

use super::{ShapeId, Traits};
use crate::diagnostic::Origin;

/// A shape.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its id.
    pub id: ShapeId,
    /// The type of the shape.
    pub kind: Kind,
    /// Documentation and other traits.
    pub traits: Traits,
    /// The place in the source.
    pub origin: Origin,
}

/// The type of a shape.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "Smithy's simple types, by their own names")]
pub enum Kind {
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    BigInteger,
    BigDecimal,
    Float,
    Double,
    Timestamp,
    Document,
    /// A string with a set of known values.
    Enum(Vec<EnumMember>),
    /// A 32-bit integer with a set of known values.
    IntEnum(Vec<IntEnumMember>),
    /// A list of one kind of element.
    List(Box<Member>),
    /// A map from strings, or enums, to one kind of value.
    Map(Box<Member>, Box<Member>),
    /// A structure.
    Structure(Vec<Member>),
    /// Exactly one of several members.
    Union(Vec<Member>),
}

impl Kind {
    /// Returns the type's name in Smithy.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Blob => "blob",
            Kind::Boolean => "boolean",
            Kind::String => "string",
            Kind::Byte => "byte",
            Kind::Short => "short",
            Kind::Integer => "integer",
            Kind::Long => "long",
            Kind::BigInteger => "bigInteger",
            Kind::BigDecimal => "bigDecimal",
            Kind::Float => "float",
            Kind::Double => "double",
            Kind::Timestamp => "timestamp",
            Kind::Document => "document",
            Kind::Enum(_) => "enum",
            Kind::IntEnum(_) => "intEnum",
            Kind::List(_) => "list",
            Kind::Map(..) => "map",
            Kind::Structure(_) => "structure",
            Kind::Union(_) => "union",
        }
    }

    /// Returns the members that have a target. Members of enums have none.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        let (first, second, rest): (_, _, &[Member]) = match self {
            Kind::List(member) => (Some(&**member), None, &[]),
            Kind::Map(key, value) => (Some(&**key), Some(&**value), &[]),
            Kind::Structure(members) | Kind::Union(members) => (None, None, members),
            _ => (None, None, &[]),
        };
        first.into_iter().chain(second).chain(rest)
    }
}

impl Kind {
    /// Returns mutable references to the members that have a target.
    pub(crate) fn members_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        let (first, second, rest): (_, _, &mut [Member]) = match self {
            Kind::List(member) => (Some(&mut **member), None, &mut []),
            Kind::Map(key, value) => (Some(&mut **key), Some(&mut **value), &mut []),
            Kind::Structure(members) | Kind::Union(members) => (None, None, members),
            _ => (None, None, &mut []),
        };
        first.into_iter().chain(second).chain(rest)
    }
}

impl Shape {
    /// Returns a mutable reference to the traits of a member; `None` if there is no such member.
    pub fn member_traits_mut(&mut self, name: &str) -> Option<&mut Traits> {
        match &mut self.kind {
            Kind::Enum(members) => {
                members.iter_mut().find(|member| member.name == name).map(|member| &mut member.traits)
            }
            Kind::IntEnum(members) => {
                members.iter_mut().find(|member| member.name == name).map(|member| &mut member.traits)
            }
            Kind::Structure(members) | Kind::Union(members) => {
                members.iter_mut().find(|member| member.name == name).map(|member| &mut member.traits)
            }
            Kind::List(member) => (member.name == name).then_some(&mut member.traits),
            Kind::Map(key, value) => {
                [key, value].into_iter().find(|member| member.name == name).map(|member| &mut member.traits)
            }
            _ => None,
        }
    }

    /// Returns the error code in responses. Without an explicit code, it is the shape's name.
    #[must_use]
    pub fn error_code(&self) -> &str {
        let code = self.traits.error.as_ref().and_then(|error| error.code.as_deref());
        code.unwrap_or(self.id.name())
    }

    /// Removes an explicit error code that is the same as the shape's name.
    pub(crate) fn settle_code(&mut self) {
        if let Some(error) = &mut self.traits.error {
            error.code = error.code.take().filter(|code| code != self.id.name());
        }
    }

    /// Returns the names of the members.
    #[must_use]
    pub fn member_names(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Enum(members) => members.iter().map(|member| member.name.as_str()).collect(),
            Kind::IntEnum(members) => members.iter().map(|member| member.name.as_str()).collect(),
            kind => kind.members().map(|member| member.name.as_str()).collect(),
        }
    }
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// Its name, by which an overlay finds it.
    pub name: String,
    /// The value on the wire.
    pub value: String,
    /// Documentation and other traits.
    pub traits: Traits,
}

/// A value of an enum of integers.
#[derive(Clone, Debug)]
pub struct IntEnumMember {
    /// Its name, by which an overlay finds it.
    pub name: String,
    /// The value on the wire.
    pub value: i32,
    /// Documentation and other traits.
    pub traits: Traits,
}

/// A member of a shape.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name; `member`, `key` and `value` in lists and maps.
    pub name: String,
    /// The shape of its values.
    pub target: ShapeId,
    /// Documentation and other traits.
    pub traits: Traits,
    /// The place in the source.
    pub origin: Origin,
}
