//! How values look on the wire of the JSON protocols: one trait, implemented for the simple types and
//! for lists and maps. It knows no structure in particular; [`structure!`](crate::structure!) and its
//! sisters implement it for generated types.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{SerializeMap, SerializeSeq, Serializer};
use serde_core::{Deserialize, Serialize};

/// The form a type has where the model says nothing else. Timestamps are epoch seconds.
#[derive(Clone, Copy, Debug)]
pub enum Plain {}

/// A value of a service's API, as it is written to and read from a JSON body.
///
/// serde's own traits would do, were it not for what the protocols add: numbers that JSON does not
/// have (`"NaN"`, `"Infinity"`), blobs in base64, several forms of a timestamp (`F`), and nulls, which a
/// dense list or map drops and a sparse one keeps.
pub trait Wire<F = Plain>: Sized {
    /// Whether it is a structure, which as a body that is not set is sent as an empty object.
    const STRUCTURE: bool = false;

    /// Whether its text is a date of HTTP, or a list of them, which hold a comma each.
    const HTTP_DATE: bool = false;

    /// Writes the value.
    ///
    /// # Errors
    /// Those of the serializer, and a value that has no wire form, such as an unknown union member.
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;

    /// Reads the value, which is not null.
    ///
    /// # Errors
    /// Those of the deserializer, and a value of another type than the model's.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;

    /// What a null stands for in a list or map: nothing, except where the collection is sparse.
    #[must_use]
    fn from_null() -> Option<Self> {
        None
    }
}

/// A borrowed value that serde can write.
pub(crate) struct Out<'a, T, F>(pub(crate) &'a T, pub(crate) PhantomData<F>);

impl<T: Wire<F>, F> Serialize for Out<'_, T, F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write(to)
    }
}

/// Reads a value or a null; a null gives [`Wire::from_null`].
pub(crate) struct Nullable<T, F>(PhantomData<(T, F)>);

impl<T, F> Nullable<T, F> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<'de, T: Wire<F>, F> DeserializeSeed<'de> for Nullable<T, F> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<T>, D::Error> {
        from.deserialize_option(self)
    }
}

impl<'de, T: Wire<F>, F> Visitor<'de> for Nullable<T, F> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(T::from_null())
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(T::from_null())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Option<T>, D::Error> {
        T::read(from).map(Some)
    }
}

/// The types that serde already writes and reads as the protocols do.
macro_rules! as_serde_does {
    ($($ty:ty),*) => {$(
        impl Wire for $ty {
            fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                self.serialize(to)
            }

            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::deserialize(from)
            }
        }
    )*};
}

as_serde_does!(bool, i8, i16, i32, i64, String, serde_json::Value);

/// Floating point numbers: those that JSON cannot write are strings.
macro_rules! float {
    ($($ty:ty),*) => {$(
        impl Wire for $ty {
            fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if self.is_finite() {
                    return self.serialize(to);
                }
                to.serialize_str(match self {
                    x if x.is_nan() => "NaN",
                    x if *x > 0.0 => "Infinity",
                    _ => "-Infinity",
                })
            }

            #[allow(clippy::cast_possible_truncation, reason = "a double is read and narrowed to the model's width")]
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_any(FloatVisitor).map(|x| x as $ty)
            }
        }
    )*};
}

float!(f32, f64);

struct FloatVisitor;

impl Visitor<'_> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, \"NaN\", \"Infinity\" or \"-Infinity\"")
    }

    fn visit_f64<E>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    #[allow(clippy::cast_precision_loss, reason = "JSON does not tell 2 from 2.0")]
    fn visit_i64<E>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[allow(clippy::cast_precision_loss, reason = "JSON does not tell 2 from 2.0")]
    fn visit_u64<E>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<f64, E> {
        match value {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
        }
    }
}

/// An element of a sparse list or map: a null is kept.
impl<T: Wire<F>, F> Wire<F> for Option<T> {
    const HTTP_DATE: bool = T::HTTP_DATE;

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(to),
            None => to.serialize_none(),
        }
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::read(from).map(Some)
    }

    fn from_null() -> Option<Self> {
        Some(None)
    }
}

/// A recursive shape.
impl<T: Wire<F>, F> Wire<F> for Box<T> {
    const STRUCTURE: bool = T::STRUCTURE;
    const HTTP_DATE: bool = T::HTTP_DATE;

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        T::write(self, to)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::read(from).map(Box::new)
    }
}

impl<T: Wire<F>, F> Wire<F> for Vec<T> {
    const HTTP_DATE: bool = T::HTTP_DATE;

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(Some(self.len()))?;
        for element in self {
            list.serialize_element(&Out(element, PhantomData))?;
        }
        list.end()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(ListVisitor(PhantomData))
    }
}

struct ListVisitor<T, F>(PhantomData<(T, F)>);

impl<'de, T: Wire<F>, F> Visitor<'de> for ListVisitor<T, F> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(element) = list.next_element_seed(Nullable::<T, F>::NEW)? {
            all.extend(element);
        }
        Ok(all)
    }
}

/// The keys of maps: strings, and enums, which are strings too.
impl<K: AsRef<str> + for<'a> From<&'a str> + Ord, V: Wire<F>, F> Wire<F> for BTreeMap<K, V> {
    const HTTP_DATE: bool = V::HTTP_DATE;

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key.as_ref(), &Out(value, PhantomData))?;
        }
        map.end()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(MapVisitor(PhantomData))
    }
}

struct MapVisitor<K, V, F>(PhantomData<(K, V, F)>);

impl<'de, K: for<'a> From<&'a str> + Ord, V: Wire<F>, F> Visitor<'de> for MapVisitor<K, V, F> {
    type Value = BTreeMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = BTreeMap::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            if let Some(value) = map.next_value_seed(Nullable::<V, F>::NEW)? {
                all.insert(K::from(key.as_str()), value);
            }
        }
        Ok(all)
    }
}

/// An object's key: borrowed from the text wherever it holds no escape, which is nearly always.
#[derive(Debug)]
pub(crate) enum Key<'de> {
    Borrowed(&'de str),
    Owned(String),
}

impl Key<'_> {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Key::Borrowed(key) => key,
            Key::Owned(key) => key,
        }
    }
}

/// Reads a [`Key`].
pub(crate) struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Key<'de>, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
        Ok(Key::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
        Ok(Key::Owned(key.to_owned()))
    }
}
