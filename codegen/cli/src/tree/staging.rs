//! The staging folder: where files wait, complete, until all of them can be renamed, and where the former files wait until
//! the run is complete.
//!
//! It also holds the lock that keeps a second run out, and the journal of [`super::journal`]. It lies inside the root so that
//! a rename stays on one file system.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result, anyhow, bail};

/// The name of the staging folder in the root.
pub(super) const FOLDER: &str = ".codegen-staging";
/// The name of the journal in the folder.
pub(super) const JOURNAL: &str = "journal";
const LOCK: &str = "lock";

/// Returns whether a killed run left something behind. Waits for a run that is writing at this moment; an error if that takes
/// long.
pub(super) fn has_leftover(root: &Path) -> Result<bool> {
    let folder = root.join(FOLDER);
    let patience = Patience::new();
    while !is_free(&folder)? {
        if !patience.wait() {
            return Err(busy(root));
        }
    }
    is_real(&folder, fs::Metadata::is_dir)
}

/// Returns whether no run holds the lock of a staging folder.
fn is_free(folder: &Path) -> Result<bool> {
    let path = folder.join(LOCK);
    if !is_real(folder, fs::Metadata::is_dir)? || !is_real(&path, fs::Metadata::is_file)? {
        return Ok(true);
    }
    match File::open(&path) {
        Ok(lock) => match lock.try_lock_shared() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(cannot_lock(&path, error)),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(cannot_lock(&path, error)),
    }
}

/// The staging folder of this run, locked until this value is dropped.
pub(super) struct Staging {
    root: PathBuf,
    folder: PathBuf,
    /// The root and the folders above it that were created, innermost first.
    created_roots: Vec<PathBuf>,
    /// True if no run had left anything there.
    is_fresh: bool,
    _lock: File,
}

impl Staging {
    /// Opens the folder, and waits for a run that is writing at this moment.
    pub(super) fn open(root: &Path) -> Result<Self> {
        let mut created_roots = Vec::new();
        let patience = Patience::new();
        loop {
            // A run that ends removes its lock, its folder, and the folders above it that it created and that are empty.
            created_roots.splice(0..0, create_folders(root)?);
            match Self::try_open(root) {
                Ok(Some((folder, is_fresh, lock))) => {
                    return Ok(Self { root: root.to_owned(), folder, created_roots, is_fresh, _lock: lock });
                }
                Ok(None) if patience.wait() => {}
                Ok(None) => {
                    remove_folders(&created_roots);
                    return Err(busy(root));
                }
                Err(error) => {
                    remove_folders(&created_roots);
                    return Err(error);
                }
            }
        }
    }

    /// Takes the lock; `None` if another run has it or has just ended.
    fn try_open(root: &Path) -> Result<Option<(PathBuf, bool, File)>> {
        let folder = root.join(FOLDER);
        let created = match fs::create_dir(&folder) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::NotFound && root.parent().is_none_or(Path::is_dir) => {
                return Ok(None);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(error) => return Err(cannot_create(&folder, error)),
        };
        if !is_real(&folder, fs::Metadata::is_dir)? {
            return Ok(None);
        }
        let lock = take_lock(&folder).inspect_err(|_| {
            if created {
                // Best effort, and harmless: a folder in use is not empty.
                let _ = fs::remove_dir(&folder);
            }
        })?;
        let Some(lock) = lock else { return Ok(None) };
        // A run that has just ended or begun may have left its lock or its folder to this one.
        let mut others = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        let is_fresh = others.all(|entry| entry.is_ok_and(|entry| entry.file_name() == LOCK));
        Ok(Some((folder, is_fresh, lock)))
    }

    /// The path of a file in the staging folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(super) fn found_leftover(&self) -> bool {
        !self.is_fresh
    }

    /// Removes everything but the lock.
    pub(super) fn clear(&self) -> Result<()> {
        let unreadable = || format!("cannot list {}", self.folder.display());
        for entry in fs::read_dir(&self.folder).with_context(unreadable)? {
            let entry = entry.with_context(unreadable)?;
            if entry.file_name() != LOCK {
                let is_folder = entry.file_type().with_context(unreadable)?.is_dir();
                remove_entry(&entry.path(), is_folder)?;
            }
        }
        Ok(())
    }

    /// Writes one file to wait here. Numbers keep this folder flat.
    pub(super) fn stage(&self, number: usize, text: &str) -> Result<()> {
        let staged = self.path(&number.to_string());
        create(&staged, text).with_context(|| {
            format!("cannot write {}: make room on the disk, or allow writing there, and run again", staged.display())
        })
    }

    /// Removes the staging folder after the last step.
    pub(super) fn finish(self) -> Result<()> {
        self.remove()
            .with_context(|| format!("every file is written, but {} is still there: remove it", self.folder.display()))
    }

    /// Removes what this run has staged. It failed with `error`, and none of its changes is left.
    pub(super) fn abandon(self, error: Error) -> Error {
        let removed = self.remove();
        remove_folders(&self.created_roots);
        let rest = match removed {
            Ok(()) => String::new(),
            Err(second) => format!(", but the staging folder is still there ({second:#})"),
        };
        error.context(format!("no generated file in {} was changed{rest}", self.root.display()))
    }

    /// Removes the journal first, because it says that the run has not happened, and the lock last.
    fn remove(&self) -> Result<()> {
        remove_entry(&self.path(JOURNAL), false)?;
        self.clear()?;
        remove_entry(&self.path(LOCK), false)?;
        match fs::remove_dir(&self.folder) {
            // The lock's name is free, so another run may have moved in already, and out again.
            Err(error) if !matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::NotFound) => {
                Err(error).with_context(|| format!("cannot remove {}", self.folder.display()))
            }
            _ => Ok(()),
        }
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
        // What is there may be something else than a folder, which the first use says.
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
        Err(error) => Err(cannot_create(path, error)),
    }
}

fn cannot_create(path: &Path, error: io::Error) -> Error {
    Error::new(error).context(format!(
        "cannot create the folder {}: check that the folder above it exists and can be written to",
        path.display()
    ))
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

/// Locks the folder; `None` if another run has the lock or has just removed the folder.
fn take_lock(folder: &Path) -> Result<Option<File>> {
    let path = folder.join(LOCK);
    let was_there = is_real(&path, fs::Metadata::is_file)?;
    let lock = match File::options().write(true).create(true).truncate(false).open(&path) {
        Ok(lock) => lock,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot_lock(&path, error)),
    };
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
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
    let is_there = is_still_there(&lock, &path).map_err(|error| cannot_lock(&path, error))?;
    Ok(is_there.then_some(lock))
}

/// The time for which a run waits for another one. Where a process starts another one, the child holds all locks of its
/// parent until it runs its own program, also those that the parent gives up meanwhile.
struct Patience(Instant);

impl Patience {
    /// Tests hold a lock that is never given up.
    const LONGEST: Duration = Duration::from_millis(if cfg!(test) { 500 } else { 20_000 });

    fn new() -> Self {
        Self(Instant::now())
    }

    /// Waits a moment; returns false if it was long enough.
    fn wait(&self) -> bool {
        let has_time = self.0.elapsed() < Self::LONGEST;
        if has_time {
            thread::sleep(Duration::from_millis(20));
        }
        has_time
    }
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
