//! Runs that are killed, or that fail.
//!
//! A killed run is played by the steps of a real one: some are applied, then everything is dropped,
//! which releases the lock and cleans up nothing, as the end of a process does.

use std::fs;

use super::super::journal::Change;
use super::super::{Recovery, Scan, is_interrupted, journal, recover};
use super::{Difference, Fixture, missing};

/// A run with something of everything to do: replace, create, remove.
pub(super) fn with_work() -> Fixture {
    let mut fixture = Fixture::written();
    fixture.set("src/lib.rs", "pub mod api;\npub mod new;\n");
    fixture.set("src/api/client.rs", "pub struct Client {}\n");
    fixture.set("src/api/new/mod.rs", "");
    fixture.files.remove("src/api/types/mod.rs");
    fixture.put("src/api/old/deep/a.rs", "");
    fixture
}

/// Plans a run, of which nothing is on the disk yet.
fn planned(fixture: &Fixture) -> Vec<Change> {
    let scan = Scan::take(&fixture.root, &fixture.files, &fixture.owned).unwrap();
    journal::plan(&fixture.root, &scan, &fixture.files).unwrap()
}

/// Prepares a run.
pub(super) fn begun(fixture: &Fixture) -> Vec<Change> {
    journal::repair(&fixture.root).unwrap();
    let changes = planned(fixture);
    journal::stage(&fixture.root, &changes, &fixture.files).unwrap();
    changes
}

/// Applies the first `count` changes of a run; the result is how many there are.
fn kill_after(fixture: &Fixture, count: usize) -> usize {
    let changes = begun(fixture);
    journal::apply(&fixture.root, &changes[..count.min(changes.len())]).unwrap();
    changes.len()
}

/// Runs changes of which one fails.
fn failed(fixture: &Fixture, changes: &[Change]) -> String {
    format!("{:#}", journal::run(&fixture.root, changes, &fixture.files).unwrap_err())
}

#[test]
fn killed_while_staging() {
    let fixture = with_work();
    let before = fixture.compare();
    fixture.put(".codegen-staging/0", "half a fi");

    let mut expected = vec![Difference::Interrupted];
    expected.extend(before);
    assert_eq!(fixture.compare(), expected);
    assert!(fixture.write().recovered);
    fixture.assert_whole();
    fixture.put(".codegen-staging/0", "half a fi");
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Cleared));
    assert!(!fixture.root.join(".codegen-staging").exists());
}

#[test]
fn killed_before_or_after_all_else() {
    let fixture = Fixture::written();
    fs::create_dir(fixture.root.join(".codegen-staging")).unwrap();
    assert_eq!(fixture.compare(), [Difference::Interrupted]);
    assert!(!is_interrupted(&fixture.root), "no file was changed");

    let report = fixture.write();
    assert!(report.recovered);
    assert_eq!(report.written, [""; 0], "only the staging folder was wrong");
    fixture.assert_whole();
}

#[test]
fn killed_after_every_change() {
    let changes = kill_after(&with_work(), 0);
    assert_eq!(changes, 1 + 3 + 2 + 3, "a new folder, files, strays, folders");
    for count in 0..=changes {
        let fixture = with_work();
        let before = fixture.snapshot();
        kill_after(&fixture, count);
        assert_eq!(fixture.compare()[0], Difference::Interrupted, "after {count} changes");
        assert!(is_interrupted(&fixture.root), "after {count} changes");
        assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone), "after {count} changes");
        assert_eq!(fixture.snapshot(), before, "after {count} changes");
        assert_eq!(recover(&fixture.root).unwrap(), None, "there is nothing to undo twice");

        kill_after(&fixture, count);
        assert!(fixture.write().recovered);
        fixture.assert_whole();
    }
}

#[test]
fn a_finished_run_cannot_be_undone() {
    let fixture = with_work();
    fixture.write();
    assert_eq!(recover(&fixture.root).unwrap(), None);
    fixture.assert_whole();
}

