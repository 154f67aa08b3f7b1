//! The side of the service, for tests.

use codegen_runtime::protocol::ErrorBody;
use codegen_runtime::schema::DeserializeStructure;
use codegen_runtime::{Blob, Operation, Timestamp};
use http::StatusCode;

use super::service::{
    Argument, AwsEmpty, AwsLists, AwsMaps, AwsNested, AwsSimple, AwsTimes, Choice, ComplexError, Ec2Lists, Ec2Nested,
    Ec2Simple, Ec2Times, Errors, Lists, Maps, NestedError, Nesting, Simple, Times, greeting, map, texts,
};

/// Returns what a server reads of a request, if it asks for the operation.
fn received<O: Operation>(request: &http::Request<Vec<u8>>) -> Option<O::Input> {
    let mut input = O::Input::default();
    let read: &mut dyn DeserializeStructure = &mut input;
    O::SERVICE.protocol.server().deserialize_request(O::DESCRIPTOR, request, read)?.unwrap_or_else(|e| panic!("{e}"));
    Some(input)
}

/// Checks that an input is read by a server, and the same value as an output by the client.
#[track_caller]
fn both_ways<O: Operation<Output = <O as Operation>::Input>>(value: &O::Input)
where
    O::Input: PartialEq + std::fmt::Debug,
{
    let request = O::request(value).unwrap_or_else(|e| panic!("{e}"));
    let request = request.map(|body| body.into_bytes().expect("bytes").into());
    assert_eq!(received::<O>(&request).as_ref(), Some(value));
    let server = O::SERVICE.protocol.server();
    assert_eq!(server.operation_name(&request), O::NAME);
    let response = server.serialize_response(O::DESCRIPTOR, value).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(O::parse(&response).unwrap_or_else(|e| panic!("{e}")), *value);
}

#[test]
fn inputs_and_outputs_go_both_ways() {
    let simple = set!(Simple {
        foo: "a b&+".into(),
        baz: false,
        bam: -1,
        boo: f64::INFINITY,
        qux: Blob::from(*b"value"),
        big: "0.10".parse().expect("a number"),
        query_name: String::new(),
        both_names: "ä".into(),
    });
    both_ways::<AwsSimple>(&simple);
    both_ways::<Ec2Simple>(&simple);
    let inner = set!(Argument { choice: Choice::Greeting(greeting("a")) });
    let nested = set!(Nesting { nested: set!(Argument { other: true, recursive: Box::new(inner) }) });
    both_ways::<AwsNested>(&nested);
    both_ways::<Ec2Nested>(&nested);
    let time = Timestamp::from_millis(1_422_172_800_500).expect("a time");
    both_ways::<AwsTimes>(&set!(Times { normal: time, epoch: time }));
    both_ways::<Ec2Times>(&set!(Times { normal: time, epoch: time }));
}

#[test]
fn lists_and_maps_go_both_ways() {
    let lists = set!(Lists {
        list: texts(&["a"; 12]),
        complex: vec![greeting("a"), greeting("b")],
        named: texts(&["a"]),
        named_items: texts(&["b"]),
        flattened: texts(&["c", "d"]),
    });
    both_ways::<AwsLists>(&lists);
    both_ways::<Ec2Lists>(&lists);
    both_ways::<AwsLists>(&set!(Lists { list: Vec::new() }));
    both_ways::<AwsMaps>(&set!(Maps {
        map: map([("a", "b".to_owned())]),
        flattened: map([("c", "d".to_owned()), ("e", String::new())]),
        flattened_named: map([("f", "g".to_owned())]),
        lists: map([("h", texts(&["i"]))]),
    }));
}

#[test]
fn a_request_asks_for_one_operation() {
    let request = AwsEmpty::request(&Default::default()).unwrap_or_else(|e| panic!("{e}"));
    let request = request.map(|body| body.into_bytes().expect("bytes").into());
    assert!(received::<AwsEmpty>(&request).is_some());
    assert!(received::<AwsLists>(&request).is_none());
    let server = AwsEmpty::SERVICE.protocol.server();
    assert_eq!(server.operation_name(&http::Request::new(Vec::new())), "GET /");
    let body = format!("Action=EmptyInputAndEmptyOutput&{}=1", "a.".repeat(100_000));
    assert!(received::<AwsEmpty>(&http::Request::new(body.into_bytes())).is_none());
}

#[test]
fn an_input_of_another_kind_is_refused_with_its_path() {
    let request = http::Request::new(b"Action=QueryLists&ComplexListArg.member.1.hi.x=secret".to_vec());
    let mut input = Lists::default();
    let server = AwsLists::SERVICE.protocol.server();
    let result = server.deserialize_request(AwsLists::DESCRIPTOR, &request, &mut input).expect("the operation");
    assert_eq!(result.expect_err("no text").to_string(), "ComplexListArg[0].hi: expected a string at byte 0");
    let request = http::Request::new(b"Action=SimpleInputParams&Bam=secret".to_vec());
    let mut input = Simple::default();
    let result = server.deserialize_request(AwsSimple::DESCRIPTOR, &request, &mut input).expect("the operation");
    let message = "Bam: the text is not an integer of 64 bits at byte 29";
    assert_eq!(result.expect_err("no number").to_string(), message);
}

#[test]
fn errors_are_read_by_the_client() {
    fn check<O: Operation<Error = Errors>>()
    where
        O::Output: std::fmt::Debug,
    {
        let server = O::SERVICE.protocol.server();
        let error = set!(ComplexError { nested: set!(NestedError { foo: "a<b".into() }) });
        let body = ErrorBody::Modelled(&error);
        let response = server.serialize_error(StatusCode::BAD_REQUEST, "ComplexError", body).expect("a response");
        let read = O::parse(&response).expect_err("an error").into_kind();
        assert!(matches!(read, Errors::ComplexError(read) if read == error));

        let body = ErrorBody::Message("slow down");
        let response = server.serialize_error(StatusCode::BAD_REQUEST, "Throttling", body).expect("a response");
        let error = O::parse(&response).expect_err("an error");
        assert_eq!((error.code(), error.message()), (Some("Throttling"), Some("slow down")));
    }
    check::<AwsEmpty>();
    check::<Ec2Lists>();
}
