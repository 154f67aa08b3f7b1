//! The output of a command, and what a test expects of it.

use std::process::Command;

/// The output of a command.
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
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

/// Checks the examples in the help of a command: each begins with the program, as a person types it, and the command, has only
/// options that the command has, and has its explanation in a comment of the shell. `binary` is the program that is run.
#[track_caller]
pub(crate) fn examples_can_be_pasted(help: &str, command: &str, binary: &str) {
    let (_, examples) = help.split_once("\nExamples:\n").unwrap_or_else(|| panic!("there are no examples:\n{help}"));
    let examples: Vec<&str> = examples.lines().take_while(|line| line.starts_with("  ")).map(str::trim).collect();
    assert!(!examples.is_empty(), "{help}");
    let program = command.rsplit_once(' ').map_or(command, |(program, _)| program);
    for example in examples {
        assert!(example == command || example.starts_with(&format!("{command} ")), "`{example}` is not `{command} ..`");
        // The help is printed if all arguments before are known, and nothing else is done.
        let (line, comment) = example.split_once(" # ").unwrap_or((example, ""));
        let pasted = format!("'{binary}'{} --help # {comment}", line[program.len()..].trim_end());
        let said = run(Command::new("sh").args(["-c", &pasted])).succeeds();
        assert!(said.out.contains("Usage: "), "{example}: {}", said.out);
    }
}
