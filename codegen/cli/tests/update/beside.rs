//! Updates leave two things as they are: the line endings of the files that they edit, and their own end when nobody reads the verdict.

use std::process::Command;

use super::{Place, SIZE, WEIGHT, model};
use crate::said::run;

fn windows(text: &str) -> String {
    text.replace('\n', "\r\n")
}

#[test]
fn an_update_keeps_the_line_endings_of_the_files_that_it_edits() {
    let place = Place::new();
    let changelog = "# Changelog\n\n## [0.0.9] - 2020-01-01\n\nThe first.\n";
    place.put("project/CHANGELOG.md", &windows(changelog));
    place.put("project/Cargo.toml", &windows(&place.text("project/Cargo.toml")));
    let lock = "version = 4\n\n[[package]]\nname = \"project\"\nversion = \"0.1.0\"\n";
    place.put("project/Cargo.lock", &windows(lock));
    place.botocore("1.1.0", &model(WEIGHT, ""));
    place.update("1.1.0", &[]).succeeds().says(&["0.1.0 -> 0.1.1"]);
    for (file, new) in [
        ("Cargo.toml", "\r\nversion = \"0.1.1\"\r\n"),
        ("Cargo.lock", "\r\nversion = \"0.1.1\"\r\n"),
        ("CHANGELOG.md", "\r\n\r\n## [0.1.1] - "),
    ] {
        let text = place.text(&format!("project/{file}"));
        assert_eq!(text, windows(&text.replace("\r\n", "\n")), "{file}");
        assert!(text.contains(new), "{file}: {text}");
    }
    place.run(&["check"]).succeeds();
}

#[test]
fn an_update_is_complete_although_nobody_reads_the_verdict() {
    let place = Place::new();
    place.botocore("1.1.0", &model(&format!("{SIZE}{WEIGHT}"), ""));
    let update = |more: &[&str]| {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_clientsmith"));
        command.current_dir(place.path().join("project")).args(["update", "--from", "../1.1.0"]).args(more);
        run(command.stdout(writer)).succeeds()
    };
    update(&["--dry-run"]).says(&["dry run", "nothing was written"]);
    assert!(!place.path().join("project/CHANGELOG.md").exists());
    let said = update(&[]);
    assert!(!said.err.contains("Broken pipe"), "{}", said.err);
    assert!(place.text("project/CHANGELOG.md").contains("## [0.1.1] - "));
    place.run(&["check"]).succeeds();
}
