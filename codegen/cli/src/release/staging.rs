//! The models as they would be after a release, in a temporary folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::interrupted;
use crate::project::Project;
use crate::workspace::read;

/// The changes of the models, by paths below the folder of models.
pub(crate) struct Models {
    /// The files that are written.
    pub(crate) files: BTreeMap<String, String>,
    /// The files that are removed.
    pub(crate) stale: Vec<String>,
}

/// A copy of the folder of models, with the changes.
pub(super) fn stage(project: &Project, models: &Models) -> Result<tempfile::TempDir> {
    let staged = tempfile::tempdir().context("cannot create a temporary folder")?;
    let reading = interrupted::reading(project, None)?;
    copy(&project.models, staged.path())?;
    drop(reading);
    for path in &models.stale {
        fs::remove_file(staged.path().join(path)).with_context(|| format!("cannot remove {path}"))?;
    }
    for (path, text) in &models.files {
        put(&staged.path().join(path), text.as_bytes())?;
    }
    Ok(staged)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            fs::create_dir(&target).with_context(|| format!("cannot create {}", target.display()))?;
            copy(&path, &target)?;
        } else if path.is_file() {
            put(&target, &read(&path)?)?;
        }
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
