//! Versions of the Python package botocore: how they are written, and what a package says of itself.

use std::path::Path;

use anyhow::Result;

use crate::workspace::{read_if_there, shown};

/// The file of the package that says its version.
const FILE: &str = "__init__.py";

/// A version that a package says of itself.
pub(crate) struct Stated {
    /// The version.
    pub(crate) version: String,
    /// The file that says it, as it is shown.
    pub(crate) file: String,
}

/// Returns the version that the package in a folder says of itself; `None` if it says none.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn stated(package: &Path) -> Result<Option<Stated>> {
    let path = package.join(FILE);
    let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let version = text.lines().find_map(assigned).map(str::to_owned);
    Ok(version.map(|version| Stated { version, file: shown(&path, Path::new("")) }))
}

/// Returns the text that a line assigns to `__version__`.
fn assigned(line: &str) -> Option<&str> {
    let value = line.strip_prefix("__version__")?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    value[1..].split(quote).next()
}

/// Returns whether a text is a version of botocore: numbers with dots. Only numbers have an order, by which an import of an
/// older model is noticed.
pub(crate) fn is_version(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split('.').all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_says_its_version_in_quotes() {
        assert_eq!(assigned("__version__ = '1.44.5'"), Some("1.44.5"));
        assert_eq!(assigned("__version__=\"1.44.5\"  # of the week"), Some("1.44.5"));
        assert_eq!(assigned("__version_info__ = '1'"), None);
        assert_eq!(assigned("__version__ = version()"), None);
    }

    #[test]
    fn versions_are_numbers_with_dots() {
        assert!(["1", "1.44.5"].into_iter().all(is_version));
        assert!(!["", "v1", "1..2", "1.2.", "1.2 ", "../1"].into_iter().any(is_version));
    }
}
