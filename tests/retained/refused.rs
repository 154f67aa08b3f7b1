//! Imports that are refused, each with its place and the choices, and what a maintainer gives up afterwards.

use std::path::Path;

use codegen::Failed;
use codegen::retained::{Edit, edit};
use serde_json::json;

use super::fixtures::{edited, newer, older, read};
use tests::revision::Revision;

/// Rewrites what is expected.
const COMMAND: &str = "BLESS=1 cargo test -p tests retained::";

fn import(old: &Revision, model: &str, since: &str) -> String {
    match old.import("3.0.0", model.as_bytes(), since, &[]) {
        Ok(_) => panic!("the import is not refused"),
        Err(Failed(all)) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"),
    }
}

#[test]
fn what_cannot_be_kept_is_an_error_that_names_the_choices() {
    let edited = |edits: &[(&str, serde_json::Value)]| edited("older.json", edits);
    let number = edited(&[("/shapes/Book/members/pages", json!({ "shape": "Text" }))]);
    let structure = edited(&[("/shapes/GetBookResult/members/book", json!({ "shape": "Ashes" }))]);
    let needed = edited(&[
        ("/shapes/Book/members/cover", json!(null)),
        ("/shapes/Cover", json!({ "type": "string" })),
        ("/shapes/AddBookResult/members/cover", json!({ "shape": "Cover" })),
    ]);
    let pairs = json!({ "type": "map", "key": { "shape": "Label" }, "value": { "shape": "Text" } });
    let list = edited(&[("/shapes/Labels", pairs)]);
    let sparse = edited(&[("/shapes/Labels/sparse", json!(true))]);
    let other = edited(&[
        ("/metadata/serviceId", json!("Other")),
        ("/metadata/serviceFullName", json!("Other")),
        ("/metadata/targetPrefix", json!("Other")),
    ]);
    let same = edited(&[]);
    let mut older_text = same.clone();
    older_text.truncate(same.len() / 2);
    let truncated = Revision::first("0.9.0", older_text.as_bytes());
    let reason = "the service no longer offers this operation";
    let nonsense = newer().with_retained(&newer().retained().replacen("2024-05-06", "yesterday", 1));
    let emptied = newer().with_retained(&newer().retained().replacen(reason, "", 1).replacen(
        ": its requests are still sent, and the service rejects them.",
        "",
        1,
    ));
    let there = json!({ "smithy": "2.0", "shapes": { "com.amazonaws.retained#Cover": {
        "type": "union",
        "members": {},
        "traits": {
            "codegen.retained#removed": { "since": "2024-05-06", "lastModel": "botocore 1.0.0", "reason": "it is gone." }
        }
    } } });
    let there = older().with_retained(&format!("{there:#}"));
    let cases = [
        ("a number that becomes a text", import(&older(), &number, "2024-05-06")),
        ("a structure that becomes another one", import(&older(), &structure, "2024-05-06")),
        ("a retained member whose type is another one", import(&older(), &needed, "2024-05-06")),
        ("a list that becomes a map", import(&older(), &list, "2024-05-06")),
        ("a list that becomes sparse", import(&older(), &sparse, "2024-05-06")),
        ("another service", import(&older(), &other, "2024-05-06")),
        ("an import that goes back in time", import(&newer(), &same, "2023-01-01")),
        ("a truncated old model", import(&truncated, &same, "2024-05-06")),
        ("retained items since no date", import(&nonsense, &same, "2025-01-01")),
        ("a retained operation without a reason", import(&emptied, &same, "2025-01-01")),
        ("retained items that the old model has", import(&there, &same, "2025-01-01")),
    ];
    let diagnostics: Vec<String> = cases.iter().map(|(name, text)| format!("## {name}\n\n{text}\n")).collect();
    let diagnostics = diagnostics.join("\n");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad/imports.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &diagnostics).expect("written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(diagnostics == expected, "{diagnostics}\nto accept: {COMMAND}");
}

#[test]
fn a_type_that_is_accepted_is_taken_and_what_only_it_used_goes() {
    let model = edited("older.json", &[("/shapes/GetBookResult/members/book", json!({ "shape": "Ashes" }))]);
    let accepted = ["GetBookResult.book".to_owned()];
    let next = Revision::first("2.0.0", model.as_bytes());
    let next = next.with_polls(read("older-paginators.json"), read("older-waiters.json"));
    let (next, _) = older().import_revision(next, "2024-05-06", &accepted).expect("imported");
    assert_eq!(next.retained(), "");
    assert!(next.api().iter().any(|line| line.contains("GetBookOutput::book: Option<types::Ashes>")));
}

