//! Diagnostics for programs: one JSON object on each line of standard output, as cargo's and rustc's
//! `--message-format json` have it. Texts are given as they are, for JSON escapes what a terminal would obey.

use std::io::{ErrorKind, Write as _};
use std::sync::OnceLock;

use codegen::diagnostic::{Located, Place, Severity, Span};
use serde::Serialize;

/// A line of output. `--help` of each command documents it.
#[derive(Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub(super) enum Line<'a> {
    /// Something that is wrong with an input.
    Diagnostic(Box<Diagnostic<'a>>),
    /// A file that is not as a run would leave it.
    Difference { kind: &'static str, path: &'a str },
    /// A public item that comes or goes by more than the change of the models that a release reports.
    ApiChange { level: &'a str, signature: &'a str },
    /// The next version of the package, and the level of the changes.
    Release { package: &'a str, old: &'a str, new: &'a str, level: &'a str },
    /// The last line.
    Finished { success: bool },
}

#[derive(Serialize)]
pub(super) struct Diagnostic<'a> {
    level: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    pointer: Option<&'a str>,
    shape: Option<&'a str>,
    help: Option<&'a str>,
    related: Option<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    pointer: Option<&'a str>,
}

/// A part of a file, its end exclusive; lines and columns from 1, bytes from 0.
#[derive(Serialize)]
struct At<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    byte_start: Option<usize>,
    byte_end: Option<usize>,
}

impl<'a> At<'a> {
    fn new(file: Option<&'a String>, span: Option<&Span>) -> Self {
        Self {
            file: file.map(String::as_str),
            line: span.map(|span| span.start.line),
            column: span.map(|span| span.start.column),
            end_line: span.map(|span| span.end.line),
            end_column: span.map(|span| span.end.column),
            byte_start: span.map(|span| span.bytes.start),
            byte_end: span.map(|span| span.bytes.end),
        }
    }
}

fn pointer(place: &Place) -> Option<&str> {
    match place {
        Place::Value(origin) | Place::Key(origin) => Some(&origin.pointer),
        Place::Run | Place::Source(_) | Place::Text(..) => None,
    }
}

impl<'a> From<&'a Located> for Line<'a> {
    fn from(located: &'a Located) -> Self {
        let diagnostic = &located.diagnostic;
        let related = diagnostic.related.as_ref().zip(located.beside.as_ref());
        Self::Diagnostic(Box::new(Diagnostic {
            level: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: diagnostic.code.as_str(),
            message: &diagnostic.message,
            at: At::new(located.file.as_ref(), located.span.as_ref()),
            pointer: pointer(&diagnostic.place),
            shape: diagnostic.shape.as_deref(),
            help: diagnostic.help.as_deref(),
            related: related.map(|(related, beside)| Related {
                message: &beside.label,
                at: At::new(beside.file.as_ref(), Some(&beside.span)),
                pointer: pointer(&related.place),
            }),
        }))
    }
}

/// Why a line could not be written, the first one.
static LOST: OnceLock<String> = OnceLock::new();

/// Writes one line. Nobody may be reading any more, which is not an error of the run.
pub(super) fn line(line: &Line<'_>) {
    let Ok(mut text) = serde_json::to_string(line) else { return };
    text.push('\n');
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => drop(LOST.set(error.to_string())),
        _ => {}
    }
}

/// Returns why a line could not be written; `None` if all were.
pub(super) fn lost() -> Option<&'static str> {
    LOST.get().map(String::as_str)
}
