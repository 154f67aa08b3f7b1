//! A release of the generated package: other models, the package that is generated from them, the version that the verdict
//! demands, and an entry of the changelog. All is decided in memory and in temporary folders, and written in one run.
//!
//! Each release has a version and an entry of its own, also if the one before it was never published: which versions are
//! published is not known here, and no number may stand for two packages. A later number is right for all that comes before it.

mod changelog;
pub(crate) mod former;
mod staging;
mod unreported;
mod version;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow};
use codegen::diff::{ChangeCode, Level, Report};

use crate::codegen_command::{self, Prepared};
use crate::model_files::OVERLAY;
use crate::project::Project;
use crate::report::{self, Messages};
use crate::tree::Former;
use crate::workspace::{read, shown};
use crate::{diff_command, interrupted, tree};
use changelog::Entry;
pub(crate) use staging::Models;
use staging::stage;
use unreported::Unreported;
use version::Bump;

/// The options of each command that releases.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Mode {
    /// Show the verdict, the version, the entry of the changelog and the files, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the verdict as Markdown, for the body of a pull request.
    #[arg(long)]
    markdown: bool,
    /// The format of messages.
    #[command(flatten)]
    pub messages: Messages,
}

impl Mode {
    /// Returns why the options do not go together; `None` if they do.
    pub(crate) fn contradiction(self) -> Option<&'static str> {
        (self.markdown && self.messages.is_json()).then_some(report::TWO_FORMS)
    }

    /// Says what is done, or what would be done.
    pub(crate) fn done(self, what: &str, text: &str) {
        if self.dry_run {
            report::done("would be", &format!("{what} {text}"));
        } else {
            report::done(what, text);
        }
    }
}

/// The grounds of a release.
pub(crate) struct Grounds {
    /// The changes of the models.
    pub(crate) models: Models,
    /// The modules of the services whose models change.
    pub(crate) services: Vec<String>,
    /// The first paragraph of the entry in the changelog.
    pub(crate) intro: String,
    /// True if the release gives up retained items: no advice on how to avoid the changes is due.
    pub(crate) gives_up: bool,
    /// True if names move from one item to another: programs compile, and are about another item of the service.
    pub(crate) moves_names: bool,
}

/// The number of new items that a line names.
const NAMED: usize = 5;

/// All that a release writes.
pub(crate) struct Release<'p> {
    project: &'p Project,
    mode: Mode,
    /// The folder above everything.
    base: PathBuf,
    /// The files by their paths below it.
    files: BTreeMap<String, String>,
    /// The files and folders below it of which what is not among the files is removed.
    owned: Vec<String>,
    /// The change of the version; `None` if it stays.
    raised: Option<Raised>,
    /// The items that are new, by module.
    added: Vec<(String, Vec<String>)>,
    /// The public items that come and go without a change of the models.
    unreported: Unreported,
}

impl<'p> Release<'p> {
    /// Generates the package and compares the models; prints the verdict. Nothing is written.
    ///
    /// # Errors
    /// Files that cannot be read, and models that are wrong, which has been reported then.
    pub(crate) fn new(project: &'p Project, grounds: &Grounds, mode: Mode) -> Result<Self> {
        let staged = stage(project, &grounds.models)?;
        let next = Project { staged: Some(staged.path().to_path_buf()), ..project.clone() };
        let generated = codegen_command::prepare(&next, mode.messages)?;
        let compare = |name: &String| {
            let mut report = diff_command::staged(name, &next, mode.messages)?;
            report.changes.iter_mut().for_each(|change| change.is_given_up |= grounds.gives_up);
            Ok((name.clone(), report))
        };
        let reports = grounds.services.iter().map(compare).collect::<Result<Vec<(String, Report)>>>()?;
        reports.iter().try_for_each(|(_, report)| report::print(&text(mode, report)))?;
        Self::decide(project, grounds, mode, generated, &reports)
    }

    fn decide(
        project: &'p Project,
        grounds: &Grounds,
        mode: Mode,
        generated: Prepared,
        reports: &[(String, Report)],
    ) -> Result<Self> {
        let Prepared { out, files: mut package, owned } = generated;
        let _reading = interrupted::reading(project, None)?;
        let models = absolute(&project.models)?;
        let out = absolute(&out).with_context(|| format!("`{}` writes the package first", project.command()))?;
        let unreported = Unreported::of(&out, &package, reports)?;
        let raised = raise((project, &out), &mut package, grounds, (reports, &unreported))?;
        let lock = raised.as_ref().and_then(|raised| raised.lock.clone());
        let places = [&models, &out].into_iter().chain(lock.as_ref().map(|(path, _)| path));
        let base = above(places)?;
        let at = |folder: &Path, path: &str| shown(&folder.join(path), &base);
        let mut files: BTreeMap<String, String> =
            package.iter().map(|(path, text)| (at(&out, path), text.clone())).collect();
        let mut owned: Vec<String> = owned.iter().map(|path| at(&out, path)).collect();
        files.extend(grounds.models.files.iter().map(|(path, text)| (at(&models, path), text.clone())));
        owned.extend(grounds.models.stale.iter().map(|path| at(&models, path)));
        files.extend(lock.map(|(path, text)| (shown(&path, &base), text)));
        let added = reports.iter().map(|(module, report)| (module.clone(), added(report))).collect();
        Ok(Self { project, mode, base, files, owned, raised, added, unreported })
    }

