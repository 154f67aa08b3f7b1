//! The lock of a root, which keeps a second run out while one writes, and a run that writes out while others read.
//!
//! The system gives up the lock of a process that ends, however it ends. The locked file is empty, and no run removes it:
//! another one could have opened it already, and would lock a file without a name, which keeps nobody out. So it is in the
//! folder for temporary files and not in the root, where it would be in the way. The root itself can be locked as well, but
//! not on Windows, not over NFS, and not before it is there.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::{env, io, path};

use anyhow::{Context as _, Result};

/// Waits until no other run reads or writes, and keeps all out until the file is dropped.
pub(super) fn exclusive(root: &Path) -> Result<File> {
    take(root, File::try_lock, File::lock)
}

/// Waits until no run writes, and keeps out those that would until the file is dropped.
pub(super) fn shared(root: &Path) -> Result<File> {
    take(root, File::try_lock_shared, File::lock_shared)
}

type Attempt = fn(&File) -> Result<(), TryLockError>;

/// Waits as long as it takes, as Cargo does. A person who does not want to wait can end this run.
fn take(root: &Path, attempt: Attempt, wait: fn(&File) -> io::Result<()>) -> Result<File> {
    let path = place(root)?;
    let cannot = || format!("cannot lock {}: allow creating and reading it, on a disk that has locks", path.display());
    // To read a file is enough for a lock, and allowed also if it is another user's. Two runs may create it at once.
    let opened = File::open(&path).or_else(|_| File::create_new(&path)).or_else(|_| File::open(&path));
    let lock = opened.with_context(cannot)?;
    match attempt(&lock) {
        Err(TryLockError::WouldBlock) => {
            eprintln!("waiting for another run that uses {}", root.display());
            wait(&lock).with_context(cannot)?;
        }
        attempted => attempted.with_context(cannot)?,
    }
    Ok(lock)
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
