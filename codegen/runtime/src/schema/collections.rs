//! Lists, maps, sparse elements and recursive shapes.

use std::collections::BTreeMap;

use super::{
    DeserializeList, DeserializeMap, SerializeList, SerializeMap, SerializeMember, SerializeValue, ShapeDeserializer,
    ShapeSerializer, ShapeValue, Traits,
};
use crate::codec::CodecError;

impl<T: ShapeValue> ShapeValue for Vec<T> {
    type Kind = super::ValueKind;

    #[inline]
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError> {
        to.list(self, traits)
    }

    #[inline]
    fn deserialize(from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<Self, CodecError> {
        let mut list = Self::new();
        from.list(&mut list, traits)?;
        Ok(list)
    }

    #[inline]
    fn deserialize_member(
        slot: &mut Option<Self>,
        from: &mut dyn ShapeDeserializer,
        traits: &Traits,
    ) -> Result<(), CodecError> {
        let before = slot.take().filter(|_| traits.xml_flattened && from.repeats_flattened_members());
        from.list(slot.insert(before.unwrap_or_default()), traits)
    }
}

impl<T: ShapeValue> SerializeList for Vec<T> {
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn serialize_element(&self, index: usize, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError> {
        ShapeValue::serialize(&self[index], to, traits)
    }
}

impl<T: ShapeValue> DeserializeList for Vec<T> {
    #[inline]
    fn element(&mut self, from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<(), CodecError> {
        T::deserialize_element(self, from, traits)
    }

    #[inline]
    fn null_element(&mut self) {
        self.extend(T::from_null());
    }

    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn truncate(&mut self, len: usize) {
        self.truncate(len);
    }
}

/// The keys of maps are strings, and enums, which are strings too.
impl<K: AsRef<str> + for<'a> From<&'a str> + Ord + 'static, V: ShapeValue> ShapeValue for BTreeMap<K, V> {
    type Kind = super::ValueKind;

    #[inline]
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError> {
        to.map(self, traits)
    }

    #[inline]
    fn deserialize(from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<Self, CodecError> {
        let mut map = Self::new();
        from.map(&mut map, traits)?;
        Ok(map)
    }

    #[inline]
    fn deserialize_member(
        slot: &mut Option<Self>,
        from: &mut dyn ShapeDeserializer,
        traits: &Traits,
    ) -> Result<(), CodecError> {
        let before = slot.take().filter(|_| traits.xml_flattened && from.repeats_flattened_members());
        from.map(slot.insert(before.unwrap_or_default()), traits)
    }
}

impl<K: AsRef<str> + for<'a> From<&'a str> + Ord + 'static, V: ShapeValue> SerializeMap for BTreeMap<K, V> {
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn for_each(
        &self,
        then: &mut dyn FnMut(&str, &dyn SerializeValue) -> Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        self.iter().try_for_each(|(key, value)| then(key.as_ref(), value))
    }
}

impl<K: AsRef<str> + for<'a> From<&'a str> + Ord + 'static, V: ShapeValue> DeserializeMap for BTreeMap<K, V> {
    #[inline]
    fn entry(&mut self, key: &str, from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<(), CodecError> {
        self.insert(K::from(key), V::deserialize(from, traits)?);
        Ok(())
    }

    #[inline]
    fn null_entry(&mut self, key: &str) {
        if let Some(value) = V::from_null() {
            self.insert(K::from(key), value);
        }
    }
}

/// An element of a sparse list or map: a null is kept.
impl<T: ShapeValue> ShapeValue for Option<T> {
    type Kind = super::ValueKind;

    #[inline]
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError> {
        SerializeMember::serialize(self, to, traits)
    }

    #[inline]
    fn deserialize(from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<Self, CodecError> {
        T::deserialize(from, traits).map(Some)
    }

    #[inline]
    fn from_null() -> Option<Self> {
        Some(None)
    }
}

/// A member of a recursive shape.
impl<T: ShapeValue> ShapeValue for Box<T> {
    type Kind = super::ValueKind;

    #[inline]
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError> {
        T::serialize(self, to, traits)
    }

    #[inline]
    fn deserialize(from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<Self, CodecError> {
        T::deserialize(from, traits).map(Box::new)
    }
}
