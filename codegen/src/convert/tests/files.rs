//! The models that are at hand, with what lies beside them.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::Inputs;
use crate::source::Source;

/// A model's files, unpacked.
pub(super) struct Files {
    pub(super) name: String,
    model: Vec<u8>,
    paginators: Option<Vec<u8>>,
    waiters: Option<Vec<u8>>,
    examples: Option<Vec<u8>>,
    endpoint_rules: Option<Vec<u8>>,
}

impl Files {
    fn beside(model: &Path) -> Self {
        let folder = model.parent().unwrap_or(Path::new("."));
        let file = |name: &str| {
            [folder.join(name), folder.join(format!("{name}.gz"))].iter().find(|path| path.is_file()).map(|it| read(it))
        };
        Self {
            name: model.display().to_string(),
            model: read(model),
            paginators: file("paginators-1.json"),
            waiters: file("waiters-2.json"),
            examples: file("examples-1.json"),
            endpoint_rules: file("endpoint-rule-set-1.json"),
        }
    }

    /// Alone, whatever lies beside it.
    fn alone(model: &Path) -> Self {
        Self {
            name: model.display().to_string(),
            model: read(model),
            paginators: None,
            waiters: None,
            examples: None,
            endpoint_rules: None,
        }
    }

    /// The same without endpoint rules, beside the model or in it.
    pub(super) fn without_rules(mut self) -> Self {
        self.endpoint_rules = None;
        let mut model: Value = serde_json::from_slice(&self.model).unwrap_or_default();
        for shape in model.get_mut("shapes").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
            if let Some(traits) = shape.get_mut("traits").and_then(Value::as_object_mut) {
                traits.shift_remove("smithy.rules#endpointRuleSet");
            }
        }
        self.model = model.to_string().into_bytes();
        self
    }

    pub(super) fn with<T>(&self, work: impl FnOnce(&Inputs<'_>) -> T) -> T {
        fn source<'a>(name: &'a str, text: Option<&'a Vec<u8>>) -> Option<Source<'a>> {
            text.map(|text| Source { name, text })
        }
        work(&Inputs {
            models: &[Source { name: &self.name, text: &self.model }],
            overlay: None,
            retained: None,
            paginators: source("paginators-1.json", self.paginators.as_ref()),
            waiters: source("waiters-2.json", self.waiters.as_ref()),
            examples: source("examples-1.json", self.examples.as_ref()),
            endpoint_rules: source("endpoint-rule-set-1.json", self.endpoint_rules.as_ref()),
            partitions: None,
            protocol: None,
        })
    }
}

/// A file's bytes, unpacked.
fn read(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).expect("a file can be read");
    if path.extension() != Some(OsStr::new("gz")) {
        return bytes;
    }
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).expect("a file can be unpacked");
    text
}

/// Returns the files in a folder, by name.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn project() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// The models of the themes, in whichever formats they have them.
pub(super) fn fixtures() -> impl Iterator<Item = Files> {
    let root = project().join("tests/fixtures");
    let folders = [listed(&root), listed(&root.join("parity"))].concat().into_iter();
    let models = folders.flat_map(|folder| ["service-2.json", "smithy.json"].map(|name| folder.join(name)));
    models.filter(|path| path.is_file()).map(|path| Files::beside(&path))
}

/// Each JSON file of a folder, as a model.
pub(super) fn json(folder: &Path) -> impl Iterator<Item = Files> + use<> {
    let paths = listed(folder).into_iter();
    let is_json = |path: &PathBuf| path.to_string_lossy().trim_end_matches(".gz").ends_with(".json");
    paths.filter(is_json).map(|path| Files::alone(&path))
}

/// The newest version of each service.
pub(super) fn services(data: &Path) -> impl Iterator<Item = Files> + use<> {
    let folders = listed(data).into_iter().filter(|path| path.is_dir());
    let newest = folders.filter_map(|service| listed(&service).into_iter().rfind(|path| path.is_dir()));
    let models = newest.flat_map(|folder| ["service-2.json", "service-2.json.gz"].map(|name| folder.join(name)));
    models.filter(|path| path.is_file()).map(|path| Files::beside(&path))
}

/// Published models of both formats, which are not part of this project.
pub(super) fn published() -> Option<PathBuf> {
    path_in("CODEGEN_PUBLISHED_MODELS", "a folder with `history` and `smithy`")
}

/// A botocore's folder `data`.
pub(super) fn botocore() -> Option<PathBuf> {
    path_in("CODEGEN_CORPUS", "the folder `data` of a botocore")
}

/// The path that an environment variable gives. `None` skips the test, and standard error says so.
fn path_in(variable: &str, content: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    if path.is_none() {
        // Not by `eprintln!`, which the test harness keeps to itself if the test passes.
        let skipped = format!("\nSKIPPED: the environment variable {variable} does not name {content}\n");
        writeln!(std::io::stderr(), "{skipped}").expect("standard error can be written to");
    }
    path
}
