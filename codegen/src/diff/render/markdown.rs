//! A report as Markdown, for the body of a pull request.

use super::{operations, short};
use crate::diff::change::{Change, Level};
use crate::diff::report::Report;

/// The size that the hosts of repositories accept for the body of a pull request, with room for what a person adds.
const MOST: usize = 60_000;

impl Report {
    /// Returns the report as Markdown. One that is too long for the body of a pull request ends with the number of changes
    /// that are left out; the gravest come first.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!("## {}\n", markdown_text(&self.summary()));
        let mut left_out = 0;
        for level in Level::ALL {
            let of_level: Vec<&Change> = self.changes.iter().filter(|change| change.level == level).collect();
            if of_level.is_empty() {
                continue;
            }
            text.push_str(&format!("\n### {} ({})\n\n", title(level), of_level.len()));
            for change in of_level {
                let entry = entry(change, Some(&self.module).filter(|_| self.is_one_of_several));
                if text.len() + entry.len() > MOST {
                    left_out += 1;
                } else {
                    text.push_str(&entry);
                }
            }
        }
        if left_out > 0 {
            text.push_str(&format!("\n{left_out} changes are left out here. The command `diff` prints all of them.\n"));
        }
        text
    }
}

fn title(level: Level) -> &'static str {
    match level {
        Level::Major => "Major: code may not compile",
        Level::Minor => "Minor: additions and deprecations",
        Level::Patch | Level::None => "Patch: the Rust API is the same",
    }
}

fn entry(change: &Change, module: Option<&String>) -> String {
    let mut text = format!("- **{}** `{}`", markdown_text(&change.message), change.code);
    if let Some(module) = module.filter(|_| change.rust.is_none()) {
        text.push_str(&format!(" in the module {}", code(module)));
    }
    if let Some(rust) = &change.rust {
        text.push_str(&format!(" in {}", code(rust)));
    }
    text.push('\n');
    let mut line = |line: String| text.push_str(&format!("  - {line}\n"));
    if let (Some(old), Some(new)) = (&change.old, &change.new) {
        line(format!("before {}, after {}", code(old), code(new)));
    }
    for (effect, text) in &change.effects {
        line(format!("**{effect}**: {}", markdown_text(text)));
    }
    if !change.code.dependent().is_empty() {
        line(format!("dependents: {}", markdown_text(change.code.dependent())));
    }
    if !change.maintainer().is_empty() {
        line(format!("maintainer: {}", markdown_text(change.maintainer())));
    }
    if let Some(operations) = operations(change) {
        line(format!("operations: {}", markdown_text(&operations)));
    }
    text
}

/// A code span of any text: with more backticks than the text has in a row.
fn code(text: &str) -> String {
    let text = short(text);
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Returns a message of a [`Change`] as Markdown: code spans remain, and nothing else in it is markup.
#[must_use]
pub fn markdown_text(text: &str) -> String {
    let text = short(text);
    let mut escaped = String::new();
    // The texts are ours, and quote names of the model by backticks, one before and one behind.
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            escaped.push_str(&format!("`{part}`"));
            continue;
        }
        for c in part.chars() {
            if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '@') {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    escaped
}
