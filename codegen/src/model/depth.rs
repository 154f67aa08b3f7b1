//! The nesting of the types of a model: its depth, which the compiler limits, and the size of the types, which the
//! stack limits.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Kind, Model, Shape, ShapeId};

/// The size in bytes above which a structure or union is boxed as a member. Without boxes, twelve levels of structures
/// with a hundred members each would be too large for any machine.
pub(crate) const LARGE: usize = 8192;

/// Returns the structures and unions that are larger than [`LARGE`]. Boxed members count as pointers. `cycles` is the
/// result of [`directly_recursive`](super::directly_recursive).
#[must_use]
pub(crate) fn large(model: &Model, cycles: &BTreeMap<ShapeId, usize>) -> HashSet<ShapeId> {
    let mut sizes = Sizes { model, cycles, known: HashMap::new() };
    for shape in model.shapes.iter() {
        sizes.measure(&shape.id);
    }
    sizes.known.into_iter().filter(|(_, size)| *size > LARGE).map(|(id, _)| id.clone()).collect()
}

struct Sizes<'a> {
    model: &'a Model,
    cycles: &'a BTreeMap<ShapeId, usize>,
    known: HashMap<&'a ShapeId, usize>,
}

impl<'a> Sizes<'a> {
    /// Measures a shape after all shapes that it contains. An explicit stack replaces recursion.
    fn measure(&mut self, root: &'a ShapeId) {
        let mut open = vec![(root, false)];
        while let Some((id, are_parts_known)) = open.pop() {
            let Some(shape) = self.model.shapes.get(id).filter(|_| !self.known.contains_key(id)) else { continue };
            if are_parts_known {
                let size = self.size(shape);
                self.known.insert(id, size);
            } else {
                open.push((id, true));
                let parts = shape.kind.members().map(|member| &member.target);
                open.extend(
                    parts.filter(|part| is_inline(shape) && !self.is_boxed(id, part)).map(|part| (part, false)),
                );
            }
        }
    }

    /// Returns the approximate size in bytes. Every member counts as an `Option`.
    fn size(&self, shape: &'a Shape) -> usize {
        let member = |target: &ShapeId| match self.known.get(target) {
            _ if self.is_boxed(&shape.id, target) => 8,
            Some(&size) if size > LARGE => 8,
            Some(&size) => size + 8,
            None => 32,
        };
        let members = shape.kind.members().map(|it| member(&it.target));
        match &shape.kind {
            Kind::Structure(_) => members.fold(0, usize::saturating_add),
            Kind::Union(_) => members.max().unwrap_or_default() + 8,
            _ => 32,
        }
    }

    fn is_boxed(&self, owner: &ShapeId, target: &ShapeId) -> bool {
        let cycle = self.cycles.get(owner);
        cycle.is_some() && cycle == self.cycles.get(target)
    }
}

/// Returns whether a shape stores its members inline, and not on the heap.
fn is_inline(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_) | Kind::Union(_))
}

/// The default of the compiler's `recursion_limit`, which applies to the proof that a type is `Send`.
const DEFAULT_LIMIT: usize = 128;

/// The maximum depth of generated types, as [`depth`] counts it: about 200 nested structures. Published models stay
/// below 128.
pub(crate) const DEEPEST_TYPE: usize = 1000;

/// Returns the `recursion_limit` that a crate with types of this depth needs. `None` if the compiler's default is
/// enough.
#[must_use]
pub(crate) fn recursion_limit(depth: usize) -> Option<usize> {
    // Futures and builders wrap a type.
    let needed = depth + 32;
    (needed > DEFAULT_LIMIT).then(|| needed.next_power_of_two())
}

