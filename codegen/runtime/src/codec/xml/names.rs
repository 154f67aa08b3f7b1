//! Names of elements and attributes, in the model and in a body.

use crate::schema::{Member, Schema};

/// The name of an item of a list.
pub(super) const ITEM: &str = "member";
/// The name of an entry of a map.
pub(super) const ENTRY: &str = "entry";
/// The name of a key of a map.
pub(super) const KEY: &str = "key";
/// The name of a value of a map.
pub(super) const VALUE: &str = "value";

/// Returns the name of a member's element or attribute.
pub(super) fn of(member: &Member) -> &'static str {
    member.traits.xml_name.unwrap_or(member.name)
}

/// Returns a name without its prefix.
pub(super) fn local(name: &str) -> &str {
    // Names are too short for the search that `rsplit_once` prepares.
    let colon = name.bytes().rposition(|byte| byte == b':');
    colon.map_or(name, |colon| &name[colon + 1..])
}

/// Returns the index of the member whose element has this local name. `expected` is tried first, as in
/// [`Schema::find`].
pub(super) fn find(schema: &Schema, name: &str, expected: usize) -> Option<usize> {
    let is = |member: &Member| {
        let prefix = of(member).strip_suffix(name);
        !member.traits.xml_attribute && prefix.is_some_and(|prefix| prefix.is_empty() || prefix.ends_with(':'))
    };
    if schema.members.get(expected).is_some_and(is) {
        return Some(expected);
    }
    // A member that is bound to a header may have the same name as an element.
    let in_body = schema.members.iter().position(|member| member.traits.http.is_none() && is(member));
    in_body.or_else(|| schema.members.iter().position(is))
}
