//! `update`: the newest botocore, imported and generated, with the verdict, the version and the changelog. All is decided
//! in memory and in temporary folders, and written in one run.

mod arguments;
mod changelog;
mod former;
mod registry;
mod staging;
mod version;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, bail};
use codegen::diff::{ChangeCode, Level, Report};
use codegen::import::identity;
use codegen::source::Source;

use crate::codegen_command::{self, Prepared};
use crate::import_command::{self, Planned};
use crate::manifest::{self, Manifest};
use crate::model_files::OVERLAY;
use crate::position::TomlFile;
use crate::project::{MANIFEST, Project};
use crate::report::{self, Messages};
use crate::tree::Former;
use crate::workspace::{Published, read, shown};
use crate::{diff_command, provenance, tree};
pub use arguments::{Arguments, after_help};
use changelog::Entry;
use registry::Botocore;
use staging::stage;
use version::Bump;

/// Updates the models, the generated package, its version and its changelog, or nothing.
///
/// # Errors
/// A botocore that cannot be had, files that cannot be read or written, and models that are wrong, which has been reported
/// then.
pub fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let Some(path) = &project.manifest else {
        bail!("there is no {MANIFEST} in this folder or above it\n  help: `{} init` writes one", project.program);
    };
    if !arguments.dry_run {
        project.recover()?;
    }
    // Before anything is read: what another run changes from here on, this one does not take back.
    let former = former::read(project, path)?;
    let (manifest, file) = manifest::load(path, &project.root)?;
    let services = services(&manifest, &file, arguments.service.as_deref(), project)?;
    let botocore = match &arguments.from {
        Some(path) => Botocore::at(path)?,
        None => Botocore::fetch(arguments.to.as_deref())?,
    };
    report::done("botocore", &botocore.version);
    let imports = imports(&services, &botocore, arguments, project)?;
    import_command::all_needed(&imports.iter().map(|it| &it.retained).collect::<Vec<_>>())?;
    if imports.iter().all(|import| is_unchanged(import, project)) {
        report::done("updated", &format!("nothing: botocore {} has the models that are here", botocore.version));
        return Ok(ExitCode::SUCCESS);
    }
    let staged = stage(project, &imports)?;
    let next = Project { staged: Some(staged.path().to_path_buf()), ..project.clone() };
    let generated = codegen_command::prepare(&next, arguments.messages)?;
    let reports = reports(&imports, &next, arguments.messages)?;
    reports.iter().try_for_each(|(_, report)| print(arguments, report))?;
    let change = Change::new(project, &botocore, &imports, generated, &reports)?;
    change.say(project);
    if arguments.dry_run {
        return change.show(arguments.messages);
    }
    change.write(project, &former)
}

/// A service to update, with the version of its API.
struct Listed {
    name: String,
    version: String,
}

/// The services that were imported from botocore.
fn services(manifest: &Manifest, file: &TomlFile, named: Option<&str>, project: &Project) -> Result<Vec<Listed>> {
    if let Some(name) = named
        && !manifest.service.keys().any(|key| key.get_ref() == name)
    {
        let listed = manifest.service.keys().map(|key| key.get_ref().as_str());
        return Err(manifest::no_service(&file.shown, name, listed));
    }
    let mut listed = Vec::new();
    for (name, service) in &manifest.service {
        if named.is_some_and(|named| named != name.get_ref()) {
            continue;
        }
        let version = service.version.as_ref().map(|version| version.get_ref().clone());
        let folder = version.as_ref().map(|version| project.models.join(name.get_ref()).join(version));
        let source = folder.and_then(|folder| provenance::source(&folder));
        match (version, source) {
            (Some(version), Some(source)) if source == "botocore" => {
                listed.push(Listed { name: name.get_ref().clone(), version });
            }
            _ if named.is_some() => {
                let message = format!("the model of {} was not imported from botocore", name.get_ref());
                let help =
                    format!("import it with `{} import`; only models of botocore can be updated", project.program);
                return Err(file.error(Some(name.span()), &message, &help));
            }
            _ => report::done("skipped", &format!("{}, which was not imported from botocore", name.get_ref())),
        }
    }
    if listed.is_empty() {
        bail!(
            "{} lists no service that was imported from botocore\n  help: bring a model in with `{} import`",
            file.shown,
            project.program
        );
    }
    Ok(listed)
}

