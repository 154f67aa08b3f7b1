//! Runs that write while others read, and runs that were killed. Who reads a project waits for the former. What the latter had
//! done is undone before anything is read, and commands that write nothing refuse to read it.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::project::Project;
use crate::tree::Recovery;
use crate::workspace::shown;
use crate::{manifest, report, tree};

/// Undoes what runs that were killed have done to a project, and says so. `out` is the folder of the package, where an option
/// names it.
///
/// # Errors
/// Files that cannot be restored. A run that is still alive is waited for.
pub(crate) fn undo(project: &Project, out: Option<&Path>) -> Result<()> {
    let undo_all = |folders: BTreeSet<PathBuf>| {
        folders.iter().try_for_each(|folder| {
            match tree::recover(folder)? {
                Some(Recovery::Undone) => {
                    let text = format!("{}, as before a run that was interrupted", named(folder, project));
                    report::done("restored", &text);
                }
                Some(Recovery::Cleared) => report::done("repaired", "what an interrupted run had left"),
                None => {}
            }
            Ok::<_, anyhow::Error>(())
        })
    };
    undo_all(with_those_above(&[&project.root, &project.models])?)?;
    // A manifest says where the package is only when it is whole again.
    match package(project, out) {
        Some(package) => undo_all(with_those_above(&[&package])?),
        None => Ok(()),
    }
}

/// Waits for the runs that write to a project, and keeps others out until the value is dropped, so that what is read meanwhile
/// is of one state. It is held while files are read, and neither during long work nor while files are written, which would wait
/// for it. `other` is the folder of the package or of models, where an option names it.
///
/// # Errors
/// A run that was killed and is not undone yet.
pub(crate) fn reading(project: &Project, other: Option<&Path>) -> Result<Vec<File>> {
    let other = package(project, other);
    let folders = [Some(project.root.as_path()), Some(project.models.as_path()), other.as_deref()];
    let is_other =
        |folder: &Path| other.as_deref().is_some_and(|other| std::path::absolute(other).is_ok_and(|it| it == folder));
    let base = base(project)?;
    let mut locks = Vec::new();
    for folder in with_those_above(&folders.into_iter().flatten().collect::<Vec<_>>())? {
        // In the other folders, no run begins that writes to the project, or it has begun already.
        if folder.starts_with(&base) || is_other(&folder) || tree::is_interrupted(&folder) {
            locks.extend(tree::keep_writers_out(&folder)?);
        }
        if tree::is_interrupted(&folder) {
            bail!(
                "a run that wrote to {} was interrupted, and nothing was read\n  help: run the interrupted command again, which undoes \
                 the changes first; `{}` undoes them, too, and generates",
                named(&folder, project),
                project.command()
            );
        }
    }
    Ok(locks)
}

/// The folder in which a run begins that writes to the models, the package and the lock file of the workspace around it.
fn base(project: &Project) -> Result<PathBuf> {
    let package = std::path::absolute(package(project, None).as_deref().unwrap_or(&project.root))?;
    let workspace = package.ancestors().find(|folder| folder.join("Cargo.lock").is_file()).unwrap_or(&package);
    let all = [std::path::absolute(&project.root)?, std::path::absolute(&project.models)?, workspace.to_path_buf()];
    let base = package.ancestors().find(|above| all.iter().all(|folder| folder.starts_with(above)));
    Ok(base.unwrap_or(&package).to_path_buf())
}

/// The folder of the package, as far as it is known.
fn package(project: &Project, out: Option<&Path>) -> Option<PathBuf> {
    if let Some(out) = out {
        return Some(out.to_path_buf());
    }
    let (loaded, file) = manifest::load(project.manifest.as_deref()?, &project.root).ok()?;
    Some(manifest::package_folder(&loaded.package, &file))
}

/// The folders in which a run can have begun that writes to some folders: these and those above them. A run that writes to the
/// models, the package and the lock file of the workspace begins in a folder above all of them.
fn with_those_above(folders: &[&Path]) -> Result<BTreeSet<PathBuf>> {
    let mut all = BTreeSet::new();
    for folder in folders {
        all.extend(std::path::absolute(folder)?.ancestors().map(Path::to_path_buf));
    }
    Ok(all)
}

fn named(folder: &Path, project: &Project) -> String {
    match shown(folder, &project.root) {
        same if same.is_empty() => "the project".to_owned(),
        shown => shown,
    }
}
