//! The files that a release decides on, as they are before it begins.

use std::path::Path;

use anyhow::Result;

use super::{absolute, changelog, version};
use crate::manifest;
use crate::project::Project;
use crate::tree::Former;

/// The files that a release decides on: the models with all that lies beside them, the manifest, and the files of the package
/// that it edits.
pub(crate) fn read(project: &Project, manifest: &Path) -> Result<Former> {
    let mut former =
        if project.models.is_dir() { Former::below(&absolute(&project.models)?)? } else { Former::default() };
    former.add(absolute(manifest)?)?;
    let (loaded, file) = manifest::load(manifest, &project.root)?;
    let out = manifest::package_folder(&loaded.package, &file);
    let Ok(out) = out.canonicalize() else { return Ok(former) };
    for name in ["Cargo.toml", changelog::FILE] {
        former.add(out.join(name))?;
    }
    if let Some(lock) = version::lock_file(&out) {
        former.add(lock)?;
    }
    Ok(former)
}
