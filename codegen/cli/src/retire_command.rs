//! `retire`: gives up what an import retained, which breaks dependents: the package is generated without it, and the verdict,
//! the version and the changelog say so.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use codegen::Failed;
use codegen::retained::{Edit, Edited, edit};

use crate::interrupted;
use crate::manifest::{self, Manifest};
use crate::model_files::{Format, ModelFiles, RETAINED};
use crate::position::TomlFile;
use crate::project::{MANIFEST, Project};
use crate::release::{Grounds, Mode, Models, Release, former};
use crate::report;
use crate::workspace::shown;

/// The end of the command's help, with examples for a program.
#[must_use]
pub fn after_help(program: &str) -> String {
    format!(
        "Examples:\n  \
         {program} retire --drop 'Device$hostAddress'                 # a member, or the value of an enum: 'Kind$SCROLL'\n  \
         {program} retire --drop BurnBook --drop 'GetBook$BusyException'    # an operation or a type, and an error\n  \
         {program} retire --drop 'ListBooks$pages'                    # pages; 'ListBooks$items' gives up former items only\n  \
         {program} retire --drop 'ListBooks$BooksCounted'             # a waiter\n  \
         {program} retire --drop 'AddBookRequest$required-order'      # the former order of a builder's parameters\n  \
         {program} retire --service kms --accept-required 'CreateKeyRequest$KeySpec'\n  \
         {program} retire --drop BurnBook --dry-run                   # the verdict, the version, the changelog and the files\n\n\
         The package is generated without the items, its version is raised as the verdict demands, and its CHANGELOG.md\n\
         gets an entry: all of it or nothing. Items that are given up in one run have one version.\n\n\
         Exit codes: 0 done, 1 something is wrong, 2 wrong usage.\n\n\
         {}",
        report::release_json_help(program)
    )
}

/// The arguments of the command.
#[derive(Args, Debug)]
#[group(id = "edits", required = true, multiple = true, args = ["drop", "accept_required", "accept_optional", "accept_type", "accept_name"])]
pub struct Arguments {
    /// Remove a retained item: `Shape$member`, `Enum$VALUE`, `Operation`, `Shape`, `Operation$Error`, `Operation$input`,
    /// `Operation$output`, `Operation$pages`, `Operation$items`, `Operation$Waiter` or `Structure$required-order`. Types that
    /// only it used go with it. Can be given several times.
    #[arg(long, value_name = "NAME")]
    drop: Vec<String>,
    /// Require a member in the builder, as the service does: `Shape$member`. Can be given several times.
    #[arg(long, value_name = "NAME")]
    accept_required: Vec<String>,
    /// Stop requiring a member in the builder, as the service did: `Shape$member`. Can be given several times.
    #[arg(long, value_name = "NAME")]
    accept_optional: Vec<String>,
    /// Take the model's type of a member: `Shape$member`. Can be given several times.
    #[arg(long, value_name = "NAME")]
    accept_type: Vec<String>,
    /// Give an item the name that the model gives it, where another item had that name first: `Shape$member`, `Shape` or
    /// `Operation`. Can be given several times.
    #[arg(long, value_name = "NAME")]
    accept_name: Vec<String>,
    /// The service of the manifest, where there are several.
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// The options of the release.
    #[command(flatten)]
    pub mode: Mode,
}

impl Arguments {
    fn edits(&self) -> Vec<Edit<'_>> {
        let drop = self.drop.iter().map(|name| Edit::Drop(name));
        let required = self.accept_required.iter().map(|name| Edit::AcceptRequired(name));
        let optional = self.accept_optional.iter().map(|name| Edit::AcceptOptional(name));
        let types = self.accept_type.iter().map(|name| Edit::AcceptType(name));
        let names = self.accept_name.iter().map(|name| Edit::AcceptName(name));
        let mut edits = Vec::new();
        for edit in drop.chain(required).chain(optional).chain(types).chain(names) {
            // A name that is given twice is one wish.
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        edits
    }
}

