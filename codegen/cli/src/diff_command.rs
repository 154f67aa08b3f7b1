//! The command that compares two models: what a change means for dependents. The comparison is the library's; this reads the two
//! sides, from files or from git, and prints the report.

mod history;
mod revision;
mod side;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use codegen::Failed;
use codegen::diff::{Effect, History, Level, Overview, Report, ServiceChange, Step};

use crate::interrupted;
use crate::output;
use crate::project::Project;
use crate::report::{self, Messages};
use side::Side;

/// The end of the command's help, with examples for a program.
#[must_use]
pub fn after_help(program: &str) -> String {
    format!(
        "Each change has two verdicts: on the Rust API (major, minor, patch), and on requests and responses (rejected, \
         ignored, request-changed, client-changed, response-changed, accepted).\n\n\
         Examples:\n  \
         {program} diff --since HEAD                     # what an import just changed\n  \
         {program} diff HEAD~1.. --deny major            # in CI: the last commit\n  \
         {program} diff old/service-2.json new/          # two models, of any format\n  \
         {program} diff --history revisions/             # a table of all neighbouring revisions\n\n\
         With --message-format json each line of standard output has a \"reason\": change (level, code, message, module, shape, \
         member, rust, operations, old, new, effects, api, file, line, column, dependent, maintainer), verdict (level, module, \
         effect, and the number of changes of each level), service (service, \
         change, level) for one that only one revision lists, diagnostic as for the command that generates, and finished.\n\n\
         Exit codes: 0 done, 1 something is wrong or is denied, 2 wrong usage."
    )
}

/// The arguments of the command.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Two models, each a file or a folder as for the option --model of the command that generates; or two revisions of
    /// the repository, `A..B`, where an absent B is HEAD.
    #[arg(value_name = "OLD NEW | A..B", num_args = 1..=2, required_unless_present_any = ["since", "history"])]
    sides: Vec<PathBuf>,
    /// Compare this revision with the working tree.
    #[arg(long, value_name = "REV", conflicts_with_all = ["sides", "history"])]
    since: Option<String>,
    /// Compare all neighbouring models of a folder, in the order of their names, and print a table.
    #[arg(long, value_name = "FOLDER", conflicts_with = "sides")]
    history: Option<PathBuf>,
    /// Only this service of the manifest.
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Compare what these operations reach: `all`, or names with commas between them. Without it, those of
    /// the manifest if it lists the service, and all otherwise.
    #[arg(long, value_name = "NAMES")]
    operations: Option<String>,
    /// Fail if there is a change of this level (major, minor, patch) or above, or with this effect (rejected, ignored,
    /// request-changed, client-changed, response-changed, accepted). Can be given several times.
    #[arg(long, value_name = "VERDICT", value_parser = denied)]
    deny: Vec<Denied>,
    /// Print Markdown, for the body of a pull request.
    #[arg(long)]
    markdown: bool,
    /// Write a page of HTML to this file as well.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Replace the file of --html even if this command did not write it.
    #[arg(long, requires = "html")]
    force: bool,
    /// The format of messages.
    #[command(flatten)]
    pub messages: Messages,
}

impl Arguments {
    /// Returns why the options do not go together; `None` if they do.
    fn contradiction(&self) -> Option<&'static str> {
        let has_models = self.sides.len() == 2 || self.history.is_some();
        if has_models && self.service.is_some() {
            return Some(
                "--service names a service of the manifest, and models are compared by their paths\n  help: leave --service \
                 out, or compare two revisions as `A..B`",
            );
        }
        if let [one] = self.sides.as_slice()
            && revision::range(&one.to_string_lossy()).is_none()
        {
            return Some(
                "one model is given, and two are compared\n  help: name two models, two revisions as `A..B`, one revision with \
                 --since, or a folder of them with --history",
            );
        }
        if self.markdown && self.messages.is_json() {
            return Some(report::TWO_FORMS);
        }
        let is_ignored = self.markdown && self.history.is_some();
        is_ignored.then_some(
            "--markdown has no form for --history\n  help: leave one of them out, or write a page with --html",
        )
    }
}

/// A verdict that makes the command fail.
#[derive(Clone, Copy, Debug)]
enum Denied {
    Level(Level),
    Effect(Effect),
}

fn denied(text: &str) -> Result<Denied, String> {
    let level = Level::ALL.into_iter().find(|level| *level != Level::None && level.as_str() == text);
    let effect = Effect::ALL.into_iter().find(|effect| effect.as_str() == text);
    let names = Level::ALL.iter().filter(|level| **level != Level::None).map(|level| level.as_str());
    let names = names.chain(Effect::ALL.iter().map(|effect| effect.as_str()));
    level
        .map(Denied::Level)
        .or(effect.map(Denied::Effect))
        .ok_or_else(|| format!("known verdicts are {}", names.collect::<Vec<_>>().join(", ")))
}

