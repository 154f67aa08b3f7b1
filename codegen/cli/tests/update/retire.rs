//! Giving up what is retained: the verdict, the version, the changelog and the package, or nothing.

use std::fs;

use super::{Place, SIZE, WEIGHT, model};
use crate::said::Said;

const RETAINED: &str = "project/models/queue/2020-01-01/retained.json";
const GENERATED: &str = "project/src/queue/operation/get_it.rs";

/// A project that retains `Out$size`, and `In$colour` as optional; its version is 0.1.1.
pub(super) fn retaining() -> Place {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ", \"colour\""));
    place.update("1.1.0", &[]).succeeds().says(&["0.1.0 -> 0.1.1 (minor)"]);
    place
}

fn retire(place: &Place, arguments: &[&str]) -> Said {
    place.run(&[&["retire"], arguments].concat())
}

/// The entry of a version in the changelog.
fn entry(place: &Place, version: &str) -> String {
    let changelog = place.text("project/CHANGELOG.md");
    let entries: Vec<&str> = changelog.split("\n## ").filter(|it| it.starts_with(&format!("[{version}] - "))).collect();
    assert_eq!(entries.len(), 1, "{version} has not one entry in:\n{changelog}");
    entries[0].to_owned()
}

#[test]
fn a_member_that_is_dropped_is_a_break_with_a_version_and_an_entry() {
    let place = retaining();
    fs::write(place.path().join("project/Cargo.lock"), "[[package]]\nname = \"project\"\nversion = \"0.1.1\"\n")
        .expect("written");
    let said = retire(&place, &["--drop", "Out$size", "--drop", "Out$size"]).succeeds();
    let said = said.says(&["dropped Out$size", "project 0.1.1 -> 0.2.0 (major)", "retired"]);
    assert!(said.out.contains("member-removed") && said.out.contains("major"), "{}", said.out);
    for file in ["project/Cargo.toml", "project/Cargo.lock"] {
        assert!(place.text(file).contains("version = \"0.2.0\""), "{file}: {}", place.text(file));
    }
    let entry = entry(&place, "0.2.0");
    let line = "### Removed\n\n- **Breaking:** [`queue::operation::get_it::GetItOutput::size`](src/queue/operation/get_it.rs): ";
    for text in ["\n\nNo longer retained in `queue`: `Out$size`.\n\n", line] {
        assert!(entry.contains(text), "`{text}` is not in:\n{entry}");
    }
    assert!(!place.text(GENERATED).contains("size: i32"), "it is still generated");
    assert!(!place.text(RETAINED).contains("\"size\"") && place.text(RETAINED).contains("colour"));
    assert!(place.text("project/CHANGELOG.md").contains("## [0.1.1] - "), "the other entry is gone");
    place.run(&["check"]).succeeds();
}

#[test]
fn a_member_that_is_required_from_now_on_is_a_break() {
    let place = retaining();
    let said = retire(&place, &["--accept-required", "In$colour"]).succeeds();
    said.says(&["required In$colour, in the builder", "0.1.1 -> 0.2.0 (major)"]);
    let entry = entry(&place, "0.2.0");
    let line = "### Changed\n\n- **Breaking:** [`queue::operation::get_it::GetItInput::colour`](src/queue/operation/get_it.rs): ";
    assert!(entry.contains(line), "{entry}");
    assert!(place.text(GENERATED).contains("HasColour"), "{}", place.text(GENERATED));
    place.run(&["check"]).succeeds();
}

#[test]
fn items_that_are_given_up_at_once_have_one_version() {
    let place = retaining();
    let said = retire(&place, &["--drop", "Out.size", "--accept-required", "In$colour"]).succeeds();
    let said = said.says(&["dropped Out$size", "required In$colour", "0.1.1 -> 0.2.0 (major)", "nothing is retained"]);
    assert!(!said.err.contains("0.3.0"), "{}", said.err);
    assert!(!place.path().join(RETAINED).exists());
    let entry = entry(&place, "0.2.0");
    for text in ["`In$colour`", "`Out$size`", "### Changed\n", "### Removed\n"] {
        assert!(entry.contains(text), "`{text}` is not in:\n{entry}");
    }
    place.run(&["check"]).succeeds();
    retire(&place, &["--drop", "Out$size"]).fails(&["there is no retained.json", "nothing was written"]);
}

