//! The command line of the project. It is the only code that touches the disk; it does not depend on the
//! generated crate, so that it still runs when that does not compile.

mod codegen_command;
mod conformance_command;
mod convert_command;
mod corpus_command;
mod diff_command;
mod import_command;
mod manifest;
mod model_files;
mod provenance;
mod report;
mod service;
pub mod tree;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
    /// Take a published model into models/, without its prose.
    Import(import_command::Arguments),
}

fn main() -> ExitCode {
    let (messages, outcome) = match Cli::parse().command {
        Command::Codegen(arguments) => (arguments.messages, codegen_command::run(&arguments)),
        Command::Conformance(arguments) => (report::Messages::default(), conformance_command::run(&arguments)),
        Command::Convert(arguments) => (arguments.messages, convert_command::run(&arguments)),
        Command::Corpus(arguments) => (report::Messages::default(), corpus_command::run(&arguments)),
        Command::Diff(arguments) => (arguments.messages, diff_command::run(&arguments)),
        Command::Import(arguments) => (arguments.messages, import_command::run(&arguments)),
    };
    let code = outcome.unwrap_or_else(|error| {
        report::error(&error);
        ExitCode::FAILURE
    });
    messages.finished(code == ExitCode::SUCCESS);
    code
}
