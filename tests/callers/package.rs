//! A package of clients and a package of their callers, in a folder of their own, which Cargo checks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use codegen::Generated;
use serde_json::Value;
use tests::package::{cargo, lock, runtime, update};

/// The files of two packages: `client`, with a module for each client, and `caller`, with a module for each caller.
#[derive(Clone, Default)]
pub(crate) struct Packages {
    clients: Vec<(String, String)>,
    /// The features of the runtime that the protocols of the clients need.
    features: BTreeSet<&'static str>,
    callers: Vec<String>,
    files: BTreeMap<String, String>,
}

/// A message of the compiler.
#[derive(Debug)]
pub(crate) struct Message {
    /// `error` or `warning`.
    pub(crate) level: String,
    /// The code, such as `E0599` or `deprecated`.
    pub(crate) code: String,
    /// The message.
    pub(crate) text: String,
    /// The module of the caller that it is about.
    pub(crate) module: String,
    /// The line of the module.
    pub(crate) line: usize,
}

impl Packages {
    /// Adds a client, of the package `client`.
    pub(crate) fn client(&mut self, module: &str, client: Generated) {
        self.clients.push((module.to_owned(), module.to_owned()));
        self.features.extend(client.runtime_feature);
        self.files.extend(client.files.into_iter().map(|(path, text)| (format!("client/src/{path}"), text)));
    }

    /// Adds a caller.
    pub(crate) fn caller(&mut self, module: &str, text: String) {
        self.callers.push(module.to_owned());
        self.files.insert(format!("caller/src/{module}.rs"), text);
    }

    /// Checks the callers, and returns the messages about them. Nothing of what they depend on may have a message.
    pub(crate) fn check(mut self, name: &str) -> Vec<Message> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("callers-{name}"));
        self.files.extend(self.around(name));
        let former = folder.join("caller/src");
        if former.is_dir() {
            // A file of an earlier run is not a module of this one, but would be misleading to whoever looks.
            for entry in fs::read_dir(&former).expect("it can be listed") {
                let path = entry.expect("an entry").path();
                let of_this_run = path.strip_prefix(&folder).ok().and_then(Path::to_str);
                if !of_this_run.is_some_and(|path| self.files.contains_key(&path.replace('\\', "/"))) {
                    fs::remove_file(path).expect("it can be removed");
                }
            }
        }
        for (path, text) in &self.files {
            update(&folder.join(path), text.as_bytes());
        }
        lock(&folder);
        messages(&folder, name)
    }

    /// The manifests and the files that declare the modules.
    fn around(&self, name: &str) -> BTreeMap<String, String> {
        let features: Vec<&str> = self.features.iter().copied().collect();
        let client = CLIENT.replace("NAME", name).replace("RUNTIME", &runtime());
        let client = client.replace("FEATURES", &format!("{features:?}"));
        let lib = codegen::package(&self.clients, None, None, "test", "model");
        let lib = lib.unwrap_or_else(|failed| panic!("{failed}"));
        let mut files: BTreeMap<String, String> =
            lib.into_iter().map(|(path, text)| (format!("client/src/{path}"), text)).collect();
        files.insert("Cargo.toml".into(), WORKSPACE.into());
        files.insert("client/Cargo.toml".into(), client);
        files.insert("caller/Cargo.toml".into(), CALLER.replace("NAME", name));
        files.insert("caller/src/lib.rs".into(), self.callers.iter().map(|it| format!("pub mod {it};\n")).collect());
        files
    }
}

const WORKSPACE: &str = r#"[workspace]
resolver = "3"
members = ["caller", "client"]
"#;

/// The name of a run is in the names of its packages: Cargo takes packages of the same name at the same path below a workspace for one
/// package, wherever the workspace is, and would not look at the files of the second one.
const CLIENT: &str = r#"[package]
name = "client-of-NAME"
version = "1.0.0"
edition = "2024"

[lib]
name = "client"

[features]
client = ["codegen-runtime/client"]
serde = ["codegen-runtime/serde"]
test-util = ["codegen-runtime/test-util"]

[dependencies]
codegen-runtime = { package = "clientsmith-runtime", path = "RUNTIME", default-features = false, features = FEATURES }
"#;

const CALLER: &str = r#"[package]
name = "caller-of-NAME"
version = "1.0.0"
edition = "2024"

[lib]
name = "caller"

[dependencies]
client = { package = "client-of-NAME", path = "../client", features = ["client", "serde", "test-util"] }
serde = { version = "1", default-features = false }
"#;

/// Runs `cargo check` on the callers. The dependencies are those of the workspace, in its target folder.
fn messages(folder: &Path, name: &str) -> Vec<Message> {
    let mut command = cargo(folder, env!("CARGO_TARGET_TMPDIR"));
    command.args(["check", "--quiet", "--message-format", "json", "--package"]).arg(format!("caller-of-{name}"));
    let output = command.output().expect("Cargo can be run");
    let lines = String::from_utf8(output.stdout).expect("messages in UTF-8");
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a message is JSON"));
    let (mut messages, mut finished) = (Vec::new(), None);
    for line in lines {
        match line["reason"].as_str() {
            Some("build-finished") => finished = line["success"].as_bool(),
            Some("compiler-message") => messages.extend(message(&line)),
            _ => {}
        }
    }
    let has_errors = messages.iter().any(|message| message.level == "error");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(finished, Some(!has_errors), "Cargo did not finish as the messages say:\n{errors}");
    messages
}

/// A message with a code; summaries have none.
fn message(line: &Value) -> Option<Message> {
    let message = &line["message"];
    let rendered = message["rendered"].as_str().unwrap_or_default();
    let name = line["target"]["name"].as_str();
    assert_eq!(name, Some("caller"), "what the callers depend on does not compile:\n{rendered}");
    // The first place may be in a macro of the client; the caller's own is among those that follow.
    let spans = message["spans"].as_array()?;
    let span = spans.iter().find(|span| span["file_name"].as_str().is_some_and(|it| it.starts_with("caller")))?;
    let stem = Path::new(span["file_name"].as_str()?).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Some(Message {
        level: text(&message["level"]),
        code: text(&message["code"]["code"]),
        text: rendered.to_owned(),
        module: stem,
        line: usize::try_from(span["line_start"].as_u64()?).ok()?,
    })
}
