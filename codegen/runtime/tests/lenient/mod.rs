//! Values of responses that cannot be read: in every codec and every place of a message they are left out and reported, and
//! the rest is kept. A body that breaks off stays an error, and so does every such value for a strict client.

mod bindings;
mod bodies;
mod cbor;
mod client;
mod errors;
mod json;
mod numbers;
mod paging;
#[allow(unreachable_pub, dead_code, reason = "the macros define public types, which tests do not use in full")]
mod shapes;
mod xml;

use std::fmt::Debug;

use codegen_runtime::schema::Structure as _;
use codegen_runtime::{Failure, Operation, OperationError as _, ParseOptions};

use shapes::Report;

/// Returns a response with the status 200.
fn response(body: impl Into<Vec<u8>>) -> http::Response<Vec<u8>> {
    http::Response::new(body.into())
}

/// Returns the output of a response and the texts of its reports. The same response is an error for a strict client.
#[track_caller]
fn lenient<O: Operation<Output: Debug>>(response: &http::Response<Vec<u8>>) -> (O::Output, Vec<String>) {
    let read = O::parse_with(response, ParseOptions::default()).unwrap_or_else(|error| panic!("{error}"));
    let reports: Vec<_> = read.metadata.unreadable_members().iter().map(ToString::to_string).collect();
    let carried: Vec<_> = read.output.unreadable_members().iter().map(ToString::to_string).collect();
    assert_eq!(carried, reports, "the output carries the reports as well");
    let strict = O::parse_with(response, ParseOptions::default().strict(true));
    match (reports.first(), strict) {
        (None, Ok(_)) => {}
        (Some(_), Err(error)) => {
            assert!(matches!(error.kind().failure(), Some(Failure::Response(_))), "{error:#?}");
        }
        (_, strict) => panic!("{reports:?} and {strict:?}"),
    }
    (read.output, reports)
}

/// Returns the message of a response that is an error for every client.
#[track_caller]
fn broken<O: Operation<Output: Debug>>(response: &http::Response<Vec<u8>>) -> String {
    let error = O::parse(response).expect_err("the body is broken");
    assert!(matches!(error.kind().failure(), Some(Failure::Response(_))), "{error:#?}");
    assert_eq!(error.raw_response().map(http::Response::body).map(AsRef::as_ref), Some(&response.body()[..]));
    error.to_string()
}

/// Asserts what is left of the report that every codec gets with odd values.
fn assert_rest(report: &Report) {
    assert_eq!(report.arn(), Some("arn:report"));
    assert_eq!((report.pages, report.written), (None, None));
    assert_eq!(report.author().and_then(|author| author.name()), Some("Ada"));
    assert_eq!(report.author().and_then(|author| author.age), None);
    assert_eq!(report.counts(), [1, 3]);
    let names: Vec<_> = report.authors().iter().map(|author| author.name()).collect();
    assert_eq!(names, [Some("Bob"), None, Some("Eve")]);
    let sizes: Vec<_> = report.sizes().into_iter().flatten().collect();
    assert_eq!(sizes, [(&"a".to_owned(), &1)]);
    assert_eq!(report.last(), Some("last"));
}

/// The paths of the reports about that report.
const PATHS: [&str; 7] = ["pages", "written", "author.age", "counts[1]", "authors[1].name", "authors[2]", "sizes{}"];

/// Returns the part of each report before its reason.
fn paths(reports: &[String]) -> Vec<&str> {
    reports.iter().map(|report| report.split_once(": ").map_or("", |(path, _)| path)).collect()
}
