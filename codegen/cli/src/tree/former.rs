//! Files as a command has read them: the ground of its decisions.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use anyhow::{Context as _, Error, Result};

use super::paths::FOLDER;

/// Files as a command has read them. If another run changes one before the command writes, the command fails and writes
/// nothing, so that it does not take the other run's work back.
#[derive(Debug, Default)]
pub struct Former {
    files: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// The folders of which each file below was read, with the paths of these.
    folders: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

impl Former {
    /// Takes a file that was read; `None` stands for one that is not there.
    #[must_use]
    pub fn of(path: &str, text: Option<Vec<u8>>) -> Self {
        Self { files: BTreeMap::from([(path.into(), text)]), folders: BTreeMap::new() }
    }

    /// Reads all files below a folder.
    ///
    /// # Errors
    ///
    /// Files and folders that cannot be read.
    pub fn below(folder: &Path) -> Result<Self> {
        let paths = files_below(folder)?;
        let files = paths.iter().map(|path| text(path, "").map(|text| (path.clone(), text)));
        Ok(Self { files: files.collect::<Result<_>>()?, folders: BTreeMap::from([(folder.to_path_buf(), paths)]) })
    }

    /// Reads one file more.
    ///
    /// # Errors
    ///
    /// A file that is there and cannot be read.
    pub fn add(&mut self, path: PathBuf) -> Result<()> {
        let read = text(&path, "")?;
        self.files.insert(path, read);
        Ok(())
    }

    /// Reads files, with paths relative to the root.
    ///
    /// # Errors
    ///
    /// Files that are there and cannot be read.
    pub fn read<const N: usize>(root: &Path, paths: [String; N]) -> Result<Self> {
        let texts = paths.into_iter().map(|path| text(root, &path).map(|text| (path.into(), text)));
        Ok(Self { files: texts.collect::<Result<_>>()?, folders: BTreeMap::new() })
    }

    /// Checks that the files are what they were.
    pub(super) fn check(&self, root: &Path) -> Result<()> {
        for (path, before) in &self.files {
            if text(root, path)? != *before {
                return Err(changed(&root.join(path)));
            }
        }
        for (folder, before) in &self.folders {
            if let Some(path) = files_below(folder)?.symmetric_difference(before).next() {
                return Err(changed(path));
            }
        }
        Ok(())
    }
}

/// A file was changed after a command had read it.
#[derive(Debug)]
pub struct ChangedMeanwhile(PathBuf);

impl fmt::Display for ChangedMeanwhile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "another run has changed {} meanwhile: nothing was written; run again", self.0.display())
    }
}

impl std::error::Error for ChangedMeanwhile {}

fn changed(path: &Path) -> Error {
    ChangedMeanwhile(path.to_path_buf()).into()
}

/// The files below a folder, without those of a run that is writing there.
fn files_below(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let unreadable = || format!("cannot list {}", folder.display());
        for entry in fs::read_dir(&folder).with_context(unreadable)? {
            let path = entry.with_context(unreadable)?.path();
            match path.is_dir() {
                true if path.ends_with(FOLDER) => {}
                true => open.push(path),
                false => drop(found.insert(path)),
            }
        }
    }
    Ok(found)
}

/// The bytes of a file; `None` if it is not there. An empty path stands for the root itself.
fn text(root: &Path, path: impl AsRef<Path>) -> Result<Option<Vec<u8>>> {
    let path = if path.as_ref().as_os_str().is_empty() { root.to_path_buf() } else { root.join(path) };
    match fs::read(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
