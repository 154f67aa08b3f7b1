//! Equality of generated structures: two are equal if they hold the same values in the same members, as the values would be
//! serialized. It is compiled once for all structures.
//!
//! The values are compared as in Rust: a number that is not a number equals nothing, and `0.0` equals `-0.0`. A number that
//! is wrapped in `Unknown` by hand although the enum of integers has it equals that value, because it is serialized alike.

use super::CodecError;
use crate::schema::{Schema, SerializeList, SerializeMap, SerializeMember, SerializeValue, ShapeSerializer, Traits};
use crate::{ByteStream, Document, Timestamp};

/// Returns whether two structures of one type have equal members.
#[must_use]
pub fn equal(one: &dyn SerializeValue, other: &dyn SerializeValue) -> bool {
    written(one) == written(other)
}

/// A part of the sequence that a value serializes to. Both values have the same type, so that equal sequences are equal
/// values.
#[derive(PartialEq)]
enum Written {
    Absent,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    BigNumber(String),
    String(String),
    Blob(Vec<u8>),
    Stream(ByteStream),
    Timestamp(Timestamp),
    Document(Document),
    /// A structure, whose members follow. Without this part, an empty structure would be equal to an absent one.
    Structure,
    /// The member that is set.
    Union(usize),
    /// A union with a member that the model does not have: its value is not kept.
    UnknownUnion,
    /// The number of elements or entries that follow.
    Length(usize),
}

fn written(value: &dyn SerializeValue) -> Vec<Written> {
    let mut parts = Parts(Vec::new());
    parts.value(value, &Traits::NONE);
    parts.0
}

struct Parts(Vec<Written>);

impl Parts {
    fn push(&mut self, part: Written) -> Result<(), CodecError> {
        self.0.push(part);
        Ok(())
    }

    fn value(&mut self, value: &dyn SerializeValue, traits: &Traits) {
        if value.serialize(self, traits).is_err() {
            self.0.push(Written::UnknownUnion);
        }
    }
}

impl ShapeSerializer for Parts {
    fn null(&mut self) -> Result<(), CodecError> {
        self.push(Written::Absent)
    }

    fn boolean(&mut self, value: bool) -> Result<(), CodecError> {
        self.push(Written::Boolean(value))
    }

    fn integer(&mut self, value: i64) -> Result<(), CodecError> {
        self.push(Written::Integer(value))
    }

    fn float(&mut self, value: f32) -> Result<(), CodecError> {
        self.push(Written::Number(value.into()))
    }

    fn double(&mut self, value: f64) -> Result<(), CodecError> {
        self.push(Written::Number(value))
    }

    fn big_number(&mut self, value: &str) -> Result<(), CodecError> {
        self.push(Written::BigNumber(value.to_owned()))
    }

    fn string(&mut self, value: &str) -> Result<(), CodecError> {
        self.push(Written::String(value.to_owned()))
    }

    fn blob(&mut self, value: &[u8]) -> Result<(), CodecError> {
        self.push(Written::Blob(value.to_vec()))
    }

    fn stream(&mut self, value: &ByteStream) -> Result<(), CodecError> {
        self.push(Written::Stream(value.clone()))
    }

    fn timestamp(&mut self, value: Timestamp, _: &Traits) -> Result<(), CodecError> {
        self.push(Written::Timestamp(value))
    }

    fn document(&mut self, value: &Document) -> Result<(), CodecError> {
        self.push(Written::Document(value.clone()))
    }

    fn structure(&mut self, _: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        self.0.push(Written::Structure);
        for member in members {
            // An unknown union member fails to serialize, which must not hide the members after it.
            if member.serialize(self, &Traits::NONE).is_err() {
                self.0.push(Written::UnknownUnion);
            }
        }
        Ok(())
    }

    fn union(&mut self, _: &'static Schema, index: usize, value: &dyn SerializeValue) -> Result<(), CodecError> {
        self.0.push(Written::Union(index));
        self.value(value, &Traits::NONE);
        Ok(())
    }

    fn list(&mut self, list: &dyn SerializeList, traits: &Traits) -> Result<(), CodecError> {
        self.0.push(Written::Length(list.len()));
        for index in 0..list.len() {
            if list.serialize_element(index, self, traits).is_err() {
                self.0.push(Written::UnknownUnion);
            }
        }
        Ok(())
    }

    fn map(&mut self, map: &dyn SerializeMap, traits: &Traits) -> Result<(), CodecError> {
        self.0.push(Written::Length(map.len()));
        map.for_each(&mut |key, value| {
            self.0.push(Written::String(key.to_owned()));
            self.value(value, traits);
            Ok(())
        })
    }
}

