//! The deserialization half of the interface between shapes and formats. It is separate from the serialization half, so
//! that a program that only deserializes a shape does not link the code that serializes it.

use std::borrow::Cow;

use super::{Schema, Traits};
use crate::codec::CodecError;
use crate::{ByteStream, Document, Timestamp};

/// A deserializer of a format, or of a part of an HTTP message.
///
/// Each method reads one value, which is not null. The format handles nulls: it leaves a member absent, and calls
/// `null_element` or `null_entry` of a list or map. A method that fails because the value is of another type consumes
/// nothing, so that [`skip`](Self::skip) may follow. The default methods fail in this way: a format does not override
/// the methods of types that it lacks.
///
/// # Errors
/// The text is not of the format, or the value is of another type than the requested one.
#[allow(missing_docs, reason = "each method reads a value of the kind that names it")]
pub trait ShapeDeserializer {
    fn boolean(&mut self) -> Result<bool, CodecError> {
        Err(self.invalid("a boolean"))
    }
    /// Reads an integer from `min` to `max`, both inclusive.
    fn integer(&mut self, _min: i64, _max: i64) -> Result<i64, CodecError> {
        Err(self.invalid("an integer"))
    }
    fn double(&mut self) -> Result<f64, CodecError> {
        Err(self.invalid("a number"))
    }
    /// Reads a number of any size and precision, as JSON writes it.
    fn big_number(&mut self) -> Result<String, CodecError> {
        Err(self.invalid("a number"))
    }
    fn string(&mut self) -> Result<Cow<'_, str>, CodecError> {
        Err(self.invalid("a string"))
    }
    fn blob(&mut self) -> Result<Vec<u8>, CodecError> {
        Err(self.invalid("bytes"))
    }
    /// Reads a blob that need not be in memory. Only a payload can be one.
    fn stream(&mut self) -> Result<ByteStream, CodecError> {
        Err(self.invalid("a stream"))
    }
    fn timestamp(&mut self, _traits: &Traits) -> Result<Timestamp, CodecError> {
        Err(self.invalid("a timestamp"))
    }
    fn document(&mut self) -> Result<Document, CodecError> {
        Err(self.invalid("a document"))
    }
    /// Reads members into their slots, and skips unknown ones. `members` has the order of `schema.members`.
    fn structure(
        &mut self,
        _schema: &'static Schema,
        _members: &mut [&mut dyn DeserializeMember],
    ) -> Result<(), CodecError> {
        Err(self.invalid("a structure"))
    }
    /// Reads the one member of a union that is set: calls `read` with its index, or with `None` for an unknown member,
    /// whose value is skipped before `read` is called.
    fn union(&mut self, _schema: &'static Schema, _read: &mut ReadUnionMember<'_>) -> Result<(), CodecError> {
        Err(self.invalid("a union"))
    }
    fn list(&mut self, _list: &mut dyn DeserializeList, _traits: &Traits) -> Result<(), CodecError> {
        Err(self.invalid("a list"))
    }
    fn map(&mut self, _map: &mut dyn DeserializeMap, _traits: &Traits) -> Result<(), CodecError> {
        Err(self.invalid("a map"))
    }
    /// Returns whether each item of a flattened list or map is a member by itself, which is appended to those before
    /// it, as in XML. Other formats have no flattened lists and maps.
    fn repeats_flattened_members(&self) -> bool {
        false
    }
    /// Skips a value of any type.
    fn skip(&mut self) -> Result<(), CodecError>;
    /// Returns the error for a value that is well formed but not valid for the type in the model.
    fn invalid(&self, expected: &'static str) -> CodecError;
}

/// Reads the value of a union's member, by the member's index.
pub type ReadUnionMember<'a> = dyn FnMut(Option<usize>, &mut dyn ShapeDeserializer) -> Result<(), CodecError> + 'a;

/// A slot for a member of a structure. Implemented for `Option<T>`.
pub trait DeserializeMember {
    /// Reads the value, which is not null.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn deserialize(&mut self, from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<(), CodecError>;

    /// Leaves the member absent, as if there had been no value.
    fn clear(&mut self);
}

/// A list that elements are read into.
pub trait DeserializeList {
    /// Reads the next element, which is not null.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn element(&mut self, from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<(), CodecError>;

    /// Handles a null. A sparse list keeps it; any other list drops it.
    fn null_element(&mut self);

    /// Returns the number of elements in the list.
    fn len(&self) -> usize;

    /// Returns whether the list has no elements.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Removes all elements after the first `len`, which could only be read in part.
    fn truncate(&mut self, len: usize);
}

/// A map that entries are read into.
pub trait DeserializeMap {
    /// Reads the value of an entry, which is not null.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn entry(&mut self, key: &str, from: &mut dyn ShapeDeserializer, traits: &Traits) -> Result<(), CodecError>;

    /// Handles an entry whose value is null. A sparse map keeps it; any other map drops it.
    fn null_entry(&mut self, key: &str);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ShapeValue as _;

    /// A deserializer of a format without any type.
    struct Nothing;

    impl ShapeDeserializer for Nothing {
        fn skip(&mut self) -> Result<(), CodecError> {
            Ok(())
        }

        fn invalid(&self, expected: &'static str) -> CodecError {
            CodecError::new(format!("expected {expected}"))
        }
    }

    #[test]
    fn the_members_of_a_value_that_is_no_structure_cannot_be_read() {
        let read = 1_i32.deserialize_members(&mut Nothing);
        assert_eq!(read.map_err(|error| error.to_string()), Err("expected a structure".to_owned()));
    }

    #[test]
    fn a_format_fails_for_each_type_that_it_lacks() {
        let from = &mut Nothing;
        let schema = &Schema::PLAIN;
        let all = [
            ("a boolean", from.boolean().err()),
            ("an integer", from.integer(0, 1).err()),
            ("a number", from.double().err()),
            ("a number", from.big_number().err()),
            ("a string", from.string().err()),
            ("bytes", from.blob().err()),
            ("a stream", from.stream().err()),
            ("a timestamp", from.timestamp(&Traits::NONE).err()),
            ("a document", from.document().err()),
            ("a structure", from.structure(schema, &mut []).err()),
            ("a union", from.union(schema, &mut |_, _| Ok(())).err()),
            ("a list", from.list(&mut Vec::<i32>::new(), &Traits::NONE).err()),
            ("a map", from.map(&mut std::collections::BTreeMap::<String, i32>::new(), &Traits::NONE).err()),
        ];
        for (expected, error) in all {
            assert_eq!(error.map(|error| error.to_string()), Some(format!("expected {expected}")));
        }
        assert!(!from.repeats_flattened_members());
    }

    #[test]
    fn a_list_is_empty_without_elements() {
        assert!(DeserializeList::is_empty(&Vec::<i32>::new()));
        assert!(!DeserializeList::is_empty(&vec![1]));
    }
}
