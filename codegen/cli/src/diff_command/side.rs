//! One side of a comparison with all its files read, from paths or from a revision.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use codegen::diff::{Options, Report, ServiceChange, diff};
use codegen::import::identity;
use codegen::source::Source;
use codegen::{Failed, Inputs};

use super::revision::Revision;
use crate::manifest::{self, Manifest, Operations};
use crate::model_files::{ModelFiles, OVERLAY, RETAINED, Text};
use crate::position::TomlFile;
use crate::project::{MANIFEST, Project};
use crate::workspace::{read_if_there, shown, unpacked};

/// A model with what belongs to it.
pub(super) struct Side {
    files: Files,
    partitions: File,
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

/// The name of a table of partitions of the project's own.
const PARTITIONS: &str = "partitions.json";

impl Side {
    /// The model at a path. If the manifest lists its service, its operations are chosen there.
    pub(super) fn of_path(path: &Path, operations: Option<&str>, project: &Project) -> Result<Self> {
        let (files, _) = ModelFiles::of_paths(&[path.to_path_buf()], &project.root)?;
        let listed = listed(&files, project)?;
        let (module, chosen, protocol) = match listed {
            Some((name, service)) => (Some(name), service.operations.into_inner(), service.protocol),
            None => (None, Operations::parse("all"), None),
        };
        let is_of_another_time = operations.is_none();
        let operations = operations.map_or(chosen, Operations::parse);
        let partitions = Tree::new(None, project)?.partitions()?;
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
                    overlay: file(OVERLAY),
                    retained: file(RETAINED),
                    paginators: file("paginators-1.json"),
                    waiters: file("waiters-2.json"),
                    examples: file("examples-1.json"),
                    endpoint_rules: file("endpoint-rule-set-1.json"),
                    ..Inputs::default()
                }
            }
        };
        Inputs { partitions: Some(self.partitions.source()), protocol: self.protocol.as_deref(), ..inputs }
    }
}

/// Compares two sides. Each error of either model has its place.
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

/// Refuses paths without a file, with a hint where they are revisions.
///
/// # Errors
/// A path that is not there.
pub(super) fn are_there(paths: [&PathBuf; 2], project: &Project) -> Result<()> {
    let Some(missing) = paths.iter().find(|path| !path.exists()) else { return Ok(()) };
    let names = paths.map(|path| path.to_string_lossy());
    let are_revisions = names.iter().all(|name| Revision::new(name, &project.root).is_ok());
    let help = match are_revisions {
        true => format!("to compare two revisions, write `{}..{}`", names[0], names[1]),
        false => "name two models, each a file or a folder, or two revisions of the repository as `A..B`".to_owned(),
    };
    bail!("there is no file or folder {}\n  help: {help}", missing.display())
}

/// The service of the manifest that some files are a model of.
fn listed(files: &ModelFiles, project: &Project) -> Result<Option<(String, manifest::Service)>> {
    let Some(path) = &project.manifest else { return Ok(None) };
    let (manifest, _) = manifest::load(path, &project.root)?;
    // What is wrong with the model is found, with its place, when it is compared.
    let Ok(Some(identity)) = identity(&files.sources(), None) else { return Ok(None) };
    let is_it = |service: &manifest::Service| match &service.version {
        Some(version) => *version.get_ref() == identity.api_version,
        None => true,
    };
    let mut services = manifest.service.into_iter().map(|(name, service)| (name.into_inner(), service));
    Ok(services.find(|(name, service)| *name == identity.name && is_it(service)))
}

/// The model itself, of either format.
const MODEL: &str = "model";

/// The files beside a model, first those that models of both formats have.
const BESIDE: &[&str] =
    &[OVERLAY, RETAINED, "paginators-1.json", "waiters-2.json", "examples-1.json", "endpoint-rule-set-1.json"];

/// The files beside a Smithy model, which has the others in itself.
const BESIDE_SMITHY: &[&str] = &[OVERLAY, RETAINED];

/// A revision of a project, or its working tree.
struct Tree<'a> {
    project: &'a Project,
    revision: Option<Revision>,
}

