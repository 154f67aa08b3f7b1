//! Runs that happen or do not: after each step at which one can be killed, the next run finds the tree as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::super::journal::Journal;
use super::super::{Former, Staging, prepare, recover, replace};
use super::Fixture;

/// Every file below a folder but the staging folder's.
fn snapshot(root: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            if name.starts_with(super::super::staging::FOLDER) {
                continue;
            }
            if path.is_dir() {
                open.push(path);
                found.insert(name, None);
            } else {
                found.insert(name, Some(fs::read(&path).unwrap()));
            }
        }
    }
    found
}

/// A run with something of everything to do: replace, create in a new folder, remove a file and its folders.
fn with_work() -> Fixture {
    let mut fixture = Fixture::written();
    fixture.set("src/lib.rs", "pub mod api;\npub mod new;\n");
    fixture.set("src/api/new/mod.rs", "");
    fixture.put("src/api/old/deep/a.rs", "");
    fixture
}

#[test]
fn a_run_that_is_killed_at_any_step_is_undone_by_the_next() {
    let steps = {
        let fixture = with_work();
        let staging = Staging::open(&fixture.root).unwrap();
        prepare(&staging, &fixture.root, &fixture.files, &fixture.owned).unwrap().1.len()
    };
    assert!(steps >= 4, "{steps} steps");
    for count in 0..=steps {
        let fixture = with_work();
        let before = snapshot(&fixture.root);
        {
            let staging = Staging::open(&fixture.root).unwrap();
            let (_, steps) = prepare(&staging, &fixture.root, &fixture.files, &fixture.owned).unwrap();
            let journal = Journal::of(&steps, &fixture.root);
            journal.write(&staging).unwrap();
            journal.apply(&steps[..count], &staging, &fixture.root).unwrap();
        }
        assert!(recover(&fixture.root).unwrap(), "killed after {count} steps");
        assert_eq!(snapshot(&fixture.root), before, "killed after {count} steps");
        assert!(!fixture.root.join(super::super::staging::FOLDER).exists());
        assert!(!recover(&fixture.root).unwrap(), "there is nothing to undo twice");
        replace(&fixture.root, &fixture.files, &fixture.owned, &Former::default()).unwrap();
        fixture.assert_whole();
    }
}

#[test]
fn a_run_of_which_a_step_fails_leaves_the_tree_as_it_was() {
    let fixture = with_work();
    let before = snapshot(&fixture.root);
    let staging = Staging::open(&fixture.root).unwrap();
    let (_, steps) = prepare(&staging, &fixture.root, &fixture.files, &fixture.owned).unwrap();
    let journal = Journal::of(&steps, &fixture.root);
    journal.write(&staging).unwrap();
    // The last staged file is gone, so that it cannot be placed.
    let last = steps.iter().rev().find_map(|step| match step {
        super::super::Step::Place { staged, .. } => Some(staged.clone()),
        _ => None,
    });
    fs::remove_file(last.unwrap()).unwrap();
    let error = journal.apply(&steps, &staging, &fixture.root).unwrap_err();
    let error = super::super::journal::undone(&journal, staging, &fixture.root, error);
    assert!(format!("{error:#}").contains("cannot replace"), "{error:#}");
    assert_eq!(snapshot(&fixture.root), before);
    assert!(!fixture.root.join(super::super::staging::FOLDER).exists());
}

#[test]
fn a_finished_run_cannot_be_undone() {
    let fixture = with_work();
    replace(&fixture.root, &fixture.files, &fixture.owned, &Former::default()).unwrap();
    fixture.assert_whole();
    assert!(!recover(&fixture.root).unwrap());
    fixture.assert_whole();
}
