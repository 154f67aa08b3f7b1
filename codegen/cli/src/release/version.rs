//! The version of the package: the next one after a verdict, in its `Cargo.toml` and in the lock file around it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use codegen::diff::Level;
use toml_edit::{DocumentMut, Item};

use crate::line_endings;
use crate::position::TomlFile;
use crate::workspace::read_if_there;

/// The version after a change. In 0.x, a break raises the second number and everything else the third; in 0.0.x, everything
/// raises the third. `None` if the number cannot be raised.
pub(super) fn next((major, minor, patch): (u64, u64, u64), level: Level) -> Option<(u64, u64, u64)> {
    Some(match (level, major, minor) {
        (Level::None, ..) => (major, minor, patch),
        (Level::Major, 0, 0) | (Level::Minor | Level::Patch, 0, _) | (Level::Patch, ..) => {
            (major, minor, patch.checked_add(1)?)
        }
        (Level::Major, 0, _) | (Level::Minor, ..) => (major, minor.checked_add(1)?, 0),
        (Level::Major, ..) => (major.checked_add(1)?, 0, 0),
    })
}

fn parse(text: &str) -> Option<(u64, u64, u64)> {
    let mut parts = text.split('.').map(|part| part.parse().ok());
    let version = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(version)
}

/// The version of a package, and its files with the next one.
pub(super) struct Bump {
    /// The name of the package.
    pub(super) package: String,
    /// The version that it has.
    pub(super) old: String,
    /// The version that it gets.
    pub(super) new: String,
    /// The text of the `Cargo.toml`.
    pub(super) cargo_toml: String,
    /// The lock file around the package, if it lists the package, with its text.
    pub(super) lock: Option<(PathBuf, String)>,
}

impl Bump {
    /// Raises the version in a `Cargo.toml` as a verdict demands.
    pub(super) fn new(folder: &Path, text: &str, level: Level, base: &Path) -> Result<Self> {
        let file = TomlFile::new(&folder.join("Cargo.toml"), base, text.to_owned());
        let mut document: DocumentMut = file
            .text
            .parse()
            .map_err(|error: toml_edit::TomlError| file.error(error.span(), error.message(), "correct the file"))?;
        let Some(package) = document.get("package").and_then(Item::as_table_like) else {
            return Err(file.error(None, "there is no [package]", "name the package, with a version of its own"));
        };
        let name = package.get("name").and_then(Item::as_str).unwrap_or_default().to_owned();
        // A document that can be changed has no places; the text has.
        let at = file.text.find("\nversion").map(|at| at + 1..at + 8);
        let Some(old) = package.get("version").and_then(Item::as_str).map(str::to_owned) else {
            let message = "the package has no version of its own that could be raised";
            return Err(file.error(at, message, "write `version = \"0.1.0\"` in [package]"));
        };
        let Some(version) = parse(&old) else {
            let message = format!("the version `{old}` is not made of three numbers and cannot be raised");
            return Err(file.error(at, &message, "write the version to raise, as in `version = \"0.1.0\"`"));
        };
        let Some((major, minor, patch)) = next(version, level) else {
            let message = format!("the version `{old}` has the largest number that there is");
            return Err(file.error(at, &message, "raise another number of the version"));
        };
        let new = format!("{major}.{minor}.{patch}");
        if let Some(version) = document["package"]["version"].as_value_mut() {
            let decor = version.decor().clone();
            *version = new.as_str().into();
            *version.decor_mut() = decor;
        }
        let lock = lock(folder, &name, &old, &new)?;
        Ok(Self { package: name, old, new, cargo_toml: line_endings::kept(text, &document.to_string()), lock })
    }
}

/// The nearest lock file above a package, with the new version of the package.
fn lock(folder: &Path, name: &str, old: &str, new: &str) -> Result<Option<(PathBuf, String)>> {
    let Some(path) = lock_file(folder) else { return Ok(None) };
    let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
    let Ok(text) = String::from_utf8(bytes) else { bail!("{} is not UTF-8 text", path.display()) };
    let entry = |version: &str| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
    let plain = line_endings::plain(&text);
    let raised = || line_endings::kept(&text, &plain.replacen(&entry(old), &entry(new), 1));
    Ok(plain.contains(&entry(old)).then(|| (path, raised())))
}

/// The nearest lock file in a folder or above it, if there is one.
pub(super) fn lock_file(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join("Cargo.lock")).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_cargos_rules() {
        for (old, level, new) in [
            ((0, 1, 2), Level::None, (0, 1, 2)),
            ((0, 1, 2), Level::Patch, (0, 1, 3)),
            ((0, 1, 2), Level::Minor, (0, 1, 3)),
            ((0, 1, 2), Level::Major, (0, 2, 0)),
            ((0, 0, 2), Level::Major, (0, 0, 3)),
            ((0, 0, 2), Level::Minor, (0, 0, 3)),
            ((1, 2, 3), Level::Patch, (1, 2, 4)),
            ((1, 2, 3), Level::Minor, (1, 3, 0)),
            ((1, 2, 3), Level::Major, (2, 0, 0)),
        ] {
            assert_eq!(next(old, level), Some(new), "{old:?} {level}");
        }
        assert_eq!(next((0, 1, u64::MAX), Level::Patch), None);
        assert_eq!(next((0, u64::MAX, 1), Level::Major), None);
        assert_eq!(next((u64::MAX, 0, 0), Level::Major), None);
    }

    #[test]
    fn a_version_that_is_not_the_packages_own_is_an_error_with_a_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let bump = |text: &str| Bump::new(folder.path(), text, Level::Major, folder.path());
        let made = bump("[package]\nname = \"a\"\nversion = \"0.3.1\" # ours\n").expect("a version");
        assert_eq!(made.cargo_toml, "[package]\nname = \"a\"\nversion = \"0.4.0\" # ours\n");
        for text in
            ["[package]\nname = \"a\"\nversion.workspace = true\n", "[package]\nname = \"a\"\nversion = \"1.0.0-rc\"\n"]
        {
            let error = bump(text).err().expect("an error").to_string();
            assert!(error.contains("Cargo.toml:3:1: the "), "{error}");
        }
        assert!(bump("[workspace]\n").is_err());
    }

    #[test]
    fn line_endings_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let package = "[package]\r\nname = \"a\"\r\nversion = \"0.1.0\"\r\n";
        let lock = format!("# no comment\r\n\r\n[{package}\r\n").replace("[[package]", "[[package]]");
        std::fs::write(folder.path().join("Cargo.lock"), &lock).expect("written");
        let made = Bump::new(folder.path(), package, Level::Minor, folder.path()).expect("a version");
        assert_eq!(made.cargo_toml, package.replace("0.1.0", "0.1.1"));
        assert_eq!(made.lock.expect("a lock file").1, lock.replace("0.1.0", "0.1.1"));
    }

    #[test]
    fn the_lock_file_around_the_package_follows() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock =
            "[[package]]\nname = \"a\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"ab\"\nversion = \"0.1.0\"\n";
        std::fs::write(folder.path().join("Cargo.lock"), lock).expect("written");
        let below = folder.path().join("a");
        std::fs::create_dir(&below).expect("a folder");
        let made = Bump::new(&below, "[package]\nname = \"a\"\nversion = \"0.1.0\"\n", Level::Minor, folder.path());
        let (path, text) = made.expect("a version").lock.expect("a lock file");
        assert_eq!(path, folder.path().join("Cargo.lock"));
        assert_eq!(text, lock.replacen("0.1.0", "0.1.1", 1));
    }
}
