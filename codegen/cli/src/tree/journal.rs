//! The changes of a run, which happen all or not at all. New files wait in the staging folder, complete, until all of them can
//! be renamed. Before a file is replaced or removed, it moves there, and a journal there lists what is about to change. While
//! there is a journal, the run has not happened: a change that fails is undone at once with those before it, and a run that was
//! killed is undone by the next one. An undo that is killed is done again.
//!
//! The folder lies inside the root so that a rename stays on one file system. Whoever changes it has the lock of the root, so
//! what a run finds there is of a run that was killed.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::Metadata;
use std::io::{self, ErrorKind, Write as _};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt as _;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use fs_err as fs;
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

/// One change of the tree.
#[derive(Deserialize, Serialize)]
pub(super) struct Change {
    /// The name of the new file in the staging folder. The former one is `former-NUMBER` there.
    number: usize,
    /// The path in the root, which need not be UTF-8.
    path: OsString,
    action: Action,
}

#[derive(Deserialize, Serialize)]
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

/// Plans the changes, in their order, that make the disk what `files` says.
pub(super) fn plan(root: &Path, scan: &Scan, files: &BTreeMap<String, String>) -> Result<Vec<Change>> {
    check_free(root)?;
    let above: BTreeSet<_> = scan.missing.iter().flat_map(|path| folders_above(path)).collect();
    let created = above.into_iter().filter(|path| !root.join(path).is_dir());
    let created = created.map(|path| (path.into(), Action::CreateFolder));
    let checksum = |path: &String| crc32fast::hash(files[path].as_bytes());
    let replacing = scan.stale.keys().map(|path| (path.into(), Action::Replace(checksum(path))));
    let coming = scan.missing.iter().map(|path| (path.into(), Action::Create(checksum(path))));
    let going = scan.stray.iter().map(|path| (path.into(), Action::Remove));
    // A folder sorts before what is in it, so the reverse empties the inner ones first.
    let folders = scan.needless_folders.iter().rev().map(|path| (path.into(), Action::RemoveFolder));
    let all = created.chain(replacing).chain(coming).chain(going).chain(folders).enumerate();
    let changes: Vec<_> = all.map(|(number, (path, action))| Change { number, path, action }).collect();
    if let Some(Change { path, .. }) = changes.iter().find(|change| !change.is_allowed()) {
        bail!("{} is of a Git repository: move that elsewhere and run again", root.join(path).display());
    }
    Ok(changes)
}

/// Checks that nothing has the name of the staging folder.
fn check_free(root: &Path) -> Result<()> {
    let folder = root.join(FOLDER);
    let shown = folder.display();
    ensure!(!has_entry(&folder), "{shown} is not what a run of yours leaves there: remove it and run again");
    Ok(())
}

/// Makes the changes, or none of them: what was done before one that fails is undone.
pub(super) fn run(root: &Path, changes: &[Change], files: &BTreeMap<String, String>) -> Result<()> {
    let absent: Vec<_> = root.ancestors().take_while(|folder| !folder.exists()).collect();
    let Err(error) = stage(root, changes, files).and_then(|()| apply(root, changes)) else {
        // The journal goes first, because while it is there, the run has not happened.
        let removed = fs::remove_file(journal(root)).and_then(|()| fs::remove_dir_all(root.join(FOLDER)));
        return removed.context("every file is written, but the staging folder is still there: remove it");
    };
    let unrestored = || format!("{error:#}\n  and the tree could not be restored; the next run tries again");
    repair(root).and_then(|_| check_free(root)).with_context(unrestored)?;
    // Best effort, and harmless: a folder in use is not empty.
    absent.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    Err(error.context(format!("no file in {} was changed", root.display())))
}

/// Writes the new files into the staging folder, and then the journal, under its name at once.
pub(super) fn stage(root: &Path, changes: &[Change], files: &BTreeMap<String, String>) -> Result<()> {
    fs::create_dir_all(root.join(FOLDER))?;
    for change in changes {
        let Some(text) = change.path.to_str().and_then(|path| files.get(path)) else { continue };
        let [path, new, _] = change.places(root);
        create(&new, text)?;
        if let Ok(former) = path.metadata() {
            fs::set_permissions(new, former.permissions())?;
        }
    }
    let draft = journal(root).with_file_name("draft");
    create(&draft, &serde_json::to_string(changes)?)?;
    Ok(fs::rename(draft, journal(root))?)
}

/// Applies changes that are staged.
pub(super) fn apply(root: &Path, changes: &[Change]) -> Result<()> {
    for change in changes {
        let [path, new, former] = change.places(root);
        match change.action {
            Action::CreateFolder => fs::create_dir_all(path)?,
            Action::Create(_) => fs::rename(new, path)?,
            Action::Replace(_) => fs::rename(&path, former).and_then(|()| fs::rename(new, path))?,
            Action::Remove => fs::rename(path, former)?,
            Action::RemoveFolder => fs::remove_dir(path)?,
        }
    }
    Ok(())
}

