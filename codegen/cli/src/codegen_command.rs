//! `generate`: reads the models, has them generated, and writes or compares the result.

mod arguments;
mod ownership;
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use codegen::{Failed, Generated};

use crate::interrupted;
use crate::model_files::Format;
use crate::project::Project;
use crate::report::{self, JSON_HELP, Messages, count};
use crate::tree::{self, ChangedMeanwhile, Former};
use crate::workspace::read_if_there;
pub use arguments::Arguments;

pub(crate) use arguments::API;
use plan::Plan;

/// The end of the command's help, with examples for a program.
#[must_use]
pub fn after_help(command: &str) -> String {
    format!(
        "Without options, everything that the manifest lists is generated into the manifest's package.\n\n\
         Examples:\n  \
         {command} --check                          # is the package up to date?\n  \
         {command} --operations all --out ../all    # all operations, as a package of its own\n  \
         {command} --model my-model.json --out ../mine\n\n\
         Exit codes: 0 done, 1 something is wrong or, with --check, out of date, 2 wrong usage.\n\n{JSON_HELP}"
    )
}

/// Makes a command of its own of the option that only checks, with help that fits.
#[must_use]
pub fn check_command(command: clap::Command, name: &str) -> clap::Command {
    let prune = "Report the services of the package that this run does not generate, which `generate --prune` would remove. Without it \
                 they may be there";
    let out = "Compare another folder than the manifest's package. Services in it that this run does not generate may be there";
    command
        .after_help(check_help(name))
        .mut_arg("check", |it| it.hide(true))
        .mut_arg("prune", |it| it.help(prune))
        .mut_arg("out", |it| it.help(out))
}

/// The end of the help of a command that only checks.
fn check_help(command: &str) -> String {
    format!(
        "Without options, everything that the manifest lists is compared with the manifest's package.\n\n\
         Examples:\n  \
         {command}                  # is the package up to date?\n  \
         {command} --service sqs    # is one service up to date?\n\n\
         Exit codes: 0 up to date, 1 out of date or something is wrong, 2 wrong usage.\n\n{}",
        JSON_HELP.replace("with --check: ", "")
    )
}

impl Arguments {
    /// Everything that the manifest lists.
    pub(crate) fn of_manifest(messages: Messages) -> Self {
        Self {
            check: false,
            service: None,
            operations: None,
            model: Vec::new(),
            service_shape: None,
            protocol: None,
            format: Format::Botocore,
            out: None,
            runtime: None,
            prune: false,
            messages,
        }
    }
}

/// A package that is generated, and not written yet.
pub(crate) struct Prepared {
    /// The folder of the package.
    pub(crate) out: PathBuf,
    /// The files by their paths below the folder.
    pub(crate) files: BTreeMap<String, String>,
    /// The folders below it in which other files are stray.
    pub(crate) owned: Vec<String>,
}

/// Generates everything that the manifest lists; nothing is written.
///
/// # Errors
/// As for [`run`].
pub(crate) fn prepare(project: &Project, messages: Messages) -> Result<Prepared> {
    let reading = interrupted::reading(project, None)?;
    let plan = Plan::new(&Arguments::of_manifest(messages), project)?;
    drop(reading);
    let (Package { files, .. }, owned) = generated(&plan, project, messages)?;
    Ok(Prepared { out: plan.out.clone(), files, owned })
}

/// Generates the package, and says what is left for a person to do. Returns the package with the folders in which other files
/// are stray.
fn generated(plan: &Plan, project: &Project, messages: Messages) -> Result<(Package, Vec<String>)> {
    let Some(package) = generate(plan, messages)? else {
        bail!("nothing was generated, and nothing was written");
    };
    let reading = interrupted::reading(project, Some(&plan.out))?;
    let owned = plan.owned(&package.files)?;
    drop(reading);
    say(plan, &package.features)?;
    Ok((package, owned))
}

/// Generates, or compares.
///
/// # Errors
/// Files that cannot be read or written, wrong arguments, or a model that is wrong, which has been reported then.
pub fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let start = Instant::now();
    if let Some(text) = arguments.contradiction(project)? {
        return Ok(report::usage(&text));
    }
    if arguments.check {
        return check(arguments, project);
    }
    interrupted::undo(project, arguments.out.as_deref())?;
    for _ in 1..ATTEMPTS {
        match write(arguments, project, start) {
            Err(error) if error.is::<ChangedMeanwhile>() => {
                report::done("again", "because another run has written to the package meanwhile");
            }
            done => return done,
        }
    }
    write(arguments, project, start)
}

/// The number of times that a run generates if other runs write to its package.
const ATTEMPTS: usize = 10;

