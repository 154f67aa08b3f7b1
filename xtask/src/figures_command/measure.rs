//! Measures the figures. Times of both sides are taken in turns in one run; on a shared machine, compare ratios only.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use serde::Deserialize;

use super::figure::{Figure, Figures, Unit};
use crate::workspace::{read, shown};

/// Figures that are measured together.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(super) enum Group {
    /// Build times and sizes of programs.
    Builds,
    /// Times of calls and of parsing.
    Times,
    /// Lines of source.
    Lines,
    /// Times of `cargo xtask codegen`, which build the generator once more.
    Commands,
    /// The time and size of all tests, which build everything once more.
    Tests,
}

const BUILDS: &str = "bash tests/official/builds.sh";
const TIMES: &str = "cargo bench --manifest-path tests/official/Cargo.toml --bench times";

/// The figures of a script: its name for the figure, our id, the title, and the unit.
type Row = (&'static str, &'static str, &'static str, Unit);

const BUILD_ROWS: [Row; 5] = [
    ("check", "check", "`cargo check` of all 77 operations", Unit::Seconds),
    ("build", "debug-build", "debug build of all 77 operations", Unit::Seconds),
    ("build --release", "release-build", "release build of all 77 operations", Unit::Seconds),
    ("program", "program", "binary of a program with three calls", Unit::Kilobytes),
    ("core program", "core-program", "binary of three operations without AWS's runtime", Unit::Kilobytes),
];

const TIME_ROWS: [Row; 3] = [
    (
        "CreateRemoteAccessSession, whole call",
        "create-call",
        "call of `create_remote_access_session`",
        Unit::Microseconds,
    ),
    ("ListDevices, whole call", "list-call", "call of `list_devices`, 855 KB", Unit::Microseconds),
    ("ListDevices, parsing alone", "parse", "parsing of that response alone", Unit::Microseconds),
];

/// A line that a script or benchmark writes.
#[derive(Deserialize)]
struct Measured {
    name: String,
    ours: f64,
    official: Option<f64>,
}

/// Measures groups of figures.
pub(super) fn run(root: &Path, groups: &[Group], figures: &mut Figures) -> Result<()> {
    let official = official(root)?;
    figures.official = format!("aws-sdk-devicefarm {}", official.version);
    for group in groups {
        match group {
            Group::Builds => collect(root, BUILDS, &BUILD_ROWS, figures)?,
            Group::Times => collect(root, TIMES, &TIME_ROWS, figures)?,
            Group::Lines => lines(root, &official, figures)?,
            Group::Commands => commands(root, figures)?,
            Group::Tests => tests(root, figures)?,
        }
    }
    Ok(())
}

/// Runs a script that adds its figures to the file that FIGURES names.
fn collect(root: &Path, command: &str, rows: &[Row], figures: &mut Figures) -> Result<()> {
    let file = tempfile::NamedTempFile::new().context("no temporary file can be made")?;
    let mut words = command.split(' ');
    let program = words.next().context("a command has a program")?;
    let status = Command::new(program).args(words).current_dir(root).env("FIGURES", file.path()).status();
    let status = status.with_context(|| format!("`{command}` cannot be started"))?;
    if !status.success() {
        bail!("`{command}` failed with {status}; no figure was changed");
    }
    let text = std::fs::read_to_string(file.path()).context("the figures of the script cannot be read")?;
    take(&text, command, rows, figures)
}

/// Takes the lines of a script into the figures.
fn take(text: &str, command: &str, rows: &[Row], figures: &mut Figures) -> Result<()> {
    let lines = text.lines().map(|line| {
        let measured: Measured = serde_json::from_str(line).with_context(|| format!("`{command}` wrote `{line}`"))?;
        Ok((measured.name.clone(), measured))
    });
    let measured = lines.collect::<Result<BTreeMap<String, Measured>>>()?;
    for (name, id, title, unit) in rows {
        let found = measured.get(*name).with_context(|| format!("`{command}` did not measure `{name}`"))?;
        figures.set(Figure::new(id, title, *unit, [Some(found.ours), found.official], command)?);
    }
    Ok(())
}

/// The official crate's source.
struct Official {
    version: String,
    folder: std::path::PathBuf,
}

/// Finds the official crate where Cargo has it.
fn official(root: &Path) -> Result<Official> {
    let manifest = root.join("tests/official/Cargo.toml");
    // The workspace's versions, as in the gate.
    std::fs::copy(root.join("Cargo.lock"), root.join("tests/official/Cargo.lock"))
        .context("the versions cannot be copied")?;
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let output = command.args(["metadata", "--format-version", "1", "--manifest-path"]).arg(&manifest).output();
    let output = output.context("cargo cannot be started")?;
    if !output.status.success() {
        bail!("`cargo metadata` failed for {}:\n{}", shown(&manifest), String::from_utf8_lossy(&output.stderr));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).context("cargo's metadata is not JSON")?;
    let mut packages = metadata["packages"].as_array().into_iter().flatten();
    let package = packages.find(|it| it["name"] == "aws-sdk-devicefarm").context("no package is aws-sdk-devicefarm")?;
    let text = |key: &str| package[key].as_str().with_context(|| format!("cargo's metadata has no `{key}`"));
    let manifest = Path::new(text("manifest_path")?);
    let folder = manifest.parent().context("a manifest is in a folder")?.join("src");
    Ok(Official { version: text("version")?.to_owned(), folder })
}

/// Counts the lines of both clients with all operations, and of the selected operations.
fn lines(root: &Path, official: &Official, figures: &mut Figures) -> Result<()> {
    let folder = tempfile::tempdir().context("no temporary folder can be made")?;
    let mut generate = Command::new(std::env::current_exe().context("this program has no path")?);
    let out = folder.path().join("all");
    let status = generate.args(["codegen", "--operations", "all", "--out"]).arg(&out).current_dir(root).output();
    if !status.context("the generator cannot be started")?.status.success() {
        bail!("`cargo xtask codegen --operations all` failed");
    }
    let sides = [Some(count(&out.join("src"))?), Some(count(&official.folder)?)];
    let repeat = "cargo xtask figures measure lines";
    figures.set(Figure::new("lines", "lines of all 77 operations", Unit::Lines, sides, repeat)?);
    let selected = [Some(count(&root.join("generated/src"))?), None];
    figures.set(Figure::new("codegen-lines", "lines of the selected operations", Unit::Lines, selected, repeat)?);
    Ok(())
}

/// The lines of all Rust files below a folder, with documentation and blank lines.
fn count(folder: &Path) -> Result<f64> {
    let mut lines = 0.0;
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            lines += count(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            lines += f64::from(u32::try_from(read(&path)?.iter().filter(|byte| **byte == b'\n').count())?);
        }
    }
    Ok(lines)
}