/// A number never stands for two packages, because nobody knows here which ones are published.
#[test]
fn each_release_has_a_version_of_its_own() {
    let place = retaining();
    retire(&place, &["--drop", "Out$size"]).succeeds().says(&["0.1.1 -> 0.2.0 (major)"]);
    // The service still has no `size`, which does not come back, and a new member.
    place.botocore("1.2.0", &model(&format!("{WEIGHT}, \"more\": {{ \"shape\": \"Id\" }}"), ", \"colour\""));
    place.update("1.2.0", &[]).succeeds().says(&["0.2.0 -> 0.2.1 (minor)"]);
    assert!(!place.text(GENERATED).contains("size: i32"));
    retire(&place, &["--accept-required", "In$colour"]).succeeds().says(&["0.2.1 -> 0.3.0 (major)"]);
    for (version, text) in
        [("0.1.1", "GetItOutput::size"), ("0.2.0", "GetItOutput::size"), ("0.2.1", "::more"), ("0.3.0", "::colour")]
    {
        assert!(entry(&place, version).contains(text), "{version}: {}", entry(&place, version));
    }
    let changelog = place.text("project/CHANGELOG.md");
    let places =
        ["0.3.0", "0.2.1", "0.2.0", "0.1.1"].map(|it| changelog.find(&format!("## [{it}]")).expect("an entry"));
    assert!(places.is_sorted(), "{changelog}");
    place.run(&["check"]).succeeds();
}

#[test]
fn a_dry_run_shows_what_is_given_up_and_writes_nothing() {
    let place = retaining();
    let before = place.files();
    let said = retire(&place, &["--drop", "Out$size", "--dry-run", "--markdown"]).succeeds();
    let said = said.says(&[
        "would write",
        "CHANGELOG.md",
        "retained.json",
        "get_it.rs",
        "0.1.1 -> 0.2.0",
        "nothing was written",
        "would be dropped Out$size",
    ]);
    assert!(!said.err.contains("  dropped"), "{}", said.err);
    assert!(said.out.contains("## [0.2.0]") && said.out.contains("### Major"), "{}", said.out);
    let said = retire(&place, &["--drop", "Out$size", "--dry-run", "--message-format", "json"]).succeeds();
    assert!(said.out.contains(r#""reason":"verdict""#) && said.out.contains(r#""level":"major""#), "{}", said.out);
    let release = r#"{"reason":"release","package":"project","old":"0.1.1","new":"0.2.0","level":"major"}"#;
    let file = r#"{"reason":"difference","kind":"stale","path":"CHANGELOG.md"}"#;
    assert!([release, file].iter().all(|line| said.out.lines().any(|it| it == *line)), "{}", said.out);
    assert_eq!(place.files(), before);
}

#[test]
fn what_is_wrong_stops_a_retirement_before_anything_is_written() {
    let place = retaining();
    let refused = |path: &str, text: &str, with: &[&str]| {
        let good = fs::read(place.path().join(path)).ok();
        place.put(path, text);
        let before = place.files();
        retire(&place, &["--drop", "Out$size"]).fails(with);
        assert_eq!(place.files(), before);
        match good {
            Some(good) => fs::write(place.path().join(path), good).expect("restored"),
            None => fs::remove_file(place.path().join(path)).expect("removed"),
        }
    };
    let before = place.files();
    retire(&place, &["--drop", "Out$sise"]).fails(&["did you mean `Out$size`?", "nothing was written"]);
    retire(&place, &["--drop", "Out$size", "--drop", "In$colour"])
        .fails(&["use `--accept-required", "nothing was written"]);
    assert_eq!(place.files(), before);
    let cargo_toml = place.text("project/Cargo.toml").replace("version = \"0.1.1\"", "version.workspace = true");
    refused("project/Cargo.toml", &cargo_toml, &["Cargo.toml:", "the package has no version of its own"]);
    refused(
        "project/CHANGELOG.md",
        "# Changes\n\n## [0.2.0] - 2024-01-01\n",
        &["CHANGELOG.md:3:1: there is an entry for 0.2.0"],
    );
    // An overlay that documents what would be gone.
    let overlay = r#"{ "smithy": "2.0", "metadata": {}, "shapes": { "com.amazonaws.queue#Out$size": {
        "type": "apply", "traits": { "smithy.api#documentation": "The size." } } } }"#;
    refused("project/models/queue/2020-01-01/overlay.json", overlay, &["overlay.json:", "Out$size"]);
    // Something that is not ours stands in the way of a file.
    let file = place.path().join(GENERATED);
    let good = fs::read(&file).expect("a file");
    fs::remove_file(&file).expect("removed");
    fs::create_dir(&file).expect("a folder");
    let before = place.files();
    retire(&place, &["--drop", "Out$size"]).fails(&["get_it.rs"]);
    assert_eq!(place.files(), before);
    fs::remove_dir(&file).expect("removed");
    fs::write(&file, good).expect("restored");
    retire(&place, &["--drop", "Out$size"]).succeeds();
}