    /// Returns whether everything is there already.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub(crate) fn is_there(&self) -> Result<bool> {
        Ok(tree::compare(&self.base, &self.files, &self.owned)?.is_empty())
    }

    /// Says what changes, and writes all of it or nothing. A dry run shows the files instead.
    ///
    /// # Errors
    /// Files that cannot be written, and those of the former state that another run has changed.
    pub(crate) fn finish(&self, what: &str, former: &Former) -> Result<ExitCode> {
        self.unreported.say(self.mode.messages);
        if self.mode.markdown {
            report::print(&self.unreported.markdown())?;
        }
        match &self.raised {
            Some(Raised { package, old, new, level, .. }) => {
                report::done("version", &format!("{package} {old} -> {new} ({level})"));
                self.mode.messages.release(package, (old, new), *level);
            }
            None => {
                report::done(
                    "version",
                    "the version stays, because neither the package nor what the services do changed",
                );
            }
        }
        for (module, names) in self.added.iter().filter(|(_, names)| !names.is_empty()) {
            let more = match names.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more, which the verdict lists,"),
            };
            let first = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
            let text = format!(
                "{first}{more} of {module}, which have no documentation yet: {OVERLAY} beside the model holds it"
            );
            report::done("document", &text);
        }
        if self.mode.dry_run { self.show() } else { self.write(what, former) }
    }

    /// Shows the files that the release would write.
    fn show(&self) -> Result<ExitCode> {
        // A path below the project is relative to it, as in all other messages.
        let root = absolute(&self.project.root)?;
        let differences = tree::compare(&self.base, &self.files, &self.owned)?.into_iter();
        let differences: Vec<_> = differences.map(|it| it.moved(|path| shown(&self.base.join(path), &root))).collect();
        let names: Vec<&str> = differences.iter().map(tree::Difference::path).collect();
        for name in &names {
            report::done("would write", name);
        }
        if self.mode.messages.is_json() {
            self.mode.messages.differences(&differences, String::new);
        }
        let changelog = self.files.iter().find(|(path, _)| path.ends_with(changelog::FILE));
        // A program reads the changes themselves.
        if let Some((_, text)) = changelog.filter(|_| !self.mode.messages.is_json()) {
            let entry: Vec<&str> = text.split("\n## [").skip(1).take(1).collect();
            report::print(&format!("\n## [{}\n", entry.concat().trim_end()))?;
        }
        report::done("dry run", &format!("{}; nothing was written", report::count(names.len(), "file")));
        Ok(ExitCode::SUCCESS)
    }

    fn write(&self, what: &str, former: &Former) -> Result<ExitCode> {
        let written = tree::write_over(&self.base, &self.files, &self.owned, former)?;
        let text = format!(
            "{} written, {} removed, {} unchanged; `{} diff --since HEAD` repeats the verdict",
            report::count(written.written.len(), "file"),
            written.removed.len(),
            written.unchanged,
            self.project.program
        );
        report::done(what, &text);
        Ok(ExitCode::SUCCESS)
    }
}

/// The change of a package's version.
struct Raised {
    package: String,
    old: String,
    new: String,
    /// The level of the changes.
    level: Level,
    /// The lock file around the package, if it lists the package, with its text.
    lock: Option<(PathBuf, String)>,
}

/// Raises the version of a package as the verdict demands, and adds the entry of its changelog. Returns `None` if the
/// version stays.
fn raise(
    (project, out): (&Project, &Path),
    package: &mut BTreeMap<String, String>,
    grounds: &Grounds,
    (reports, unreported): (&[(String, Report)], &Unreported),
) -> Result<Option<Raised>> {
    // The partitions, which belong to no service, are part of the package as well.
    let is_other = package.iter().any(|(path, text)| fs::read(out.join(path)).ok().as_deref() != Some(text.as_bytes()));
    if !is_other && !reports.iter().any(|(_, report)| changelog::is_noticed(report)) {
        return Ok(None);
    }
    let level = reports.iter().map(|(_, report)| report.level()).chain([unreported.level(), Level::Patch]).max();
    let moves_names = grounds.moves_names && reports.iter().any(|(_, report)| changelog::moves_names(report));
    let level = if moves_names { Level::Major } else { level.unwrap_or_default() };
    let cargo_toml = match package.get("Cargo.toml") {
        Some(text) => text.clone(),
        None => String::from_utf8_lossy(&read(&out.join("Cargo.toml"))?).into_owned(),
    };
    let bump = Bump::new(out, &cargo_toml, level, &project.root)?;
    let date = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let intro = &grounds.intro;
    let entry = Entry { version: &bump.new, date: &date, intro, moves_names, reports, unreported, files: package };
    let changelog = changelog::with_entry(out, &entry, &project.root)?;
    package.insert(changelog::FILE.to_owned(), changelog);
    package.insert("Cargo.toml".to_owned(), bump.cargo_toml);
    let Bump { package, old, new, lock, .. } = bump;
    Ok(Some(Raised { package, old, new, level, lock }))
}

/// The verdict in the form that the options ask for.
fn text(mode: Mode, report: &Report) -> String {
    match (mode.messages.is_json(), mode.markdown) {
        (true, _) => report.json(),
        (false, true) => report.markdown(),
        (false, false) => report.coloured(),
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
