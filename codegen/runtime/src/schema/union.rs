//! Unions: exactly one of several members, or one that the model did not have.

use super::{Schema, SerializeValue, ShapeDeserializer, ShapeSerializer, Traits};
use crate::codec::CodecError;

/// A union of a service's API. Implemented by [`union!`](crate::union!).
pub trait Union: Sized {
    /// The schema of the union and its members.
    const SCHEMA: &'static Schema;

    /// Reads the value of one member, by its index; `None` is a member that the model did not have.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn deserialize_variant(
        index: Option<usize>,
        from: &mut dyn ShapeDeserializer,
        traits: &Traits,
    ) -> Result<Self, CodecError>;
}

/// Reads a union.
///
/// # Errors
/// Those of the deserializer, and an object in which no member is set.
pub fn deserialize_union<T: Union>(from: &mut dyn ShapeDeserializer) -> Result<T, CodecError> {
    let mut found = None;
    from.union(T::SCHEMA, &mut |index, from| {
        let traits = index.map_or(&Traits::NONE, |index| T::SCHEMA.members[index].traits);
        found = Some(T::deserialize_variant(index, from, traits)?);
        Ok(())
    })?;
    found.ok_or_else(|| from.invalid("an object with one member"))
}

/// Writes the member of a union that is set, by its index.
///
/// # Errors
/// Those of the serializer, and the unknown member, whose name and value are not kept.
pub fn serialize_union(
    schema: &'static Schema,
    member: Option<(usize, &dyn SerializeValue)>,
    to: &mut dyn ShapeSerializer,
) -> Result<(), CodecError> {
    match member {
        Some((index, value)) => to.union(schema, index, value),
        None => Err(CodecError::new(format!(
            "the union {} holds a member that the model does not have, which cannot be sent",
            schema.name
        ))),
    }
}

/// Defines a union of a service's API: its type, schema and serde form.
///
/// ```
/// codegen_runtime::union! {
///     /// A shape.
///     pub enum Figure = "Figure" {
///         /// A circle of some radius.
///         Circle(f64) = "circle",
///         /// A text.
///         Text(String) = "text",
///     }
/// }
///
/// let circle: Figure = serde_json::from_str(r#"{"circle": 2, "text": null}"#).unwrap();
/// assert_eq!(circle, Figure::Circle(2.0));
/// assert_eq!(serde_json::from_str::<Figure>(r#"{"spiral": {}}"#).unwrap(), Figure::Unknown);
/// assert!(serde_json::to_string(&Figure::Unknown).is_err());
/// ```
#[macro_export]
macro_rules! union {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident = $shape:literal $([$($trait:ident $(($($trait_argument:tt)*))?),* $(,)?])? {
            $(
                $(#[$attr:meta])*
                $variant:ident($ty:ty) = $wire:literal
                    $([$($member_trait:ident $(($($member_argument:tt)*))?),* $(,)?])?
            ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$attr])* $variant($ty),)*
            /// A member that the model did not have when the code was generated. It can be read, and not sent.
            Unknown,
        }

        #[allow(
            deprecated,
            clippy::needless_update,
            reason = "a deprecated member is a member, and a member with traits says all"
        )]
        const _: () = {
            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "each stands for the variant of its name")]
            enum __Index { $($variant),* }

            impl $crate::schema::Union for $name {
                const SCHEMA: &'static $crate::schema::Schema = &$crate::schema::Schema {
                    type_name: stringify!($name),
                    name: $shape,
                    members: &[$($crate::schema::Member {
                        field: stringify!($variant),
                        name: $wire,
                        $(traits: &$crate::schema::Traits::NONE$(.$member_trait($($($member_argument)*)?))*,)?
                        ..$crate::schema::Member::PLAIN
                    }),*],
                    $(traits: &$crate::schema::Traits::NONE$(.$trait($($($trait_argument)*)?))*,)?
                    ..$crate::schema::Schema::PLAIN
                };

                #[inline]
                fn deserialize_variant(
                    index: ::core::option::Option<usize>,
                    from: &mut dyn $crate::schema::ShapeDeserializer,
                    traits: &$crate::schema::Traits,
                ) -> ::core::result::Result<Self, $crate::CodecError> {
                    let _ = (&from, traits);
                    $(if index == ::core::option::Option::Some(__Index::$variant as usize) {
                        return $crate::schema::ShapeValue::deserialize(from, traits).map(Self::$variant);
                    })*
                    ::core::result::Result::Ok(Self::Unknown)
                }
            }

            impl $crate::schema::ShapeValue for $name {
                type Kind = $crate::schema::ValueKind;

                #[inline]
                fn serialize(
                    &self,
                    to: &mut dyn $crate::schema::ShapeSerializer,
                    _: &$crate::schema::Traits,
                ) -> ::core::result::Result<(), $crate::CodecError> {
                    let member: ::core::option::Option<(usize, &dyn $crate::schema::SerializeValue)> = match self {
                        $(Self::$variant(value) => ::core::option::Option::Some((__Index::$variant as usize, value)),)*
                        Self::Unknown => ::core::option::Option::None,
                    };
                    $crate::schema::serialize_union(<Self as $crate::schema::Union>::SCHEMA, member, to)
                }

                #[inline]
                fn deserialize(
                    from: &mut dyn $crate::schema::ShapeDeserializer,
                    _: &$crate::schema::Traits,
                ) -> ::core::result::Result<Self, $crate::CodecError> {
                    $crate::schema::deserialize_union(from)
                }
            }
        };

        $crate::value_impls!($name);
    };
}
