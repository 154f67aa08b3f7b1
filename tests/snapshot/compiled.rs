//! A package that has each golden file as a program, which Cargo checks.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use tests::package::{cargo, lock, runtime, update};
use tests::root;

/// The features of the runtime are those that the protocols of all themes need. Callers of clients have the same, so that the
/// AWS crates are compiled once for both.
const MANIFEST: &str = r#"[package]
name = "golden"
version = "1.0.0"
edition = "2024"

[features]
client = ["codegen-runtime/client"]

[dependencies]
codegen-runtime = { package = "clientsmith-runtime", path = "RUNTIME", default-features = false, features = ["cbor", "query", "serde", "test-util", "xml"] }

# In a program, nothing is for others.
[lints.rust]
dead_code = "allow"

[workspace]
"#;

/// Returns what the compiler says of the programs, which is nothing if all is well: each denies warnings.
pub(super) fn messages(themes: &BTreeSet<String>, features: &[&str]) -> Option<String> {
    let scratch = env!("CARGO_TARGET_TMPDIR");
    let folder = Path::new(scratch).join("golden");
    let mut manifest = MANIFEST.replace("RUNTIME", &runtime());
    for theme in themes {
        let path = root().join("tests/golden").join(format!("{theme}.rs"));
        let path = path.to_str().expect("a path in UTF-8").replace('\\', "/");
        write!(manifest, "\n[[bin]]\nname = \"golden_{theme}\"\npath = \"{path}\"\n").expect("a string takes it");
    }
    update(&folder.join("Cargo.toml"), manifest.as_bytes());
    lock(&folder);
    let mut command = cargo(&folder, scratch);
    command.args(["check", "--quiet", "--bins", "--keep-going"]).args(features);
    let output = command.output().expect("Cargo can be run");
    (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}
