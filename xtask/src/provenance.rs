//! `provenance.toml` beside a model: where its facts come from, and that nobody has changed them by hand.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::workspace::{read, read_if_there, shown};

/// The file's name.
pub(crate) const FILE: &str = "provenance.toml";

/// Where a model comes from.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Provenance {
    /// Who published it.
    pub(crate) source: String,
    /// In which version.
    pub(crate) version: String,
    /// Its files.
    pub(crate) file: Vec<Imported>,
}

/// A file, as published and as it lies here.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Imported {
    /// Its name here.
    pub(crate) name: String,
    /// Its name as published.
    pub(crate) published_name: String,
    /// The SHA-256 of the file as published.
    pub(crate) published_sha256: String,
    /// The SHA-256 of the file here.
    pub(crate) sha256: String,
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Provenance {
    /// The file's text.
    pub(crate) fn text(&self) -> Result<String> {
        let head = "# Where the facts in this folder come from. Written by `cargo xtask import`, which drops the prose of the\n\
                    # published files, and checked whenever code is generated. Corrections belong into overlay.json.\n\n";
        Ok(format!("{head}{}", toml::to_string(self)?))
    }
}

/// Holds the files of a folder to their provenance, which lies beside them and must be there if `must` says so.
pub(crate) fn check(folder: &Path, name: &str, must: bool) -> Result<()> {
    let path = folder.join(name);
    let Some(bytes) = read_if_there(&path)? else {
        if must {
            bail!("{} is missing; bring the model in with `cargo xtask import`", shown(&path));
        }
        return Ok(());
    };
    let provenance: Provenance = toml::from_str(&String::from_utf8_lossy(&bytes))
        .map_err(|e| anyhow!("{} cannot be understood\n{e}", shown(&path)))?;
    for file in &provenance.file {
        let path = folder.join(&file.name);
        let found = sha256(&read(&path)?);
        if found != file.sha256 {
            bail!(
                "{} is not the file that was imported: its SHA-256 is {found}, and {name} has {}\n  help: import the \
                 model again with `cargo xtask import`; corrections belong into overlay.json",
                shown(&path),
                file.sha256,
            );
        }
    }
    Ok(())
}
