//! Runs that are killed, that fail, or that meet another run.
//!
//! A killed run is played by the steps of a real one: some are applied, then everything is dropped,
//! which releases the lock and cleans up nothing, as the end of a process does.

use std::fs::{self, File};

use super::super::{Phase, Staging, prepare};
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

/// Applies the first `count` steps of a run; the result is how many there are.
fn kill_after(fixture: &Fixture, count: usize) -> usize {
    let staging = Staging::open(&fixture.root).unwrap();
    let (_, steps) = prepare(&staging, &fixture.root, &fixture.files, &fixture.owned).unwrap();
    for step in steps.iter().take(count) {
        step.apply().unwrap();
    }
    steps.len()
}

fn interrupted(phase: Phase) -> Difference {
    Difference::Interrupted { phase }
}

#[test]
fn killed_while_staging() {
    let fixture = with_work();
    let before = fixture.compare();
    fixture.put(".codegen-staging/lock", "");
    fixture.put(".codegen-staging/0", "half a fi");

    let mut expected = vec![interrupted(Phase::Staging)];
    expected.extend(before);
    assert_eq!(fixture.compare(), expected);
    assert!(fixture.write().recovered);
    fixture.assert_whole();
}

#[test]
fn killed_before_it_could_lock() {
    let fixture = Fixture::written();
    fs::create_dir(fixture.root.join(".codegen-staging")).unwrap();
    assert_eq!(fixture.compare(), [interrupted(Phase::Staging)]);

    let report = fixture.write();
    assert!(!report.recovered, "there is nothing to repair, and the folder may be that of a run which begins");
    assert_eq!(report.written, [""; 0], "only the staging folder was wrong");
    fixture.assert_whole();
}

#[test]
fn killed_at_every_step_of_the_commit() {
    let steps = kill_after(&with_work(), 0);
    assert_eq!(steps, 3 + 2 + 3, "files, strays, folders");
    for count in 0..=steps {
        let fixture = with_work();
        let outside_owned = fixture.root.join("src/lib.rs");
        kill_after(&fixture, count);

        let found = fixture.compare();
        assert_eq!(found[0], interrupted(Phase::Commit), "after {count} steps");
        assert_eq!(found.len() > 1, count < steps, "after {count}: {found:?}");
        assert!(outside_owned.is_file(), "after {count} steps");
        assert!(fixture.write().recovered);
        fixture.assert_whole();
    }
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
    kill_after(&fixture, 1);
    let staging = Staging::open(&fixture.root).unwrap();
    staging.clear_leftovers().unwrap();
    staging.stage(0, "half a fi").unwrap();
    drop(staging);

    // The tree is still part old, part new, from the first of the two.
    assert_eq!(fixture.compare()[0], interrupted(Phase::Commit));
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn killed_while_removing_the_staging_folder() {
    let fixture = Fixture::written();
    fixture.put(".codegen-staging/lock", "");
    assert_eq!(fixture.compare(), [interrupted(Phase::Staging)]);
    fixture.write();
    fixture.assert_whole();
}

#[test]
fn failed_repair_leaves_the_evidence() {
    let fixture = with_work();
    kill_after(&fixture, 1);
    fs::remove_file(fixture.root.join("src/lib.rs")).unwrap();
    fs::create_dir(fixture.root.join("src/lib.rs")).unwrap();
    fixture.write_refused();

    fs::remove_dir(fixture.root.join("src/lib.rs")).unwrap();
    assert_eq!(fixture.compare()[0], interrupted(Phase::Commit));
    fixture.write();
    fixture.assert_whole();
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
fn failure_in_the_commit_says_so_and_can_be_repaired() {
    let fixture = with_work();
    let staging = Staging::open(&fixture.root).unwrap();
    let (_, steps) = prepare(&staging, &fixture.root, &fixture.files, &fixture.owned).unwrap();
    fs::create_dir(fixture.root.join("src/api/new")).unwrap();
    fs::create_dir(fixture.root.join("src/api/new/mod.rs")).unwrap();
    let error = steps.iter().find_map(|step| step.apply().err()).unwrap();
    assert!(error.to_string().contains("src/api/new/mod.rs"), "{error}");
    drop(staging);

    fs::remove_dir(fixture.root.join("src/api/new/mod.rs")).unwrap();
    assert_eq!(fixture.compare()[0], interrupted(Phase::Commit));
    fixture.write();
    fixture.assert_whole();
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
