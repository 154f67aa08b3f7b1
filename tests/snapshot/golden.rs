//! The golden files on disk: read, compared with what is generated now, and rewritten where that is accepted.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;

/// Files by their paths below `golden/`, with `/` between folders.
type Files = BTreeMap<String, String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

pub(crate) fn read() -> Files {
    let mut files = Files::new();
    let mut open = vec![(root(), String::new())];
    while let Some((folder, prefix)) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("a golden file can be listed").path();
            let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
            if path.is_dir() {
                open.push((path, format!("{name}/")));
            } else {
                let text = fs::read(&path).expect("a golden file can be read");
                files.insert(name, String::from_utf8_lossy(&text).into_owned());
            }
        }
    }
    files
}

/// Writes what is new or another, and removes what belongs to no fixture any more.
pub(crate) fn write(expected: &Files) {
    let found = read();
    for name in found.keys().filter(|name| !expected.contains_key(*name)) {
        fs::remove_file(root().join(name)).expect("a stale golden file can be removed");
    }
    for (name, text) in expected.iter().filter(|(name, text)| found.get(*name) != Some(text)) {
        let path = root().join(name);
        fs::create_dir_all(path.parent().unwrap_or(&path)).expect("a folder for golden files can be made");
        fs::write(&path, text).expect("a golden file can be written");
    }
}

pub(crate) fn differences(expected: &Files, found: &Files) -> Vec<String> {
    let stray = found.keys().filter(|name| !expected.contains_key(*name));
    let stray = stray.map(|name| format!("golden/{name} belongs to no fixture"));
    let changed = expected.iter().filter_map(|(name, text)| match found.get(name) {
        None => Some(format!("golden/{name} is missing")),
        Some(old) => (old != text).then(|| difference(name, old, text)),
    });
    changed.chain(stray).collect()
}

fn difference(name: &str, old: &str, new: &str) -> String {
    let path = format!("golden/{name}");
    TextDiff::from_lines(old, new).unified_diff().header(&path, "generated now").to_string()
}