/// The imports of all services; nothing is written.
fn imports(services: &[Listed], botocore: &Botocore, arguments: &Arguments, project: &Project) -> Result<Vec<Planned>> {
    let import = |service: &Listed| {
        let folder = folder(&botocore.data, service)?;
        let version = botocore.version.clone();
        let accepted = arguments.accept_type.clone();
        let import = import_command::Arguments::of_botocore(folder, version, accepted, arguments.messages);
        import_command::plan(&import, project)
    };
    services.iter().map(import).collect()
}

/// The folder of a service in botocore, which may have another name there.
fn folder(data: &Path, service: &Listed) -> Result<PathBuf> {
    let direct = data.join(&service.name).join(&service.version);
    if direct.is_dir() {
        return Ok(direct);
    }
    let entries = fs::read_dir(data).with_context(|| format!("cannot read {}", data.display()))?;
    let mut folders: Vec<PathBuf> = Vec::new();
    for entry in entries {
        folders.push(entry?.path().join(&service.version));
    }
    folders.sort();
    for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
        let Some(model) = Published::find(&folder, "service-2.json")? else { continue };
        let name = model.path.to_string_lossy().into_owned();
        let found = identity(&[Source { name: &name, text: &model.text }], None).ok().flatten();
        if found.is_some_and(|found| found.name == service.name) {
            return Ok(folder);
        }
    }
    bail!(
        "botocore has no {} {}\n  help: the service may have a new version of its API: import that beside the old one",
        service.name,
        service.version
    )
}

/// Returns whether nothing but the provenance would change.
fn is_unchanged(import: &Planned, project: &Project) -> bool {
    let is_same = |(path, text): (&String, &String)| {
        path.ends_with("provenance.toml") || fs::read(project.models.join(path)).is_ok_and(|it| it == text.as_bytes())
    };
    import.stale.is_empty() && import.files.iter().all(is_same)
}

/// The verdicts, by module.
fn reports(imports: &[Planned], next: &Project, messages: Messages) -> Result<Vec<(String, Report)>> {
    let report = |import: &Planned| {
        let name = import.service().to_owned();
        let report = diff_command::staged(&name, next, messages)?;
        Ok((name, report))
    };
    imports.iter().map(report).collect()
}

fn print(arguments: &Arguments, report: &Report) -> Result<()> {
    let text = match (arguments.messages.is_json(), arguments.markdown) {
        (true, _) => report.json(),
        (false, true) => report.markdown(),
        (false, false) => report.coloured(),
    };
    anstream::stdout().write_all(text.as_bytes()).context("cannot write to standard output")
}

/// All that an update writes.
struct Change {
    /// The folder above everything.
    base: PathBuf,
    /// The files by their paths below it.
    files: BTreeMap<String, String>,
    /// The files and folders below it of which what is not among the files is removed.
    owned: Vec<String>,
    /// The change of the version.
    version: String,
    retained: Vec<String>,
    /// The items that are new, by module.
    added: Vec<(String, Vec<String>)>,
}

impl Change {
    fn new(
        project: &Project,
        botocore: &Botocore,
        imports: &[Planned],
        generated: Prepared,
        reports: &[(String, Report)],
    ) -> Result<Self> {
        let level = reports.iter().map(|(_, report)| report.level()).max().unwrap_or_default();
        let Prepared { out, files: mut package, owned } = generated;
        let (models, out) = (absolute(&project.models)?, absolute(&out)?);
        let mut lock = None;
        let mut version = "the version stays, because neither the package nor what the services do changed".to_owned();
        // The partitions, which belong to no service, are part of the package as well.
        let is_other =
            package.iter().any(|(path, text)| fs::read(out.join(path)).ok().as_deref() != Some(text.as_bytes()));
        if is_other || reports.iter().any(|(_, report)| changelog::is_noticed(report)) {
            let level = level.max(Level::Patch);
            let cargo_toml = match package.get("Cargo.toml") {
                Some(text) => text.clone(),
                None => String::from_utf8_lossy(&read(&out.join("Cargo.toml"))?).into_owned(),
            };
            let bump = Bump::new(&out, &cargo_toml, level, &project.root)?;
            let date = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
            let (new, botocore) = (bump.new.as_str(), botocore.version.as_str());
            let entry = Entry { version: new, date: &date, botocore, reports, files: &package };
            let changelog = changelog::with_entry(&out, &entry, &project.root)?;
            version = format!("{} {} -> {} ({level})", bump.package, bump.old, bump.new);
            package.insert(changelog::FILE.to_owned(), changelog);
            package.insert("Cargo.toml".to_owned(), bump.cargo_toml);
            lock = bump.lock;
        }
        let places = [&models, &out].into_iter().chain(lock.as_ref().map(|(path, _)| path));
        let base = above(places)?;
        let at = |folder: &Path, path: &str| shown(&folder.join(path), &base);
        let mut files: BTreeMap<String, String> =
            package.iter().map(|(path, text)| (at(&out, path), text.clone())).collect();
        let mut owned: Vec<String> = owned.iter().map(|path| at(&out, path)).collect();
        for import in imports {
            files.extend(import.files.iter().map(|(path, text)| (at(&models, path), text.clone())));
            owned.extend(import.stale.iter().map(|path| at(&models, path)));
        }
        files.extend(lock.map(|(path, text)| (shown(&path, &base), text)));
        let retained = imports.iter().flat_map(|import| import.retained.retired.clone()).collect();
        let added = reports.iter().map(|(module, report)| (module.clone(), added(report))).collect();
        Ok(Self { base, files, owned, version, retained, added })
    }

