//! A service with all its files read, ready for the generator. Where it comes from, and where it goes to, is its
//! caller's.

use std::path::Path;

use anyhow::Result;
use codegen::source::Source;
use codegen::{Failed, Generated, Inputs, Options};

use crate::manifest::Operations;
use crate::workspace::{Published, shown};

/// A file that has been read.
#[derive(Clone)]
pub(crate) struct Text {
    name: String,
    bytes: Vec<u8>,
}

impl Text {
    fn of(file: Published) -> Self {
        Self { name: shown(&file.path), bytes: file.text }
    }

    pub(crate) fn find(folder: &Path, name: &str) -> Result<Option<Self>> {
        Ok(Published::find(folder, name)?.map(Self::of))
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source { name: &self.name, text: &self.bytes }
    }
}

/// A service of a run.
pub(crate) struct Service {
    /// Its module.
    pub(crate) name: String,
    /// What the first line of generated files calls its model.
    pub(crate) label: String,
    /// Which of its operations are generated.
    pub(crate) operations: Operations,
    /// Its model.
    pub(crate) model: Text,
    /// The partitions that its endpoint rules ask for.
    pub(crate) partitions: Option<Text>,
    overlay: Option<Text>,
    paginators: Option<Text>,
    endpoint_rules: Option<Text>,
}

impl Service {
    /// A model, and nothing else.
    pub(crate) fn alone(name: String, label: String, model: &Path, operations: Operations) -> Result<Self> {
        let model = Text::of(Published::read(model)?);
        let (overlay, paginators, endpoint_rules, partitions) = (None, None, None, None);
        Ok(Self { name, label, operations, model, partitions, overlay, paginators, endpoint_rules })
    }

    /// A model and what lies beside it.
    pub(crate) fn of_folder(name: String, label: String, model: &Path, operations: Operations) -> Result<Self> {
        let folder = model.parent().unwrap_or(Path::new("."));
        let mut service = Self::alone(name, label, model, operations)?;
        service.overlay = Text::find(folder, "overlay.json")?;
        service.paginators = Text::find(folder, "paginators-1.json")?;
        service.endpoint_rules = Text::find(folder, "endpoint-rule-set-1.json")?;
        Ok(service)
    }

    /// Generates it into the package of this name, and says that the command has.
    pub(crate) fn generate(&self, package: &str, command: &str) -> Result<Generated, Failed> {
        let inputs = Inputs {
            model: self.model.source(),
            overlay: self.overlay.as_ref().map(Text::source),
            paginators: self.paginators.as_ref().map(Text::source),
            endpoint_rules: self.endpoint_rules.as_ref().map(Text::source),
            partitions: self.partitions.as_ref().map(Text::source),
        };
        let operations = self.operations.selection();
        let (module, label) = (self.name.as_str(), self.label.as_str());
        codegen::generate(&inputs, &Options { package, module, operations, command, label })
    }
}
