//! Changes of the members of structures and unions: which there are, their types, and how they are serialized.

use super::builder_path;
use super::fit::{Fit, fit};
use super::traits::{Class, flat};
use crate::diff::change::{Change, Effect};
use crate::diff::code::ChangeCode;
use crate::diff::compare::{Comparison, paired, serialized};
use crate::diff::shapes::{self, Subject};
use crate::model::Member;
use crate::rust::item::{Builder, Deprecation, Field, Structure, Trait, Type, Union, UnionMember};
use crate::rust::names::written;

/// A member of a structure or union.
struct Entry<'s> {
    /// The name in Rust.
    name: &'s str,
    wire: &'s str,
    ty: &'s Type,
    traits: &'s [Trait],
    deprecated: Option<&'s Deprecation>,
    /// The trait that says that it is set, if a builder that everyone has requires it.
    required: Option<&'s str>,
    /// The member in the model.
    member: Option<&'s Member>,
}

impl<'s> Entry<'s> {
    fn fields(it: &'s Structure, members: &'s [Member]) -> Vec<Self> {
        let is_public = is_public(it);
        let entry = |(index, field): (usize, &'s Field)| Self {
            name: &field.name,
            wire: &field.wire,
            ty: &field.ty,
            traits: &field.traits,
            deprecated: field.deprecated.as_ref(),
            required: field.required.as_deref().filter(|_| is_public),
            member: members.get(index),
        };
        it.fields.iter().enumerate().map(entry).collect()
    }

    fn variants(it: &'s Union, members: &'s [Member]) -> Vec<Self> {
        let entry = |(index, variant): (usize, &'s UnionMember)| Self {
            name: &variant.name,
            wire: &variant.wire,
            ty: &variant.ty,
            traits: &variant.traits,
            deprecated: variant.deprecated.as_ref(),
            required: None,
            member: members.get(index),
        };
        it.members.iter().enumerate().map(entry).collect()
    }

    fn is_required(&self) -> bool {
        self.required.is_some()
    }

    /// The name in the model.
    fn model_name(&self) -> &'s str {
        self.member.map_or(self.wire, |member| &member.name)
    }
}

/// The type whose members are compared.
struct Owner<'c> {
    path: &'c str,
    name: &'c str,
    /// True if it is a union.
    is_union: bool,
    /// The path of the builder that everyone has, if there is one.
    builder: Option<String>,
    /// True if its builder is one for everyone on one side only, which is a change of its own.
    is_used_anew: bool,
    /// The directions in which it travels: in requests, and in responses.
    directions: (bool, bool),
}

fn is_public(it: &Structure) -> bool {
    matches!(it.builder, Some(Builder::Public { .. }))
}

pub(super) fn structure<'s>(comparison: &mut Comparison<'s>, path: &str, old: &'s Structure, new: &'s Structure) {
    let before = Entry::fields(old, comparison.old.members(path));
    let after = Entry::fields(new, comparison.new.members(path));
    let builder = new.builder.as_ref().or(old.builder.as_ref());
    let owner = Owner {
        path,
        name: &new.name,
        is_union: false,
        builder: builder.map(|it| builder_path(path, it)),
        is_used_anew: is_public(old) != is_public(new),
        directions: comparison.directions(path),
    };
    members(comparison, &owner, &before, &after);
    required_order(comparison, &owner, &before, &after);
}

pub(super) fn union<'s>(comparison: &mut Comparison<'s>, path: &str, old: &'s Union, new: &'s Union) {
    let before = Entry::variants(old, comparison.old.members(path));
    let after = Entry::variants(new, comparison.new.members(path));
    let directions = comparison.directions(path);
    let owner = Owner { path, name: &new.name, is_union: true, builder: None, is_used_anew: false, directions };
    members(comparison, &owner, &before, &after);
}

fn members<'s>(comparison: &mut Comparison<'s>, owner: &Owner<'_>, before: &[Entry<'s>], after: &[Entry<'s>]) {
    let (both, gone, added) = paired(before, after, |entry| entry.name);
    let is_renamed = |old: &&&Entry<'s>, new: &Entry<'s>| old.wire == new.wire && old.ty == new.ty;
    let mut found = Vec::new();
    for entry in &gone {
        if !added.iter().any(|new| is_renamed(&entry, new)) {
            found.push(owner.removed(comparison, entry));
        }
    }
    for entry in &added {
        found.extend(owner.kept(comparison, None, entry));
        match gone.iter().find(|old| is_renamed(old, entry)) {
            Some(old) => found.push(owner.renamed(comparison, old, entry)),
            None => found.push(owner.added(comparison, entry)),
        }
    }
    for (old, new) in both {
        found.extend(owner.typed(comparison, old, new));
        found.extend(owner.required(comparison, old, new));
        found.extend(owner.serialized(comparison, old, new));
        let (Some(one), Some(other)) = (old.member, new.member) else { continue };
        if comparison.new.is_retained(new.member) {
            // What the service no longer knows has no constraints.
            continue;
        }
        comparison.documentation(one.traits.documentation.as_ref(), other.traits.documentation.as_ref());
        comparison.pairs.insert((one.target.clone(), other.target.clone()));
        if owner.directions.0 {
            let shape = comparison.new.shapes.get(owner.path).map_or(owner.name, |id| id.name());
            let subject = Subject { shape, member: Some(&other.name), origin: &other.origin };
            let constraints = shapes::constraints(&subject, &one.traits, &other.traits);
            let operations = comparison.operations(None, comparison.new.shapes.get(owner.path));
            found.extend(constraints.into_iter().map(|it| Change { operations: operations.clone(), ..it }));
        }
    }
    comparison.changes.extend(found);
}

