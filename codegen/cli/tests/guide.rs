//! The README of the program: its commands print what it shows.

use std::fs;
use std::path::{Path, PathBuf};

use crate::first_use::{model, put};
use crate::said::{clientsmith, root};

/// The blocks of a language in the README.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("\n```{language}\n");
    let parts = include_str!("../README.md").split(fence.as_str()).skip(1);
    parts.map(|part| part.split("```").next().unwrap_or_default()).collect()
}

/// A botocore with the two services of the README: the one that `CODEGEN_CORPUS` names, or a small one with files of the same
/// names.
fn botocore(folder: &Path) -> PathBuf {
    if let Some(data) = std::env::var_os("CODEGEN_CORPUS").map(PathBuf::from) {
        return data;
    }
    let devicefarm = root().join("models/devicefarm/2015-06-23");
    let text = |path: PathBuf| fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    put(folder, "botocore/__init__.py", "__version__ = '1.44.5'\n");
    put(folder, "botocore/data/partitions.json", &text(root().join("codegen/cli/src/partitions.json")));
    for (name, version) in [("sqs", "2012-11-05"), ("kms", "2014-11-01")] {
        let file = |file: &str, text: &str| put(folder, &format!("botocore/data/{name}/{version}/{file}"), text);
        file("service-2.json", &model(name).replace("2020-01-01", version));
        file("paginators-1.json", "{ \"pagination\": {} }");
        file("examples-1.json", "{ \"version\": \"1.0\", \"examples\": {} }");
        file("endpoint-rule-set-1.json", &text(devicefarm.join("endpoint-rule-set-1.json")));
    }
    folder.join("botocore/data")
}

#[test]
fn the_commands_print_what_the_guide_shows() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    let commands: Vec<&str> = blocks("sh").into_iter().flat_map(str::lines).collect();
    let shown = blocks("text");
    let [init, imports] = shown.as_slice() else { panic!("the output of init and of two imports: {shown:?}") };
    put(at, "Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = []\n");
    assert!(commands.contains(&"clientsmith init clients"), "{commands:?}");
    assert_eq!(clientsmith(at, &["init", "clients"]).succeeds().err, *init);
    let data = botocore(at);
    let prefix = "clientsmith import ../target/botocore/botocore/data/";
    let services = commands.iter().filter_map(|command| command.strip_prefix(prefix));
    let import = |service: &str| {
        let path = data.join(service).display().to_string();
        clientsmith(&at.join("clients"), &["import", &path]).succeeds().err
    };
    let printed: String = services.map(import).collect();
    assert_eq!(printed.trim_end(), imports.trim_end());
}
