//! Runs of the program that begin at the same time.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

use super::interrupted::checksum;
use super::{Place, WEIGHT, model};

/// Runs that begin at once wait for each other.
#[test]
fn eight_runs_at_once_all_succeed() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ""));
    place.run(&["import", "../1.1.0/botocore/data/queue/2020-01-01", "--date", "2024-01-01"]).succeeds();
    for round in 0..5 {
        fs::remove_dir_all(place.path().join("project/src")).expect("removed");
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| place.run(&["generate"]))).collect();
            for run in runs {
                let said = run.join().expect("the run ends").succeeds();
                assert!(!said.err.contains("interrupted"), "round {round}: {}", said.err);
            }
        });
        place.run(&["check"]).succeeds();
        assert!(!place.path().join("project/.codegen-staging").exists());
    }
}

/// The lock of a folder, as a run that writes there has it.
fn lock(folder: &Path) -> File {
    let real = folder.canonicalize().expect("the folder is there");
    let name = format!("clientsmith-{:08x}.lock", checksum(real.as_os_str().as_encoded_bytes()));
    let file = File::options().write(true).create(true).truncate(false).open(std::env::temp_dir().join(name));
    let file = file.expect("the lock can be opened");
    file.lock().expect("locked");
    file
}

/// A run that comes second says so, changes and reads nothing until the first one ends, and then does its work.
#[test]
fn a_second_run_waits_until_the_first_one_ends() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ""));
    place.run(&["import", "../1.1.0/botocore/data/queue/2020-01-01", "--date", "2024-01-01"]).succeeds();
    place.run(&["generate"]).succeeds();
    let project = place.path().join("project");
    let due = place.text("project/src/lib.rs");
    for command in ["generate", "check"] {
        let first = lock(&project);
        // The first run is between two of its changes: a reader would see a difference, and a writer a killed run.
        fs::create_dir(project.join(".codegen-staging")).expect("created");
        place.put("project/src/lib.rs", "of another version");
        let before = place.files();
        let mut second = Command::new(env!("CARGO_BIN_EXE_clientsmith"))
            .current_dir(&project)
            .arg(command)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut said = BufReader::new(second.stderr.take().expect("it is piped"));
        let mut line = String::new();
        said.read_line(&mut line).expect("a line");
        assert!(line.starts_with("waiting for another run that uses "), "{line}");
        assert_eq!(second.try_wait().expect("it can be asked"), None, "the second run is over");
        assert_eq!(place.files(), before);
        place.put("project/src/lib.rs", &due);
        fs::remove_dir(project.join(".codegen-staging")).expect("removed");
        drop(first);
        let mut rest = String::new();
        said.read_to_string(&mut rest).expect("the rest");
        assert!(second.wait().expect("it ends").success(), "{rest}");
        assert!(!rest.contains("restored") && !rest.contains("repaired"), "{rest}");
    }
}

/// Each adds its service to a package that the others add theirs to.
#[test]
fn runs_for_one_service_each_lose_none_of_them() {
    let place = Place::new();
    let names = ["queue", "other", "third"];
    for name in &names[1..] {
        place.put(&format!("{name}/service-2.json"), &model("", "").replace("Queue", name));
        place.run(&["import", &format!("../{name}"), "--version", "1.0.0"]).succeeds();
        let manifest = place.text("project/codegen.toml");
        let service = format!("\n[service.{name}]\nversion = \"2020-01-01\"\noperations = \"all\"\n");
        place.put("project/codegen.toml", &(manifest + &service));
    }
    for round in 0..5 {
        std::thread::scope(|scope| {
            let place = &place;
            let out = format!("../together-{round}");
            let run = |name| {
                let out = out.clone();
                scope.spawn(move || place.run(&["generate", "--service", name, "--out", &out]).succeeds())
            };
            for run in names.map(run) {
                run.join().expect("the run ends");
            }
        });
        let (lib, api) = ["src/lib.rs", "api.txt"].map(|file| place.text(&format!("together-{round}/{file}"))).into();
        for name in names {
            assert!(lib.contains(&format!("pub mod {name};")), "round {round}: {name} is not in\n{lib}");
            assert!(api.contains(&format!("pub mod {name}::")), "round {round}: {name} is not in\n{api}");
        }
    }
}
