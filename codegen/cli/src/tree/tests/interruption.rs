//! Runs that are killed, that fail, or that meet another run.
//!
//! A killed run is played by the steps of a real one: some are applied, then everything is dropped,
//! which releases the lock and cleans up nothing, as the end of a process does.

use std::fs::{self, File};

use anyhow::Error;

use super::super::{Former, Journal, Recovery, Staging, journal, prepare, recover};
use super::{Difference, Fixture, missing, summary};

/// A run with something of everything to do: replace, create, remove.
fn with_work() -> Fixture {
    let mut fixture = Fixture::written();
    fixture.set("src/lib.rs", "pub mod api;\npub mod new;\n");
    fixture.set("src/api/client.rs", "pub struct Client {}\n");
    fixture.set("src/api/new/mod.rs", "");
    fixture.files.remove("src/api/types/mod.rs");
    fixture.put("src/api/old/deep/a.rs", "");
    fixture
}

/// Prepares a run.
fn begun(fixture: &Fixture) -> (Staging, Journal) {
    let staging = Staging::open(&fixture.root).unwrap();
    journal::undo_killed(&staging, &fixture.root).unwrap();
    let (_, journal) = prepare(&staging, &fixture.root, &fixture.files, &fixture.owned, &Former::default()).unwrap();
    (staging, journal)
}

/// Applies the first `count` changes of a run; the result is how many there are.
fn kill_after(fixture: &Fixture, count: usize) -> usize {
    let (staging, journal) = begun(fixture);
    journal.apply(count, &staging, &fixture.root).unwrap();
    journal.len()
}

