//! `init`: a manifest and a package without services, which builds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use codegen::Failed;

use crate::cargo_toml::{self, Wanted};
use crate::folder::{not_among_models, not_in_sources};
use crate::manifest::Package;
use crate::position::TomlFile;
use crate::project::{MANIFEST, Project};
use crate::report;
use crate::runtime::{DEPENDENCY, Runtime};
use crate::tree;
use crate::workspace::tidy;

/// The end of the command's help, with examples for a program.
#[must_use]
pub fn after_help(program: &str) -> String {
    format!(
        "Examples:\n  \
         {program} init clients                             # in a workspace, which gets one more member\n  \
         {program} init clients --runtime path=../runtime\n\n\
         Exit codes: 0 done, 1 something is wrong, 2 wrong usage."
    )
}

/// The arguments of the command.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The folder of the package; it is made, with the folders above it.
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// The package's name; without it, the folder's.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The source of the runtime library, which generated code links: `path=FOLDER`, `git=URL,rev=COMMIT` (or `tag=`, `branch=`)
    /// or `version=REQUIREMENT`. Without it, the version of this program, from the package registry.
    #[arg(long, value_name = "SOURCE", value_parser = Runtime::parse)]
    runtime: Option<Runtime>,
}

/// The advice for a package in a folder where it cannot be.
const ANOTHER: &str = "name another folder, such as `init clients`; its `src` follows";

/// Writes the manifest and the package.
///
/// # Errors
/// A folder that has a manifest or a package already, or that cannot be written to.
pub fn run(arguments: &Arguments, program: &'static str) -> Result<ExitCode> {
    let folder = &tidy(&arguments.folder);
    if folder.is_file() {
        bail!(
            "{} is a file, and the package needs a folder; nothing was written\n  help: name a folder",
            folder.display()
        );
    }
    let in_folder = |name: &str| below(folder, name);
    let path = in_folder(MANIFEST);
    let project = Project::bare(folder, program, "generate");
    is_free(folder, &project)?;
    arguments.name.as_ref().map_or(Ok(()), |name| cargo_toml::check_name("--name", name))?;
    let mut text = String::new();
    if let Some(name) = &arguments.name {
        text = format!("[package]\nname = {name:?}\n");
    }
    let of_option = TomlFile { path: path.clone(), shown: "--name".to_owned(), text };
    let package: ManifestOfOption = toml::from_str(&of_option.text)?;
    let wanted =
        Wanted::new(arguments.runtime.as_ref(), Some((&package.package, &of_option)), folder, false, &project)?;
    let library = wanted.library(&[]);
    let manifest = manifest(&arguments.runtime, folder, &library, &project)?;
    let lib = match codegen::package(&[], None, None, &project.command(), "") {
        Ok(files) => files,
        Err(Failed(all)) => bail!("the package cannot be written: {}", Failed(all)),
    };
    let mut files: BTreeMap<String, String> =
        lib.into_iter().map(|(path, text)| (format!("src/{path}"), text)).collect();
    files.extend(wanted.text(&library, &BTreeSet::new())?.map(|text| ("Cargo.toml".to_owned(), text)));
    files.insert(MANIFEST.to_owned(), manifest);
    tree::write(folder, &files, &[])?;
    report::done("wrote", &path.display().to_string());
    report::done("wrote", &format!("{}, the package `{library}`", in_folder("Cargo.toml").display()));
    if let Some(member) = wanted.join_workspace()? {
        report::done("added", &member);
    }
    report::done("next", &format!("list a service in {}, then run `{program} generate` there", path.display()));
    Ok(ExitCode::SUCCESS)
}

/// The path of a file in the folder.
fn below(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

/// Refuses a folder that has a manifest or a package already, or where a package cannot be.
fn is_free(folder: &Path, project: &Project) -> Result<()> {
    for (name, help) in [
        (MANIFEST, "change it, and generate"),
        ("Cargo.toml", "name a folder for a package of its own, such as `init clients`"),
        ("src", "name a folder for a package of its own, such as `init clients`"),
    ] {
        let path = below(folder, name);
        if path.symlink_metadata().is_ok() {
            bail!("{} already exists; nothing was written\n  help: {help}", path.display());
        }
    }
    not_in_sources(folder, ANOTHER)?;
    let start = std::path::absolute(folder).with_context(|| format!("cannot find {}", folder.display()))?;
    // The manifest above, which a package in another folder does not concern, may be wrong.
    let around = project.clone().find(&start).unwrap_or_else(|_| project.clone());
    not_among_models(folder, &around, ANOTHER)
}

/// The part of a manifest that `--name` stands for.
#[derive(serde::Deserialize)]
struct ManifestOfOption {
    #[serde(default)]
    package: Package,
}

/// The manifest, with all keys in comments.
fn manifest(runtime: &Option<Runtime>, folder: &Path, library: &str, project: &Project) -> Result<String> {
    let runtime = match runtime {
        None => format!("# runtime = {}\n", project.runtime.toml(folder)?),
        Some(runtime) => format!("runtime = {}\n", runtime.toml(folder)?),
    };
    let program = project.program;
    Ok(format!(
        "# The services of the package `{library}`. `{program} generate` writes them to src/, `{program} check` says whether \
         they\n# are up to date. Paths are relative to this file.\n\n\
         [package]\n\
         # The folder of the package; absent, the folder of this file.\n# path = \".\"\n\
         # The source of `{DEPENDENCY}`, which generated code links: {{ version = \"..\" }}, {{ path = \"..\" }}, or\n\
         # {{ git = \"..\", rev = \"..\" }} with `tag` or `branch` in place of `rev`.\n{runtime}\
         # The command that the first line of each generated file names.\n# command = \"{program} generate\"\n\n\
         # A service is a module of the package. Its model is a botocore `service-2.json` or Smithy's JSON AST (one file, a list\n\
         # of files, or a folder), packed with gzip or not. Paginators, waiters, endpoint rules and an overlay.json beside it are\n\
         # read as well.\n#\n\
         # [service.sqs]\n\
         # model = \"../botocore/data/sqs/2012-11-05\"\n\
         # operations = [\"SendMessage\", \"ReceiveMessage\"]    # or \"all\"\n#\n\
         # `{program} import FOLDER` takes a model into models/, without its documentation. It is listed by its version:\n#\n\
         # [service.kms]\n\
         # version = \"2014-11-01\"\n\
         # operations = \"all\"\n#\n\
         # Further keys of a service: `overlay`, a file with corrections and documentation; `protocol`, one of several that the\n\
         # model lists; `service-shape`, the service, where a Smithy model has several.\n"
    ))
}
