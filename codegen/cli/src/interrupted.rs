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
/// for it. `out` is the folder of the package, where an option names it.
///
/// # Errors
/// A run that was killed and is not undone yet.
pub(crate) fn reading(project: &Project, out: Option<&Path>) -> Result<Vec<File>> {
    let package = package(project, out);
    let folders = [Some(project.root.as_path()), Some(project.models.as_path()), package.as_deref()];
    let folders: Vec<_> = folders.into_iter().flatten().collect();
    let outermost = outermost(&folders)?;
    let mut locks = Vec::new();
    for folder in with_those_above(&folders)? {
        if folder.starts_with(&outermost) || tree::is_interrupted(&folder) {
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

/// The outermost folder in which a run begins that writes to some folders and to the lock file of the workspace around them.
fn outermost(folders: &[&Path]) -> Result<PathBuf> {
    let all = folders.iter().map(std::path::absolute).collect::<std::io::Result<Vec<_>>>()?;
    let has_lock = |folder: &&Path| folder.join("Cargo.lock").is_file();
    let locked = all.iter().filter_map(|folder| folder.ancestors().filter(has_lock).last());
    let all: Vec<&Path> = all.iter().map(PathBuf::as_path).chain(locked).collect();
    let above =
        all.first().and_then(|first| first.ancestors().find(|above| all.iter().all(|it| it.starts_with(above))));
    Ok(above.unwrap_or(Path::new("/")).to_path_buf())
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
