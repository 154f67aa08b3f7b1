//! From serde to shapes.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_core::Deserialize;
use serde_core::de::value::UnitDeserializer;
use serde_core::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::codec::{CodecError, parse_non_finite};
use crate::schema::{
    DeserializeList, DeserializeMap, DeserializeMember, ReadUnionMember, Schema, ShapeDeserializer, ShapeValue, Traits,
};
use crate::{ByteStream, Document, Timestamp};

/// Reads a value with one of serde's deserializers.
///
/// # Errors
/// Those of the deserializer, and a value of another kind than the model's.
pub fn deserialize<'de, T: ShapeValue, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    T::deserialize(&mut State(Some(from)), &Traits::NONE).map_err(de::Error::custom)
}

/// A deserializer of serde, which one value consumes.
struct State<D>(Option<D>);

impl<'de, D: Deserializer<'de>> State<D> {
    fn read<T>(&mut self, read: impl FnOnce(D) -> Result<T, D::Error>) -> Result<T, CodecError> {
        let from = self.0.take().ok_or_else(|| CodecError::new("two values were read in the place of one"))?;
        read(from).map_err(|error| CodecError::new(error.to_string()))
    }
}

impl<'de, D: Deserializer<'de>> ShapeDeserializer for State<D> {
    fn boolean(&mut self) -> Result<bool, CodecError> {
        self.read(<bool as Deserialize>::deserialize)
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, CodecError> {
        let value = self.read(|from| from.deserialize_i64(IntegerVisitor))?;
        if value < min || value > max {
            return Err(CodecError::new(format!("the number is not between {min} and {max}")));
        }
        Ok(value)
    }

    fn double(&mut self) -> Result<f64, CodecError> {
        // A number or a text. `deserialize_any` would give a map for a number if serde_json has its feature
        // `arbitrary_precision`.
        let number = match self.read(<Value as Deserialize>::deserialize)? {
            Value::Number(number) => number.as_f64().filter(|number| number.is_finite()),
            Value::String(text) => parse_non_finite(&text),
            _ => None,
        };
        number.ok_or_else(|| CodecError::new("expected a number of 64 bits"))
    }

    fn big_number(&mut self) -> Result<String, CodecError> {
        self.read(Box::<RawValue>::deserialize).map(|raw| raw.get().to_owned())
    }

    fn string(&mut self) -> Result<Cow<'_, str>, CodecError> {
        self.read(<String as Deserialize>::deserialize).map(Cow::Owned)
    }

    fn blob(&mut self) -> Result<Vec<u8>, CodecError> {
        let text = self.string()?;
        BASE64.decode(&*text).map_err(|_| CodecError::new("the string is not base64"))
    }

    fn stream(&mut self) -> Result<ByteStream, CodecError> {
        self.blob().map(ByteStream::from)
    }

    fn timestamp(&mut self, traits: &Traits) -> Result<Timestamp, CodecError> {
        // A number or a text. `deserialize_any` would give a map for a number if serde_json has its feature
        // `arbitrary_precision`.
        let time = match self.read(<Value as Deserialize>::deserialize)? {
            Value::Number(number) => number.as_f64().and_then(Timestamp::from_epoch),
            Value::String(text) => Timestamp::from_text(&text, traits.timestamp_format),
            _ => None,
        };
        time.ok_or_else(|| self.invalid("a timestamp"))
    }

    fn document(&mut self) -> Result<Document, CodecError> {
        self.read(<Document as Deserialize>::deserialize)
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        self.read(|from| from.deserialize_map(StructureVisitor { schema, members }))
    }

    fn union(&mut self, schema: &'static Schema, read: &mut ReadUnionMember<'_>) -> Result<(), CodecError> {
        self.read(|from| from.deserialize_map(UnionVisitor { schema, read }))
    }

    fn list(&mut self, list: &mut dyn DeserializeList, traits: &Traits) -> Result<(), CodecError> {
        self.read(|from| from.deserialize_seq(ListVisitor { list, item: traits.of_item() }))
    }

    fn map(&mut self, map: &mut dyn DeserializeMap, traits: &Traits) -> Result<(), CodecError> {
        self.read(|from| from.deserialize_map(EntriesVisitor { map, item: traits.of_item() }))
    }

