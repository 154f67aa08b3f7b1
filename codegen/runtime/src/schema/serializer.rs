//! The serialization half of the interface between shapes and formats. All traits are object-safe, so that a format is
//! compiled once and not once for each shape.

use super::{Schema, Traits};
use crate::codec::CodecError;
use crate::{ByteStream, Document, Timestamp};

/// A serializer of a format, or of a part of an HTTP message.
///
/// Each method writes one value. The default methods fail: a format does not override the methods of types that it
/// lacks.
///
/// # Errors
/// The format cannot represent the value.
#[allow(missing_docs, reason = "each method writes a value of the kind that names it")]
pub trait ShapeSerializer {
    /// Writes the absence of a value, which sparse lists and maps hold.
    fn null(&mut self) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn boolean(&mut self, _value: bool) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn integer(&mut self, _value: i64) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn float(&mut self, _value: f32) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn double(&mut self, _value: f64) -> Result<(), CodecError> {
        Err(unsupported())
    }
    /// Writes a number of any size and precision, given as JSON writes it.
    fn big_number(&mut self, _value: &str) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn string(&mut self, _value: &str) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn blob(&mut self, _value: &[u8]) -> Result<(), CodecError> {
        Err(unsupported())
    }
    /// Writes a blob that need not be in memory. Only a payload can be one.
    fn stream(&mut self, _value: &ByteStream) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn timestamp(&mut self, _value: Timestamp, _traits: &Traits) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn document(&mut self, _value: &Document) -> Result<(), CodecError> {
        Err(unsupported())
    }
    /// Writes the members that are set. `members` has the order of `schema.members`.
    fn structure(&mut self, _schema: &'static Schema, _members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        Err(unsupported())
    }
    /// Writes the one member of a union that is set.
    fn union(
        &mut self,
        _schema: &'static Schema,
        _index: usize,
        _value: &dyn SerializeValue,
    ) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn list(&mut self, _list: &dyn SerializeList, _traits: &Traits) -> Result<(), CodecError> {
        Err(unsupported())
    }
    fn map(&mut self, _map: &dyn SerializeMap, _traits: &Traits) -> Result<(), CodecError> {
        Err(unsupported())
    }
}

#[cold]
fn unsupported() -> CodecError {
    CodecError::new("a value of this kind cannot be written here")
}

/// A member of a structure, set or absent. Implemented for `Option<T>`.
pub trait SerializeMember {
    /// Returns whether the member is set.
    fn is_set(&self) -> bool;

    /// Writes the value; a null where it is absent.
    ///
    /// # Errors
    /// Those of the serializer.
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError>;
}

/// A value of any shape.
pub trait SerializeValue {
    /// Writes the value.
    ///
    /// # Errors
    /// Those of the serializer.
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError>;
}

/// A list.
pub trait SerializeList {
    /// Returns the number of elements.
    fn len(&self) -> usize;

    /// Returns whether there are no elements.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes one element.
    ///
    /// # Errors
    /// Those of the serializer.
    fn serialize_element(&self, index: usize, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError>;
}

/// A map.
pub trait SerializeMap {
    /// Returns the number of entries.
    fn len(&self) -> usize;

    /// Returns whether there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls a function for each entry, in the order of the keys.
    ///
    /// # Errors
    /// The first error of the function, which ends the iteration.
    fn for_each(
        &self,
        then: &mut dyn FnMut(&str, &dyn SerializeValue) -> Result<(), CodecError>,
    ) -> Result<(), CodecError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A format without any type.
    struct Nothing;

    impl ShapeSerializer for Nothing {}

    #[test]
    fn a_format_fails_for_each_type_that_it_lacks() {
        let to = &mut Nothing;
        let schema = &Schema::PLAIN;
        let all = [
            to.null(),
            to.boolean(true),
            to.integer(1),
            to.float(1.0),
            to.double(1.0),
            to.big_number("1"),
            to.string("a"),
            to.blob(&[1]),
            to.stream(&ByteStream::default()),
            to.timestamp(Timestamp::from_secs(0).expect("in range"), &Traits::NONE),
            to.document(&Document::from("a")),
            to.structure(schema, &[]),
            to.union(schema, 0, &true),
            to.list(&vec![1], &Traits::NONE),
            to.map(&std::collections::BTreeMap::from([("a".to_owned(), 1)]), &Traits::NONE),
        ];
        for (index, result) in all.into_iter().enumerate() {
            assert!(result.is_err_and(|error| error.to_string().contains("cannot be")), "{index}");
        }
    }

    #[test]
    fn a_list_and_a_map_are_empty_without_elements() {
        let (list, map) = (Vec::<i32>::new(), std::collections::BTreeMap::<String, i32>::new());
        assert!(SerializeList::is_empty(&list) && SerializeMap::is_empty(&map));
        let map = std::collections::BTreeMap::from([("a".to_owned(), 1)]);
        assert!(!SerializeList::is_empty(&vec![1]) && !SerializeMap::is_empty(&map));
    }
}
