//! How generated text reaches the disk: the only code here that changes the output folder.
//!
//! The caller hands over a finished map of path to text; this module knows nothing of models or Rust.
//! A run replaces the old output completely or leaves it alone. If it is killed half-way, the staging
//! folder stays behind as evidence: [`compare`] reports it, and the next [`write()`] repairs the tree.

mod describe;
mod difference;
mod former;
mod journal;
mod paths;
mod scan;
mod staging;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use scan::Scan;
use staging::{Staging, Step};

pub use describe::describe;
pub use difference::Difference;
pub use former::{ChangedMeanwhile, Former};
pub use staging::Phase;

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
/// # Errors
///
/// Fails on what [`write()`] would refuse: unsafe paths, symbolic links on the way to a file, a folder
/// where a file is due or the reverse, and a run that is writing at this moment.
pub fn compare(root: &Path, files: &BTreeMap<String, String>, owned: &[String]) -> Result<Vec<Difference>> {
    paths::check(files, owned)?;
    let leftover = staging::leftover(root)?;
    let scan = Scan::take(root, files, owned)?;

    let mut differences = Vec::new();
    for (path, old) in &scan.stale {
        let diff = describe::diff(path, old, &files[path]);
        let path = path.clone();
        differences.push(Difference::Stale { path, diff });
    }
    for path in &scan.missing {
        let path = path.clone();
        differences.push(Difference::Missing { path });
    }
    for path in scan.stray_names() {
        differences.push(Difference::Stray { path });
    }
    differences.sort_by(|a, b| a.path().cmp(b.path()));

    if let Some(phase) = leftover {
        differences.insert(0, Difference::Interrupted { phase });
    }
    Ok(differences)
}

/// Makes the folder `root` hold exactly `files`; see [`compare`] for the arguments.
///
/// 1. Look at the disk. If everything is right, stop: not even a folder is touched.
/// 2. Take the lock, and look again, for another run may have worked in between.
/// 3. Check that every folder concerned can be written to; write every changed file into the
///    staging folder; mark the staging folder as ready. An error up to here leaves
///    the output as it was.
/// 4. Rename each staged file into place, remove what is stray, then remove the staging folder.
///
/// A missing `root` is created, with the folders above it.
///
/// # Errors
///
/// Fails if step 3 finds anything in the way, or if another run holds the lock. An error in step 4,
/// such as a disk that breaks, leaves the staging folder for the next run to repair.
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
    recover(root)?;
    let leftover = staging::leftover(root)?;
    let scan = Scan::take(root, files, owned)?;
    if scan.is_clean() && leftover.is_none() {
        return Ok(report(&scan, false));
    }

    let staging = Staging::open(root)?;
    let prepared = former.check(root).and_then(|()| prepare(&staging, root, files, owned));
    let (scan, steps) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return Err(staging.abandon(error)),
    };
    let recovered = staging.found_leftover();

    for step in &steps {
        step.apply().with_context(|| {
            format!("{} is now part old, part new: remove the cause and run again to finish", root.display())
        })?;
    }
    staging.finish()?;
    Ok(report(&scan, recovered))
}

/// Does what [`write_over()`] does, or nothing: a step that fails is undone, and a run that is killed is undone by the next run
/// below `root`, or by [`recover()`].
///
/// # Errors
///
/// As for [`write_over()`]; the tree is as it was then.
pub fn replace(root: &Path, files: &BTreeMap<String, String>, owned: &[String], former: &Former) -> Result<Report> {
    paths::check(files, owned)?;
    let undone = recover(root)?;
    let scan = Scan::take(root, files, owned)?;
    if scan.is_clean() {
        return Ok(report(&scan, undone));
    }
    let staging = Staging::open(root)?;
    let prepared = former.check(root).and_then(|()| prepare(&staging, root, files, owned));
    let prepared = prepared.and_then(|(scan, steps)| {
        let journal = journal::Journal::of(&steps, root);
        journal.write(&staging).map(|()| (scan, steps, journal))
    });
    let (scan, steps, journal) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return Err(staging.abandon(error)),
    };
    if let Err(error) = journal.apply(&steps, &staging, root) {
        return Err(journal::undone(&journal, staging, root, error));
    }
    staging.finish()?;
    Ok(report(&scan, undone))
}

/// Undoes a run of [`replace()`] that was killed, if there is one; returns whether there was.
///
/// # Errors
///
/// A run that is still alive, and files that cannot be restored.
pub fn recover(root: &Path) -> Result<bool> {
    journal::recover(root)
}

/// Returns whether a run of [`replace()`] was killed below `root` and is not undone yet. Nothing is changed.
///
/// # Errors
///
/// A run that is still alive.
pub fn is_interrupted(root: &Path) -> Result<bool> {
    let has_journal = root.join(staging::FOLDER).join(staging::JOURNAL).is_file();
    Ok(staging::leftover(root)?.is_some() && has_journal)
}

/// Everything that can fail for a foreseeable reason, done before the first file is replaced.
fn prepare(
    staging: &Staging,
    root: &Path,
    files: &BTreeMap<String, String>,
    owned: &[String],
) -> Result<(Scan, Vec<Step>)> {
    let scan = Scan::take(root, files, owned)?;
    staging.clear_leftovers()?;
    scan.check_writable(root)?;

    let mut steps = Vec::new();
    for (number, path) in scan.changed().into_iter().enumerate() {
        let staged = staging.stage(number, &files[path])?;
        let target = root.join(path);
        steps.push(Step::Place { staged, target });
    }
    for path in &scan.stray {
        steps.push(Step::RemoveFile(root.join(path)));
    }
    // A folder sorts before what is in it, so the reverse empties the inner ones first.
    for path in scan.needless_folders.iter().rev() {
        steps.push(Step::RemoveFolder(root.join(path)));
    }
    staging.mark_ready()?;
    Ok((scan, steps))
}

fn report(scan: &Scan, recovered: bool) -> Report {
    Report {
        written: scan.changed().into_iter().cloned().collect(),
        unchanged: scan.unchanged,
        removed: scan.stray_names(),
        recovered,
    }
}