#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros define public items, which the test does not use in full")]
mod tests {
    use std::collections::BTreeMap;

    use crate::{BigInteger, Blob, ByteStream, Document, Timestamp};

    crate::structure! {
        struct Leaf = "Leaf" { text: String = "text" }
    }

    crate::union! {
        enum Choice = "Choice" { Leaf(Leaf) = "leaf", Text(String) = "text" }
    }

    crate::structure! {
        struct All = "All" {
            flag: bool = "flag",
            number: i32 = "number",
            single: f32 = "single",
            double: f64 = "double",
            big: BigInteger = "big",
            text: String = "text",
            blob: Blob = "blob",
            time: Timestamp = "time",
            document: Document = "document",
            leaf: Leaf = "leaf",
            choice: Choice = "choice",
            list: Vec<Leaf> = "list",
            sparse: Vec<Option<i32>> = "sparse",
            map: BTreeMap<String, Leaf> = "map",
            stream: ByteStream = "stream",
        }
    }

    fn leaf(text: &str) -> Leaf {
        Leaf { text: Some(text.to_owned()) }
    }

    fn all() -> All {
        All {
            flag: Some(true),
            number: Some(1),
            single: Some(0.5),
            double: Some(1.5),
            big: "1".parse::<BigInteger>().ok(),
            text: Some("a".to_owned()),
            blob: Some(Blob::from(vec![1])),
            time: Timestamp::from_secs(1),
            document: Some(Document::from("a")),
            leaf: Some(leaf("a")),
            choice: Some(Choice::Text("a".to_owned())),
            list: Some(vec![leaf("a"), leaf("b")]),
            sparse: Some(vec![Some(1), None]),
            map: Some(BTreeMap::from([("a".to_owned(), leaf("a"))])),
            stream: Some(ByteStream::from("a")),
        }
    }

    #[test]
    fn a_difference_in_any_member_counts() {
        assert_eq!(all(), all().clone());
        let different: [fn(&mut All); 24] = [
            |it| it.flag = Some(false),
            |it| it.flag = None,
            |it| it.number = Some(2),
            |it| it.single = Some(0.25),
            |it| it.double = Some(2.5),
            |it| it.big = "2".parse().ok(),
            |it| it.text = Some("b".to_owned()),
            |it| it.blob = Some(Blob::from(vec![2])),
            |it| it.time = Timestamp::from_secs(2),
            |it| it.document = Some(Document::from("b")),
            |it| it.leaf = Some(leaf("b")),
            |it| it.choice = Some(Choice::Text("b".to_owned())),
            |it| it.choice = Some(Choice::Leaf(leaf("a"))),
            |it| it.choice = Some(Choice::Unknown),
            |it| it.list = Some(vec![leaf("a")]),
            |it| it.list = Some(vec![leaf("b"), leaf("a")]),
            |it| it.sparse = Some(vec![Some(1)]),
            |it| it.sparse = Some(vec![Some(1), Some(2)]),
            |it| it.sparse = Some(vec![None, Some(1)]),
            |it| it.map = Some(BTreeMap::from([("b".to_owned(), leaf("a"))])),
            |it| it.map = Some(BTreeMap::from([("a".to_owned(), leaf("b"))])),
            |it| it.map = Some(BTreeMap::new()),
            |it| it.stream = Some(ByteStream::from("b")),
            |it| *it = All::default(),
        ];
        for (index, change) in different.iter().enumerate() {
            let mut other = all();
            change(&mut other);
            assert_ne!(all(), other, "change {index}");
            assert_eq!(other, other.clone(), "change {index}");
        }
    }

    #[test]
    fn an_absent_structure_is_not_an_empty_one() {
        let with = |leaf| All { leaf, ..All::default() };
        assert_ne!(with(None), with(Some(Leaf::default())));
        assert_ne!(All { list: Some(Vec::new()), ..All::default() }, All::default());
    }

    #[test]
    fn a_member_behind_an_unknown_union_still_counts() {
        let with = |text: &str| All { choice: Some(Choice::Unknown), list: Some(vec![leaf(text)]), ..All::default() };
        assert_eq!(with("a"), with("a"));
        assert_ne!(with("a"), with("b"));
    }

    #[test]
    fn a_double_that_is_no_number_equals_nothing_as_in_rust() {
        let nan = All { double: Some(f64::NAN), ..All::default() };
        assert_ne!(nan, nan.clone());
    }
}
