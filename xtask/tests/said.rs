//! Running the command, and what it said.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The output of a command.
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn xtask(arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().expect("the command starts");
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
}

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the project is there")
}

/// Says on standard error, past the test harness, that a check is skipped.
pub(crate) fn skipped(why: &str) {
    writeln!(std::io::stderr(), "\nSKIPPED: {why}\n").expect("standard error can be written to");
}
