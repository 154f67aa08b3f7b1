//! One side of a comparison with all its files read, from paths or from a revision.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use codegen::diff::{Options, Report, diff};
use codegen::import::identity;
use codegen::source::Source;
use codegen::{Failed, Inputs};

use super::revision::Revision;
use crate::manifest::{self, Manifest, Operations};
use crate::model_files::{ModelFiles, Text};
use crate::workspace::{read_if_there, root};

/// A model with what belongs to it.
pub(super) struct Side {
    files: Files,
    partitions: Option<File>,
    operations: Operations,
    protocol: Option<String>,
    /// True if the operations are those of a manifest that may be of another time than the model.
    is_of_another_time: bool,
    /// The module of the service, if the manifest lists it.
    module: Option<String>,
}

enum Files {
    Paths(Box<ModelFiles>),
    Revision(Vec<File>),
}

/// A file with the name that it has in messages.
struct File {
    role: &'static str,
    name: String,
    bytes: Vec<u8>,
}

impl File {
    fn source(&self) -> Source<'_> {
        Source { name: &self.name, text: &self.bytes }
    }
}

const MANIFEST: &str = "models/codegen.toml";
const PARTITIONS: &str = "models/partitions.json";

impl Side {
    /// The model at a path. If the manifest lists its service, its operations are chosen there.
    pub(super) fn of_path(path: &Path, operations: Option<&str>) -> Result<Self> {
        let (files, _) = ModelFiles::of_paths(&[path.to_path_buf()])?;
        let listed = listed(&files)?;
        let (module, chosen, protocol) = match listed {
            Some((name, service)) => (Some(name), service.operations, service.protocol),
            None => (None, Operations::parse("all"), None),
        };
        let is_of_another_time = operations.is_none();
        let operations = operations.map_or(chosen, Operations::parse);
        let partitions = read_if_there(&root().join(PARTITIONS))?;
        let partitions = partitions.map(|bytes| File { role: "", name: PARTITIONS.to_owned(), bytes });
        Ok(Self { files: Files::Paths(Box::new(files)), partitions, operations, protocol, is_of_another_time, module })
    }

    fn models(&self) -> Vec<Source<'_>> {
        match &self.files {
            Files::Paths(files) => files.sources(),
            Files::Revision(files) => files.iter().filter(|file| file.role == MODEL).map(File::source).collect(),
        }
    }

    fn inputs<'a>(&'a self, models: &'a [Source<'a>]) -> Inputs<'a> {
        let inputs = match &self.files {
            Files::Paths(files) => files.inputs(models, None::<&Text>),
            Files::Revision(files) => {
                let file = |role: &str| files.iter().find(|file| file.role == role).map(File::source);
                Inputs {
                    models,
                    overlay: file("overlay.json"),
                    paginators: file("paginators-1.json"),
                    waiters: file("waiters-2.json"),
                    examples: file("examples-1.json"),
                    endpoint_rules: file("endpoint-rule-set-1.json"),
                    ..Inputs::default()
                }
            }
        };
        Inputs { partitions: self.partitions.as_ref().map(File::source), protocol: self.protocol.as_deref(), ..inputs }
    }
}

/// Compares two sides. What is wrong with either is told with its place.
pub(super) fn compare(old: &Side, new: &Side) -> Result<Report, Failed> {
    let (before, after) = (old.models(), new.models());
    let module = new.module.as_ref().or(old.module.as_ref());
    let options = Options {
        module: module.map_or("service", String::as_str),
        old_operations: old.operations.selection(),
        new_operations: new.operations.selection(),
        skip_unknown: old.is_of_another_time && new.is_of_another_time,
    };
    diff(&old.inputs(&before), &new.inputs(&after), &options)
}

