//! The files of a module, and what is in scope in each.

/// The file for which something is lowered: it decides what is in scope there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here<'a> {
    /// `mod.rs`.
    Root,
    /// `types.rs`, where enums are in scope too.
    Types,
    /// `enums.rs`.
    Enums,
    /// `error.rs`.
    Errors,
    /// The file of the operation of this name in Rust.
    Operation(&'a str),
}

impl Here<'_> {
    /// Returns how many modules the file lies below the service's.
    pub(super) fn depth(self) -> usize {
        match self {
            Here::Root => 0,
            Here::Types | Here::Enums | Here::Errors => 1,
            Here::Operation(_) => 2,
        }
    }

    /// Returns the path prefix of a structure, union or enum.
    pub(super) fn types(self) -> &'static str {
        if self == Here::Types { "" } else { "types::" }
    }

    /// Returns the path prefix of an error.
    pub(super) fn errors(self) -> &'static str {
        match self {
            Here::Errors => "",
            Here::Operation(_) => "error::",
            Here::Root | Here::Types | Here::Enums => "super::error::",
        }
    }
}
