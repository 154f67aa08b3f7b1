//! Schemas: the properties of shapes in the model, as constants, and the interface between shapes and formats.
//!
//! A generated type has a [`Schema`], and passes its members to a [`ShapeSerializer`] or a [`ShapeDeserializer`]. A
//! format implements these two traits once for all shapes. Neither side depends on the other: a schema does not depend
//! on formats, protocols or operations.

mod accessor;
mod collections;
mod deserializer;
mod enums;
mod impls;
mod serializer;
mod structure;
mod traits;
mod union;
mod value;

pub use crate::value::{TimestampFormat, TimestampText};
#[doc(hidden)]
pub use accessor::{list, text};
pub use deserializer::{DeserializeList, DeserializeMap, DeserializeMember, ReadUnionMember, ShapeDeserializer};
pub use enums::{UnknownValue, deserialize_int_enum, deserialize_string_enum};
pub use serializer::{SerializeList, SerializeMap, SerializeMember, SerializeValue, ShapeSerializer};
pub use structure::{DeserializeStructure, SerializeStructure, Structure};
pub use traits::{HttpBinding, Traits, XmlNamespace};
pub use union::{Union, deserialize_union, serialize_union};
pub use value::{ShapeKind, ShapeValue, StructureKind, ValueKind};

/// A structure or union of the model.
#[derive(Debug)]
pub struct Schema {
    /// The name of the type in Rust.
    pub type_name: &'static str,
    /// The name of the shape in the model.
    pub name: &'static str,
    /// The name of the operation whose output the shape is; `None` for every other shape.
    pub output_of: Option<&'static str>,
    /// The members, in the model's order.
    pub members: &'static [Member],
    /// The traits of the shape itself: its XML name and namespace.
    pub traits: &'static Traits,
}

/// A member of a structure or union.
#[derive(Debug)]
pub struct Member {
    /// The name of the field or variant in Rust.
    pub field: &'static str,
    /// The name in the body of a request or response, for formats without names of their own.
    pub name: &'static str,
    /// The traits of the model, beside name and type.
    pub traits: &'static Traits,
}

impl Member {
    /// A member without names and traits. Definitions take the fields that they do not set from it.
    #[doc(hidden)]
    pub const PLAIN: Self = Self { field: "", name: "", traits: Traits::PLAIN };
}

impl Schema {
    /// A structure without name, members and traits. Definitions take the fields that they do not set from it.
    #[doc(hidden)]
    pub const PLAIN: Self = Self { type_name: "", name: "", output_of: None, members: &[], traits: Traits::PLAIN };

    /// Returns the index of the member of this name.
    ///
    /// Services mostly send members in the model's order, so `expected`, the index after the last one found, is tried
    /// first.
    #[must_use]
    #[inline]
    pub fn find(&self, name: &str, expected: usize) -> Option<usize> {
        if self.members.get(expected).is_some_and(|member| member.name == name) {
            return Some(expected);
        }
        self.members.iter().position(|member| member.name == name)
    }

    /// Returns the name for messages: the operation whose output it is, or else the name of the shape.
    #[must_use]
    pub fn label(&self) -> &'static str {
        self.output_of.unwrap_or(self.name)
    }
}
