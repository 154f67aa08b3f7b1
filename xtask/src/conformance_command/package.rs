//! The program that has the clients of all suites in it: generated, compiled once, and given the cases.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codegen::diagnostic::Severity;
use codegen::source::Source;
use codegen::{Failed, Inputs, Options, Selection};
use serde_json::{Value, json};

use super::params;
use super::suite::{Case, Format, Suite};
use crate::report::{count, done};
use crate::tree;
use crate::workspace::{read, root};

/// The sources of a program.
#[derive(Default)]
pub(super) struct Program {
    files: BTreeMap<String, String>,
    modules: Vec<String>,
    /// The operations, each with its module and its name in Rust.
    operations: Vec<(String, String)>,
}

/// The source that all programs share: reading a case, and responding to it.
const MAIN: &str = include_str!("program.rs");

impl Program {
    /// Generates a suite's client, or notes why there is none.
    pub(super) fn add(&mut self, suite: &mut Suite) {
        let text = suite.model.to_string();
        let models = [Source { name: "the suite's model", text: text.as_bytes() }];
        let inputs = Inputs { models: &models, ..Inputs::default() };
        let options = Options {
            package: "conformance",
            module: &suite.module,
            service: None,
            operations: Selection::All,
            command: "cargo xtask conformance",
            label: &suite.description,
        };
        match codegen::generate(&inputs, &options) {
            Err(Failed(all)) => {
                let all = all.iter().filter(|it| it.diagnostic.severity == Severity::Error);
                suite.broken = Some(all.map(|it| it.diagnostic.message.as_str()).collect::<Vec<_>>().join("\n"));
            }
            Ok(generated) if generated.summary.operations == 0 => {
                let why = generated.warnings.first().map(|it| it.diagnostic.message.clone());
                suite.skipped = Some(why.unwrap_or_else(|| "the operation was not generated".to_owned()));
            }
            Ok(generated) => {
                self.files.extend(generated.files.into_iter().map(|(path, text)| (format!("src/{path}"), text)));
                self.modules.push(suite.module.clone());
                let name = codegen::rust::names::type_name(&suite.cases[0].operation);
                self.operations.push((suite.module.clone(), name));
            }
        }
    }

    /// Compiles the program and has it run the cases, by their numbers.
    pub(super) fn run(self, suites: &[Suite]) -> Result<Vec<Option<Value>>> {
        let runnable = suites.iter().filter(|suite| suite.skipped.is_none() && suite.broken.is_none());
        let cases: Vec<Value> = runnable.flat_map(|suite| suite.cases.iter().map(|it| asked(suite, it))).collect();
        let count = suites.iter().map(|suite| suite.cases.len()).sum();
        let mut results = vec![None; count];
        if cases.is_empty() {
            return Ok(results);
        }
        compiling(self.modules.len());
        for line in respond(&self.write()?, &cases)?.lines() {
            let value: Value = serde_json::from_str(line).context("the program does not respond in JSON")?;
            let number = value["number"].as_u64().and_then(|number| usize::try_from(number).ok());
            if let Some(slot) = number.and_then(|number| results.get_mut(number)) {
                *slot = Some(value);
            }
        }
        Ok(results)
    }

    /// Writes the package, and gives its folder. It has the workspace's lock file, so that its dependencies are those
    /// that the workspace has already.
    fn write(self) -> Result<PathBuf> {
        let folder = target().join("conformance");
        let mut files = self.files;
        let mut main = MAIN.to_owned();
        // A library, for what is public there may go unused.
        let library = self.modules.iter().map(|module| format!("pub mod {module};\n")).collect();
        files.insert("src/lib.rs".into(), library);
        main.push_str("\nfn dispatch(case: &Value) -> Value {\n    match case[\"module\"].as_str() {\n");
        for (module, name) in &self.operations {
            let _ =
                writeln!(main, "        Some({module:?}) => run::<conformance::{module}::operation::{name}>(case),");
        }
        main.push_str("        _ => Value::Null,\n    }\n}\n");
        files.insert("src/main.rs".into(), main);
        let runtime = root().join("codegen").join("runtime");
        let runtime = runtime.display().to_string();
        let manifest = format!(
            "[package]\nname = \"conformance\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [features]\nclient = []\n\n[dependencies]\n\
             codegen-runtime = {{ package = \"clientsmith-runtime\", path = {runtime:?}, default-features = false, features = [\"cbor\", \"compression\", \"query\", \"serde\", \"xml\"] }}\nhttp = \"1\"\n\n[workspace]\n\n[profile.dev]\ndebug = false\n",
        );
        files.insert("Cargo.toml".into(), manifest);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        tree::write(&folder, &files, &["src".to_owned()])?;
        let lock = read(&root().join("Cargo.lock"))?;
        std::fs::write(folder.join("Cargo.lock"), lock).context("cannot write the program's Cargo.lock")?;
        Ok(folder)
    }
}

/// The folder in which Cargo builds.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The input of the program.
fn asked(suite: &Suite, case: &Case) -> Value {
    let operation = suite.operation(case);
    let mut asked = json!({
        "number": case.number,
        "module": suite.module,
        "endpoint": suite.endpoint,
    });
    if let Some(response) = case.value.get("response") {
        asked["response"] = response.clone();
        let body = response["body"].as_str().unwrap_or_default();
        asked["response"]["body"] = match suite.format() {
            Format::Cbor => STANDARD.decode(body).unwrap_or_default().into(),
            _ => body.as_bytes().into(),
        };
    } else {
        let input = operation["input"]["shape"].as_str().unwrap_or_default();
        let params = case.value.get("params").cloned().unwrap_or_else(|| json!({}));
        asked["params"] = params::structure(suite, input, &params);
    }
    asked
}

/// Builds and runs the program; gives what it prints.
fn respond(folder: &Path, cases: &[Value]) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--manifest-path"]).arg(folder.join("Cargo.toml"));
    command.env("CARGO_TARGET_DIR", target()).env("RUSTFLAGS", "-D warnings");
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().context("Cargo cannot be run")?;
    let mut to = child.stdin.take().context("the program takes no input")?;
    let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
    // From another thread, for neither side must wait for the other to read.
    let writer = std::thread::spawn(move || to.write_all(lines.as_bytes()));
    let output = child.wait_with_output().context("the program cannot be waited for")?;
    if !output.status.success() {
        bail!("the clients of the suites do not compile or run: {}", output.status);
    }
    writer.join().ok().transpose().context("the cases cannot be given to the program")?;
    String::from_utf8(output.stdout).context("the program does not print UTF-8")
}

/// Reports that the program is being compiled, which takes a while.
fn compiling(suites: usize) {
    done("compiling", &format!("the clients of {}", count(suites, "suite")));
}
