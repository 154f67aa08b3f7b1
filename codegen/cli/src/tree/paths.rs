//! Which relative paths may be written to, decided from their text alone.
//!
//! The rules are the strictest of all platforms on every platform, so that a name which cannot be
//! checked out on one of them is refused before it is generated. The disk is not looked at.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

/// The name of the staging folder in the root, which no generated path has.
pub(super) const FOLDER: &str = ".codegen-staging";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
}

/// Checks each path, and that no two of them collide.
pub(super) fn check(files: &BTreeMap<String, String>, owned: &[String]) -> Result<()> {
    // Keyed by the lower-case path: names that differ only in case are one file on some disks.
    let mut seen = BTreeMap::new();
    for path in files.keys() {
        check_path(path).with_context(|| refusal("file", path))?;
        claim(&mut seen, path, Kind::File)?;
    }
    for path in owned {
        check_path(path).with_context(|| refusal("owned folder", path))?;
        claim(&mut seen, path, Kind::Folder)?;
    }
    Ok(())
}

/// The folders above `path`, outermost first.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

fn refusal(what: &str, path: &str) -> String {
    format!("the path {path:?} of a generated {what} is not allowed: change how it is named")
}

fn claim<'a>(seen: &mut BTreeMap<String, (&'a str, Kind)>, path: &'a str, kind: Kind) -> Result<()> {
    let folders = folders_above(path).map(|folder| (folder, Kind::Folder));
    for claimed in folders.chain([(path, kind)]) {
        let holder = *seen.entry(claimed.0.to_lowercase()).or_insert(claimed);
        ensure!(
            holder.0 == claimed.0,
            "the generated paths {:?} and {:?} differ only in case: rename one of them",
            holder.0,
            claimed.0
        );
        ensure!(
            holder.1 == claimed.1,
            "the generated path {:?} is due to be both a file and a folder: rename one of them",
            claimed.0
        );
    }
    Ok(())
}

fn check_path(path: &str) -> Result<()> {
    ensure!(!path.is_empty(), "it is empty");
    for name in path.split('/') {
        check_name(name)?;
    }
    let first = path.split('/').next().unwrap_or_default();
    ensure!(!first.eq_ignore_ascii_case(FOLDER), "{FOLDER} is reserved for files on their way");
    Ok(())
}

/// Checks one part of a path. An absolute path is caught here as one that begins with an empty part.
fn check_name(name: &str) -> Result<()> {
    ensure!(!name.is_empty(), "it begins or ends with `/`, or contains `//`");
    ensure!(name != "." && name != "..", "it contains `{name}`");
    ensure!(!name.eq_ignore_ascii_case(".git"), "Git keeps its own files in {name:?}");
    if let Some(bad) = name.chars().find(|c| c.is_control() || r#"\<>:"|?*"#.contains(*c)) {
        bail!("it contains the character {bad:?}");
    }
    ensure!(!name.ends_with(['.', ' ']), "Windows drops the dot or space at the end of {name:?}");
    ensure!(!is_device(name), "{name:?} is a device on Windows");
    Ok(())
}

/// Returns whether Windows takes `name` for a device, as it does `aux.rs`: the extension does not count.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_lowercase();
    if let Some(port) = stem.strip_prefix("com").or(stem.strip_prefix("lpt")) {
        let mut digits = port.chars();
        let is_port = |c: char| c.is_ascii_digit() || "¹²³".contains(c);
        return digits.next().is_some_and(is_port) && digits.next().is_none();
    }
    ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str())
}
