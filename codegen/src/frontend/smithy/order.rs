//! The order of shapes that are made of others, and the cycles that there must not be among them.

use std::collections::HashSet;

use crate::diagnostic::Origin;
use crate::model::ShapeId;

/// Shapes and all that is below them, each behind what is below it. A shape that is below itself is reported once, with a
/// place where it is; there, the cycle is cut.
pub(super) fn innermost_first<'a>(
    roots: impl Iterator<Item = &'a ShapeId>,
    below: impl Fn(&ShapeId) -> &'a [(ShapeId, Origin)],
    mut report: impl FnMut(&ShapeId, &Origin),
) -> Vec<&'a ShapeId> {
    let (mut order, mut done, mut cyclic) = (Vec::new(), HashSet::new(), HashSet::new());
    for root in roots {
        // Depth first, with a stack of our own: nobody promises how deep it goes. It is the way from the root.
        let mut path: Vec<(&ShapeId, usize)> = vec![(root, 0)];
        let mut on_path = HashSet::from([root]);
        while let Some((id, next)) = path.pop() {
            let Some((inner, origin)) = below(id).get(next).filter(|_| !done.contains(id)) else {
                on_path.remove(id);
                if done.insert(id) {
                    order.push(id);
                }
                continue;
            };
            path.push((id, next + 1));
            if on_path.insert(inner) {
                path.push((inner, 0));
            } else if cyclic.insert(inner) {
                report(inner, origin);
            }
        }
    }
    order
}
