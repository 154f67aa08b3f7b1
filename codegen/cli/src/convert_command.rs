//! `convert`: a model of any format as Smithy 2.0 JSON AST.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::Args;
use codegen::Failed;

use crate::model_files::ModelFiles;
use crate::output;
use crate::project::Project;
use crate::report::{self, Messages};

/// The end of the command's help, with examples for a program.
#[must_use]
pub fn after_help(program: &str) -> String {
    format!(
        "What comes out reads as what went in: the same code is generated from both. botocore's pages, waiters, examples and \
         endpoint rules, which lie beside its model, are in it; an overlay is not, for it applies to both.\n\n\
         Examples:\n  \
         {program} convert models/devicefarm/2015-06-23/service-2.json -o smithy.json\n  \
         {program} convert model/ --service-shape Weather    # a folder of files in Smithy's format, to standard output\n\n\
         Exit codes: 0 done, 1 something is wrong, 2 wrong usage.\n\n{}",
        report::json_help_without_check()
    )
}

/// The arguments of the command.
#[derive(Args, Debug)]
pub struct Arguments {
    /// A botocore `service-2.json` or files in Smithy's JSON AST, or the folder with them; packed with gzip or not.
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// The file to write. Without it, standard output.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file even if this command did not write it.
    #[arg(long, requires = "out")]
    force: bool,
    /// The service's shape, by name or id, where a Smithy model has several services.
    #[arg(long, value_name = "ID")]
    service_shape: Option<String>,
    #[command(flatten)]
    /// The form of the diagnostics.
    pub messages: Messages,
}

/// Converts a model.
///
/// # Errors
/// A file that cannot be read or written, or a model that is wrong, which has been reported then.
pub fn run(arguments: &Arguments, project: &Project) -> Result<ExitCode> {
    if arguments.out.is_none() && arguments.messages.is_json() {
        let text = "the model and the lines of --message-format json would both be on standard output\n  help: name a file with --out";
        return Ok(report::usage(text));
    }
    let (files, label) = ModelFiles::of_paths(&arguments.models, &project.root)?;
    let models = files.sources();
    let converted = codegen::convert(&files.inputs(&models, None), arguments.service_shape.as_deref());
    let text = converted.map_err(|Failed(all)| {
        arguments.messages.diagnostics(&all);
        anyhow!("nothing was written")
    })?;
    let Some(out) = &arguments.out else {
        report::print(&text)?;
        return Ok(ExitCode::SUCCESS);
    };
    output::write(out, marked(&text), &marked(START), arguments.force)?;
    report::done("converted", &format!("{label} to {}", out.display()));
    Ok(ExitCode::SUCCESS)
}

/// The beginning of a model that is converted.
const START: &str = "{\n  \"smithy\": \"2.0\",\n";

/// Adds the metadata by which a later run knows the file as its own. It has no effect on the model.
fn marked(text: &str) -> String {
    text.replacen(START, &format!("{START}  \"metadata\": {{ \"writtenBy\": \"clientsmith convert\" }},\n"), 1)
}