impl<'a> Tree<'a> {
    fn new(revision: Option<&str>, project: &'a Project) -> Result<Self> {
        let revision = revision.map(|name| Revision::new(name, &project.root)).transpose()?;
        Ok(Self { project, revision })
    }

    /// Reads the file at a path relative to the project, and unpacks it.
    fn read(&self, role: &'static str, path: &str) -> Result<Option<File>> {
        let bytes = match &self.revision {
            Some(revision) => revision.read(path)?,
            None => read_if_there(&self.project.root.join(path))?,
        };
        let name = self.shown(path);
        let unpacked = bytes.map(|bytes| unpacked(Path::new(&name), bytes)).transpose()?;
        Ok(unpacked.map(|bytes| File { role, name, bytes }))
    }

    /// The folder of models. What is staged is of no revision.
    fn models(&self) -> &Path {
        if self.revision.is_some() { &self.project.models } else { self.project.read_models() }
    }

    fn manifest(&self) -> Result<Manifest> {
        let path = self.manifest_path()?;
        let file = self.read("", &path)?.with_context(|| format!("there is no {}", self.shown(&path)))?;
        let text = String::from_utf8(file.bytes).with_context(|| format!("{} is not UTF-8 text", file.name))?;
        let (manifest, _) = manifest::parse(TomlFile::new(Path::new(&file.name), Path::new(""), text))?;
        Ok(manifest)
    }

    fn manifest_path(&self) -> Result<String> {
        let manifest = self.project.manifest.as_deref();
        let manifest = manifest.with_context(|| {
            format!(
                "there is no {MANIFEST} in this folder or above it, and so no service\n  help: compare two models by their \
                 paths, or `{} init`",
                self.project.program
            )
        })?;
        Ok(shown(manifest, &self.project.root))
    }

    /// The project's table of partitions, or else the built-in one.
    fn partitions(&self) -> Result<File> {
        let path = shown(&self.models().join(PARTITIONS), &self.project.root);
        Ok(self.read("", &path)?.unwrap_or_else(|| {
            let built_in = Text::built_in_partitions();
            File { role: "", name: built_in.name().to_owned(), bytes: built_in.source().text.to_vec() }
        }))
    }

    fn shown(&self, path: &str) -> String {
        match (&self.revision, &self.project.staged) {
            (Some(revision), _) => revision.shown(path),
            // A staged file is shown where it will be.
            (None, Some(staged)) => match Path::new(path).strip_prefix(staged) {
                Ok(below) => shown(&self.project.models.join(below), &self.project.root),
                Err(_) => path.to_owned(),
            },
            (None, None) => path.to_owned(),
        }
    }

    fn side(&self, name: &str, service: manifest::Service, operations: Option<&str>) -> Result<Side> {
        let mut files = Vec::new();
        for path in self.model_paths(name, &service)? {
            files.append(&mut self.model(&path)?);
        }
        if let Some(overlay) = &service.overlay {
            let path = self.below_manifest(overlay.get_ref())?;
            files.retain(|file| file.role != OVERLAY);
            files.extend(self.read(OVERLAY, &path)?);
        }
        if !files.iter().any(|file| file.role == MODEL) {
            bail!("{} lists {name}, and its model is not there", self.shown(&self.manifest_path()?));
        }
        let partitions = self.partitions()?;
        let operations = operations.map_or(service.operations.into_inner(), Operations::parse);
        let (protocol, module) = (service.protocol, Some(name.to_owned()));
        let files = Files::Revision(files);
        Ok(Side { files, partitions, operations, protocol, is_of_another_time: false, module })
    }

    /// The files or folders of a service's model, relative to the project.
    fn model_paths(&self, name: &str, service: &manifest::Service) -> Result<Vec<String>> {
        match (&service.model, &service.version) {
            (Some(paths), _) => paths.get_ref().all().iter().map(|path| self.below_manifest(path)).collect(),
            (None, Some(version)) => {
                let models = shown(self.models(), &self.project.root);
                Ok(vec![format!("{models}/{name}/{}", version.get_ref())])
            }
            (None, None) => {
                bail!("{} has neither `version` nor `model` for {name}", self.shown(&self.manifest_path()?))
            }
        }
    }

