//! Members of structures and unions that are gone, changed their type, or are required in another way.

use super::{Comparison, Key, choices};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Binding, Kind, Member, Shape, ShapeId};
use crate::retained::fit::{Fit, fit};
use crate::retained::order::is_asked_for;
use crate::retained::reason::{self, Directions};
use crate::retained::{Held, HeldMember, Hold, Name, ORDER_PART, Record, order};

impl Comparison<'_> {
    pub(super) fn members(
        &mut self,
        (old, before): (&Shape, &[Member]),
        (new, after): (&Shape, &[Member]),
        is_union: bool,
    ) {
        let directions = Directions::of(&self.closure, &old.id);
        let mut held = Vec::new();
        for (at, member) in before.iter().enumerate() {
            match after.iter().find(|it| it.name == member.name) {
                None => {
                    let record = self.of_member(&new.id, &member.name, Hold::Removed, || {
                        reason::member(Hold::Removed, directions, is_union)
                    });
                    let next = before[at + 1..].iter().find(|it| it.traits.required);
                    let is_ordered = member.traits.required && directions.requests;
                    let before = next.filter(|_| is_ordered).map(|next| next.name.clone());
                    self.need(&member.target, &Name::new(&new.id, Some(&member.name)), &member.origin);
                    let member = removed(member, after);
                    held.push(HeldMember { member, holds: vec![(Hold::Removed, Record { before, ..record })] });
                }
                Some(other) => held.extend(self.member((old, member), (new, other), directions)),
            }
        }
        for member in after.iter().filter(|it| before.iter().all(|old| old.name != it.name)) {
            if directions.requests && is_asked_for(member) {
                let record = self.of_member(&new.id, &member.name, Hold::Optional, || {
                    reason::member(Hold::Optional, directions, is_union)
                });
                held.push(HeldMember { member: bare(member, &member.target), holds: vec![(Hold::Optional, record)] });
            }
        }
        // Removed members go behind the others, as they do in the model that comes of it, so that importing the same model again
        // changes nothing.
        let place = |held: &HeldMember| after.iter().position(|it| it.name == held.member.name).unwrap_or(usize::MAX);
        held.sort_by_key(place);
        let order = order::former(before, after, &held).filter(|_| directions.requests && !is_union);
        let order = order.map(|names| (names, self.of_member(&new.id, ORDER_PART, Hold::Removed, reason::order)));
        if !held.is_empty() || order.is_some() {
            self.put(&new.id, false, Held::Members { is_union, members: held, order });
        }
    }

    fn of_member(&self, id: &ShapeId, member: &str, hold: Hold, reason: impl FnOnce() -> String) -> Record {
        let key = Key { id: id.clone(), is_operation: false, part: Some(member.to_owned()), hold };
        self.record(&key, reason)
    }

    /// Compares a member that both models have.
    fn member(
        &mut self,
        (old, before): (&Shape, &Member),
        (new, after): (&Shape, &Member),
        directions: Directions,
    ) -> Option<HeldMember> {
        let mut holds = Vec::new();
        let hold = match (is_asked_for(before), is_asked_for(after)) {
            (false, true) => Some(Hold::Optional),
            (true, false) => Some(Hold::Required),
            _ => None,
        };
        if let Some(hold) = hold.filter(|_| directions.requests) {
            let record = self.of_member(&new.id, &after.name, hold, || reason::member(hold, directions, false));
            holds.push((hold, record));
        }
        let mut target = after.target.clone();
        if let Some(kept) = self.kept_type((old, before), (new, after)) {
            let name = || self.new.shapes.get(&after.target).map_or(after.target.name(), |shape| shape.id.name());
            let record = self.of_member(&new.id, &after.name, Hold::Type, || reason::kind(name()));
            holds.push((Hold::Type, record));
            target = kept;
        }
        (!holds.is_empty()).then(|| HeldMember { member: bare(after, &target), holds })
    }

    /// The old type of a member, where the new one is another one in Rust and the old one can be kept.
    fn kept_type(&mut self, (old, before): (&Shape, &Member), (new, after): (&Shape, &Member)) -> Option<ShapeId> {
        let fit = fit(self.old, &before.target, self.new, &after.target);
        if fit == Fit::Same || self.is_accepted(&new.id, Some(&after.name)) {
            return None;
        }
        let name = Name::new(&new.id, Some(&after.name));
        if fit == Fit::SerializedAlike
            && let Some(target) = self.usable(&before.target)
        {
            self.need(&target, &name, &before.origin);
            return Some(target);
        }
        if !self.selected.contains(&old.id) {
            // Nobody can have used it.
            return None;
        }
        let kind = |id: &ShapeId, of: Option<&Shape>| match of.map(|shape| &shape.kind) {
            Some(Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_)) | None => id.name().to_owned(),
            Some(Kind::List(element)) => format!("{} (list of {})", id.name(), element.target.name()),
            Some(Kind::Map(key, value)) => {
                format!("{} (map of {} to {})", id.name(), key.target.name(), value.target.name())
            }
            Some(kind) => format!("{} ({})", id.name(), kind.name()),
        };
        let was = kind(&before.target, self.old.shapes.get(&before.target));
        let is = kind(&after.target, self.new.shapes.get(&after.target));
        let message = if was == is {
            format!("the type {is} of `{name}` has another definition now, and the old one cannot be kept")
        } else {
            format!("the type of `{name}` changed from {was} to {is}, and the old type cannot be kept")
        };
        let error =
            Diagnostic::error(Code::TypeChanged, &after.origin, message).shape(format!("{}${}", new.id, after.name));
        self.diagnostics.push(error.related(&before.origin, "the old model's member").help(choices(&name)));
        None
    }

    /// The id under which an old type can be used beside the new model; `None` if that has another shape of this id.
    fn usable(&self, id: &ShapeId) -> Option<ShapeId> {
        if self.new_shape(id).is_none() || fit(self.old, id, self.new, id) == Fit::Same {
            return Some(id.clone());
        }
        // A plain string has a shape of its own in Smithy's prelude.
        let shape = self.old.shapes.get(id)?;
        let is_plain = matches!(shape.kind, Kind::String) && !shape.traits.sensitive;
        is_plain.then(|| ShapeId::new("smithy.api", "String"))
    }
}

/// A member of which something is kept: what else it has is in the model.
fn bare(member: &Member, target: &ShapeId) -> Member {
    let origin = member.origin.clone();
    Member { name: member.name.clone(), target: target.clone(), traits: crate::model::Traits::default(), origin }
}

/// A member that is gone, as it is sent and read from now on.
fn removed(member: &Member, others: &[Member]) -> Member {
    let mut member = member.clone();
    member.traits.deprecated = None;
    member.traits.kept = None;
    let has_payload = || others.iter().any(|it| it.traits.http == Some(Binding::Payload));
    match member.traits.http {
        // The URI of the new model has no label of this name.
        Some(Binding::Label) => member.traits.http = Some(Binding::Query(member.name.clone())),
        Some(Binding::Payload) if has_payload() => member.traits.http = None,
        _ => {}
    }
    member
}
