//! Compares the files on disk with the files that are due. Reads, and never writes.
//!
//! No symbolic link is followed below the root: on the way to a file that is due it is refused, and
//! anywhere else in an owned folder it is a stray entry like any other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::paths::folders_above;

/// The state of the output folder. All paths are relative to the root.
#[derive(Default)]
pub(super) struct Scan {
    /// Files with other content, and that content.
    pub(super) stale: BTreeMap<String, Vec<u8>>,
    pub(super) missing: BTreeSet<String>,
    pub(super) unchanged: usize,
    /// Files and links in owned folders that are not due.
    pub(super) stray: BTreeSet<PathBuf>,
    /// Folders, owned or below, with no file due in them, whether empty by now or not.
    pub(super) needless_folders: BTreeSet<PathBuf>,
    /// Those of them that are empty, and so are not implied by anything in `stray`.
    empty_folders: BTreeSet<PathBuf>,
}

/// The paths that are due, in a form that can be compared with those on disk.
struct Due {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

impl Scan {
    pub(super) fn take(root: &Path, files: &BTreeMap<String, String>, owned: &[String]) -> Result<Self> {
        let mut scan = Self::default();
        if !root_exists(root)? {
            scan.missing = files.keys().cloned().collect();
            return Ok(scan);
        }
        for (path, text) in files {
            scan.look_at_file(root, path, text)?;
        }

        let due = Due {
            files: files.keys().map(PathBuf::from).collect(),
            folders: files.keys().flat_map(|path| folders_above(path)).map(PathBuf::from).collect(),
        };
        for folder in owned {
            let Some(found) = look(root, folder)? else {
                continue;
            };
            // A name with an extension is a file's.
            if found.is_file() && Path::new(folder).extension().is_some() {
                scan.stray.insert(PathBuf::from(folder));
                continue;
            }
            ensure!(
                found.is_dir(),
                "{} is in the way of a generated folder: move it elsewhere and run again",
                root.join(folder).display()
            );
            scan.walk(root, Path::new(folder), &due)?;
        }
        Ok(scan)
    }

    pub(super) fn is_clean(&self) -> bool {
        self.stale.is_empty() && self.missing.is_empty() && self.stray.is_empty() && self.needless_folders.is_empty()
    }

    /// The files to write, sorted.
    pub(super) fn changed(&self) -> BTreeSet<&String> {
        self.stale.keys().chain(&self.missing).collect()
    }

    /// Returns the names of the files to be removed, as they are shown to a person.
    pub(super) fn stray_names(&self) -> Vec<String> {
        let files = self.stray.iter().map(|path| (path, ""));
        let folders = self.empty_folders.iter().map(|path| (path, "/"));
        let all: BTreeSet<_> = files.chain(folders).collect();
        all.into_iter().map(|(path, end)| shown(path) + end).collect()
    }

    /// Checks that each folder in which a name will appear or vanish can be written to.
    pub(super) fn check_writable(&self, root: &Path) -> Result<()> {
        let changed = self.changed();
        let changed = changed.iter().map(Path::new);
        let removed = self.stray.iter().chain(&self.needless_folders);
        let mut folders = BTreeSet::new();
        for path in changed.chain(removed.map(PathBuf::as_path)) {
            let path = std::path::absolute(root.join(path))?;
            // The innermost one that is there, which may be above the root: the rest will be created in it.
            folders.extend(path.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_path_buf));
        }
        for folder in folders {
            // The permission bits do not say everything, so try. The file never has a name on disk, or not
            // for longer than a moment, so that nothing can be left behind.
            tempfile::tempfile_in(&folder).with_context(|| {
                format!("cannot create files in {}: allow writing there and run again", folder.display())
            })?;
        }
        Ok(())
    }

    fn look_at_file(&mut self, root: &Path, path: &str, text: &str) -> Result<()> {
        let Some(found) = look(root, path)? else {
            self.missing.insert(path.to_owned());
            return Ok(());
        };
        let full = root.join(path);
        ensure!(
            found.is_file(),
            "{} is in the way of a generated file: move it elsewhere and run again",
            full.display()
        );
        let old = fs::read(&full)
            .with_context(|| format!("cannot read {}: make it readable or remove it", full.display()))?;
        if old == text.as_bytes() {
            self.unchanged += 1;
        } else {
            self.stale.insert(path.to_owned(), old);
        }
        Ok(())
    }

    fn walk(&mut self, root: &Path, folder: &Path, due: &Due) -> Result<()> {
        let full = root.join(folder);
        let unreadable = || format!("cannot list {}: make it readable and run again", full.display());
        let mut is_empty = true;
        for entry in fs::read_dir(&full).with_context(unreadable)? {
            let entry = entry.with_context(unreadable)?;
            let path = folder.join(entry.file_name());
            is_empty = false;
            // This is the type of the entry itself: a link to a folder is not a folder.
            if entry.file_type().with_context(unreadable)?.is_dir() {
                self.walk(root, &path, due)?;
            } else if !due.files.contains(&path) {
                self.stray.insert(path);
            }
        }
        if !due.folders.contains(folder) {
            if is_empty {
                self.empty_folders.insert(folder.to_owned());
            }
            self.needless_folders.insert(folder.to_owned());
        }
        Ok(())
    }
}

/// The root may be a link: whoever names it means where it leads.
fn root_exists(root: &Path) -> Result<bool> {
    match fs::metadata(root) {
        Ok(found) if found.is_dir() => Ok(true),
        Ok(_) => bail!("{} is not a folder: move it elsewhere, or name another output folder", root.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("cannot look at the output folder {}", root.display())),
    }
}

/// Returns the kind of `path`, or `None` if nothing is there; an error if a parent of it is not a folder.
fn look(root: &Path, path: &str) -> Result<Option<Metadata>> {
    for folder in folders_above(path) {
        let Some(found) = look_at(&root.join(folder), root)? else {
            return Ok(None);
        };
        ensure!(
            found.is_dir(),
            "{} is in the way of the folder of {path}: move it elsewhere and run again",
            root.join(folder).display()
        );
    }
    look_at(&root.join(path), root)
}

fn look_at(full: &Path, root: &Path) -> Result<Option<Metadata>> {
    match fs::symlink_metadata(full) {
        Ok(found) if found.is_symlink() => bail!(
            "{} is a symbolic link, and generated files are not written through links, which may \
             lead out of {}: remove the link and run again",
            full.display(),
            root.display()
        ),
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(error).with_context(|| format!("cannot look at {}: make its folder readable", full.display()))
        }
    }
}

fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
