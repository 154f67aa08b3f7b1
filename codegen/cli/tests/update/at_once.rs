//! Runs of the program that begin at the same time.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

use super::interrupted::checksum;
use super::retire::retaining;
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

/// Starts a command while another run is between two of its changes, and ends that run when the command waits for it.
/// `broken` is a file as the other run leaves it meanwhile.
#[track_caller]
fn waits(place: &Place, command: &[&str], broken: (&str, &str)) {
    let project = place.path().join("project");
    let whole = place.text(broken.0);
    let first = lock(&project);
    place.put(broken.0, broken.1);
    let before = place.files();
    let mut second = Command::new(env!("CARGO_BIN_EXE_clientsmith"))
        .current_dir(&project)
        .args(command)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut said = BufReader::new(second.stderr.take().expect("it is piped"));
    let mut line = String::new();
    said.read_line(&mut line).expect("a line");
    assert!(line.starts_with("waiting for another run that uses "), "{command:?}: {line}");
    assert_eq!(second.try_wait().expect("it can be asked"), None, "the second run is over");
    assert_eq!(place.files(), before);
    place.put(broken.0, &whole);
    // Only some tests have it.
    let _ = fs::remove_dir(project.join(".codegen-staging"));
    drop(first);
    let mut rest = String::new();
    said.read_to_string(&mut rest).expect("the rest");
    assert!(second.wait().expect("it ends").success(), "{command:?}: {rest}");
    assert!(!rest.contains("restored") && !rest.contains("repaired"), "{rest}");
}

/// A run that comes second says so, changes and reads nothing until the first one ends, and then does its work.
#[test]
fn a_second_run_waits_until_the_first_one_ends() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ""));
    place.run(&["import", "../1.1.0/botocore/data/queue/2020-01-01", "--date", "2024-01-01"]).succeeds();
    place.run(&["generate"]).succeeds();
    for command in ["generate", "check"] {
        // A reader would see a difference, and a writer a killed run.
        fs::create_dir(place.path().join("project/.codegen-staging")).expect("created");
        waits(&place, &[command], ("project/src/lib.rs", "of another version"));
    }
}

/// Each command that decides by the models reads them of one state. A model that is half written is not as it was imported.
#[test]
fn who_reads_models_waits_until_they_are_whole() {
    let place = retaining();
    git(&place);
    let model = "project/models/queue/2020-01-01/service-2.json";
    let commands = [
        &["import", "../1.1.0/botocore/data/queue/2020-01-01"][..],
        &["check"],
        &["diff", "--since", "HEAD"],
        &["update", "--from", "../1.1.0", "--dry-run"],
        &["retire", "--drop", "Out$size", "--dry-run"],
        &["generate"],
        &["retire", "--drop", "Out$size"],
    ];
    for command in commands {
        waits(&place, command, (model, "{}"));
    }
}

/// Commits the project.
fn git(place: &Place) {
    for arguments in [&["init", "-q"][..], &["add", "."], &["commit", "-qm", "x"]] {
        let settings = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").current_dir(place.path()).args(settings).args(arguments).status();
        assert!(done.expect("git runs").success());
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
