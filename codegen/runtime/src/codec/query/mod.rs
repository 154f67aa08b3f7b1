//! Forms (`application/x-www-form-urlencoded`) as the protocols `awsQuery` and `ec2Query` have them in requests: nested
//! values become parameters whose names are paths. Responses of these protocols are XML.

#[cfg(feature = "test-util")]
mod deserializer;
mod serializer;

use std::borrow::Cow;

#[cfg(feature = "test-util")]
pub(crate) use deserializer::{Form, QueryDeserializer};
pub use serializer::QuerySerializer;

use crate::schema::{Member, Traits};

/// The protocol that determines the names in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryDialect {
    /// `awsQuery`: the XML names, with a name such as `member` before the items of lists that are not flattened.
    Aws,
    /// `ec2Query`: names that begin with a capital letter, and lists that are all flattened. There are no maps.
    Ec2,
}

/// The name of an item of a list.
const ITEM: &str = "member";
/// The name of an entry of a map.
const ENTRY: &str = "entry";
/// The name of a key of a map.
const KEY: &str = "key";
/// The name of a value of a map.
const VALUE: &str = "value";

impl QueryDialect {
    /// Returns the name of a member.
    fn name(self, member: &Member) -> Cow<'static, str> {
        let name = member.traits.xml_name.unwrap_or(member.name);
        match (self, member.traits.query_name) {
            (Self::Aws, _) => Cow::Borrowed(name),
            (Self::Ec2, Some(name)) => Cow::Borrowed(name),
            (Self::Ec2, None) => capitalized(name),
        }
    }

    /// Returns the part of the name before the number of an item; `None` if the list is flattened.
    fn item_name(self, traits: &Traits) -> Option<&'static str> {
        let is_flattened = self == Self::Ec2 || traits.xml_flattened;
        (!is_flattened).then(|| traits.of_item().xml_name.unwrap_or(ITEM))
    }
}

fn capitalized(name: &'static str) -> Cow<'static, str> {
    match name.chars().next() {
        Some(first) if first.is_lowercase() => {
            let rest = &name[first.len_utf8()..];
            Cow::Owned(first.to_uppercase().chain(rest.chars()).collect())
        }
        _ => Cow::Borrowed(name),
    }
}

/// Returns the part of the name before the number of an entry; `None` if the map is flattened.
fn entry_name(traits: &Traits) -> Option<&'static str> {
    (!traits.xml_flattened).then_some(ENTRY)
}

/// Returns the names of a map's keys and values.
fn key_and_value_names(traits: &Traits) -> (&'static str, &'static str) {
    (traits.of_key().xml_name.unwrap_or(KEY), traits.of_item().xml_name.unwrap_or(VALUE))
}

#[cfg(test)]
mod tests {
    use super::{QueryDialect, capitalized};
    use crate::Traits;
    use crate::schema::Member;

    #[test]
    fn a_member_has_a_name_in_each_dialect() {
        let name = |traits| {
            let member = Member { field: "field", name: "member", traits };
            [QueryDialect::Aws, QueryDialect::Ec2].map(|dialect| dialect.name(&member).into_owned())
        };
        assert_eq!(name(const { &Traits::NONE }), ["member", "Member"]);
        assert_eq!(name(const { &Traits::NONE.xml_name("xml") }), ["xml", "Xml"]);
        assert_eq!(name(const { &Traits::NONE.query_name("query") }), ["member", "query"]);
        assert_eq!(name(const { &Traits::NONE.xml_name("xml").query_name("query") }), ["xml", "query"]);
        assert_eq!([capitalized(""), capitalized("éa"), capitalized("A")], ["", "Éa", "A"]);
    }
}
