//! The compiler's messages about programs that it rejects, in the form that files keep: paths below `ui/`, and of all other
//! files neither the line nor the place of the project, which change without a change of the message.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;
use tests::package::{cargo, lock, runtime, update};
use tests::root;

/// The features are those of the callers of clients, so that the AWS crates are compiled once for both.
const MANIFEST: &str = r#"[package]
name = "ui"
version = "1.0.0"
edition = "2024"

[features]
client = []

[dependencies]
codegen-runtime = { package = "clientsmith-runtime", path = "RUNTIME", default-features = false, features = ["client"] }
generated = { path = "GENERATED", features = ["client", "serde", "test-util"] }

# In a program, nothing is for others.
[lints.rust]
dead_code = "allow"

[workspace]
"#;

/// Lets Cargo check programs of `ui/`, and returns the messages about each by its name. Panics if anything else does not compile.
pub(crate) fn messages(programs: &[&str]) -> BTreeMap<String, String> {
    let (root, scratch) = (root(), env!("CARGO_TARGET_TMPDIR"));
    let folder = Path::new(scratch).join("ui");
    let text = |path: &Path| path.to_str().expect("a path in UTF-8").replace('\\', "/");
    let mut manifest = MANIFEST.replace("RUNTIME", &runtime()).replace("GENERATED", &text(&root.join("generated")));
    for name in programs {
        let path = text(&root.join(format!("tests/ui/{name}.rs")));
        write!(manifest, "\n[[bin]]\nname = \"{name}\"\npath = \"{path}\"\n").expect("a string takes it");
    }
    update(&folder.join("Cargo.toml"), manifest.as_bytes());
    lock(&folder);
    let mut command = cargo(&folder, scratch);
    command.args(["check", "--quiet", "--bins", "--keep-going", "--message-format", "json"]);
    let output = command.output().expect("Cargo can be run");
    let lines = String::from_utf8(output.stdout).expect("messages in UTF-8");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).expect("a message is JSON");
        // Summaries, such as the number of errors, have no place.
        let has_place = line["message"]["spans"].as_array().is_some_and(|spans| !spans.is_empty());
        if line["reason"] != "compiler-message" || !has_place {
            continue;
        }
        let name = line["target"]["name"].as_str().unwrap_or_default();
        let rendered = line["message"]["rendered"].as_str().unwrap_or_default();
        assert!(programs.contains(&name), "what the programs depend on does not compile:\n{rendered}");
        let messages = found.entry(name.to_owned()).or_default();
        let separator = if messages.is_empty() { "" } else { "\n" };
        write!(messages, "{separator}{}", kept(rendered, &text(&root))).expect("a string takes it");
    }
    assert!(!found.is_empty(), "Cargo has no message:\n{}", String::from_utf8_lossy(&output.stderr));
    found
}

/// A message in the form that files keep.
fn kept(rendered: &str, root: &str) -> String {
    let rendered = rendered.replace(&format!("{root}/tests/ui/"), "ui/").replace(root, "$WORKSPACE");
    // The gutter is as wide as the longest number of a line, of any file.
    let arrow = rendered.lines().find(|line| line.trim_start().starts_with("--> "));
    let wide = arrow.map_or(1, |line| line.len() - line.trim_start().len());
    let mut is_own = true;
    let mut lines = Vec::new();
    for line in rendered.trim_end().lines() {
        if let Some(place) = place(line) {
            is_own = place.starts_with("ui/");
        } else if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            // A suggestion has no arrow, and is about the program.
            is_own = true;
        }
        lines.push((is_own, line));
    }
    let own = lines.iter().filter(|(is_own, _)| *is_own).map(|(_, line)| number(line, wide).len());
    let narrow = own.max().unwrap_or(1).max(1);
    let lines = lines.iter().map(|(is_own, line)| narrowed(line, *is_own, wide, narrow) + "\n");
    lines.collect()
}

/// The place that a line names, if it begins an excerpt.
fn place(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("--> ").or_else(|| line.strip_prefix("::: "))
}

/// The number of a line of an excerpt, or an empty text.
fn number(line: &str, wide: usize) -> &str {
    let gutter = line.split_at_checked(wide).filter(|(_, rest)| rest.starts_with(' ')).map_or("", |it| it.0.trim());
    if gutter.chars().all(|c| c.is_ascii_digit()) { gutter } else { "" }
}

/// A line with a gutter of another width; in an excerpt of a foreign file, without its number.
fn narrowed(line: &str, is_own: bool, wide: usize, narrow: usize) -> String {
    if let Some(place) = place(line) {
        let path = if is_own { place } else { place.split(".rs:").next().unwrap_or(place) };
        let suffix = if is_own || path == place { "" } else { ".rs" };
        let arrow = &line.trim_start()[..3];
        return format!("{}{arrow} {path}{suffix}", " ".repeat(narrow));
    }
    if let Some((_, rest)) = line.strip_prefix("...").and_then(|rest| rest.split_once('|')) {
        return format!("...{}|{rest}", " ".repeat(narrow));
    }
    match line.split_at_checked(wide) {
        Some((_, rest)) if !number(line, wide).is_empty() => {
            format!("{:>narrow$}{rest}", if is_own { number(line, wide) } else { "" })
        }
        Some((gutter, rest)) if gutter.trim().is_empty() && rest.starts_with(' ') => " ".repeat(narrow) + rest,
        _ => line.to_owned(),
    }
}

#[test]
fn numbers_of_foreign_files_are_left_out() {
    let rendered = "error: wrong\n   --> /root/tests/ui/a.rs:7:5\n    |\n  7 |     x\n    |     ^ here\n    = help: y\nnote: z\n   \
                    --> /root/src/lib.rs:123:4\n    |\n123 | / a\n... |\n130 | | b\n\n";
    let expected = "error: wrong\n --> ui/a.rs:7:5\n  |\n7 |     x\n  |     ^ here\n  = help: y\nnote: z\n --> $WORKSPACE/src/lib.rs\n  \
                    |\n  | / a\n... |\n  | | b\n";
    assert_eq!(kept(rendered, "/root"), expected);
}
