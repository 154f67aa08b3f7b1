//! `cargo xtask import`: a published model, without its prose, to `models/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use codegen::import::{Identity, identity, without_prose};
use codegen::source::Source;

use crate::provenance::{FILE, Imported, Provenance, sha256};
use crate::report::{self, JSON_HELP, Messages};
use crate::tree;
use crate::workspace::{Published, read, root, shown};

#[derive(Args)]
#[command(after_help = JSON_HELP)]
pub(crate) struct Arguments {
    /// A `service-2.json` or `service-2.json.gz` as botocore publishes it, or the folder with one. Paginators and
    /// endpoint rules beside it come along, and so does the `partitions.json` of the package.
    path: PathBuf,
    /// The version of botocore. Found in the package that the path lies in, if it lies in one.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// The folder to write to.
    #[arg(long, default_value_os_t = root().join("models"))]
    models: PathBuf,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

/// The partitions of all services.
const PARTITIONS: &str = "partitions.json";

/// The files of a service that are taken, model first.
const FILES: &[&str] = &["service-2.json", "paginators-1.json", "waiters-2.json", "endpoint-rule-set-1.json"];

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let messages = arguments.messages;
    let folder = service_folder(&arguments.path)?;
    let mut published = Vec::new();
    for &name in FILES {
        published.extend(Published::find(&folder, name)?.map(|file| (name, file)));
    }
    let Some((_, model)) = published.first().filter(|(name, _)| *name == FILES[0]) else {
        bail!("there is no {} or {}.gz in {}", FILES[0], FILES[0], folder.display());
    };
    let Identity { name, api_version } = identify(model, messages)?;
    let version = match &arguments.version {
        Some(version) => version.clone(),
        None => package_version(&folder).ok_or_else(|| {
            anyhow!("the version of botocore is not found beside {}; name it with --version", arguments.path.display())
        })?,
    };
    let files = imported(&published, &version, messages)?;
    let below = format!("{name}/{api_version}");
    let files: BTreeMap<String, String> =
        files.into_iter().map(|(file, text)| (format!("{below}/{file}"), text)).collect();
    write(&arguments.models, &below, &files)?;
    if let Some(partitions) = partitions(&folder)? {
        let files = imported(&[(PARTITIONS, partitions)], &version, messages)?;
        let files = files.into_iter().map(|(file, text)| match file.as_str() {
            FILE => ("partitions.provenance.toml".to_owned(), text),
            _ => (file, text),
        });
        write(&arguments.models, "partitions", &files.collect())?;
    }
    Ok(ExitCode::SUCCESS)
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

fn identify(model: &Published, messages: Messages) -> Result<Identity> {
    let (name, text) = source(model);
    let found = identity(&[Source { name: &name, text }], None).map_err(|all| failed(&all, messages))?;
    found.ok_or_else(|| anyhow!("{name} is no service model: it has no `metadata` with `serviceId` and `apiVersion`"))
}

/// The files without prose, and their provenance.
fn imported(published: &[(&str, Published)], version: &str, messages: Messages) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut provenance = Provenance { source: "botocore".into(), version: version.to_owned(), file: Vec::new() };
    for (name, file) in published {
        let (path, text) = source(file);
        let stripped = without_prose(Source { name: &path, text }).map_err(|all| failed(&all, messages))?;
        provenance.file.push(Imported {
            name: (*name).to_owned(),
            published_name: file.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            published_sha256: sha256(&file.bytes),
            sha256: sha256(stripped.as_bytes()),
        });
        files.insert((*name).to_owned(), stripped);
    }
    files.insert(FILE.to_owned(), provenance.text()?);
    Ok(files)
}

fn failed(all: &[codegen::diagnostic::Located], messages: Messages) -> anyhow::Error {
    messages.diagnostics(all);
    anyhow!("the model was not imported; nothing was written")
}

/// Nothing is owned: what else lies beside a model, the overlay above all, is not the import's to remove.
fn write(models: &Path, what: &str, files: &BTreeMap<String, String>) -> Result<()> {
    let written = tree::write(models, files, &[])?;
    let text = format!(
        "{what} to {}: {} written, {} unchanged",
        shown(models),
        report::count(written.written.len(), "file"),
        written.unchanged,
    );
    report::done("imported", &text);
    Ok(())
}
