//! Inputs that a form cannot hold, and responses that are not of the protocols.

use codegen_runtime::codec::MAX_DEPTH;
use codegen_runtime::{Document, Operation, ParseOptions};

use super::response;
use super::service::{
    Argument, AwsEmpty, AwsLists, AwsNested, AwsSimple, AwsTimes, Choice, Ec2Maps, Ec2Times, Lists, Maps, Nesting,
    Simple, map,
};

/// Returns why an input cannot be sent.
fn unsendable<O: Operation>(input: &O::Input) -> String {
    O::request(input).expect_err("an input that cannot be sent").to_string()
}

#[test]
fn an_input_that_a_form_cannot_hold_is_refused() {
    let start = "QueryLists: failed to build the request: ";
    assert_eq!(
        unsendable::<AwsLists>(&set!(Lists { sparse: vec![Some(1), None] })),
        format!("{start}Sparse[1]: a null in a list or map cannot be sent in a form")
    );
    assert_eq!(
        unsendable::<AwsSimple>(&set!(Simple { document: Document::Null })),
        "SimpleInputParams: failed to build the request: Document: a document cannot be sent in a form"
    );
    assert_eq!(
        unsendable::<Ec2Maps>(&set!(Maps { map: map([("a", "b".to_owned())]) })),
        "QueryMaps: failed to build the request: MapArg: the protocol ec2Query has no maps"
    );
    let unknown = set!(Argument { choice: Choice::Unknown });
    let error = unsendable::<AwsNested>(&set!(Nesting { nested: unknown }));
    assert!(error.contains("Nested.Choice: the union Choice holds a member"), "{error}");
}

#[test]
fn an_input_may_be_nested_to_a_depth() {
    let nested = |depth: usize| {
        let inner = set!(Argument { other: true });
        let outer = (0..depth).fold(inner, |inner, _| set!(Argument { recursive: Box::new(inner) }));
        set!(Nesting { nested: outer })
    };
    assert!(AwsNested::request(&nested(MAX_DEPTH - 2)).is_ok());
    let error = unsendable::<AwsNested>(&nested(MAX_DEPTH - 1));
    assert!(error.ends_with("RecursiveArg: nested too deep"), "{error}");
}

/// Returns why a strict client cannot read a response.
fn unreadable<O: Operation>(body: &str) -> String
where
    O::Output: std::fmt::Debug,
{
    let strict = ParseOptions::default().strict(true);
    O::parse_with(&response(200, body), strict).expect_err("a response that cannot be read").to_string()
}

#[test]
fn a_response_that_is_not_of_the_protocol_is_an_error() {
    let start = "EmptyInputAndEmptyOutput: invalid response: ";
    assert_eq!(
        unreadable::<AwsEmpty>("<html/>"),
        format!("{start}the response is an HTML page and not one of the service (HTTP 200)")
    );
    assert_eq!(
        unreadable::<AwsEmpty>("<other/>"),
        format!("{start}expected an element whose name ends with `Response` at byte 0 (HTTP 200)")
    );
    assert_eq!(unreadable::<AwsEmpty>("{}"), format!("{start}expected an XML element at byte 0 (HTTP 200)"));
    let body = "<QueryTimestampsResponse><normalFormat>secret</normalFormat></QueryTimestampsResponse>";
    let error = unreadable::<Ec2Times>(body);
    assert!(error.contains("normalFormat: the text is not a timestamp in the date-time format at byte 39"), "{error}");
    let error = unreadable::<AwsTimes>("<XResponse><XResult><epochMember>");
    assert!(error.contains(" at byte 33 (HTTP 200)"), "{error}");
}
