//! Compiles the models: one package with a module for each model, and the compiler's messages by module.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use codegen::source::Source;
use codegen::{Inputs, Options, Selection};
use serde_json::Value;

/// A model to compile.
pub struct Candidate {
    /// The name, for reports.
    pub name: String,
    /// The model.
    pub text: String,
}

/// The compiler's result for each model.
#[derive(Default)]
pub struct Verdicts {
    /// Those that the generator refuses, each with its first error.
    pub refused: Vec<(String, String)>,
    /// Those that do not compile, each with the compiler's errors.
    pub broken: BTreeMap<String, Vec<String>>,
    /// Errors that belong to no module.
    pub elsewhere: Vec<String>,
}

/// Generates each model and checks all that are accepted.
pub fn compile(candidates: &[Candidate], folder: &Path) -> Result<Verdicts, Box<dyn Error>> {
    let mut verdicts = Verdicts::default();
    let source = folder.join("src");
    if source.exists() {
        fs::remove_dir_all(&source)?;
    }
    let (mut modules, mut limit) = (Vec::new(), None);
    for (number, candidate) in candidates.iter().enumerate() {
        let module = format!("m{number}");
        let models = [Source { name: &candidate.name, text: candidate.text.as_bytes() }];
        let options = Options {
            package: "compiled",
            module: &module,
            service: None,
            operations: Selection::All,
            command: "compile",
            label: &candidate.name,
        };
        match codegen::generate(&Inputs { models: &models, ..Inputs::default() }, &options) {
            Ok(generated) => {
                write(&source, &generated.files)?;
                limit = limit.max(generated.recursion_limit);
                modules.push((module, generated.title));
            }
            Err(failed) => {
                let first = failed.0.first().map(|located| located.diagnostic.message.clone()).unwrap_or_default();
                verdicts.refused.push((candidate.name.clone(), first));
            }
        }
    }
    write(
        &source,
        &codegen::package(&modules, limit, None, "compile", "models").map_err(|failed| failed.to_string())?,
    )?;
    fs::write(folder.join("Cargo.toml"), MANIFEST.replace("RUNTIME", &runtime()))?;
    check(folder, candidates, &mut verdicts)?;
    Ok(verdicts)
}

fn write(folder: &Path, files: &BTreeMap<String, String>) -> std::io::Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

fn runtime() -> String {
    format!("{:?}", Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime").display().to_string())
}

const MANIFEST: &str = r#"[package]
name = "compiled"
version = "0.1.0"
edition = "2024"
publish = false

[features]
default = ["client", "test-util"]
client = ["codegen-runtime/client"]
test-util = ["codegen-runtime/test-util"]

[dependencies]
codegen-runtime = { package = "clientsmith-runtime", path = RUNTIME, default-features = false, features = ["cbor", "query", "xml"] }

[lints.rust]
warnings = "deny"

[profile.dev]
debug = false

[workspace]
"#;

/// Runs `cargo check` and sorts its errors by module.
fn check(folder: &Path, candidates: &[Candidate], verdicts: &mut Verdicts) -> Result<(), Box<dyn Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["check", "--message-format=json", "--manifest-path"]).arg(folder.join("Cargo.toml"));
    let output = command.arg("--target-dir").arg(folder.join("target")).stderr(Stdio::inherit()).output()?;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
        let message = &line["message"];
        if line["reason"] != "compiler-message" || message["level"] != "error" {
            continue;
        }
        let rendered = message["rendered"].as_str().unwrap_or_default().to_owned();
        match module(message).and_then(|number| candidates.get(number)) {
            Some(candidate) => verdicts.broken.entry(candidate.name.clone()).or_default().push(rendered),
            None if rendered.starts_with("error: aborting") => {}
            None => verdicts.elsewhere.push(rendered),
        }
    }
    if !output.status.success() && verdicts.broken.is_empty() && verdicts.elsewhere.is_empty() {
        return Err("`cargo check` failed without a message".into());
    }
    Ok(())
}

/// The number of the module that a message is about.
fn module(message: &Value) -> Option<usize> {
    let mut spans: Vec<&Value> = message["spans"].as_array()?.iter().collect();
    while let Some(span) = spans.pop() {
        let name = span["file_name"].as_str().unwrap_or_default().replace('\\', "/");
        if let Some((_, rest)) = name.split_once("src/m")
            && let Some((number, _)) = rest.split_once('/')
            && let Ok(number) = number.parse()
        {
            return Some(number);
        }
        spans.extend(span["expansion"].get("span"));
    }
    None
}
