//! The shapes that operations reach, and the shapes that contain themselves.

use std::collections::{BTreeMap, HashSet};

use super::{Kind, Model, Operation, ShapeId};

/// The shapes that some operations reach: from their inputs, outputs or errors.
#[derive(Clone, Debug, Default)]
pub struct Closure {
    /// The shapes that inputs reach.
    pub input: HashSet<ShapeId>,
    /// The shapes that outputs reach.
    pub output: HashSet<ShapeId>,
    /// The shapes that errors reach, including the error structures themselves.
    pub error: HashSet<ShapeId>,
}

impl Closure {
    /// Computes the shapes that the operations reach.
    #[must_use]
    pub fn of<'a>(model: &'a Model, operations: &[&'a Operation]) -> Self {
        let reach =
            |roots: fn(&Operation) -> Vec<&ShapeId>| reachable(model, operations.iter().copied().flat_map(roots));
        Self {
            input: reach(|operation| operation.input.iter().collect()),
            output: reach(|operation| operation.output.iter().collect()),
            error: reach(|operation| operation.errors.iter().collect()),
        }
    }

    /// Returns whether any input, output or error reaches a shape.
    #[must_use]
    pub fn contains(&self, id: &ShapeId) -> bool {
        self.input.contains(id) || self.output.contains(id) || self.error.contains(id)
    }
}

/// Returns whether a shape or any shape that it contains, at any depth, is sensitive.
#[must_use]
pub fn holds_sensitive(model: &Model, id: &ShapeId) -> bool {
    let parts = reachable(model, std::iter::once(id));
    let mut shapes = parts.iter().filter_map(|id| model.shapes.get(id));
    shapes.any(|shape| shape.traits.sensitive || shape.kind.members().any(|member| member.traits.sensitive))
}

fn reachable<'a>(model: &'a Model, roots: impl Iterator<Item = &'a ShapeId>) -> HashSet<ShapeId> {
    let mut seen = HashSet::new();
    let mut open: Vec<&ShapeId> = roots.collect();
    while let Some(id) = open.pop() {
        if seen.insert(id.clone()) {
            let members = model.shapes.get(id).into_iter().flat_map(|shape| shape.kind.members());
            open.extend(members.map(|member| &member.target));
        }
    }
    seen
}

/// Returns the structures and unions that contain themselves through members only, each with the number of its cycle. A
/// member from one shape of a cycle to another has no finite size unless it is boxed.
///
/// Lists and maps are on the heap already, so that a cycle through one does not count. The algorithm is Tarjan's,
/// without recursion, because the depth of a model is not limited:
///
/// 1. Visit the members depth first. Number each shape when it is visited, and push it onto a stack.
/// 2. The low point of a shape is the smallest number on the stack that the shape reaches.
/// 3. A shape whose low point is its own number completes a component: the shape and everything above it on the stack.
///    A component of a single shape counts only if the shape is a member of itself.
#[must_use]
pub fn directly_recursive(model: &Model) -> BTreeMap<ShapeId, usize> {
    Walk::new(model, false).all()
}

/// Returns the shapes that contain themselves, also through lists and maps, each with the number of its cycle.
pub(super) fn recursive(model: &Model) -> BTreeMap<ShapeId, usize> {
    Walk::new(model, true).all()
}

/// Returns all shapes. Each comes after the targets of its members, except in cycles.
pub(super) fn innermost_first(model: &Model) -> Vec<&ShapeId> {
    let mut walk = Walk::new(model, true);
    for shape in model.shapes.iter() {
        walk.from(&shape.id);
    }
    walk.left
}

struct Walk<'a> {
    model: &'a Model,
    /// True if lists and maps are followed, too.
    with_collections: bool,
    number: BTreeMap<&'a ShapeId, usize>,
    low: BTreeMap<&'a ShapeId, usize>,
    stack: Vec<&'a ShapeId>,
    on_stack: HashSet<&'a ShapeId>,
    components: BTreeMap<ShapeId, usize>,
    /// The shapes in the order in which their visit ended.
    left: Vec<&'a ShapeId>,
}

impl<'a> Walk<'a> {
    fn new(model: &'a Model, with_collections: bool) -> Self {
        Self {
            model,
            with_collections,
            number: BTreeMap::new(),
            low: BTreeMap::new(),
            stack: Vec::new(),
            on_stack: HashSet::new(),
            components: BTreeMap::new(),
            left: Vec::new(),
        }
    }

    fn all(mut self) -> BTreeMap<ShapeId, usize> {
        for shape in self.model.shapes.iter() {
            self.from(&shape.id);
        }
        self.components
    }

    fn edges(&self, id: &ShapeId) -> Vec<&'a ShapeId> {
        let Some(shape) = self.model.shapes.get(id) else { return Vec::new() };
        match &shape.kind {
            Kind::Structure(members) | Kind::Union(members) => members.iter().map(|member| &member.target).collect(),
            kind if self.with_collections => kind.members().map(|member| &member.target).collect(),
            _ => Vec::new(),
        }
    }

    fn from(&mut self, root: &'a ShapeId) {
        let mut path: Vec<(&'a ShapeId, Vec<&'a ShapeId>)> = Vec::new();
        self.enter(root, &mut path);
        while let Some((id, edges)) = path.last_mut() {
            let id = *id;
            match edges.pop() {
                Some(next) if !self.number.contains_key(next) => self.enter(next, &mut path),
                Some(next) if self.on_stack.contains(next) => self.lower(id, self.number[next]),
                Some(_) => {}
                None => {
                    path.pop();
                    self.leave(id);
                    if let Some((parent, _)) = path.last() {
                        self.lower(parent, self.low[id]);
                    }
                }
            }
        }
    }

    fn enter(&mut self, id: &'a ShapeId, path: &mut Vec<(&'a ShapeId, Vec<&'a ShapeId>)>) {
        if self.number.contains_key(id) {
            return;
        }
        let number = self.number.len();
        self.number.insert(id, number);
        self.low.insert(id, number);
        self.stack.push(id);
        self.on_stack.insert(id);
        path.push((id, self.edges(id)));
    }

    fn lower(&mut self, id: &'a ShapeId, to: usize) {
        if let Some(low) = self.low.get_mut(id) {
            *low = to.min(*low);
        }
    }

    fn leave(&mut self, id: &'a ShapeId) {
        self.left.push(id);
        let number = self.number[id];
        if self.low[id] != number {
            return;
        }
        let start = self.stack.iter().rposition(|&other| other == id).unwrap_or_default();
        let component = self.stack.split_off(start);
        for &member in &component {
            self.on_stack.remove(member);
        }
        if component.len() > 1 || self.edges(id).contains(&id) {
            self.components.extend(component.into_iter().map(|member| (member.clone(), number)));
        }
    }
}
