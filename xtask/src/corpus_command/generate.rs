//! Generating one model of a corpus.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use codegen::{Failed, Generated};
use indicatif::{ProgressBar, ProgressStyle};

use super::find::Found;
use crate::manifest::Operations;
use crate::model_files::Text;
use crate::service::Service;
use crate::workspace::root;

/// The command, as the first line of each generated file names it.
pub(super) const COMMAND: &str = "cargo xtask corpus";

/// Generates a model, all of it, into the package of this name.
pub(super) fn generate(found: &Found, partitions: &Partitions, package: &str) -> Result<Result<Generated, Failed>> {
    let label = found.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = if found.has_folder { Service::of_folder } else { Service::alone };
    let mut service = read(found.module(), label, &found.path, Operations::parse("all"), &root())?;
    service.partitions = partitions.of(found)?;
    Ok(service.generate(package, COMMAND))
}

/// The partitions of models that have none beside them: the corpus's, or else ours.
pub(super) struct Partitions(Option<Text>);

impl Partitions {
    const FILE: &str = "partitions.json";

    pub(super) fn find(folder: &Path) -> Result<Self> {
        let theirs = Text::find(folder, Self::FILE, &root())?;
        Ok(Self(if theirs.is_some() { theirs } else { Text::find(&root().join("models"), Self::FILE, &root())? }))
    }

    pub(super) fn of(&self, found: &Found) -> Result<Option<Text>> {
        let beside = Text::find(found.path.parent().unwrap_or(Path::new(".")), Self::FILE, &root())?;
        Ok(if beside.is_some() { beside } else { self.0.clone() })
    }
}

/// A bar on a terminal, and nothing elsewhere. It has no colours that anybody would have to switch off.
pub(super) fn progress(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template("[{bar:32}] {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
