//! The files of a module, and the names in scope in each.

/// The file that an item is lowered for, which determines the names in scope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here<'a> {
    /// `mod.rs`.
    Root,
    /// `types.rs`, which also imports the enums.
    Types,
    /// `enums.rs`.
    Enums,
    /// `error.rs`.
    Errors,
    /// The file of the operation of this name in Rust.
    Operation(&'a str),
}

impl Here<'_> {
    /// Returns the number of modules from the service's module down to the file.
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
