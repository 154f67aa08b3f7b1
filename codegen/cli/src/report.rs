//! Output of the commands: for a person on standard error, in colour where that is a terminal; for a program
//! on standard output.

mod json;

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, Result};
use clap::ValueEnum;
use codegen::diagnostic::Located;
use codegen::diff::Level;
use codegen::model::retry::RetryTally;

use crate::tree::Difference;

/// The style of errors.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();
/// The style of warnings.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// The form of a command's diagnostics. Every command that reads a model flattens it into its arguments.
#[derive(clap::Args, Clone, Copy, Debug, Default)]
pub struct Messages {
    /// The form of the diagnostics.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    message_format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Drawn, on standard error.
    #[default]
    Human,
    /// For programs: a JSON object on each line of standard output; what was done, and errors that are not in a model,
    /// stay on standard error.
    Json,
}

/// Why two options do not go together that ask for a report in two forms.
pub(crate) const TWO_FORMS: &str =
    "--markdown and --message-format json are two forms of one report\n  help: leave one of them out";

/// The fields of JSON messages, for the help of each command that has them.
pub const JSON_HELP: &str = "With --message-format json each line of standard output has a \"reason\":\n  \
    diagnostic   level (error, warning), code, message, file, line, column, end_line, end_column,\n               \
    byte_start, byte_end, pointer (RFC 6901), shape, help, and related: message, file,\n               \
    line .. pointer of another place. Codes stay the same from version to version.\n               \
    What does not apply is null. Lines and columns count from 1, columns in characters,\n               \
    bytes from 0; ends are exclusive.\n  \
    difference   with --check: kind (stale, missing, stray, interrupted) and path\n  \
    finished     the last line: success (true, false)";

/// The fields of JSON messages of a command that releases, for its help.
#[must_use]
pub fn release_json_help(program: &str) -> String {
    format!(
        "{}\n  \
         change, verdict   as for `{program} diff`\n  \
         api-change   level, and signature: a public item that comes (minor) or goes (major) because of an earlier import\n  \
         release      package, old, new, level: absent if the version stays\n  \
         difference   with --dry-run: kind (stale, missing, stray) and path of a file that would be written, relative to the\n               \
         folder of the project, or absolute if it is elsewhere",
        json_help_without_check()
    )
}

/// The same for a command that compares nothing.
#[must_use]
pub fn json_help_without_check() -> String {
    let lines: Vec<&str> = JSON_HELP.lines().filter(|line| !line.contains("--check")).collect();
    lines.join("\n")
}

impl Messages {
    /// Everything that the generator found.
    pub fn diagnostics(self, all: &[Located]) {
        for located in all {
            match self.message_format {
                Format::Human => say(&format!("{}\n", located.coloured())),
                Format::Json => json::line(&located.into()),
            }
        }
    }

    /// Returns the differences that `--check` found; `describe` draws them for a person.
    pub fn differences(self, all: &[Difference], describe: impl FnOnce() -> String) {
        if self.message_format == Format::Human {
            // Colours are taken out again where this is not a terminal.
            let _ = print(&describe());
            return;
        }
        for difference in all {
            let kind = match difference {
                Difference::Interrupted => "interrupted",
                Difference::Stale { .. } => "stale",
                Difference::Missing { .. } => "missing",
                Difference::Stray { .. } => "stray",
            };
            json::line(&json::Line::Difference { kind, path: difference.path() });
        }
    }

    /// Reports a public item that comes or goes by more than the change of the models, for programs.
    pub(crate) fn api_change(self, level: Level, signature: &str) {
        if self.is_json() {
            json::line(&json::Line::ApiChange { level: level.as_str(), signature });
        }
    }

    /// Reports the next version of a package, for programs.
    pub(crate) fn release(self, package: &str, (old, new): (&str, &str), level: Level) {
        if self.is_json() {
            json::line(&json::Line::Release { package, old, new, level: level.as_str() });
        }
    }

    /// Returns whether standard output is for programs.
    #[must_use]
    pub fn is_json(self) -> bool {
        self.message_format == Format::Json
    }

    /// The run is over. Returns its exit code, which is a failure, too, if a line for programs could not be written.
    #[must_use]
    pub fn finished(self, code: ExitCode) -> ExitCode {
        if self.message_format == Format::Json {
            json::line(&json::Line::Finished { success: code == ExitCode::SUCCESS });
        }
        match json::lost() {
            Some(why) if code == ExitCode::SUCCESS => {
                error(&anyhow::anyhow!("cannot write to standard output: {why}"));
                ExitCode::FAILURE
            }
            _ => code,
        }
    }
}

/// Prints on standard output, without colours where that is not a terminal.
///
/// A reader that has closed it, such as `head`, has read all that it wants. The command does the rest of its work, because an update
/// must not stop halfway, and its exit code is that of the work.
///
/// # Errors
/// A standard output that cannot be written to for another reason, such as a full disk.
pub fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("cannot write to standard output"),
    }
}

/// Writes a line to standard error. A line that cannot be written, as on a full disk, does not stop the command.
fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// An error with its causes.
pub fn error(error: &anyhow::Error) {
    say(&format!("{ERROR}error{ERROR:#}: {error}"));
    for cause in error.chain().skip(1) {
        say(&format!("  because: {cause}"));
    }
}

/// Reports options that do not go together, and returns the exit code of wrong usage.
#[must_use]
pub fn usage(text: &str) -> ExitCode {
    error(&anyhow::anyhow!("{text}"));
    ExitCode::from(2)
}

/// Reports a finished step.
pub fn done(what: &str, text: &str) {
    say(&format!("{GOOD}{what:>10}{GOOD:#} {text}"));
}

/// Something that a person ought to look at.
pub fn warning(text: &str) {
    say(&format!("{WARNING}warning{WARNING:#}: {text}"));
}

/// How many operations are retried, by which rule.
#[must_use]
pub fn retries(tally: &RetryTally) -> String {
    let rules: Vec<String> = tally.rules().map(|(rule, number)| format!("{number} by {}", rule.name())).collect();
    let rules = if rules.is_empty() { String::new() } else { format!(" ({})", rules.join(", ")) };
    format!("{} retried{rules}, {} sent at most once", count(tally.retried(), "operation"), tally.once)
}

/// A number of things.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
