//! XML: the protocols `restXml` and `awsQuery`.

use std::collections::BTreeMap;

use codegen_runtime::require;

use super::shapes::{GetReportInQuery, GetReportInXml};
use super::{PATHS, assert_rest, broken, lenient, paths, response};

const ODD: &str = "<arn>arn:report</arn><pages>many</pages><written>yesterday</written>\
    <author><age><a>1</a></age><name>Ada</name></author>\
    <counts><member>1</member><member>two</member><member>3</member></counts>\
    <authors><member><name>Bob</name></member><member><name>a<b/></name></member>\
    <member><name>Eve</name></member></authors>\
    <sizes><entry><key>a</key><value>1</value></entry><entry><key>secret</key><value/></entry></sizes>\
    <last>last</last>";

/// The element of a list has no kind that a structure cannot be, so that no author is left out.
fn expected() -> Vec<&'static str> {
    PATHS.into_iter().filter(|path| *path != "authors[2]").collect()
}

#[test]
fn odd_values_are_left_out_and_reported() {
    let (report, reports) = lenient::<GetReportInXml>(&response(format!("<Report>{ODD}</Report>")));
    assert_rest(&report);
    assert_eq!(paths(&reports), expected());
    let missing = require!(report.pages).expect_err("it is absent");
    assert!(missing.to_string().contains("pages: the text is not an integer"), "{missing}");

    let body = format!("<R><GetReportResult>{ODD}</GetReportResult></R>").replace("R>", "GetReportResponse>");
    let (report, reports) = lenient::<GetReportInQuery>(&response(body));
    assert_rest(&report);
    assert_eq!(paths(&reports), expected());
}

#[test]
fn a_value_before_its_key_is_left_out_as_well() {
    let body = "<Report><sizes><entry><value>x</value><key>a</key></entry>\
        <entry><value>2</value><key>b</key></entry></sizes></Report>";
    let (report, reports) = lenient::<GetReportInXml>(&response(body));
    assert_eq!(report.sizes().map(BTreeMap::len), Some(1));
    assert_eq!(paths(&reports), ["sizes{}"]);
}

#[test]
fn a_union_is_left_out_as_a_whole() {
    let body = "<Report><figure><circle>round</circle></figure><last>last</last></Report>";
    let (report, reports) = lenient::<GetReportInXml>(&response(body));
    assert_eq!((report.figure(), report.last(), paths(&reports)), (None, Some("last"), vec!["figure.circle"]));
    let body = "<Report><figure><author><name>Ada</name><age>x</age></author></figure></Report>";
    let (report, reports) = lenient::<GetReportInXml>(&response(body));
    assert!(report.figure().is_some());
    assert_eq!(paths(&reports), ["figure.author.age"]);
}

#[test]
fn a_text_that_is_not_unicode_loses_one_member() {
    let body =
        [&b"<Report><arn>a\xff</arn><author><name>\xc0\xaf</name></author><last>\xc3\xa4</last></Report>"[..]].concat();
    let (report, reports) = lenient::<GetReportInXml>(&response(body));
    assert_eq!((report.arn(), report.last()), (None, Some("ä")));
    assert_eq!(reports, ["arn: the text is not UTF-8 at byte 13", "author.name: the text is not UTF-8 at byte 35"]);
}

#[test]
fn a_broken_body_is_an_error_wherever_the_odd_value_is() {
    let body = format!("<Report>{ODD}</Report>");
    for end in 1..body.len() {
        broken::<GetReportInXml>(&response(&body[..end]));
    }
    for body in ["<Report><pages>x</pages></Rep>", "<Report><pages>x</b></Report>", "<Report><pages></Report>"] {
        broken::<GetReportInXml>(&response(body));
    }
}

#[test]
fn the_error_of_a_broken_body_is_the_first_one() {
    for (body, expected) in [
        ("<Report><pages>x</b></Report>", "pages: an end tag is not that of the open element at byte 16"),
        ("<Report><pages>&x</pages></Report>", "pages: an `&` begins no entity at byte 15"),
        (
            "<Report><author><name>a</author></Report>",
            "author.name: an end tag is not that of the open element at byte 23",
        ),
    ] {
        let error = broken::<GetReportInXml>(&response(body));
        assert!(error.contains(expected), "{body}: {error}");
    }
    let utf16: Vec<u8> = "\u{FEFF}<Report/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let error = broken::<GetReportInXml>(&response(utf16));
    assert!(error.contains("the body is UTF-16, and only UTF-8 can be read at byte 0"), "{error}");
}

#[test]
fn a_repeated_member_that_cannot_be_read_is_absent() {
    let body = "<Report><pages>1</pages><pages>x</pages><last>last</last></Report>";
    let (report, reports) = lenient::<GetReportInXml>(&response(body));
    assert_eq!((report.pages, report.last(), paths(&reports)), (None, Some("last"), vec!["pages"]));
}
