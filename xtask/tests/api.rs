//! `generated/api.txt` is the public API of the package: rustdoc, which reads the compiled crate, lists the same items with
//! the same signatures.
//!
//! The form of rustdoc's JSON is unstable. The stable compiler writes it if a variable asks for that.

mod rustdoc;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::said::{root, skipped, xtask};

/// The items that rustdoc finds in the package of a folder with some features. `rustdoc` is the program to use.
fn documented(folder: &Path, rustdoc: &Path, package: &str, features: &str) -> BTreeSet<String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into()));
    command.current_dir(folder).env("CARGO_TARGET_DIR", target).env("RUSTDOC", rustdoc);
    // Dependencies have the same profile as in the workspace, or they would be built once more.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    command.args(["rustdoc", "--quiet", "--package", package, "--lib", features]);
    command.args(["--", "-Z", "unstable-options", "--output-format", "json"]);
    let output = command.output().expect("cargo starts");
    assert!(output.status.success(), "rustdoc failed:\n{}", String::from_utf8_lossy(&output.stderr));
    let file = target.join("doc").join(format!("{}.json", package.replace('-', "_")));
    let text = std::fs::read(file).expect("rustdoc writes its JSON");
    rustdoc::items(&serde_json::from_slice(&text).expect("the JSON is JSON"))
}

/// Writes a program that is rustdoc with its unstable options. For Cargo as a whole, the variable would compile all dependencies anew.
#[cfg(unix)]
fn unstable_rustdoc(folder: &Path) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt as _;

    let path = folder.join("rustdoc");
    std::fs::write(&path, "#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec rustdoc \"$@\"\n").expect("it can be written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it can be made a program");
    Some(path)
}

/// Returns no program: there is no shell.
#[cfg(not(unix))]
fn unstable_rustdoc(_: &Path) -> Option<PathBuf> {
    None
}

/// The lines of `api.txt` in the form that rustdoc's items get: without features, and types without the path to them.
fn listed(folder: &Path, is_listed: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let text = std::fs::read_to_string(folder.join("api.txt")).expect("api.txt is there");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#");
    let lines: BTreeSet<String> = lines.filter(|line| is_listed(line)).map(plain).collect();
    assert!(lines.len() > 200, "api.txt has {} lines", lines.len());
    lines
}

/// The lines that hold without features: without the items of a feature, and without serde's traits.
fn listed_of_core(folder: &Path) -> BTreeSet<String> {
    let lines = listed(folder, |line| !line.starts_with("#[cfg"));
    lines.iter().map(|line| line.replace(" + Deserialize", "").replace(" + Serialize", "")).collect()
}

/// A line without its feature. Paths stay in front, where they say which item it is, and are cut down to names behind.
fn plain(line: &str) -> String {
    let line = line.split_once(")] ").filter(|_| line.starts_with("#[cfg")).map_or(line, |(_, rest)| rest);
    if line.starts_with("pub use ") {
        return line.to_owned();
    }
    // `impl Trait<Of = Type> for path` has its path at the end.
    if let Some((start, path)) = line.split_once(" for ").filter(|_| line.starts_with("impl ")) {
        return format!("{} for {path}", rustdoc::without_paths(start));
    }
    let is_of_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '#');
    let start = line.find("generated::").or_else(|| line.find("devicefarm")).unwrap_or_default();
    let end = line[start..].find(|c| !is_of_path(c)).map_or(line.len(), |end| start + end);
    let end = line[..end].trim_end_matches(':').len();
    format!("{}{}", &line[..end], rustdoc::without_paths(&line[end..]))
}

#[track_caller]
fn assert_same(listed: &BTreeSet<String>, documented: &BTreeSet<String>) {
    let (only_listed, only_documented) = (listed - documented, documented - listed);
    let lines = |set: &BTreeSet<String>| set.iter().take(20).cloned().collect::<Vec<_>>().join("\n  ");
    assert!(
        only_listed.is_empty() && only_documented.is_empty(),
        "{} lines are in api.txt only:\n  {}\n{} items are in rustdoc only:\n  {}",
        only_listed.len(),
        lines(&only_listed),
        only_documented.len(),
        lines(&only_documented)
    );
}

/// A package with every type of shapes, in a folder of its own. The package's name is that of the module.
fn everything(folder: &Path) {
    let out = folder.to_str().expect("a path in UTF-8");
    let model = root().join("tests/fixtures/parity/everything");
    let model = model.to_str().expect("a path in UTF-8");
    xtask(&["codegen", "--service", "devicefarm", "--model", model, "--out", out]).succeeds();
    // The same dependencies, so that nothing is looked up.
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file is there");
}

/// One test, because the runs of rustdoc write the same file.
#[test]
fn rustdoc_lists_the_items_of_api_txt() {
    if !crate::nested::nested_builds_run() {
        return;
    }
    let tools = tempfile::tempdir().expect("a temporary folder");
    let Some(rustdoc) = unstable_rustdoc(tools.path()) else {
        skipped("rustdoc's JSON is asked for by a shell script, so that api.txt is not compared with it here");
        return;
    };
    let generated = root().join("generated");
    assert_same(&listed(&generated, |_| true), &documented(&root(), &rustdoc, "generated", "--all-features"));
    assert_same(&listed_of_core(&generated), &documented(&root(), &rustdoc, "generated", "--no-default-features"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    everything(folder.path());
    let documented = documented(folder.path(), &rustdoc, "devicefarm-client", "--no-default-features");
    assert_same(&listed_of_core(folder.path()), &documented);
}
