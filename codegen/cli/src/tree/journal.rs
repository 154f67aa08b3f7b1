//! A run that can be undone: before a file is replaced or removed, it moves into the staging folder, and a journal lists
//! what is about to change. While there is a journal, the run has not happened. A step that fails is undone at once, and a
//! run that was killed is undone by the next one.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Error, Result, anyhow};
use serde::{Deserialize, Serialize};

use super::staging::{self, JOURNAL, Staging, Step};

/// The changes of a run, in its order. Paths are relative to the root.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Journal {
    changes: Vec<Entry>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Entry {
    path: PathBuf,
    /// True if the file was there before the run.
    was_there: bool,
    /// True if it is a folder, which is empty when the run removes it.
    is_folder: bool,
}

impl Journal {
    /// Lists what some steps change.
    pub(super) fn of(steps: &[Step], root: &Path) -> Self {
        let entry = |step: &Step| {
            let (path, is_folder) = match step {
                Step::Place { target, .. } => (target, false),
                Step::RemoveFile(path) => (path, false),
                Step::RemoveFolder(path) => (path, true),
            };
            let relative = path.strip_prefix(root).unwrap_or(path).to_path_buf();
            Entry { path: relative, was_there: fs::symlink_metadata(path).is_ok(), is_folder }
        };
        Self { changes: steps.iter().map(entry).collect() }
    }

    /// Writes the journal under its name at once, when it is complete.
    pub(super) fn write(&self, staging: &Staging) -> Result<()> {
        let text = serde_json::to_string(self)?;
        let (draft, place) = (staging.path("journal-draft"), staging.path(JOURNAL));
        fs::write(&draft, text).with_context(|| format!("cannot write {}", draft.display()))?;
        fs::rename(&draft, &place).with_context(|| format!("cannot write {}", place.display()))
    }

    /// Applies the steps, each behind a copy of what it changes.
    pub(super) fn apply(&self, steps: &[Step], staging: &Staging, root: &Path) -> Result<()> {
        for (number, (step, entry)) in steps.iter().zip(&self.changes).enumerate() {
            let path = root.join(&entry.path);
            if entry.was_there && !entry.is_folder {
                let kept = staging.path(&backup(number));
                fs::rename(&path, &kept).with_context(|| format!("cannot replace {}", path.display()))?;
            }
            match step {
                // It moved away.
                Step::RemoveFile(_) => {}
                step => step.apply()?,
            }
        }
        Ok(())
    }

    /// Puts everything back as it was before the run, the last change first.
    pub(super) fn undo(&self, folder: &Path, root: &Path) -> Result<()> {
        for (number, entry) in self.changes.iter().enumerate().rev() {
            let path = root.join(&entry.path);
            if entry.is_folder {
                fs::create_dir_all(&path).with_context(|| format!("cannot create {}", path.display()))?;
                continue;
            }
            let kept = folder.join(backup(number));
            if kept.is_file() || fs::symlink_metadata(&kept).is_ok() {
                if let Some(above) = path.parent() {
                    fs::create_dir_all(above).with_context(|| format!("cannot create {}", above.display()))?;
                }
                fs::rename(&kept, &path).with_context(|| format!("cannot restore {}", path.display()))?;
            } else if !entry.was_there {
                remove(&path, root)?;
            }
        }
        Ok(())
    }
}

/// Removes a file that was not there before, and the folders above it that are empty without it.
fn remove(path: &Path, root: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(error).with_context(|| format!("cannot remove {}", path.display()));
        }
        _ => {}
    }
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != root) {
        // A folder that is in use stays.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

fn backup(number: usize) -> String {
    format!("former-{number}")
}

/// Undoes a run that was killed, if there is one; returns whether there was.
pub(super) fn recover(root: &Path) -> Result<bool> {
    let folder = root.join(staging::FOLDER);
    if !folder.join(JOURNAL).is_file() {
        return Ok(false);
    }
    // The lock keeps out a run that is still alive.
    let staging = Staging::open(root)?;
    let path = staging.path(JOURNAL);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        // The run was not killed: it has ended meanwhile.
        Err(error) if error.kind() == ErrorKind::NotFound => return staging.finish().map(|()| false),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let journal: Journal = serde_json::from_str(&text).with_context(|| {
        format!("{} cannot be understood: restore the tree from version control and remove the folder", path.display())
    })?;
    journal.undo(&folder, root)?;
    staging.finish()?;
    Ok(true)
}

/// Undoes a run of which a step failed.
pub(super) fn undone(journal: &Journal, staging: Staging, root: &Path, error: Error) -> Error {
    match journal.undo(&root.join(staging::FOLDER), root) {
        Ok(()) => staging.abandon(error),
        Err(second) => anyhow!(
            "{error:#}\n  and the tree could not be restored: {second:#}\n  help: remove the cause; the next run restores it"
        ),
    }
}