#[test]
fn killed_while_staging() {
    let fixture = with_work();
    let before = fixture.compare();
    fixture.put(".codegen-staging/lock", "");
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
fn killed_before_it_could_lock() {
    let fixture = Fixture::written();
    fs::create_dir(fixture.root.join(".codegen-staging")).unwrap();
    assert_eq!(fixture.compare(), [Difference::Interrupted]);

    let report = fixture.write();
    assert!(!report.recovered, "there is nothing to repair, and the folder may be that of a run which begins");
    assert_eq!(report.written, [""; 0], "only the staging folder was wrong");
    fixture.assert_whole();
}

#[test]
fn killed_after_every_change() {
    let changes = kill_after(&with_work(), 0);
    assert_eq!(changes, 3 + 2 + 3, "files, strays, folders");
    for count in 0..=changes {
        let fixture = with_work();
        let before = fixture.snapshot();
        kill_after(&fixture, count);
        assert_eq!(fixture.compare()[0], Difference::Interrupted, "after {count} changes");
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
    kill_after(&fixture, 3);
    // The next run has put one of the files back, and is killed.
    fs::rename(fixture.root.join(".codegen-staging/former-0"), fixture.root.join("src/api/client.rs")).unwrap();
    assert_eq!(fixture.compare()[0], Difference::Interrupted);
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Undone));
    assert_eq!(fixture.snapshot(), before);

    // The next run has undone the first one, begins to stage, and is killed.
    kill_after(&fixture, 3);
    let staging = Staging::open(&fixture.root).unwrap();
    assert!(journal::undo_killed(&staging, &fixture.root).unwrap());
    staging.clear().unwrap();
    staging.stage(0, "half a fi").unwrap();
    drop(staging);
    assert_eq!(recover(&fixture.root).unwrap(), Some(Recovery::Cleared));
    assert_eq!(fixture.snapshot(), before);
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn killed_while_removing_the_staging_folder() {
    let fixture = Fixture::written();
    fixture.put(".codegen-staging/lock", "");
    assert_eq!(fixture.compare(), [Difference::Interrupted]);
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn failed_repair_leaves_the_evidence() {
    let fixture = with_work();
    let before = fixture.snapshot();
    kill_after(&fixture, 3);
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

#[test]
fn a_journal_that_cannot_be_understood_is_left_alone() {
    let fixture = with_work();
    fixture.put(".codegen-staging/journal", "{");
    let before = fixture.snapshot();
    let message = format!("{:#}", super::write(&fixture.root, &fixture.files, &fixture.owned).unwrap_err());
    assert!(message.contains("journal cannot be understood: restore the tree from version control"), "{message}");
    fs::remove_file(fixture.root.join(".codegen-staging/lock")).unwrap();
    assert_eq!(fixture.snapshot(), before);
}

#[test]
fn failure_after_staging_began_is_cleaned_up() {
    let fixture = with_work();
    let before = fixture.snapshot();
    let staging = Staging::open(&fixture.root).unwrap();
    staging.stage(0, "").unwrap();
    // A second file under the same number stands for a disk that is full.
    let error = staging.stage(0, "").unwrap_err();

    let message = format!("{:#}", staging.abandon(error));
    assert!(message.starts_with("no generated file in"), "{message}");
    assert!(message.contains("make room on the disk"), "{message}");
    assert_eq!(fixture.snapshot(), before);
}

#[test]
fn failure_of_the_first_run_removes_the_new_root_and_the_new_folders_above_it() {
    let mut fixture = Fixture::new();
    fixture.root = fixture.outside.path().join("absent/generated");
    let staging = Staging::open(&fixture.root).unwrap();
    staging.stage(0, "").unwrap();
    let _ = staging.abandon(anyhow::anyhow!("disk full"));
    assert!(!fixture.outside.path().join("absent").exists());
    assert_eq!(fixture.compare()[0], missing("src/api/client.rs"));
}

#[test]
fn a_change_that_fails_is_undone_with_those_before_it() {
    for staged in ["0", "1", "2"] {
        let fixture = with_work();
        let before = fixture.snapshot();
        let (staging, journal) = begun(&fixture);
        fs::remove_file(staging.path(staged)).unwrap();
        let error = journal.apply(journal.len(), &staging, &fixture.root).unwrap_err();
        let message = format!("{:#}", journal.undone(staging, &fixture.root, error));
        assert!(message.starts_with("no generated file in"), "{message}");
        assert!(message.contains("cannot replace"), "{message}");
        assert_eq!(fixture.snapshot(), before);
        fixture.write();
        fixture.assert_whole();
    }
}

#[test]
fn a_change_that_fails_and_cannot_be_undone_says_so_and_can_be_repaired() {
    let fixture = with_work();
    let before = fixture.snapshot();
    let (staging, journal) = begun(&fixture);
    journal.apply(3, &staging, &fixture.root).unwrap();
    fs::remove_file(fixture.root.join("src/lib.rs")).unwrap();
    fs::create_dir(fixture.root.join("src/lib.rs")).unwrap();
    let message = journal.undone(staging, &fixture.root, Error::msg("disk full")).to_string();
    assert!(message.starts_with("disk full\n  and the tree could not be restored: "), "{message}");
    assert!(message.ends_with("help: remove the cause; the next run restores it"), "{message}");

    fs::remove_dir(fixture.root.join("src/lib.rs")).unwrap();
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

#[test]
fn second_run_is_refused_while_the_first_one_works() {
    let fixture = with_work();
    let staging = Staging::open(&fixture.root).unwrap();
    staging.stage(0, "on its way").unwrap();

    let message = fixture.write_refused();
    assert!(message.contains("another run is writing to"), "{message}");
    assert!(message.contains("wait until it ends"), "{message}");
    assert_eq!(fixture.compare_refused(), message);
    let second = Staging::open(&fixture.root).err().unwrap();
    assert_eq!(second.to_string(), message);

    staging.finish().unwrap();
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn lock_outlives_its_name_without_harm() {
    let fixture = with_work();
    let first = Staging::open(&fixture.root).unwrap();
    // As if the first run had just removed its folder, and a second one begun.
    fs::remove_dir_all(fixture.root.join(".codegen-staging")).unwrap();
    let second = Staging::open(&fixture.root).unwrap();
    second.stage(0, "of the second").unwrap();
    drop(first);

    assert!(Staging::open(&fixture.root).is_err());
    second.finish().unwrap();
    assert!(!fixture.root.join(".codegen-staging").exists());
}

#[test]
fn comparison_does_not_disturb_another() {
    let fixture = Fixture::written();
    fixture.put(".codegen-staging/lock", "");
    let other = File::open(fixture.root.join(".codegen-staging/lock")).unwrap();
    other.try_lock_shared().unwrap();
    assert_eq!(summary(&fixture.compare()), ["interrupted .codegen-staging"]);
}

#[test]
fn concurrent_runs_leave_one_whole_tree() {
    let fixture = with_work();
    let (root, files, owned) = (&fixture.root, &fixture.files, &fixture.owned);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            // Most are refused; that is the point.
            scope.spawn(|| drop(super::write(root, files, owned)));
        }
    });
    fixture.write();
    fixture.assert_whole();
}
