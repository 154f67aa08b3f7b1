//! Types of members before and after an import: which are the same in Rust, and which are serialized alike, so that the old
//! one can be kept.

use crate::model::{Kind, Member, Model, Shape, ShapeId};

/// How the type of a member compares with the type before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It is the same in Rust.
    Same,
    /// It is another one in Rust, and values are serialized alike.
    SerializedAlike,
    /// It is another one.
    Other,
}

/// Compares the targets of two members.
pub(super) fn fit(old: &Model, before: &ShapeId, new: &Model, after: &ShapeId) -> Fit {
    let (Some(mut one), Some(mut other)) = (old.shapes.get(before), new.shapes.get(after)) else {
        // A prelude shape that only one side uses is the same in both.
        return if before == after { Fit::Same } else { Fit::Other };
    };
    let mut worst = Fit::Same;
    // The check has bounded how deep lists and maps are; both sides go down together.
    loop {
        let (inner, is_same) = match (&one.kind, &other.kind) {
            (Kind::List(one), Kind::List(other)) => ((&**one, &**other), is_element_same(one, other)),
            (Kind::Map(key, one), Kind::Map(new_key, other)) => {
                worst = worst.max(of_keys(old, key, new, new_key));
                ((&**one, &**other), is_element_same(one, other))
            }
            _ => return worst.max(of_shapes(one, other)),
        };
        if !is_same || one.traits.sparse != other.traits.sparse {
            return Fit::Other;
        }
        let (Some(next), Some(next_other)) = (old.shapes.get(&inner.0.target), new.shapes.get(&inner.1.target)) else {
            return if inner.0.target == inner.1.target { worst } else { Fit::Other };
        };
        (one, other) = (next, next_other);
    }
}

/// Returns whether the elements of two lists or maps are written alike.
fn is_element_same(one: &Member, other: &Member) -> bool {
    one.traits.xml_name == other.traits.xml_name && one.traits.timestamp_format == other.traits.timestamp_format
}

fn of_keys(old: &Model, key: &Member, new: &Model, other: &Member) -> Fit {
    match (old.shapes.get(&key.target), new.shapes.get(&other.target)) {
        (Some(one), Some(other)) => of_shapes(one, other),
        // A model that was checked has the shapes that it uses.
        _ => Fit::Other,
    }
}

/// Compares two shapes that are not lists or maps.
fn of_shapes(one: &Shape, other: &Shape) -> Fit {
    let is_text = |shape: &Shape| matches!(shape.kind, Kind::String | Kind::Enum(_));
    let is_number = |shape: &Shape| matches!(shape.kind, Kind::Integer | Kind::IntEnum(_));
    let has_name =
        |shape: &Shape| matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_));
    let is_same_kind = one.kind.name() == other.kind.name() && one.traits.streaming == other.traits.streaming;
    if is_same_kind && (!has_name(one) || one.id.name() == other.id.name()) {
        return Fit::Same;
    }
    let is_alike = is_text(one) && is_text(other) || is_number(one) && is_number(other);
    if is_alike { Fit::SerializedAlike } else { Fit::Other }
}