/// Compares, and prints the reports.
///
/// # Errors
/// Files or revisions that cannot be read, wrong arguments, or a model that is wrong, which has been reported then.
pub fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    if let Some(text) = arguments.contradiction() {
        return Ok(report::usage(text));
    }
    if let Some(path) = &arguments.html {
        output::check(path, codegen::diff::HTML_START, arguments.force)?;
    }
    let Overview { reports, services } = match &arguments.history {
        Some(folder) => {
            let history = history(arguments, folder, project)?;
            print_history(arguments, &history)?;
            write_html(arguments, || history.html())?;
            Overview { reports: history.steps.into_iter().map(|step| step.report).collect(), services: Vec::new() }
        }
        None => {
            let overview = overview(arguments, project)?;
            overview.services.iter().try_for_each(|service| print_service(arguments, service))?;
            overview.reports.iter().try_for_each(|report| print(arguments, report))?;
            write_html(arguments, || overview.html())?;
            overview
        }
    };
    let is_denied = |report: &Report| {
        arguments.deny.iter().any(|denied| match denied {
            Denied::Level(level) => report.level() >= *level,
            Denied::Effect(effect) => report.changes.iter().flat_map(|it| &it.effects).any(|(it, _)| it == effect),
        })
    };
    let is_denied_service = |service: &ServiceChange| {
        arguments.deny.iter().any(|denied| matches!(denied, Denied::Level(level) if service.level() >= *level))
    };
    if reports.iter().any(is_denied) || services.iter().any(is_denied_service) {
        report::error(&anyhow!("a change is denied by --deny"));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// The reports on all services that are compared, and the services that one side alone lists.
fn overview(arguments: &Arguments, project: &Project) -> Result<Overview> {
    let range = match (&arguments.since, arguments.sides.as_slice()) {
        (Some(since), _) => Some((since.clone(), None)),
        (None, [old, new]) => {
            side::are_there([old, new], project)?;
            let pair = [old, new].map(|path| Side::of_path(path, arguments.operations.as_deref(), project));
            let [old, new] = pair;
            let reports = vec![compare(arguments, &old?, &new?)?];
            return Ok(Overview { reports, services: Vec::new() });
        }
        (None, sides) => sides.first().and_then(|range| revision::range(&range.to_string_lossy())),
    };
    let Some((old, new)) = range else {
        bail!("one model is given, and two are compared\n  help: name two models, or two revisions as `A..B`");
    };
    let reading = new.is_none().then(|| interrupted::reading(project, None)).transpose()?;
    let (pairs, services) = side::of_revisions(
        &old,
        new.as_deref(),
        arguments.service.as_deref(),
        arguments.operations.as_deref(),
        project,
    )?;
    drop(reading);
    let mut reports = pairs.iter().map(|(old, new)| compare(arguments, old, new)).collect::<Result<Vec<_>>>()?;
    let is_one_of_several = reports.len() > 1;
    reports.iter_mut().for_each(|report| report.is_one_of_several = is_one_of_several);
    Ok(Overview { reports, services })
}

fn compare(arguments: &Arguments, old: &Side, new: &Side) -> Result<Report> {
    side::compare(old, new).map_err(|Failed(all)| {
        arguments.messages.diagnostics(&all);
        anyhow!("nothing was compared")
    })
}

/// Compares the models of a service of the manifest with those that are staged.
///
/// # Errors
/// Files that cannot be read, or a model that is wrong, which has been reported then.
pub(crate) fn staged(name: &str, project: &Project, messages: Messages) -> Result<Report> {
    let reading = interrupted::reading(project, None)?;
    let (old, new) = side::of_staged(name, project)?;
    drop(reading);
    side::compare(&old, &new).map_err(|Failed(all)| {
        messages.diagnostics(&all);
        anyhow!("nothing was compared")
    })
}

/// The history of the models of a folder.
fn history(arguments: &Arguments, folder: &Path, project: &Project) -> Result<History> {
    let paths = history::revisions(folder)?;
    let label = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.trim_end_matches(".gz").trim_end_matches(".json").to_owned()
    };
    let sides: Vec<Side> = paths
        .iter()
        .map(|path| Side::of_path(path, arguments.operations.as_deref(), project))
        .collect::<Result<_>>()?;
    let mut steps = Vec::new();
    for (pair, names) in sides.windows(2).zip(paths.windows(2)) {
        let report = compare(arguments, &pair[0], &pair[1])?;
        steps.push(Step { old: label(&names[0]), new: label(&names[1]), report });
    }
    Ok(History { steps })
}

fn write_html(arguments: &Arguments, page: impl FnOnce() -> String) -> Result<()> {
    let Some(path) = &arguments.html else { return Ok(()) };
    output::write(path, page(), codegen::diff::HTML_START, arguments.force)?;
    report::done("wrote", &path.display().to_string());
    Ok(())
}

fn print(arguments: &Arguments, report: &Report) -> Result<()> {
    let text = if arguments.messages.is_json() {
        report.json()
    } else if arguments.markdown {
        report.markdown()
    } else {
        report.coloured()
    };
    report::print(&text)
}

fn print_history(arguments: &Arguments, history: &History) -> Result<()> {
    if arguments.messages.is_json() {
        return history.steps.iter().try_for_each(|step| report::print(&step.report.json()));
    }
    report::print(&history.table())
}

/// Prints that a service came or went.
fn print_service(arguments: &Arguments, service: &ServiceChange) -> Result<()> {
    let (name, level, change) = (service.name(), service.level().as_str(), service.change());
    let text = if arguments.messages.is_json() {
        let line = serde_json::json!({ "reason": "service", "service": name, "change": change, "level": level });
        format!("{line}\n")
    } else if arguments.markdown {
        format!("## `{name}`: {level}\n\nThe service was {change}.\n\n")
    } else {
        format!("service {name}: {level}, the service was {change}\n")
    };
    report::print(&text)
}
