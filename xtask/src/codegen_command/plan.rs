//! What a run generates, from what, and where to: the manifest and the options, put together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use codegen::Failed;
use codegen::import::identity;

use super::{API, Arguments, COMMAND, package};
use crate::manifest::{self, Operations};
use crate::model_files::{Format, ModelFiles, Text};
use crate::provenance;
use crate::service::Service;
use crate::workspace::{root, shown};

/// A run.
pub(super) struct Plan {
    /// What is generated.
    pub(super) services: Vec<Service>,
    /// Where to.
    pub(super) out: PathBuf,
    /// What the package is called in paths.
    pub(super) package: String,
    /// The command that repeats it.
    pub(super) command: String,
    /// The service that alone is written, where only one of several is.
    only: Option<String>,
    /// True if the package is not this project's own.
    elsewhere: bool,
    partitions: Option<Text>,
}

impl Plan {
    pub(super) fn new(arguments: &Arguments) -> Result<Self> {
        let models = root().join("models");
        let partitions = Text::find(&models, "partitions.json")?;
        let mut services = match arguments.model.as_slice() {
            [] => of_manifest(&models, arguments)?,
            paths => vec![of_model(paths, arguments)?],
        };
        if let (Some(operations), [service]) = (&arguments.operations, services.as_mut_slice()) {
            service.operations = Operations::parse(operations);
        } else if arguments.operations.is_some() {
            bail!("--operations is about one service, and there are several; name one with --service");
        }
        match (&arguments.protocol, services.as_mut_slice()) {
            (None, _) => {}
            (protocol, [service]) => service.protocol.clone_from(protocol),
            (Some(_), _) => bail!("--protocol is about one service, and there are several; name one with --service"),
        }
        for service in &mut services {
            service.partitions.clone_from(&partitions);
        }
        let elsewhere = arguments.out.is_some();
        let out = arguments.out.clone().unwrap_or_else(|| root().join("generated"));
        if elsewhere {
            package::refuse_foreign(&out)?;
        }
        let package = if elsewhere { package::name(&out, &services)? } else { "generated".to_owned() };
        let only = arguments.service.clone().filter(|_| !elsewhere);
        Ok(Self { services, out, package, command: command(arguments), only, elsewhere, partitions })
    }

    pub(super) fn shown_out(&self) -> String {
        shown(&self.out)
    }

    /// The folders that hold nothing but what is generated.
    pub(super) fn owned(&self) -> Vec<String> {
        match &self.only {
            Some(service) => vec![format!("src/{service}")],
            None => vec!["src".to_owned()],
        }
    }

    /// What of the files is written: all, or one service's.
    pub(super) fn only(&self, files: BTreeMap<String, String>) -> BTreeMap<String, String> {
        let Some(service) = &self.only else { return files };
        let prefix = format!("src/{service}/");
        files.into_iter().filter(|(path, _)| path.starts_with(&prefix) || path == API).collect()
    }

    /// The files beside the services; the partitions, if a service asks for them.
    pub(super) fn package(
        &self,
        titles: &[(String, String)],
        features: &BTreeSet<&'static str>,
        with_partitions: bool,
    ) -> Result<Result<BTreeMap<String, String>, Failed>> {
        let partitions = self.partitions.as_ref().filter(|_| with_partitions).map(Text::source);
        let files = match codegen::package(titles, partitions, COMMAND, "models/partitions.json") {
            Ok(files) => files,
            Err(failed) => return Ok(Err(failed)),
        };
        let mut files: BTreeMap<String, String> =
            files.into_iter().map(|(path, text)| (format!("src/{path}"), text)).collect();
        if self.elsewhere {
            files.extend(package::manifest(&self.out, &self.package, features)?);
        }
        Ok(Ok(files))
    }
}

/// The command that does what this one does, to repeat it.
fn command(arguments: &Arguments) -> String {
    let mut command = COMMAND.to_owned();
    let mut add = |option: &str, value: Option<String>| {
        if let Some(value) = value {
            command.push_str(&format!(" {option} {value}"));
        }
    };
    add("--service", arguments.service.clone());
    add("--operations", arguments.operations.clone());
    for path in &arguments.model {
        add("--model", Some(path.display().to_string()));
    }
    add("--service-shape", arguments.service_shape.clone());
    add("--protocol", arguments.protocol.clone());
    add("--format", (arguments.format == Format::Smithy).then(|| "smithy".to_owned()));
    add("--out", arguments.out.as_ref().map(|path| path.display().to_string()));
    command
}

/// The services of the manifest; only one of them where it alone is asked for and goes elsewhere.
fn of_manifest(models: &Path, arguments: &Arguments) -> Result<Vec<Service>> {
    let path = models.join("codegen.toml");
    let manifest = manifest::load(&path)?;
    if let Some(name) = arguments.service.as_ref().filter(|name| !manifest.service.contains_key(*name)) {
        let known: Vec<&str> = manifest.service.keys().map(String::as_str).collect();
        bail!("{} has no service `{name}`; it has {}", shown(&path), known.join(", "));
    }
    provenance::check(models, "partitions.provenance.toml", false)?;
    let mut services = Vec::new();
    for (name, service) in manifest.service {
        if arguments.out.is_some() && arguments.service.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let folder = models.join(&name).join(&service.version);
        if !folder.is_dir() {
            bail!("{} lists {name} {}, and there is no folder {}", shown(&path), service.version, shown(&folder));
        }
        provenance::check(&folder, provenance::FILE, true)?;
        let label = format!("models/{name}/{}", service.version);
        let files = ModelFiles::of_folder(&folder, arguments.format)?;
        let (operations, protocol) = (service.operations, service.protocol);
        services.push(Service { name, label, operations, shape: None, protocol, files, partitions: None });
    }
    Ok(services)
}

/// A model that the manifest does not know.
fn of_model(paths: &[PathBuf], arguments: &Arguments) -> Result<Service> {
    let (files, label) = ModelFiles::of_paths(paths)?;
    let (shape, protocol) = (arguments.service_shape.clone(), None);
    let name = match &arguments.service {
        Some(name) => module(name)?,
        None => match identity(&files.sources(), shape.as_deref()) {
            Ok(Some(identity)) => module(&identity.name)?,
            // What is wrong with the model is found, with its place, when it is generated.
            Ok(None) | Err(_) => "service".to_owned(),
        },
    };
    Ok(Service { name, label, operations: Operations::parse("all"), shape, protocol, files, partitions: None })
}

/// A module's name, which is a folder's too.
fn module(name: &str) -> Result<String> {
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let module = codegen::rust::names::module_name(name);
    if is_name && module == name {
        return Ok(module);
    }
    Err(anyhow!("`{name}` cannot be a module: use lower-case letters, digits and `_`, and no keyword (--service)"))
}
