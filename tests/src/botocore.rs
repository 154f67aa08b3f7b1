//! Two releases of botocore years apart, which are not part of the project.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::Inputs;
use codegen::source::Source;

/// Returns the folders `data` of the older and the newer release; `None` where they are not at hand, which is said.
#[must_use]
pub fn folders() -> Option<[PathBuf; 2]> {
    let folder =
        |variable| crate::path_in(variable, "the folder `data` of the botocore in tests/vectors/semver/services.json");
    Some([folder("CODEGEN_OLDER_BOTOCORE")?, folder("CODEGEN_NEWER_BOTOCORE")?])
}

/// Returns the version of the botocore that a folder `data` belongs to.
///
/// # Panics
///
/// If the file with the version is not beside the folder.
#[must_use]
pub fn version(data: &Path) -> String {
    let path = data.parent().unwrap_or(data).join("__init__.py");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let line = text.lines().find_map(|line| line.strip_prefix("__version__ = "));
    line.unwrap_or_else(|| panic!("{} has no version", path.display())).trim_matches(['"', '\'']).to_owned()
}

/// A service with all that lies beside its model, and the partitions of its botocore.
#[derive(Clone, Debug)]
pub struct Service {
    /// The text of the model.
    pub model: Vec<u8>,
    beside: BTreeMap<&'static str, Vec<u8>>,
}

impl Service {
    /// Reads the newest model of a service, which has the name of its module.
    ///
    /// # Panics
    ///
    /// If there is none, or none that is unpacked.
    #[must_use]
    pub fn read(data: &Path, module: &str) -> Self {
        let path = newest(data, module);
        let read = |path: &Path| fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let names = ["paginators-1.json", "waiters-2.json", "examples-1.json", "endpoint-rule-set-1.json"];
        let files = names.map(|name| (name, path.with_file_name(name)));
        let files = files.into_iter().chain([("partitions.json", data.join("partitions.json"))]);
        let beside = files.filter(|(_, path)| path.is_file()).map(|(name, path)| (name, read(&path)));
        Self { model: read(&path), beside: beside.collect() }
    }

    /// Returns whether a file lies beside the model.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.beside.contains_key(name)
    }

    /// Returns the text of a file beside the model, if it is there.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&[u8]> {
        self.beside.get(name).map(Vec::as_slice)
    }

    /// Calls a function with the inputs of a command. `version` names the model in messages.
    pub fn with<T>(&self, version: &str, work: impl FnOnce(&Inputs<'_>) -> T) -> T {
        let source = |name: &str| {
            let (name, text) = self.beside.get_key_value(name)?;
            Some(Source { name, text })
        };
        work(&Inputs {
            models: &[Source { name: version, text: &self.model }],
            paginators: source("paginators-1.json"),
            waiters: source("waiters-2.json"),
            examples: source("examples-1.json"),
            endpoint_rules: source("endpoint-rule-set-1.json"),
            partitions: source("partitions.json"),
            ..Inputs::default()
        })
    }
}

fn newest(data: &Path, module: &str) -> PathBuf {
    let folder = data.join(module.replace('_', "-"));
    let versions = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut models: Vec<PathBuf> =
        versions.map(|it| it.expect("an entry").path().join("service-2.json")).filter(|it| it.is_file()).collect();
    models.sort();
    models.pop().unwrap_or_else(|| panic!("{} has no model, or a packed one", folder.display()))
}
