//! The lock of a root, which keeps a second run out while one writes, and a run that writes out while others read.
//!
//! The system gives up the locks of a process that ends, however it ends. There are two. A file in the folder for temporary files
//! works on every system and before the root is there. No run removes it: another one could have opened it already, and would lock
//! a file without a name, which keeps nobody out. The root itself, where the system can lock it, keeps out runs that have another
//! folder for temporary files, such as one in a container. One of them is enough.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::{env, io, path};

use anyhow::{Context as _, Result};

/// Waits until no other run reads or writes, and keeps all out until the lock is dropped.
pub(super) fn exclusive(root: &Path) -> Result<Lock> {
    both(root, File::try_lock, File::lock)
}

/// Waits until no run writes, and keeps out those that would until the lock is dropped.
pub(super) fn shared(root: &Path) -> Result<Lock> {
    both(root, File::try_lock_shared, File::lock_shared)
}

/// The locks of a root, which are given up when this is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: Option<File>,
    _root: Option<File>,
}

type Attempt = fn(&File) -> Result<(), TryLockError>;
type Wait = fn(&File) -> io::Result<()>;

fn both(root: &Path, attempt: Attempt, wait: Wait) -> Result<Lock> {
    let path = place(root)?;
    let file = open(&path).and_then(|file| take(file, root, attempt, wait));
    // Not every file system can lock a folder, and on Windows it cannot even be opened.
    let root = File::open(root).and_then(|folder| take(folder, root, attempt, wait)).ok();
    if root.is_none() {
        file.as_ref().map_err(|error| io::Error::new(error.kind(), error.to_string())).with_context(|| {
            format!(
                "cannot lock {}: name a folder for temporary files that can be written to, in TMPDIR",
                path.display()
            )
        })?;
    }
    Ok(Lock { _file: file.ok(), _root: root })
}

/// Opens the file. To read it is enough for a lock, and allowed also if it is another user's. Two runs may create it at once.
fn open(path: &Path) -> io::Result<File> {
    match path.symlink_metadata() {
        // It would be another file in another folder.
        _ if path.is_relative() => return Err(io::Error::other("TMPDIR is not an absolute path")),
        // Opening a pipe would wait for somebody who writes to it.
        Ok(found) if !found.is_file() => return Err(io::Error::other("it is not a file")),
        Ok(_) => return File::open(path),
        Err(_) => {}
    }
    match File::create_new(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => File::open(path),
        created => created,
    }
}

/// Waits as long as it takes, as Cargo does. A person who does not want to wait can end this run.
fn take(file: File, root: &Path, attempt: Attempt, wait: Wait) -> io::Result<File> {
    match attempt(&file) {
        Err(TryLockError::WouldBlock) => {
            eprintln!("waiting for another run that uses {}", root.display());
            wait(&file)?;
        }
        Err(TryLockError::Error(error)) => return Err(error),
        Ok(()) => {}
    }
    Ok(file)
}

/// The file of a root, which need not be there yet. Two roots of one checksum wait for each other, which does no harm.
pub(super) fn place(root: &Path) -> Result<PathBuf> {
    let full = path::absolute(root).with_context(|| format!("cannot find {}", root.display()))?;
    let real = full.ancestors().find_map(|above| Some(above.canonicalize().ok()?.join(full.strip_prefix(above).ok()?)));
    // Without a separator at its end, a root has the same name before and after it is created.
    let real: PathBuf = real.unwrap_or(full).components().collect();
    let checksum = super::journal::checksum(real.as_os_str().as_encoded_bytes());
    Ok(env::temp_dir().join(format!("clientsmith-{checksum:08x}.lock")))
}
