//! Each test works in a folder of its own and compares whole trees, so that a file which should not
//! have been touched is seen.

mod description;
mod interruption;
mod journals;
mod locking;
mod refusals;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempDir;

use super::{Difference, Report, compare, write};

/// An entry under a path. The time distinguishes a file that was rewritten with equal bytes.
#[derive(Debug, Clone, PartialEq)]
enum Entry {
    Folder,
    Link(PathBuf),
    File(Vec<u8>, SystemTime),
}

type Files = BTreeMap<String, String>;

/// An output folder within a larger folder, so that what lies outside can be watched too.
struct Fixture {
    outside: TempDir,
    root: PathBuf,
    files: Files,
    owned: Vec<String>,
}

impl Fixture {
    /// Nothing on disk yet; one file outside the owned folder `src/api`, three below it.
    fn new() -> Self {
        let outside = tempfile::tempdir().unwrap();
        let files = [
            ("src/lib.rs", "pub mod api;\n"),
            ("src/api/client.rs", "pub struct Client;\n"),
            ("src/api/mod.rs", "pub mod client;\npub mod types;\n"),
            ("src/api/types/mod.rs", "pub struct Device;\n"),
        ];
        Self {
            root: outside.path().join("generated"),
            outside,
            files: files.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
            owned: vec!["src/api".to_owned()],
        }
    }

    /// The same after a first run.
    fn written() -> Self {
        let fixture = Self::new();
        fixture.write();
        fixture
    }

    fn write(&self) -> Report {
        write(&self.root, &self.files, &self.owned).unwrap()
    }

    /// The message of a run that must fail and leave everything, in the root and around it, alone.
    fn write_refused(&self) -> String {
        let before = self.snapshot();
        let error = write(&self.root, &self.files, &self.owned).unwrap_err();
        assert_eq!(self.snapshot(), before, "a failed run changed something");
        format!("{error:#}")
    }

    fn compare(&self) -> Vec<Difference> {
        compare(&self.root, &self.files, &self.owned).unwrap()
    }

    fn compare_refused(&self) -> String {
        format!("{:#}", compare(&self.root, &self.files, &self.owned).unwrap_err())
    }

    fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn set(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), text.to_owned());
    }

    fn snapshot(&self) -> BTreeMap<PathBuf, Entry> {
        let mut entries = BTreeMap::new();
        collect(self.outside.path(), &mut entries);
        entries
    }

    /// Checks that the output is exactly what is due, and that both functions agree on it.
    fn assert_whole(&self) {
        assert_eq!(self.compare(), []);
        for (path, text) in &self.files {
            assert_eq!(&fs::read_to_string(self.root.join(path)).unwrap(), text);
        }
        let mut entries = BTreeMap::new();
        collect(&self.root, &mut entries);
        let files = entries.values().filter(|e| !matches!(e, Entry::Folder));
        assert_eq!(files.count(), self.files.len(), "{entries:#?}");
        let before = self.snapshot();
        let report = self.write();
        assert_eq!(report.written, [""; 0]);
        assert_eq!(report.unchanged, self.files.len());
        assert_eq!(self.snapshot(), before, "a run with nothing to do did it");
    }
}

fn collect(folder: &Path, entries: &mut BTreeMap<PathBuf, Entry>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let found = fs::symlink_metadata(&path).unwrap();
        let entry = if found.is_symlink() {
            Entry::Link(fs::read_link(&path).unwrap())
        } else if found.is_dir() {
            collect(&path, entries);
            Entry::Folder
        } else {
            Entry::File(fs::read(&path).unwrap(), found.modified().unwrap())
        };
        entries.insert(path, entry);
    }
}

fn missing(path: &str) -> Difference {
    let path = path.to_owned();
    Difference::Missing { path }
}

fn stray(path: &str) -> Difference {
    let path = path.to_owned();
    Difference::Stray { path }
}

/// The kind and path of each difference, where the diff does not matter.
fn summary(differences: &[Difference]) -> Vec<String> {
    let word = |difference: &Difference| match difference {
        Difference::Interrupted => "interrupted",
        Difference::Stale { .. } => "stale",
        Difference::Missing { .. } => "missing",
        Difference::Stray { .. } => "stray",
    };
    differences.iter().map(|difference| format!("{} {}", word(difference), difference.path())).collect()
}

#[test]
fn first_run_creates_everything() {
    let fixture = Fixture::new();
    let all: Vec<_> = fixture.files.keys().cloned().collect();

    assert_eq!(fixture.compare(), all.iter().map(|path| missing(path)).collect::<Vec<_>>());
    assert!(!fixture.root.exists(), "a comparison wrote something");
    let report = fixture.write();
    assert_eq!(report, Report { written: all, ..Report::default() });
    fixture.assert_whole();
}

