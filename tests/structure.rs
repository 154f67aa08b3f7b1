//! The structure of the sources: no circle of imports, and no file or function that is too long to read at once.

mod circles;
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

/// The circles that are there for a reason, as the names of their files.
const ACCEPTED: [&[&str]; 1] = [
    // A service names its protocol, and a protocol reads the descriptors of operations and the parts of responses. They are
    // one contract in three files.
    &[
        "codegen/runtime/src/descriptor.rs",
        "codegen/runtime/src/protocol/mod.rs",
        "codegen/runtime/src/response/parts.rs",
    ],
];

/// Folders of sources whose length is limited, relative to the root of the project.
const LIMITED: [&str; 5] = ["codegen", "generated/fake", "generated/tests", "tests", "xtask"];
/// Folders among them whose text follows from a model, or belongs to a tool.
const NOT_LIMITED: [&str; 3] = ["tests/golden", "tests/fixtures", "target"];
/// The largest number of lines of a file.
const LONGEST_FILE: usize = 400;
/// The largest number of lines of a function, from its signature to its last brace.
const LONGEST_FUNCTION: usize = 60;

/// Reads the Rust files under a folder, with paths relative to the root of the project.
fn read(folder: &Path, root: &Path, sources: &mut Sources) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap_or_else(|e| panic!("{}: {e}", folder.display())).path();
        if path.is_dir() {
            if !NOT_LIMITED.iter().any(|left| path.ends_with(left)) {
                read(&path, root, sources);
            }
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

/// The functions of a file that are too long, each with its first line and its number of lines. The text is formatted by
/// rustfmt, so that a function ends with a brace that is indented as its signature is.
fn long_functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let is_signature = |line: &str| {
        let words = line.split_whitespace().take_while(|word| !word.contains('"'));
        let mut words = words.skip_while(|word| word.starts_with("pub") || ["const", "async", "unsafe"].contains(word));
        words.next() == Some("fn")
    };
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate().filter(|(_, line)| is_signature(line)) {
        let indent = line.len() - line.trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        let has_body = !line.ends_with(['}', ';']);
        let length = lines[start..].iter().position(|line| *line == end || line.ends_with(';') && is_end(line, indent));
        found.extend(length.filter(|length| has_body && *length >= LONGEST_FUNCTION).map(|it| (start + 1, it + 1)));
    }
    found
}

/// True if a line ends a signature without a body, of several lines.
fn is_end(line: &str, indent: usize) -> bool {
    line.starts_with(&format!("{})", " ".repeat(indent)))
}

#[test]
fn files_do_not_import_each_other_in_a_circle() {
    let root = root();
    let (mut report, mut accepted) = (String::new(), Vec::new());
    for file in CRATES {
        let file = Path::new(file);
        let mut sources = Sources::new();
        read(root.join(file).parent().expect("a file is in a folder"), &root, &mut sources);
        let graph = Crate::read(file, &sources).graph();
        for circle in circles(&graph) {
            match ACCEPTED.into_iter().find(|files| circle.iter().eq(files.iter())) {
                Some(files) => accepted.push(files),
                None => writeln!(report, "{} files:\n{}", circle.len(), described(&circle, &graph))
                    .expect("a string takes it"),
            }
        }
    }
    assert!(report.is_empty(), "files import each other: move what both use to a file of its own.\n{report}");
    assert_eq!(accepted, ACCEPTED, "a circle that is accepted is no longer there: take it off the list");
}

#[test]
fn generated_lines_fit_into_100_columns() {
    let (root, mut sources) = (root(), Sources::new());
    for folder in ["generated/src", "tests/golden"] {
        read(&root.join(folder), &root, &mut sources);
    }
    assert!(sources.len() > 300, "only {} files were found under {}", sources.len(), root.display());
    // A literal, a link or a name of the model cannot be broken. Rustdoc hides the lines of an example that begin with `#`.
    let is_breakable = |line: &str| {
        let words = line.trim_start().trim_start_matches('/');
        let has_long_word = words.split_inclusive(' ').any(|word| word.chars().count() > 60);
        !(line.contains('"') || has_long_word || words.starts_with(" #") || line.starts_with("// Generated by"))
    };
    let mut report = String::new();
    for (path, text) in sources.iter().filter(|(path, _)| !path.starts_with("tests/golden/hostile")) {
        for (index, line) in text.lines().enumerate().filter(|(_, it)| it.chars().count() > 100 && is_breakable(it)) {
            writeln!(report, "{}:{}: {line}", path.display(), index + 1).expect("a string takes it");
        }
    }
    assert!(report.is_empty(), "generated lines have more than 100 columns:\n{report}");
}

#[test]
fn files_and_functions_can_be_read_at_once() {
    let (root, mut sources) = (root(), Sources::new());
    for folder in LIMITED {
        read(&root.join(folder), &root, &mut sources);
    }
    assert!(sources.len() > 300, "only {} files were found under {}", sources.len(), root.display());
    let mut report = String::new();
    for (path, text) in &sources {
        let (path, length) = (path.display(), text.lines().count());
        if length > LONGEST_FILE {
            writeln!(report, "{path}: {length} lines; split it by subject at {LONGEST_FILE}")
                .expect("a string takes it");
        }
        for (line, length) in long_functions(text) {
            writeln!(report, "{path}:{line}: a function of {length} lines; split it at {LONGEST_FUNCTION}")
                .expect("a string takes it");
        }
    }
    assert!(report.is_empty(), "too long:\n{report}");
}

/// The circles of a crate of these files, each with its text.
fn circles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let sources: Sources = files.iter().map(|(path, text)| (path.into(), (*text).to_owned())).collect();
    let graph = Crate::read(Path::new("lib.rs"), &sources).graph();
    circles(&graph).into_iter().map(|circle| circle.into_iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_circle_is_found_through_imports_and_paths() {
    let lib = ("lib.rs", "mod a; mod b; pub use a::A;");
    let (a, back) = (("a.rs", "use crate::b::B; pub struct A(B);"), ("b.rs", "pub struct B(Option<Box<super::A>>);"));
    assert_eq!(circles_of(&[lib, a, back]), [["a.rs", "b.rs"]]);
    assert!(circles_of(&[lib, a, ("b.rs", "pub struct B;")]).is_empty());
    let in_a_test = ("b.rs", "pub struct B; #[cfg(test)] mod tests { use crate::A; }");
    assert!(circles_of(&[lib, a, in_a_test]).is_empty());
}

#[test]
fn a_child_that_uses_its_parent_is_a_circle_only_if_the_parent_uses_the_child() {
    let lib = ("lib.rs", "mod a;");
    let child = ("a/c.rs", "use super::A; pub fn c(_: A) {}");
    let using = ("a.rs", "mod c; pub struct A; fn f() { c::c(A) }");
    assert_eq!(circles_of(&[lib, using, child]), [["a.rs", "a/c.rs"]]);
    assert!(circles_of(&[lib, ("a.rs", "mod c; pub use c::c; pub struct A { c: u8 }"), child]).is_empty());
}

#[test]
fn a_long_function_is_found() {
    let body = "        x();\n".repeat(59);
    let text = format!("impl A {{\n    pub(super) fn long() {{\n{body}    }}\n\n    fn short();\n}}\n");
    assert_eq!(long_functions(&text), [(2, 61)]);
    assert!(long_functions(&text.replacen("        x();\n", "", 1)).is_empty());
}
