//! `import`: a published model, without its prose, to `models/`. What the service removed since the last import is retained.

mod former;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use codegen::import::{Identity, identity, is_smithy, without_prose};
use codegen::source::Source;
use codegen::{Failed, Inputs};

use crate::manifest;
use crate::model_files::RETAINED;
use crate::project::Project;
use crate::provenance::{Converted, FILE, Imported, Provenance, sha256};
use crate::report::{self, JSON_HELP, Messages};
use crate::tree;
use crate::workspace::{Published, read, shown};

/// The arguments of the command.
#[derive(Args, Debug)]
#[command(after_help = JSON_HELP)]
pub struct Arguments {
    /// A `service-2.json` or `service-2.json.gz` as botocore publishes it, or the folder with one. Paginators, waiters,
    /// examples and endpoint rules beside it come along, and so does the `partitions.json` of the package. Or a file in
    /// Smithy's JSON AST, packed or not.
    path: PathBuf,
    /// The version of botocore, or of what a Smithy model comes from. botocore's is found in the package that the path
    /// lies in, if it lies in one.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// Who published a Smithy model, such as a repository.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The service's shape, by name or id, where a Smithy model has several services.
    #[arg(long, value_name = "ID")]
    service_shape: Option<String>,
    /// The folder to write to; unless it is said, the manifest's folder of models.
    #[arg(long, value_name = "FOLDER")]
    models: Option<PathBuf>,
    /// Take the new type of a member or shape that changed and cannot be kept, which breaks dependents: `Shape$member` or
    /// `Shape`. Can be given several times.
    #[arg(long, value_name = "NAME")]
    accept_type: Vec<String>,
    /// The date for items that the service removed, as YYYY-MM-DD; unless it is said, today's in UTC.
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<String>,
    #[command(flatten)]
    /// The form of the diagnostics.
    pub messages: Messages,
}

fn date(text: &str) -> Result<String, String> {
    text.parse::<jiff::civil::Date>()
        .map(|date| date.to_string())
        .map_err(|_| "write a date as in 2025-11-17".to_owned())
}

impl Arguments {
    /// An import of botocore's model of a service, into the folder of models.
    pub(crate) fn of_botocore(path: PathBuf, version: String, accept_type: Vec<String>, messages: Messages) -> Self {
        let (version, date) = (Some(version), None);
        Self { path, version, source: None, service_shape: None, models: None, accept_type, date, messages }
    }
}

/// The partitions of all services.
const PARTITIONS: &str = "partitions.json";

/// The files of a service that are taken, model first.
const FILES: &[&str] =
    &["service-2.json", "paginators-1.json", "waiters-2.json", "endpoint-rule-set-1.json", "examples-1.json"];

/// A model in Smithy's format, as it lies here.
const SMITHY: &str = "smithy.json";

