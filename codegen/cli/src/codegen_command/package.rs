//! Paths of packages.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// Refuses a new package among the sources of another one: a module there is not what would be made.
///
/// # Errors
/// A folder `src` beside a `Cargo.toml`, or one below it, without a `Cargo.toml` of its own.
pub(super) fn not_in_sources(out: &Path) -> Result<()> {
    let path = std::path::absolute(out).with_context(|| format!("cannot find {}", out.display()))?;
    if out.join("Cargo.toml").is_file() {
        return Ok(());
    }
    let is_sources = |folder: &&Path| folder.ends_with("src") && folder.with_file_name("Cargo.toml").is_file();
    let Some(package) = tidy(&path).ancestors().find(is_sources).map(|src| src.with_file_name("")) else {
        return Ok(());
    };
    bail!(
        "{} is among the sources of the package in {}, and a package of its own would be made there; nothing was written\n  \
         help: name the folder of a package, such as --out clients (in a manifest, `path` of [package]); its `src` follows",
        out.display(),
        package.display()
    )
}

/// A path without `.` and without `..` behind a name, for messages. Links are not looked at.
pub(super) fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match (part, tidy.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                tidy.pop();
            }
            (part, _) => tidy.push(part),
        }
    }
    if tidy.as_os_str().is_empty() { PathBuf::from(".") } else { tidy }
}
