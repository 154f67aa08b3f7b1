//! The places of this repository. Reading files is the command line's.

use std::path::{Path, PathBuf};

pub(crate) use clientsmith::workspace::{Published, read};

/// The root of the repository: the folder above this package.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// A path as it is shown: below the repository, from there on, with forward slashes.
pub(crate) fn shown(path: &Path) -> String {
    clientsmith::workspace::shown(path, &root())
}
