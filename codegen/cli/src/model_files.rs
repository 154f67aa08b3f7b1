//! The files of a model and what lies beside them, as a person names them: files, or a folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use codegen::Inputs;
use codegen::source::Source;

use crate::workspace::{Published, metadata, shown};

/// The corrections beside a model.
pub(crate) const OVERLAY: &str = "overlay.json";

/// The retained items beside a model.
pub(crate) const RETAINED: &str = codegen::retained::FILE;

/// A format of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// botocore's, with pages, waiters, examples and endpoint rules in files of their own.
    Botocore,
    /// Smithy's JSON AST.
    Smithy,
}

impl Format {
    /// The name of the model's file in a folder below models/.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Botocore => "service-2.json",
            Self::Smithy => "smithy.json",
        }
    }

    /// Whose format it is, for messages.
    #[cfg(feature = "cli")]
    pub(crate) fn owner(self) -> &'static str {
        match self {
            Self::Botocore => "botocore's",
            Self::Smithy => "Smithy's",
        }
    }
}

/// A file that has been read.
#[derive(Clone, Debug)]
pub struct Text {
    name: String,
    bytes: Vec<u8>,
}

impl Text {
    /// A file that was read, under its path as it is shown from `base`.
    #[must_use]
    pub fn of(file: Published, base: &Path) -> Self {
        Self { name: shown(&file.path, base), bytes: file.text }
    }

    /// The table of partitions that is built in, for a project without one.
    #[must_use]
    pub fn built_in_partitions() -> Self {
        Self { name: "the built-in partitions".to_owned(), bytes: include_bytes!("partitions.json").to_vec() }
    }

    /// The same file, shown below a folder.
    #[must_use]
    pub fn below(self, folder: &str) -> Self {
        Self { name: format!("{folder}/{}", self.name), ..self }
    }

    /// The path under which it is shown.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file of this name, packed or not.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn find(folder: &Path, name: &str, base: &Path) -> Result<Option<Self>> {
        Ok(Published::find(folder, name)?.map(|file| Self::of(file, base)))
    }

    /// As the generator takes it.
    #[must_use]
    pub fn source(&self) -> Source<'_> {
        Source { name: &self.name, text: &self.bytes }
    }
}

/// A model's files.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    models: Vec<Text>,
    overlay: Option<Text>,
    retained: Option<Text>,
    paginators: Option<Text>,
    waiters: Option<Text>,
    examples: Option<Text>,
    endpoint_rules: Option<Text>,
}

impl ModelFiles {
    /// The model in one of our own folders, in one of the formats there; in the other one, where only that is there.
    ///
    /// # Errors
    /// A file that is missing or cannot be read.
    pub fn of_folder(folder: &Path, format: Format, base: &Path) -> Result<Self> {
        let is_there = |format: &Format| folder.join(format.file()).is_file();
        let format = [format, Format::Botocore, Format::Smithy].into_iter().find(is_there).unwrap_or(format);
        Self::with_beside(vec![Published::read(&folder.join(format.file()))?], folder, format, base)
    }

    /// One file, whatever lies beside it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn alone(model: &Path, base: &Path) -> Result<Self> {
        let models = vec![Text::of(Published::read(model)?, base)];
        Ok(Self {
            models,
            overlay: None,
            retained: None,
            paginators: None,
            waiters: None,
            examples: None,
            endpoint_rules: None,
        })
    }

    /// Finds the files that a person names. Sources are called by file name only, for the same bytes everywhere.
    ///
    /// # Errors
    /// A file that cannot be read, or a folder without a model.
    pub fn of_paths(paths: &[PathBuf], base: &Path) -> Result<(Self, String)> {
        let files = models(paths)?;
        let folder = files.first().and_then(|file| file.path.parent()).unwrap_or(Path::new(".")).to_path_buf();
        let names: Vec<_> =
            files.iter().map(|file| file.path.file_name().unwrap_or_default().to_string_lossy().into_owned()).collect();
        let is_botocore = matches!(names.as_slice(), [name] if name.trim_end_matches(".gz") == "service-2.json");
        let format = if is_botocore { Format::Botocore } else { Format::Smithy };
        Ok((Self::with_beside(files, &folder, format, base)?, names.join(", ")))
    }

    /// A Smithy model has its pages, waiters, examples and endpoint rules in itself.
    fn with_beside(files: Vec<Published>, folder: &Path, format: Format, base: &Path) -> Result<Self> {
        let of_botocore = |name: &str| match format {
            Format::Botocore => Text::find(folder, name, base),
            Format::Smithy => Ok(None),
        };
        Ok(Self {
            overlay: Text::find(folder, OVERLAY, base)?,
            retained: Text::find(folder, RETAINED, base)?,
            paginators: of_botocore("paginators-1.json")?,
            waiters: of_botocore("waiters-2.json")?,
            examples: of_botocore("examples-1.json")?,
            endpoint_rules: of_botocore("endpoint-rule-set-1.json")?,
            models: files.into_iter().map(|file| Text::of(file, base)).collect(),
        })
    }

    /// Takes an overlay from another file than the `overlay.json` beside the model.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn with_overlay(self, path: &Path, base: &Path) -> Result<Self> {
        Ok(Self { overlay: Some(Text::of(Published::read(path)?, base)), ..self })
    }

    /// The texts of the model itself.
    #[must_use]
    pub fn sources(&self) -> Vec<Source<'_>> {
        self.models.iter().map(Text::source).collect()
    }

    /// Returns the generator's inputs, with the model's texts from [`sources`](Self::sources).
    #[must_use]
    pub fn inputs<'a>(&'a self, models: &'a [Source<'a>], partitions: Option<&'a Text>) -> Inputs<'a> {
        Inputs {
            models,
            overlay: self.overlay.as_ref().map(Text::source),
            retained: self.retained.as_ref().map(Text::source),
            paginators: self.paginators.as_ref().map(Text::source),
            waiters: self.waiters.as_ref().map(Text::source),
            examples: self.examples.as_ref().map(Text::source),
            endpoint_rules: self.endpoint_rules.as_ref().map(Text::source),
            partitions: partitions.map(Text::source),
            protocol: None,
        }
    }
}

/// The files of a model: of a folder, botocore's `service-2.json`, or all files in Smithy's JSON AST.
fn models(paths: &[PathBuf]) -> Result<Vec<Published>> {
    let mut files = Vec::new();
    for path in paths {
        let metadata = metadata(path)?;
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

/// The files of a folder that are in Smithy's JSON AST, by name, and those that would be if they were JSON. An overlay and
/// retained items are in it, too, and are not a model.
fn smithy(folder: &Path) -> Result<Vec<Published>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = name.trim_end_matches(".gz");
        name.ends_with(".json") && name != OVERLAY && name != RETAINED
    });
    paths.sort();
    let files: Vec<Published> = paths.iter().map(|path| Published::read(path)).collect::<Result<_>>()?;
    let files: Vec<Published> = files.into_iter().filter(|file| codegen::import::may_be_smithy(&file.text)).collect();
    if files.is_empty() {
        bail!(
            "{} has no model\n  help: name a `service-2.json` of botocore's or files in Smithy's JSON AST, or a folder with them",
            folder.display()
        );
    }
    Ok(files)
}
