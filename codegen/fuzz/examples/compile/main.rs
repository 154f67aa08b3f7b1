//! Generates random models and compiles them: an accepted model must compile. One package holds all clients, each in a
//! module of its own, so that its dependencies are built once.
//!
//! ```sh
//! cargo run --manifest-path codegen/fuzz/Cargo.toml --example compile -- [MODELS [SEED]]
//! cargo run --manifest-path codegen/fuzz/Cargo.toml --example compile -- --model FILE...
//! ```
//!
//! The first form makes models and reports those that do not compile; each is kept in `artifacts/compile/`. The second form
//! compiles models from files.

mod compiler;
mod model;
mod random;
mod words;
mod write;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use compiler::{Candidate, Verdicts};

/// How many models are made unless it is said.
const MODELS: usize = 200;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let candidates = match arguments.split_first() {
        Some((first, files)) if first == "--model" => of_files(files)?,
        _ => {
            let number = |at: usize, other: u64| arguments.get(at).map_or(Ok(other), |text| text.parse());
            made(number(0, MODELS as u64)?, number(1, 1)?)
        }
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let verdicts = compiler::compile(&candidates, &folder.join("target").join("compile"))?;
    report(&candidates, &verdicts, &folder.join("artifacts").join("compile"))
}

/// Models from a seed on, each in both formats.
fn made(count: u64, first: u64) -> Vec<Candidate> {
    let seeds = first..first + count;
    seeds
        .flat_map(|seed| {
            let model = model::Model::random(&mut random::Random::new(seed));
            let candidate = |format: &str, text: String| Candidate { name: format!("{seed}-{format}"), text };
            [candidate("botocore", write::botocore(&model)), candidate("smithy", write::smithy(&model))]
        })
        .collect()
}

fn of_files(files: &[String]) -> Result<Vec<Candidate>, Box<dyn Error>> {
    let read = |path: &String| -> Result<Candidate, Box<dyn Error>> {
        let name = PathBuf::from(path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Candidate { name, text: fs::read_to_string(path)? })
    };
    files.iter().map(read).collect()
}

/// Prints what does not compile, and keeps it.
fn report(candidates: &[Candidate], verdicts: &Verdicts, folder: &Path) -> Result<ExitCode, Box<dyn Error>> {
    for (name, why) in &verdicts.refused {
        println!("refused   {name}: {why}");
    }
    for (name, errors) in &verdicts.broken {
        println!("broken    {name}: {} errors\n{}", errors.len(), errors.first().map_or("", String::as_str));
        if let Some(candidate) = candidates.iter().find(|candidate| candidate.name == *name) {
            fs::create_dir_all(folder)?;
            fs::write(folder.join(format!("{name}.json")), &candidate.text)?;
        }
    }
    for error in &verdicts.elsewhere {
        println!("elsewhere {error}");
    }
    let (refused, broken) = (verdicts.refused.len(), verdicts.broken.len());
    println!(
        "{} models: {} compile, {broken} do not, {refused} are refused by the generator",
        candidates.len(),
        candidates.len() - broken - refused
    );
    let is_good = broken == 0 && verdicts.elsewhere.is_empty() && refused < candidates.len();
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
