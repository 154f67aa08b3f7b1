//! The workspace around a package: whether the package is one of its members, and making it one.

use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};
use glob::{MatchOptions, Pattern};
use toml_edit::{Array, DocumentMut, Item, Value};

use super::{document, features_of};

/// What is around a package.
pub(super) enum Around {
    /// No workspace, or one that excludes the package.
    Nothing,
    /// A workspace that the package is a member of, with its `Cargo.toml`.
    Member {
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
        let package = plain(&std::path::absolute(package).context("cannot tell the current folder")?);
        for folder in package.ancestors().skip(1) {
            let path = folder.join("Cargo.toml");
            if !path.is_file() {
                continue;
            }
            let found = document(&path)?;
            let Some(workspace) = found.get("workspace") else { continue };
            let place = package.strip_prefix(folder)?.to_path_buf();
            let is_excluded = texts(workspace.get("exclude")).iter().any(|it| place.starts_with(trimmed(it)));
            let is_listed = texts(workspace.get("members")).iter().any(|it| matches(it, &place));
            return Ok(match (is_listed || depends(&found, &place), is_excluded) {
                (true, _) => Self::Member { document: Box::new(found) },
                (false, true) => Self::Nothing,
                (false, false) => Self::Strange { root: path },
            });
        }
        Ok(Self::Nothing)
    }

    /// The features that the workspace enables for its members' dependency of this name.
    pub(super) fn features(&self, dependency: &str) -> Vec<String> {
        let Self::Member { document } = self else { return Vec::new() };
        let table = document.get("workspace").and_then(|it| it.get("dependencies"));
        table.and_then(|it| it.get(dependency)).map(features_of).unwrap_or_default()
    }
}

/// An absolute path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

fn trimmed(path: &str) -> &str {
    path.trim_start_matches("./").trim_end_matches('/')
}

fn matches(pattern: &str, place: &Path) -> bool {
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    let pattern = Pattern::new(trimmed(pattern));
    pattern.is_ok_and(|pattern| pattern.matches_path_with(place, options))
}

fn texts(array: Option<&Item>) -> Vec<&str> {
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

/// Adds a package to the members of a workspace, and gives the member's path.
pub(super) fn add_member(root: &Path, package: &Path) -> Result<String> {
    let package = plain(&std::path::absolute(package).context("cannot tell the current folder")?);
    let folder = root.parent().unwrap_or(Path::new("/"));
    let member = package.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
    let mut workspace = document(root)?;
    let members = workspace["workspace"]["members"].or_insert(Item::Value(Array::new().into()));
    if let Some(members) = members.as_array_mut() {
        // On a line of its own, if the last one is.
        let has_line = |it: &&Value| it.decor().prefix().and_then(|it| it.as_str()).is_some_and(|it| it.contains('\n'));
        let decor = members.iter().last().filter(has_line).map(|last| last.decor().clone());
        match decor {
            Some(decor) => {
                let mut value = Value::from(member.as_str());
                *value.decor_mut() = decor;
                members.push_formatted(value);
            }
            None => members.push(member.as_str()),
        }
    }
    // A file beside it, renamed, so that the workspace is whole at each moment.
    let mut file = tempfile::NamedTempFile::new_in(folder)
        .with_context(|| format!("cannot write in {}; add {member:?} to the members yourself", folder.display()))?;
    file.write_all(workspace.to_string().as_bytes()).with_context(|| format!("cannot write {}", root.display()))?;
    let permissions = std::fs::metadata(root).with_context(|| format!("cannot read {}", root.display()))?.permissions();
    file.as_file().set_permissions(permissions).with_context(|| format!("cannot write {}", root.display()))?;
    file.persist(root).with_context(|| format!("cannot replace {}", root.display()))?;
    Ok(member)
}
