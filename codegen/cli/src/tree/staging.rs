//! The staging folder: where files wait, complete, until all of them can be renamed.
//!
//! It also holds the lock that keeps a second run out, and the marker that says how far a killed run
//! got. It lies inside the root so that a rename stays on one file system.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow, bail, ensure};

/// The name of the staging folder in the root.
pub(super) const FOLDER: &str = ".codegen-staging";
/// The name of the journal in the folder.
pub(super) const JOURNAL: &str = "journal";
const LOCK: &str = "lock";
const READY: &str = "ready";

/// How far a run got before it was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It had not yet replaced any file.
    Staging,
    /// It was replacing and removing files, so the output may be part old, part new.
    Commit,
}

/// One change to the output. Apart from the staging folder, nothing else is ever changed.
pub(super) enum Step {
    Place { staged: PathBuf, target: PathBuf },
    RemoveFile(PathBuf),
    RemoveFolder(PathBuf),
}

impl Step {
    pub(super) fn apply(&self) -> Result<()> {
        match self {
            Self::Place { staged, target } => {
                if let Some(folder) = target.parent() {
                    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
                }
                fs::rename(staged, target).with_context(|| format!("cannot replace {}", target.display()))
            }
            Self::RemoveFile(path) => {
                fs::remove_file(path).with_context(|| format!("cannot remove the stray {}", path.display()))
            }
            Self::RemoveFolder(path) => {
                fs::remove_dir(path).with_context(|| format!("cannot remove the folder {}", path.display()))
            }
        }
    }
}

/// Finds what a killed run left behind; an error if the run is still alive.
pub(super) fn leftover(root: &Path) -> Result<Option<Phase>> {
    let folder = root.join(FOLDER);
    if !is_real(&folder, fs::Metadata::is_dir)? {
        return Ok(None);
    }
    let path = folder.join(LOCK);
    if is_real(&path, fs::Metadata::is_file)? {
        match File::open(&path) {
            Ok(lock) => match lock.try_lock_shared() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(busy(root)),
                Err(TryLockError::Error(error)) => return Err(cannot_lock(&path, error)),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(cannot_lock(&path, error)),
        }
    }
    let is_there = |name: &str| is_real(&folder.join(name), fs::Metadata::is_file);
    let phase = if is_there(READY)? || is_there(JOURNAL)? { Phase::Commit } else { Phase::Staging };
    Ok(Some(phase))
}

/// The staging folder of this run, locked until this value is dropped.
pub(super) struct Staging {
    root: PathBuf,
    folder: PathBuf,
    /// The root and the folders above it that were created, innermost first.
    created_roots: Vec<PathBuf>,
    created_folder: bool,
    _lock: File,
}

impl Staging {
    pub(super) fn open(root: &Path) -> Result<Self> {
        let created_roots = create_folders(root)?;
        let folder = root.join(FOLDER);
        let opened = create_folder(&folder).and_then(|created_folder| {
            ensure!(is_real(&folder, fs::Metadata::is_dir)?, "{} vanished: run again", folder.display());
            let lock = take_lock(root, &folder).inspect_err(|_| {
                if created_folder {
                    // Best effort, and harmless: a folder in use is not empty.
                    let _ = fs::remove_dir(&folder);
                }
            })?;
            Ok((created_folder, lock))
        });
        let (created_folder, lock) = opened.inspect_err(|_| {
            remove_folders(&created_roots);
        })?;
        Ok(Self { root: root.to_owned(), folder, created_roots, created_folder, _lock: lock })
    }

    /// The path of a file in the staging folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(super) fn found_leftover(&self) -> bool {
        !self.created_folder
    }

    /// Removes what a killed run had staged. Its marker stays until the output is whole again.
    pub(super) fn clear_leftovers(&self) -> Result<()> {
        self.clear(&[LOCK, READY])
    }

    /// Writes one file to wait here, and gives its path. Numbers keep this folder flat.
    pub(super) fn stage(&self, number: usize, text: &str) -> Result<PathBuf> {
        let staged = self.folder.join(number.to_string());
        create(&staged, text).with_context(|| {
            format!("cannot write {}: make room on the disk, or allow writing there, and run again", staged.display())
        })?;
        Ok(staged)
    }

    /// Marks the point from which the output may be part old, part new.
    pub(super) fn mark_ready(&self) -> Result<()> {
        let marker = self.folder.join(READY);
        match create(&marker, "All files are staged; renaming them may have begun.\n") {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                Err(error).with_context(|| format!("cannot write {}", marker.display()))
            }
            _ => Ok(()),
        }
    }

    /// Removes the staging folder after the last step.
    pub(super) fn finish(self) -> Result<()> {
        self.remove()
            .with_context(|| format!("every file is written, but {} is still there: remove it", self.folder.display()))
    }

    /// Puts everything back as it was before this run, which failed with `error`.
    pub(super) fn abandon(self, error: Error) -> Error {
        let has_journal = self.folder.join(JOURNAL).is_file();
        let cleared = if self.created_folder || has_journal {
            self.remove()
        } else {
            // The earlier run still waits to be repaired, so its folder and marker must stay.
            self.clear_leftovers()
        };
        remove_folders(&self.created_roots);
        match cleared {
            Ok(()) => error.context(format!("no generated file in {} was changed", self.root.display())),
            Err(second) => error.context(format!(
                "no generated file in {} was changed, but the staging folder is still there \
                 ({second:#})",
                self.root.display()
            )),
        }
    }

    /// Removes the marker first, for it says that the output is not whole, and the lock last.
    fn remove(&self) -> Result<()> {
        remove_entry(&self.folder.join(JOURNAL), false)?;
        remove_entry(&self.folder.join(READY), false)?;
        self.clear(&[LOCK])?;
        remove_entry(&self.folder.join(LOCK), false)?;
        match fs::remove_dir(&self.folder) {
            // The lock's name is free, so another run may have moved in already.
            Err(error) if error.kind() != ErrorKind::DirectoryNotEmpty => {
                Err(error).with_context(|| format!("cannot remove {}", self.folder.display()))
            }
            _ => Ok(()),
        }
    }

    fn clear(&self, keep: &[&str]) -> Result<()> {
        let unreadable = || format!("cannot list {}", self.folder.display());
        for entry in fs::read_dir(&self.folder).with_context(unreadable)? {
            let entry = entry.with_context(unreadable)?;
            if keep.iter().any(|name| entry.file_name() == *name) {
                continue;
            }
            let is_folder = entry.file_type().with_context(unreadable)?.is_dir();
            remove_entry(&entry.path(), is_folder)?;
        }
        Ok(())
    }
}

