//! Changes of the form of a member: its type, how it is serialized, whether it is deprecated or sensitive.

use super::{Entry, Owner};
use crate::diff::change::{Change, Effect};
use crate::diff::code::ChangeCode;
use crate::diff::compare::{Comparison, serialized};
use crate::diff::types::fit::{Fit, fit};
use crate::diff::types::traits::{Class, flat};

impl Owner<'_> {
    pub(super) fn typed(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Option<Change> {
        if old.ty == new.ty {
            return None;
        }
        let message = format!("the type of `{}` in `{}` changed", new.model_name(), self.name);
        let change = self.change(comparison, ChangeCode::MemberTypeChanged, new, message);
        // An import has kept the former type, and that was given up.
        let change = Change { is_given_up: old.kept().is_some_and(|kept| kept.is_retyped), ..change };
        let change = change.values(crate::api::shown(old.ty), crate::api::shown(new.ty));
        let (Some(one), Some(other)) = (old.member, new.member) else { return Some(change) };
        let (requests, responses) = self.directions;
        Some(match fit(&comparison.old.model, one, &comparison.new.model, other) {
            Fit::Same => change,
            Fit::Open => change.effect_if(requests, Effect::Accepted, "the service accepts more values").effect_if(
                responses,
                Effect::ResponseChanged,
                "responses can have values that older clients read as `Unknown`",
            ),
            Fit::Wider => change.effect_if(requests, Effect::Accepted, "the service accepts more values").effect_if(
                responses,
                Effect::ResponseChanged,
                "responses can have values that older clients cannot read",
            ),
            Fit::Narrower => {
                change.effect_if(requests, Effect::Rejected, "the service may reject values of the old type")
            }
            Fit::Other => change
                .effect_if(requests, Effect::Rejected, "the service rejects values of the old type")
                .effect_if(responses, Effect::ResponseChanged, "older clients cannot deserialize the member"),
        })
    }

    pub(super) fn serialized(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Vec<Change> {
        let (name, of) = (new.model_name(), self.name);
        let mut found = Vec::new();
        found.extend(self.deprecated(comparison, old, new));
        if old.wire != new.wire {
            let message = format!("the name of `{name}` of `{of}` on the wire changed");
            let change = self.change(comparison, ChangeCode::WireNameChanged, new, message);
            found.push(serialized(change.values(old.wire, new.wire), self.directions));
        }
        let (before, after) = (flat(old.traits), flat(new.traits));
        for class in Class::ALL {
            let of_class = |all: &[(Class, String)]| -> Vec<String> {
                all.iter().filter(|(it, _)| it == class).map(|(_, text)| text.clone()).collect()
            };
            let (before, after) = (of_class(&before), of_class(&after));
            if before == after {
                continue;
            }
            if *class == Class::Sensitive {
                found.push(self.sensitive(comparison, new, after.len() > before.len()));
                continue;
            }
            let (code, what) = class.code();
            let change = self.change(comparison, code, new, format!("the {what} of `{name}` of `{of}` changed"));
            let text = |all: &[String]| if all.is_empty() { "none".to_owned() } else { all.join(", ") };
            found.push(serialized(change.values(text(&before), text(&after)), self.directions));
        }
        found
    }

    pub(super) fn deprecated(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Option<Change> {
        let (name, of) = (new.model_name(), self.name);
        match (old.deprecated, new.deprecated) {
            (None, Some(_)) if comparison.new.is_retained(new.member) && !comparison.old.is_retained(old.member) => {
                let message = format!("the member `{name}` of `{of}` is gone from the model and retained");
                Some(self.gone(self.change(comparison, ChangeCode::MemberRetired, new, message)))
            }
            (None, Some(_)) => {
                let message = format!("the member `{name}` of `{of}` is deprecated");
                Some(self.change(comparison, ChangeCode::MemberDeprecated, new, message))
            }
            (Some(before), Some(after)) if before != after => {
                let message = format!("the deprecation of the member `{name}` of `{of}` changed");
                let change = self.change(comparison, ChangeCode::DeprecationChanged, new, message);
                Some(change.values(before.to_string(), after.to_string()))
            }
            (Some(_), None) => {
                let message = format!("the member `{name}` of `{of}` is no longer deprecated");
                Some(self.change(comparison, ChangeCode::MemberNoLongerDeprecated, new, message))
            }
            _ => None,
        }
    }

    pub(super) fn sensitive(&self, comparison: &Comparison<'_>, new: &Entry<'_>, is_now: bool) -> Change {
        let (code, text, effect) = if is_now {
            (
                ChangeCode::MemberNowSensitive,
                "is sensitive now",
                "traces, messages and `Debug` no longer show the member",
            )
        } else {
            (
                ChangeCode::MemberNoLongerSensitive,
                "is no longer sensitive",
                "traces, messages and `Debug` show the member",
            )
        };
        let message = format!("the member `{}` of `{}` {text}", new.model_name(), self.name);
        self.change(comparison, code, new, message).effect(Effect::ClientChanged, effect)
    }
}