    fn say(&self, project: &Project) {
        for name in &self.retained {
            let text =
                format!("{name}, which the service removed or changed; `{} retire` gives it up", project.program);
            report::done("retained", &text);
        }
        report::done("version", &self.version);
        for (module, names) in self.added.iter().filter(|(_, names)| !names.is_empty()) {
            let text = format!(
                "{} of {module}, which have no documentation yet: {OVERLAY} beside the model holds it",
                names.join(", ")
            );
            report::done("document", &text);
        }
    }

    /// Shows the files that an update would write.
    fn show(&self, messages: Messages) -> Result<ExitCode> {
        let differences = tree::compare(&self.base, &self.files, &self.owned)?;
        let names: Vec<&str> = differences.iter().map(tree::Difference::path).collect();
        for name in &names {
            report::done("would write", name);
        }
        let changelog = self.files.iter().find(|(path, _)| path.ends_with(changelog::FILE));
        // A program reads the changes themselves.
        if let Some((_, text)) = changelog.filter(|_| !messages.is_json()) {
            let entry: Vec<&str> = text.split("\n## [").skip(1).take(1).collect();
            anstream::print!("\n## [{}\n", entry.concat().trim_end());
        }
        report::done("dry run", &format!("{}; nothing was written", report::count(names.len(), "file")));
        Ok(ExitCode::SUCCESS)
    }

    fn write(&self, project: &Project, former: &Former) -> Result<ExitCode> {
        let written = tree::write_over(&self.base, &self.files, &self.owned, former)?;
        let text = format!(
            "{} written, {} removed, {} unchanged; `{} diff --since HEAD` repeats the verdict",
            report::count(written.written.len(), "file"),
            written.removed.len(),
            written.unchanged,
            project.program
        );
        report::done("updated", &text);
        Ok(ExitCode::SUCCESS)
    }
}

/// The items that are new in a model, of which imports drop the prose.
fn added(report: &Report) -> Vec<String> {
    let is_new = |code: ChangeCode| {
        matches!(
            code,
            ChangeCode::OperationAdded
                | ChangeCode::TypeAdded
                | ChangeCode::MemberAdded
                | ChangeCode::RequiredMemberAdded
                | ChangeCode::UnionMemberAdded
                | ChangeCode::EnumValueAdded
        )
    };
    let subjects =
        report.changes.iter().filter(|change| is_new(change.code)).filter_map(codegen::diff::Change::subject);
    let mut names: Vec<String> = subjects.collect();
    names.sort();
    names.dedup();
    names
}

fn absolute(path: &Path) -> Result<PathBuf> {
    path.canonicalize().with_context(|| format!("cannot find {}", path.display()))
}

/// The nearest folder above some paths.
fn above<'a>(mut paths: impl Iterator<Item = &'a PathBuf>) -> Result<PathBuf> {
    let first = paths.next().map_or(Path::new("/"), PathBuf::as_path);
    let rest: Vec<&PathBuf> = paths.collect();
    let common = first.ancestors().skip(1).find(|folder| rest.iter().all(|path| path.starts_with(folder)));
    common.map(Path::to_path_buf).ok_or_else(|| anyhow!("the models and the package are on two disks"))
}
