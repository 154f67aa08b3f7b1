//! Where things are in the project, and reading them.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The project's root: the folder above this package.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// One byte more than the generator reads, so that a file that is not what it seems costs no more memory than this; the
/// generator says what is wrong with one that is too large.
pub(crate) const MOST: u64 = codegen::source::LARGEST as u64 + 1;

/// A file's bytes.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut bytes = Vec::new();
    file.take(MOST).read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes)
}

/// A file's bytes, if there is one.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    if path.try_exists().with_context(|| format!("cannot read {}", path.display()))? {
        read(path).map(Some)
    } else {
        Ok(None)
    }
}

/// A path as it is shown: below the project, from there on, with forward slashes.
pub(crate) fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}
