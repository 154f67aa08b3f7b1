//! The lock of a root, which keeps a second run out while one writes, and a run that writes out while others read.
//!
//! The system gives up the locks of a process that ends, however it ends. There are two. A file in the folder for temporary files
//! works on every system and before the root is there. No run removes it: another one could have opened it already, and would lock
//! a file without a name, which keeps nobody out. The root itself, where the system can lock it, keeps out runs that have another
//! folder for temporary files, such as one in a container. One of them is enough.

use std::fs::{File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, io};

use anyhow::{Context as _, Result};

use crate::workspace::real;

/// Waits until no other run reads or writes, and keeps all out until the locks are dropped.
pub fn exclusive(root: &Path) -> Result<Vec<File>> {
    both(root, true)
}

/// Waits until no run writes, and keeps out those that would until the locks are dropped.
pub fn shared(root: &Path) -> Result<Vec<File>> {
    both(root, false)
}

fn both(root: &Path, is_exclusive: bool) -> Result<Vec<File>> {
    // As long as it takes, as Cargo does. A person who does not want to wait can end this run.
    let wait = |file: File| {
        let attempt = if is_exclusive { file.try_lock() } else { file.try_lock_shared() };
        if let Err(TryLockError::WouldBlock) = attempt {
            // A line that cannot be written does not end the wait.
            let _ = writeln!(io::stderr(), "waiting for another run that uses {}", root.display());
            return if is_exclusive { file.lock() } else { file.lock_shared() }.map(|()| file);
        }
        Ok(attempt.map(|()| file)?)
    };
    let path = place(root)?;
    let unlocked = || format!("cannot lock {}: name a folder in TMPDIR that can be written to", path.display());
    // Not every file system can lock a folder, and on Windows it cannot even be opened.
    match (open(&path).and_then(wait), File::open(root).and_then(wait)) {
        (Err(error), Err(_)) => Err(error).with_context(unlocked),
        (beside, itself) => Ok(beside.into_iter().chain(itself).collect()),
    }
}

/// Opens the file. To read it is enough for a lock, and allowed also if it is another user's. Two runs may create it at once.
fn open(path: &Path) -> io::Result<File> {
    // A relative path is another file in another folder, and opening a pipe would wait for somebody who writes to it.
    if path.is_relative() || path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::other("it is not a file, or TMPDIR is not an absolute path"));
    }
    File::create_new(path).or_else(|error| File::open(path).map_err(|_| error))
}

/// The file of a root, which need not be there yet. Two roots of one checksum wait for each other, which does no harm.
pub(super) fn place(root: &Path) -> Result<PathBuf> {
    let real = real(root).with_context(|| format!("cannot find {}", root.display()))?;
    let checksum = crc32fast::hash(real.as_os_str().as_encoded_bytes());
    Ok(env::temp_dir().join(format!("clientsmith-{checksum:08x}.lock")))
}