/// Times `cargo xtask codegen` after building it in a target folder of its own.
fn commands(root: &Path, figures: &mut Figures) -> Result<()> {
    let target = tempfile::tempdir().context("no temporary folder can be made")?;
    let build = ["build", "--quiet", "--package", "xtask"];
    let codegen = ["run", "--quiet", "--package", "xtask", "--", "codegen", "--check"];
    let rows: [(&str, &str, &[&str]); 2] =
        [("codegen-first", "building the generator", &build), ("codegen", "cargo xtask codegen", &codegen)];
    for (id, title, arguments) in rows {
        let seconds = time(root, target.path(), arguments, Path::new("/dev/null"))?;
        let repeat = "cargo xtask figures measure commands";
        figures.set(Figure::new(id, title, Unit::Seconds, [Some(seconds), None], repeat)?);
    }
    Ok(())
}

/// Builds and runs all tests in a target folder of its own.
fn tests(root: &Path, figures: &mut Figures) -> Result<()> {
    let target = tempfile::tempdir().context("no temporary folder can be made")?;
    let log = target.path().join("log");
    let processor = time(root, target.path(), &["test", "--workspace", "--locked"], &log)?;
    let text = String::from_utf8_lossy(&read(&log)?).into_owned();
    let passed: f64 = text.lines().filter_map(passed).sum();
    let size = size(target.path())? / 1000.0;
    let repeat = "cargo xtask figures measure tests";
    for (id, title, unit, value) in [
        ("tests", "cargo test --workspace, with the build", Unit::Seconds, processor),
        ("tests-count", "tests of the workspace", Unit::Tests, passed),
        ("tests-size", "target folder of the tests", Unit::Kilobytes, size.round()),
    ] {
        figures.set(Figure::new(id, title, unit, [Some(value), None], repeat)?);
    }
    Ok(())
}

/// The number of passed tests, if a line is the result of a test program.
fn passed(line: &str) -> Option<f64> {
    let (number, _) = line.strip_prefix("test result: ok. ")?.split_once(" passed;")?;
    number.parse().ok()
}

/// The bytes of all files below a folder.
fn size(folder: &Path) -> Result<f64> {
    let mut bytes = 0.0;
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        // A float holds sizes of up to 2^53 bytes without loss.
        #[expect(clippy::cast_precision_loss, reason = "no target folder is larger")]
        let own = metadata.len() as f64;
        bytes += if metadata.is_dir() { size(&entry.path())? } else { own };
    }
    Ok(bytes)
}

/// The seconds of processor time that a command of Cargo takes, with all its processes. Its text goes to a file.
fn time(root: &Path, target: &Path, arguments: &[&str], log: &Path) -> Result<f64> {
    let mut shell = Command::new("bash");
    shell.args(["-c", "TIMEFORMAT='%U %S'; log=$1; shift; time cargo \"$@\" >\"$log\" 2>&1", "bash"]);
    shell.arg(log).args(arguments).current_dir(root).env("CARGO_TARGET_DIR", target);
    let output = shell.output().context("bash cannot be started")?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        bail!("`cargo {}` failed", arguments.join(" "));
    }
    let seconds: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [user, system] = seconds[..] else { bail!("bash printed `{text}` in place of two times") };
    // Three decimal places are what bash measures.
    Ok(((user + system) * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str =
        "{\"name\":\"a\",\"ours\":2.0,\"official\":5.0}\n{\"name\":\"b\",\"ours\":754,\"official\":null}\n";
    const ROWS: [Row; 2] = [("a", "first", "A", Unit::Seconds), ("b", "second", "B", Unit::Kilobytes)];

    #[test]
    fn lines_of_a_script_become_figures() {
        let mut figures = Figures::default();
        take(LINES, "run", &ROWS, &mut figures).expect("all are there");
        take(LINES, "run", &ROWS, &mut figures).expect("all are there");
        assert_eq!(figures.figures.len(), 2, "they are replaced");
        let first = figures.find("first").expect("it was measured");
        assert_eq!((first.ratio, first.repeat.as_str()), (Some(2.5), "run"));
        assert_eq!(figures.find("second").expect("it was measured").official, None);
    }

    #[test]
    fn passed_tests_are_counted() {
        assert_eq!(passed("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured"), Some(12.0));
        assert_eq!(passed("running 12 tests"), None);
    }

    #[test]
    fn a_script_that_leaves_a_figure_out_fails() {
        let error =
            take("{\"name\":\"a\",\"ours\":2.0}", "run", &ROWS, &mut Figures::default()).expect_err("b is missing");
        assert_eq!(error.to_string(), "`run` did not measure `b`");
        assert!(take("2.0", "run", &ROWS, &mut Figures::default()).is_err());
    }
}