/// The file after changes, and the names of what is gone.
fn given_up(revision: &Revision, edits: &[Edit<'_>]) -> (Revision, Vec<String>) {
    let edited = revision.with(|inputs| edit(inputs, None, edits)).unwrap_or_else(|failed| panic!("{failed}"));
    (revision.with_retained(&edited.text.unwrap_or_default()), edited.dropped)
}

#[test]
fn what_a_maintainer_drops_is_gone_with_what_only_it_used() {
    let (rest, dropped) = given_up(&newer(), &[Edit::Drop("Book$cover"), Edit::Drop("Kind.SCROLL")]);
    assert_eq!(dropped, ["Book$cover", "Colour", "Cover", "Kind$SCROLL"]);
    let api = rest.api();
    assert!(api.iter().all(|line| !line.contains("Cover") && !line.contains("Scroll")), "{api:#?}");
    let (rest, dropped) = given_up(&rest, &[Edit::Drop("BurnBook")]);
    assert_eq!(dropped, ["Ashes", "BurnBook", "BurnBookRequest", "BurnBookResult", "FireException"]);
    assert!(rest.api().iter().all(|line| !line.contains("burn_book")));
}

/// A value is given up by its name, and by what is sent.
#[test]
fn a_value_is_called_by_its_name_or_by_itself() {
    let value = r#""smithy.api#enumValue": "SCROLL""#;
    let retained = newer().retained().replacen(value, r#""smithy.api#enumValue": "rolled""#, 1);
    let revision = newer().with_retained(&retained);
    for name in ["Kind$SCROLL", "Kind$rolled"] {
        let (rest, dropped) = given_up(&revision, &[Edit::Drop(name)]);
        assert_eq!(dropped, ["Kind$rolled"], "{name}");
        assert!(!rest.retained().contains("rolled"), "{name}: {}", rest.retained());
        assert!(rest.retained().contains("BurnBook"), "{name}: {}", rest.retained());
    }
}

#[test]
fn what_is_required_is_accepted_member_by_member() {
    let is_required = |revision: &Revision, name: &str| {
        revision.api().iter().any(|line| line.contains(&format!("trait service::required::{name}")))
    };
    assert!(!is_required(&newer(), "Language") && !is_required(&newer(), "Kind"));
    let (rest, dropped) = given_up(&newer(), &[Edit::AcceptRequired("AddBookRequest$language")]);
    assert_eq!(dropped, ["AddBookRequest$language"]);
    assert!(is_required(&rest, "Language") && !is_required(&rest, "Kind"));
    let edits = [Edit::AcceptOptional("AddBookRequest$author"), Edit::AcceptType("AddBookRequest.place")];
    let (rest, dropped) = given_up(&rest, &edits);
    assert_eq!(dropped, ["AddBookRequest$author", "AddBookRequest$place", "ShelfPlace"]);
    assert!(!is_required(&rest, "Author"));
}

#[test]
fn what_is_dropped_does_not_come_back_with_the_next_import() {
    let (rest, _) = given_up(&newer(), &[Edit::Drop("Kind$SCROLL")]);
    let model = edited("service-2.json", &[]);
    let (next, update) = rest.import("2.1.0", model.as_bytes(), "2025-01-01", &[]).expect("imported");
    assert!(!next.retained().contains("SCROLL") && update.retired.is_empty(), "{update:?}");
}

#[test]
fn names_of_which_nothing_is_kept_are_errors() {
    let refused = |revision: &Revision, edit: Edit<'_>| {
        let refused = revision.with(|inputs| codegen::retained::edit(inputs, None, &[edit]));
        refused.expect_err("refused").to_string()
    };
    let error = refused(&newer(), Edit::Drop("Kind$SCROL"));
    assert!(error.contains("retained.json") && error.contains("did you mean `Kind$SCROLL`?"), "{error}");
    let error = refused(&newer(), Edit::AcceptRequired("AddBookRequest$author"));
    assert!(error.contains("has no required member that stays optional in the builder"), "{error}");
    // The item is kept in another way.
    assert!(error.contains("kept in another way: use `--accept-optional 'AddBookRequest$author'`"), "{error}");
    for (edit, option) in [
        (Edit::Drop("AddBookRequest$language"), "--accept-required"),
        (Edit::Drop("AddBookRequest.place"), "--accept-type"),
        (Edit::AcceptType("Kind$SCROLL"), "--drop"),
    ] {
        let error = refused(&newer(), edit);
        assert!(error.contains(&format!("use `{option} '")), "{error}");
    }
    // A name in other letters is suggested as it is written, in whatever way it is kept.
    for (edit, help) in [
        (Edit::Drop("kind$scroll"), "did you mean `Kind$SCROLL`?"),
        (Edit::Drop("com.amazonaws.retained#kind.scroll"), "did you mean `Kind$SCROLL`?"),
        (
            Edit::Drop("addbookrequest$LANGUAGE"),
            "did you mean `AddBookRequest$language`? It is kept in another way: use `--accept-required 'AddBookRequest$language'`",
        ),
        (
            Edit::AcceptType("Kind$Scroll"),
            "did you mean `Kind$SCROLL`? It is kept in another way: use `--drop 'Kind$SCROLL'`",
        ),
    ] {
        let error = refused(&newer(), edit);
        assert!(error.contains(help), "{error}");
    }
    let error = refused(&newer(), Edit::Drop("Cover"));
    assert!(error.contains("the model has no shape `Cover`") && error.contains("retained.json:"), "{error}");
    let error = refused(&older(), Edit::Drop("Cover"));
    assert!(error.contains("there is no retained.json"), "{error}");
}
