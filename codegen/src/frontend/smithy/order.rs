//! The order of shapes that depend on each other, and the detection of cycles.

use std::collections::HashSet;

use crate::diagnostic::Origin;
use crate::model::ShapeId;

/// Returns shapes and their dependencies, each after its dependencies. A shape that depends on itself is reported once,
/// with the place of the reference, and the cycle is cut there.
pub(super) fn innermost_first<'a>(
    roots: impl Iterator<Item = &'a ShapeId>,
    below: impl Fn(&ShapeId) -> &'a [(ShapeId, Origin)],
    mut report: impl FnMut(&ShapeId, &Origin),
) -> Vec<&'a ShapeId> {
    let (mut order, mut done, mut cyclic) = (Vec::new(), HashSet::new(), HashSet::new());
    for root in roots {
        // Depth first, with an explicit stack, because the depth is not limited. The stack is the path from the root.
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