#[test]
fn killed_run_may_be_repaired_by_one_with_other_output() {
    let mut fixture = with_work();
    kill_after(&fixture, 2);
    fixture.files = Fixture::new().files;
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn killed_again_while_repairing() {
    let fixture = with_work();
    let before = fixture.snapshot();
    kill_after(&fixture, 4);
    // The next run has put one of the files back, and is killed.
    fs::rename(fixture.root.join(".codegen-staging/former-1"), fixture.root.join("src/api/client.rs")).unwrap();
    assert_eq!(fixture.compare()[0], Difference::Interrupted);
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
    assert_eq!(fixture.snapshot(), before);

    // The next run has undone the first one, begins to stage, and is killed.
    kill_after(&fixture, 4);
    assert_eq!(journal::repair(&fixture.root).unwrap(), Some(Recovery::Undone));
    fixture.put(".codegen-staging/0", "half a fi");
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Cleared));
    assert_eq!(fixture.snapshot(), before);
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn killed_while_removing_the_staging_folder() {
    let mut fixture = with_work();
    kill_after(&fixture, usize::MAX);
    fs::remove_file(fixture.root.join(".codegen-staging/journal")).unwrap();
    assert_eq!(fixture.compare(), [Difference::Interrupted]);
    fixture.write();
    fixture.assert_whole();
    fixture.set("src/lib.rs", "");
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn failed_repair_leaves_the_evidence() {
    let fixture = with_work();
    let before = fixture.snapshot();
    kill_after(&fixture, 4);
    fs::remove_file(fixture.root.join("src/lib.rs")).unwrap();
    fs::create_dir(fixture.root.join("src/lib.rs")).unwrap();
    fixture.compare_refused();
    let message = format!("{:#}", recover(&fixture.root).unwrap_err());
    assert!(message.contains("src/lib.rs was changed after a run was interrupted"), "{message}");
    let message = format!("{:#}", super::write(&fixture.root, &fixture.files, &fixture.owned).unwrap_err());
    assert!(message.contains("src/lib.rs"), "{message}");

    fs::remove_dir(fixture.root.join("src/lib.rs")).unwrap();
    assert_eq!(fixture.compare()[0], Difference::Interrupted);
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
    assert_eq!(fixture.snapshot(), before);
    fixture.write();
    fixture.assert_whole();
}

/// Begins a run for which there is not enough room on the disk, as whose end a file stands that is in the way.
fn without_room(fixture: &Fixture) -> String {
    let changes = planned(fixture);
    fixture.put(".codegen-staging/2", "");
    let error = journal::stage(&fixture.root, &changes, &fixture.files).unwrap_err();
    assert!(fixture.root.join(".codegen-staging/1").exists(), "the files before it are staged");
    fs::remove_file(fixture.root.join(".codegen-staging/1")).unwrap();
    let message = failed(fixture, &changes);
    assert!(message.ends_with(&format!("{error:#}")), "{message}");
    message
}

#[test]
fn failure_after_staging_began_is_cleaned_up() {
    let fixture = with_work();
    let before = fixture.snapshot();
    let message = without_room(&fixture);
    assert!(message.starts_with("no file in"), "{message}");
    assert!(message.contains("make room on the disk"), "{message}");
    assert_eq!(fixture.snapshot(), before);
}

#[test]
fn failure_of_the_first_run_removes_the_new_root_and_the_new_folders_above_it() {
    let mut fixture = Fixture::new();
    fixture.root = fixture.outside.path().join("absent/generated");
    fixture.set("a.rs", "");
    fixture.set("b.rs", "");
    for count in 0..9 {
        let mut changes = planned(&fixture);
        changes.truncate(count);
        // To move a file that is not there fails.
        changes.push(planned(&with_work()).swap_remove(4));
        let message = failed(&fixture, &changes);
        assert!(message.contains("failed to rename") && message.contains("src/api/old/deep/a.rs"), "{message}");
        assert!(!fixture.outside.path().join("absent").exists(), "after {count} changes");
    }
    assert_eq!(fixture.compare()[0], missing("a.rs"));
}

/// A folder that was there and empty is there after an undo as well.
#[test]
fn an_empty_folder_to_which_a_file_came_stays() {
    let mut fixture = Fixture::written();
    fixture.set("src/mine/deep/a.rs", "");
    fs::create_dir(fixture.root.join("src/mine")).unwrap();
    let before = fixture.snapshot();
    kill_after(&fixture, usize::MAX);
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
    assert_eq!(fixture.snapshot(), before);
}

/// The former entries come back as they were, not only their text.
#[cfg(unix)]
#[test]
fn permissions_links_and_names_that_are_not_utf8_come_back() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    let fixture = with_work();
    let executable = fixture.root.join("src/lib.rs");
    fs::set_permissions(&executable, fs::Permissions::from_mode(0o751)).unwrap();
    symlink("nowhere", fixture.root.join("src/api/dangling")).unwrap();
    // Not every system has such names.
    let named = fixture.root.join("src/api").join(OsStr::from_bytes(b"a\xff.rs"));
    assert!(fs::write(named, "").is_ok() || !cfg!(target_os = "linux"));
    let before = fixture.snapshot();
    kill_after(&fixture, usize::MAX);
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
    assert_eq!(fixture.snapshot(), before);
    assert_eq!(fs::metadata(&executable).unwrap().permissions().mode() & 0o777, 0o751);
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn a_change_that_fails_is_undone_with_those_before_it() {
    for gone in ["src/api/client.rs", "src/lib.rs", "src/api/old/deep/a.rs", "src/api/types/mod.rs"] {
        let fixture = with_work();
        let changes = planned(&fixture);
        fs::remove_file(fixture.root.join(gone)).unwrap();
        let before = fixture.snapshot();
        let message = failed(&fixture, &changes);
        assert!(message.starts_with("no file in"), "{message}");
        assert!(message.contains("failed to rename") && message.contains(gone), "{message}");
        assert_eq!(fixture.snapshot(), before);
        fixture.write();
        fixture.assert_whole();
    }
}

#[test]
fn a_change_that_fails_and_cannot_be_undone_says_so_and_can_be_repaired() {
    let fixture = with_work();
    let before = fixture.snapshot();
    let changes = planned(&fixture);
    // In place of a new file: it fails to come, and what is there is not of the run.
    fixture.put("src/api/new/mod.rs/mine", "");
    let message = failed(&fixture, &changes);
    assert!(message.starts_with("failed to rename"), "{message}");
    assert!(message.contains("\n  and the tree could not be restored; the next run tries again"), "{message}");
    assert!(message.contains("src/api/new/mod.rs was changed after a run was interrupted"), "{message}");
    assert!(fixture.root.join("src/api/new/mod.rs/mine").exists());

    fs::remove_dir_all(fixture.root.join("src/api/new/mod.rs")).unwrap();
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
    assert_eq!(fixture.snapshot(), before);
}

/// Whatever a person does with a file after a run was killed, it is not lost.
#[test]
fn what_was_changed_since_is_not_taken_back() {
    let changes = kill_after(&with_work(), 0);
    for count in 0..=changes {
        for path in ["src/lib.rs", "src/api/client.rs", "src/api/new/mod.rs", "src/api/old/deep/a.rs"] {
            let fixture = with_work();
            let before = fixture.snapshot();
            kill_after(&fixture, count);
            fixture.put(path, "mine");
            match recover(&fixture.root) {
                Ok(_) => assert_eq!(fs::read(fixture.root.join(path)).unwrap(), b"mine", "{path} after {count}"),
                Err(error) => {
                    let message = error.to_string();
                    assert!(message.contains(&format!("{path} was changed after a run was interrupted")), "{message}");
                    assert!(message.contains("move the file elsewhere and run again"), "{message}");
                    assert_eq!(fs::read(fixture.root.join(path)).unwrap(), b"mine");
                    // As the message says.
                    fs::remove_file(fixture.root.join(path)).unwrap();
                    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
                    assert_eq!(fixture.snapshot(), before, "{path} after {count}");
                }
            }
        }
    }
}

/// The undo follows no link either.
#[cfg(unix)]
#[test]
fn a_folder_that_has_become_a_link_since_is_not_written_through() {
    for count in 0..=kill_after(&with_work(), 0) {
        let fixture = with_work();
        let before = fixture.snapshot();
        kill_after(&fixture, count);
        let (folder, outside) = (fixture.root.join("src"), fixture.outside.path().join("elsewhere"));
        fs::rename(&folder, &outside).unwrap();
        std::os::unix::fs::symlink(&outside, &folder).unwrap();
        let linked = fixture.snapshot();
        let message = recover(&fixture.root).unwrap_err().to_string();
        assert!(message.contains("was changed after a run was interrupted"), "{message}");
        assert_eq!(fixture.snapshot(), linked, "after {count} changes");
        fs::remove_file(&folder).unwrap();
        fs::rename(&outside, &folder).unwrap();
        assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
        assert_eq!(fixture.snapshot(), before, "after {count} changes");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let fixture = with_work();
    let path = fixture.files.keys().find(|path| fixture.root.join(path).is_file()).expect("a file that is replaced");
    let path = fixture.root.join(path);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&path, "another text").unwrap();
    fixture.write();
    fixture.assert_whole();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}
