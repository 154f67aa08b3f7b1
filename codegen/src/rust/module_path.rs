//! The path of a service's module in its own files.

/// The path of a service's module.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ModulePath<'a> {
    module: &'a str,
    is_relative: bool,
}

impl<'a> ModulePath<'a> {
    /// Creates the path of a module at the root of a package, or the relative path of a module that may be anywhere.
    pub(crate) fn new(module: &'a str, is_relative: bool) -> Self {
        Self { module, is_relative }
    }

    /// Returns the path of the module, for code that is `depth` modules below it.
    pub(crate) fn from(self, depth: usize) -> String {
        match (self.is_relative, depth) {
            (false, _) => format!("crate::{}", self.module),
            (true, 0) => "self".to_owned(),
            (true, depth) => vec!["super"; depth].join("::"),
        }
    }

    /// Returns the path of the parent module, for code that is `depth` modules below the service's module.
    pub(crate) fn parent_from(self, depth: usize) -> String {
        if self.is_relative { vec!["super"; depth + 1].join("::") } else { "crate".to_owned() }
    }
}
