//! Values from texts: deserializers over what headers and bodies hold, which know no types but the one asked for.

use std::borrow::Cow;

use serde_core::de::value::SeqDeserializer;
use serde_core::de::{Deserializer, IntoDeserializer, Visitor};
use serde_core::forward_to_deserialize_any;

use super::{BindingError, header_list};

/// One text, in which there may be a number, a boolean, a timestamp or just a text.
#[derive(Clone, Debug)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl Text<'_> {
    /// A number is what begins as one: `NaN` is a text.
    fn number<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<Result<V::Value, BindingError>, V> {
        let text = &*self.0;
        if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
            return Err(visitor);
        }
        if let Ok(number) = text.parse() {
            return Ok(visitor.visit_i64(number));
        }
        match text.parse() {
            Ok(number) if f64::is_finite(number) => Ok(visitor.visit_f64(number)),
            _ => Err(visitor),
        }
    }
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = BindingError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BindingError> {
        self.number(visitor).unwrap_or_else(|visitor| visitor.visit_str(&self.0))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BindingError> {
        match &*self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            other => visitor.visit_str(other),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BindingError> {
        visitor.visit_str(&self.0)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BindingError> {
        visitor.visit_string(self.0.into_owned())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BindingError> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, BindingError> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A header or a part of the query, which may have come in several lines: they are one list, or the first of them counts.
#[derive(Clone, Debug)]
pub(super) struct Header<'a> {
    pub(super) lines: Vec<&'a str>,
    pub(super) elements: Elements,
}

/// What the elements of a list are in a line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Elements {
    /// What stands between commas.
    Texts,
    /// Dates of HTTP, which hold a comma each.
    Dates,
    /// The line itself, as in a query.
    Lines,
}

impl Elements {
    /// Those of a header.
    pub(super) fn of_header(dates: bool) -> Self {
        if dates { Self::Dates } else { Self::Texts }
    }
}

impl<'a> Header<'a> {
    fn first(&self) -> Text<'a> {
        Text(self.lines.first().copied().unwrap_or_default().into())
    }
}

macro_rules! first_line {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BindingError> {
            self.first().$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Header<'_> {
    type Error = BindingError;

    first_line! { deserialize_any deserialize_bool deserialize_str deserialize_string }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BindingError> {
        let mut elements = Vec::new();
        for &line in &self.lines {
            match self.elements {
                Elements::Lines => elements.push(Text(line.into())),
                Elements::Texts => elements.extend(header_list::split(line, false)?.into_iter().map(Text)),
                Elements::Dates => elements.extend(header_list::split(line, true)?.into_iter().map(Text)),
            }
        }
        visitor.visit_seq(SeqDeserializer::new(elements.into_iter()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BindingError> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, BindingError> for Header<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
