//! Requests whose members are in the URI, in headers and beside each other in the body.

use codegen_runtime as rt;
use rt::Traits;

use super::{Nothing, operation, output, sent};

rt::structure! {
    pub struct Simple = "SimpleRequest" {
        id: String = "id" [label("id")],
        since: rt::Timestamp = "since" [query("since"), date_time],
        foo: String = "foo" [header("X-Foo")],
        // Its element has the name of the header's member.
        other: String = "bar" [xml_name("foo")],
        text: String = "text",
        attribute: i32 = "attr" [xml_attribute, xml_name("test")],
    }
}

operation! { PutSimple of SERVICE: Simple => Simple, "PUT" "/things/{id}?fixed" }
operation! { PutInS3 of S3: Simple => Nothing, "PUT" "/{id}" }

#[test]
fn members_without_a_binding_are_in_the_body() {
    let input = Simple {
        id: Some("a/b".into()),
        since: rt::Timestamp::from_secs(1),
        foo: Some("Foo".into()),
        other: Some("<>".into()),
        text: Some(String::new()),
        attribute: Some(7),
    };
    assert_eq!(
        sent::<PutSimple>(&input),
        "PUT /things/a%2Fb?fixed&since=1970-01-01T00%3A00%3A01Z\ncontent-type: application/xml\nx-foo: Foo\n\n\
         <SimpleRequest test=\"7\"><foo>&lt;&gt;</foo><text></text></SimpleRequest>"
    );
    assert_eq!(
        sent::<PutInS3>(&Simple { id: Some("a".into()), ..Simple::default() }),
        "PUT /a\ncontent-type: application/xml\n\n\
         <SimpleRequest xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></SimpleRequest>"
    );
}

#[test]
fn members_of_an_output_are_read_from_headers_and_the_body() {
    let body = "<?xml version='1.0'?>\n<SimpleResponse test='7'>\n  <foo>body</foo><id>no</id><text> t </text></SimpleResponse>";
    let expected = Simple {
        foo: Some("Foo".into()),
        other: Some("body".into()),
        text: Some(" t ".into()),
        attribute: Some(7),
        // The URI is not part of a response, so that its members are in the body.
        id: Some("no".into()),
        ..Simple::default()
    };
    assert_eq!(output::<PutSimple>(&[("x-foo", "Foo")], body), expected);
    assert_eq!(output::<PutSimple>(&[], ""), Simple::default());
}

rt::structure! {
    pub struct HeadersOnly = "HeadersOnlyRequest" {
        foo: String = "foo" [header("X-Foo")],
        dates: Vec<rt::Timestamp> = "dates" [header("X-Dates"), item(&Traits::NONE.http_date())],
        status: i32 = "status" [status_code],
    }
}

rt::structure! { pub struct Foo = "FooRequest" { foo: String = "foo" [header("X-Foo")] } }

operation! { Head of SERVICE: Foo => HeadersOnly, "POST" "/" }

#[test]
fn without_a_member_of_the_body_there_is_no_body() {
    assert_eq!(sent::<Head>(&Foo { foo: Some("a".into()) }), "POST /\nx-foo: a");
    let date = rt::Timestamp::from_secs(1_576_540_098);
    let read = output::<Head>(&[("x-dates", "Mon, 16 Dec 2019 23:48:18 GMT")], "");
    assert_eq!(read, HeadersOnly { dates: date.map(|date| vec![date]), status: Some(200), foo: None });
}

#[test]
fn a_body_that_is_not_expected_is_not_read() {
    assert_eq!(output::<Head>(&[], "not XML").status, Some(200));
}