    fn skip(&mut self) -> Result<(), CodecError> {
        self.read(IgnoredAny::deserialize).map(drop)
    }

    fn invalid(&self, expected: &'static str) -> CodecError {
        CodecError::new(format!("expected {expected}"))
    }
}

/// Reads an integer, which the format may write with a fraction of zero.
struct IntegerVisitor;

impl Visitor<'_> for IntegerVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer of 64 bits")
    }

    fn visit_i64<E>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))
    }

    #[allow(clippy::cast_possible_truncation, reason = "bounds and fraction are checked")]
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<i64, E> {
        // From here on, the double may differ from the number that was written.
        const LIMIT: f64 = 9_007_199_254_740_992.0;
        match value.fract() == 0.0 && value.abs() < LIMIT {
            true => Ok(value as i64),
            false => Err(E::invalid_value(de::Unexpected::Float(value), &self)),
        }
    }
}

/// Reads a value or a null by a function; returns `true` for a value.
struct Nullable<F>(F);

impl<'de, F: FnMut(&mut dyn ShapeDeserializer) -> Result<(), CodecError>> DeserializeSeed<'de> for Nullable<F> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_option(self)
    }
}

impl<'de, F: FnMut(&mut dyn ShapeDeserializer) -> Result<(), CodecError>> Visitor<'de> for Nullable<F> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(mut self, from: D) -> Result<bool, D::Error> {
        (self.0)(&mut State(Some(from))).map(|()| true).map_err(de::Error::custom)
    }
}

struct StructureVisitor<'a, 'm> {
    schema: &'static Schema,
    members: &'a mut [&'m mut dyn DeserializeMember],
}

impl<'de> Visitor<'de> for StructureVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", self.schema.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut expected = 0;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let found = self.schema.find(&key, expected);
            let Some((index, slot)) = found.and_then(|index| Some((index, self.members.get_mut(index)?))) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            expected = index + 1;
            let member = &self.schema.members[index];
            let read = |from: &mut dyn ShapeDeserializer| slot.deserialize(from, member.traits);
            if !map.next_value_seed(Nullable(read)).map_err(|error| in_member(member.name, &error))? {
                slot.clear();
            }
        }
        Ok(())
    }
}

fn in_member<E: de::Error>(name: &str, error: &E) -> E {
    E::custom(format_args!("{name}: {error}"))
}

struct UnionVisitor<'a, 'r> {
    schema: &'static Schema,
    read: &'a mut ReadUnionMember<'r>,
}

impl<'de> Visitor<'de> for UnionVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with one member ({})", self.schema.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { schema, read } = self;
        let mut is_set = false;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let index = schema.find(&key, 0);
            let found = match index {
                Some(at) if !is_set => {
                    let read = |from: &mut dyn ShapeDeserializer| read(index, from);
                    map.next_value_seed(Nullable(read)).map_err(|error| in_member(schema.members[at].name, &error))?
                }
                _ => map.next_value::<Option<IgnoredAny>>()?.is_some() && key != "__type",
            };
            if found && is_set {
                return Err(de::Error::custom(format_args!("several members of the union {} are set", schema.name)));
            }
            if found && index.is_none() {
                let nothing = UnitDeserializer::<A::Error>::new();
                read(None, &mut State(Some(nothing))).map_err(de::Error::custom)?;
            }
            is_set |= found;
        }
        Ok(())
    }
}

struct ListVisitor<'a> {
    list: &'a mut dyn DeserializeList,
    item: &'static Traits,
}

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { list, item } = self;
        while let Some(found) =
            seq.next_element_seed(Nullable(|from: &mut dyn ShapeDeserializer| list.element(from, item)))?
        {
            if !found {
                list.null_element();
            }
        }
        Ok(())
    }
}

struct EntriesVisitor<'a> {
    map: &'a mut dyn DeserializeMap,
    item: &'static Traits,
}

impl<'de> Visitor<'de> for EntriesVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Self { map, item } = self;
        while let Some(key) = entries.next_key::<Cow<'de, str>>()? {
            let read = |from: &mut dyn ShapeDeserializer| map.entry(&key, from, item);
            if !entries.next_value_seed(Nullable(read))? {
                map.null_entry(&key);
            }
        }
        Ok(())
    }
}
