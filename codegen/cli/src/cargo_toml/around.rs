//! The workspace around a package: whether the package is one of its members, and making it one.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use glob::{MatchOptions, Pattern};
use toml_edit::{Array, DocumentMut, Item, RawString, Value};

use super::document::{document, features_of};
use crate::line_endings;
use crate::tree;
use crate::workspace::plain;

/// The workspace around a package.
pub(super) enum Around {
    /// No workspace, or one that excludes the package.
    Nothing,
    /// A workspace that the package is a member of.
    Member {
        /// Its `Cargo.toml`.
        root: PathBuf,
        /// The workspace.
        document: Box<DocumentMut>,
    },
    /// A workspace that does not know the package, so that Cargo would refuse to build the package in it.
    Strange {
        /// Its `Cargo.toml`.
        root: PathBuf,
    },
}

impl Around {
    /// Finds the workspace around a folder, which need not be there.
    pub(super) fn of(package: &Path) -> Result<Self> {
        let package = plain(&std::path::absolute(package).context("cannot find the current folder")?);
        for folder in package.ancestors().skip(1) {
            let path = folder.join("Cargo.toml");
            if !path.is_file() {
                continue;
            }
            let (_, found) = document(&path)?;
            let Some(workspace) = found.get("workspace") else { continue };
            let place = package.strip_prefix(folder)?.to_path_buf();
            let is_excluded = is_excluded(&found, &place);
            let is_listed = texts(workspace.get("members")).iter().any(|it| matches(it, &place));
            return Ok(match (is_listed || depends(&found, &place), is_excluded) {
                (true, _) => Self::Member { root: path, document: Box::new(found) },
                (false, true) => Self::Nothing,
                (false, false) => Self::Strange { root: path },
            });
        }
        Ok(Self::Nothing)
    }

    /// The `Cargo.toml` of the workspace, whether the package is a member yet or not; `None` if there is none.
    pub(super) fn root(&self) -> Option<&Path> {
        match self {
            Self::Nothing => None,
            Self::Member { root, .. } | Self::Strange { root } => Some(root),
        }
    }

    /// The features that the workspace enables for its members' dependency of this name.
    pub(super) fn features(&self, dependency: &str) -> Vec<String> {
        let Self::Member { document, .. } = self else { return Vec::new() };
        let table = document.get("workspace").and_then(|it| it.get("dependencies"));
        table.and_then(|it| it.get(dependency)).map(features_of).unwrap_or_default()
    }

    /// The edition that the workspace gives its members; `None` if it gives none.
    pub(super) fn edition(&self) -> Option<String> {
        let Self::Member { document, .. } = self else { return None };
        let package = document.get("workspace")?.get("package")?;
        package.get("edition")?.as_str().map(str::to_owned)
    }
}

/// Returns whether a workspace excludes a place in it.
pub(super) fn is_excluded(workspace: &DocumentMut, place: &Path) -> bool {
    let exclude = workspace.get("workspace").and_then(|it| it.get("exclude"));
    texts(exclude).iter().any(|it| place.starts_with(trimmed(it)))
}

pub(super) fn trimmed(path: &str) -> &str {
    path.trim_start_matches("./").trim_end_matches('/')
}

fn matches(pattern: &str, place: &Path) -> bool {
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    let pattern = Pattern::new(trimmed(pattern));
    pattern.is_ok_and(|pattern| pattern.matches_path_with(place, options))
}

pub(super) fn texts(array: Option<&Item>) -> Vec<&str> {
    array.and_then(Item::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Returns whether the package at the root of the workspace depends on the place, which makes it a member.
fn depends(root: &DocumentMut, place: &Path) -> bool {
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    let tables = tables.iter().filter_map(|name| root.get(name)?.as_table_like());
    let paths = tables.flat_map(|table| table.iter()).filter_map(|(_, item)| item.get("path")?.as_str());
    let mut paths = paths.map(|path| Path::new(trimmed(path)));
    paths.any(|path| path == place)
}

/// Adds a member: on a line of its own, if the last one is. A comment behind the last one stays there.
fn push(members: &mut Array, member: &str) {
    let text = |raw: Option<&RawString>| raw.and_then(RawString::as_str).unwrap_or_default().to_owned();
    let trailing = text(Some(members.trailing()));
    let Some(last) = members.iter_mut().last() else { return members.push(member) };
    let line = text(last.decor().prefix());
    let Some(indent) = line.rfind('\n').map(|at| line[at..].to_owned()) else { return members.push(member) };
    let behind = format!("{}{trailing}", text(last.decor().suffix()));
    last.decor_mut().set_suffix("");
    let mut value = Value::from(member);
    value.decor_mut().set_prefix(format!("{}{indent}", behind.trim_end()));
    members.push_formatted(value);
    members.set_trailing("\n");
}

/// Adds a package to the members of a workspace, and gives the member's path.
pub(super) fn add_member(root: &Path, package: &Path) -> Result<String> {
    let package = plain(&std::path::absolute(package).context("cannot find the current folder")?);
    let folder = root.parent().unwrap_or(Path::new("/"));
    let member = package.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
    // Another package may be added at this moment.
    let _lock = tree::keep_out(folder)?;
    let (before, mut workspace) = document(root)?;
    let members = workspace["workspace"]["members"].or_insert(Item::Value(Array::new().into()));
    let Some(members) = members.as_array_mut() else {
        bail!(
            "{}: `members` of the workspace is not a list, and {member:?} was not added\n  help: write `members = [{member:?}]`, with \
             the other members",
            root.display()
        );
    };
    push(members, &member);
    // A file beside it, renamed, so that the workspace is whole at each moment.
    let mut file = tempfile::NamedTempFile::new_in(folder)
        .with_context(|| format!("cannot write in {}; add {member:?} to the members yourself", folder.display()))?;
    let text = line_endings::kept(&before, &workspace.to_string());
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", root.display()))?;
    let permissions = std::fs::metadata(root).with_context(|| format!("cannot read {}", root.display()))?.permissions();
    file.as_file().set_permissions(permissions).with_context(|| format!("cannot write {}", root.display()))?;
    file.persist(root).with_context(|| format!("cannot replace {}", root.display()))?;
    Ok(member)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_stays_with_its_member() {
        let pushed = |text: &str| {
            let mut document: DocumentMut = text.parse().expect("TOML");
            push(document["m"].as_array_mut().expect("an array"), "b");
            document.to_string()
        };
        assert_eq!(pushed("m = [\n  \"a\", # first\n]\n"), "m = [\n  \"a\", # first\n  \"b\",\n]\n");
        assert_eq!(pushed("m = [\n  \"a\" # first\n]\n"), "m = [\n  \"a\", # first\n  \"b\"\n]\n");
        assert_eq!(pushed("m = [\n  # of x\n  \"a\",\n]\n"), "m = [\n  # of x\n  \"a\",\n  \"b\",\n]\n");
        assert_eq!(pushed("m = [\"a\"]\n"), "m = [\"a\", \"b\"]\n");
        assert_eq!(pushed("m = []\n"), "m = [\"b\"]\n");
    }
}
