//! From shapes to serde.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_core::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde_core::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::codec::{CodecError, non_finite};
use crate::schema::{
    Member, Schema, SerializeList, SerializeMap, SerializeMember, SerializeValue, ShapeSerializer, TimestampFormat,
    Traits,
};
use crate::{ByteStream, Document, Timestamp};

/// Writes a value with one of serde's serializers.
///
/// # Errors
/// Those of the serializer, and a value that cannot be serialized, such as an unknown member of a union.
pub fn serialize<S: Serializer>(value: &dyn SerializeValue, to: S) -> Result<S::Ok, S::Error> {
    with(to, &|to| value.serialize(to, &Traits::NONE))
}

fn with<S: Serializer>(
    to: S,
    write: &dyn Fn(&mut dyn ShapeSerializer) -> Result<(), CodecError>,
) -> Result<S::Ok, S::Error> {
    let mut state = State::Ready(to);
    let written = write(&mut state);
    match state {
        State::Written(result) => result,
        State::Ready(_) | State::Taken => Err(S::Error::custom(match written {
            Ok(()) => "no value was written".to_owned(),
            Err(error) => error.to_string(),
        })),
    }
}

/// A value that is written by a function.
struct Value<F>(F);

impl<F: Fn(&mut dyn ShapeSerializer) -> Result<(), CodecError>> Serialize for Value<F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        with(to, &self.0)
    }
}

/// A serializer of serde, which one value consumes.
enum State<S: Serializer> {
    Ready(S),
    Taken,
    Written(Result<S::Ok, S::Error>),
}

impl<S: Serializer> State<S> {
    fn write(&mut self, with: impl FnOnce(S) -> Result<S::Ok, S::Error>) -> Result<(), CodecError> {
        let Self::Ready(to) = std::mem::replace(self, Self::Taken) else {
            return Err(CodecError::new("two values were written in the place of one"));
        };
        *self = Self::Written(with(to));
        Ok(())
    }
}

/// Returns whether a structure writes a member: the member is set, and is not a stream outside of memory.
fn is_written(member: &Member, value: &dyn SerializeMember) -> bool {
    /// Accepts a stream that is in memory.
    struct InMemory;

    impl ShapeSerializer for InMemory {
        fn stream(&mut self, value: &ByteStream) -> Result<(), CodecError> {
            value.bytes().map(drop).ok_or_else(|| CodecError::new("the stream is not in memory"))
        }

        fn blob(&mut self, _: &[u8]) -> Result<(), CodecError> {
            Ok(())
        }
    }

    value.is_set() && (!member.traits.streaming || value.serialize(&mut InMemory, member.traits).is_ok())
}

impl<S: Serializer> ShapeSerializer for State<S> {
    fn null(&mut self) -> Result<(), CodecError> {
        self.write(S::serialize_none)
    }

    fn boolean(&mut self, value: bool) -> Result<(), CodecError> {
        self.write(|to| to.serialize_bool(value))
    }

    fn integer(&mut self, value: i64) -> Result<(), CodecError> {
        self.write(|to| to.serialize_i64(value))
    }

    fn float(&mut self, value: f32) -> Result<(), CodecError> {
        match value.is_finite() {
            true => self.write(|to| to.serialize_f32(value)),
            false => self.string(non_finite(value.into())),
        }
    }

    fn double(&mut self, value: f64) -> Result<(), CodecError> {
        match value.is_finite() {
            true => self.write(|to| to.serialize_f64(value)),
            false => self.string(non_finite(value)),
        }
    }

    fn big_number(&mut self, value: &str) -> Result<(), CodecError> {
        self.write(|to| RawValue::from_string(value.to_owned()).map_err(S::Error::custom)?.serialize(to))
    }

    fn string(&mut self, value: &str) -> Result<(), CodecError> {
        self.write(|to| to.serialize_str(value))
    }

    fn blob(&mut self, value: &[u8]) -> Result<(), CodecError> {
        self.string(&BASE64.encode(value))
    }

    fn stream(&mut self, value: &ByteStream) -> Result<(), CodecError> {
        match value.bytes() {
            Some(bytes) => self.blob(bytes),
            None => Err(CodecError::new("a stream that is not in memory has no serde form")),
        }
    }

    fn timestamp(&mut self, value: Timestamp, traits: &Traits) -> Result<(), CodecError> {
        if let Some(TimestampFormat::Text(form)) = traits.timestamp_format {
            return self.string(&(form.format)(value));
        }
        let millis = value.as_millis();
        #[allow(clippy::cast_precision_loss, reason = "milliseconds of the years 1 to 9999 fit a double")]
        match millis % 1000 {
            0 => self.integer(millis / 1000),
            _ => self.double(millis as f64 / 1000.0),
        }
    }

    fn document(&mut self, value: &Document) -> Result<(), CodecError> {
        self.write(|to| Serialize::serialize(value, to))
    }

    fn structure(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        self.write(|to| {
            let mut map = to.serialize_map(None)?;
            for (member, value) in
                schema.members.iter().zip(members).filter(|(member, value)| is_written(member, **value))
            {
                map.serialize_entry(
                    member.name,
                    &Value(|to: &mut dyn ShapeSerializer| value.serialize(to, member.traits)),
                )?;
            }
            map.end()
        })
    }

    fn union(&mut self, schema: &'static Schema, index: usize, value: &dyn SerializeValue) -> Result<(), CodecError> {
        let member = &schema.members[index];
        self.write(|to| {
            let mut map = to.serialize_map(Some(1))?;
            map.serialize_entry(
                member.name,
                &Value(|to: &mut dyn ShapeSerializer| value.serialize(to, member.traits)),
            )?;
            map.end()
        })
    }

    fn list(&mut self, list: &dyn SerializeList, traits: &Traits) -> Result<(), CodecError> {
        let item = traits.of_item();
        self.write(|to| {
            let mut seq = to.serialize_seq(Some(list.len()))?;
            for index in 0..list.len() {
                seq.serialize_element(&Value(|to: &mut dyn ShapeSerializer| list.serialize_element(index, to, item)))?;
            }
            seq.end()
        })
    }

    fn map(&mut self, map: &dyn SerializeMap, traits: &Traits) -> Result<(), CodecError> {
        let item = traits.of_item();
        self.write(|to| {
            let mut entries = to.serialize_map(Some(map.len()))?;
            let mut failed = None;
            let all = map.for_each(&mut |key, value| {
                let entry =
                    entries.serialize_entry(key, &Value(|to: &mut dyn ShapeSerializer| value.serialize(to, item)));
                entry.map_err(|error| {
                    failed = Some(error);
                    CodecError::new("an entry cannot be written")
                })
            });
            match (all, failed) {
                (Ok(()), _) => entries.end(),
                (Err(error), failed) => Err(failed.unwrap_or_else(|| S::Error::custom(error))),
            }
        })
    }
}
