//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, value_parser};
use clientsmith::project::Project;
use clientsmith::report::{self, Messages};
use clientsmith::{
    codegen_command, convert_command, diff_command, import_command, init_command, retire_command, update_command,
};

/// The program's name.
const PROGRAM: &str = "clientsmith";

/// Generates Rust clients from Smithy and botocore service models.
///
/// A manifest, codegen.toml, lists the services of a package. It is found in the current folder, or the nearest one above
/// it, or in a folder `models` there. Begin with `clientsmith init`.
#[derive(Parser)]
#[command(name = PROGRAM, version, max_term_width = 100)]
struct Cli {
    /// The manifest, instead of the one that is found.
    #[arg(long, global = true, value_name = "FILE")]
    manifest: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a manifest and a package without services.
    Init(init_command::Arguments),
    /// Write the package's services from their models.
    Generate(codegen_command::Arguments),
    /// Check that the package is up to date, and write nothing.
    Check(codegen_command::Arguments),
    /// Compare two models of a service: what breaks for dependents.
    Diff(diff_command::Arguments),
    /// Take a published model into the project, without its prose.
    Import(import_command::Arguments),
    /// Give up what an import retained after the service removed or changed it.
    Retire(retire_command::Arguments),
    /// Import the newest botocore, generate, raise the version and extend the changelog: all of it or nothing.
    Update(update_command::Arguments),
    /// Write a model of any format as Smithy 2.0 JSON AST.
    Convert(convert_command::Arguments),
}

fn main() -> ExitCode {
    let help = |name: &'static str| codegen_command::after_help(&format!("{PROGRAM} {name}"));
    let command = Cli::command()
        .mut_subcommand("init", |command| command.arg(hidden_manifest()).after_help(init_command::after_help(PROGRAM)))
        .mut_subcommand("convert", |command| command.after_help(convert_command::after_help(PROGRAM)))
        .mut_subcommand("generate", |command| command.after_help(help("generate")))
        .mut_subcommand("check", |command| codegen_command::check_command(command, &format!("{PROGRAM} check")))
        .mut_subcommand("diff", |command| command.after_help(diff_command::after_help(PROGRAM)))
        .mut_subcommand("import", |command| command.after_help(import_command::after_help(PROGRAM)))
        .mut_subcommand("retire", |command| command.after_help(retire_command::after_help(PROGRAM)))
        .mut_subcommand("update", |command| command.after_help(update_command::after_help(PROGRAM)));
    let cli = Cli::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit());
    let (messages, outcome) = run(cli);
    let code = outcome.unwrap_or_else(|error| {
        report::error(&error);
        ExitCode::FAILURE
    });
    messages.finished(code)
}

/// The option `--manifest` of a command that refuses it: its help does not show it.
fn hidden_manifest() -> Arg {
    Arg::new("manifest").long("manifest").global(true).hide(true).value_parser(value_parser!(PathBuf))
}

fn run(cli: Cli) -> (Messages, Result<ExitCode>) {
    let project = || {
        let start = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        Project::bare(&start, PROGRAM, "generate").of(cli.manifest.as_deref())
    };
    match cli.command {
        Command::Init(_) if cli.manifest.is_some() => {
            let text = "--manifest names a manifest that is there, and `init` writes one\n  help: name its folder: `init FOLDER`";
            (Messages::default(), Ok(report::usage(text)))
        }
        Command::Init(arguments) => (Messages::default(), init_command::run(&arguments, PROGRAM)),
        Command::Generate(arguments) => {
            (arguments.messages, project().and_then(|project| codegen_command::run(&arguments, &project)))
        }
        Command::Check(mut arguments) => {
            arguments.check = true;
            (arguments.messages, project().and_then(|project| codegen_command::run(&arguments, &project)))
        }
        Command::Diff(arguments) => {
            (arguments.messages, project().and_then(|project| diff_command::run(&arguments, &project)))
        }
        Command::Import(arguments) => {
            (arguments.messages, project().and_then(|project| import_command::run(&arguments, &project)))
        }
        Command::Retire(arguments) => {
            (arguments.mode.messages, project().and_then(|project| retire_command::run(&arguments, &project)))
        }
        Command::Update(arguments) => {
            (arguments.mode.messages, project().and_then(|project| update_command::run(&arguments, &project)))
        }
        Command::Convert(arguments) => {
            (arguments.messages, project().and_then(|project| convert_command::run(&arguments, &project)))
        }
    }
}
