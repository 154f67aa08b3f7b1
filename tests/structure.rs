//! The structure of the sources: no circle of imports, and no file or function that is too long to read at once.

#[path = "structure/circles.rs"]
mod circles;
#[path = "structure/imports.rs"]
mod imports;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use circles::{Graph, circles};
use imports::{Crate, Sources};
use tests::root;

/// The root files of the crates, relative to the root of the project.
const CRATES: [&str; 6] = [
    "codegen/src/lib.rs",
    "codegen/runtime/src/lib.rs",
    "codegen/cli/src/lib.rs",
    "generated/fake/src/lib.rs",
    "tests/src/lib.rs",
    "xtask/src/main.rs",
];

/// Reads the Rust files under a folder, with paths relative to the root of the project.
fn read(folder: &Path, root: &Path, sources: &mut Sources) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap_or_else(|e| panic!("{}: {e}", folder.display())).path();
        if path.is_dir() {
            read(&path, root, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            sources.insert(path.strip_prefix(root).unwrap_or(&path).to_owned(), text);
        }
    }
}

/// The imports inside of a set of files, one a line.
fn described(circle: &BTreeSet<&str>, graph: &Graph) -> String {
    let mut text = String::new();
    for from in circle {
        for (to, names) in graph[*from].iter().filter(|(to, _)| circle.contains(to.as_str())) {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            writeln!(text, "  {from} -> {to}: {}", names.join(", ")).expect("a string takes it");
        }
    }
    text
}

#[test]
fn files_do_not_import_each_other_in_a_circle() {
    let root = root();
    let mut report = String::new();
    for file in CRATES {
        let file = Path::new(file);
        let mut sources = Sources::new();
        read(root.join(file).parent().expect("a file is in a folder"), &root, &mut sources);
        let graph = Crate::read(file, &sources).graph();
        for circle in circles(&graph) {
            writeln!(report, "{} files:\n{}", circle.len(), described(&circle, &graph)).expect("a string takes it");
        }
    }
    assert!(report.is_empty(), "files import each other: move what both use to a file of its own.\n{report}");
}
