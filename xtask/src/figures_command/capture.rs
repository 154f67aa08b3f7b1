//! Runs the complete example against the fake Device Farm in its process, and returns what it prints.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// The arguments of `cargo` that run it, as the README has them.
const EXAMPLE: [&str; 5] = ["run", "-p", "generated", "--example", "remote_session"];

/// The command and the text that it prints, standard output and errors in their order.
pub(super) fn run(root: &Path) -> Result<String> {
    let file = tempfile::NamedTempFile::new().context("no temporary file can be made")?;
    let share = || file.reopen().context("the temporary file cannot be opened");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // `--quiet` keeps Cargo's own lines out.
    command.current_dir(root).arg(EXAMPLE[0]).arg("--quiet").args(&EXAMPLE[1..]);
    // Both append to one file, because a pipe for each would lose their order.
    let append = |path: &Path| std::fs::OpenOptions::new().append(true).open(path);
    let (out, err) = (append(file.path())?, append(file.path())?);
    let status = command.stdout(out).stderr(err).status().context("cargo cannot be started")?;
    let mut text = String::new();
    std::io::Read::read_to_string(&mut share()?, &mut text).context("the example's text is not UTF-8")?;
    if !status.success() {
        bail!("`cargo {}` failed with {status}:\n{text}", EXAMPLE.join(" "));
    }
    Ok(format!("$ cargo {}\n{}", EXAMPLE.join(" "), text))
}
