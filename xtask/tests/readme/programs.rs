//! Programs of the README: each has a manifest that is printed whole, and the blocks of Rust that follow it.
//!
//! A block of TOML with `[package]` begins a program. One with other dependencies adds them to it; one that names the generated
//! package once more, as a normal dependency, is a variant of the first program. Programs are built in a folder beside
//! `this-project`, a link to the checkout, so that even the paths are those that are printed.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::markdown::Block;

/// A package that the README describes.
#[derive(Clone)]
pub(crate) struct Program {
    pub(crate) name: String,
    manifest: toml::Table,
    /// The path of each source and its text.
    pub(crate) sources: Vec<(String, String)>,
}

/// The programs of the README, and the other ways to depend on the package.
#[derive(Default)]
pub(crate) struct Programs {
    pub(crate) all: Vec<Program>,
    pub(crate) variants: Vec<toml::Table>,
}

impl Programs {
    pub(crate) fn of(blocks: &[Block]) -> Self {
        let mut programs = Self::default();
        for block in blocks {
            match block.language.as_str() {
                "toml" => programs.toml(block),
                "rust" => programs.rust(block),
                _ => {}
            }
        }
        programs
    }

    fn toml(&mut self, block: &Block) {
        let table: toml::Table = block.text.parse().unwrap_or_else(|e| panic!("README.md:{}: {e}", block.line));
        if let Some(name) = table.get("package").and_then(|package| package.get("name")) {
            let name = name.as_str().expect("a name").to_owned();
            self.all.push(Program { name, manifest: table, sources: Vec::new() });
        } else if table.get("dependencies").is_some_and(|it| it.as_table().is_some_and(names_the_client)) {
            self.variants.push(table);
        } else {
            self.all.last_mut().expect("a manifest was printed before").add(&table);
        }
    }

    fn rust(&mut self, block: &Block) {
        let program = self.all.last_mut().expect("a manifest was printed before");
        let folder = match block.text.contains("fn main(") {
            false => "src",
            // Only they see what is for tests.
            true if block.text.contains("test_util") => "examples",
            true => "src/bin",
        };
        program.sources.push((format!("{folder}/line{}.rs", block.line), block.text.clone()));
    }
}

/// Returns `true` if dependencies name the generated package, by its name or another one.
fn names_the_client(dependencies: &toml::Table) -> bool {
    dependencies
        .iter()
        .any(|(name, it)| name == "generated" || it.get("package").is_some_and(|it| it.as_str() == Some("generated")))
}

impl Program {
    /// Adds dependencies, of which none is there yet.
    fn add(&mut self, table: &toml::Table) {
        for (section, dependencies) in table {
            let present = self.manifest.entry(section).or_insert_with(|| toml::Table::new().into());
            let present = present.as_table_mut().expect("a table");
            for (name, dependency) in dependencies.as_table().expect("dependencies are a table") {
                let former = present.insert(name.clone(), dependency.clone());
                assert!(former.is_none(), "`{name}` is printed twice for {}", self.name);
            }
        }
    }

    /// The first source of the program, with another way to depend on the client.
    pub(crate) fn with(&self, variant: &toml::Table) -> Self {
        let mut program = self.clone();
        program.sources.truncate(1);
        program.manifest.remove("dev-dependencies");
        let dependencies = program.manifest["dependencies"].as_table_mut().expect("a table");
        dependencies.remove("generated");
        dependencies.remove("thirtyfour");
        for (name, dependency) in variant["dependencies"].as_table().expect("a table") {
            dependencies.insert(name.clone(), dependency.clone());
            let text = &mut program.sources[0].1;
            *text = text.replace("generated::", &format!("{name}::"));
        }
        program
    }

    /// Checks the program with the compiler.
    #[track_caller]
    pub(crate) fn compiles(&self, root: &Path, arguments: &[&str], environment: &[(&str, &str)]) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        link(root, &folder.path().join("this-project"));
        let package = folder.path().join(&self.name);
        let put = |path: &str, text: &str| {
            let path = package.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("written");
        };
        put("Cargo.toml", &self.manifest.to_string());
        let mut library = String::from("#![allow(dead_code)]\n");
        for (path, text) in &self.sources {
            put(path, text);
            let module = path.strip_prefix("src/").and_then(|it| it.strip_suffix(".rs")).filter(|it| !it.contains('/'));
            library.extend(module.map(|module| format!("mod {module};\n")));
        }
        put("src/lib.rs", &library);
        // The versions of the workspace; first without the network, for all may be there.
        let mut said = String::new();
        for network in [&["--offline"][..], &[]] {
            fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).expect("the versions can be copied");
            let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into()));
            command.current_dir(&package).args(["check", "--quiet", "--all-targets"]).args(network).args(arguments);
            // Dependencies have the same profile as in the workspace, or they would be built once more.
            command
                .env("CARGO_TARGET_DIR", target())
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .envs(environment.iter().copied());
            let output = command.output().expect("cargo starts");
            if output.status.success() {
                return;
            }
            said = String::from_utf8_lossy(&output.stderr).into_owned();
        }
        panic!("{} does not compile:\n{}\n{said}", self.name, self.manifest);
    }
}

/// The target folder of the workspace, which has the dependencies already.
pub(crate) fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder")
}

/// Makes a link to a folder.
#[cfg(unix)]
pub(crate) fn link(from: &Path, to: &Path) {
    std::os::unix::fs::symlink(from, to).expect("a link can be made");
}

/// Makes a link to a folder.
#[cfg(windows)]
pub(crate) fn link(from: &Path, to: &Path) {
    std::os::windows::fs::symlink_dir(from, to).expect("a link can be made");
}
