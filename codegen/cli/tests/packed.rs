//! The packed crates, as they would be published: they are complete, and what is generated builds against them and without
//! this repository.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::said::{clientsmith, root, run};

const CRATES: [&str; 3] = ["clientsmith-codegen", "clientsmith-runtime", "clientsmith"];

/// Packs the crates, and unpacks them in a folder; gives their folders.
fn packed(folder: &Path) -> [PathBuf; 3] {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let mut command = Command::new(cargo);
    command.current_dir(root()).args(["package", "--no-verify", "--allow-dirty", "--offline", "--target-dir"]);
    command.arg(folder.join("target")).args(CRATES.iter().flat_map(|name| ["-p", name]));
    let said = run(&mut command).succeeds();
    assert!(!said.err.contains("manifest has no"), "{}", said.err);
    CRATES.map(|name| {
        let name = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
        let file =
            File::open(folder.join("target/package").join(format!("{name}.crate"))).expect("the crate is packed");
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
        // Cargo packs files with a time long ago, by which it would take what an earlier run has compiled for fresh.
        archive.set_preserve_mtime(false);
        archive.unpack(folder).expect("the crate can be unpacked");
        folder.join(name)
    })
}

/// Asserts that a package has the metadata that the registry and its readers look for.
fn describes_itself(package: &Path) {
    let manifest = fs::read_to_string(package.join("Cargo.toml")).expect("the package has a manifest");
    for key in ["description = ", "license = ", "readme = ", "keywords = ", "categories = ", "rust-version = "] {
        assert!(manifest.contains(key), "{key}: {manifest}");
    }
    for file in ["README.md", "LICENSE-APACHE", "LICENSE-MIT", "src/lib.rs"] {
        let text = fs::read_to_string(package.join(file)).unwrap_or_else(|e| panic!("{}: {e}", package.display()));
        assert!(text.len() > 200, "{file} of {} has a text", package.display());
    }
    for folder in ["tests", "examples", "fuzz", "runtime", "cli"] {
        assert!(!package.join(folder).exists(), "{folder} is not part of {}", package.display());
    }
}

/// Without it, Cargo warns each time that a package is packed.
#[test]
fn each_package_names_its_documentation() {
    for (name, folder) in CRATES.iter().zip(["codegen", "codegen/runtime", "codegen/cli"]) {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("a manifest");
        assert!(manifest.contains(&format!("\nname = \"{name}\"\n")), "{manifest}");
        assert!(manifest.contains(&format!("\ndocumentation = \"https://docs.rs/{name}\"\n")), "{manifest}");
    }
}

#[test]
fn what_is_generated_builds_against_the_packed_crates_and_without_the_repository() {
    if !crate::nested::nested_builds_run() {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let crates = packed(folder.path());
    crates.iter().for_each(|package| describes_itself(package));
    fs::remove_dir_all(folder.path().join("target")).expect("removed");

    let workspace = folder.path();
    let members: Vec<String> =
        crates.iter().map(|it| it.file_name().expect("a name").to_string_lossy().into()).collect();
    let patches = [("clientsmith-codegen", &members[0]), ("clientsmith-runtime", &members[1])];
    let patches: String = patches.iter().map(|(name, path)| format!("{name} = {{ path = {path:?} }}\n")).collect();
    let text = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[patch.crates-io]\n{patches}");
    fs::write(workspace.join("Cargo.toml"), text).expect("written");
    clientsmith(workspace, &["init", "clients"]).succeeds();
    let model = root().join("codegen/cli/examples/build-script/models/weather.json");
    fs::copy(model, workspace.join("clients/weather.json")).expect("copied");
    let manifest = "[service.weather]\nmodel = \"weather.json\"\noperations = \"all\"\n";
    fs::write(workspace.join("clients/codegen.toml"), manifest).expect("written");
    clientsmith(&workspace.join("clients"), &["generate"]).succeeds();
    let lock = |arguments: &[&str]| crate::said::check(workspace, workspace, arguments).succeeds();
    lock(&["-p", "clients", "--no-default-features"]);
    lock(&["-p", "clientsmith"]);
    let resolved = fs::read_to_string(workspace.join("Cargo.lock")).expect("a lock file");
    for name in ["clientsmith-runtime", "clientsmith-codegen"] {
        let (_, entry) = resolved.split_once(&format!("name = {name:?}\n")).expect("it is used");
        let entry = entry.split("\n\n").next().unwrap_or_default();
        assert!(!entry.contains("source ="), "{name} is the packed one: {entry}");
    }
}
