//! Runs of the program that begin at the same time.

use std::fs;

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
