//! Packages outside of the workspace that tests let Cargo build: with the workspace's versions of everything, and in its target
//! folder, so that what they depend on is built once.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::root;

/// Writes a file unless it is as it should be, because Cargo goes by its time. Creates its folder.
///
/// # Panics
///
/// If the file cannot be written.
pub fn update(path: &Path, contents: &[u8]) {
    if fs::read(path).is_ok_and(|present| present == contents) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("it can be created");
    fs::write(path, contents).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Gives a package the workspace's `Cargo.lock`.
///
/// # Panics
///
/// If it cannot be written.
pub fn lock(folder: &Path) {
    update(&folder.join("Cargo.lock"), &fs::read(root().join("Cargo.lock")).expect("the workspace has a lock file"));
}

/// Returns the command that runs Cargo in the folder of a package. `scratch` is `CARGO_TARGET_TMPDIR`, which lies in the target
/// folder of the workspace.
///
/// # Panics
///
/// If `scratch` has no parent.
#[must_use]
pub fn cargo(folder: &Path, scratch: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into()));
    let target = Path::new(scratch).parent().expect("it is in the target folder");
    // Dependencies have the same profile as in the workspace, or they would be built once more.
    command.current_dir(folder).env("CARGO_TARGET_DIR", target).env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

/// Returns the path of the runtime's package, as a manifest has it.
///
/// # Panics
///
/// If the path is not UTF-8.
#[must_use]
pub fn runtime() -> String {
    root().join("codegen/runtime").to_str().expect("a path in UTF-8").replace('\\', "/")
}
