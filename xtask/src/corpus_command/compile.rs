//! Compiling what was generated: a Cargo workspace with a package for each service, so that Cargo's own jobs are what is
//! done at once, and `cargo check` over it. Warnings of the compiler are errors, as they are in this project.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use codegen::rust::names::Scope;
use serde::Deserialize;

use super::find::Found;
use super::generate::{COMMAND, Partitions, generate, progress};
use super::pool;
use crate::report::{count, done};
use crate::tree;
use crate::workspace::{read, root, shown};

/// The folders of the packages and of Cargo's output: both are kept, so that a second run compiles only what has
/// changed.
pub(super) struct Places {
    packages: PathBuf,
    target: PathBuf,
}

/// The first line of the workspace's `Cargo.toml`, by which its folder is known to be ours.
const MARK: &str = "# Written by `cargo xtask corpus --compile`.\n";

impl Places {
    /// The folder that is asked for, or one below `target`.
    pub(super) fn new(packages: Option<&Path>) -> Result<Self> {
        let target = root().join("target").join("corpus");
        let packages = packages.map_or_else(|| target.join("packages"), Path::to_path_buf);
        let is_empty = fs::read_dir(&packages).map_or(true, |mut entries| entries.next().is_none());
        let is_ours = || read(&packages.join("Cargo.toml")).is_ok_and(|text| text.starts_with(MARK.as_bytes()));
        if !is_empty && !is_ours() {
            bail!(
                "{} holds something else\n  help: name an empty folder, or one that does not exist",
                shown(&packages)
            );
        }
        Ok(Self { packages, target: target.join("build") })
    }
}

/// Which of the models' services compile, in their order. Cargo prints what does not, and why.
pub(super) fn compile(
    models: &[&Found],
    partitions: &Partitions,
    places: &Places,
    jobs: NonZero<usize>,
) -> Result<Vec<bool>> {
    let mut scope = Scope::default();
    let packages: Vec<(String, &Found)> =
        models.iter().map(|found| (scope.claim(package_name(found)), *found)).collect();
    let bar = progress(models.len());
    let written = pool::each(&packages, jobs, |(package, found)| {
        bar.set_message(format!("writing {}", found.name));
        let written = write(package, found, partitions, &places.packages);
        bar.inc(1);
        written
    });
    bar.finish_and_clear();
    for (written, found) in written?.into_iter().zip(models) {
        written.unwrap_or_else(|said| bail!("the generator panicked: {said}")).context(found.name.clone())?;
    }
    let names: Vec<String> = packages.into_iter().map(|(package, _)| package).collect();
    let files = BTreeMap::from([
        ("Cargo.toml".to_owned(), workspace(&names)?),
        // The versions that this project is tested with, and nothing to look up.
        ("Cargo.lock".to_owned(), String::from_utf8_lossy(&read(&root().join("Cargo.lock"))?).into_owned()),
    ]);
    tree::write(&places.packages, &files, &[])?;
    done("compiling", &format!("{} in {}", count(names.len(), "package"), shown(&places.packages)));
    let compiled = check(places, jobs)?;
    Ok(names.iter().map(|name| compiled.contains(&name.replace('-', "_"))).collect())
}

fn package_name(found: &Found) -> String {
    let name = format!("corpus_{}_{}", found.module(), found.version.replace('-', "_"));
    name.trim_end_matches('_').to_owned()
}

/// A package with one service.
fn write(package: &str, found: &Found, partitions: &Partitions, folder: &Path) -> Result<()> {
    let Ok(generated) = generate(found, partitions, package)? else {
        bail!("it could be generated, and cannot any more");
    };
    let services = [(found.module(), generated.title)];
    let partitions = partitions.of(found)?.filter(|_| generated.partitions);
    let Ok(package_files) = codegen::package(
        &services,
        generated.recursion_limit,
        partitions.as_ref().map(|it| it.source()),
        COMMAND,
        "partitions",
    ) else {
        bail!("the partitions cannot be read");
    };
    let all = generated.files.into_iter().chain(package_files);
    let mut files: BTreeMap<String, String> = all.map(|(path, text)| (format!("src/{path}"), text)).collect();
    files.insert("Cargo.toml".to_owned(), manifest(package));
    let folder = folder.join(package);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", shown(&folder)))?;
    tree::write(&folder, &files, &["src".to_owned()])?;
    Ok(())
}

fn manifest(package: &str) -> String {
    format!(
        "[package]\nname = \"{package}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.85\"\n\
         publish = false\n\n[features]\nclient = [\"codegen-runtime/client\"]\n\n[dependencies]\n\
         codegen-runtime = {{ workspace = true }}\n\n[lints]\nworkspace = true\n"
    )
}

/// The settings of this project's `Cargo.toml` that its generated packages abide by.
#[derive(Deserialize)]
struct Project {
    workspace: Workspace,
}

#[derive(Deserialize)]
struct Workspace {
    lints: BTreeMap<String, toml::Table>,
}

fn workspace(members: &[String]) -> Result<String> {
    let project = read(&root().join("Cargo.toml"))?;
    let project: Project = toml::from_str(&String::from_utf8_lossy(&project)).context("Cargo.toml has no lints")?;
    let mut lints = project.workspace.lints.get("rust").cloned().unwrap_or_default();
    lints.insert("warnings".to_owned(), "deny".into());
    let runtime = root().join("codegen").join("runtime").display().to_string();
    let dependency = toml::Table::from_iter([
        ("package".to_owned(), "clientsmith-runtime".into()),
        ("path".to_owned(), toml::Value::from(runtime)),
        ("default-features".to_owned(), false.into()),
        ("features".to_owned(), vec!["cbor", "query", "xml"].into()),
    ]);
    let members: toml::Value = members.iter().map(String::as_str).collect::<Vec<_>>().into();
    let (members, dependency, lints) = (members.to_string(), toml::Value::from(dependency), toml::to_string(&lints)?);
    Ok(format!(
        "{MARK}\n[workspace]\nresolver = \"3\"\nmembers = {members}\n\n\
         [workspace.dependencies]\ncodegen-runtime = {dependency}\n\n\
         [workspace.lints.rust]\n{lints}\n\
         # Only what the compiler says is wanted.\n[profile.dev]\ndebug = false\nincremental = false\n",
    ))
}

/// Cargo's message about each compiled target, as far as it matters.
#[derive(Deserialize)]
struct Message {
    reason: String,
    target: Option<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Runs `cargo check`; the names of the crates that compile. Its progress and what the compiler says go to the terminal.
fn check(places: &Places, jobs: NonZero<usize>) -> Result<BTreeSet<String>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let output = Command::new(cargo)
        .args(["check", "--workspace", "--keep-going", "--message-format=json-render-diagnostics"])
        .arg(format!("--jobs={jobs}"))
        .arg("--manifest-path")
        .arg(places.packages.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&places.target)
        .stderr(Stdio::inherit())
        .output()
        .context("cargo cannot be started")?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Message>(line).ok());
    let artifacts = messages.filter(|message| message.reason == "compiler-artifact");
    Ok(artifacts.filter_map(|message| Some(message.target?.name)).collect())
}