    /// A path of the manifest, relative to the project.
    fn below_manifest(&self, path: &Path) -> Result<String> {
        let manifest = PathBuf::from(self.manifest_path()?);
        let mut normal = manifest.parent().unwrap_or(Path::new("")).to_path_buf();
        for part in path.components() {
            match part {
                Component::ParentDir if normal.file_name().is_some() => drop(normal.pop()),
                Component::CurDir => {}
                part => normal.push(part),
            }
        }
        Ok(shown(&normal, Path::new("")))
    }

    /// A model with what lies beside it, by its file or its folder.
    fn model(&self, path: &str) -> Result<Vec<File>> {
        if let Some(file) = self.read(MODEL, path).ok().flatten() {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let mut files = vec![file];
            files.append(&mut self.beside(
                folder,
                if path.trim_end_matches(".gz").ends_with("service-2.json") { BESIDE } else { BESIDE_SMITHY },
            )?);
            return Ok(files);
        }
        for (name, beside) in [("service-2.json", BESIDE), ("smithy.json", BESIDE_SMITHY)] {
            if let Some(file) = self.read(MODEL, &format!("{path}/{name}"))? {
                let mut files = vec![file];
                files.append(&mut self.beside(path, beside)?);
                return Ok(files);
            }
        }
        Ok(Vec::new())
    }

    fn beside(&self, folder: &str, names: &[&'static str]) -> Result<Vec<File>> {
        let read = names.iter().map(|name| self.read(name, &format!("{folder}/{name}")));
        Ok(read.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }
}

/// The old and the new side of a service.
type Pair = (Side, Side);

/// The services that both revisions list, and those that only one lists; an absent new one is the working tree.
pub(super) fn of_revisions(
    old: &str,
    new: Option<&str>,
    service: Option<&str>,
    operations: Option<&str>,
    project: &Project,
) -> Result<(Vec<Pair>, Vec<ServiceChange>)> {
    let (old, new) = (Tree::new(Some(old), project)?, Tree::new(new, project)?);
    let (before, after) = (old.manifest()?, new.manifest()?);
    let by_name = |manifest: Manifest| -> BTreeMap<String, manifest::Service> {
        manifest.service.into_iter().map(|(name, service)| (name.into_inner(), service)).collect()
    };
    let (mut before, after) = (by_name(before), by_name(after));
    let shown = new.shown(&new.manifest_path()?);
    if let Some(name) = service.filter(|name| !after.contains_key(*name) && !before.contains_key(*name)) {
        return Err(manifest::no_service(&shown, name, after.keys().map(String::as_str)));
    }
    let (mut pairs, mut changes) = (Vec::new(), Vec::new());
    for (name, listed) in after {
        if service.is_some_and(|only| only != name) {
            continue;
        }
        let Some(former) = before.remove(&name) else {
            changes.push(ServiceChange::Added(name));
            continue;
        };
        pairs.push((old.side(&name, former, operations)?, new.side(&name, listed, operations)?));
    }
    let is_compared = |name: &String| service.is_none_or(|only| only == name);
    changes.extend(before.into_keys().filter(is_compared).map(ServiceChange::Removed));
    Ok((pairs, changes))
}

/// The old side, as the project is, and the new side, of the models that are staged, of a service of the manifest.
pub(super) fn of_staged(name: &str, project: &Project) -> Result<Pair> {
    let now = Project { staged: None, ..project.clone() };
    let side = |project: &Project| {
        let tree = Tree::new(None, project)?;
        let mut services = tree.manifest()?.service.into_iter();
        let listed = services.find(|(key, _)| key.get_ref() == name);
        let (_, listed) = listed.with_context(|| format!("the manifest lists no service `{name}`"))?;
        tree.side(name, listed, None)
    };
    Ok((side(&now)?, side(project)?))
}
