//! `update`: the newest botocore, imported and generated, with the verdict, the version and the changelog. All is decided
//! in memory and in temporary folders, and written in one run.

mod arguments;
mod registry;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use codegen::import::identity;
use codegen::source::Source;

use crate::import_command::{self, Planned};
use crate::interrupted;
use crate::manifest::{self, Manifest};
use crate::position::TomlFile;
use crate::project::{MANIFEST, Project};
use crate::provenance;
use crate::release::{Grounds, Models, Release, former};
use crate::report;
use crate::tree::Former;
use crate::workspace::{Published, shown};
pub use arguments::{Arguments, after_help};
use registry::Botocore;

/// Updates the models, the generated package, its version and its changelog, or nothing.
///
/// # Errors
/// A botocore that cannot be had, files that cannot be read or written, and models that are wrong, which has been reported
/// then.
pub fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    if let Some(text) = arguments.mode.contradiction() {
        return Ok(report::usage(text));
    }
    let Some(path) = &project.manifest else {
        bail!("there is no {MANIFEST} in this folder or above it\n  help: `{} init` writes one", project.program);
    };
    if !arguments.mode.dry_run {
        interrupted::undo(project, None)?;
    }
    let reading = interrupted::reading(project, None)?;
    // Before anything is read: what another run changes from here on, this one does not take back.
    let former = former::read(project, path)?;
    let (manifest, file) = manifest::load(path, &project.root)?;
    let services = services(&manifest, &file, arguments.service.as_deref(), project)?;
    drop(reading);
    let botocore = match &arguments.from {
        Some(path) => Botocore::at(path)?,
        None => Botocore::fetch(arguments.to.as_deref())?,
    };
    report::done("botocore", &botocore.version);
    let imports = imports(&services, &botocore, arguments, project)?;
    import_command::all_needed(&imports.iter().map(|it| &it.retained).collect::<Vec<_>>())?;
    let reading = interrupted::reading(project, None)?;
    let is_unchanged = imports.iter().all(|import| is_unchanged(import, project));
    drop(reading);
    if is_unchanged {
        return behind(&botocore.version, arguments, project, &former);
    }
    let models = Models {
        files: imports.iter().flat_map(|import| import.files.clone()).collect(),
        stale: imports.iter().flat_map(|import| import.stale.clone()).collect(),
    };
    let services = imports.iter().map(|import| import.service().to_owned()).collect();
    let intro = format!("The models are those of botocore {}.", botocore.version);
    let grounds = Grounds { models, services, intro, gives_up: false, moves_names: false };
    let release = Release::new(project, &grounds, arguments.mode)?;
    for name in imports.iter().flat_map(|import| &import.retained.retired) {
        let text = format!("{name}, which the service removed or changed; `{} retire` gives it up", project.program);
        arguments.mode.done("retained", &text);
    }
    imports.iter().for_each(Planned::say_names);
    release.finish("updated", &former)
}

/// Releases what other commands changed since the package was generated: the models that are here are those of botocore, and
/// the package may not be what they give.
fn behind(botocore: &str, arguments: &Arguments, project: &Project, former: &Former) -> Result<ExitCode> {
    let models = Models { files: BTreeMap::new(), stale: Vec::new() };
    let intro = format!(
        "The models are those of botocore {botocore}, as before. The package was not generated since the models or the manifest \
         changed."
    );
    let grounds = Grounds { models, services: Vec::new(), intro, gives_up: false, moves_names: false };
    let release = Release::new(project, &grounds, arguments.mode)?;
    if release.is_there()? {
        let text =
            format!("nothing: botocore {botocore} has the models that are here, and the package is what they give");
        report::done("updated", &text);
        return Ok(ExitCode::SUCCESS);
    }
    let text = format!("botocore {botocore} has the models that are here, and the package is not what they give");
    report::done("behind", &text);
    release.finish("updated", former)
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
        let known = manifest.service.keys().map(|key| key.get_ref().as_str());
        return Err(manifest::no_service(&file.shown, name, known));
    }
    let mut listed = Vec::new();
    for (name, service) in &manifest.service {
        if named.is_some_and(|named| named != name.get_ref()) {
            continue;
        }
        let version = service.version.as_ref().map(|version| version.get_ref().clone());
        let folder = version.as_ref().map(|version| project.models.join(name.get_ref()).join(version));
        if let (Some(folder), Some(version)) = (&folder, &service.version)
            && !folder.exists()
        {
            let message = format!("there is no folder {}", shown(folder, &project.root));
            let help = format!(
                "restore it from version control, or bring the model in with `{} import`, which knows nothing of what the \
                 service removed before",
                project.program
            );
            return Err(file.error(Some(version.span()), &message, &help));
        }
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
        let import = import_command::Arguments::of_botocore(folder, version, accepted, arguments.mode.messages);
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
