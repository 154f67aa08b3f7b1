//! Rendering of enums of strings and integers, and of unions.

use super::tokens::{deprecated_lines, literal};
use super::traits::{bracket, traits};
use crate::rust::format::{Definition, Piece, Row};
use crate::rust::item::{IntEnum, StringEnum, Union, UnionMember, Variant};

pub(super) fn string_enum(it: &StringEnum) -> Piece {
    let value = |variant: &Variant| match variant.is_searchable {
        true => literal(&variant.value),
        false => format!("(plain {})", literal(&variant.value)),
    };
    Piece::Definition(Definition {
        name: "string_enum",
        docs: it.docs.clone(),
        attributes: deprecated_lines(it.deprecated.as_ref()),
        open: format!("pub enum {}{}", it.name, sensitive(it.sensitive)),
        rows: it.variants.iter().map(|variant| row(variant, value(variant))).collect(),
        close: Vec::new(),
    })
}

pub(super) fn int_enum(it: &IntEnum) -> Piece {
    Piece::Definition(Definition {
        name: "int_enum",
        docs: it.docs.clone(),
        attributes: deprecated_lines(it.deprecated.as_ref()),
        open: format!("pub enum {}{}", it.name, sensitive(it.sensitive)),
        rows: it.variants.iter().map(|variant| row(variant, variant.value.clone())).collect(),
        close: Vec::new(),
    })
}

/// Returns the bracket after the name of a sensitive enum.
fn sensitive(is_sensitive: bool) -> &'static str {
    if is_sensitive { " [sensitive]" } else { "" }
}

fn row(variant: &Variant, value: String) -> Row {
    Row {
        docs: variant.docs.clone(),
        attributes: deprecated_lines(variant.deprecated.as_ref()),
        left: variant.name.clone(),
        right: value,
        brackets: Vec::new(),
    }
}

pub(super) fn union(union: &Union) -> Piece {
    let row = |member: &UnionMember| Row {
        docs: member.docs.clone(),
        attributes: deprecated_lines(member.deprecated.as_ref()),
        left: format!("{}({})", member.name, member.ty),
        right: literal(&member.wire),
        brackets: bracket(&member.traits).into_iter().collect(),
    };
    Piece::Definition(Definition {
        name: "union",
        docs: union.docs.clone(),
        attributes: deprecated_lines(union.deprecated.as_ref()),
        open: format!("pub enum {} = {}{}", union.name, literal(&union.shape), traits(&union.traits)),
        rows: union.members.iter().map(row).collect(),
        close: Vec::new(),
    })
}