/// The service of the manifest that some files are a model of.
fn listed(files: &ModelFiles) -> Result<Option<(String, manifest::Service)>> {
    let path = root().join(MANIFEST);
    let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
    let mut manifest = manifest::parse(&bytes, MANIFEST)?;
    // What is wrong with the model is found, with its place, when it is compared.
    let Ok(Some(identity)) = identity(&files.sources(), None) else { return Ok(None) };
    let service = manifest.service.remove(&identity.name);
    Ok(service.filter(|it| it.version == identity.api_version).map(|service| (identity.name, service)))
}

/// The model itself, of either format.
const MODEL: &str = "model";

/// The files beside a model.
const BESIDE: &[&str] =
    &["overlay.json", "paginators-1.json", "waiters-2.json", "examples-1.json", "endpoint-rule-set-1.json"];

/// A revision, or the working tree.
struct Tree(Option<Revision>);

impl Tree {
    fn new(revision: Option<&str>) -> Result<Self> {
        Ok(Self(revision.map(Revision::new).transpose()?))
    }

    fn read(&self, role: &'static str, path: &str) -> Result<Option<File>> {
        let (name, bytes) = match &self.0 {
            Some(revision) => (revision.shown(path), revision.read(path)?),
            None => (path.to_owned(), read_if_there(&root().join(path))?),
        };
        Ok(bytes.map(|bytes| File { role, name, bytes }))
    }

    fn manifest(&self) -> Result<Manifest> {
        let file = self.read("", MANIFEST)?;
        let file = file.with_context(|| format!("there is no {}", self.shown(MANIFEST)))?;
        manifest::parse(&file.bytes, &file.name)
    }

    fn shown(&self, path: &str) -> String {
        self.0.as_ref().map_or_else(|| path.to_owned(), |revision| revision.shown(path))
    }

    fn side(&self, name: &str, service: manifest::Service, operations: Option<&str>) -> Result<Side> {
        let folder = format!("models/{name}/{}", service.version);
        let mut files = Vec::new();
        for (format, beside) in [("service-2.json", BESIDE), ("smithy.json", &BESIDE[..1])] {
            if !files.is_empty() {
                break;
            }
            if let Some(model) = self.read(MODEL, &format!("{folder}/{format}"))? {
                files.push(model);
                for role in beside {
                    files.extend(self.read(role, &format!("{folder}/{role}"))?);
                }
            }
        }
        if files.is_empty() {
            bail!("{} lists {name} {}, and there is no model in {folder}", self.shown(MANIFEST), service.version);
        }
        let partitions = self.read("", PARTITIONS)?;
        let operations = operations.map_or(service.operations, Operations::parse);
        let (protocol, module) = (service.protocol, Some(name.to_owned()));
        let files = Files::Revision(files);
        Ok(Side { files, partitions, operations, protocol, is_of_another_time: false, module })
    }
}

/// The services that both revisions list; an absent new one is the working tree.
pub(super) fn of_revisions(
    old: &str,
    new: Option<&str>,
    service: Option<&str>,
    operations: Option<&str>,
) -> Result<Vec<(Side, Side)>> {
    let (old, new) = (Tree::new(Some(old))?, Tree::new(new)?);
    let (mut before, after) = (old.manifest()?, new.manifest()?);
    if let Some(name) = service.filter(|name| !after.service.contains_key(*name)) {
        let known: Vec<&str> = after.service.keys().map(String::as_str).collect();
        bail!("{} has no service `{name}`; it has {}", new.shown(MANIFEST), known.join(", "));
    }
    let mut pairs = Vec::new();
    for (name, listed) in after.service {
        if service.is_some_and(|only| only != name) {
            continue;
        }
        let Some(former) = before.service.remove(&name) else {
            crate::report::done("added", &format!("the service {name} is new: minor"));
            continue;
        };
        pairs.push((old.side(&name, former, operations)?, new.side(&name, listed, operations)?));
    }
    if let Some(name) = before.service.keys().next().filter(|_| service.is_none()) {
        bail!(
            "{} has no service `{name}` any more: major\n  help: compare the others with --service",
            new.shown(MANIFEST)
        );
    }
    Ok(pairs)
}
