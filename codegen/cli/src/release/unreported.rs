//! The public items that come and go by more than the change of the models that a release reports: the manifest or the models
//! were changed by other commands since the package was generated. No version was raised for them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use codegen::api;
use codegen::diff::{ApiChange, Level, Report};

use crate::codegen_command::API;
use crate::report::{Messages, count, done};
use crate::workspace::read_if_there;

/// The signatures of public items that no report names.
#[derive(Default)]
pub(super) struct Unreported {
    /// Those that are gone or changed.
    pub(super) lost: Vec<String>,
    /// Those that are new.
    pub(super) added: Vec<String>,
}

impl Unreported {
    /// Compares the public API of a package in a folder with that of the package that is generated.
    pub(super) fn of(out: &Path, package: &BTreeMap<String, String>, reports: &[(String, Report)]) -> Result<Self> {
        let Some(after) = package.get(API) else { return Ok(Self::default()) };
        let before = match read_if_there(&out.join(API))? {
            Some(before) => String::from_utf8_lossy(&before).into_owned(),
            // A package that was never generated has no services.
            None => api::text(&[], &[], "", ""),
        };
        let named = |side: fn(&ApiChange) -> Option<&api::ApiItem>| -> BTreeSet<&str> {
            let changes = reports.iter().flat_map(|(_, report)| &report.changes).flat_map(|change| &change.api);
            changes.filter_map(side).map(|it| it.signature.as_str()).collect()
        };
        let (old, new) = (named(|it| it.old.as_ref()), named(|it| it.new.as_ref()));
        let without = |mut all: Vec<String>, named: &BTreeSet<&str>| {
            all.retain(|signature| !named.contains(signature.as_str()));
            all
        };
        let lost = without(api::lost(&before, after), &old);
        // What the former package lacks of the new one is what it would lose on the way back.
        let added = without(api::lost(after, &before), &new);
        Ok(Self { lost: api::outermost(lost, after), added: api::outermost(added, &before) })
    }

    /// The verdict on them.
    pub(super) fn level(&self) -> Level {
        match (self.lost.is_empty(), self.added.is_empty()) {
            (false, _) => Level::Major,
            (true, false) => Level::Minor,
            (true, true) => Level::None,
        }
    }

    /// Says which they are.
    pub(super) fn say(&self, messages: Messages) {
        self.lost.iter().for_each(|signature| messages.api_change(Level::Major, signature));
        self.added.iter().for_each(|signature| messages.api_change(Level::Minor, signature));
        let since = "since the package was generated";
        if !self.lost.is_empty() {
            let what = if self.lost.len() == 1 { "is gone or has another signature" } else { "are gone or changed" };
            done("breaking", &format!("{} {what} {since}:{}", count(self.lost.len(), "public item"), list(&self.lost)));
        }
        if !self.added.is_empty() {
            done("new", &format!("{} {since}:{}", count(self.added.len(), "public item"), list(&self.added)));
        }
    }

    /// Returns them as Markdown, for the body of a pull request; empty if there are none.
    pub(super) fn markdown(&self) -> String {
        let part = |title: &str, all: &[String]| match all {
            [] => String::new(),
            all => {
                let lines: String = all.iter().map(|it| format!("- `{it}`\n")).collect();
                format!("### {title} since the package was generated\n\n{lines}\n")
            }
        };
        part("Gone or changed", &self.lost) + &part("New", &self.added)
    }
}

/// The first signatures, one a line.
fn list(all: &[String]) -> String {
    const MOST: usize = 20;
    let mut text: String = all.iter().take(MOST).map(|it| format!("\n  {it}")).collect();
    if all.len() > MOST {
        text.push_str(&format!("\n  and {} more, which the entry of the changelog lists", all.len() - MOST));
    }
    text
}
