//! Reading a `Cargo.toml`.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use toml_edit::{DocumentMut, Item};

use crate::position::TomlFile;
use crate::workspace::read_if_there;

/// The features that a dependency enables.
pub(super) fn features_of(dependency: &Item) -> Vec<String> {
    let features = dependency.get("features").and_then(Item::as_array);
    features.into_iter().flatten().filter_map(|it| Some(it.as_str()?.to_owned())).collect()
}

/// Reads a `Cargo.toml`, and returns its text as well.
pub(super) fn document(path: &Path) -> Result<(String, DocumentMut)> {
    let bytes = read_if_there(path)?.ok_or_else(|| anyhow!("{} vanished: run again", path.display()))?;
    let Ok(text) = String::from_utf8(bytes) else { bail!("{} is not UTF-8 text", path.display()) };
    let file = TomlFile::new(path, Path::new(""), text);
    let document = file.text.parse().map_err(|error: toml_edit::TomlError| {
        file.error(error.span(), error.message(), "correct the file and run again")
    })?;
    Ok((file.text, document))
}
