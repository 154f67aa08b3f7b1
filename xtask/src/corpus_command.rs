//! `cargo xtask corpus`: generates every model below a folder, keeps nothing, and reports the outcome of each.

mod compile;
mod find;
mod generate;
mod outcome;
mod pool;
mod print;
mod sample;
mod totals;

use std::cmp::Reverse;
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;
use codegen::diagnostic::Code;

use find::Found;
use generate::{Partitions, generate, progress};
use outcome::Outcome;
use sample::Wanted;
use totals::Totals;

#[derive(Args)]
#[command(after_help = "Examples:\n  \
    cargo xtask corpus botocore/data                 # every service, a line for each, and a summary\n  \
    cargo xtask corpus botocore/data --compile       # and the compiler over a sample of 40\n  \
    cargo xtask corpus botocore/data --quiet --compile ec2,glue\n\n\
    Exit codes: 0 every model is good, 1 some are not, or there is none, 2 wrong usage.")]
pub(crate) struct Arguments {
    /// A folder with models below it: botocore's `data`, with `<service>/<version>/service-2.json`, or any with Smithy
    /// JSON ASTs; packed with gzip or not.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Every version of a service, and not the newest only.
    #[arg(long)]
    all_versions: bool,
    /// How many threads work; as many as there are cores, unless it is said.
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Print warnings as well, and not only how many there are.
    #[arg(long)]
    warnings: bool,
    /// Print no line for each service, only what is wrong and the summary.
    #[arg(long)]
    quiet: bool,
    /// Compile the core of some services too: `sample` (40, the odd ones among them), so many, `all`, or names with
    /// commas between them.
    #[arg(long, value_name = "WHICH", num_args = 0..=1, default_missing_value = "sample")]
    compile: Option<Wanted>,
    /// Write the packages that are compiled to this folder; below target/ unless it is said.
    #[arg(long, value_name = "FOLDER", requires = "compile")]
    keep: Option<PathBuf>,
    /// Write a report in JSON to this file.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let start = Instant::now();
    let models = find::models(&arguments.folder, arguments.all_versions)?;
    if models.is_empty() {
        bail!(
            "there is no model below {}\n  help: give a folder with botocore's `<service>/<version>/service-2.json`, or \
             with Smithy models (`{{\"smithy\": ..}}`)",
            arguments.folder.display()
        );
    }
    let jobs = arguments.jobs.or(available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN);
    // What is wrong with the folder is said before the work is done.
    let places = || compile::Places::new(arguments.keep.as_deref());
    let compiling = arguments.compile.as_ref().map(|wanted| anyhow::Ok((wanted, places()?))).transpose()?;
    let partitions = Partitions::find(&arguments.folder)?;
    let mut outcomes = read_all(&models, &partitions, jobs)?;
    // The compiler's time is not the generator's, and Cargo reports it.
    let (wall, memory) = (start.elapsed(), totals::most_memory());
    if let Some((wanted, places)) = compiling {
        let chosen = sample::choose(&outcomes, wanted)?;
        let of_chosen: Vec<&Found> = chosen.iter().map(|&at| &models[at]).collect();
        let compiled = compile::compile(&of_chosen, &partitions, &places, jobs)?;
        chosen.into_iter().zip(compiled).for_each(|(at, good)| outcomes[at].compiles = Some(good));
    }
    let totals = Totals::of(&outcomes);
    print::services(&outcomes, !arguments.quiet, arguments.warnings);
    print::summary(&totals, jobs.get(), wall, memory);
    if let Some(path) = &arguments.report {
        print::write(path, &outcomes, &totals, wall, memory)?;
    }
    Ok(if totals.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Generates each model and forgets the text. The largest come first, so that the last to end is a small one.
fn read_all(models: &[Found], partitions: &Partitions, jobs: NonZero<usize>) -> Result<Vec<Outcome>> {
    let mut queue: Vec<(usize, &Found)> = models.iter().enumerate().collect();
    queue.sort_by_key(|(_, found)| Reverse(found.size));
    let progress = progress(models.len());
    let results = pool::each(&queue, jobs, |(_, found)| {
        progress.set_message(found.name.clone());
        let outcome = outcome(found, partitions);
        progress.inc(1);
        outcome
    });
    progress.finish_and_clear();
    let mut outcomes: Vec<(usize, Outcome)> = Vec::new();
    for (&(at, found), result) in queue.iter().zip(results?) {
        let outcome = result.unwrap_or_else(|said| {
            let message = format!("the generator panicked: {said}");
            Outcome::failed(
                found,
                Code::GeneratorBug,
                message,
                "this is a bug of the generator: please report it with the model",
            )
        });
        outcomes.push((at, outcome));
    }
    outcomes.sort_by_key(|(at, _)| *at);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}

fn outcome(found: &Found, partitions: &Partitions) -> Outcome {
    let start = Instant::now();
    match generate(found, partitions, "corpus") {
        Ok(generated) => Outcome::new(found, generated, start.elapsed()),
        Err(error) => {
            Outcome::failed(found, Code::NotJson, format!("{error:#}"), "see whether the file is there and complete")
        }
    }
}
