//! Commands that were killed after each of their changes. The next command finds the project as it was before.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::retire::retaining;
use super::{Place, WEIGHT, model};
use crate::said::Said;

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A part of the message of each command that only reads.
const REFUSED: &str = "was interrupted, and nothing was read";

pub(super) fn checksum(text: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(text);
    crc.sum()
}

/// Leaves the project as a run leaves it that is killed after some of its changes, and returns whether there are more.
/// `base` is the folder above all that the run writes.
fn kill(base: &Path, before: &Files, after: &Files, count: usize) -> bool {
    let paths: BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
    let changed: Vec<_> = paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).collect();
    let staging = base.join(".codegen-staging");
    fs::create_dir_all(&staging).expect("a folder");
    let mut changes = Vec::new();
    for (number, path) in changed.iter().enumerate() {
        let (old, new) = (before.get(*path), after.get(*path));
        let action = match (old, new) {
            (None, Some(new)) => serde_json::json!({ "Create": checksum(new) }),
            (Some(_), Some(new)) => serde_json::json!({ "Replace": checksum(new) }),
            (_, None) => serde_json::json!("Remove"),
        };
        let relative: &OsStr = path.strip_prefix(base).expect("it is below").as_os_str();
        changes.push(serde_json::json!({ "number": number, "path": relative, "action": action }));
        if number >= count {
            if let Some(new) = new {
                fs::write(staging.join(number.to_string()), new).expect("written");
            }
            continue;
        }
        if let Some(old) = old {
            fs::write(staging.join(format!("former-{number}")), old).expect("written");
        }
        match new {
            Some(new) => {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, new).expect("written");
            }
            None => fs::remove_file(path).expect("removed"),
        }
    }
    fs::write(staging.join("journal"), serde_json::Value::from(changes).to_string()).expect("written");
    count < changed.len()
}

/// Puts all files of a project back.
fn reset(place: &Place, files: &Files) {
    fs::remove_dir_all(place.path().join("project")).expect("removed");
    for (path, text) in files {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
}

/// Kills a command after each of its changes, below `base`, and runs it once more.
#[track_caller]
fn is_repaired(place: &Place, base: &str, command: impl Fn(&Place) -> Said) {
    let before = place.files();
    command(place).succeeds();
    let after = place.files();
    assert_ne!(before, after, "the command changes nothing");
    for count in 0.. {
        reset(place, &before);
        let has_more = kill(&place.path().join(base), &before, &after, count);
        let killed = place.files();
        for reading in
            [&["check"][..], &["update", "--from", "../1.1.0", "--dry-run"], &["retire", "--drop", "X", "--dry-run"]]
        {
            place.run(reading).fails(&[REFUSED, "run the interrupted command again"]);
        }
        assert_eq!(place.files(), killed, "a command that reads changed something");
        command(place).succeeds().says(&["restored"]);
        assert_eq!(place.files(), after, "killed after {count} changes");
        if !has_more {
            assert!(count > 1, "there are {count} changes");
            return;
        }
    }
}

#[test]
fn an_import_that_was_killed_is_undone_by_the_next() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ", \"colour\""));
    let import = ["import", "../1.1.0/botocore/data/queue/2020-01-01", "--date", "2024-05-06"];
    is_repaired(&place, "project/models", |place| place.run(&import));
}

#[test]
fn an_update_that_was_killed_is_undone_by_the_next() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ", \"colour\""));
    is_repaired(&place, "project", |place| place.update("1.1.0", &[]));
}

/// As where the lock file of a workspace is above the project.
#[test]
fn a_run_that_began_above_the_project_is_undone() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ", \"colour\""));
    is_repaired(&place, "", |place| place.update("1.1.0", &[]));
}

#[test]
fn a_retirement_that_was_killed_is_undone_by_the_next() {
    let place = retaining();
    is_repaired(&place, "project", |place| place.run(&["retire", "--drop", "Out$size"]));
}

#[test]
fn a_generation_that_was_killed_is_undone_by_the_next_command() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ", \"colour\""));
    place.run(&["import", "../1.1.0/botocore/data/queue/2020-01-01", "--date", "2024-05-06"]).succeeds();
    is_repaired(&place, "project", |place| place.run(&["generate"]));
}

#[test]
fn what_a_person_has_changed_since_is_not_lost() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ", \"colour\""));
    let before = place.files();
    place.update("1.1.0", &[]).succeeds();
    let after = place.files();
    reset(&place, &before);
    kill(&place.path().join("project"), &before, &after, usize::MAX);
    let theirs = place.text("project/CHANGELOG.md") + "mine\n";
    place.put("project/CHANGELOG.md", &theirs);
    let refused = ["CHANGELOG.md was changed after a run was interrupted", "move the file elsewhere and run again"];
    place.run(&["generate"]).fails(&refused);
    assert_eq!(place.text("project/CHANGELOG.md"), theirs);
    fs::remove_file(place.path().join("project/CHANGELOG.md")).expect("removed");
    place.run(&["generate"]).succeeds().says(&["restored the project"]);
    assert_eq!(place.files(), before);
}
