//! The arguments of the command.

use std::path::PathBuf;

use clap::Args;

use crate::report::{self, Messages};

/// The end of the command's help, with examples for a program.
#[must_use]
pub fn after_help(program: &str) -> String {
    format!(
        "What the service removed since the last import stays, in retained.json.\n\n\
         Examples:\n  \
         {program} import botocore/data/sqs/2012-11-05\n  \
         {program} import sqs.json --source api-models-aws --version 2025-04-01    # a model in Smithy's format\n  \
         {program} import botocore/data/sqs/2012-11-05 --accept-type 'Message$Size'\n\n\
         Exit codes: 0 done, 1 something is wrong, 2 wrong usage.\n\n{}",
        report::json_help_without_check()
    )
}

/// The arguments of the command.
#[derive(Args, Debug)]
pub struct Arguments {
    /// A `service-2.json` or `service-2.json.gz` as botocore publishes it, or the folder with one. Paginators, waiters,
    /// examples and endpoint rules beside it come along, and so does the `partitions.json` of the package. Or a file in
    /// Smithy's JSON AST, packed or not.
    pub(super) path: PathBuf,
    /// The version of botocore, or of what a Smithy model comes from. botocore's is found in the package that the path
    /// lies in, if it lies in one.
    #[arg(long, value_name = "VERSION", value_parser = version)]
    pub(super) version: Option<String>,
    /// Who published a Smithy model, such as a repository. Models in botocore's format come from botocore.
    #[arg(long, value_name = "NAME", value_parser = source)]
    pub(super) source: Option<String>,
    /// The service's shape, by name or id, where a Smithy model has several services.
    #[arg(long, value_name = "ID")]
    pub(super) service_shape: Option<String>,
    /// The folder to write to; without it, the manifest's folder of models.
    #[arg(long, value_name = "FOLDER")]
    pub(super) models: Option<PathBuf>,
    /// Take what changed and cannot be kept as the model has it, which breaks dependents: the type of a member or shape,
    /// `Shape$member` or `Shape`; or the end of `Operation$pages`, `Operation$items` or `Operation$Waiter`. Can be given several
    /// times.
    #[arg(long, value_name = "NAME")]
    pub(super) accept_type: Vec<String>,
    /// The date for items that the service removed, as YYYY-MM-DD; without it, today's in UTC.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) date: Option<String>,
    /// Replace a model in botocore's format by one in Smithy's, or the reverse. Files that only the former format has are
    /// removed.
    #[arg(long)]
    pub(super) replace_format: bool,
    #[command(flatten)]
    /// The form of the diagnostics.
    pub messages: Messages,
}

fn date(text: &str) -> Result<String, String> {
    text.parse::<jiff::civil::Date>()
        .map(|date| date.to_string())
        .map_err(|_| "write a date as in 2025-11-17".to_owned())
}

/// Checks a version. It is shown in documentation and messages, so that it is one word.
fn version(text: &str) -> Result<String, String> {
    match is_version(text) {
        true => Ok(text.to_owned()),
        false => Err(format!("write {VERSION_FORM}, such as 1.44.8 or 2025-04-01")),
    }
}

/// The form of versions, for messages.
pub(super) const VERSION_FORM: &str = "letters, digits, `.`, `-`, `_` and `+`, with a letter or a digit first";

/// Returns whether a text has the form of a version, which can be the name of a folder, too.
pub(super) fn is_version(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-_+".contains(c))
}

fn source(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("name who published the model, such as a repository".to_owned()),
        trimmed if trimmed != text || text.contains(char::is_control) => {
            Err("write the name on one line, without spaces around it".to_owned())
        }
        _ => Ok(text.to_owned()),
    }
}

impl Arguments {
    /// An import of botocore's model of a service, into the folder of models.
    pub(crate) fn of_botocore(path: PathBuf, version: String, accept_type: Vec<String>, messages: Messages) -> Self {
        Self {
            path,
            version: Some(version),
            source: None,
            service_shape: None,
            models: None,
            accept_type,
            date: None,
            replace_format: false,
            messages,
        }
    }
}
