//! Files of a project whose lines end as on Windows: an edit keeps that, and what Git changed at a checkout is explained.

use super::place::{Place, runtime};

/// The same text with the line endings of Windows.
fn windows(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

#[track_caller]
fn is_windows(text: &str) {
    assert_eq!(text, windows(text));
}

#[test]
fn a_new_member_keeps_the_line_endings_of_the_workspace() {
    let place = Place::new();
    let before = windows(&place.text("Cargo.toml"));
    place.put("Cargo.toml", &before);
    place.run(&["init", "clients", "--runtime", &runtime()]).succeeds();
    let after = place.text("Cargo.toml");
    assert_eq!(after, before.replace("    \"app\",\r\n", "    \"app\",\r\n    \"clients\",\r\n"));
}

#[test]
fn an_update_of_the_dependency_keeps_the_line_endings_of_the_package() {
    let place = Place::with_clients(&[("queue", "queue")]);
    place.run_in("clients", &["generate"]).succeeds();
    let unix = place.text("clients/Cargo.toml");
    place.put("clients/Cargo.toml", &windows(&unix));
    place.run_in("clients", &["generate"]).succeeds().says(&["0 written"]);
    assert_eq!(place.text("clients/Cargo.toml"), windows(&unix), "nothing is to be changed");
    place.list(&[("queue", "queue"), ("keys", "keys")]);
    place.run_in("clients", &["generate"]).succeeds();
    let text = place.text("clients/Cargo.toml");
    is_windows(&text);
    assert!(text.contains("features = [\"xml\"]"), "{text}");
    // One line that ends otherwise stays as it is, too.
    let mixed = windows(&unix).replacen("\r\n", "\n", 1);
    place.put("clients/Cargo.toml", &mixed);
    place.run_in("clients", &["generate"]).succeeds();
    assert_eq!(place.text("clients/Cargo.toml"), text.replacen("\r\n", "\n", 1));
}

#[test]
fn a_check_says_what_keeps_git_from_changing_line_endings() {
    let place = Place::with_clients(&[("queue", "queue")]);
    place.run_in("clients", &["generate"]).succeeds();
    let file = "clients/src/queue/mod.rs";
    place.put(file, &windows(&place.text(file)));
    let said = place.run_in("clients", &["check"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert!(said.out.contains("add `* text=auto eol=lf` to .gitattributes"), "{}", said.out);
    let readme = include_str!("../../README.md");
    assert!(readme.contains("\n* text=auto eol=lf\n"), "the README names the line");
}