/// The advice of the reports is for a maintainer who has not decided yet.
#[test]
fn no_advice_is_given_on_how_to_avoid_what_is_given_up() {
    let place = retaining();
    let (older, newer) = ("../1.0.0/botocore/data/queue/2020-01-01", "../1.1.0/botocore/data/queue/2020-01-01");
    let said = place.run(&["diff", older, newer]).succeeds();
    for advice in [
        "maintainer: Import the new model over the old one, which keeps the member as a deprecated item.",
        "maintainer: Import the new model over the old one, which keeps the member optional in the builder until `retire \
         --accept-required`.",
    ] {
        assert!(said.out.contains(advice), "{}", said.out);
    }
    let model = "models/queue/2020-01-01";
    for file in ["service-2.json", "retained.json"] {
        place.put(&format!("project/before/{file}"), &place.text(&format!("project/{model}/{file}")));
    }
    let edits = ["--drop", "Out$size", "--accept-required", "In$colour"];
    for more in [&["--dry-run"][..], &["--dry-run", "--markdown"], &[]] {
        let said = retire(&place, &[&edits[..], more].concat()).succeeds();
        for text in ["member-removed", "member-now-required", "dependent"] {
            assert!(said.out.contains(text), "`{text}` is not in {}", said.out);
        }
        assert!(!said.out.contains("maintainer"), "{}", said.out);
    }
    // A comparison knows by the retained items of the old side what was given up.
    let said = place.run(&["diff", "before", model]).succeeds();
    assert!(said.out.contains("member-removed") && said.out.contains("member-now-required"), "{}", said.out);
    assert!(!said.out.contains("maintainer"), "{}", said.out);
}

/// A suggestion is a command to give up something: another member of the same shape is none.
#[test]
fn a_member_that_is_given_up_already_is_not_taken_for_another_one_of_its_shape() {
    let place = Place::new();
    let long = |members: &str| model(members, "").replace("\"Out\"", "\"RemoteAccessSession\"");
    let members = r#", "clientId": { "shape": "Id" }, "hostAddress": { "shape": "Id" }"#;
    place.botocore("1.1.0", &long(members));
    place.update("1.1.0", &[]).succeeds();
    place.botocore("1.2.0", &long(""));
    place.update("1.2.0", &[]).succeeds().says(&["RemoteAccessSession$hostAddress"]);
    let drop = |name: &str| retire(&place, &["--drop", name]);
    drop("RemoteAccessSession$hostAddress").succeeds();
    for name in ["RemoteAccessSession$hostAddress", "RemoteAccessSession$arn", "RemoteAccessSession.id"] {
        let said = drop(name).fails(&[
            &format!("keeps no removed item `{name}`"),
            "nothing of this kind is retained of that member; retained.json has RemoteAccessSession$clientId",
        ]);
        assert!(!said.err.contains("did you mean"), "{}", said.err);
    }
    drop("RemoteAccessSession$clientID").fails(&["did you mean `RemoteAccessSession$clientId`?"]);
}

