//! The packages of a workspace, as Cargo finds them: those that it lists, its own, and those that they depend on by a path in
//! the workspace.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use glob::{MatchOptions, Pattern};
use toml_edit::{DocumentMut, Item};

use super::around::{is_excluded, texts, trimmed};
use super::document::document;
use crate::workspace::plain;

/// Returns the `Cargo.toml` of the package with a name in the workspace of a `Cargo.toml`; `None` if there is none. A member
/// that cannot be read has no name: Cargo reports it.
///
/// # Errors
/// A workspace that cannot be read.
pub(super) fn named(root: &Path, name: &str) -> Result<Option<PathBuf>> {
    let (_, workspace) = document(root)?;
    let folder = root.parent().unwrap_or(Path::new("/"));
    let mut open: Vec<PathBuf> = listed(&workspace, folder);
    open.push(folder.to_path_buf());
    let mut seen = BTreeSet::new();
    while let Some(member) = open.pop() {
        let is_inside = member.strip_prefix(folder).is_ok_and(|place| !is_excluded(&workspace, place));
        if !is_inside || !seen.insert(member.clone()) {
            continue;
        }
        let path = member.join("Cargo.toml");
        if !path.is_file() {
            continue;
        }
        let Ok((_, package)) = document(&path) else { continue };
        if package.get("package").and_then(|it| it.get("name")).and_then(Item::as_str) == Some(name) {
            return Ok(Some(path));
        }
        open.extend(dependencies(&package).iter().map(|path| plain(&member.join(path))));
    }
    Ok(None)
}

/// The folders that match the members of a workspace.
fn listed(workspace: &DocumentMut, folder: &Path) -> Vec<PathBuf> {
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    let members = workspace.get("workspace").and_then(|it| it.get("members"));
    let above = Pattern::escape(&folder.to_string_lossy());
    let patterns = texts(members).into_iter().map(|member| format!("{above}/{}", trimmed(member)));
    let found = patterns.filter_map(|pattern| glob::glob_with(&pattern, options).ok()).flatten();
    found.filter_map(Result::ok).map(|path| plain(&path)).collect()
}

/// The paths of a package's dependencies.
fn dependencies(package: &DocumentMut) -> Vec<String> {
    let targets = package.get("target").and_then(Item::as_table_like);
    let targets = targets.into_iter().flat_map(|all| all.iter()).map(|(_, target)| target);
    let holders: Vec<&Item> = std::iter::once(package.as_item()).chain(targets).collect();
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    let tables = holders.iter().flat_map(|holder| kinds.map(|kind| holder.get(kind)));
    let tables = tables.flatten().filter_map(Item::as_table_like);
    tables.flat_map(|table| table.iter()).filter_map(|(_, it)| Some(it.get("path")?.as_str()?.to_owned())).collect()
}