/// Imports a model.
///
/// # Errors
/// A file that cannot be read or written, or a model that is wrong, which has been reported then.
pub fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let models = arguments.models.clone().unwrap_or_else(|| project.models.clone());
    if models.is_file() {
        bail!("{} is a file, and models need a folder\n  help: name a folder with --models", models.display());
    }
    project.recover()?;
    let planned = plan(arguments, project)?;
    planned.write(&models, project)?;
    if arguments.models.is_none() {
        say_what_to_list(&planned.place, project)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a model and decides what to write; nothing is written.
///
/// # Errors
/// A file that cannot be read, or a model that is wrong, which has been reported then.
pub(crate) fn plan(arguments: &Arguments, project: &Project) -> Result<Planned> {
    if arguments.path.is_file() {
        let file = Published::read(&arguments.path)?;
        if is_smithy(&file.text) {
            return smithy(arguments, file, project);
        }
    }
    botocore(arguments, project)
}

/// The model and what lies beside it, and the same as a Smithy model.
fn botocore(arguments: &Arguments, project: &Project) -> Result<Planned> {
    let messages = arguments.messages;
    let folder = service_folder(&arguments.path)?;
    let mut published = Vec::new();
    for &name in FILES {
        published.extend(Published::find(&folder, name)?.map(|file| (name, file)));
    }
    let Some((_, model)) = published.first().filter(|(name, _)| *name == FILES[0]) else {
        bail!("there is no {} or {}.gz in {}", FILES[0], FILES[0], folder.display());
    };
    let identity = identify(model, None, messages)?;
    let version = match &arguments.version {
        Some(version) => version.clone(),
        None => package_version(&folder).ok_or_else(|| {
            anyhow!("the version of botocore is not found beside {}; name it with --version", arguments.path.display())
        })?,
    };
    let mut imported = Import::new("botocore", &version);
    imported.take(&published, messages)?;
    imported.convert(messages)?;
    let mut beside = BTreeMap::new();
    if let Some(partitions) = partitions(&folder)? {
        let mut imported = Import::new("botocore", &version);
        imported.take(&[(PARTITIONS, partitions)], messages)?;
        beside = imported.files("partitions.provenance.toml", project.program)?;
    }
    Planned::new(identity, imported, beside, arguments, project)
}

/// A model that is in Smithy's format already.
fn smithy(arguments: &Arguments, file: Published, project: &Project) -> Result<Planned> {
    let messages = arguments.messages;
    let identity = identify(&file, arguments.service_shape.as_deref(), messages)?;
    let (Some(source), Some(version)) = (&arguments.source, &arguments.version) else {
        bail!("a Smithy model does not say where it comes from; name that with --source and --version");
    };
    let mut imported = Import::new(source, version);
    imported.take(&[(SMITHY, file)], messages)?;
    Planned::new(identity, imported, BTreeMap::new(), arguments, project)
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

fn service_folder(path: &Path) -> Result<PathBuf> {
    let metadata = path.metadata().with_context(|| format!("cannot read {}", path.display()))?;
    if metadata.is_dir() {
        return Ok(path.to_path_buf());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.trim_end_matches(".gz") != FILES[0] {
        bail!("{} is not called {} or {}.gz, as botocore's service models are", path.display(), FILES[0], FILES[0]);
    }
    Ok(path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf())
}

/// botocore's version, from the package around `data/<service>/<version>`.
fn package_version(folder: &Path) -> Option<String> {
    let package = folder.canonicalize().ok()?.ancestors().nth(3)?.join("__init__.py");
    let text = read(&package).ok()?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("__version__"))?;
    Some(line.trim_start_matches([' ', '=']).trim_matches(['\'', '"', ' ']).to_owned())
}

/// The partitions of the package, two folders above the service's.
fn partitions(folder: &Path) -> Result<Option<Published>> {
    let Ok(folder) = folder.canonicalize() else { return Ok(None) };
    match folder.ancestors().nth(2) {
        Some(data) => Published::find(data, PARTITIONS),
        None => Ok(None),
    }
}

fn source(file: &Published) -> (String, &[u8]) {
    (file.path.to_string_lossy().into_owned(), &file.text)
}

fn identify(model: &Published, service: Option<&str>, messages: Messages) -> Result<Place> {
    let (name, text) = source(model);
    let found = identity(&[Source { name: &name, text }], service).map_err(|all| failed(&all, messages))?;
    let Some(Identity { name: service, api_version }) = found else {
        bail!("{name} is no service model, or does not have the service: it must say the service's name and version");
    };
    Ok(Place { model: name, service, api_version })
}

/// The model's file name and the identity of its service, which give its folder.
pub(crate) struct Place {
    model: String,
    service: String,
    api_version: String,
}

impl Place {
    /// The folder below models/.
    fn folder(&self) -> Result<String> {
        let Self { model, service, api_version } = self;
        if service.is_empty() || api_version.is_empty() {
            bail!(
                "{model} does not say what its service is called, or in which version, and both are names of folders"
            );
        }
        Ok(format!("{service}/{api_version}"))
    }
}

/// Files without prose, and their provenance.
struct Import {
    files: BTreeMap<String, String>,
    provenance: Provenance,
}

impl Import {
    fn new(source: &str, version: &str) -> Self {
        let (source, version) = (source.to_owned(), version.to_owned());
        let provenance = Provenance { source, version, file: Vec::new(), converted: Vec::new() };
        Self { files: BTreeMap::new(), provenance }
    }

    /// Takes the facts of files.
    fn take(&mut self, published: &[(&str, Published)], messages: Messages) -> Result<()> {
        for (name, file) in published {
            let (path, text) = source(file);
            let stripped = without_prose(Source { name: &path, text }).map_err(|all| failed(&all, messages))?;
            self.provenance.file.push(Imported {
                name: (*name).to_owned(),
                published_name: file.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                published_sha256: sha256(&file.bytes),
                sha256: sha256(stripped.as_bytes()),
            });
            self.files.insert((*name).to_owned(), stripped);
        }
        Ok(())
    }

    /// Makes a Smithy model of botocore's files. What it says is wrong is wrong with these.
    fn convert(&mut self, messages: Messages) -> Result<()> {
        let source =
            |name: &str| self.files.get_key_value(name).map(|(name, text)| Source { name, text: text.as_bytes() });
        let models: Vec<Source<'_>> = source(FILES[0]).into_iter().collect();
        let inputs = Inputs {
            models: &models,
            paginators: source(FILES[1]),
            waiters: source(FILES[2]),
            endpoint_rules: source(FILES[3]),
            examples: source(FILES[4]),
            ..Inputs::default()
        };
        let text = codegen::convert(&inputs, None).map_err(|Failed(all)| failed(&all, messages))?;
        self.provenance.converted.push(Converted { name: SMITHY.to_owned(), sha256: sha256(text.as_bytes()) });
        self.files.insert(SMITHY.to_owned(), text);
        Ok(())
    }

    /// All files, with the provenance under this name.
    fn files(mut self, provenance: &str, program: &str) -> Result<BTreeMap<String, String>> {
        self.files.insert(provenance.to_owned(), self.provenance.text(program)?);
        Ok(self.files)
    }
}

fn failed(all: &[codegen::diagnostic::Located], messages: Messages) -> anyhow::Error {
    messages.diagnostics(all);
    anyhow!("the model was not imported; nothing was written")
}

/// An import that is decided, and not written yet.
pub(crate) struct Planned {
    place: Place,
    /// All files, by their paths below the folder of models.
    pub(crate) files: BTreeMap<String, String>,
    /// Files of the former import that are removed.
    pub(crate) stale: Vec<String>,
    /// The update of the retained items.
    pub(crate) retained: codegen::retained::Update,
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
        let models = arguments.models.clone().unwrap_or_else(|| project.models.clone());
        let folder = place.folder()?;
        let retained = former::retained(&models.join(&folder), &imported, arguments, &place, project)?;
        let mut of_folder = imported.files(FILE, project.program)?;
        of_folder.extend(retained.text.iter().map(|text| (RETAINED.to_owned(), text.clone())));
        let mut files: BTreeMap<String, String> =
            of_folder.into_iter().map(|(file, text)| (format!("{folder}/{file}"), text)).collect();
        let has_partitions = !beside.is_empty();
        files.extend(beside);
        let ours = FILES.iter().chain([&SMITHY, &RETAINED]).map(|name| format!("{folder}/{name}"));
        let stale = ours.filter(|path| !files.contains_key(path) && models.join(path).is_file()).collect();
        Ok(Self { place, files, stale, retained, has_partitions })
    }

    /// The module of the service.
    pub(crate) fn service(&self) -> &str {
        &self.place.service
    }

    /// Says what is retained from now on, and no longer.
    pub(crate) fn say(&self) {
        for name in &self.retained.retired {
            report::done("retained", &format!("{name}, which the service removed or changed"));
        }
        for name in &self.retained.returned {
            report::done("released", &format!("{name}, which the model has as before, or which nothing uses"));
        }
    }

    /// Writes the files in one run, so that a service and its partitions are of the same version, or neither is there.
    fn write(&self, models: &Path, project: &Project) -> Result<()> {
        let written = tree::write(models, &self.files, &self.stale)?;
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
