//! Files as a command has read them: the ground of its decisions.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// Files as a command has read them. If another run changes one before the command writes, the command fails and writes
/// nothing, so that it does not take the other run's work back.
#[derive(Debug, Default)]
pub struct Former(BTreeMap<String, Option<Vec<u8>>>);

impl Former {
    /// Takes a file that was read; `None` stands for one that is not there.
    #[must_use]
    pub fn of(path: &str, text: Option<Vec<u8>>) -> Self {
        Self(BTreeMap::from([(path.to_owned(), text)]))
    }

    /// Reads files, with paths relative to the root.
    ///
    /// # Errors
    ///
    /// Files that are there and cannot be read.
    pub fn read<const N: usize>(root: &Path, paths: [String; N]) -> Result<Self> {
        let texts = paths.into_iter().map(|path| text(root, &path).map(|text| (path, text)));
        Ok(Self(texts.collect::<Result<_>>()?))
    }

    /// Checks that the files are what they were.
    pub(super) fn check(&self, root: &Path) -> Result<()> {
        for (path, before) in &self.0 {
            if text(root, path)? != *before {
                bail!(
                    "another run has changed {} meanwhile: nothing was written; run again",
                    root.join(path).display()
                );
            }
        }
        Ok(())
    }
}

fn text(root: &Path, path: &str) -> Result<Option<Vec<u8>>> {
    let path = root.join(path);
    match fs::read(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
