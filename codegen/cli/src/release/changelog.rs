//! The entry of a `CHANGELOG.md`, with the headings of <https://keepachangelog.com/en/1.1.0/> and links to the files of the
//! items.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use codegen::diff::{Change, ChangeCode, Level, Report, markdown_text};

use super::unreported::Unreported;
use crate::line_endings;
use crate::workspace::{read_if_there, shown};

/// The name of the file.
pub(super) const FILE: &str = "CHANGELOG.md";

const HEADER: &str = "# Changelog\n\nChanges of this package, by version. The headings are those of \
                      [Keep a Changelog](https://keepachangelog.com/en/1.1.0/), and versions follow \
                      [Semantic Versioning](https://semver.org/).\n";

/// The mark of a line about a change with which code of dependents may not compile.
const BREAKING: &str = "**Breaking:** ";

/// The groups of an entry, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Added,
    Changed,
    Deprecated,
    Removed,
}

impl Group {
    fn title(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Deprecated => "Deprecated",
            Self::Removed => "Removed",
        }
    }

    /// The group of a change, by the public items that come and go; `None` for what no dependent sees.
    fn of(change: &Change) -> Option<Self> {
        let (mut added, mut removed, mut deprecated, mut changed) = (false, false, false, false);
        for item in &change.api {
            match (&item.old, &item.new) {
                (None, _) => added = true,
                (_, None) => removed = true,
                (Some(old), Some(new)) if old.deprecated.is_none() && new.deprecated.is_some() => deprecated = true,
                _ => changed = true,
            }
        }
        match (removed, deprecated, changed, added) {
            (true, ..) => Some(Self::Removed),
            (_, true, ..) => Some(Self::Deprecated),
            (_, _, false, true) => Some(Self::Added),
            (_, _, true, _) => Some(Self::Changed),
            _ => (!change.effects.is_empty()).then_some(Self::Changed),
        }
    }
}

/// Returns whether a dependent can notice a change: in the public API, or in requests and responses.
pub(super) fn is_noticed(report: &Report) -> bool {
    report.changes.iter().any(|change| Group::of(change).is_some())
}

/// Returns whether a name is that of another item of the service, with the same type.
pub(super) fn moves_names(report: &Report) -> bool {
    report.changes.iter().any(is_other_item)
}

fn is_other_item(change: &Change) -> bool {
    matches!(change.code, ChangeCode::WireNameChanged | ChangeCode::EnumValueChanged)
}

/// A release, as an entry describes it.
pub(super) struct Entry<'a> {
    /// The version that the package gets.
    pub(super) version: &'a str,
    /// The date, as `YYYY-MM-DD`.
    pub(super) date: &'a str,
    /// The first paragraph: the cause of the release.
    pub(super) intro: &'a str,
    /// True if names move from one item to another.
    pub(super) moves_names: bool,
    /// The reports on the services, by module.
    pub(super) reports: &'a [(String, Report)],
    /// The public items that no report names.
    pub(super) unreported: &'a Unreported,
    /// The generated files, to which the links lead.
    pub(super) files: &'a BTreeMap<String, String>,
}

impl Entry<'_> {
    /// The entry.
    pub(super) fn text(&self) -> String {
        let mut groups: BTreeMap<Group, Vec<String>> = BTreeMap::new();
        for (module, report) in self.reports {
            for change in &report.changes {
                if let Some(group) = Group::of(change) {
                    groups.entry(group).or_default().push(self.line(module, change));
                }
            }
        }
        for signature in &self.unreported.added {
            groups.entry(Group::Added).or_default().push(format!("- `{signature}`\n"));
        }
        for signature in &self.unreported.lost {
            let line = format!("- {BREAKING}`{signature}` is gone or has another signature\n");
            groups.entry(Group::Changed).or_default().push(line);
        }
        let mut text = format!("## [{}] - {}\n\n{}\n", self.version, self.date, self.intro);
        if groups.is_empty() {
            text.push_str("\nThe API and the requests of the services are unchanged: only documentation, examples, AWS's partitions or the form of the generated code changed.\n");
        }
        for (group, lines) in groups {
            text.push_str(&format!("\n### {}\n\n{}", group.title(), lines.concat()));
        }
        text
    }

    fn line(&self, module: &str, change: &Change) -> String {
        let message = markdown_text(&change.message);
        let effect = change.effects.first().map(|(_, text)| format!(": {}", markdown_text(text))).unwrap_or_default();
        let is_breaking = change.level == Level::Major || self.moves_names && is_other_item(change);
        let mark = if is_breaking { BREAKING } else { "" };
        let Some(path) = &change.rust else { return format!("- {mark}`{module}`: {message}{effect}\n") };
        match file(path, self.files) {
            Some(file) => format!("- {mark}[`{path}`]({file}): {message}{effect}\n"),
            None => format!("- {mark}`{path}`: {message}{effect}\n"),
        }
    }
}

/// The generated file of an item. Two private modules are visible under another path: the client in the root, and the enums
/// among the types.
fn file(path: &str, files: &BTreeMap<String, String>) -> Option<String> {
    let parts: Vec<&str> = path.split("::").collect();
    let (module, rest) = parts.split_first()?;
    let in_file = |file: &str| files.contains_key(&format!("src/{module}/{file}.rs"));
    let candidate = match rest {
        ["Client", ..] => "client".to_owned(),
        ["types", name, ..] => {
            let enums = files.get(&format!("src/{module}/enums.rs")).map(String::as_str).unwrap_or_default();
            let is_enum = enums.contains(&format!("pub enum {name} ")) || enums.contains(&format!("pub enum {name}("));
            if is_enum { "enums" } else { "types" }.to_owned()
        }
        ["operation", name, ..] if in_file(&format!("operation/{name}")) => format!("operation/{name}"),
        [file, ..] if in_file(file) => (*file).to_owned(),
        _ => "mod".to_owned(),
    };
    in_file(&candidate).then(|| format!("src/{module}/{candidate}.rs"))
}

/// The text of a package's changelog with one more entry, above the others and below what is not released.
pub(super) fn with_entry(folder: &Path, entry: &Entry<'_>, base: &Path) -> Result<String> {
    let path = folder.join(FILE);
    let text = match read_if_there(&path)? {
        Some(bytes) => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => bail!("{} is not UTF-8 text\n  help: save it as UTF-8", shown(&path, base)),
        },
        None => HEADER.to_owned(),
    };
    let heading = format!("## [{}]", entry.version);
    if let Some(line) = text.lines().position(|line| line.starts_with(&heading)) {
        bail!(
            "{}:{}:1: there is an entry for {} already\n  help: raise the version in Cargo.toml to that of the last entry",
            shown(&path, base),
            line + 1,
            entry.version
        );
    }
    let is_version = |line: &str| line.starts_with("## ") && !line.to_lowercase().contains("unreleased");
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_version(line) {
            break;
        }
        at += line.len();
    }
    let (before, after) = text.split_at(at);
    let after = if after.is_empty() { String::new() } else { format!("\n{after}") };
    let edited = format!("{}\n\n{}{after}", before.trim_end(), entry.text());
    Ok(line_endings::kept(&text, &edited))
}
