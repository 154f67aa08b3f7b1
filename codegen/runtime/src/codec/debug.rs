//! `Debug` of generated types: a serializer of readable text, which leaves out sensitive values.

use std::fmt::{self, Formatter};

use super::CodecError;
use crate::schema::{Schema, SerializeList, SerializeMap, SerializeMember, SerializeValue, ShapeSerializer, Traits};
use crate::{ByteStream, Document, Timestamp};

/// Formats a value for `Debug`, without the values that the model marks as sensitive.
///
/// # Errors
/// Those of the formatter.
pub fn debug(value: &dyn SerializeValue, f: &mut Formatter<'_>) -> fmt::Result {
    debug_with(f, |to| value.serialize(to, &Traits::NONE))
}

/// The text in place of a sensitive value.
#[derive(Clone, Copy)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("*** redacted ***")
    }
}

/// A value with its traits.
struct Shown<'a>(&'a dyn SerializeValue, &'a Traits);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(value, traits) = self;
        if traits.sensitive {
            return Redacted.fmt(f);
        }
        debug_with(f, |to| value.serialize(to, traits))
    }
}

fn debug_with(
    f: &mut Formatter<'_>,
    write: impl FnOnce(&mut dyn ShapeSerializer) -> Result<(), CodecError>,
) -> fmt::Result {
    let mut to = DebugSerializer { f, result: Ok(()) };
    match write(&mut to) {
        Ok(()) => to.result,
        // The only value that cannot be written is the unknown member of a union.
        Err(_) => f.write_str("Unknown"),
    }
}

/// A member, formatted as the `Option` of its field.
struct ShownMember<'a>(&'a dyn SerializeMember, &'a Traits);

impl fmt::Debug for ShownMember<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.is_set() {
            f.debug_tuple("Some").field(&ShownValue(self.0, self.1)).finish()
        } else {
            f.write_str("None")
        }
    }
}

/// The value of a member that is set.
struct ShownValue<'a>(&'a dyn SerializeMember, &'a Traits);

impl fmt::Debug for ShownValue<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(value, traits) = self;
        if traits.sensitive {
            return Redacted.fmt(f);
        }
        debug_with(f, |to| value.serialize(to, traits))
    }
}

/// An element of a list.
struct ShownElement<'a>(&'a dyn SerializeList, usize, &'a Traits);

impl fmt::Debug for ShownElement<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(list, index, traits) = self;
        if traits.sensitive {
            return Redacted.fmt(f);
        }
        debug_with(f, |to| list.serialize_element(*index, to, traits))
    }
}

struct DebugSerializer<'a, 'f> {
    f: &'a mut Formatter<'f>,
    result: fmt::Result,
}

impl DebugSerializer<'_, '_> {
    fn show(&mut self, value: &dyn fmt::Debug) -> Result<(), CodecError> {
        self.result = value.fmt(self.f);
        Ok(())
    }
}

impl ShapeSerializer for DebugSerializer<'_, '_> {
    fn null(&mut self) -> Result<(), CodecError> {
        self.show(&format_args!("None"))
    }

    fn boolean(&mut self, value: bool) -> Result<(), CodecError> {
        self.show(&value)
    }

    fn integer(&mut self, value: i64) -> Result<(), CodecError> {
        self.show(&value)
    }

    fn float(&mut self, value: f32) -> Result<(), CodecError> {
        self.show(&value)
    }

    fn double(&mut self, value: f64) -> Result<(), CodecError> {
        self.show(&value)
    }

    fn big_number(&mut self, value: &str) -> Result<(), CodecError> {
        self.show(&format_args!("{value}"))
    }

    fn string(&mut self, value: &str) -> Result<(), CodecError> {
        self.show(&value)
    }

    /// Writes the length only: bytes are seldom readable, and often secret.
    fn blob(&mut self, value: &[u8]) -> Result<(), CodecError> {
        self.show(&format_args!("Blob({} bytes)", value.len()))
    }

    fn stream(&mut self, value: &ByteStream) -> Result<(), CodecError> {
        self.show(value)
    }

    fn timestamp(&mut self, value: Timestamp, _: &Traits) -> Result<(), CodecError> {
        self.show(&value)
    }

    fn document(&mut self, value: &Document) -> Result<(), CodecError> {
        self.show(value)
    }

