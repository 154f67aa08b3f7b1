//! The changes of a run, which happen all or not at all. New files wait in the staging folder, complete, until all of them can
//! be renamed. Before a file is replaced or removed, it moves there, and a journal there lists what is about to change. While
//! there is a journal, the run has not happened: a change that fails is undone at once with those before it, and a run that was
//! killed is undone by the next one. An undo that is killed is done again.
//!
//! The folder lies inside the root so that a rename stays on one file system. Whoever changes it has the lock of the root, so
//! what a run finds there is of a run that was killed.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write as _};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Error, Result, anyhow, bail, ensure};
use serde::{Deserialize, Serialize};

use super::paths::{FOLDER, folders_above};
use super::scan::Scan;

/// The repair of what a run that was killed had left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// The run had changed files. They are as they were before.
    Undone,
    /// The run had changed nothing yet. What it had staged is removed.
    Cleared,
}

/// A run that writes.
pub(super) struct Run {
    root: PathBuf,
    folder: PathBuf,
    /// The staging folder, the root and the folders above it that were absent, innermost first.
    absent: Vec<PathBuf>,
    pub(super) changes: Vec<Change>,
}

/// One change. Its number N, from 0, names the new file in the staging folder, and `former-N` is the former one.
#[derive(Deserialize, Serialize)]
pub(super) struct Change {
    /// The path in the root, which need not be UTF-8.
    path: OsString,
    action: Action,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
enum Action {
    /// A folder comes for the files below it.
    CreateFolder,
    /// A file comes where none was. It has this checksum, by which it is known again.
    Create(u32),
    /// A file takes the place of another one. It has this checksum.
    Replace(u32),
    /// A file or a link goes.
    Remove,
    /// An empty folder goes.
    RemoveFolder,
}

impl Run {
    /// Plans the changes, in their order, that make the disk what `files` says.
    pub(super) fn plan(root: &Path, scan: &Scan, files: &BTreeMap<String, String>) -> Self {
        let change = |path: &Path, action| Change { path: path.into(), action };
        let above: BTreeSet<_> = scan.missing.iter().flat_map(|path| folders_above(path)).collect();
        let created = above.into_iter().filter(|path| !root.join(path).is_dir());
        let created = created.map(|path| change(Path::new(path), Action::CreateFolder));
        let placed = scan.changed().into_iter().map(|path| {
            let action = if scan.missing.contains(path) { Action::Create } else { Action::Replace };
            change(Path::new(path), action(checksum(files[path].as_bytes())))
        });
        let removed = scan.stray.iter().map(|path| change(path, Action::Remove));
        // A folder sorts before what is in it, so the reverse empties the inner ones first.
        let folders = scan.needless_folders.iter().rev().map(|path| change(path, Action::RemoveFolder));
        Self::of(root, created.chain(placed).chain(removed).chain(folders).collect())
    }

    fn of(root: &Path, changes: Vec<Change>) -> Self {
        let folder = root.join(FOLDER);
        let absent = folder.ancestors().take_while(|path| matches!(path.try_exists(), Ok(false)));
        Self { root: root.to_owned(), absent: absent.map(Path::to_owned).collect(), folder, changes }
    }

    /// Writes the new files into the staging folder, and then the journal, under its name at once.
    pub(super) fn stage(&self, files: &BTreeMap<String, String>) -> Result<()> {
        let folder = &self.folder;
        done("create", folder, fs::create_dir_all(folder))?;
        for (number, change) in self.changes.iter().enumerate() {
            if let Some(text) = change.path.to_str().and_then(|path| files.get(path)) {
                let staged = folder.join(number.to_string());
                create(&staged, text)?;
                if let (Action::Replace(_), Ok(former)) = (change.action, self.root.join(&change.path).metadata()) {
                    done("keep the permissions of", &staged, fs::set_permissions(&staged, former.permissions()))?;
                }
            }
        }
        let draft = self.folder.join("draft");
        create(&draft, &serde_json::to_string(&self.changes)?)?;
        done("write", &draft, fs::rename(&draft, journal(&self.root)))
    }

