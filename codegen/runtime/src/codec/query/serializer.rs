//! The serializer: from shapes to the parameters of a form.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::{QueryDialect, entry_name, key_and_value_names};
use crate::codec::{CodecError, MAX_DEPTH, non_finite};
use crate::schema::{
    Member, Schema, SerializeList, SerializeMap, SerializeMember, SerializeValue, ShapeSerializer, TimestampFormat,
    Traits,
};
use crate::{Document, Timestamp, uri_encode};

/// Writes shapes as a form. The first value is a structure, whose members are the parameters.
#[derive(Debug)]
pub struct QuerySerializer {
    dialect: QueryDialect,
    body: String,
    /// The encoded name of the value that is written next. It is empty for the outermost structure.
    name: String,
    /// The number of structures, lists and maps that may be within the current one.
    depth: usize,
}

impl QuerySerializer {
    /// Returns a serializer for a request with this action and this version of the API.
    #[must_use]
    pub fn new(dialect: QueryDialect, action: &str, version: &str) -> Self {
        let mut body = String::with_capacity(128);
        for part in ["Action=", &uri_encode(action), "&Version=", &uri_encode(version)] {
            body.push_str(part);
        }
        Self { dialect, body, name: String::new(), depth: MAX_DEPTH }
    }

    /// Returns what has been written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.body.into_bytes()
    }

    /// Writes a parameter whose text needs no encoding.
    fn plain(&mut self, text: &str) -> Result<(), CodecError> {
        for part in ["&", &self.name, "=", text] {
            self.body.push_str(part);
        }
        Ok(())
    }

    /// Calls `write` with a part appended to the current name.
    fn named(
        &mut self,
        part: &str,
        write: &mut dyn FnMut(&mut Self) -> Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        let length = self.name.len();
        if length > 0 {
            self.name.push('.');
        }
        self.name.push_str(&uri_encode(part));
        let result = write(self);
        self.name.truncate(length);
        result
    }

    /// Calls `write` with a part appended to the current name, if there is one.
    fn around(
        &mut self,
        part: Option<&str>,
        write: &mut dyn FnMut(&mut Self) -> Result<(), CodecError>,
    ) -> Result<(), CodecError> {
        match part {
            Some(part) => self.named(part, write),
            None => write(self),
        }
    }

    /// Writes a structure, a list or a map.
    fn within(&mut self, write: &mut dyn FnMut(&mut Self) -> Result<(), CodecError>) -> Result<(), CodecError> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| CodecError::new("nested too deep"))?;
        let result = write(self);
        self.depth += 1;
        result
    }

    fn member(&mut self, member: &Member, value: &dyn SerializeValue) -> Result<(), CodecError> {
        let name = self.dialect.name(member);
        self.named(&name, &mut |to| value.serialize(to, member.traits)).map_err(|error| error.in_member(member.name))
    }

    fn entry(&mut self, key: &str, value: &dyn SerializeValue, traits: &Traits) -> Result<(), CodecError> {
        let (key_name, value_name) = key_and_value_names(traits);
        self.named(key_name, &mut |to| to.string(key))?;
        self.named(value_name, &mut |to| value.serialize(to, traits.of_item()))
    }
}

/// A member that is set, as a value.
struct Value<'a>(&'a dyn SerializeMember);

impl SerializeValue for Value<'_> {
    fn serialize(&self, to: &mut dyn ShapeSerializer, traits: &Traits) -> Result<(), CodecError> {
        self.0.serialize(to, traits)
    }
}

impl ShapeSerializer for QuerySerializer {
    fn null(&mut self) -> Result<(), CodecError> {
        Err(CodecError::new("a null in a list or map cannot be sent in a form"))
    }

    fn boolean(&mut self, value: bool) -> Result<(), CodecError> {
        self.plain(if value { "true" } else { "false" })
    }

    fn integer(&mut self, value: i64) -> Result<(), CodecError> {
        self.plain(&value.to_string())
    }

    /// Writes the shortest form that is read back as the same number.
    fn float(&mut self, value: f32) -> Result<(), CodecError> {
        match value.is_finite() {
            true => self.string(&format!("{value:?}")),
            false => self.plain(non_finite(value.into())),
        }
    }

    fn double(&mut self, value: f64) -> Result<(), CodecError> {
        match value.is_finite() {
            true => self.string(&format!("{value:?}")),
            false => self.plain(non_finite(value)),
        }
    }

    fn big_number(&mut self, value: &str) -> Result<(), CodecError> {
        self.string(value)
    }

    fn string(&mut self, value: &str) -> Result<(), CodecError> {
        self.plain(&uri_encode(value))
    }

    fn blob(&mut self, value: &[u8]) -> Result<(), CodecError> {
        self.string(&BASE64.encode(value))
    }

    fn timestamp(&mut self, value: Timestamp, traits: &Traits) -> Result<(), CodecError> {
        match traits.timestamp_format {
            Some(TimestampFormat::Text(form)) => self.string(&(form.format)(value)),
            Some(TimestampFormat::EpochSeconds) => self.plain(&value.to_epoch()),
            None => self.string(&value.to_date_time()),
        }
    }

    fn document(&mut self, _: &Document) -> Result<(), CodecError> {
        Err(CodecError::new("a document cannot be sent in a form"))
    }

    fn structure(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
        self.within(&mut |to| {
            let members = schema.members.iter().zip(members).filter(|(_, value)| value.is_set());
            for (member, value) in members {
                to.member(member, &Value(*value))?;
            }
            Ok(())
        })
    }

    fn union(&mut self, schema: &'static Schema, index: usize, value: &dyn SerializeValue) -> Result<(), CodecError> {
        self.within(&mut |to| to.member(&schema.members[index], value))
    }

    /// Only `awsQuery` has a parameter for an empty list.
    fn list(&mut self, list: &dyn SerializeList, traits: &Traits) -> Result<(), CodecError> {
        if list.is_empty() {
            return if self.dialect == QueryDialect::Aws { self.plain("") } else { Ok(()) };
        }
        let item = traits.of_item();
        let mut items = |to: &mut Self| {
            for index in 0..list.len() {
                let number = (index + 1).to_string();
                to.named(&number, &mut |to| list.serialize_element(index, to, item))
                    .map_err(|error| error.in_element(index))?;
            }
            Ok(())
        };
        let name = self.dialect.item_name(traits);
        self.within(&mut |to| to.around(name, &mut items))
    }

    fn map(&mut self, map: &dyn SerializeMap, traits: &Traits) -> Result<(), CodecError> {
        if self.dialect == QueryDialect::Ec2 {
            return Err(CodecError::new("the protocol ec2Query has no maps"));
        }
        let mut entries = |to: &mut Self| {
            let mut number = 0;
            map.for_each(&mut |key, value| {
                number += 1;
                to.named(&number.to_string(), &mut |to| to.entry(key, value, traits)).map_err(CodecError::in_entry)
            })
        };
        self.within(&mut |to| to.around(entry_name(traits), &mut entries))
    }
}
