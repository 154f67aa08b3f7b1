//! A report, reports on several services, or a history as one page of HTML: no script is needed to read it, nothing is loaded, and nothing in a model can
//! become markup.

mod changes;
mod markup;
mod services;
mod timeline;

use std::fmt::Write as _;

use markup::{badge, escape};

use crate::diff::change::{Effect, Level};
use crate::diff::history::History;
use crate::diff::report::Report;

/// The beginning of each page, by which a page is known as generated.
pub const HTML_START: &str =
    "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<meta name=generator content=clientsmith>\n";

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

impl Report {
    /// Returns the report as one page of HTML.
    #[must_use]
    pub fn html(&self) -> String {
        let title = format!("{} {}: {}", self.new.service, self.new.api_version, self.level());
        let mut body = verdict(self, "h1", &format!("{} {}", self.new.service, self.new.api_version));
        body.push_str(&filters(&[self]));
        body.push_str(&changes::operations(self, ""));
        body.push_str(&changes::groups(self, ""));
        page(&title, &body)
    }
}

impl History {
    /// Returns the history as one page of HTML: a time line, then the changes of each revision, the newest first.
    #[must_use]
    pub fn html(&self) -> String {
        let service = self.steps.last().map(|step| step.report.new.service.as_str()).unwrap_or_default();
        let title = format!("{service}: {} revisions", self.steps.len() + 1);
        let mut body = format!("<h1>{}</h1>\n", escape(&title));
        body.push_str(&timeline::timeline(self));
        let reports: Vec<&Report> = self.steps.iter().map(|step| &step.report).collect();
        body.push_str(&filters(&reports));
        for (index, step) in self.steps.iter().enumerate().rev() {
            let id = timeline::id(index);
            let _ = writeln!(body, "<section class=revision id=\"{id}\">");
            body.push_str(&verdict(&step.report, "h2", &format!("{}, after {}", step.new, step.old)));
            body.push_str(&changes::groups(&step.report, &format!("{id}-")));
            body.push_str("</section>\n");
        }
        page(&title, &body)
    }
}

/// The verdict with the number of changes of each kind.
fn verdict(report: &Report, tag: &str, title: &str) -> String {
    let level = report.level();
    let mut text = format!("<header class=verdict>\n<{tag}>{}: {}</{tag}>\n<p>", escape(title), badge(level));
    text.push_str(&counts(|level| report.count(level), |effect| report.count_effect(effect)));
    let sides = format!(
        " {} operations and {} types before, {} and {} afterwards.",
        report.old.operations, report.old.types, report.new.operations, report.new.types
    );
    text.push_str(&sides);
    text.push_str("</p>\n</header>\n");
    text
}

/// The number of changes of each level and effect, in a sentence for each verdict.
fn counts(of_level: impl Fn(Level) -> usize, of_effect: impl Fn(Effect) -> usize) -> String {
    let mut text = match numbers(&Level::ALL, of_level) {
        levels if levels.is_empty() => "Nothing changed.".to_owned(),
        levels => format!("Rust API: {levels}. "),
    };
    let effects = numbers(&Effect::ALL, of_effect);
    if !effects.is_empty() {
        let _ = write!(text, "On the wire: {effects}.");
    }
    text
}

/// The numbers that are not zero, each with its name.
fn numbers<T: Copy + std::fmt::Display>(all: &[T], of: impl Fn(T) -> usize) -> String {
    let found = all.iter().map(|it| (of(*it), it)).filter(|(number, _)| *number > 0);
    found.map(|(number, it)| format!("{number} {it}")).collect::<Vec<_>>().join(", ")
}

/// Check boxes for the levels and effects that occur, which work without a script, and a field for a text, which the script
/// shows.
fn filters(reports: &[&Report]) -> String {
    let mut text = String::from("<fieldset class=filters>\n<legend>Show</legend>\n");
    let mut add = |name: &str, count: usize| {
        if count > 0 {
            let _ = writeln!(
                text,
                "<label><input type=checkbox id=\"show-{name}\" checked> {name} <small>({count})</small></label>"
            );
        }
    };
    for level in Level::ALL {
        add(level.as_str(), reports.iter().map(|report| report.count(level)).sum());
    }
    text.push_str(
        "<label class=script hidden>Text <input type=search id=filter autocomplete=off placeholder=\"operation, shape, code\"></label>\n\
         <output class=script hidden id=shown for=filter></output>\n</fieldset>\n",
    );
    text
}

fn page(title: &str, body: &str) -> String {
    format!(
        "{HTML_START}<meta name=viewport content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        escape(title)
    )
}