impl Arguments {
    /// Returns the words for an item that is no longer retained. Types that only an item used have no option of their own.
    fn done(&self, name: &str) -> (&'static str, &'static str) {
        let has = |names: &[String]| names.iter().any(|it| is_same_item(it, name));
        if has(&self.accept_required) {
            ("required", ", in the builder, as in the model")
        } else if has(&self.accept_optional) {
            ("optional", ", in the builder, as in the model")
        } else if has(&self.accept_type) {
            ("accepted", ", with the type of the model")
        } else if has(&self.accept_name) {
            ("renamed", ", as the model alone names it")
        } else {
            ("dropped", "")
        }
    }
}

/// Returns whether an option names an item, with or without its namespace, with `.` or `$` before the member.
fn is_same_item(option: &str, name: &str) -> bool {
    let option = option.rsplit('#').next().unwrap_or(option);
    option == name || option.replacen('.', "$", 1) == name
}

/// Takes items out of a service's `retained.json`, and generates the package without them, with its next version and an entry
/// of the changelog; or writes nothing.
///
/// # Errors
/// Files that cannot be read or written, a service that is not listed, models that are wrong, and names of which nothing is
/// retained, which have been reported then.
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
    let Retiring { service, folder, files, shape } = model(&manifest, &file, arguments.service.as_deref(), project)?;
    drop(reading);
    let models = files.sources();
    let edited = edit(&files.inputs(&models, None), shape.as_deref(), &arguments.edits());
    let Edited { text, dropped } = edited.map_err(|Failed(all)| {
        arguments.mode.messages.diagnostics(&all);
        anyhow!("nothing was given up; nothing was written")
    })?;
    let retained = format!("{}/{RETAINED}", shown(&folder, &project.models));
    let models = match text {
        Some(text) => Models { files: BTreeMap::from([(retained, text)]), stale: Vec::new() },
        None => Models { files: BTreeMap::new(), stale: vec![retained] },
    };
    let is_empty = models.files.is_empty();
    let names: Vec<String> = dropped.iter().map(|name| format!("`{name}`")).collect();
    let intro = format!("No longer retained in `{service}`: {}.", names.join(", "));
    let release = Release::new(
        project,
        &Grounds {
            models,
            services: vec![service],
            intro,
            gives_up: true,
            moves_names: !arguments.accept_name.is_empty(),
        },
        arguments.mode,
    )?;
    for name in &dropped {
        let (verb, text) = arguments.done(name);
        arguments.mode.done(verb, &format!("{name}{text}"));
    }
    if is_empty {
        let file = shown(&folder.join(RETAINED), &project.root);
        arguments.mode.done("removed", &format!("{file}, because nothing is retained any more"));
    }
    release.finish("retired", &former)
}

/// The service of which something is given up.
struct Retiring {
    /// Its name in the manifest.
    service: String,
    /// The folder of its model.
    folder: PathBuf,
    files: ModelFiles,
    shape: Option<String>,
}

/// The service that is named, or the only one, with the files of its model.
fn model(manifest: &Manifest, file: &TomlFile, named: Option<&str>, project: &Project) -> Result<Retiring> {
    let known: Vec<&str> = manifest.service.keys().map(|key| key.get_ref().as_str()).collect();
    let found = match (named, known.as_slice()) {
        (Some(name), _) => manifest.service.iter().find(|(key, _)| key.get_ref() == name),
        (None, [_]) => manifest.service.iter().next(),
        (None, []) => bail!("{} lists no service", file.shown),
        (None, _) => bail!("{} lists several services; name one with --service: {}", file.shown, known.join(", ")),
    };
    let Some((name, service)) = found else {
        return Err(manifest::no_service(&file.shown, named.unwrap_or_default(), known.iter().copied()));
    };
    let Some(version) = &service.version else {
        let message = format!("the model of {} was not imported, so that nothing of it is retained", name.get_ref());
        let help = format!("bring the model in with `{} import`, and list its `version`", project.program);
        return Err(file.error(Some(name.span()), &message, &help));
    };
    let folder = project.models.join(name.get_ref()).join(version.get_ref());
    if !folder.is_dir() {
        let message = format!("there is no folder {}", shown(&folder, &project.root));
        let help = format!("bring the model in with `{} import`", project.program);
        return Err(file.error(Some(version.span()), &message, &help));
    }
    let files = ModelFiles::of_folder(&folder, Format::Botocore, &project.root)?;
    Ok(Retiring { service: name.get_ref().clone(), folder, files, shape: service.service_shape.clone() })
}
