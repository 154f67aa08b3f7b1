//! Running the program in a folder, and what it said.

use std::path::{Path, PathBuf};
use std::process::Command;

mod output;

pub(crate) use output::{Said, examples_can_be_pasted, run};

/// Runs the program in a folder.
pub(crate) fn clientsmith(folder: &Path, arguments: &[&str]) -> Said {
    run(Command::new(env!("CARGO_BIN_EXE_clientsmith")).current_dir(folder).args(arguments))
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository is there")
}

/// Runs `cargo check` in a folder, with the repository's versions of everything and what is built of them already; `lock` is
/// the folder of the workspace.
pub(crate) fn check(folder: &Path, lock: &Path, arguments: &[&str]) -> Said {
    std::fs::copy(root().join("Cargo.lock"), lock.join("Cargo.lock")).expect("the versions can be copied");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target directory");
    let mut command = Command::new(cargo);
    command.current_dir(folder).args(["check", "--offline"]).args(arguments).env("CARGO_TARGET_DIR", target);
    // Dependencies have the same profile as in the workspace, or they would be built once more.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    run(&mut command)
}
