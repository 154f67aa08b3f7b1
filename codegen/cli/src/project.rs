//! The project that a command works for: the manifest, found from the current folder upwards, and the folders that follow
//! from its place.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::runtime::Runtime;

/// The manifest's name.
pub const MANIFEST: &str = "codegen.toml";

/// The folder of models. A manifest in a folder of this name is about the project around that folder.
const MODELS: &str = "models";

/// A project, with or without a manifest.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder from which paths are shown.
    pub root: PathBuf,
    /// The manifest; absent if no folder from the current one upwards has one.
    pub manifest: Option<PathBuf>,
    /// The folder with imported models.
    pub models: PathBuf,
    /// The folder from which imported models are read instead, while an update is not written yet.
    pub staged: Option<PathBuf>,
    /// The program, as a person types it: `clientsmith`, or `cargo xtask` in the generator's own repository.
    pub program: &'static str,
    /// Its subcommand that generates.
    pub subcommand: &'static str,
    /// The source of the runtime in a new `Cargo.toml`, where neither manifest nor option names one.
    pub runtime: Runtime,
}

impl Project {
    /// A folder without a manifest.
    #[must_use]
    pub fn bare(root: &Path, program: &'static str, subcommand: &'static str) -> Self {
        let runtime = Runtime::Version(env!("CARGO_PKG_VERSION").to_owned());
        let models = root.join(MODELS);
        Self { root: root.to_path_buf(), manifest: None, models, staged: None, program, subcommand, runtime }
    }

    /// The project of a manifest: the folder around it or, if that is called `models`, the folder around that.
    #[must_use]
    pub fn with_manifest(self, manifest: &Path) -> Self {
        let folder = parent(manifest);
        let (root, models) = match folder.file_name() {
            Some(name) if name == MODELS => (parent(&folder), folder),
            _ => (folder.clone(), folder.join(MODELS)),
        };
        Self { root, manifest: Some(manifest.to_path_buf()), models, ..self }
    }

    /// Finds the manifest in a folder or the nearest one above it, as `codegen.toml` or `models/codegen.toml`.
    ///
    /// # Errors
    /// A folder that has both.
    pub fn find(self, start: &Path) -> Result<Self> {
        for folder in start.ancestors() {
            let candidates = [folder.join(MANIFEST), folder.join(MODELS).join(MANIFEST)];
            match candidates.each_ref().map(|path| path.is_file()) {
                [false, false] => {}
                [true, false] => return Ok(self.with_manifest(&candidates[0])),
                [false, true] => return Ok(self.with_manifest(&candidates[1])),
                [true, true] => bail!(
                    "{} has both {MANIFEST} and {MODELS}/{MANIFEST}\n  help: remove one of them, or name one with --manifest",
                    folder.display()
                ),
            }
        }
        Ok(self)
    }

    /// The project of a manifest that is named, or else of the one that is found.
    ///
    /// # Errors
    /// A file that is not there, and what [`find`](Self::find) says.
    pub fn of(self, manifest: Option<&Path>) -> Result<Self> {
        let start = std::env::current_dir().context("cannot find the current folder")?;
        let Some(manifest) = manifest else { return self.find(&start) };
        let path = start.join(manifest);
        if path.is_dir() {
            bail!("{} is a folder\n  help: name the file: {}", manifest.display(), manifest.join(MANIFEST).display());
        }
        if !path.exists() {
            bail!("there is no manifest {}\n  help: `{} init` writes one", manifest.display(), self.program);
        }
        Ok(self.with_manifest(&path))
    }

    /// The folder from which imported models are read.
    #[must_use]
    pub fn read_models(&self) -> &Path {
        self.staged.as_deref().unwrap_or(&self.models)
    }

    /// The command that generates.
    #[must_use]
    pub fn command(&self) -> String {
        format!("{} {}", self.program, self.subcommand)
    }
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("/")).to_path_buf()
}
