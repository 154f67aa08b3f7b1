//! Requests: the path, the headers and the body.

use codegen_runtime::{Body, Operation};

use super::service::{
    EmptyInputOutput, Greeting, Lists, Maps, NoInputOutput, Pair, QueryCompatibleOperation, RpcV2CborDenseMaps,
    RpcV2CborLists, Simple, SimpleScalarProperties,
};

fn request<O: Operation>(input: &O::Input) -> http::Request<Body> {
    O::request(input).unwrap_or_else(|e| panic!("{e}"))
}

/// Returns the lines of the head.
fn head(request: &http::Request<Body>) -> Vec<String> {
    let first = format!("{} {}", request.method(), request.uri());
    let headers = request.headers().iter();
    let mut lines: Vec<_> =
        headers.map(|(name, value)| format!("{name}: {}", value.to_str().expect("ASCII"))).collect();
    lines.sort();
    [vec![first], lines].concat()
}

#[test]
fn the_path_names_the_operation_and_the_headers_the_protocol() {
    let request = request::<EmptyInputOutput>(&Default::default());
    let lines = [
        "POST /service/RpcV2Protocol/operation/EmptyInputOutput",
        "accept: application/cbor",
        "content-type: application/cbor",
        "smithy-protocol: rpc-v2-cbor",
    ];
    assert_eq!(head(&request), lines);
    assert_eq!(request.body(), b"\xA0");
}

#[test]
fn an_operation_without_input_has_neither_body_nor_content_type() {
    let request = request::<NoInputOutput>(&Default::default());
    let lines = [
        "POST /service/RpcV2Protocol/operation/NoInputOutput",
        "accept: application/cbor",
        "smithy-protocol: rpc-v2-cbor",
    ];
    assert_eq!(head(&request), lines);
    assert_eq!(request.body(), b"");
}

#[test]
fn a_service_that_once_spoke_another_protocol_gets_the_mode_header() {
    let request = request::<QueryCompatibleOperation>(&Default::default());
    let lines = [
        "POST /service/QueryCompatibleRpcV2Protocol/operation/QueryCompatibleOperation",
        "accept: application/cbor",
        "smithy-protocol: rpc-v2-cbor",
        "x-amzn-query-mode: true",
    ];
    assert_eq!(head(&request), lines);
}

#[test]
fn the_body_is_a_map_of_the_members_that_are_set() {
    let input = set!(Simple { double: 1.889, float: 7.625, string: "simple".into() });
    let body = b"\xA3\x6AfloatValue\xFA\x40\xF4\0\0\x6BdoubleValue\xFB\x3F\xFE\x39\x58\x10\x62\x4D\xD3\
        \x6BstringValue\x66simple";
    assert_eq!(request::<SimpleScalarProperties>(&input).body(), body);

    let pair = set!(Pair { a: "1".into(), b: "2".into() });
    let input = set!(Lists { strings: Vec::new(), structures: vec![pair] });
    let body = b"\xA2\x6AstringList\x80\x6DstructureList\x81\xA2\x61a\x611\x61b\x612";
    assert_eq!(request::<RpcV2CborLists>(&input).body(), body);

    let greeting = set!(Greeting { hi: "there".into() });
    let (numbers, structures) = ([("x".into(), 0)].into(), [("foo".into(), greeting)].into());
    let input = set!(Maps { numbers: numbers, structures: structures });
    let body = b"\xA2\x6EdenseNumberMap\xA1\x61x\0\x6EdenseStructMap\xA1\x63foo\xA1\x62hi\x65there";
    assert_eq!(request::<RpcV2CborDenseMaps>(&input).body(), body);
}
