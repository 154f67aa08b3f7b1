//! How generated text reaches the disk: the only code here that changes the output folder.
//!
//! The caller hands over a finished map of path to text; this module knows nothing of models or Rust.
//! A run replaces the old output completely or leaves it alone. If it is killed half-way, the staging
//! folder stays behind as evidence: [`compare`] reports it, and the next [`write()`] undoes what the killed run did.

mod describe;
mod difference;
mod former;
mod journal;
mod lock;
mod paths;
mod scan;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use scan::Scan;

pub use describe::describe;
pub use difference::Difference;
pub use former::{ChangedMeanwhile, Former};
pub use journal::Recovery;
pub use lock::{exclusive as keep_out, shared as keep_writers_out};

/// The changes that [`write()`] made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The files that were created or replaced, in order.
    pub written: Vec<String>,
    /// How many files were already right, and were not touched.
    pub unchanged: usize,
    /// The stray files, links and empty folders that were removed, in order.
    pub removed: Vec<String>,
    /// True if this run cleared up after one that had been killed.
    pub recovered: bool,
}

/// Compares the folder `root` with `files`, the whole output of a run, and changes nothing.
///
/// `files` maps relative paths to text. In the folders listed in `owned`, whatever is not in `files`
/// is stray, and so is a file that `owned` lists itself, by a name with an extension; elsewhere only the files themselves are looked at. The result is empty exactly when
/// [`write()`] would have nothing to do, and is sorted by path after any interruption.
///
/// Waits for a run that writes at this moment.
///
/// # Errors
///
/// Fails on what [`write()`] would refuse: unsafe paths, symbolic links on the way to a file, a folder
/// where a file is due or the reverse.
pub fn compare(root: &Path, files: &BTreeMap<String, String>, owned: &[String]) -> Result<Vec<Difference>> {
    paths::check(files, owned)?;
    let _lock = lock::shared(root)?;
    let interrupted = journal::due(root).map(|_| Difference::Interrupted);
    let scan = Scan::take(root, files, owned)?;
    let stale = scan.stale.iter().map(|(path, old)| (path.clone(), describe::diff(path, old, &files[path])));
    let stale = stale.map(|(path, diff)| Difference::Stale { path, diff });
    let missing = scan.missing.iter().map(|path| Difference::Missing { path: path.clone() });
    let stray = scan.stray_names().into_iter().map(|path| Difference::Stray { path });
    let mut found: Vec<_> = stale.chain(missing).chain(stray).collect();
    found.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(interrupted.into_iter().chain(found).collect())
}

/// Makes the folder `root` hold exactly `files`; see [`compare`] for the arguments.
///
/// 1. Take the lock, as soon as no other run has it. Undo a run that was killed.
/// 2. Look at the disk. If everything is right, stop: not even a folder is touched.
/// 3. Check that every folder concerned can be written to, and write every changed file into the staging folder.
/// 4. Move each former file into the staging folder and each staged file into its place, remove what is stray, then remove
///    the staging folder.
///
/// A missing `root` is created, with the folders above it.
///
/// # Errors
///
/// Fails if step 2 or 3 finds anything in the way, or if a change of step 4 fails. The tree is as it was then. If it cannot be
/// restored, or if the run is killed, the next run or [`recover()`] restores it.
pub fn write(root: &Path, files: &BTreeMap<String, String>, owned: &[String]) -> Result<Report> {
    write_over(root, files, owned, &Former::default())
}

/// Does what [`write()`] does, if the files that `files` follow from are still what they were.
///
/// # Errors
///
/// As for [`write()`], and a file that another run has changed meanwhile.
pub fn write_over(root: &Path, files: &BTreeMap<String, String>, owned: &[String], former: &Former) -> Result<Report> {
    paths::check(files, owned)?;
    let _lock = lock::exclusive(root)?;
    let recovered = journal::repair(root)?.is_some();
    let scan = Scan::take(root, files, owned)?;
    if !scan.is_clean() {
        former.check(root)?;
        scan.check_writable(root)?;
        journal::run(root, &journal::plan(root, &scan, files)?, files)?;
    }
    let written = scan.changed().into_iter().cloned().collect();
    Ok(Report { written, unchanged: scan.unchanged, removed: scan.stray_names(), recovered })
}

/// Undoes a run that was killed, if there is one. Waits for a run that is still alive.
///
/// # Errors
///
/// Files that cannot be restored, and files that were changed since.
pub fn recover(root: &Path) -> Result<Option<Recovery>> {
    // Most folders have nothing to repair and need no lock.
    let Some(_) = journal::due(root) else { return Ok(None) };
    let _lock = lock::exclusive(root)?;
    journal::repair(root)
}

/// Returns whether a run has changed files below `root` and has not ended. It was killed, if a lock of `root` is held.
pub fn is_interrupted(root: &Path) -> bool {
    journal::due(root) == Some(Recovery::Undone)
}
