//! Running the program in a folder, and what it said.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The output of a command.
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in a folder.
pub(crate) fn clientsmith(folder: &Path, arguments: &[&str]) -> Said {
    run(Command::new(env!("CARGO_BIN_EXE_clientsmith")).current_dir(folder).args(arguments))
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Said {
    let output = command.output().expect("the command starts");
    Said {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Said {
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        self
    }

    /// Fails with a message that holds all of these.
    #[track_caller]
    pub(crate) fn fails(self, with: &[&str]) -> Self {
        assert_eq!(self.code, Some(1), "{}{}", self.out, self.err);
        for text in with {
            assert!(self.err.contains(text), "`{text}` is not in:\n{}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, with: &[&str]) -> Self {
        for text in with {
            assert!(self.err.contains(text), "`{text}` is not in:\n{}", self.err);
        }
        self
    }
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
