//! The shapes of a model: found by id, and kept in the order in which the model has them.

use std::collections::{HashMap, HashSet};

use super::{Shape, ShapeId};

/// The shapes of a model, in its order, found by id.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    all: Vec<Shape>,
    index: HashMap<ShapeId, usize>,
    unread: HashSet<ShapeId>,
}

impl Shapes {
    /// Adds a shape. One of the same id is replaced.
    pub fn insert(&mut self, shape: Shape) {
        if let Some(&at) = self.index.get(&shape.id) {
            self.all[at] = shape;
        } else {
            self.index.insert(shape.id.clone(), self.all.len());
            self.all.push(shape);
        }
    }

    /// Returns the same shapes without those for which `is_removed` returns true.
    pub(crate) fn without(&self, is_removed: impl Fn(&ShapeId) -> bool) -> Self {
        let mut rest = Self { unread: self.unread.clone(), ..Self::default() };
        self.all.iter().filter(|shape| !is_removed(&shape.id)).for_each(|shape| rest.insert(shape.clone()));
        rest
    }

    /// Records a shape that exists but could not be read. The problem has been reported already.
    pub fn unread(&mut self, id: ShapeId) {
        self.unread.insert(id);
    }

    /// Returns whether a shape exists but could not be read.
    #[must_use]
    pub fn is_unread(&self, id: &ShapeId) -> bool {
        self.unread.contains(id)
    }

    /// Returns the shape with this id.
    #[must_use]
    pub fn get(&self, id: &ShapeId) -> Option<&Shape> {
        self.index.get(id).map(|&at| &self.all[at])
    }

    /// Returns a mutable reference to the shape with this id.
    pub fn get_mut(&mut self, id: &ShapeId) -> Option<&mut Shape> {
        self.index.get(id).map(|&at| &mut self.all[at])
    }

    /// Returns the shapes, in the model's order.
    pub fn iter(&self) -> impl Iterator<Item = &Shape> {
        self.all.iter()
    }

    /// Returns mutable references to the shapes, in the model's order.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Shape> {
        self.all.iter_mut()
    }

    /// Returns the number of shapes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns whether there are no shapes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Origin;
    use crate::model::prelude;

    #[test]
    fn what_is_removed_is_gone_and_the_rest_is_as_it_was() {
        let ids = ["String", "Blob", "Boolean"].map(|name| ShapeId::new("smithy.api", name));
        let mut shapes = Shapes::default();
        for id in &ids {
            shapes.insert(prelude::shape(id, &Origin::default()).expect("a shape of the prelude"));
        }
        let unread = ShapeId::new("smithy.api", "Thing");
        shapes.unread(unread.clone());
        let rest = shapes.without(|id| *id == ids[1]);
        assert_eq!(rest.iter().map(|shape| &shape.id).collect::<Vec<_>>(), [&ids[0], &ids[2]]);
        assert!(rest.get(&ids[1]).is_none() && rest.get(&ids[2]).is_some_and(|shape| shape.id == ids[2]));
        assert!(rest.is_unread(&unread) && !rest.is_unread(&ids[0]));
        assert_eq!((rest.len(), shapes.len()), (2, 3));
    }
}
