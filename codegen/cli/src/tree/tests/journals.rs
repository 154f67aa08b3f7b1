//! Staging folders that no run of this user left there, or that are damaged.

use std::fs;

use super::super::{Recovery, recover, write};
use super::Fixture;
use super::interruption::with_work;

#[test]
fn a_journal_that_cannot_be_understood_is_left_alone() {
    let fixture = with_work();
    fixture.put(".codegen-staging/journal", "{");
    let before = fixture.snapshot();
    let message = format!("{:#}", write(&fixture.root, &fixture.files, &fixture.owned).unwrap_err());
    assert!(message.contains("journal cannot be understood: restore the tree from version control"), "{message}");
    assert_eq!(fixture.snapshot(), before);
}

/// A repository can come with a journal that somebody has written, and so can a folder above it.
#[test]
fn a_journal_changes_nothing_outside_of_its_root() {
    let fixture = Fixture::written();
    let victim = fixture.outside.path().join("victim");
    fs::write(&victim, "mine").unwrap();
    for path in ["../victim", victim.to_str().unwrap(), "", "a/../../victim"] {
        is_not_obeyed(&fixture, path);
        assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    }
}

/// Git runs what is in some of its files.
#[test]
fn a_journal_changes_nothing_of_git() {
    let fixture = Fixture::written();
    for path in [".git/hooks/post-checkout", "nested/.GIT/config", "src/.git"] {
        fixture.put(path, "mine");
        is_not_obeyed(&fixture, path);
        assert_eq!(fs::read_to_string(fixture.root.join(path)).unwrap(), "mine");
    }
    // The journals are refused for their paths.
    fixture.put("src/.gitignore", "mine");
    put_journal(&fixture, "src/.gitignore", &serde_json::json!("Remove"));
    fs::remove_file(fixture.root.join("src/.gitignore")).unwrap();
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
    assert_eq!(fs::read_to_string(fixture.root.join("src/.gitignore")).unwrap(), "theirs");
}

/// Leaves a journal with one change, and a former file for it.
fn put_journal(fixture: &Fixture, path: &str, action: &serde_json::Value) {
    let path = serde_json::to_value(std::ffi::OsString::from(path)).unwrap();
    fixture.put(".codegen-staging/former-0", "theirs");
    let journal = serde_json::json!([{ "number": 0, "path": path, "action": action }]);
    fixture.put(".codegen-staging/journal", journal.to_string());
}

/// Checks that no journal that would change a file is obeyed, which has the text `mine`.
#[track_caller]
fn is_not_obeyed(fixture: &Fixture, path: &str) {
    for action in [serde_json::json!({ "Create": crc32fast::hash(b"mine") }), serde_json::json!("Remove")] {
        put_journal(fixture, path, &action);
        let error = format!("{:#}", recover(&fixture.root).unwrap_err());
        assert!(error.contains("journal cannot be understood: restore the tree"), "{path}: {error}");
    }
}

#[test]
fn a_folder_that_no_run_left_stays() {
    let fixture = Fixture::written();
    let folder = fixture.root.join(".codegen-staging");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    assert_eq!(recover(&fixture.root).unwrap(), None);
    assert_eq!(fixture.compare(), []);
    assert_eq!(fixture.write().unchanged, fixture.files.len());
    assert_eq!(fs::read_to_string(folder.join("notes.txt")).unwrap(), "mine");
}

/// Only root can give a folder to somebody, as whom a container may run this.
#[cfg(unix)]
#[test]
fn a_journal_of_somebody_else_is_obeyed_only_in_a_folder_of_theirs() {
    use std::os::unix::fs::chown;

    let fixture = Fixture::written();
    fixture.put("src/mine.rs", "mine");
    let staging = fixture.root.join(".codegen-staging");
    put_journal(&fixture, "src/mine.rs", &serde_json::json!({ "Replace": crc32fast::hash(b"mine") }));
    let somebody = Some(12345);
    if chown(&staging, somebody, None).is_err() {
        eprintln!("SKIPPED: only root can give a folder to somebody");
        return;
    }
    assert_eq!(recover(&fixture.root).unwrap(), None);
    assert_eq!(fs::read_to_string(fixture.root.join("src/mine.rs")).unwrap(), "mine");
    chown(&fixture.root, somebody, None).unwrap();
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
    assert_eq!(fs::read_to_string(fixture.root.join("src/mine.rs")).unwrap(), "theirs");
    assert!(!staging.exists());
}
