//! What a person is told: on standard error, in colour where that is a terminal.

use anstyle::{AnsiColor, Style};
use codegen::diagnostic::{Located, Severity};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();

/// An error with its causes.
pub(crate) fn error(error: &anyhow::Error) {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {error}");
    for cause in error.chain().skip(1) {
        anstream::eprintln!("  because: {cause}");
    }
}

/// Everything that the generator found.
pub(crate) fn diagnostics(all: &[Located]) {
    for located in all {
        let text = located.to_string();
        let (style, word) = match located.diagnostic.severity {
            Severity::Error => (ERROR, "error"),
            Severity::Warning => (WARNING, "warning"),
        };
        let rest = text.strip_prefix(word).unwrap_or(&text);
        anstream::eprintln!("{style}{word}{style:#}{rest}\n");
    }
}

/// What has been done.
pub(crate) fn done(what: &str, text: &str) {
    anstream::eprintln!("{GOOD}{what:>10}{GOOD:#} {text}");
}

/// A number of things.
pub(crate) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
