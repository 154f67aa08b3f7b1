//! Differences as text for a person. Decides nothing about the disk and prints nothing itself.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use similar::TextDiff;

use super::difference::Difference;

/// Lines shown of one diff: enough to recognise a change.
const LINES_PER_FILE: usize = 60;
/// Lines shown of all diffs together: a change of template touches every file in the same way.
const LINES_IN_ALL: usize = 300;

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIMMED: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default();
const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const CYAN: Style = AnsiColor::Cyan.on_default();

/// Renders differences: a line for each, then the diffs, then `command`, which repairs them.
///
/// Long diffs are cut, with a line that says how much is not shown. The text is empty if there are no
/// differences.
pub fn describe(differences: &[Difference], command: &str, colour: bool) -> String {
    if differences.is_empty() {
        return String::new();
    }
    let mut page = Page { text: String::new(), colour };
    for difference in differences {
        page.heading(difference);
    }
    let mut left = LINES_IN_ALL;
    for difference in differences {
        if let Difference::Stale { path, diff } = difference {
            page.line(PLAIN, "");
            left -= page.diff(path, diff, left.min(LINES_PER_FILE));
        }
    }
    page.line(PLAIN, "");
    page.line(BOLD, &format!("to repair, run: {command}"));
    page.text
}

/// A unified diff from `old`, the bytes on disk, to `new`.
pub(super) fn diff(path: &str, old: &[u8], new: &str) -> String {
    let (from, to) = (format!("{path} (on disk)"), format!("{path} (generated)"));
    let note = |note: &str| format!("--- {from}\n+++ {to}\n{note}\n");
    let old = String::from_utf8_lossy(old);
    if old == new {
        return note("only bytes that are not UTF-8 differ");
    }
    if old.replace("\r\n", "\n") == new.replace("\r\n", "\n") {
        return note("only line endings differ (\\n or \\r\\n); for Git, add `* text=auto eol=lf` to .gitattributes");
    }
    TextDiff::from_lines(&*old, new).unified_diff().context_radius(3).header(&from, &to).to_string()
}

struct Page {
    text: String,
    colour: bool,
}

impl Page {
    fn heading(&mut self, difference: &Difference) {
        let (style, word, note) = match difference {
            Difference::Interrupted => (RED, "interrupted", " (a run was stopped; the next one undoes its changes)"),
            Difference::Stale { .. } => (YELLOW, "stale", ""),
            Difference::Missing { .. } => (RED, "missing", ""),
            Difference::Stray { .. } => (CYAN, "stray", ""),
        };
        self.put(style, word);
        self.line(PLAIN, &format!(" {}{note}", difference.path()));
    }

    /// Shows at most `room` lines of `diff`, and returns how many it showed.
    fn diff(&mut self, path: &str, diff: &str, room: usize) -> usize {
        let lines: Vec<&str> = diff.split_terminator('\n').collect();
        let shown = lines.len().min(room);
        for (number, line) in lines.iter().take(shown).enumerate() {
            let style = match line.as_bytes().first() {
                // The two lines of the header, which begin like changed lines.
                _ if number < 2 => BOLD,
                Some(b'+') => GREEN,
                Some(b'-') => RED,
                Some(b'@') => CYAN,
                _ => PLAIN,
            };
            self.line(style, line);
        }
        let hidden = lines.len() - shown;
        if hidden > 0 {
            let noun = if hidden == 1 { "line" } else { "lines" };
            let rest = format!("... {hidden} more {noun} of the diff of {path}");
            self.line(DIMMED, &rest);
        }
        shown
    }

    fn line(&mut self, style: Style, text: &str) {
        self.put(style, text);
        self.text.push('\n');
    }

    fn put(&mut self, style: Style, text: &str) {
        let text = visible(text);
        if self.colour && style != PLAIN {
            // Writing to a string cannot fail.
            let _ = write!(self.text, "{style}{text}{style:#}");
        } else {
            self.text.push_str(&text);
        }
    }
}

/// Spells out control characters: what lies on disk must not steer the terminal, and a `\r` at the
/// end of a line should be seen.
fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() && c != '\t' {
            visible.extend(c.escape_default());
        } else {
            visible.push(c);
        }
    }
    visible
}