fn remove_entry(path: &Path, is_folder: bool) -> Result<()> {
    let removed = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Creates `path` and the folders above it; gives those that were absent, innermost first.
fn create_folders(path: &Path) -> Result<Vec<PathBuf>> {
    let absent = |path: &&Path| !path.as_os_str().is_empty() && matches!(path.try_exists(), Ok(false));
    let mut absent: Vec<&Path> = path.ancestors().take_while(absent).collect();
    if absent.is_empty() {
        // What is there may be no folder, which the first use says.
        create_folder(path)?;
    }
    let mut created = Vec::new();
    while let Some(folder) = absent.pop() {
        match create_folder(folder) {
            Ok(true) => created.insert(0, folder.to_path_buf()),
            Ok(false) => {}
            Err(error) => {
                remove_folders(&created);
                return Err(error);
            }
        }
    }
    Ok(created)
}

/// Removes folders that this run created, as far as they are empty.
fn remove_folders(folders: &[PathBuf]) {
    for folder in folders {
        // Best effort, and harmless: a folder in use is not empty.
        let _ = fs::remove_dir(folder);
    }
}

/// Creates `path` and returns `true` if it was absent.
fn create_folder(path: &Path) -> Result<bool> {
    match fs::create_dir(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error).with_context(|| {
            format!(
                "cannot create the folder {}: check that the folder above it exists and can be \
                 written to",
                path.display()
            )
        }),
    }
}

/// A new file, never one reached through a link.
///
/// It is not synced. A killed process loses nothing of what it has written, and a machine that loses its power may
/// leave a file empty, which the next run finds by its content and writes again; waiting for the disk at each file
/// would take as long as everything else together.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())
}

/// Returns whether `path` is there and of the right type; anything else under its name is refused.
fn is_real(path: &Path, right: impl Fn(&fs::Metadata) -> bool) -> Result<bool> {
    match fs::symlink_metadata(path) {
        // A link counts as neither file nor folder here.
        Ok(found) if right(&found) => Ok(true),
        Ok(_) => bail!("{} is not what a run leaves there: remove it and run again", path.display()),
        Err(error) => match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Ok(false),
            _ => Err(error).with_context(|| format!("cannot look at {}", path.display())),
        },
    }
}

fn take_lock(root: &Path, folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let was_there = is_real(&path, fs::Metadata::is_file)?;
    let lock = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|error| cannot_lock(&path, error))?;
    match try_for_a_moment(&lock) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(busy(root)),
        Err(TryLockError::Error(error)) => {
            if !was_there {
                // Best effort: where locks do not work, nobody else can hold this one.
                let _ = fs::remove_file(&path);
            }
            return Err(cannot_lock(&path, error));
        }
    }
    // Between opening and locking, the holder may have finished and removed the file. Then this lock
    // is on a file without a name, which keeps nobody out.
    if !is_still_there(&lock, &path).map_err(|error| cannot_lock(&path, error))? {
        return Err(busy(root));
    }
    Ok(lock)
}

/// Locks a file, and tries again for half a second. Where a process starts another one, the child holds all locks of its
/// parent until it runs its own program, also those that the parent gives up meanwhile.
fn try_for_a_moment(lock: &File) -> Result<(), TryLockError> {
    for _ in 0..25 {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(20)),
            other => return other,
        }
    }
    lock.try_lock()
}

#[cfg(unix)]
fn is_still_there(lock: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    let held = lock.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(named) => Ok((held.dev(), held.ino()) == (named.dev(), named.ino())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_still_there(_lock: &File, path: &Path) -> io::Result<bool> {
    path.try_exists()
}

fn busy(root: &Path) -> Error {
    anyhow!("another run is writing to {}: wait until it ends and run again", root.display())
}

fn cannot_lock(path: &Path, error: io::Error) -> Error {
    Error::new(error).context(format!(
        "cannot lock {}: allow writing there, on a file system that has locks, and run again",
        path.display()
    ))
}