    /// Applies a part of the changes.
    pub(super) fn apply(&self, part: Range<usize>) -> Result<()> {
        for (number, change) in self.changes.iter().enumerate().take(part.end).skip(part.start) {
            let path = self.root.join(&change.path);
            let leave = || fs::rename(&path, self.former(number));
            let come = || fs::rename(self.folder.join(number.to_string()), &path);
            let changed = match change.action {
                Action::CreateFolder => fs::create_dir_all(&path),
                Action::Create(_) => come(),
                Action::Replace(_) => leave().and_then(|()| come()),
                Action::Remove => leave(),
                Action::RemoveFolder => fs::remove_dir(&path),
            };
            done("change", &path, changed)?;
        }
        Ok(())
    }

    /// Puts everything back as it was before the run, the last change first.
    fn undo(&self) -> Result<()> {
        let changes = || self.changes.iter().enumerate();
        if let Some((_, change)) = changes().find(|(number, change)| self.is_foreign(*number, change)) {
            bail!(
                "{} was changed after a run was interrupted that had written it, and nothing was undone\n  help: move the file \
                 elsewhere and run again; the file as it was before comes back, and takes your changes again",
                self.root.join(&change.path).display()
            );
        }
        for (number, change) in changes().rev() {
            let path = self.root.join(&change.path);
            let undone = match change.action {
                // A folder in use is not empty, and stays.
                Action::CreateFolder => fs::remove_dir(&path).or(Ok(())),
                Action::Create(_) => if_there(fs::remove_file(&path)),
                // It was never moved, or is back already.
                Action::Replace(_) | Action::Remove if !self.has_moved(number) => Ok(()),
                Action::Replace(_) | Action::Remove => {
                    let above = path.parent().map_or(Ok(()), fs::create_dir_all);
                    above.and_then(|()| fs::rename(self.former(number), &path))
                }
                Action::RemoveFolder => fs::create_dir_all(&path),
            };
            done("restore", &path, undone)?;
        }
        Ok(())
    }

    /// Returns whether there is something that the undo would overwrite or remove, and that is not of the run.
    fn is_foreign(&self, number: usize, change: &Change) -> bool {
        let path = self.root.join(&change.path);
        // What is below a folder that has become a link is somewhere else.
        if path.ancestors().skip(1).take_while(|above| *above != self.root).any(Path::is_symlink) {
            return true;
        }
        let placed = match change.action {
            Action::Create(checksum) => Some(checksum),
            Action::Replace(checksum) if self.has_moved(number) => Some(checksum),
            Action::Remove if self.has_moved(number) => None,
            _ => return false,
        };
        match path.symlink_metadata() {
            Ok(found) if found.is_file() => fs::read(path).map_or(true, |text| placed != Some(checksum(&text))),
            Ok(_) => true,
            Err(error) => if_there(Err(error)).is_err(),
        }
    }

    /// Undoes the run, which failed with `error`, and removes what it created.
    pub(super) fn fail(&self, error: Error) -> Error {
        if let Err(second) = self.undo().and_then(|()| remove(&self.root)) {
            return anyhow!(
                "{error:#}\n  and the tree could not be restored: {second:#}\n  help: remove the cause; the next run restores it"
            );
        }
        for folder in &self.absent {
            // Best effort, and harmless: a folder in use is not empty.
            let _ = fs::remove_dir(folder);
        }
        error.context(format!("no generated file in {} was changed", self.root.display()))
    }

    fn former(&self, number: usize) -> PathBuf {
        self.folder.join(format!("former-{number}"))
    }

