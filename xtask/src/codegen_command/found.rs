//! The files of a model that the command line names: themselves, or those of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::workspace::Published;

/// The files of a model: of a folder, botocore's `service-2.json`, or all files in Smithy's JSON AST.
pub(super) fn models(paths: &[PathBuf]) -> Result<Vec<Published>> {
    let mut files = Vec::new();
    for path in paths {
        let metadata = path.metadata().with_context(|| format!("cannot read {}", path.display()))?;
        if !metadata.is_dir() {
            files.push(Published::read(path)?);
            continue;
        }
        match Published::find(path, "service-2.json")? {
            Some(file) => files.push(file),
            None => files.extend(smithy(path)?),
        }
    }
    Ok(files)
}

/// The files of a folder that are in Smithy's JSON AST, by name. An overlay is in it, too, and is no model.
fn smithy(folder: &Path) -> Result<Vec<Published>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = name.trim_end_matches(".gz");
        name.ends_with(".json") && name != "overlay.json"
    });
    paths.sort();
    let files: Vec<Published> = paths.iter().map(|path| Published::read(path)).collect::<Result<_>>()?;
    let files: Vec<Published> = files.into_iter().filter(|file| codegen::import::is_smithy(&file.text)).collect();
    if files.is_empty() {
        bail!(
            "{} has no model\n  help: name a `service-2.json` of botocore's or files in Smithy's JSON AST, or a folder with them",
            folder.display()
        );
    }
    Ok(files)
}
