//! The builders of structures.

use crate::rust::item::{Builder, Structure};

/// The path of a type's builder, which stands beside it.
pub(super) fn builder_path(path: &str, builder: &Builder) -> String {
    let module = path.rsplit_once("::").map_or("", |(module, _)| module);
    format!("{module}::{}", builder_name(builder))
}

pub(super) fn is_public(it: &Structure) -> bool {
    matches!(it.builder, Some(Builder::Public { .. }))
}

pub(super) fn builder_name(builder: &Builder) -> &str {
    match builder {
        Builder::Public { name, .. } | Builder::TestOnly(name) => name,
    }
}