/// Returns the maximum depth to which the compiler follows the types of a model to prove that they are `Send`. Each
/// type on the path from a structure through its members counts, including those of the standard library. Each shape of
/// a cycle counts once, because the compiler stops at a type that it has already visited.
#[must_use]
pub(crate) fn depth(model: &Model) -> usize {
    let cycles = super::directly_recursive(model);
    let large = large(model, &cycles);
    let weight = |shape: &Shape| match &shape.kind {
        Kind::Structure(_) | Kind::Union(_) if cycles.contains_key(&shape.id) || large.contains(&shape.id) => 4,
        Kind::Structure(_) | Kind::Union(_) => 2,
        Kind::List(_) | Kind::Map(..) => 3 + usize::from(shape.traits.sparse),
        _ => 1,
    };
    let components = super::closure::recursive(model);
    // The number of types in a cycle, and the maximum depth below any of its shapes.
    let mut of_cycles: HashMap<usize, (usize, usize)> = HashMap::new();
    for shape in model.shapes.iter() {
        if let Some(number) = components.get(&shape.id) {
            of_cycles.entry(*number).or_default().0 += weight(shape);
        }
    }
    let mut known: HashMap<&ShapeId, usize> = HashMap::new();
    for id in super::closure::innermost_first(model) {
        let Some(shape) = model.shapes.get(id) else { continue };
        let component = components.get(id);
        let is_outside = |part: &&ShapeId| component.is_none() || components.get(*part) != component;
        let of_part = |part: &ShapeId| match components.get(part).and_then(|number| of_cycles.get(number)) {
            Some((weight, below)) => weight + below,
            None => known.get(part).copied().unwrap_or_default(),
        };
        let parts = shape.kind.members().map(|member| &member.target).filter(is_outside);
        let below = parts.map(of_part).max().unwrap_or_default();
        match component.and_then(|number| of_cycles.get_mut(number)) {
            Some((_, deepest)) => *deepest = below.max(*deepest),
            None => drop(known.insert(id, below + weight(shape))),
        }
    }
    known.values().copied().chain(of_cycles.values().map(|(weight, below)| weight + below)).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chain or a ring of structures with so many members, each with a list of the next if there are lists.
    fn chain(count: usize, is_ring: bool, with_lists: bool, width: usize) -> Model {
        let mut shapes = vec![r#""Text": { "type": "string" }"#.to_owned()];
        for at in 0..count {
            let next = match at + 1 {
                next if next < count => format!("S{next}"),
                _ if is_ring => "S0".to_owned(),
                _ => "Text".to_owned(),
            };
            let target = if with_lists { format!("L{at}") } else { next.clone() };
            if with_lists {
                shapes.push(format!(r#""{target}": {{ "type": "list", "member": {{ "shape": "{next}" }} }}"#));
            }
            let members: Vec<_> = (0..width).map(|i| format!(r#""m{i}": {{ "shape": "{target}" }}"#)).collect();
            shapes.push(format!(r#""S{at}": {{ "type": "structure", "members": {{ {} }} }}"#, members.join(", ")));
        }
        let text = format!(
            r#"{{ "metadata": {{ "apiVersion": "1", "endpointPrefix": "t", "protocol": "json", "serviceId": "T", "targetPrefix": "T" }},
              "operations": {{}}, "shapes": {{ {} }} }}"#,
            shapes.join(", ")
        );
        let value = serde_json::from_str(&text).expect("JSON");
        let mut diagnostics = crate::diagnostic::Diagnostics::default();
        crate::frontend::model(&[(0, value)], None, None, &mut diagnostics).expect("a model")
    }

    #[test]
    fn each_type_on_the_way_counts() {
        assert_eq!(depth(&chain(10, false, false, 1)), 10 * 2 + 1);
        assert_eq!(depth(&chain(10, false, true, 1)), 10 * 5 + 1);
        assert_eq!(depth(&chain(10, true, false, 1)), 10 * 4);
        assert_eq!(depth(&chain(10, true, true, 1)), 10 * 5);
        assert_eq!([96, 97, 300].map(recursion_limit), [None, Some(256), Some(512)]);
    }

    #[test]
    fn a_member_that_would_be_too_large_is_boxed() {
        let model = chain(12, false, false, 100);
        let large = large(&model, &BTreeMap::new());
        // The innermost holds 100 texts, the next 100 of that; the one around that is small again, for it boxes.
        let is_large = |name: &str| large.iter().any(|id| id.name() == name);
        assert_eq!(["S11", "S10", "S9", "S8"].map(is_large), [false, true, false, true]);
    }
}
