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

    /// The same without some shapes.
    pub(crate) fn without(&self, is_removed: impl Fn(&ShapeId) -> bool) -> Self {
        let mut rest = Self { unread: self.unread.clone(), ..Self::default() };
        self.all.iter().filter(|shape| !is_removed(&shape.id)).for_each(|shape| rest.insert(shape.clone()));
        rest
    }

    /// Notes a shape that is there and could not be read, which has been reported.
    pub fn unread(&mut self, id: ShapeId) {
        self.unread.insert(id);
    }

    /// Returns whether a shape is there and could not be read.
    #[must_use]
    pub fn is_unread(&self, id: &ShapeId) -> bool {
        self.unread.contains(id)
    }

    /// The shape of this id.
    #[must_use]
    pub fn get(&self, id: &ShapeId) -> Option<&Shape> {
        self.index.get(id).map(|&at| &self.all[at])
    }

    /// The shape of this id, to change.
    pub fn get_mut(&mut self, id: &ShapeId) -> Option<&mut Shape> {
        self.index.get(id).map(|&at| &mut self.all[at])
    }

    /// Each, in the model's order.
    pub fn iter(&self) -> impl Iterator<Item = &Shape> {
        self.all.iter()
    }

    /// Each, in the model's order, to change.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Shape> {
        self.all.iter_mut()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}
