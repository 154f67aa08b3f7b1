//! Folders where a package cannot be: among sources or models, or around a manifest.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::project::Project;
use crate::provenance;
use crate::workspace::{real, tidy};

/// Refuses a new package among the sources of another one: a module there is not what would be made.
///
/// # Errors
/// A folder `src` beside a `Cargo.toml`, or one below it, without a `Cargo.toml` of its own.
pub(crate) fn not_in_sources(out: &Path, help: &str) -> Result<()> {
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
         help: {help}",
        out.display(),
        package.display()
    )
}

/// Refuses a package among imported models: a folder there is a service, or a version of one.
///
/// # Errors
/// The folder of models of a project, the folder of a model that was imported, and what is below them.
pub(crate) fn not_among_models(out: &Path, project: &Project, help: &str) -> Result<()> {
    let models = project.manifest.as_ref().map(|_| real(&project.models)).transpose()?;
    let is_models = |folder: &&Path| models.as_deref() == Some(*folder) || folder.join(provenance::FILE).is_file();
    let path = real(out)?;
    let Some(folder) = path.ancestors().find(is_models) else { return Ok(()) };
    bail!(
        "{} is in {}, which is for models, and a package would be made there; nothing was written\n  help: {help}",
        out.display(),
        folder.display()
    )
}

/// Refuses a new package in a folder above a manifest: the project would become a part of the package.
///
/// # Errors
/// A folder above that of the manifest, which does not have a generated package already.
pub(crate) fn not_above_manifest(out: &Path, project: &Project, help: &str) -> Result<()> {
    let Some(manifest) = &project.manifest else { return Ok(()) };
    let (path, manifest) = (real(out)?, real(manifest)?);
    let is_above = manifest.ancestors().skip(2).any(|folder| folder == path);
    if !is_above || out.join("src/lib.rs").is_file() {
        return Ok(());
    }
    bail!(
        "{} is above the manifest {}, and a package would be made around it; nothing was written\n  help: {help}",
        out.display(),
        manifest.display()
    )
}