/// An item of an operation that is not generated.
#[test]
fn what_no_dependent_has_raises_no_version() {
    let place = retaining();
    let text = place.text("project/codegen.toml").replace("operations = \"all\"", "operations = [\"Other\"]");
    let with_other = |text: String| {
        text.replace(
            r#""operations": {"#,
            r#""operations": { "Other": { "name": "Other", "http": { "method": "POST", "requestUri": "/" } },"#,
        )
    };
    place.botocore("1.2.0", &with_other(model(WEIGHT, ", \"colour\"")));
    place.update("1.2.0", &[]).succeeds();
    place.put("project/codegen.toml", &text);
    place.run(&["generate"]).succeeds().says(&["breaking"]);
    let version = place.text("project/Cargo.toml");
    retire(&place, &["--drop", "Out$size"]).succeeds().says(&["the version stays", "dropped Out$size"]);
    assert_eq!(place.text("project/Cargo.toml"), version);
    assert!(!place.text(RETAINED).contains("\"size\""));
}

/// The new member is called as an old one, and comes before it in the model.
#[test]
fn a_name_that_stays_is_said_and_given_up_by_a_release() {
    let place = retaining();
    let first = model(WEIGHT, ", \"colour\"")
        .replace("\"Out\": { \"type\": \"structure\", \"members\": {", "$0 \"ID\": { \"shape\": \"Id\" },");
    let first = first.replace("$0", "\"Out\": { \"type\": \"structure\", \"members\": {");
    assert!(first.contains("\"ID\""), "{first}");
    place.botocore("1.2.0", &first);
    place.update("1.2.0", &[]).succeeds().says(&["named Out$ID `id2`", "0.1.1 -> 0.1.2 (minor)"]);
    let generated = place.text(GENERATED);
    assert!(generated.contains("id2: String = \"ID\"") && generated.contains("id: String = \"id\""), "{generated}");
    retire(&place, &["--accept-name", "Out$id"]).fails(&["did you mean `Out$ID`?", "nothing was written"]);
    retire(&place, &["--accept-name", "Out$ID"]).succeeds().says(&["renamed Out$ID", "0.1.2 -> 0.2.0 (major)"]);
    assert!(place.text(GENERATED).contains("id: String = \"ID\""), "{}", place.text(GENERATED));
    // Programs compile, and read another member.
    let entry = entry(&place, "0.2.0");
    assert!(entry.contains("### Changed\n\n- **Breaking:** [`queue::operation::get_it::GetItOutput::id"), "{entry}");
    place.run(&["check"]).succeeds();
}

/// The import alone neither generates nor raises the version.
#[test]
fn a_break_that_was_imported_before_is_part_of_the_next_release() {
    let place = retaining();
    place.botocore("1.2.0", &model(r#", "weight": { "shape": "Id" }"#, ", \"colour\""));
    let import = ["import", "../1.2.0/botocore/data/queue/2020-01-01", "--accept-type", "Out$weight"];
    place.run(&import).succeeds().says(&["Out$weight", "raise the version"]);
    // The verdict on the next model alone is minor.
    place.botocore("1.3.0", &model(&format!(r#", "weight": {{ "shape": "Id" }}{SIZE}"#), ", \"colour\""));
    place.update("1.3.0", &[]).succeeds().says(&["0.1.1 -> 0.2.0 (major)"]);
    let entry = entry(&place, "0.2.0");
    let line = "- **Breaking:** `pub fn queue::operation::get_it::GetItOutput::weight(&self) -> Option<i32>` is gone or has another signature\n";
    assert!(entry.contains(line), "{entry}");
    // What the report names is there once.
    assert_eq!(entry.matches("GetItOutput::size").count(), 1, "{entry}");
}
