//! The changes of a run, which happen all or not at all. Before a file is replaced or removed, it moves into the staging
//! folder, and a journal there lists what is about to change. While there is a journal, the run has not happened: a change
//! that fails is undone at once with those before it, and a run that was killed is undone by the next one.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Error, Result, anyhow, bail};
use serde::{Deserialize, Serialize};

use super::scan::Scan;
use super::staging::{self, JOURNAL, Staging};

/// The changes of a run, in its order.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Journal {
    changes: Vec<Change>,
}

/// One change. Its number is that of the staged file and of the former one in the staging folder.
#[derive(Debug, Deserialize, Serialize)]
struct Change {
    /// The path in the root, which need not be UTF-8.
    path: OsString,
    action: Action,
    /// The checksum of the file that is placed, by which it is known again; 0 where none is.
    #[serde(default)]
    checksum: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
enum Action {
    /// A file comes where none was.
    Create,
    /// A file takes the place of another one.
    Replace,
    /// A file or a link goes.
    Remove,
    /// An empty folder goes.
    RemoveFolder,
}

impl Journal {
    /// Plans the changes that make the disk what `files` says, writes the files into the staging folder, and then the journal,
    /// under its name at once.
    pub(super) fn prepare(
        staging: &Staging,
        root: &Path,
        scan: &Scan,
        files: &BTreeMap<String, String>,
    ) -> Result<Self> {
        staging.clear()?;
        scan.check_writable(root)?;
        let journal = Self::of(scan, files);
        for (number, path) in scan.changed().into_iter().enumerate() {
            staging.stage(number, &files[path])?;
        }
        let text = serde_json::to_string(&journal)?;
        let (draft, place) = (staging.path("journal-draft"), staging.path(JOURNAL));
        fs::write(&draft, text).with_context(|| format!("cannot write {}", draft.display()))?;
        fs::rename(&draft, &place).with_context(|| format!("cannot write {}", place.display()))?;
        Ok(journal)
    }

    fn of(scan: &Scan, files: &BTreeMap<String, String>) -> Self {
        let change = |path: &Path, action| Change { path: path.into(), action, checksum: 0 };
        let placed = scan.changed().into_iter().map(|path| {
            let action = if scan.missing.contains(path) { Action::Create } else { Action::Replace };
            Change { path: path.into(), action, checksum: checksum(files[path].as_bytes()) }
        });
        let removed = scan.stray.iter().map(|path| change(path, Action::Remove));
        // A folder sorts before what is in it, so the reverse empties the inner ones first.
        let folders = scan.needless_folders.iter().rev().map(|path| change(path, Action::RemoveFolder));
        Self { changes: placed.chain(removed).chain(folders).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }

    /// Applies the first changes.
    pub(super) fn apply(&self, count: usize, staging: &Staging, root: &Path) -> Result<()> {
        for (number, Change { path, action, .. }) in self.changes.iter().take(count).enumerate() {
            let path = root.join(path);
            let cannot = |what: &str| format!("cannot {what} {}", path.display());
            if matches!(action, Action::Replace | Action::Remove) {
                fs::rename(&path, staging.path(&former(number))).with_context(|| cannot("replace"))?;
            }
            match action {
                Action::Create | Action::Replace => {
                    create_folder_of(&path)?;
                    fs::rename(staging.path(&number.to_string()), &path).with_context(|| cannot("replace"))?;
                }
                Action::Remove => {}
                Action::RemoveFolder => fs::remove_dir(&path).with_context(|| cannot("remove the folder"))?,
            }
        }
        Ok(())
    }

    /// Returns a file that somebody else has put in the place of one of this run.
    fn conflict(&self, staging: &Staging, root: &Path) -> Result<Option<PathBuf>> {
        for (number, Change { path, action, checksum: placed }) in self.changes.iter().enumerate() {
            let path = root.join(path);
            let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
            let has_moved = is_there(&staging.path(&former(number)));
            let is_staged = is_there(&staging.path(&number.to_string()));
            let is_foreign = match action {
                // What was put back already is not of this run any more, and neither is what was never replaced.
                Action::Replace | Action::Remove if !has_moved => false,
                Action::Create if is_staged => false,
                Action::Create | Action::Replace if !is_staged => match fs::read(&path) {
                    Ok(text) => checksum(&text) != *placed,
                    Err(error) if error.kind() == ErrorKind::NotFound => false,
                    Err(_) => true,
                },
                Action::Create | Action::Replace | Action::Remove => is_there(&path),
                Action::RemoveFolder => false,
            };
            if is_foreign {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// Puts everything back as it was before the run, the last change first.
    fn undo(&self, staging: &Staging, root: &Path) -> Result<()> {
        if let Some(path) = self.conflict(staging, root)? {
            bail!(
                "{} was changed after a run was interrupted that had written it, and nothing was undone\n  help: move the file \
                 elsewhere and run again; the file as it was before comes back, and takes your changes again",
                path.display()
            );
        }
        for (number, Change { path, action, .. }) in self.changes.iter().enumerate().rev() {
            let path = root.join(path);
            let kept = staging.path(&former(number));
            match action {
                Action::RemoveFolder => {
                    fs::create_dir_all(&path).with_context(|| format!("cannot create {}", path.display()))?;
                }
                Action::Create => {
                    // While the staged file is there, the run has put nothing under its name.
                    if fs::symlink_metadata(staging.path(&number.to_string())).is_err() {
                        remove(&path)?;
                    }
                    remove_empty_folders(&path, root);
                }
                Action::Replace | Action::Remove => {
                    if fs::symlink_metadata(&kept).is_ok() {
                        create_folder_of(&path)?;
                        fs::rename(&kept, &path).with_context(|| format!("cannot restore {}", path.display()))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Undoes the run, of which a change failed with `error`.
    pub(super) fn undone(&self, staging: Staging, root: &Path, error: Error) -> Error {
        match self.undo(&staging, root) {
            Ok(()) => staging.abandon(error),
            Err(second) => anyhow!(
                "{error:#}\n  and the tree could not be restored: {second:#}\n  help: remove the cause; the next run restores it"
            ),
        }
    }
}

/// The checksum of a file, by which one that a person has edited is noticed.
fn checksum(text: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(text);
    crc.sum()
}

/// The name of a former file in the staging folder.
fn former(number: usize) -> String {
    format!("former-{number}")
}

fn create_folder_of(path: &Path) -> Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))
}

/// Removes a file that was not there before.
fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Removes the folders above a file that are empty.
fn remove_empty_folders(path: &Path, root: &Path) {
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != root) {
        match fs::remove_dir(folder) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            // A folder that is in use stays.
            Err(_) => break,
        }
    }
}

/// Undoes a run that was killed, if there is one; returns whether there was.
pub(super) fn undo_killed(staging: &Staging, root: &Path) -> Result<bool> {
    let path = staging.path(JOURNAL);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let journal: Journal = serde_json::from_str(&text).with_context(|| {
        format!("{} cannot be understood: restore the tree from version control and remove the folder", path.display())
    })?;
    journal.undo(staging, root)?;
    fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    Ok(true)
}

/// Returns whether a run was killed that [`undo_killed`] undoes.
pub(super) fn is_there(root: &Path) -> bool {
    root.join(staging::FOLDER).join(JOURNAL).is_file()
}
