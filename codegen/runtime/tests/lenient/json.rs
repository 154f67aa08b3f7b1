//! JSON.

use std::collections::BTreeMap;

use codegen_runtime::{Operation as _, ParseOptions, UnreadableMember, require, serde_json};

use super::shapes::{Figure, GetReport, Report};
use super::{PATHS, assert_rest, broken, lenient, paths, response};

const ODD: &str = r#"{
    "arn": "arn:report", "pages": "many", "written": "yesterday", "author": {"age": [1, {"a": 2}], "name": "Ada"},
    "counts": [1, "two", 3], "authors": [{"name": "Bob"}, {"name": 7}, 17, {"name": "Eve"}],
    "sizes": {"a": 1, "secret": {}}, "last": "last"
}"#;

#[test]
fn odd_values_are_left_out_and_reported() {
    let (report, reports) = lenient::<GetReport>(&response(ODD));
    assert_rest(&report);
    assert_eq!(paths(&reports), PATHS);
    assert_eq!(reports[0], "pages: expected an integer, found a string at byte 36");
    let read = GetReport::parse_with(&response(ODD), ParseOptions::default()).expect("an output");
    for report in read.metadata.unreadable_members() {
        let value = &ODD[report.offset().expect("a place")..];
        assert!(value.starts_with(['"', '[', '7', '1', '{', ',']), "{report}: {value}");
    }
}

#[test]
fn a_missing_member_is_explained() {
    let (report, _) = lenient::<GetReport>(&response(ODD));
    let missing = require!(report.author.age).expect_err("it is absent");
    let expected = "GetReport: missing member `author.age`: the response's value cannot be read: author.age: expected \
                    an integer, found a list at byte 86";
    assert_eq!(missing.to_string(), expected);
    assert_eq!(missing.unreadable().map(UnreadableMember::reason), Some("expected an integer, found a list"));
    let missing = require!(report.authors[1].name).expect_err("it is absent");
    assert_eq!(missing.unreadable().map(UnreadableMember::path).as_deref(), Some("authors[1].name"));
    let missing = require!(report.authors[1].age).expect_err("it is absent");
    assert_eq!(missing.to_string(), "GetReport: missing member `authors[1].age`");
    // Also where the output is taken apart, and in a copy.
    let copy = report.clone();
    assert!(require!(move copy.pages).is_err_and(|missing| missing.unreadable().is_some()));
    assert!(require!(move report.figure).is_err_and(|missing| missing.unreadable().is_none()));
}

#[test]
fn a_union_is_left_out_as_a_whole() {
    let (report, reports) = lenient::<GetReport>(&response(r#"{"figure": {"circle": "round"}, "last": "last"}"#));
    assert_eq!((report.figure(), report.last()), (None, Some("last")));
    assert_eq!(paths(&reports), ["figure.circle"]);
    let missing = require!(report.figure).expect_err("it is absent");
    assert!(missing.unreadable().is_some(), "{missing}");
    // A structure within a union keeps its other members.
    let body = r#"{"figure": {"author": {"name": "Ada", "age": true}}, "last": "last"}"#;
    let (report, reports) = lenient::<GetReport>(&response(body));
    let Some(Figure::Author(author)) = report.figure() else { panic!("{report:?}") };
    assert_eq!((author.name(), paths(&reports)), (Some("Ada"), vec!["figure.author.age"]));
    // Several members of which one is to be set.
    let body = r#"{"figure": {"author": {"age": true}, "circle": 1}, "last": "last"}"#;
    let (report, reports) = lenient::<GetReport>(&response(body));
    assert_eq!((report.figure(), report.last(), reports.len()), (None, Some("last"), 1));
}

#[test]
fn a_text_that_is_not_unicode_loses_one_member() {
    for text in [&b"\"a\xff\""[..], b"\"\\ud800\"", b"\"\xc0\xaf\""] {
        let body =
            [&b"{\"arn\": "[..], text, b", \"sizes\": {\"k\xff\": 1, \"b\": 2}, \"last\": \"\xc3\xa4\"}"].concat();
        let (report, reports) = lenient::<GetReport>(&response(body));
        assert_eq!((report.arn(), report.last()), (None, Some("ä")));
        assert_eq!(report.sizes().map(BTreeMap::len), Some(1));
        assert_eq!(paths(&reports), ["arn", "sizes{}"]);
    }
}

#[test]
fn a_document_of_any_depth_and_number_loses_nothing_else() {
    for document in [format!("{}1{}", "[".repeat(200), "]".repeat(200)), r#"{"a": 1e400}"#.to_owned()] {
        let body = format!(r#"{{"document": {document}, "last": "last"}}"#);
        let read = GetReport::parse(&response(body)).expect("an output");
        assert_eq!(read.last(), Some("last"));
    }
}

#[test]
fn a_duplicate_that_cannot_be_read_leaves_the_member_absent() {
    let (report, reports) =
        lenient::<GetReport>(&response(r#"{"arn": "a", "author": {"name": "b"}, "arn": 1, "author": 2}"#));
    assert_eq!((report.arn(), report.author(), reports.len()), (None, None, 2));
}

#[test]
fn a_broken_body_is_an_error_wherever_the_odd_value_is() {
    for end in 1..ODD.len() {
        let message = broken::<GetReport>(&response(&ODD[..end]));
        assert!(message.starts_with("GetReport: invalid response: "), "{message}");
    }
    for body in ["[]", "17", r#""text""#, r#"{"pages": "many"} {}"#, r#"{"pages": many}"#, r#"{"pages": "\x"}"#] {
        broken::<GetReport>(&response(body));
    }
}

#[test]
fn reports_are_bounded_and_the_rest_is_counted() {
    let odd = vec!["[]"; 100_000].join(",");
    let (report, reports) = lenient::<GetReport>(&response(format!(r#"{{"counts": [1,{odd},2], "last": "last"}}"#)));
    assert_eq!((report.counts(), report.last()), (&[1, 2][..], Some("last")));
    assert_eq!(reports.len(), 101);
    assert_eq!(reports[100], "99900 further values cannot be read");
}

#[test]
fn reports_do_not_count_when_outputs_are_compared() {
    let (odd, _) = lenient::<GetReport>(&response(r#"{"arn": "a", "pages": []}"#));
    let (plain, _) = lenient::<GetReport>(&response(r#"{"arn": "a"}"#));
    assert_eq!(odd, plain);
    assert_eq!(format!("{odd:?}"), format!("{plain:?}"));
    assert_eq!(serde_json::to_string(&odd).expect("JSON"), r#"{"arn":"a"}"#);
}

#[test]
fn stored_values_are_never_read_leniently() {
    let read = serde_json::from_str::<Report>(r#"{"arn": "a", "pages": []}"#);
    assert!(read.is_err_and(|error| error.to_string().contains("pages")));
}

#[test]
fn a_document_that_is_too_deep_loses_only_itself() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for (depth, is_read) in [(200, true), (256, true), (257, false), (100_000, false)] {
        let body = format!(r#"{{"document": {}, "last": "last"}}"#, nested(depth));
        let (report, reports) = lenient::<GetReport>(&response(body));
        assert_eq!((report.document().is_some(), report.last()), (is_read, Some("last")), "{depth}");
        assert_eq!(reports.len(), usize::from(!is_read));
        assert!(
            reports.iter().all(|it| it.starts_with("document: the document is nested too deep at byte ")),
            "{reports:?}"
        );
    }
}