/// The order of required members is that of the builder's parameters.
fn required_order(comparison: &mut Comparison<'_>, owner: &Owner<'_>, before: &[Entry<'_>], after: &[Entry<'_>]) {
    let required = |entries: &[Entry<'_>], others: &[Entry<'_>]| -> Vec<String> {
        let is_in_both = |entry: &&Entry<'_>| others.iter().any(|it| it.name == entry.name && it.is_required());
        let both = entries.iter().filter(|entry| entry.is_required()).filter(is_in_both);
        both.map(|entry| entry.name.to_owned()).collect()
    };
    let (old, new) = (required(before, after), required(after, before));
    if let Some(builder) = owner.builder.as_ref().filter(|_| old != new) {
        let message = format!("the required members of `{}` are in another order", owner.name);
        let change = comparison.of_type(ChangeCode::RequiredOrderChanged, owner.path, message);
        let change = change.values(old.join(", "), new.join(", ")).rust(comparison.new.full(builder));
        comparison.push(change);
    }
}

impl Owner<'_> {
    /// A change of a member, which explains its field or variant, its accessor and its setter.
    fn change(&self, comparison: &Comparison<'_>, code: ChangeCode, entry: &Entry<'_>, message: String) -> Change {
        let mut change = comparison.of_member(code, self.path, entry.name, entry.model_name(), message);
        change.origin = entry.member.map(|member| member.origin.clone()).or(change.origin);
        match &self.builder {
            Some(builder) => change.covers(comparison.new.full(&format!("{builder}::{}", written(entry.name)))),
            None => change,
        }
    }

    fn what(&self) -> &'static str {
        if self.is_union { "union" } else { "structure" }
    }

    /// Makes a change of what is required explain the builder's parameters.
    fn parameters(&self, change: Change, comparison: &Comparison<'_>, entry: &Entry<'_>) -> Change {
        let change = match &self.builder {
            Some(builder) => change.covers(comparison.new.full(builder)),
            None => change,
        };
        // The trait comes with the first member of its name that is required, and goes with the last one.
        let required = entry.required.map(|name| comparison.new.full(&format!("required::{name}")));
        required.into_iter().fold(change, Change::covers)
    }

    fn removed(&self, comparison: &Comparison<'_>, entry: &Entry<'_>) -> Change {
        let code = if self.is_union { ChangeCode::UnionMemberRemoved } else { ChangeCode::MemberRemoved };
        let message = format!("the {} `{}` no longer has the member `{}`", self.what(), self.name, entry.model_name());
        let change = self.change(comparison, code, entry, message);
        let change = self.gone(change);
        if entry.is_required() { self.parameters(change, comparison, entry) } else { change }
    }

    /// The effects of a member that the service no longer knows.
    fn gone(&self, change: Change) -> Change {
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

    fn added(&self, comparison: &Comparison<'_>, entry: &Entry<'_>) -> Change {
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

    fn renamed(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Change {
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

    fn typed(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Option<Change> {
        if old.ty == new.ty {
            return None;
        }
        let message = format!("the type of `{}` in `{}` changed", new.model_name(), self.name);
        let change = self.change(comparison, ChangeCode::MemberTypeChanged, new, message);
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

    fn required(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Vec<Change> {
        let (name, of) = (new.model_name(), self.name);
        let mut found = Vec::new();
        let is_required = |entry: &Entry<'_>| entry.member.is_some_and(|member| member.traits.required);
        if old.is_required() != new.is_required() && !self.is_used_anew {
            let change = if new.is_required() {
                let message = format!("the member `{name}` of `{of}` must be set now");
                let change = self.change(comparison, ChangeCode::MemberNowRequired, new, message);
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
    fn kept(&self, comparison: &Comparison<'_>, old: Option<&Entry<'_>>, new: &Entry<'_>) -> Vec<Change> {
        let kept = |entry: &Entry<'_>| entry.member?.traits.kept.as_deref().cloned();
        let before = old.and_then(kept).unwrap_or_default();
        let Some(after) = kept(new) else { return Vec::new() };
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

    fn serialized(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Vec<Change> {
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

    fn deprecated(&self, comparison: &Comparison<'_>, old: &Entry<'_>, new: &Entry<'_>) -> Option<Change> {
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

    fn sensitive(&self, comparison: &Comparison<'_>, new: &Entry<'_>, is_now: bool) -> Change {
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
