//! The compiler's messages to a dependent. Each program in `programs/` is wrong in one way, and the file beside it has the
//! compiler's text, word for word, of the version named below.
//!
//! `CODEGEN_NESTED_BUILDS=1 TRYBUILD=overwrite cargo test -p ui` accepts the messages of the present compiler.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

// The tests of the workspace own it.
#[path = "../src/nested.rs"]
#[allow(unreachable_pub, reason = "it is written for a library")]
mod nested;

/// The programs, by name: a pattern would not miss one that is gone.
const MISTAKES: &[&str] = &[
    "generated_for_newer_runtime",
    "generated_for_older_runtime",
    "match_without_wildcard",
    "missing_for_build",
    "missing_for_send",
    "option_for_required",
    "reassigned_builder",
    "retired_member",
    "retired_type",
    "string_for_enum",
    "structure_literal",
];

/// The compiler whose words stand beside the programs. Another one says the same in a text of its own.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn errors_are_reported_in_terms_of_the_model() {
    if !nested::nested_builds_run() {
        return;
    }
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("the compiler prints its version");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if !version.starts_with(COMPILER) {
        let why = format!("compile errors are compared for {COMPILER}x, and this is {}", version.trim_end());
        writeln!(std::io::stderr(), "\nSKIPPED: {why}\n").expect("standard error can be written to");
        return;
    }
    let programs = trybuild::TestCases::new();
    for mistake in MISTAKES {
        programs.compile_fail(format!("programs/{mistake}.rs"));
    }
}

#[test]
fn no_program_is_left_out() {
    let folder =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("programs")).expect("the folder is there");
    let files = folder.map(|entry| entry.expect("it can be read").path());
    let programs = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut names: Vec<_> = programs.map(|path| path.file_stem().expect("a name").to_os_string()).collect();
    names.sort();
    assert_eq!(names, MISTAKES);
}
