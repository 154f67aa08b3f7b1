//! The committed client is what the generator writes from the committed models: today, twice, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use codegen::Inputs;
use codegen::source::Source;

use crate::said::{Said, root, xtask};

/// Runs `cargo xtask codegen` with these arguments.
fn run(arguments: &[&str]) -> Said {
    xtask(&[&["codegen"], arguments].concat()).succeeds()
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(path) = open.pop() {
        for entry in std::fs::read_dir(&path).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
                all.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    assert!(!all.is_empty(), "{} holds files", folder.display());
    all
}

#[test]
fn the_committed_client_is_up_to_date() {
    let output = run(&["--check"]);
    assert!(output.err.contains("is up to date"), "{}", output.err);
}

#[test]
fn a_fresh_run_elsewhere_gives_the_committed_bytes_and_nothing_stray_lies_beside_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("fresh");
    // Examples in the documentation name the package, so that it must be called the same.
    std::fs::create_dir(&out).expect("a folder");
    std::fs::write(out.join("Cargo.toml"), "[package]\nname = \"generated\"\n").expect("written");
    run(&["--out", &out.to_string_lossy()]);
    assert!(files(&root().join("generated/src")) == files(&out.join("src")), "generated/src is not what is generated");
}

#[test]
fn two_runs_give_the_same_bytes_whatever_the_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let outs = ["one", "a longer name/two"].map(|name| folder.path().join(name));
    std::fs::create_dir(folder.path().join("a longer name")).expect("a folder");
    for out in &outs {
        run(&["--operations", "all", "--out", &out.to_string_lossy()]);
    }
    let [mut one, mut two] = outs.map(|out| files(&out));
    // The path of the runtime is relative, and the folders lie at different depths.
    let manifests = [&mut one, &mut two].map(|files| files.remove("Cargo.toml").expect("a manifest"));
    let paths = manifests.map(|text| String::from_utf8(text).expect("a text").replace("../", ""));
    assert_eq!(paths[0], paths[1]);
    assert!(one == two, "two runs differ");
}

/// Device Farm's model, as it is committed.
const MODEL: &str = "models/devicefarm/2015-06-23";

#[test]
fn the_committed_smithy_model_is_what_becomes_of_the_committed_botocore_model() {
    let folder = root().join(MODEL);
    let [service, pages, examples, rules, smithy] =
        ["service-2.json", "paginators-1.json", "examples-1.json", "endpoint-rule-set-1.json", "smithy.json"]
            .map(|name| std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}")));
    let source = |name, text| Source { name, text };
    let inputs = Inputs {
        models: &[source("service-2.json", &service)],
        overlay: None,
        retained: None,
        paginators: Some(source("paginators-1.json", &pages)),
        // Device Farm publishes none.
        waiters: None,
        examples: Some(source("examples-1.json", &examples)),
        endpoint_rules: Some(source("endpoint-rule-set-1.json", &rules)),
        partitions: None,
        protocol: None,
    };
    let made = codegen::convert(&inputs, None).unwrap_or_else(|failed| panic!("{failed}"));
    assert!(
        made.as_bytes() == smithy,
        "{MODEL}/smithy.json is out of date: cargo xtask convert {MODEL}/service-2.json -o {MODEL}/smithy.json, and its \
         SHA-256 in provenance.toml, or import the model again"
    );
}

#[test]
fn both_formats_of_the_committed_model_generate_the_committed_client() {
    for format in ["botocore", "smithy"] {
        let output = run(&["--check", "--format", format]);
        assert!(output.err.contains("is up to date"), "{format}: {}", output.err);
    }
}