#[test]
fn comparison_finds_each_difference_in_order_and_writes_nothing() {
    let mut fixture = Fixture::written();
    fixture.set("src/api/mod.rs", "pub mod client;\n");
    fixture.put("src/api/old.rs", "");
    fixture.put("src/api/gone/a.rs", "");
    fs::create_dir(fixture.root.join("src/api/empty")).unwrap();
    fs::remove_file(fixture.root.join("src/api/client.rs")).unwrap();
    let before = fixture.snapshot();

    let expected = [
        "missing src/api/client.rs",
        "stray src/api/empty/",
        "stray src/api/gone/a.rs",
        "stale src/api/mod.rs",
        "stray src/api/old.rs",
    ];
    assert_eq!(summary(&fixture.compare()), expected);
    assert_eq!(fixture.snapshot(), before);
}

#[test]
fn stale_file_carries_a_diff() {
    let mut fixture = Fixture::written();
    fixture.set("src/api/mod.rs", "pub mod client;\n");

    let diff = "--- src/api/mod.rs (on disk)\n+++ src/api/mod.rs (generated)\n\
                @@ -1,2 +1 @@\n pub mod client;\n-pub mod types;\n";
    assert_eq!(fixture.compare(), [Difference::Stale { path: "src/api/mod.rs".to_owned(), diff: diff.to_owned() }]);
}

#[test]
fn only_what_differs_is_touched() {
    let mut fixture = Fixture::written();
    let before = fixture.snapshot();
    fixture.set("src/api/client.rs", "pub struct Client { inner: () }\n");
    fixture.set("src/api/new/deep/a.rs", "");
    fixture.put("src/api/gone/deep/a.rs", "");
    fixture.put("src/api/gone/b.rs", "");
    fs::create_dir_all(fixture.root.join("src/api/empty/inner")).unwrap();

    let report = fixture.write();
    assert_eq!(report.written, ["src/api/client.rs", "src/api/new/deep/a.rs"]);
    assert_eq!(report.unchanged, 3);
    assert_eq!(report.removed, ["src/api/empty/inner/", "src/api/gone/b.rs", "src/api/gone/deep/a.rs"]);
    assert!(!report.recovered);

    let after = fixture.snapshot();
    for path in ["src/lib.rs", "src/api/mod.rs", "src/api/types/mod.rs"] {
        let path = fixture.root.join(path);
        assert_eq!(after[&path], before[&path]);
    }
    assert!(!after.contains_key(&fixture.root.join("src/api/gone")));
    assert!(!after.contains_key(&fixture.root.join("src/api/empty")));
    fixture.assert_whole();
}

#[test]
fn nothing_outside_the_owned_folders_is_stray() {
    let fixture = Fixture::written();
    for path in ["Cargo.toml", "src/by_hand.rs", "src/apiary/mod.rs"] {
        fixture.put(path, "by hand");
    }
    let before = fixture.snapshot();

    assert_eq!(fixture.compare(), []);
    assert_eq!(fixture.write().removed, [""; 0]);
    assert_eq!(fixture.snapshot(), before);
}

#[test]
fn owned_folder_without_files_is_removed_but_not_its_parent() {
    let mut fixture = Fixture::written();
    fixture.files.retain(|path, _| path == "src/lib.rs");
    // Naming a folder twice, in effect, must not remove anything twice.
    fixture.owned.push("src/api/types".to_owned());

    let report = fixture.write();
    assert_eq!(report.removed.len(), 3);
    assert!(!fixture.root.join("src/api").exists());
    fixture.assert_whole();
}

#[test]
fn half_present_output_is_repaired() {
    let fixture = Fixture::written();
    fs::remove_dir_all(fixture.root.join("src/api/types")).unwrap();
    fs::remove_file(fixture.root.join("src/lib.rs")).unwrap();

    let report = fixture.write();
    assert_eq!(report.written, ["src/api/types/mod.rs", "src/lib.rs"]);
    fixture.assert_whole();
}

#[test]
fn line_endings_and_invalid_text_are_differences() {
    let fixture = Fixture::written();
    fixture.put("src/lib.rs", "pub mod api;\r\n");
    fixture.put("src/api/client.rs", b"pub struct Client;\xff\n");
    assert_eq!(summary(&fixture.compare()), ["stale src/api/client.rs", "stale src/lib.rs"]);
    fixture.write();
    fixture.assert_whole();
}

#[cfg(target_os = "linux")]
#[test]
fn stray_name_that_is_not_utf8_is_shown_and_removed() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let fixture = Fixture::written();
    let folder = fixture.root.join("src/api").join(OsStr::from_bytes(b"f\xff"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(OsStr::from_bytes(b"a\xfe.rs")), "").unwrap();

    assert_eq!(fixture.compare(), [stray("src/api/f\u{fffd}/a\u{fffd}.rs")]);
    fixture.write();
    fixture.assert_whole();
}

#[cfg(unix)]
#[test]
fn root_itself_may_be_a_link() {
    let mut fixture = Fixture::written();
    let link = fixture.outside.path().join("link");
    std::os::unix::fs::symlink(&fixture.root, &link).unwrap();
    let real = std::mem::replace(&mut fixture.root, link);
    fixture.set("src/api/new.rs", "");

    fixture.write();
    assert!(real.join("src/api/new.rs").is_file());
    fixture.assert_whole();
}