/// Generates, and writes the package.
///
/// # Errors
/// As for [`run`], and [`ChangedMeanwhile`] if another run has changed what this run adds its service to.
fn write(arguments: &Arguments, project: &Project, start: Instant) -> Result<ExitCode> {
    let reading = interrupted::reading(project, arguments.out.as_deref())?;
    let out = Plan::new(arguments, project)?.out;
    let former = Former::read(&out, ["Cargo.toml", "src/lib.rs", API].map(str::to_owned))?;
    let before = read_if_there(&out.join(API))?.unwrap_or_default();
    // Planned once more, because the plan reads the package, too.
    let plan = Plan::new(arguments, project)?;
    drop(reading);
    let (Package { files, operations, .. }, owned) = generated(&plan, project, arguments.messages)?;
    let written = tree::write_over(&plan.out, &files, &owned, &former)?;
    if written.recovered {
        report::done("repaired", "what an interrupted run had left");
    }
    for path in &written.removed {
        report::done("removed", path);
    }
    let after = files.get(API).map(String::as_str).unwrap_or_default();
    let lost = codegen::api::lost(&String::from_utf8_lossy(&before), after).len();
    if lost > 0 {
        let text = "no longer there or changed, which breaks dependents: raise the version as for a breaking change";
        report::done("breaking", &format!("{}, {text}", count(lost, "public item")));
    }
    if let Some(member) = plan.join_workspace()? {
        report::done("added", &member);
    }
    // The list of public items and `Cargo.toml` do not count.
    let rust = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let lines: usize = rust.map(|(_, text)| text.lines().count()).sum();
    let text = format!(
        "{}: {} in {}, {} lines of Rust; {} written, {} unchanged, {} removed, in {} ms",
        plan.shown_out(),
        count(operations, "operation"),
        count(files.len(), "file"),
        lines,
        written.written.len(),
        written.unchanged,
        written.removed.len(),
        start.elapsed().as_millis(),
    );
    report::done("generated", &text);
    Ok(ExitCode::SUCCESS)
}

/// Generates, and compares the package.
fn check(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    let reading = interrupted::reading(project, arguments.out.as_deref())?;
    let plan = Plan::new(arguments, project)?;
    drop(reading);
    let (Package { files, .. }, owned) = generated(&plan, project, arguments.messages)?;
    let differences = tree::compare(&plan.out, &files, &owned)?;
    if differences.is_empty() {
        report::done("checked", &format!("{} is up to date ({})", plan.shown_out(), count(files.len(), "file")));
        return Ok(ExitCode::SUCCESS);
    }
    arguments.messages.differences(&differences, || tree::describe(&differences, &plan.command, true));
    Ok(ExitCode::FAILURE)
}

/// Says what stays although this run does not generate it, and what is left for a person to do.
fn say(plan: &Plan, features: &BTreeSet<&'static str>) -> Result<()> {
    // A run for one service says nothing of the others, which the manifest may list.
    for (name, _) in plan.kept.iter().filter(|_| plan.only.is_none()) {
        let text = format!("{}/src/{name}, which this run does not generate; --prune removes it", plan.shown_out());
        report::done("kept", &text);
    }
    for text in plan.advice(features)? {
        report::warning(&text);
    }
    Ok(())
}

/// The generated package.
struct Package {
    files: BTreeMap<String, String>,
    operations: usize,
    features: BTreeSet<&'static str>,
}

/// All files of the package and the number of operations in it; `None` where a model is wrong, which has been reported
/// then.
fn generate(plan: &Plan, messages: Messages) -> Result<Option<Package>> {
    let mut files = BTreeMap::new();
    let mut titles = Vec::new();
    let mut api = Vec::new();
    let mut features = BTreeSet::new();
    let (mut operations, mut with_partitions, mut limit) = (0, false, None);
    let mut failed = false;
    for service in &plan.services {
        match service.generate(&plan.package, &plan.header) {
            Ok(Generated {
                files: more,
                api: items,
                title,
                summary,
                partitions,
                recursion_limit,
                runtime_feature,
                warnings,
                ..
            }) => {
                messages.diagnostics(&warnings);
                let text = format!(
                    "{}: {}, {}, {} lines",
                    service.name,
                    count(summary.operations, "operation"),
                    count(summary.shapes, "shape"),
                    summary.lines
                );
                report::done("service", &text);
                report::done("retries", &report::retries(&summary.retries));
                files.extend(more.into_iter().map(|(path, text)| (format!("src/{path}"), text)));
                api.push(items);
                titles.push((service.name.clone(), title));
                operations += summary.operations;
                with_partitions |= partitions;
                limit = limit.max(recursion_limit);
                features.extend(runtime_feature);
            }
            Err(Failed(diagnostics)) => {
                messages.diagnostics(&diagnostics);
                failed = true;
            }
        }
    }
    if failed {
        return Ok(None);
    }
    match plan.package(&titles, limit, &features, with_partitions)? {
        Ok(package) => files.extend(package),
        Err(Failed(diagnostics)) => {
            messages.diagnostics(&diagnostics);
            return Ok(None);
        }
    }
    files.insert(API.to_owned(), plan.api(&api));
    Ok(Some(Package { files: plan.only(files), operations, features }))
}
