//! How long `cargo xtask diff` takes for two models, and how much memory: the whole command, started anew each time.
//!
//! `cargo bench -p xtask --bench diff -- OLD NEW` names two models. Without them, the last two revisions of Device Farm in the
//! folder `history` of `CODEGEN_PUBLISHED_MODELS` are compared. Machines are shared and noisy: compare figures of one run
//! only.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

const RUNS: usize = 11;

#[cfg(not(unix))]
fn main() {
    println!("the memory of a command can only be asked for on Unix");
}

#[cfg(unix)]
fn main() {
    let named: Vec<PathBuf> = std::env::args_os().skip(1).filter(|it| it != "--bench").map(PathBuf::from).collect();
    let [old, new] = match <[PathBuf; 2]>::try_from(named) {
        Ok(pair) => pair,
        Err(_) => published(),
    };
    let mut times: Vec<Duration> = (0..RUNS).map(|_| diff(&old, &new)).collect();
    times.sort();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the usage of children");
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{} and {}, all operations, {RUNS} runs, whole command", old.display(), new.display());
    println!("  median {:.1} ms, least {:.1} ms", millis(times[RUNS / 2]), millis(times[0]));
    println!("  memory at the most: {:.1} MB", f64::from(u32::try_from(usage.max_rss()).unwrap_or(u32::MAX)) / 1024.0);
}

/// The last two revisions of Device Farm.
fn published() -> [PathBuf; 2] {
    let folder =
        std::env::var_os("CODEGEN_PUBLISHED_MODELS").expect("name two models, or set CODEGEN_PUBLISHED_MODELS");
    let entries = std::fs::read_dir(PathBuf::from(folder).join("history")).expect("the folder has `history`");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let last = paths.split_off(paths.len().saturating_sub(2));
    last.try_into().expect("the history has two models")
}

fn diff(old: &PathBuf, new: &PathBuf) -> Duration {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("diff").args([old, new]).args(["--operations", "all"]);
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the command starts");
    assert!(status.success(), "the command succeeds");
    start.elapsed()
}
