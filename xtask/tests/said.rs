//! Running the command, and what it said.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

// The tests of the program own it.
#[path = "../../codegen/cli/tests/said/output.rs"]
#[allow(dead_code, reason = "the tests of the program use the rest of it")]
mod output;

pub(crate) use output::{Said, examples_can_be_pasted, run};

/// Runs the command.
pub(crate) fn xtask(arguments: &[&str]) -> Said {
    run(Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments))
}

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the project is there")
}

/// Says on standard error, past the test harness, that a check is skipped.
pub(crate) fn skipped(why: &str) {
    writeln!(std::io::stderr(), "\nSKIPPED: {why}\n").expect("standard error can be written to");
}
