//! The models of a folder that has one for each revision.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use codegen::import::identity;
use codegen::source::Source;

use crate::model_files::Format;
use crate::provenance;
use crate::workspace::Published;

/// The advice for another folder.
const HELP: &str = "name the folder with a model for each revision, in the order of their names: files such as 2015-06-23.json, or \
                    folders with a model, such as 2015-06-23/service-2.json";

/// Returns the models of a folder, in the order of their names: its files, and folders with a model.
///
/// # Errors
/// A folder that cannot be read, that is a single model, that has fewer than two, or that has JSON of another kind.
pub(super) fn revisions(folder: &Path) -> Result<Vec<PathBuf>> {
    if folder.is_file() {
        bail!("{} is a file\n  help: {HELP}", folder.display());
    }
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.retain(|path| {
        let is_hidden = name(path).starts_with('.');
        !is_hidden && (path.is_dir() || name(path).trim_end_matches(".gz").ends_with(".json"))
    });
    paths.sort();
    let names = [Format::Botocore, Format::Smithy].map(Format::file);
    let of_model = paths.iter().map(|path| name(path)).find(|name| names.contains(&name.trim_end_matches(".gz")));
    let has_provenance = || folder.join(provenance::FILE).is_file().then(|| provenance::FILE.to_owned());
    if let Some(name) = of_model.or_else(has_provenance) {
        bail!(
            "{} is the folder of a single model, because it has {name}, and --history compares several; nothing was compared\n  \
             help: {HELP}",
            folder.display()
        );
    }
    for path in paths.iter().filter(|path| !path.is_dir()) {
        let file = Published::read(path)?;
        // A file that is not JSON is reported with its place when it is compared.
        if matches!(identity(&[Source { name: "", text: &file.text }], None), Ok(None)) {
            bail!(
                "{} is not a model of a service, and --history compares all JSON files of a folder; nothing was compared\n  \
                 help: {HELP}",
                path.display()
            );
        }
    }
    if paths.len() < 2 {
        bail!("{} has fewer than two models; nothing was compared\n  help: {HELP}", folder.display());
    }
    Ok(paths)
}
