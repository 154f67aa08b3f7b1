//! A member of a structure or union: its lowered form with its place in the model.

use crate::diff::types::builder::is_public;
use crate::model::{Kept, Member};
use crate::rust::item::{Deprecation, Field, Structure, Trait, Type, Union, UnionMember};

/// A member of a structure or union.
pub(super) struct Entry<'s> {
    /// The name in Rust.
    pub(super) name: &'s str,
    pub(super) wire: &'s str,
    pub(super) ty: &'s Type,
    pub(super) traits: &'s [Trait],
    pub(super) deprecated: Option<&'s Deprecation>,
    /// The trait that says that it is set, if a builder that everyone has requires it.
    pub(super) required: Option<&'s str>,
    /// The member in the model.
    pub(super) member: Option<&'s Member>,
}

impl<'s> Entry<'s> {
    pub(super) fn fields(it: &'s Structure, members: &'s [Member]) -> Vec<Self> {
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

    pub(super) fn variants(it: &'s Union, members: &'s [Member]) -> Vec<Self> {
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

    pub(super) fn is_required(&self) -> bool {
        self.required.is_some()
    }

    /// The parts that are retained from a former model.
    pub(super) fn kept(&self) -> Option<&'s Kept> {
        self.member?.traits.kept.as_deref()
    }

    /// The name in the model.
    pub(super) fn model_name(&self) -> &'s str {
        self.member.map_or(self.wire, |member| &member.name)
    }
}
