//! The types of a member before and afterwards, by the values that are serialized.

use crate::model::{Kind, Member, Model};

/// The relation of the values of a new type to those of the old one, as they are serialized.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// They are the same.
    Same,
    /// There are more, and the old type, an enum, has a variant for them.
    Open,
    /// There are more.
    Wider,
    /// There are fewer.
    Narrower,
    /// They have another form.
    Other,
}

/// Compares the types of two members by what is serialized. Structures and unions are compared elsewhere, member by member.
pub(super) fn fit(old_model: &Model, old: &Member, new_model: &Model, new: &Member) -> Fit {
    let (mut old, mut new) = (old, new);
    // The check limits the depth of lists and maps.
    loop {
        let shapes = (old_model.shapes.get(&old.target), new_model.shapes.get(&new.target));
        let (Some(one), Some(other)) = shapes else { return Fit::Other };
        if one.traits.sparse != other.traits.sparse {
            return if other.traits.sparse { Fit::Wider } else { Fit::Narrower };
        }
        match (&one.kind, &other.kind) {
            (Kind::List(one), Kind::List(other)) | (Kind::Map(_, one), Kind::Map(_, other)) => {
                (old, new) = (one, other);
            }
            (Kind::String, Kind::Enum(_)) => return Fit::Narrower,
            (Kind::Enum(_), Kind::String) => return Fit::Open,
            (Kind::Enum(_), Kind::Enum(_)) => return Fit::Same,
            (one, other) if one.name() == other.name() => return Fit::Same,
            (one, other) => return numbers(one, other),
        }
    }
}

fn numbers(old: &Kind, new: &Kind) -> Fit {
    let width = |kind: &Kind| match kind {
        Kind::Byte => Some(1),
        Kind::Short => Some(2),
        Kind::IntEnum(_) => Some(3),
        Kind::Integer => Some(4),
        Kind::Long => Some(5),
        Kind::BigInteger => Some(6),
        Kind::Float => Some(7),
        Kind::Double => Some(8),
        Kind::BigDecimal => Some(9),
        _ => None,
    };
    match (width(old), width(new)) {
        (Some(old), Some(new)) if old < new => Fit::Wider,
        (Some(_), Some(_)) => Fit::Narrower,
        _ => Fit::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_of_number_is_wider_than_those_before_it() {
        let kinds = [
            Kind::Byte,
            Kind::Short,
            Kind::IntEnum(Vec::new()),
            Kind::Integer,
            Kind::Long,
            Kind::BigInteger,
            Kind::Float,
            Kind::Double,
            Kind::BigDecimal,
        ];
        for (old, one) in kinds.iter().enumerate() {
            for (new, other) in kinds.iter().enumerate().filter(|(new, _)| *new != old) {
                assert_eq!(numbers(one, other), if old < new { Fit::Wider } else { Fit::Narrower }, "{old} {new}");
            }
            assert_eq!(numbers(one, &Kind::Boolean), Fit::Other);
            assert_eq!(numbers(&Kind::String, one), Fit::Other);
        }
    }
}
