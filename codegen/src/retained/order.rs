//! The order of required members, which is that of the parameters of a builder's type.

use std::collections::HashSet;

use super::HeldMember;
use crate::model::Member;

/// Gives the members of these names this order among themselves; the others stay where they are. Returns whether anything moved.
pub(super) fn restore(members: &mut [Member], names: &[String]) -> bool {
    let place = |member: &Member| names.iter().position(|name| *name == member.name);
    let places: Vec<usize> = (0..members.len()).filter(|&at| place(&members[at]).is_some()).collect();
    let mut listed: Vec<Member> = places.iter().map(|&at| members[at].clone()).collect();
    listed.sort_by_key(place);
    let moved = places.iter().zip(&listed).any(|(&at, member)| members[at].name != member.name);
    for (at, member) in places.into_iter().zip(listed) {
        members[at] = member;
    }
    moved
}

/// The names of the members that a builder requires, in their order; `None` if they have this order among the new members, with
/// those that are kept.
pub(super) fn former(before: &[Member], after: &[Member], held: &[HeldMember]) -> Option<Vec<String>> {
    let required = before.iter().filter(|it| is_asked_for(it));
    let names: Vec<String> = required.map(|it| it.name.clone()).collect();
    let mut all: Vec<&str> = after.iter().map(|it| it.name.as_str()).collect();
    let there: HashSet<&str> = all.iter().copied().collect();
    for HeldMember { member, holds } in held.iter().filter(|it| !there.contains(it.member.name.as_str())) {
        let next = holds.iter().find_map(|(_, record)| record.before.as_deref());
        let place = next.and_then(|next| all.iter().position(|name| *name == next));
        all.insert(place.unwrap_or(all.len()), &member.name);
    }
    let order = all.into_iter().filter(|name| names.iter().any(|it| it == name));
    (!order.eq(names.iter().map(String::as_str))).then_some(names)
}

/// Returns whether a builder requires a member. The client sets an idempotency token that is absent.
pub(super) fn is_asked_for(member: &Member) -> bool {
    member.traits.required && !member.traits.idempotency_token
}
