//! A service with all its files read, ready for the generator. Where it comes from, and where it goes to, is its
//! caller's.

use std::path::Path;

use anyhow::Result;
use codegen::{Failed, Generated, Inputs, Options};
use serde::Deserialize;

use crate::model_files::{ModelFiles, Text};

/// `"all"`, or a list of names.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "`operations` is \"all\" or a list of names")]
pub enum Operations {
    /// A word.
    Word(All),
    /// Names.
    Named(Vec<String>),
}

/// The word `all`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum All {
    /// `all`.
    All,
}

impl Operations {
    /// From the command line: `all`, or names with commas between them.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "all" => Self::Word(All::All),
            names => Self::Named(
                names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect(),
            ),
        }
    }

    /// As the generator takes it.
    #[must_use]
    pub fn selection(&self) -> codegen::Selection<'_> {
        match self {
            Self::Word(All::All) => codegen::Selection::All,
            Self::Named(names) => codegen::Selection::Named(names),
        }
    }
}

/// A service of a run.
#[derive(Debug)]
pub struct Service {
    /// Its module.
    pub name: String,
    /// The model's name in the first line of generated files.
    pub label: String,
    /// Which of its operations are generated.
    pub operations: Operations,
    /// Its shape, where the model has several services.
    pub shape: Option<String>,
    /// The protocol to generate, where the model lists several and another than the preferred one is wanted.
    pub protocol: Option<String>,
    /// Its model and what lies beside that.
    pub files: ModelFiles,
    /// The partitions that its endpoint rules ask for.
    pub partitions: Option<Text>,
}

impl Service {
    /// A model, and nothing else.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn alone(name: String, label: String, model: &Path, operations: Operations, base: &Path) -> Result<Self> {
        let files = ModelFiles::alone(model, base)?;
        Ok(Self { name, label, operations, shape: None, protocol: None, files, partitions: None })
    }

    /// A model and what lies beside it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn of_folder(name: String, label: String, model: &Path, operations: Operations, base: &Path) -> Result<Self> {
        let (files, _) = ModelFiles::of_paths(&[model.to_path_buf()], base)?;
        Ok(Self { name, label, operations, shape: None, protocol: None, files, partitions: None })
    }

    /// Generates it into the package of this name, and says that the command has.
    ///
    /// # Errors
    /// Everything that is wrong with the model, each with its place.
    pub fn generate(&self, package: &str, command: &str) -> Result<Generated, Failed> {
        let models = self.files.sources();
        let inputs = self.files.inputs(&models, self.partitions.as_ref());
        let inputs = Inputs { protocol: self.protocol.as_deref(), ..inputs };
        let operations = self.operations.selection();
        let (module, label, service) = (self.name.as_str(), self.label.as_str(), self.shape.as_deref());
        codegen::generate(&inputs, &Options { package, module, service, operations, command, label })
    }
}
