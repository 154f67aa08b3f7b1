//! Changes of the members that a type has: those that are gone, new, renamed, required, or kept of a former model.

use super::{Entry, Owner};
use crate::diff::change::{Change, Effect};
use crate::diff::code::ChangeCode;
use crate::diff::compare::Comparison;
use crate::rust::names::written;

impl Owner<'_> {
    pub(super) fn removed(&self, comparison: &Comparison<'_>, entry: &Entry<'_>) -> Change {
        let code = if self.is_union { ChangeCode::UnionMemberRemoved } else { ChangeCode::MemberRemoved };
        let message = format!("the {} `{}` no longer has the member `{}`", self.what(), self.name, entry.model_name());
        let change = self.change(comparison, code, entry, message);
        let change = self.gone(change);
        if entry.is_required() { self.parameters(change, comparison, entry) } else { change }
    }

    /// The effects of a member that the service no longer knows.
    pub(super) fn gone(&self, change: Change) -> Change {
        let (requests, responses) = self.directions;
        let change = if self.is_union {
            change.effect_if(requests, Effect::Rejected, "the service does not know the member")
        } else {
            change.effect_if(requests, Effect::Ignored, "the service ignores the member if it is sent")
        };
        let text = match self.is_union {
            true => "responses no longer have the member: the union is another of its members",
            false => "responses no longer have the member: it is `None`",
        };
        change.effect_if(responses, Effect::ResponseChanged, text)
    }

    pub(super) fn added(&self, comparison: &Comparison<'_>, entry: &Entry<'_>) -> Change {
        let (requests, responses) = self.directions;
        let code = match (self.is_union, entry.is_required()) {
            (true, _) => ChangeCode::UnionMemberAdded,
            (false, false) => ChangeCode::MemberAdded,
            (false, true) => ChangeCode::RequiredMemberAdded,
        };
        let must = if entry.is_required() { ", which must be set" } else { "" };
        let message = format!("the {} `{}` has the new member `{}`{must}", self.what(), self.name, entry.model_name());
        let change = self.change(comparison, code, entry, message);
        let change = if entry.is_required() {
            let change = self.parameters(change, comparison, entry);
            change
                .effect(Effect::Rejected, "the service rejects requests without the member, as older clients send them")
        } else {
            change.effect_if(requests, Effect::Accepted, "the service accepts the member")
        };
        let text = if self.is_union {
            "responses can have the member, which older clients read as `Unknown`"
        } else {
            "responses can have the member, which older clients ignore"
        };
        change.effect_if(responses, Effect::ResponseChanged, text)
    }

    pub(super) fn renamed(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Change {
        let message = format!("the member `{}` of `{}` is called `{}` now", old.name, self.name, new.name);
        let change = self.change(comparison, ChangeCode::MemberRenamed, new, message).values(old.name, new.name);
        let change = change.covers(comparison.old.full(&format!("{}::{}", self.path, written(old.name))));
        let change = match &self.builder {
            Some(builder) => change.covers(comparison.old.full(&format!("{builder}::{}", written(old.name)))),
            None => change,
        };
        if old.is_required() || new.is_required() {
            return self.parameters(self.parameters(change, comparison, old), comparison, new);
        }
        change
    }

    pub(super) fn required(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Vec<Change> {
        let (name, of) = (new.model_name(), self.name);
        let mut found = Vec::new();
        let is_required = |entry: &Entry<'_>| entry.member.is_some_and(|member| member.traits.required);
        if old.is_required() != new.is_required() && !self.is_used_anew {
            let change = if new.is_required() {
                let message = format!("the member `{name}` of `{of}` must be set now");
                let change = self.change(comparison, ChangeCode::MemberNowRequired, new, message);
                // An import has kept the member optional in the builder, and that was given up.
                let change = Change { is_given_up: old.kept().is_some_and(|kept| kept.is_needed), ..change };
                change.effect_if(is_required(new), Effect::Rejected, "the service rejects requests without the member")
            } else {
                let message = format!("the member `{name}` of `{of}` need not be set any more");
                let change = self.change(comparison, ChangeCode::MemberNoLongerRequired, new, message);
                change.effect_if(!is_required(new), Effect::Accepted, "the service accepts requests without the member")
            };
            let with_trait = if new.is_required() { new } else { old };
            found.push(self.parameters(change, comparison, with_trait));
        }
        let (requests, responses) = self.directions;
        found.extend(self.kept(comparison, Some(old), new));
        if is_required(old) != is_required(new) && responses && !requests {
            let (code, text, effect) = if is_required(new) {
                (ChangeCode::MemberNowGuaranteed, "always has", "responses always have the member")
            } else {
                (ChangeCode::MemberNoLongerGuaranteed, "may lack", "responses may lack the member")
            };
            let message = format!("the structure `{of}` {text} the member `{name}` now");
            found.push(self.change(comparison, code, new, message).effect(Effect::ResponseChanged, effect));
        }
        found
    }

    /// The effects of what the model says of a member while a former state is kept.
    pub(super) fn kept(&self, comparison: &Comparison<'_>, old: Option<&Entry<'_>>, new: &Entry<'_>) -> Vec<Change> {
        let before = old.and_then(Entry::kept).cloned().unwrap_or_default();
        let Some(after) = new.kept() else { return Vec::new() };
        let (name, of) = (new.model_name(), self.name);
        let (requests, responses) = self.directions;
        let mut found = Vec::new();
        if after.is_needed && !before.is_needed {
            let message = format!("the service requires the member `{name}` of `{of}`, and the builder does not");
            let change = self.change(comparison, ChangeCode::MemberNeeded, new, message);
            found.push(change.effect(Effect::Rejected, "the service rejects requests without the member"));
        }
        if after.is_retyped && !before.is_retyped {
            let message =
                format!("the member `{name}` of `{of}` has another type in the model, and the former is retained");
            let change = self.change(comparison, ChangeCode::MemberTypeRetained, new, message);
            let change =
                change.effect_if(requests, Effect::Rejected, "the service may reject values of the former type");
            let text = "responses can have values that the former type does not name";
            found.push(change.effect_if(responses, Effect::ResponseChanged, text));
        }
        found
    }
}
