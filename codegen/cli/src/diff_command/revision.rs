//! Files at a revision of the project, read with git.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, Result, bail};

/// Splits `A..B`; an absent side is HEAD, as git has it. `None` for what is not a range.
pub(super) fn range(text: &str) -> Option<(String, Option<String>)> {
    let (old, new) = text.split_once("..")?;
    // `a/../b` is a path, and `A...B` is another question, which a path's error explains.
    if [old, new].iter().any(|side| side.starts_with(['.', '/']) || side.ends_with('/')) {
        return None;
    }
    let or_head = |side: &str| if side.is_empty() { "HEAD" } else { side }.to_owned();
    Some((or_head(old), Some(or_head(new))))
}

/// A revision.
pub(super) struct Revision {
    name: String,
    /// The project's folder, which may be one of several in a repository.
    root: PathBuf,
}

impl Revision {
    /// Finds a revision.
    pub(super) fn new(name: &str, root: &Path) -> Result<Self> {
        if !git(root, &["rev-parse", "--git-dir"])?.status.success() {
            bail!("{} is in no git repository\n  help: compare two models by their paths", root.display());
        }
        let commit = format!("{name}^{{commit}}");
        // A name that begins with a dash would be an option.
        if name.starts_with('-') || !git(root, &["rev-parse", "--verify", "--quiet", &commit])?.status.success() {
            bail!(
                "git does not know the revision `{name}`\n  help: `git log --oneline` lists revisions; a shallow clone has \
                 few of them, and `git fetch --unshallow` gets the others"
            );
        }
        Ok(Self { name: name.to_owned(), root: root.to_path_buf() })
    }

    /// Reads a file by its path, relative to the project; `None` if the revision does not have it.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let object = if path.starts_with("../") { self.shown(path) } else { self.shown(&format!("./{path}")) };
        let kind = git(&self.root, &["cat-file", "-t", &object])?;
        if !kind.status.success() || kind.stdout.trim_ascii() != b"blob" {
            return Ok(None);
        }
        let shown = git(&self.root, &["cat-file", "blob", &object])?;
        if !shown.status.success() {
            bail!("git cannot show {}: {}", self.shown(path), String::from_utf8_lossy(&shown.stderr).trim());
        }
        Ok(Some(shown.stdout))
    }

    /// The name of a file in messages.
    pub(super) fn shown(&self, path: &str) -> String {
        format!("{}:{path}", self.name)
    }
}

fn git(root: &Path, arguments: &[&str]) -> Result<Output> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output();
    output.context("git cannot be started\n  help: install git, or compare two files")
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn ranges_are_distinguished_from_paths() {
        let pair = |old: &str, new: &str| Some((old.to_owned(), Some(new.to_owned())));
        assert_eq!(range("HEAD~1.."), pair("HEAD~1", "HEAD"));
        assert_eq!(range("main..topic/x"), pair("main", "topic/x"));
        assert_eq!(range("..v1.0"), pair("HEAD", "v1.0"));
        for path in ["a/../b", "../b", "a...b", "model.json"] {
            assert_eq!(range(path), None, "{path}");
        }
    }
}
