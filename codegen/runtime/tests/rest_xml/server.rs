//! The side of the service, for tests in which a program takes its part.

use codegen_runtime as rt;
use rt::protocol::{ErrorBody, ServerProtocol};
use rt::{Operation, OperationError as _};

use super::errors::{Complex, GetError};
use super::{Nothing, operation};

rt::structure! {
    pub struct Thing = "Thing" {
        id: String = "id" [label("id")],
        tag: String = "tag" [header("X-Tag")],
        names: Vec<String> = "names" [xml_flattened],
    }
}
rt::structure! { pub struct Whole = "Whole" { thing: Thing = "thing" [structure_payload] } }

operation! { PutThing of SERVICE: Thing => Thing, "PUT" "/things/{id}", errors GetError }
operation! { PutWhole of SERVICE: Thing => Whole, "PUT" "/whole/{id}", errors GetError }
operation! { PutInS3 of S3: Nothing => Nothing, "PUT" "/", errors GetError }

fn server<O: Operation>() -> &'static dyn ServerProtocol {
    O::SERVICE.protocol.server()
}

fn thing() -> Thing {
    Thing { id: Some("a b".into()), tag: Some("t".into()), names: Some(vec!["n<".into(), String::new()]) }
}

#[test]
fn an_input_is_read_from_its_request() {
    let request = PutThing::request(&thing()).expect("a request").map(|body| body.into_bytes().expect("bytes").into());
    let mut input = Thing::default();
    let read = server::<PutThing>().deserialize_request(PutThing::DESCRIPTOR, &request, &mut input);
    read.expect("it is of this operation").expect("an input");
    assert_eq!(input, thing());
    assert!(server::<PutThing>().deserialize_request(PutWhole::DESCRIPTOR, &request, &mut input).is_none());
    assert_eq!(server::<PutThing>().operation_name(&request), "PUT /things/a%20b");
}

#[test]
fn an_output_is_read_from_its_response() {
    let response = server::<PutThing>().serialize_response(PutThing::DESCRIPTOR, &thing()).expect("a response");
    assert_eq!(PutThing::parse(&response).expect("an output"), thing());
    for whole in [Whole::default(), Whole { thing: Some(Thing::default()) }] {
        let response = server::<PutWhole>().serialize_response(PutWhole::DESCRIPTOR, &whole).expect("a response");
        assert_eq!(PutWhole::parse(&response).expect("an output"), whole);
    }
}

#[test]
fn an_error_is_read_from_its_response() {
    let complex = Complex { top: Some("<top>".into()), message: Some("Hi".into()), ..Complex::default() };
    let members = "<Error><Code>ComplexError</Code><TopLevel>&lt;top&gt;</TopLevel><message>Hi</message></Error>";
    let status = http::StatusCode::CONFLICT;
    let modelled = |server: &dyn ServerProtocol| {
        server.serialize_error(status, "ComplexError", ErrorBody::Modelled(&complex)).expect("a response")
    };
    let response = modelled(server::<PutThing>());
    assert_eq!(response.headers()["content-type"], "application/xml");
    let body = String::from_utf8(response.body().clone()).expect("UTF-8");
    assert_eq!(body, format!("<ErrorResponse>{members}</ErrorResponse>"));
    let error = PutThing::parse(&response).expect_err("an error");
    assert_eq!(error.to_string(), "PutThing: ComplexError: Hi (HTTP 409)");
    let GetError::Complex(read) = error.into_kind() else { panic!("it is modelled") };
    assert_eq!(read, Complex { status: Some(409), ..complex.clone() });

    let response = modelled(server::<PutInS3>());
    let expected = members.replacen("<Error>", "<Error xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">", 1);
    assert_eq!(String::from_utf8(response.body().clone()).expect("UTF-8"), expected);
    assert!(matches!(PutInS3::parse(&response).expect_err("an error").kind(), GetError::Complex(_)));
}

#[test]
fn any_other_error_has_a_message() {
    let error = ErrorBody::Message("a & b");
    let response = server::<PutThing>().serialize_error(http::StatusCode::BAD_REQUEST, "Teapot", error);
    let error = PutThing::parse(&response.expect("a response")).expect_err("an error");
    assert_eq!(error.to_string(), "PutThing: Teapot: a & b (HTTP 400)");
    assert!(error.kind().as_modelled().is_none());
}
