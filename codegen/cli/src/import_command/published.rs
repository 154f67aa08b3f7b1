//! The model that a person names for an import: its format, its files, and the version that they are of.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail, ensure};
use codegen::import::identity;
use codegen::source::Source;

use super::arguments::Arguments;
use super::files::{FILES, SMITHY, failed, source};
use crate::botocore;
use crate::report::Messages;
use crate::workspace::Published;

/// The partitions of all services.
pub(super) const PARTITIONS: &str = "partitions.json";

/// The folder of a model in botocore's format, which a person names by itself or by its model.
///
/// # Errors
/// A file that is not called as botocore's models are.
pub(super) fn service_folder(path: &Path, messages: Messages) -> Result<PathBuf> {
    if path.is_dir() {
        return Ok(path.to_path_buf());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.trim_end_matches(".gz") != FILES[0] {
        return Err(not_a_model(&Published::read(path)?, messages));
    }
    Ok(path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf())
}

/// The error for a file that is neither Smithy's nor called as botocore's.
fn not_a_model(file: &Published, messages: Messages) -> anyhow::Error {
    let (name, text) = source(file);
    match identity(&[Source { name: &name, text }], None) {
        Err(all) => failed(&all, messages),
        Ok(Some(_)) => anyhow!(
            "{name} is a model in botocore's format, and is not called {0} or {0}.gz; nothing was written\n  help: rename it, \
             because the files that belong to a model are found beside a file of this name",
            FILES[0]
        ),
        Ok(None) => anyhow!(
            "{name} is not a service model; nothing was written\n  help: name a {} of botocore's, the folder with it, or a file in \
             Smithy's JSON AST, which has the key `smithy`",
            FILES[0]
        ),
    }
}

/// The files of a model in botocore's format, the model first.
///
/// # Errors
/// A folder without a model.
pub(super) fn files(folder: &Path) -> Result<Vec<(&'static str, Published)>> {
    let mut published = Vec::new();
    for &name in FILES {
        published.extend(Published::find(folder, name)?.map(|file| (name, file)));
    }
    if published.first().is_none_or(|(name, _)| *name != FILES[0]) {
        bail!(
            "there is no {0} or {0}.gz in {1}; nothing was written\n  help: name the folder of one version of a service, such as \
             botocore/data/sqs/2012-11-05; a model in Smithy's format is named by its file, such as {SMITHY}",
            FILES[0],
            folder.display()
        );
    }
    Ok(published)
}

/// The version of botocore: that of the package around a service's folder, or the one that an option names.
///
/// # Errors
/// No version, one that botocore cannot have, and one that contradicts the package.
pub(super) fn version(folder: &Path, arguments: &Arguments) -> Result<String> {
    let package = folder.canonicalize().ok().and_then(|it| it.ancestors().nth(3).map(Path::to_path_buf));
    let stated = package.map(|package| botocore::stated(&package)).transpose()?.flatten();
    let version = match (&arguments.version, stated) {
        (Some(named), Some(stated)) if *named != stated.version => bail!(
            "--version {named} contradicts {}, which says {}; nothing was written\n  help: leave --version out",
            stated.file,
            stated.version
        ),
        (_, Some(stated)) => stated.version,
        (Some(named), None) => named.clone(),
        (None, None) => bail!(
            "the version of botocore is not found beside {}; nothing was written\n  help: name it with --version",
            arguments.path.display()
        ),
    };
    ensure!(
        botocore::is_version(&version),
        "{version:?} is not a version of botocore; nothing was written\n  help: name one that is written in numbers, such as \
         `--version 1.44.8`"
    );
    Ok(version)
}

/// Refuses options that only models in Smithy's format have.
///
/// # Errors
/// An option that would have no effect.
pub(super) fn no_options_of_smithy(arguments: &Arguments) -> Result<()> {
    if let Some(source) = arguments.source.as_ref().filter(|source| *source != BOTOCORE) {
        bail!(
            "--source {source:?} is for models in Smithy's format, and {} is in botocore's, which comes from botocore: `update` \
             replaces it with a newer one; nothing was written\n  help: leave --source out",
            arguments.path.display()
        );
    }
    if let Some(service) = &arguments.service_shape {
        bail!(
            "--service-shape {service:?} is for models in Smithy's format, and {} is in botocore's, which has one service; nothing \
             was written\n  help: leave --service-shape out",
            arguments.path.display()
        );
    }
    Ok(())
}

/// The source of models in botocore's format.
pub(super) const BOTOCORE: &str = "botocore";

/// The source and the version of a model in Smithy's format.
///
/// # Errors
/// An option that is missing, or a source that is another format's.
pub(super) fn of_smithy(arguments: &Arguments) -> Result<(&str, &str)> {
    let (Some(source), Some(version)) = (&arguments.source, &arguments.version) else {
        bail!(
            "{} is in Smithy's format, which does not say where a model comes from; nothing was written\n  help: name that with \
             --source and --version",
            arguments.path.display()
        );
    };
    ensure!(
        !source.eq_ignore_ascii_case(BOTOCORE),
        "--source {source:?} is for models in botocore's format, which `update` replaces, and {} is in Smithy's; nothing was \
         written\n  help: name who published it",
        arguments.path.display()
    );
    Ok((source, version))
}

/// The partitions of the package, two folders above the service's.
pub(super) fn partitions(folder: &Path) -> Result<Option<Published>> {
    let Ok(folder) = folder.canonicalize() else { return Ok(None) };
    match folder.ancestors().nth(2) {
        Some(data) => Published::find(data, PARTITIONS),
        None => Ok(None),
    }
}