    fn has_moved(&self, number: usize) -> bool {
        self.former(number).symlink_metadata().is_ok()
    }
}

/// Returns the repair that is due in a root. What no run of this user or of the root's owner can have left is left alone: a
/// journal of somebody else could say anything.
pub(super) fn due(root: &Path) -> Result<Option<Recovery>> {
    let folder = root.join(FOLDER);
    match folder.symlink_metadata() {
        Ok(found) if !found.is_dir() || !is_ours(&found, root) || !is_of_a_run(&folder)? => Ok(None),
        Ok(_) if journal(root).is_file() => Ok(Some(Recovery::Undone)),
        Ok(_) => Ok(Some(Recovery::Cleared)),
        Err(error) => done("look at", &folder, if_there(Err(error))).map(|()| None),
    }
}

#[cfg(unix)]
fn is_ours(found: &Metadata, root: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let owner = found.uid();
    owner == rustix::process::geteuid().as_raw() || root.metadata().is_ok_and(|root| root.uid() == owner)
}

#[cfg(not(unix))]
fn is_ours(_: &Metadata, _: &Path) -> bool {
    true
}

/// Returns whether a folder has only what a run stages. A run that ends at this moment removes it.
fn is_of_a_run(folder: &Path) -> Result<bool> {
    let is_staged = |name: &str| {
        let number = name.strip_prefix("former-").unwrap_or(name);
        name == "journal" || name == "draft" || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        entries => done("list", folder, entries)?,
    };
    for entry in entries {
        if !done("list", folder, entry)?.file_name().to_str().is_some_and(is_staged) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Checks that nothing has the name of the staging folder, after the repair.
pub(super) fn check_free(root: &Path) -> Result<()> {
    let folder = root.join(FOLDER);
    let is_free = folder.symlink_metadata().is_err();
    ensure!(is_free, "{} is not what a run of yours leaves there: remove it and run again", folder.display());
    Ok(())
}

/// Undoes a run that was killed, if there is one, and removes what it left.
pub(super) fn repair(root: &Path) -> Result<Option<Recovery>> {
    let due = due(root)?;
    if due == Some(Recovery::Undone) {
        let path = journal(root);
        let shown = path.display();
        let text = done("read", &path, fs::read(&path))?;
        let misread =
            || format!("{shown} cannot be understood: restore the tree from version control and remove the folder");
        let changes: Vec<Change> = serde_json::from_slice(&text).with_context(misread)?;
        // A run changes only what is below its root.
        let is_below = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
        ensure!(changes.iter().all(|change| !change.path.is_empty() && is_below(Path::new(&change.path))), misread());
        Run::of(root, changes).undo()?;
    }
    if due.is_some() {
        remove(root)?;
    }
    Ok(due)
}

/// Removes the staging folder, and first the journal, because that says that the run has not happened.
pub(super) fn remove(root: &Path) -> Result<()> {
    let (folder, journal) = (root.join(FOLDER), journal(root));
    done("remove", &journal, if_there(fs::remove_file(&journal)))?;
    done("remove", &folder, if_there(fs::remove_dir_all(&folder)))
}

fn journal(root: &Path) -> PathBuf {
    root.join(FOLDER).join("journal")
}

/// Creates a file, never one reached through a link.
///
/// It is not synced. A killed process loses nothing of what it has written, and a machine that loses its power may
/// leave a file empty, which the next run finds by its content and writes again; waiting for the disk at each file
/// would take as long as everything else together.
fn create(path: &Path, text: &str) -> Result<()> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| {
        format!("cannot write {}: make room on the disk, or allow writing there, and run again", path.display())
    })
}

/// The checksum of a file, by which one that a person has edited is noticed.
pub(super) fn checksum(text: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(text);
    crc.sum()
}

/// Accepts that a path leads nowhere.
fn if_there(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
        other => other,
    }
}

fn done<T>(what: &str, path: &Path, result: io::Result<T>) -> Result<T> {
    result.with_context(|| format!("cannot {what} {}", path.display()))
}