/// Puts everything back as it was before the changes, the last one first, however many of them were applied.
fn undo(root: &Path, changes: &[Change]) -> Result<()> {
    changes.iter().try_for_each(|change| change.check(root))?;
    for change in changes.iter().rev() {
        let [path, _, former] = change.places(root);
        match change.action {
            // A folder in use is not empty, and stays.
            Action::CreateFolder => drop(fs::remove_dir(path)),
            Action::Create(_) if has_entry(&path) => fs::remove_file(path)?,
            Action::Replace(_) | Action::Remove if has_entry(&former) => {
                fs::create_dir_all(path.parent().unwrap_or(root)).and_then(|()| fs::rename(former, path))?;
            }
            Action::RemoveFolder => fs::create_dir_all(path)?,
            // The file never moved, or is back already.
            Action::Create(_) | Action::Replace(_) | Action::Remove => {}
        }
    }
    Ok(())
}

impl Change {
    /// Returns the path in the tree, and those of the new and of the former file in the staging folder.
    fn places(&self, root: &Path) -> [PathBuf; 3] {
        let staged = |name: String| root.join(FOLDER).join(name);
        [root.join(&self.path), staged(self.number.to_string()), staged(format!("former-{}", self.number))]
    }

    /// Returns whether a run changes this path: what is below the root, but nothing of Git's, which runs what its files say.
    fn is_allowed(&self) -> bool {
        let is_allowed = |part| matches!(part, Component::Normal(name) if !name.eq_ignore_ascii_case(".git"));
        !self.path.is_empty() && Path::new(&self.path).components().all(is_allowed)
    }

    /// Checks that the undo would overwrite and remove nothing that is not of the run.
    fn check(&self, root: &Path) -> Result<()> {
        let [path, _, former] = self.places(root);
        // What is below a folder that has become a link is somewhere else.
        let is_elsewhere = path.ancestors().skip(1).take_while(|above| *above != root).any(Path::is_symlink);
        let file = path.symlink_metadata().ok().filter(Metadata::is_file).and_then(|_| fs::read(&path).ok());
        let found = file.map(|text| crc32fast::hash(&text));
        let is_placed = matches!(self.action, Action::Create(sum) | Action::Replace(sum) if found == Some(sum));
        let is_undone = matches!(self.action, Action::Create(_)) || has_entry(&former);
        ensure!(
            !is_elsewhere && (is_placed || !is_undone || !has_entry(&path)),
            "{} was changed after a run was interrupted that had written it, and nothing was undone\n  help: move the file \
             elsewhere and run again; the file as it was before comes back, and takes your changes again",
            path.display()
        );
        Ok(())
    }
}

/// Returns the repair that is due in a root. What no run of this user or of the root's owner can have left is left alone: a
/// journal of somebody else could say anything.
pub(super) fn due(root: &Path) -> Option<Recovery> {
    let folder = root.join(FOLDER);
    let found = folder.symlink_metadata().ok()?;
    #[cfg(unix)]
    if ![rustix::process::geteuid().as_raw(), root.metadata().ok()?.uid()].contains(&found.uid()) {
        return None;
    }
    let is_number = |name: &str| name.trim_start_matches("former-").parse::<u32>().is_ok();
    let is_staged = |name: &str| name == "journal" || name == "draft" || is_number(name);
    let mut names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let recovery = if has_entry(&journal(root)) { Recovery::Undone } else { Recovery::Cleared };
    (found.is_dir() && names.all(|name| name.to_str().is_some_and(is_staged))).then_some(recovery)
}

/// Undoes a run that was killed, if there is one, and removes what it left.
pub(super) fn repair(root: &Path) -> Result<Option<Recovery>> {
    let Some(due) = due(root) else { return Ok(None) };
    if due == Recovery::Undone {
        let path = journal(root);
        let shown = path.display();
        let misread =
            || format!("{shown} cannot be understood: restore the tree from version control and remove the folder");
        let changes: Vec<Change> = serde_json::from_slice(&fs::read(&path)?).with_context(misread)?;
        ensure!(changes.iter().all(Change::is_allowed), misread());
        undo(root, &changes)?;
        fs::remove_file(path)?;
    }
    fs::remove_dir_all(root.join(FOLDER))?;
    Ok(Some(due))
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
    let written = fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.context("make room on the disk, or allow writing there, and run again")
}

/// Returns whether there is something at a path, also where that cannot be looked at.
fn has_entry(path: &Path) -> bool {
    let is_absent = |error: io::Error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
    !path.symlink_metadata().is_err_and(is_absent)
}
