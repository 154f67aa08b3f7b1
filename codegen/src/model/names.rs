//! The names that items have in Rust although the model alone would give them others, so that a name that was given once stays.
//! They come from `retained.json`.

use std::collections::{BTreeMap, BTreeSet};

use super::ShapeId;
use crate::diagnostic::Origin;

/// An item with a name of its own in Rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// The type of a shape.
    Shape(ShapeId),
    /// The builder of a structure.
    Builder(ShapeId),
    /// A member of a structure, which is a field with its accessor and its setter; a member of a union or a value of an enum,
    /// which is a variant.
    Member(ShapeId, String),
    /// The trait of a required member, which is a parameter of builders.
    Required(ShapeId, String),
    /// The type of an operation.
    Operation(ShapeId),
    /// The method of an operation, and its module.
    Method(ShapeId),
    /// The type of an operation's waiter.
    Waiter(ShapeId, String),
    /// The method of an operation's waiter.
    WaiterMethod(ShapeId, String),
}

impl Named {
    /// Returns the shape or operation, and its member, value or waiter.
    #[must_use]
    pub fn parts(&self) -> (&ShapeId, Option<&str>) {
        match self {
            Self::Shape(id) | Self::Builder(id) | Self::Operation(id) | Self::Method(id) => (id, None),
            Self::Member(id, part)
            | Self::Required(id, part)
            | Self::Waiter(id, part)
            | Self::WaiterMethod(id, part) => (id, Some(part)),
        }
    }

    /// The kinds of items, as `retained.json` names them.
    pub const KINDS: [&str; 8] =
        ["shape", "builder", "member", "required", "operation", "method", "waiter", "waiterMethod"];

    /// Returns the kind of the item.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Shape(_) => "shape",
            Self::Builder(_) => "builder",
            Self::Member(..) => "member",
            Self::Required(..) => "required",
            Self::Operation(_) => "operation",
            Self::Method(_) => "method",
            Self::Waiter(..) => "waiter",
            Self::WaiterMethod(..) => "waiterMethod",
        }
    }

    /// Returns the item of a kind; `None` for another kind, or if the kind needs a part that is not there or the reverse.
    #[must_use]
    pub fn new(kind: &str, id: ShapeId, part: Option<String>) -> Option<Self> {
        Some(match (kind, part) {
            ("shape", None) => Self::Shape(id),
            ("builder", None) => Self::Builder(id),
            ("member", Some(part)) => Self::Member(id, part),
            ("required", Some(part)) => Self::Required(id, part),
            ("operation", None) => Self::Operation(id),
            ("method", None) => Self::Method(id),
            ("waiter", Some(part)) => Self::Waiter(id, part),
            ("waiterMethod", Some(part)) => Self::WaiterMethod(id, part),
            _ => return None,
        })
    }

    /// Returns the same item of another shape or operation.
    #[must_use]
    pub fn with_id(&self, id: ShapeId) -> Self {
        Self::new(self.kind(), id, self.parts().1.map(str::to_owned)).unwrap_or_else(|| self.clone())
    }
}

/// A name, and the place that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenName {
    /// The name, without `r#`.
    pub name: String,
    /// The place in the source.
    pub origin: Origin,
}

/// The given names of a model.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The names by their items.
    pub given: BTreeMap<Named, GivenName>,
    /// The names that no member of a structure may get, because they are those of other methods of its builder.
    pub reserved: BTreeMap<ShapeId, BTreeSet<String>>,
}

impl Names {
    /// Returns the given name of an item, if it has one.
    #[must_use]
    pub fn get(&self, named: &Named) -> Option<&str> {
        self.given.get(named).map(|it| it.name.as_str())
    }

    /// Returns the same names of items in another namespace.
    pub(super) fn moved(self, moved: impl Fn(&mut ShapeId)) -> Self {
        let id = |id: &ShapeId| {
            let mut id = id.clone();
            moved(&mut id);
            id
        };
        let given = self.given.into_iter().map(|(named, name)| (named.with_id(id(named.parts().0)), name));
        let reserved = self.reserved.iter().map(|(it, names)| (id(it), names.clone()));
        Self { given: given.collect(), reserved: reserved.collect() }
    }
}
