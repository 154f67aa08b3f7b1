//! The differences between a generated tree and the disk.

use super::paths::FOLDER;

/// One way in which the output folder is not what a run would leave there.
///
/// Paths are relative to the output folder, separated by `/`; a name that is not UTF-8 is shown with
/// replacement characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A run was killed and left its staging folder behind.
    Interrupted,
    /// A generated file has other content on disk.
    Stale {
        /// The file.
        path: String,
        /// A unified diff from the disk to the generated text.
        diff: String,
    },
    /// A generated file is not on disk.
    Missing {
        /// The file.
        path: String,
    },
    /// Something lies in an owned folder that no run generates.
    Stray {
        /// The file or link, or, ending in `/`, the empty folder.
        path: String,
    },
}

impl Difference {
    /// The relative path that this difference is about.
    pub fn path(&self) -> &str {
        match self {
            Self::Interrupted => FOLDER,
            Self::Stale { path, .. } | Self::Missing { path } | Self::Stray { path } => path,
        }
    }

    /// Returns the same difference under another path.
    #[must_use]
    pub fn moved(self, to: impl FnOnce(&str) -> String) -> Self {
        match self {
            Self::Interrupted => Self::Interrupted,
            Self::Stale { path, diff } => Self::Stale { path: to(&path), diff },
            Self::Missing { path } => Self::Missing { path: to(&path) },
            Self::Stray { path } => Self::Stray { path: to(&path) },
        }
    }
}
