//! A single file that an option names. It replaces a file only if that file carries the mark of such files, or with `--force`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};

use crate::tree;
use crate::workspace::read_if_there;

/// Writes a file whole or not at all. `mark` is the beginning by which a file is known as one that the command wrote.
///
/// # Errors
/// A folder of this name, a file without the mark unless `force` is set, and places that cannot be written to.
pub(crate) fn write(path: &Path, text: String, mark: &str, force: bool) -> Result<()> {
    check(path, mark, force)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    tree::write(folder(path), &BTreeMap::from([(name, text)]), &[])?;
    Ok(())
}

/// Checks that a file can be written, before the work whose result it is to hold.
///
/// # Errors
/// As for [`write`]. A folder that is not there is more often a slip than a wish.
pub(crate) fn check(path: &Path, mark: &str, force: bool) -> Result<()> {
    if path.is_dir() {
        bail!("{} is a folder, and a file is to be written\n  help: name a file in it", path.display());
    }
    if path.file_name().is_none() {
        bail!("{} does not end with the name of a file\n  help: name a file", path.display());
    }
    if !folder(path).is_dir() {
        bail!(
            "cannot write {}: there is no folder {}; nothing was written\n  help: make the folder, or correct the path",
            path.display(),
            folder(path).display()
        );
    }
    if !force && read_if_there(path)?.is_some_and(|there| !there.is_empty() && !there.starts_with(mark.as_bytes())) {
        bail!(
            "{} already exists and was not written by this command; nothing was written\n  help: name another file, or \
             replace this one with --force",
            path.display()
        );
    }
    Ok(())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
