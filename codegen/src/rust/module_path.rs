//! The path of a service's module, as its files name it.

/// The path of a service's module.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ModulePath<'a> {
    module: &'a str,
    is_relative: bool,
}

impl<'a> ModulePath<'a> {
    /// The path of a module at the root of a package or, relative, of one that may be anywhere.
    pub(crate) fn new(module: &'a str, is_relative: bool) -> Self {
        Self { module, is_relative }
    }

    /// The path, for code so many modules below the service's.
    pub(crate) fn from(self, depth: usize) -> String {
        match (self.is_relative, depth) {
            (false, _) => format!("crate::{}", self.module),
            (true, 0) => "self".to_owned(),
            (true, depth) => vec!["super"; depth].join("::"),
        }
    }

    /// The path of the module around the service's, for code so many modules below the service's.
    pub(crate) fn parent_from(self, depth: usize) -> String {
        if self.is_relative { vec!["super"; depth + 1].join("::") } else { "crate".to_owned() }
    }
}
