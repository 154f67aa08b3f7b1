//! A botocore with its models: an unpacked one, or the newest one of the package registry, which pip unpacks.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use crate::botocore;

/// An unpacked botocore.
pub(super) struct Botocore {
    /// The folder with a folder for each service.
    pub(super) data: PathBuf,
    /// The version.
    pub(super) version: String,
    /// The folder into which pip unpacked it, which goes with this value.
    _folder: Option<TempDir>,
}

impl Botocore {
    /// Finds the models of an unpacked botocore, by its folder `data` or a folder above that.
    pub(super) fn at(path: &Path) -> Result<Self> {
        let candidates = [path.to_path_buf(), path.join("data"), path.join("botocore").join("data")];
        let Some(data) = candidates.into_iter().find(|path| path.ends_with("data") && path.is_dir()) else {
            bail!("{} is not an unpacked botocore\n  help: name the folder that has botocore/data", path.display());
        };
        let version = version(&data)?;
        Ok(Self { data, version, _folder: None })
    }

    /// Installs botocore into a temporary folder, of this version or the newest one.
    pub(super) fn fetch(version: Option<&str>) -> Result<Self> {
        let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
        let python = python()?;
        let wanted = version.map_or_else(|| "botocore".to_owned(), |version| format!("botocore=={version}"));
        let output = Command::new(python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"])
            .args(["--no-compile", "--target"])
            .arg(folder.path())
            .arg(&wanted)
            .output()
            .context("pip cannot be started")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let said: Vec<String> = said.lines().filter(|line| line.starts_with("ERROR")).map(newest_only).collect();
            bail!(
                "pip cannot install {wanted}; nothing was changed\n  {}\n  help: check the version and the connection to the \
                 package registry, or pass an unpacked botocore with --from",
                said.join("\n  ")
            );
        }
        let found = Self::at(&folder.path().join("botocore"))?;
        Ok(Self { _folder: Some(folder), ..found })
    }
}

/// The number of versions that a message of pip keeps.
const VERSIONS: usize = 5;

/// Returns a message of pip with the newest versions only. For a version that does not exist, pip lists all that do, which are
/// thousands of botocore, the oldest first.
fn newest_only(line: &str) -> String {
    let shortened = || {
        let (before, rest) = line.split_once("(from versions: ")?;
        let (versions, after) = rest.split_once(')')?;
        let newest = versions.rsplit(", ").take(VERSIONS).collect::<Vec<_>>();
        Some(format!("{before}(the newest versions are {}){after}", newest.join(", ")))
    };
    shortened().unwrap_or_else(|| line.to_owned())
}

/// The version that the package around the models says.
fn version(data: &Path) -> Result<String> {
    let package = data.parent().unwrap_or(data);
    let stated = botocore::stated(package)?;
    let stated = stated.with_context(|| {
        format!(
            "{} does not say the version of botocore\n  help: name the folder of a whole botocore, with its __init__.py",
            package.display()
        )
    })?;
    Ok(stated.version)
}

/// A Python that has pip.
fn python() -> Result<&'static str> {
    let has_pip = |python: &&&str| {
        let output: std::io::Result<Output> = Command::new(python).args(["-m", "pip", "--version"]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let found = ["python3", "python"].iter().find(has_pip).copied();
    found.context(
        "an update gets botocore with pip, and there is no Python with pip here\n  help: install Python 3 with pip (on Debian \
         and Ubuntu the package python3-pip), or unpack botocore and pass its folder with --from",
    )
}

/// Checks a version of botocore.
pub(super) fn parse_version(text: &str) -> Result<String, String> {
    if botocore::is_version(text) { Ok(text.to_owned()) } else { Err("write a version as in 1.44.5".to_owned()) }
}
