//! The files of a module, and the names in scope in each.

/// The file that an item is lowered for, which determines the names in scope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileScope<'a> {
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

impl FileScope<'_> {
    /// Returns the number of modules from the service's module down to the file.
    pub(super) fn depth(self) -> usize {
        match self {
            FileScope::Root => 0,
            FileScope::Types | FileScope::Enums | FileScope::Errors => 1,
            FileScope::Operation(_) => 2,
        }
    }

    /// Returns the path prefix of a structure, union or enum.
    pub(super) fn types(self) -> &'static str {
        if self == FileScope::Types { "" } else { "types::" }
    }

    /// Returns the path prefix of an error.
    pub(super) fn errors(self) -> &'static str {
        match self {
            FileScope::Errors => "",
            FileScope::Operation(_) => "error::",
            FileScope::Root | FileScope::Types | FileScope::Enums => "super::error::",
        }
    }
}
