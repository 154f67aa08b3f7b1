//! Copies the members and traits of a shape's mixins into the shape: <https://smithy.io/2.0/spec/mixins.html>.
//!
//! 1. A mixin is flattened before the shapes that use it. A cycle is reported once, and cut.
//! 2. The members of the mixins come first, in the order of the mixins, then the shape's own.
//! 3. If the shape redefines a member of a mixin, the traits are merged, and those of the shape take precedence.
//! 4. Other properties of the mixin, such as errors, apply to the shape, too.
//! 5. Traits of the mixin apply to the shape, except `mixin` itself and those that it lists as local.

use std::collections::{HashMap, HashSet};

use super::ast::{Ast, Member, Shape, Traits, stated};
use super::order::innermost_first;
use crate::diagnostic::{Code, Origin, SourceId};
use crate::frontend::json::Reader;
use crate::model::ShapeId;

/// The trait of a mixin.
pub(super) const MIXIN: &str = "smithy.api#mixin";

/// Flattens all mixins.
pub(super) fn flatten(ast: &mut Ast<'_>, reader: &Reader) {
    let with_mixins: Vec<ShapeId> = ast.iter().filter(|it| !it.mixins.is_empty()).map(|it| it.id.clone()).collect();
    let mut copied = 0;
    for id in in_order(ast, &with_mixins, reader) {
        let Some(shape) = ast.get(&id) else { continue };
        copied += inherited(ast, shape);
        if copied > MOST_COPIED {
            let message = format!("the mixins of the model bring more than {MOST_COPIED} members and traits in all");
            let help = "mix in fewer of them, or make the chains of mixins shorter";
            shape.node.node(reader).error_with_help(Code::InvalidMixin, message, help);
            return;
        }
        let flat = flat(ast, shape.clone(), reader);
        if let Some(slot) = ast.get_mut(&id) {
            *slot = flat;
        }
    }
}

/// The maximum number of members, traits and mixins that all shapes of a model inherit from mixins. Each mixin of a
/// chain has everything of those before it, so that the number grows with the square of the length of the chain.
const MOST_COPIED: usize = 500_000;

/// Returns the number of members, traits and mixins that a shape inherits from its mixins, which are flattened already.
fn inherited(ast: &Ast<'_>, shape: &Shape<'_>) -> usize {
    let mixins = shape.mixins.iter().filter_map(|(id, _)| ast.get(id));
    let size = |mixin: &Shape<'_>| {
        let of_members: usize = mixin.members.iter().map(|member| 1 + member.traits.len()).sum();
        1 + of_members + mixin.traits.len() + mixin.bases.len()
    };
    mixins.map(size).sum()
}

/// Returns the shapes with mixins, each after its own mixins.
fn in_order(ast: &Ast<'_>, all: &[ShapeId], reader: &Reader) -> Vec<ShapeId> {
    let mixins = |id: &ShapeId| ast.get(id).map_or(&[][..], |shape| &shape.mixins);
    let cycle = |mixin: &ShapeId, origin: &Origin| {
        let message = format!("`{mixin}` is mixed into itself");
        let help = "remove one of the mixins of the cycle";
        reader.at(&serde_json::Value::Null, origin).error_with_help(Code::InvalidMixin, message, help);
    };
    innermost_first(all.iter(), mixins, cycle).into_iter().cloned().collect()
}

/// Returns a shape with everything that it inherits from its mixins, which are flattened already.
fn flat<'v>(ast: &Ast<'v>, mut shape: Shape<'v>, reader: &Reader) -> Shape<'v> {
    let mut members = Members::default();
    let mut traits = Traits::new();
    // A shape may inherit the same mixin several times.
    let mut known: HashSet<(SourceId, &str)> = HashSet::new();
    for (id, origin) in std::mem::take(&mut shape.mixins) {
        let here = || reader.at(&serde_json::Value::Null, &origin);
        let Some(mixin) = ast.get(&id) else {
            if !ast.unread.contains(&id) {
                here().error_with_help(
                    Code::UnknownShape,
                    format!("the model has no shape `{id}`"),
                    "define it, or remove the mixin",
                );
            }
            continue;
        };
        if !mixin.traits.contains_key(MIXIN) {
            here().error_with_help(
                Code::InvalidMixin,
                format!("`{id}` is not a mixin"),
                "give it the trait `smithy.api#mixin`",
            );
        } else if mixin.kind != shape.kind {
            let message = format!("`{id}` is of type {}, and is mixed into a {}", mixin.kind, shape.kind);
            here().error_with_help(Code::InvalidMixin, message, "mix it into shapes of its own type");
        }
        let local = local_traits(mixin);
        traits.extend(mixin.traits.iter().filter(|(name, _)| !local.contains(*name)).map(|(k, v)| (*k, v.clone())));
        // Members and traits are copied; only these types have other properties.
        if matches!(shape.kind, "operation" | "resource" | "service") {
            let new = mixin
                .bases
                .iter()
                .chain([&mixin.node])
                .filter(|base| known.insert((base.origin.source, &base.origin.pointer)));
            shape.bases.extend(new.cloned());
        }
        for member in &mixin.members {
            members.absorb(member.clone());
        }
    }
    for member in std::mem::take(&mut shape.members) {
        let is_new = !members.places.contains_key(&member.name);
        if is_new && member.is_applied {
            let message = format!("traits are applied to `{}${}`, which is not a member", shape.id, member.name);
            reader.at(&serde_json::Value::Null, &member.origin).error_with_help(
                Code::UnknownMember,
                message,
                "remove it, or add the member",
            );
            continue;
        }
        members.absorb(member);
    }
    traits.extend(std::mem::take(&mut shape.traits));
    Shape { traits, members: members.all, ..shape }
}

/// Members in their order, found by name.
#[derive(Default)]
struct Members<'v> {
    all: Vec<Member<'v>>,
    places: HashMap<String, usize>,
}

impl<'v> Members<'v> {
    /// Adds a member, or merges it with an existing member of the same name.
    fn absorb(&mut self, member: Member<'v>) {
        if let Some(&at) = self.places.get(&member.name) {
            let other = &mut self.all[at];
            other.traits.extend(member.traits);
            other.target = member.target.or(other.target.take());
        } else {
            self.places.insert(member.name.clone(), self.all.len());
            self.all.push(member);
        }
    }
}

/// Returns the local traits of a mixin, which shapes do not inherit.
fn local_traits<'v>(mixin: &Shape<'v>) -> HashSet<&'v str> {
    let listed = stated(&mixin.traits, MIXIN).and_then(|placed| placed.get("localTraits"));
    let listed = listed.and_then(|placed| placed.value.as_array()).into_iter().flatten();
    listed.filter_map(|value| value.as_str()).chain([MIXIN]).collect()
}
