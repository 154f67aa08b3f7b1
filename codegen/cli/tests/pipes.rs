//! Standard output that nobody reads any more, as behind `| head -1`: the command does its work and says nothing about it.

use std::path::Path;
use std::process::Command;

use crate::first_use::{folder, put};
use crate::said::{Said, run};

/// Runs the program with a pipe that is closed already.
fn into_closed_pipe(folder: &Path, arguments: &[&str]) -> Said {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    run(Command::new(env!("CARGO_BIN_EXE_clientsmith")).current_dir(folder).args(arguments).stdout(writer))
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = folder();
    let at = folder.path();
    for revision in ["2020.json", "2021.json"] {
        put(at, &format!("history/{revision}"), &crate::first_use::model("Queue"));
    }
    for arguments in [
        &["diff", "queue.json", "keys.json"][..],
        &["diff", "queue.json", "keys.json", "--markdown"],
        &["diff", "queue.json", "keys.json", "--message-format", "json"],
        &["diff", "queue.json", "keys.json", "--html", "page.html"],
        &["diff", "--history", "history"],
        &["diff", "--history", "history", "--message-format", "json"],
        &["convert", "queue.json"],
        &["--help"],
        &["diff", "--help"],
        &["--version"],
    ] {
        let said = into_closed_pipe(at, arguments).succeeds();
        assert!(!said.err.contains("error") && !said.err.contains("Broken pipe"), "{arguments:?}: {}", said.err);
    }
    assert!(at.join("page.html").is_file(), "the page is written nevertheless");
}

#[test]
fn the_exit_code_is_that_of_the_work() {
    let folder = folder();
    let at = folder.path();
    put(at, "keys.json", &crate::first_use::model("Keys").replace("PutIt", "PutThat"));
    let denied = into_closed_pipe(at, &["diff", "queue.json", "keys.json", "--deny", "patch"]);
    denied.fails(&["a change is denied by --deny"]);
    let runtime = format!("path={}", crate::said::root().join("codegen/runtime").display());
    let generate = ["generate", "--model", "queue.json", "--out", "made", "--runtime", &runtime];
    let json = [&generate[..], &["--message-format", "json"]].concat();
    into_closed_pipe(at, &json).succeeds();
    let check = [&generate[..], &["--check"]].concat();
    into_closed_pipe(at, &check).succeeds();
    put(at, "made/api.txt", "");
    let stale = into_closed_pipe(at, &check);
    assert_eq!(stale.code, Some(1), "{}", stale.err);
    assert!(!stale.err.contains("panicked") && !stale.err.contains("Broken pipe"), "{}", stale.err);
}

/// A full disk is still an error.
#[cfg(target_os = "linux")]
#[test]
fn another_fault_of_standard_output_is_an_error() {
    let folder = folder();
    let full = std::fs::File::options().write(true).open("/dev/full").expect("the device");
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientsmith"));
    let said = run(command.current_dir(folder.path()).args(["convert", "queue.json"]).stdout(full));
    said.fails(&["cannot write to standard output"]);
    let full = || std::fs::File::options().write(true).open("/dev/full").expect("the device");
    // A program that reads lines must not take a lost one for success.
    let runtime = format!("path={}", crate::said::root().join("codegen/runtime").display());
    let generate = ["generate", "--model", "queue.json", "--out", "made", "--runtime", &runtime];
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientsmith"));
    command.current_dir(folder.path()).args(generate).args(["--message-format", "json"]).stdout(full());
    run(&mut command).fails(&["cannot write to standard output"]);
    // What standard error cannot show changes nothing.
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientsmith"));
    run(command.current_dir(folder.path()).args(generate).arg("--check").stderr(full())).succeeds();
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientsmith"));
    let failed = run(command.current_dir(folder.path()).args(["convert", "none.json"]).stderr(full()));
    assert_eq!(failed.code, Some(1));
}

#[test]
fn a_model_and_lines_for_programs_are_not_mixed() {
    let folder = folder();
    let said = run(Command::new(env!("CARGO_BIN_EXE_clientsmith")).current_dir(folder.path()).args([
        "convert",
        "queue.json",
        "--message-format",
        "json",
    ]));
    assert_eq!((said.code, said.out.as_str()), (Some(2), "{\"reason\":\"finished\",\"success\":false}\n"));
    said.says(&["would both be on standard output", "help: name a file with --out"]);
}
