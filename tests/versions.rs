//! The oldest Rust that a manifest promises is one that the dependencies allow, and the core keeps few of
//! them.

use std::collections::BTreeSet;
use std::env;
use std::process::Command;

use serde_json::Value;

/// A version of Rust, of which `1.85` and `1.85.0` are the same.
type Version = [u32; 3];

const CORE: &[&str] = &["--no-default-features"];
const CLIENT: &[&str] = &["--no-default-features", "--features", "client"];

#[test]
fn the_core_builds_with_the_rust_that_it_promises() {
    let all = Packages::read();
    let (newest, declared_by) = all.newest_of_dependencies(CORE);
    for name in ["generated", "clientsmith-runtime"] {
        let promised = rust_version(all.own(name)).expect("a member of the workspace promises one");
        assert!(newest <= promised, "{name} promises {promised:?}, and {declared_by} needs {newest:?}");
    }
}

#[test]
fn the_client_promises_exactly_what_its_dependencies_need() {
    let all = Packages::read();
    let (newest, declared_by) = all.newest_of_dependencies(CLIENT);
    for name in ["generated", "clientsmith-runtime"] {
        let promised = all.own(name)["metadata"]["rust-version"]["client"].as_str().expect("it is in the metadata");
        assert_eq!(version(promised), newest, "{name} promises {promised}, and {declared_by} needs another");
    }
}

#[test]
fn the_core_has_few_dependencies_and_all_of_them_are_rust() {
    let all = Packages::read();
    let core = closure(CORE);
    assert!(core.len() <= 12, "{core:#?}");
    for (name, version) in &core {
        let package = all.get(name, version);
        assert!(package["links"].is_null(), "{name} links a library");
        let dependencies = package["dependencies"].as_array().expect("a package has a list of dependencies");
        let compiles_c = dependencies.iter().any(|d| d["kind"] == "build" && d["name"] == "cc");
        assert!(!compiles_c, "{name} may compile C");
        assert!(!name.starts_with("aws-"), "{name} is for the client");
    }
    // What the client adds, which shows that the list above is not empty of it by mistake.
    assert!(closure(CLIENT).iter().any(|(name, _)| name == "aws-smithy-runtime"));
}

#[test]
fn the_examples_with_clients_of_their_own_do_without_the_runtime_of_aws() {
    for example in ["device-farm-ureq", "device-farm-reqwest"] {
        let all: BTreeSet<_> = tree(example, "normal", &[]).into_iter().map(|(name, _)| name).collect();
        for name in ["generated", "clientsmith-runtime", "aws-sigv4"] {
            assert!(all.contains(name), "{example}: {name} is missing in {all:?}");
        }
        for name in ["aws-smithy-runtime", "aws-runtime", "aws-config"] {
            assert!(!all.contains(name), "{example} depends on {name}");
        }
    }
}

/// All packages of the workspace and its dependencies, with what their manifests say.
struct Packages(Vec<Value>);

impl Packages {
    fn read() -> Self {
        let metadata = cargo(&["metadata", "--format-version", "1", "--filter-platform", "host-tuple"]);
        let mut metadata: Value = serde_json::from_str(&metadata).expect("Cargo writes JSON");
        let Value::Array(packages) = metadata["packages"].take() else { panic!("a list of packages") };
        Self(packages)
    }

    fn get(&self, name: &str, version: &str) -> &Value {
        let found = self.0.iter().find(|package| package["name"] == name && package["version"] == version);
        found.unwrap_or_else(|| panic!("{name} {version} is not in the metadata"))
    }

    /// A package of the workspace.
    fn own(&self, name: &str) -> &Value {
        let found = self.0.iter().find(|package| package["name"] == name && package["source"].is_null());
        found.unwrap_or_else(|| panic!("{name} is not in the workspace"))
    }

    /// The newest Rust that a dependency of the generated package declares, and which one that is.
    fn newest_of_dependencies(&self, features: &[&str]) -> (Version, String) {
        let dependencies = closure(features);
        let foreign =
            dependencies.iter().map(|(name, version)| self.get(name, version)).filter(|p| !p["source"].is_null());
        let declared = foreign.filter_map(|package| Some((rust_version(package)?, package["name"].to_string())));
        declared.max().expect("some dependency declares a version")
    }
}

/// The generated package and everything below it.
fn closure(features: &[&str]) -> BTreeSet<(String, String)> {
    let found = tree("generated", "normal,build", features);
    for name in ["generated", "clientsmith-runtime", "serde_core"] {
        assert!(found.iter().any(|(found, _)| found == name), "{name} is missing in {found:?}");
    }
    found
}

/// A package and everything below it, as names and versions. `cargo metadata` does not know: its features are those of
/// the whole workspace.
fn tree(package: &str, edges: &str, features: &[&str]) -> BTreeSet<(String, String)> {
    let options = ["tree", "--package", package, "--edges", edges, "--prefix", "none", "--format", "{p}"];
    let tree = cargo(&[&options, features].concat());
    let line = |line: &str| {
        let (name, rest) = line.split_once(" v").expect("a line is a name and a version");
        (name.to_owned(), rest.split(' ').next().unwrap_or_default().to_owned())
    };
    tree.lines().filter(|line| !line.is_empty()).map(line).collect()
}

fn rust_version(package: &Value) -> Option<Version> {
    package["rust_version"].as_str().map(version)
}

fn version(text: &str) -> Version {
    let mut parts = text.split('.').map(|part| part.parse().expect("a number"));
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

fn cargo(arguments: &[&str]) -> String {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let output = Command::new(cargo).args(arguments).current_dir(tests::root()).output().expect("Cargo can be run");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
