//! Utilities that the tests share.

pub mod botocore;
pub mod caller;
pub mod fuzz;
pub mod nested;
pub mod package;
pub mod revision;

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The project's root.
#[must_use]
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// The path that an environment variable gives. `None` skips the test, and standard error says so.
#[must_use]
pub fn path_in(variable: &str, content: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    if path.is_none() {
        skipped(&format!("the environment variable {variable} does not name {content}"));
    }
    path
}

/// Says on standard error that a check is skipped. The test harness keeps `eprintln!` of a passing test to itself.
///
/// # Panics
///
/// If standard error cannot be written to.
pub fn skipped(why: &str) {
    writeln!(std::io::stderr(), "\nSKIPPED: {why}\n").expect("standard error can be written to");
}

/// The README's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
