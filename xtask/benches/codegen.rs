//! How long `cargo xtask codegen` takes for all operations of Device Farm, and how much memory: the whole command,
//! started anew each time, writing a new folder and finding an old one unchanged.
//!
//! `cargo bench -p xtask` prints medians. Machines are shared and noisy: compare figures of one run only.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

const RUNS: usize = 21;

#[cfg(not(unix))]
fn main() {
    println!("the memory of a command can only be asked for on Unix");
}

#[cfg(unix)]
fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fresh: Vec<Duration> = (0..RUNS).map(|run| codegen(&folder.path().join(run.to_string()))).collect();
    let again: Vec<Duration> = (0..RUNS).map(|_| codegen(&folder.path().join("0"))).collect();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the usage of children");
    println!("all operations, {RUNS} runs each, whole command");
    println!(
        "  into a new folder:  median {:>6.1} ms, least {:>6.1} ms",
        millis(median(&fresh)),
        millis(least(&fresh))
    );
    println!(
        "  nothing to write:   median {:>6.1} ms, least {:>6.1} ms",
        millis(median(&again)),
        millis(least(&again))
    );
    println!("  memory at the most: {:.1} MB", f64::from(u32::try_from(usage.max_rss()).unwrap_or(u32::MAX)) / 1024.0);
    println!("  lines: {}", lines(&folder.path().join("0").join("src")));
}

fn codegen(out: &Path) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--operations", "all", "--out"])
        .arg(out)
        .stderr(Stdio::null())
        .status()
        .expect("the command starts");
    assert!(status.success(), "the command succeeds");
    start.elapsed()
}

fn median(all: &[Duration]) -> Duration {
    let mut all = all.to_vec();
    all.sort();
    all[all.len() / 2]
}

fn least(all: &[Duration]) -> Duration {
    all.iter().min().copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn lines(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("the generated folder");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => lines(&path),
                false => std::fs::read_to_string(path).expect("a text").lines().count(),
            }
        })
        .sum()
}