    fn structure(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        if schema.traits.sensitive {
            return self.show(&Redacted);
        }
        let mut shown = self.f.debug_struct(schema.type_name);
        for (member, value) in schema.members.iter().zip(members) {
            shown.field(member.field, &ShownMember(*value, member.traits));
        }
        self.result = shown.finish();
        Ok(())
    }

    fn union(&mut self, schema: &'static Schema, index: usize, value: &dyn SerializeValue) -> Result<(), CodecError> {
        if schema.traits.sensitive {
            return self.show(&Redacted);
        }
        let member = &schema.members[index];
        self.result = self.f.debug_tuple(member.field).field(&Shown(value, member.traits)).finish();
        Ok(())
    }

    fn list(&mut self, list: &dyn SerializeList, traits: &Traits) -> Result<(), CodecError> {
        let elements = (0..list.len()).map(|index| ShownElement(list, index, traits.of_item()));
        self.result = self.f.debug_list().entries(elements).finish();
        Ok(())
    }

    fn map(&mut self, map: &dyn SerializeMap, traits: &Traits) -> Result<(), CodecError> {
        let mut shown = self.f.debug_map();
        map.for_each(&mut |key, value| {
            match traits.of_key().sensitive {
                true => shown.key(&Redacted),
                false => shown.key(&key),
            };
            shown.value(&Shown(value, traits.of_item()));
            Ok(())
        })?;
        self.result = shown.finish();
        Ok(())
    }
}

#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "the macros define public items, which the test does not use in full")]
mod tests {
    crate::structure! {
        struct Secret = "Secret" [sensitive] { name: String = "name" }
    }

    crate::union! {
        enum Choice = "Choice" [sensitive] { Name(String) = "name" }
    }

    crate::structure! {
        struct Open = "Open" {
            secrets: Vec<Secret> = "secrets",
            choice: Choice = "choice",
            name: String = "name",
        }
    }

    #[test]
    fn a_sensitive_shape_is_hidden_by_itself_and_within_others() {
        let secret = || Secret { name: Some("x".to_owned()) };
        assert_eq!(format!("{:?}", secret()), "*** redacted ***");
        assert_eq!(format!("{:?} {:?}", Choice::Name("x".to_owned()), Choice::Unknown), "*** redacted *** Unknown");
        let open = Open {
            secrets: Some(vec![secret()]),
            choice: Some(Choice::Name("x".to_owned())),
            name: Some("shown".to_owned()),
        };
        let shown = "Open { secrets: Some([*** redacted ***]), choice: Some(*** redacted ***), name: Some(\"shown\") }";
        assert_eq!(
            (format!("{open:?}"), format!("{:?}", open.secrets())),
            (shown.to_owned(), "[*** redacted ***]".to_owned())
        );
    }

    crate::structure! {
        struct All = "All" {
            flag: bool = "flag",
            number: i32 = "number",
            single: f32 = "single",
            double: f64 = "double",
            big: crate::BigInteger = "big",
            text: String = "text",
            blob: crate::Blob = "blob",
            time: crate::Timestamp = "time",
            document: crate::Document = "document",
            sparse: Vec<Option<i32>> = "sparse",
            map: std::collections::BTreeMap<String, i32> = "map",
            stream: crate::ByteStream = "stream",
        }
    }

    #[test]
    fn a_value_of_each_type_is_shown() {
        let all = All {
            flag: Some(true),
            number: Some(-1),
            single: Some(0.5),
            double: Some(1.5),
            big: Some("12345678901234567890".parse().expect("an integer")),
            text: Some("a\"b".to_owned()),
            blob: Some(crate::Blob::from(vec![1, 2])),
            time: crate::Timestamp::from_secs(0),
            document: Some(crate::Document::from("a")),
            sparse: Some(vec![Some(1), None]),
            map: Some(std::collections::BTreeMap::from([("k".to_owned(), 1)])),
            stream: Some(crate::ByteStream::from("abc")),
        };
        let shown = "All { flag: Some(true), number: Some(-1), single: Some(0.5), double: Some(1.5), \
                     big: Some(12345678901234567890), text: Some(\"a\\\"b\"), blob: Some(Blob(2 bytes)), \
                     time: Some(1970-01-01T00:00:00Z), document: Some(String(\"a\")), sparse: Some([1, None]), \
                     map: Some({\"k\": 1}), stream: Some(ByteStream(3 bytes)) }";
        assert_eq!(format!("{all:?}"), shown);
    }
}
