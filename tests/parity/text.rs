//! The compared text: generated files, with or without their documentation.

use similar::TextDiff;

use super::Files;

/// How the files of one format differ from those of the other.
pub(crate) fn differences(of_botocore: &Files, of_smithy: &Files) -> Vec<String> {
    let paths = of_botocore.keys().chain(of_smithy.keys().filter(|path| !of_botocore.contains_key(*path)));
    let text = |files: &Files, path: &str| files.get(path).cloned().unwrap_or_default();
    let pairs = paths.map(|path| (path, text(of_botocore, path), text(of_smithy, path)));
    let differing = pairs.filter(|(_, one, other)| one != other);
    let shown = |(path, one, other): (&String, String, String)| {
        let diff = TextDiff::from_lines(&one, &other);
        diff.unified_diff().header(&format!("botocore/{path}"), &format!("smithy/{path}")).to_string()
    };
    differing.map(shown).collect()
}

/// The files without documentation, and without the line ends that are there for it.
pub(crate) fn without_documentation(files: &Files) -> Files {
    let is_code = |line: &&str| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with("//")
    };
    let code = |text: &String| text.lines().filter(is_code).map(|line| format!("{line}\n")).collect();
    files.iter().map(|(path, text)| (path.clone(), code(text))).collect()
}
