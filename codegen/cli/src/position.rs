//! Errors in TOML files: each with its file, line and column, the line itself, and what to do.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Error, anyhow};

use crate::workspace::shown;

/// A TOML file that was read.
#[derive(Clone, Debug)]
pub struct TomlFile {
    /// Its path.
    pub path: PathBuf,
    /// Its path, as it is shown.
    pub shown: String,
    /// Its text.
    pub text: String,
}

impl TomlFile {
    /// A file under its path as it is shown from `base`.
    #[must_use]
    pub fn new(path: &Path, base: &Path, text: String) -> Self {
        Self { path: path.to_path_buf(), shown: shown(path, base), text }
    }

    /// An error at a place in the file; `help` may be empty.
    #[must_use]
    pub fn error(&self, span: Option<Range<usize>>, message: &str, help: &str) -> Error {
        let message = message.trim_end();
        let help = if help.is_empty() { String::new() } else { format!("\n  help: {help}") };
        match span {
            Some(span) => anyhow!("{}: {message}\n{}{help}", self.at(&span), self.excerpt(&span)),
            None => anyhow!("{}: {message}{help}", self.shown),
        }
    }

    /// `file:line:column`, from 1, in characters.
    #[must_use]
    pub fn at(&self, span: &Range<usize>) -> String {
        let (number, line, before) = self.line(span.start);
        let _ = line;
        format!("{}:{number}:{}", self.shown, before.chars().count() + 1)
    }

    /// The number of the line at this byte, the line, and the part of it before the byte.
    fn line(&self, at: usize) -> (usize, &str, &str) {
        let at = (0..=at.min(self.text.len())).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or_default();
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        let number = self.text[..start].matches('\n').count() + 1;
        (number, self.text[start..end].trim_end_matches('\r'), &self.text[start..at])
    }

    fn excerpt(&self, span: &Range<usize>) -> Excerpt {
        let (number, line, before) = self.line(span.start);
        let marked = self.text.get(span.clone()).and_then(|text| text.lines().next()).unwrap_or_default();
        Excerpt { number, line: printable(line), column: before.chars().count(), width: marked.chars().count().max(1) }
    }
}

/// A file must not steer the terminal; what is hidden keeps its width.
fn printable(line: &str) -> String {
    line.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A line of the file, with a mark below.
struct Excerpt {
    number: usize,
    line: String,
    column: usize,
    width: usize,
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, line, column, width } = self;
        let number = number.to_string();
        let margin = " ".repeat(number.len());
        let mark = "^".repeat((*width).min(line.chars().count().saturating_sub(*column).max(1)));
        write!(f, "{margin} |\n{number} | {line}\n{margin} | {}{mark}", " ".repeat(*column))
    }
}
