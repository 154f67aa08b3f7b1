//! `models/codegen.toml`: which services and operations are generated.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use serde::Deserialize;

use crate::workspace::{read, shown};

/// The manifest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// The services by name, which is that of their folder and their module.
    #[serde(default)]
    pub(crate) service: BTreeMap<String, Service>,
}

/// A service that is generated.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Service {
    /// The version of its API, which is the name of the folder with its model.
    pub(crate) version: String,
    /// Which operations.
    pub(crate) operations: Operations,
    /// The protocol to generate, where the model lists several and another than the preferred one is wanted.
    pub(crate) protocol: Option<String>,
}

/// `"all"`, or a list of names.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Operations {
    /// A word.
    Word(All),
    /// Names.
    Named(Vec<String>),
}

/// The word `all`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum All {
    /// `all`.
    All,
}

impl Operations {
    /// From the command line: `all`, or names with commas between them.
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "all" => Self::Word(All::All),
            names => Self::Named(
                names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect(),
            ),
        }
    }

    /// As the generator takes it.
    pub(crate) fn selection(&self) -> codegen::Selection<'_> {
        match self {
            Self::Word(All::All) => codegen::Selection::All,
            Self::Named(names) => codegen::Selection::Named(names),
        }
    }
}

/// Reads the manifest.
pub(crate) fn load(path: &Path) -> Result<Manifest> {
    parse(&read(path)?, &shown(path))
}

/// Reads the text of a manifest, which messages call by its name.
pub(crate) fn parse(bytes: &[u8], name: &str) -> Result<Manifest> {
    let text = std::str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8 text"))?;
    // The parser's message shows the line and what is wrong with it.
    toml::from_str(text).map_err(|e| anyhow!("{name} cannot be understood\n{e}"))
}
