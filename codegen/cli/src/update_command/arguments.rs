//! The arguments of the command.

use std::path::PathBuf;

use clap::Args;

use super::registry::parse_version;
use crate::release::Mode;
use crate::report;

/// The end of the command's help, with examples for a program.
#[must_use]
pub fn after_help(program: &str) -> String {
    format!(
        "Examples:\n  \
         {program} update --dry-run            # the verdict, the version, the changelog and the files; nothing is written\n  \
         {program} update                      # all services, to the newest botocore\n  \
         {program} update --service sqs --to 1.44.5    # one service, to a version\n  \
         {program} update --from botocore      # an unpacked botocore, without pip\n\n\
         Exit codes: 0 done, also if there is nothing to do, 1 something is wrong, 2 wrong usage.\n\n\
         {}",
        report::release_json_help(program)
    )
}

/// The arguments of the command.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The service of the manifest to update; without it, all that were imported from botocore.
    #[arg(long, value_name = "NAME")]
    pub(super) service: Option<String>,
    /// The version of botocore; without it, the newest one.
    #[arg(long, value_name = "VERSION", value_parser = parse_version)]
    pub(super) to: Option<String>,
    /// An unpacked botocore, instead of the package registry: the folder that has `botocore/data`, or that folder.
    #[arg(long, value_name = "FOLDER", conflicts_with = "to")]
    pub(super) from: Option<PathBuf>,
    /// Take what changed and cannot be kept as the model has it, which breaks dependents: the type of a member or shape,
    /// `Shape$member` or `Shape`; or the end of `Operation$pages`, `Operation$items` or `Operation$Waiter`. Can be given several
    /// times.
    #[arg(long, value_name = "NAME")]
    pub(super) accept_type: Vec<String>,
    /// The options of the release.
    #[command(flatten)]
    pub mode: Mode,
}
