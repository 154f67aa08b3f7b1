//! Tests that let Cargo build something more, such as a package that depends on the generated one. They take longer than all
//! others together, and gigabytes, so that they run in the gate only.

use std::io::Write as _;
use std::sync::Once;

/// The environment variable that the gate sets.
const VARIABLE: &str = "CODEGEN_NESTED_BUILDS";

/// Returns whether tests that build something run. If not, standard error says so, once for each program of tests.
///
/// # Panics
///
/// If standard error cannot be written to.
#[must_use]
pub fn nested_builds_run() -> bool {
    static SAID: Once = Once::new();
    let run = std::env::var_os(VARIABLE).is_some();
    if !run {
        // Not by `eprintln!`, whose output the test harness keeps to itself.
        let skipped =
            format!("SKIPPED: tests that run Cargo to build something; {VARIABLE}=1 runs them, as .ci/run does");
        SAID.call_once(|| writeln!(std::io::stderr(), "\n{skipped}\n").expect("standard error can be written to"));
    }
    run
}
