//! `cargo xtask conformance`: protocol suites, run through generated code.
//!
//! A suite file is a list of suites in botocore's form: `metadata` and `shapes` as in a service model, and cases, each
//! with the operation that it is about. Of each suite a model is made and a client generated; one program with all of
//! them is compiled and given the cases, and what it results is compared here.

mod body;
mod cbor;
mod compare;
mod exceptions;
mod form;
mod package;
mod params;
mod suite;
mod xml;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::Value;

use crate::report::{self};
use exceptions::Action;
use package::Program;
use suite::{Case, Suite};

#[derive(Args)]
#[command(after_help = "A suite file is a JSON list of suites; each has `metadata` and `shapes` as in botocore's \
    `service-2.json`, and `cases`. A case's `given` is the operation. Of a request, `params` is the input and \
    `serialized` what must be sent; of a response, `response` is what arrives and `result` or `error` what must come \
    of it.\n\n\
    Examples:\n  \
    cargo xtask conformance input/json.json output/json.json\n\n\
    Exit codes: 0 every case passed or was skipped, 1 some failed, none was run or a file cannot be read, 2 wrong \
    usage.")]
pub(crate) struct Arguments {
    /// Files of protocol suites.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only cases whose name contains this.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// List the cases that passed, too.
    #[arg(short, long)]
    verbose: bool,
}

/// The outcome of a case.
enum Outcome {
    Passed,
    /// The differences.
    Failed(String),
    /// Why.
    Skipped(String),
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut suites = Vec::new();
    for (number, path) in arguments.files.iter().enumerate() {
        suites.extend(suite::read(path, number, arguments.filter.as_deref())?);
    }
    if suites.iter().all(|suite| suite.cases.is_empty()) {
        bail!("there is no case to run\n  help: is `--filter` the name of a case, and the file one of suites?");
    }
    for (number, case) in suites.iter_mut().flat_map(|suite| &mut suite.cases).enumerate() {
        case.number = number;
    }
    let mut program = Program::default();
    for suite in &mut suites {
        program.add(suite);
    }
    let results = program.run(&suites)?;
    let mut all = Counts::default();
    for path in &arguments.files {
        let of_file = suites.iter().filter(|suite| suite.file == *path);
        let cases = of_file.flat_map(|suite| suite.cases.iter().map(move |case| (suite, case)));
        let of_file = report_file(path, cases, &results, arguments.verbose);
        all.passed += of_file.passed;
        all.failed += of_file.failed;
    }
    if all.passed + all.failed == 0 {
        bail!("no case was run: all of them were skipped");
    }
    Ok(if all.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many cases came to which end, beside those that were skipped.
#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
}

/// Reports what became of a file's cases, and returns how many passed and failed.
fn report_file<'s>(
    path: &std::path::Path,
    cases: impl Iterator<Item = (&'s Suite, &'s Case)>,
    results: &[Option<Value>],
    verbose: bool,
) -> Counts {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (suite, case) in cases {
        match outcome(suite, case, results) {
            Outcome::Passed => {
                passed += 1;
                if let Some(exception) = suite.exception(case) {
                    anstream::println!("{0}corrected{0:#} {1}: {2}", report::WARNING, case.id, exception.reason);
                }
                if verbose {
                    anstream::println!("passed  {}", case.id);
                }
            }
            Outcome::Failed(difference) => {
                failed += 1;
                let indented = difference.trim_end().replace('\n', "\n    ");
                anstream::println!(
                    "{0}failed{0:#}  {1} ({2})\n    {indented}",
                    report::ERROR,
                    case.id,
                    suite.description
                );
            }
            Outcome::Skipped(why) => {
                skipped += 1;
                anstream::println!("{0}skipped{0:#} {1}: {why}", report::WARNING, case.id);
            }
        }
    }
    anstream::println!("{}: {passed} passed, {failed} failed, {skipped} skipped", path.display());
    Counts { passed, failed }
}

/// Returns the outcome of a case after its exception is applied.
fn outcome(suite: &Suite, case: &Case, results: &[Option<Value>]) -> Outcome {
    match (as_written(suite, case, results), suite.exception(case)) {
        (Outcome::Failed(_), Some(exception)) if exception.action == Action::Skip => {
            Outcome::Skipped(exception.reason.to_owned())
        }
        (Outcome::Passed, Some(exception)) if exception.action == Action::Skip => Outcome::Failed(format!(
            "the case passes, which it should not: {}\nhelp: remove it from the exceptions",
            exception.reason
        )),
        (outcome, _) => outcome,
    }
}

fn as_written(suite: &Suite, case: &Case, results: &[Option<Value>]) -> Outcome {
    if let Some(why) = &suite.skipped {
        return Outcome::Skipped(why.clone());
    }
    if let Some(why) = &suite.broken {
        return Outcome::Failed(why.clone());
    }
    match results.get(case.number).and_then(Option::as_ref) {
        None => Outcome::Failed("the program did not result".to_owned()),
        Some(result) => match compare::compare(suite, case, result) {
            differences if differences.is_empty() => Outcome::Passed,
            differences => Outcome::Failed(differences.join("\n")),
        },
    }
}
