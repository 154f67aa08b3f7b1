//! The commands of this repository: those of the command line, for this repository's models and package, and those that
//! only its developers need.

mod conformance_command;
mod corpus_command;
mod figures_command;
mod workspace;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use clientsmith::project::Project;
use clientsmith::runtime::Runtime;
use clientsmith::{
    codegen_command, convert_command, diff_command, import_command, manifest, model_files, report, retire_command,
    service, tree, update_command,
};
use workspace::root;

/// Generates Rust clients from service models.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the generated crate from the models, or check that it is up to date.
    Codegen(codegen_command::Arguments),
    /// Run protocol suites through generated code.
    Conformance(conformance_command::Arguments),
    /// Write a model of any format as Smithy 2.0 JSON AST.
    Convert(convert_command::Arguments),
    /// Generate every model below a folder, and report on each; nothing is kept.
    Corpus(corpus_command::Arguments),
    /// Compare two models of a service: what breaks for dependents.
    Diff(diff_command::Arguments),
    /// Draw the README's pictures and tables, or measure what they show.
    Figures(figures_command::Arguments),
    /// Take a published model into models/, without its prose.
    Import(import_command::Arguments),
    /// Give up what an import retained after the service removed or changed it.
    Retire(retire_command::Arguments),
    /// Import the newest botocore, generate, raise the version and extend the changelog: all of it or nothing.
    Update(update_command::Arguments),
}

/// The commands of this repository work for its manifest from any folder, and link packages to its own runtime.
fn project() -> Project {
    let project = Project::bare(&root(), "cargo xtask", "codegen").with_manifest(&root().join("models/codegen.toml"));
    Project { runtime: Runtime::Path(root().join("codegen").join("runtime")), ..project }
}

fn main() -> ExitCode {
    let project = project();
    let help = codegen_command::after_help(&project.command());
    let diff_help = diff_command::after_help("cargo xtask");
    let command = Cli::command()
        .mut_subcommand("codegen", |command| command.after_help(help))
        .mut_subcommand("convert", |command| command.after_help(convert_command::after_help(project.program)))
        .mut_subcommand("diff", |command| command.after_help(diff_help))
        .mut_subcommand("import", |command| command.after_help(import_command::after_help(project.program)))
        .mut_subcommand("retire", |command| command.after_help(retire_command::after_help(project.program)))
        .mut_subcommand("update", |command| command.after_help(update_command::after_help(project.program)));
    let matches = command.get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let (messages, outcome) = match cli.command {
        Command::Codegen(arguments) => (arguments.messages, codegen_command::run(&arguments, &project)),
        Command::Conformance(arguments) => (report::Messages::default(), conformance_command::run(&arguments)),
        Command::Convert(arguments) => (arguments.messages, convert_command::run(&arguments, &project)),
        Command::Corpus(arguments) => (report::Messages::default(), corpus_command::run(&arguments)),
        Command::Diff(arguments) => (arguments.messages, diff_command::run(&arguments, &project)),
        Command::Figures(arguments) => (report::Messages::default(), figures_command::run(&arguments)),
        Command::Import(arguments) => (arguments.messages, import_command::run(&arguments, &project)),
        Command::Retire(arguments) => (arguments.mode.messages, retire_command::run(&arguments, &project)),
        Command::Update(arguments) => (arguments.mode.messages, update_command::run(&arguments, &project)),
    };
    let code = outcome.unwrap_or_else(|error| {
        report::error(&error);
        ExitCode::FAILURE
    });
    messages.finished(code)
}
