//! Runs that meet another run.

use std::fs::{self, File};
use std::path::Path;
use std::sync::mpsc;
use std::thread;

use super::super::{is_interrupted, journal, lock, recover};
use super::interruption::{begun, with_work};
use super::{Fixture, summary};

/// Returns whether a lock that another handle has on a root keeps out those who write, and those who read.
fn keeps_out(root: &Path) -> (bool, bool) {
    let open = || File::open(lock::place(root).unwrap()).unwrap();
    let keeps_writers_out = open().try_lock().is_err();
    (keeps_writers_out, open().try_lock_shared().is_err())
}

#[test]
fn a_run_that_writes_keeps_all_out_and_one_that_reads_those_that_write() {
    let fixture = Fixture::new();
    let (root, other) = (&fixture.root, fixture.outside.path().join("other"));
    let writing = lock::exclusive(root).unwrap();
    assert_eq!(keeps_out(root), (true, true));
    // It has a lock of its own, or this would wait for ever.
    drop(lock::exclusive(&other).unwrap());
    drop(writing);
    // So would the rest, if a lock were not given up, or if readers kept each other out.
    let reading = [lock::shared(root).unwrap(), lock::shared(root).unwrap()];
    assert_eq!(keeps_out(root), (true, false));
    drop(reading);
    drop(lock::exclusive(root).unwrap());
}

#[test]
fn a_root_has_one_lock_however_it_is_named_and_also_before_it_is_there() {
    let fixture = Fixture::new();
    let outside = fixture.outside.path();
    let deep = outside.join("absent/generated");
    let place = lock::place(&deep).unwrap();
    assert_ne!(lock::place(outside).unwrap(), place);
    fs::create_dir(outside.join("absent")).unwrap();
    assert_eq!(lock::place(&deep).unwrap(), place);
    fs::create_dir(&deep).unwrap();
    assert_eq!(lock::place(&deep).unwrap(), place);
    for same in ["absent/generated/", "absent/./generated", "absent/../absent/generated"] {
        assert_eq!(lock::place(&outside.join(same)).unwrap(), place, "{same}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&deep, outside.join("link")).unwrap();
        assert_eq!(lock::place(&outside.join("link")).unwrap(), place);
    }
}

/// All that wait find the tree as the first run leaves it, and not what it looks like between two of its changes.
#[test]
fn the_others_wait_until_the_first_run_ends() {
    let fixture = with_work();
    let first = lock::exclusive(&fixture.root).unwrap();
    let changes = begun(&fixture);
    let (before, after) = changes.split_at(2);
    journal::apply(&fixture.root, before).unwrap();
    let (begins, all_begin) = mpsc::channel();
    thread::scope(|scope| {
        let spawn = |other: fn(&Fixture)| {
            let (begins, fixture) = (begins.clone(), &fixture);
            scope.spawn(move || {
                begins.send(()).unwrap();
                other(fixture);
            });
        };
        spawn(|fixture| assert_eq!(fixture.write().unchanged, fixture.files.len()));
        spawn(|fixture| assert_eq!(fixture.compare(), []));
        spawn(|fixture| assert_eq!(recover(&fixture.root).unwrap(), None));
        spawn(|fixture| {
            let _reading = lock::shared(&fixture.root).unwrap();
            assert!(!is_interrupted(&fixture.root));
        });
        (0..4).for_each(|_| all_begin.recv().unwrap());
        journal::apply(&fixture.root, after).unwrap();
        fs::remove_dir_all(fixture.root.join(".codegen-staging")).unwrap();
        drop(first);
    });
    fixture.assert_whole();
}

#[test]
fn comparison_does_not_disturb_another() {
    let fixture = Fixture::written();
    fs::create_dir(fixture.root.join(".codegen-staging")).unwrap();
    let _other = lock::shared(&fixture.root).unwrap();
    assert_eq!(summary(&fixture.compare()), ["interrupted .codegen-staging"]);
}

#[test]
fn concurrent_runs_leave_one_whole_tree() {
    let fixture = with_work();
    thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| fixture.write())).collect();
        let reports: Vec<_> = runs.into_iter().map(|run| run.join().unwrap()).collect();
        assert!(reports.iter().all(|report| !report.recovered), "{reports:?}");
        let did = reports.iter().filter(|report| !report.written.is_empty());
        assert_eq!(did.count(), 1, "the first one does it all: {reports:?}");
    });
    fixture.assert_whole();
}

/// As between two runs that have different folders for temporary files.
#[cfg(target_os = "linux")]
#[test]
fn the_root_itself_is_locked_as_well() {
    let fixture = Fixture::written();
    let open = || File::open(&fixture.root).unwrap();
    let writing = lock::exclusive(&fixture.root).unwrap();
    assert!(open().try_lock_shared().is_err());
    drop(writing);
    let reading = lock::shared(&fixture.root).unwrap();
    assert!(open().try_lock_shared().is_ok() && open().try_lock().is_err());
    drop(reading);
    open().try_lock().unwrap();
}
