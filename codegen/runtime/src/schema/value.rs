//! Rust types as shapes: the trait, and its implementations for simple types.

use super::{DeserializeMember, SerializeMember, SerializeValue, ShapeDeserializer, ShapeSerializer, Traits};
use crate::codec::CodecError;
use crate::{BigDecimal, BigInteger, Blob, ByteStream, Document, Timestamp};

/// A Rust type that is a shape of the model.
pub trait ShapeValue: Sized + 'static {
    /// Writes the value.
    ///
    /// # Errors
    /// Those of the serializer.
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError>;

    /// The kind of the shape: [`StructureKind`] or [`ValueKind`].
    type Kind: ShapeKind<Self>;

    /// Reads a value, which is not null.
    ///
    /// # Errors
    /// Those of the deserializer.
    #[inline]
    fn deserialize(from: &mut dyn ShapeDeserializer, _traits: &Traits) -> Result<Self, CodecError> {
        let Some(empty) = Self::Kind::EMPTY else { return Err(from.invalid("a structure")) };
        let mut value = empty();
        value.deserialize_members(from)?;
        Ok(value)
    }

    /// Reads the members of a structure in place, so that structures are not moved.
    ///
    /// # Errors
    /// Those of the deserializer.
    #[inline]
    fn deserialize_members(&mut self, from: &mut dyn ShapeDeserializer) -> Result<(), CodecError> {
        Err(from.invalid("a structure"))
    }

    /// Reads a value into the slot of a member.
    ///
    /// # Errors
    /// Those of the deserializer.
    #[inline]
    fn deserialize_member(
        slot: &mut Option<Self>,
        from: &mut dyn ShapeDeserializer,
        traits: &Traits,
    ) -> Result<(), CodecError> {
        if Self::Kind::IS_STRUCTURE {
            if let Some(empty) = Self::Kind::EMPTY {
                return slot.insert(empty()).deserialize_members(from);
            }
        }
        // `?` would convert the error, which adds a third to the code for each type of a member.
        match Self::deserialize(from, traits) {
            Ok(value) => {
                *slot = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Reads a value and appends it to a list.
    ///
    /// # Errors
    /// Those of the deserializer.
    #[inline]
    fn deserialize_element(
        list: &mut Vec<Self>,
        from: &mut dyn ShapeDeserializer,
        traits: &Traits,
    ) -> Result<(), CodecError> {
        if Self::Kind::IS_STRUCTURE {
            if let Some(empty) = Self::Kind::EMPTY {
                let at = list.len();
                list.push(empty());
                return list[at].deserialize_members(from);
            }
        }
        list.push(Self::deserialize(from, traits)?);
        Ok(())
    }

    /// Returns the value of a null in a list or map. `None` drops the null, except in a sparse list or map.
    #[must_use]
    #[inline]
    fn from_null() -> Option<Self> {
        None
    }
}

/// The kind of a shape. A structure is created without members and filled in place; every other shape is read as a whole.
///
/// The kind is a type and not a constant of each shape, because the compiler checks the body of a constant.
pub trait ShapeKind<T> {
    /// The function that creates a structure without members, which [`deserialize_members`](ShapeValue::deserialize_members)
    /// then fills; `None` for every other shape, which [`deserialize`](ShapeValue::deserialize) reads.
    const EMPTY: Option<fn() -> T>;

    /// True for structures. It is a constant, so that the compiler removes the code for the other case.
    const IS_STRUCTURE: bool = Self::EMPTY.is_some();
}

/// The kind of structures.
#[derive(Debug)]
pub enum StructureKind {}

impl<T: Default> ShapeKind<T> for StructureKind {
    const EMPTY: Option<fn() -> T> = Some(T::default);
}

/// The kind of all shapes but structures.
#[derive(Debug)]
pub enum ValueKind {}

impl<T> ShapeKind<T> for ValueKind {
    const EMPTY: Option<fn() -> T> = None;
}

impl<T: ShapeValue> SerializeValue for T {
    #[inline]
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError> {
        ShapeValue::serialize(self, to, traits)
    }
}

impl<T: ShapeValue> SerializeMember for Option<T> {
    #[inline]
    fn is_set(&self) -> bool {
        self.is_some()
    }

    #[inline]
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError> {
        match self {
            Some(value) => ShapeValue::serialize(value, to, traits),
            None => to.null(),
        }
    }
}

impl<T: ShapeValue> DeserializeMember for Option<T> {
    #[inline]
    fn deserialize(&mut self, from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<(), CodecError> {
        T::deserialize_member(self, from, traits)
    }

    #[inline]
    fn clear(&mut self) {
        *self = None;
    }
}

/// Implements the trait for the types that a format has a method for.
macro_rules! simple {
    ($($ty:ty: $value:ident, $to:ident, $from:ident, $traits:ident => $write:expr, $read:expr;)*) => {$(
        impl ShapeValue for $ty {
            type Kind = ValueKind;

            #[inline]
            fn serialize(&self, $to: &mut dyn ShapeSerializer, $traits: &Traits) -> Result<(), CodecError> {
                let $value = self;
                $write
            }

            #[inline]
            fn deserialize($from: &mut dyn ShapeDeserializer, $traits: &Traits) -> Result<Self, CodecError> {
                $read
            }
        }
    )*};
}

simple! {
    bool: value, to, from, _traits => to.boolean(*value), from.boolean();
    f64: value, to, from, _traits => to.double(*value), from.double();
    f32: value, to, from, _traits => to.float(*value), single(from);
    String: value, to, from, _traits => to.string(value), Ok(from.string()?.into_owned());
    Blob: value, to, from, _traits => to.blob(value.as_ref()), Ok(from.blob()?.into());
    Timestamp: value, to, from, traits => to.timestamp(*value, traits), from.timestamp(traits);
    Document: value, to, from, _traits => to.document(value), from.document();
    BigInteger: value, to, from, _traits => to.big_number(value.as_str()), parsed(from, "an integer");
    BigDecimal: value, to, from, _traits => to.big_number(value.as_str()), parsed(from, "a decimal number");
}

#[allow(clippy::cast_possible_truncation, reason = "a double is read and narrowed to the model's width")]
fn single(from: &mut dyn ShapeDeserializer) -> Result<f32, CodecError> {
    Ok(from.double()? as f32)
}

fn parsed<T: std::str::FromStr>(from: &mut dyn ShapeDeserializer, expected: &'static str) -> Result<T, CodecError> {
    let text = from.big_number()?;
    text.parse().map_err(|_| from.invalid(expected))
}

macro_rules! integers {
    ($($ty:ident)*) => {$(
        impl ShapeValue for $ty {
            type Kind = ValueKind;

            #[inline]
            fn serialize(&self, to: &mut dyn ShapeSerializer, _: &Traits) -> Result<(), CodecError> {
                to.integer(i64::from(*self))
            }

            #[inline]
            #[allow(clippy::cast_possible_truncation, reason = "the deserializer keeps the bounds")]
            fn deserialize(from: &mut dyn ShapeDeserializer, _: &Traits) -> Result<Self, CodecError> {
                #[allow(clippy::cast_lossless, reason = "one macro for all widths")]
                let (min, max) = ($ty::MIN as i64, $ty::MAX as i64);
                Ok(from.integer(min, max)? as $ty)
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 }

impl ShapeValue for ByteStream {
    type Kind = ValueKind;

    fn serialize(&self, to: &mut dyn ShapeSerializer, _: &Traits) -> Result<(), CodecError> {
        to.stream(self)
    }

    fn deserialize(from: &mut dyn ShapeDeserializer, _: &Traits) -> Result<Self, CodecError> {
        from.stream()
    }
}

crate::serde_impls!(ByteStream);
