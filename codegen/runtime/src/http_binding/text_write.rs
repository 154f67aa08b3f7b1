//! Values as texts, for the URI and for headers: a serializer that collects what a value's wire form writes.

use std::fmt::{Debug, Display};

use serde_core::Serialize;
use serde_core::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, Serializer};

use super::BindingError;

/// A value's text, or its texts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// A null, which only sparse lists and maps have.
    Null,
    /// Any value that is no collection.
    One(String),
    /// A list's elements, without nulls.
    Many(Vec<String>),
    /// A map's entries.
    Map(Vec<(String, Texts)>),
}

impl Texts {
    pub(super) fn one(self) -> Result<Option<String>, BindingError> {
        match self {
            Self::Null => Ok(None),
            Self::One(text) => Ok(Some(text)),
            Self::Many(_) | Self::Map(_) => Err(BindingError::new("a list or map has no form as one text")),
        }
    }
}

/// Collects texts.
pub(super) struct TextWriter;

/// A text, for all types whose text is that of `Display` or `Debug`.
macro_rules! texts {
    ($($method:ident $ty:ty => $show:path,)*) => {$(
        fn $method(self, value: $ty) -> Result<Texts, BindingError> {
            Ok(Texts::One($show(&value)))
        }
    )*};
}

fn display(value: &impl Display) -> String {
    value.to_string()
}

/// What Rust shows of a float for debugging is its shortest form, with a fraction and, where it is huge, an exponent.
fn shortest(value: &impl Debug) -> String {
    format!("{value:?}")
}

impl Serializer for TextWriter {
    type Ok = Texts;
    type Error = BindingError;
    type SerializeSeq = ListWriter;
    type SerializeTuple = Impossible<Texts, BindingError>;
    type SerializeTupleStruct = Impossible<Texts, BindingError>;
    type SerializeTupleVariant = Impossible<Texts, BindingError>;
    type SerializeMap = MapWriter;
    type SerializeStruct = Impossible<Texts, BindingError>;
    type SerializeStructVariant = Impossible<Texts, BindingError>;

    texts! {
        serialize_bool bool => display,
        serialize_i8 i8 => display,
        serialize_i16 i16 => display,
        serialize_i32 i32 => display,
        serialize_i64 i64 => display,
        serialize_u8 u8 => display,
        serialize_u16 u16 => display,
        serialize_u32 u32 => display,
        serialize_u64 u64 => display,
        serialize_f32 f32 => shortest,
        serialize_f64 f64 => shortest,
        serialize_char char => display,
        serialize_str &str => display,
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Texts, BindingError> {
        Err(no_text("bytes"))
    }

    fn serialize_none(self) -> Result<Texts, BindingError> {
        Ok(Texts::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Texts, BindingError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Texts, BindingError> {
        Ok(Texts::Null)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<Texts, BindingError> {
        Err(no_text(name))
    }

    fn serialize_unit_variant(self, name: &'static str, _: u32, _: &'static str) -> Result<Texts, BindingError> {
        Err(no_text(name))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Texts, BindingError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Texts, BindingError> {
        Err(no_text(name))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ListWriter, BindingError> {
        Ok(ListWriter(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, BindingError> {
        Err(no_text("a tuple"))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeTuple, BindingError> {
        Err(no_text(name))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTuple, BindingError> {
        Err(no_text(name))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<MapWriter, BindingError> {
        Ok(MapWriter { entries: Vec::new(), key: String::new() })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeStruct, BindingError> {
        Err(no_text(name))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, BindingError> {
        Err(no_text(name))
    }
}

fn no_text(what: &str) -> BindingError {
    BindingError::custom(format_args!("{what} has no form as a text"))
}

/// Collects the texts of a list.
pub(super) struct ListWriter(Vec<String>);

impl SerializeSeq for ListWriter {
    type Ok = Texts;
    type Error = BindingError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), BindingError> {
        self.0.extend(value.serialize(TextWriter)?.one()?);
        Ok(())
    }

    fn end(self) -> Result<Texts, BindingError> {
        Ok(Texts::Many(self.0))
    }
}

/// Collects the texts of a map.
pub(super) struct MapWriter {
    entries: Vec<(String, Texts)>,
    key: String,
}

impl SerializeMap for MapWriter {
    type Ok = Texts;
    type Error = BindingError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), BindingError> {
        self.key = key.serialize(TextWriter)?.one()?.unwrap_or_default();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), BindingError> {
        self.entries.push((std::mem::take(&mut self.key), value.serialize(TextWriter)?));
        Ok(())
    }

    fn end(self) -> Result<Texts, BindingError> {
        Ok(Texts::Map(self.entries))
    }
}
