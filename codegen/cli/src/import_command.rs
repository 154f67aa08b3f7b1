//! `import`: a published model, without its prose, to `models/`. What the service removed since the last import is retained.

mod arguments;
mod files;
mod format;
mod former;
mod published;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use codegen::import::{Identity, identity, is_smithy};
use codegen::source::Source;

pub use arguments::{Arguments, after_help};
use files::{FILES, Import, Place, SMITHY, failed, source};
pub(crate) use former::all_needed;
use published::{BOTOCORE, PARTITIONS};

use crate::interrupted;
use crate::manifest;
use crate::model_files::RETAINED;
use crate::project::Project;
use crate::provenance::FILE;
use crate::report::{self, Messages};
use crate::tree::{self, Former};
use crate::workspace::{Published, metadata, shown, tidy};

/// Imports a model.
///
/// # Errors
/// A file that cannot be read or written, or a model that is wrong, which has been reported then.
pub fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let models = models(arguments, project);
    if models.is_file() {
        bail!("{} is a file, and models need a folder\n  help: name a folder with --models", models.display());
    }
    interrupted::undo(&Project { models: models.clone(), ..project.clone() }, None)?;
    let planned = plan(arguments, project)?;
    all_needed(&[&planned.retained])?;
    planned.write(&models, project)?;
    if !arguments.accept_type.is_empty() {
        let text = "which breaks dependents: raise the version as for a breaking change";
        report::done("breaking", &format!("{} as the model has it, {text}", arguments.accept_type.join(", ")));
    }
    if arguments.models.is_none() {
        say_what_to_list(&planned.place, project)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder of models that an import writes to.
fn models(arguments: &Arguments, project: &Project) -> PathBuf {
    arguments.models.as_deref().map_or_else(|| project.models.clone(), tidy)
}

/// Reads a model and decides what to write; nothing is written.
///
/// # Errors
/// A file that cannot be read, or a model that is wrong, which has been reported then.
pub(crate) fn plan(arguments: &Arguments, project: &Project) -> Result<Planned> {
    let path = &arguments.path;
    let metadata = metadata(path)?;
    if !metadata.is_dir() {
        let file = Published::read(path)?;
        if is_smithy(&file.text) {
            return smithy(arguments, &file, project);
        }
    }
    botocore(arguments, project)
}

/// The model and what lies beside it, and the same as a Smithy model.
fn botocore(arguments: &Arguments, project: &Project) -> Result<Planned> {
    let messages = arguments.messages;
    let folder = published::service_folder(&arguments.path, messages)?;
    let files = published::files(&folder)?;
    published::no_options_of_smithy(arguments)?;
    // A file that is not JSON is reported as that, whatever else is missing.
    let place = identify(&files[0].1, None, messages)?;
    let version = published::version(&folder, arguments)?;
    let mut imported = Import::new(BOTOCORE, &version);
    imported.take(&files, messages)?;
    imported.convert(messages)?;
    let place = place.ok_or_else(|| unidentified(&files[0].1))?;
    let mut beside = BTreeMap::new();
    if let Some(partitions) = published::partitions(&folder)? {
        let mut imported = Import::new(BOTOCORE, &version);
        imported.take(&[(PARTITIONS, partitions)], messages)?;
        beside = imported.files("partitions.provenance.toml", project.program)?;
    }
    Planned::new(place, imported, beside, arguments, project)
}

/// A model that is in Smithy's format already.
fn smithy(arguments: &Arguments, file: &Published, project: &Project) -> Result<Planned> {
    let (messages, service) = (arguments.messages, arguments.service_shape.as_deref());
    let (source, version) = published::of_smithy(arguments)?;
    let mut imported = Import::new(source, version);
    imported.take(&[(SMITHY, file.clone())], messages)?;
    imported.check(service, messages)?;
    let place = identify(file, service, messages)?.ok_or_else(|| unidentified(file))?;
    Planned::new(place, imported, BTreeMap::new(), arguments, project)
}

/// Says how the manifest lists a model that it does not list yet.
fn say_what_to_list(Place { service, api_version, .. }: &Place, project: &Project) -> Result<()> {
    let Some(path) = &project.manifest else {
        let text = format!("there is no codegen.toml yet: `{} init` writes one, which lists services", project.program);
        report::done("next", &text);
        return Ok(());
    };
    let (manifest, file) = manifest::load(path, &project.root)?;
    if !manifest.service.keys().any(|key| key.get_ref() == service) {
        let entry = format!("[service.{service}]\n  version = {api_version:?}\n  operations = \"all\"");
        report::done("next", &format!("list it in {}:\n\n  {entry}\n", file.shown));
    }
    Ok(())
}

fn identify(model: &Published, service: Option<&str>, messages: Messages) -> Result<Option<Place>> {
    let (name, text) = source(model);
    let found = identity(&[Source { name: &name, text }], service).map_err(|all| failed(&all, messages))?;
    Ok(found.map(|Identity { name: service, api_version }| Place { model: name, service, api_version }))
}

fn unidentified(model: &Published) -> anyhow::Error {
    anyhow!("{} does not say what its service is called, or in which version; nothing was written", source(model).0)
}

/// An import that is decided, and not written yet.
pub(crate) struct Planned {
    place: Place,
    /// All files, by their paths below the folder of models.
    pub(crate) files: BTreeMap<String, String>,
    /// Files of the former import that are removed.
    pub(crate) stale: Vec<String>,
    /// The files of the former import that this one was compared with.
    former: Former,
    /// The update of the retained items.
    pub(crate) retained: codegen::retained::Update,
    /// The model that is replaced, if it has another format or another source.
    replaced: Option<String>,
    has_partitions: bool,
}

impl Planned {
    /// Compares with the former model in the folder, if there is one. Files of a former import that this one does not have
    /// are removed. What else lies beside a model, the overlay above all, is not the import's to remove.
    fn new(
        place: Place,
        imported: Import,
        beside: BTreeMap<String, String>,
        arguments: &Arguments,
        project: &Project,
    ) -> Result<Self> {
        let models = models(arguments, project);
        let folder = place.folder()?;
        let _reading = interrupted::reading(project, Some(&models))?;
        let former = Former::read(&models, [FILE, RETAINED].map(|name| format!("{folder}/{name}")))?;
        let (retained, replaced) = former::retained(&models.join(&folder), &imported, arguments, &place, project)?;
        let mut of_folder = imported.files(FILE, project.program)?;
        of_folder.extend(retained.text.iter().map(|text| (RETAINED.to_owned(), text.clone())));
        let mut files: BTreeMap<String, String> =
            of_folder.into_iter().map(|(file, text)| (format!("{folder}/{file}"), text)).collect();
        let has_partitions = !beside.is_empty();
        files.extend(beside);
        let ours = FILES.iter().chain([&SMITHY, &RETAINED]).map(|name| format!("{folder}/{name}"));
        let stale = ours.filter(|path| !files.contains_key(path) && models.join(path).is_file()).collect();
        Ok(Self { place, files, stale, former, retained, replaced, has_partitions })
    }

    /// The module of the service.
    pub(crate) fn service(&self) -> &str {
        &self.place.service
    }

    /// Says what is retained from now on, and no longer.
    pub(crate) fn say(&self) {
        self.say_names();
        for name in &self.retained.retired {
            report::done("retained", &format!("{name}, which the service removed or changed"));
        }
        for name in &self.retained.returned {
            report::done("released", &format!("{name}, which the model has as before, or which nothing uses"));
        }
    }

    /// Says which new items have a name that the model alone would not give them.
    pub(crate) fn say_names(&self) {
        for (item, name) in &self.retained.named {
            let text = format!("{item} `{name}`, so that nothing that was there before gets another name");
            report::done("named", &text);
        }
    }

    /// Writes the files in one run, so that a service and its partitions are of the same version, or neither is there.
    fn write(&self, models: &Path, project: &Project) -> Result<()> {
        let written = tree::write_over(models, &self.files, &self.stale, &self.former)?;
        if let Some(replaced) = &self.replaced {
            report::done("replaced", replaced);
        }
        for path in &written.removed {
            report::done("removed", &format!("{path}, which the import no longer needs"));
        }
        self.say();
        let text = format!(
            "{}{} to {}: {} written, {} unchanged",
            self.place.folder()?,
            if self.has_partitions { " and the partitions" } else { "" },
            shown(models, &project.root),
            report::count(written.written.len(), "file"),
            written.unchanged,
        );
        report::done("imported", &text);
        Ok(())
    }
}
