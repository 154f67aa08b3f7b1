//! The format of the model that an import replaces. Another format has other files, so that a person must ask for it.

use std::path::Path;

use anyhow::{Result, bail};

use super::arguments::Arguments;
use super::files::{FILES, Import, SMITHY};
use crate::model_files::Format;
use crate::project::Project;
use crate::provenance::Provenance;
use crate::workspace::shown;

/// Compares the format and the source of the model in a folder with those of the model that replaces it, and returns a
/// sentence if they differ.
///
/// # Errors
/// Another format without the option that allows it.
pub(super) fn replaced(
    folder: &Path,
    former: Option<&Provenance>,
    imported: &Import,
    arguments: &Arguments,
    project: &Project,
) -> Result<Option<String>> {
    let format = if folder.join(FILES[0]).is_file() { Format::Botocore } else { Format::Smithy };
    let (old, new) = (format.owner(), imported.format().owner());
    let from = former.map(|it| format!(", from {} {}", it.source, it.version)).unwrap_or_default();
    let is_of_another = former.is_some_and(|it| it.source != imported.provenance.source);
    let source = format!("{} {}", imported.provenance.source, imported.provenance.version);
    if format == imported.format() {
        return Ok(is_of_another.then(|| format!("the model{from}, with the one from {source}")));
    }
    if !arguments.replace_format {
        bail!(
            "{} has a model in {old} format{from}, and {} is in {new} format; nothing was written\n  help: to change the format, \
             import with --replace-format, which {}; otherwise import a model in {old} format",
            shown(folder, &project.root),
            arguments.path.display(),
            effect(folder, imported)
        );
    }
    Ok(Some(format!("the model in {old} format{from}, with the one in {new} format, from {source}")))
}

/// The effect of another format on the files in a folder.
fn effect(folder: &Path, imported: &Import) -> String {
    let is_lost = |name: &&str| !imported.files.contains_key(*name) && folder.join(name).is_file();
    let lost: Vec<&str> = FILES.iter().copied().chain([SMITHY]).filter(is_lost).collect();
    match lost.as_slice() {
        [] => format!("replaces {SMITHY} with one that is converted from {}", FILES[0]),
        lost => format!("removes {}", lost.join(", ")),
    }
}
