//! Outputs, with the bodies of botocore's test suite.

use codegen_runtime::codec::cbor::CborCodec;
use codegen_runtime::codec::{Codec as _, MAX_DEPTH};
use codegen_runtime::schema::DeserializeStructure;
use codegen_runtime::{Blob, Operation as _, Timestamp};

use super::service::{
    EmptyInputOutput, FractionalSeconds, NoInputOutput, RecursiveShapes, RpcV2CborDenseMaps, RpcV2CborLists,
    SimpleScalarProperties,
};
use super::{failure, output, response};
use crate::json::shapes::All;

#[test]
fn an_output_without_members_may_be_an_empty_body() {
    for body in ["", "v/8=", "oA=="] {
        output::<EmptyInputOutput>(body);
        output::<NoInputOutput>(body);
    }
}

#[test]
fn simple_values_are_read_and_unknown_members_passed_over() {
    let simple = output::<SimpleScalarProperties>(concat!(
        "v2lieXRlVmFsdWUFa2RvdWJsZVZhbHVl+z/+OVgQYk3TcWZhbHNlQm9vbGVhblZhbHVl9GpmbG9hdFZhbHVl+kD0AABrZXh0cmFPYmplY3S/",
        "c2luZGVmaW5pdGVMZW5ndGhNYXC/a3dpdGhBbkFycmF5nwECA///cWRlZmluaXRlTGVuZ3RoTWFwo3J3aXRoQURlZmluaXRlQXJyYXmDAQID",
        "eB1hbmRTb21lSW5kZWZpbml0ZUxlbmd0aFN0cmluZ3gfdGhhdCBoYXMsIGJlZW4gY2h1bmtlZCBvbiBjb21tYWxub3JtYWxTdHJpbmdjZm9v",
        "anNob3J0VmFsdWUZJw9uc29tZU90aGVyRmllbGR2dGhpcyBzaG91bGQgYmUgc2tpcHBlZP9saW50ZWdlclZhbHVlGQEAaWxvbmdWYWx1ZRkm",
        "kWpzaG9ydFZhbHVlGSaqa3N0cmluZ1ZhbHVlZnNpbXBsZXB0cnVlQm9vbGVhblZhbHVl9WlibG9iVmFsdWVDZm9v/w==",
    ));
    assert_eq!((simple.true_value, simple.false_value), (Some(true), Some(false)));
    assert_eq!((simple.byte, simple.short, simple.integer, simple.long), (Some(5), Some(9898), Some(256), Some(9873)));
    assert_eq!((simple.float, simple.double), (Some(7.625), Some(1.889)));
    assert_eq!((simple.string(), simple.blob()), (Some("simple"), Some(&Blob::from(*b"foo"))));
}

#[test]
fn numbers_may_be_narrower_than_the_model_says() {
    let simple = output::<SimpleScalarProperties>(
        "v2tkb3VibGVWYWx1Zfk+AGpmbG9hdFZhbHVl+UegbGludGVnZXJWYWx1ZRg4aWxvbmdWYWx1ZRkBAGpzaG9ydFZhbHVlCv8=",
    );
    assert_eq!((simple.double, simple.float), (Some(1.5), Some(7.625)));
    assert_eq!((simple.integer, simple.long, simple.short), (Some(56), Some(256), Some(10)));
}

#[test]
fn lists_and_strings_may_have_an_open_length() {
    let lists = output::<RpcV2CborLists>(concat!(
        "v2pzdHJpbmdMaXN0n2Nmb29jYmFy/2lzdHJpbmdTZXSfY2Zvb2NiYXL/a2ludGVnZXJMaXN0nwEC/2tib29sZWFuTGlzdJ/19P9tdGltZXN0",
        "YW1wTGlzdJ/B+0HU1/vzgAAAwftB1Nf784AAAP9oZW51bUxpc3SfY0Zvb2Ew/2tpbnRFbnVtTGlzdJ8BAv9wbmVzdGVkU3RyaW5nTGlzdJ+f",
        "Y2Zvb2NiYXL/n2NiYXpjcXV4//9tc3RydWN0dXJlTGlzdJ+/YWFhMWFiYTL/v2FhYTNhYmE0//9oYmxvYkxpc3SfQ2Zvb0NiYXL//w==",
    ));
    assert_eq!(lists.strings(), ["foo", "bar"]);
    assert_eq!((lists.integers(), lists.booleans()), (&[1, 2][..], &[true, false][..]));
    let time = Timestamp::from_secs(1_398_796_238).expect("a time");
    assert_eq!(lists.timestamps(), [time, time]);
    assert_eq!(lists.nested(), [["foo", "bar"], ["baz", "qux"]]);
    assert_eq!(
        lists.structures().iter().map(|pair| (pair.a(), pair.b())).collect::<Vec<_>>(),
        [(Some("1"), Some("2")), (Some("3"), Some("4"))]
    );
    assert_eq!(lists.blobs(), [Blob::from(*b"foo"), Blob::from(*b"bar")]);

    let chunked = output::<RpcV2CborLists>(concat!(
        "oWpzdHJpbmdMaXN0g394HUFuIGV4YW1wbGUgaW5kZWZpbml0ZSBzdHJpbmcsdyB3aGljaCB3aWxsIGJlIGNodW5rZWQsbiBvbiBlYWNoIGNv",
        "bW1h/394NUFub3RoZXIgZXhhbXBsZSBpbmRlZmluaXRlIHN0cmluZyB3aXRoIG9ubHkgb25lIGNodW5r/3ZUaGlzIGlzIGEgcGxhaW4gc3Ry",
        "aW5n",
    ));
    assert_eq!(chunked.strings()[0], "An example indefinite string, which will be chunked, on each comma");
    assert_eq!(chunked.strings().len(), 3);
}

#[test]
fn a_null_in_a_map_that_is_not_sparse_is_left_out() {
    let maps = output::<RpcV2CborDenseMaps>("oWtkZW5zZVNldE1hcKNheIBheYJhYWFiYXr2");
    let sets = [("x".to_owned(), Vec::new()), ("y".to_owned(), vec!["a".to_owned(), "b".to_owned()])];
    assert_eq!(maps.sets, Some(sets.into()));
}

#[test]
fn recursive_structures_and_fractions_of_seconds_are_read() {
    let open = concat!(
        "v2ZuZXN0ZWS/Y2Zvb2RGb28xZm5lc3RlZL9jYmFyZEJhcjFvcmVjdXJzaXZlTWVtYmVyv2Nmb29kRm9vMmZuZXN0ZWS/Y2JhcmRCYXIy",
        "//////8="
    );
    let definite =
        "oWZuZXN0ZWSiY2Zvb2RGb28xZm5lc3RlZKJjYmFyZEJhcjFvcmVjdXJzaXZlTWVtYmVyomNmb29kRm9vMmZuZXN0ZWShY2JhcmRCYXIy";
    for body in [open, definite] {
        let output = output::<RecursiveShapes>(body);
        let inner = output.nested().and_then(|first| first.nested()).and_then(|second| second.recursive());
        assert_eq!(inner.and_then(|first| first.nested()).and_then(|second| second.bar()), Some("Bar2"));
    }
    let time = output::<FractionalSeconds>("v2hkYXRldGltZcH7Qcw32zgPvnf/").datetime();
    assert_eq!(time.map(Timestamp::as_millis), Some(946_845_296_123));
}

#[test]
fn a_response_of_another_protocol_is_an_error() {
    let mut response = response(200, "v/8=");
    response.headers_mut().insert("smithy-protocol", http::HeaderValue::from_static("rpc-v2-json"));
    let error = failure::<EmptyInputOutput>(&response);
    assert_eq!(
        error.to_string(),
        "EmptyInputOutput: invalid response: the response has another protocol than \
         `smithy-protocol: rpc-v2-cbor` (HTTP 200, request id r-1)"
    );
}

#[test]
fn a_response_without_the_header_of_the_protocol_counts_if_its_body_is_cbor() {
    let without = |body| {
        let mut response = response(200, body);
        response.headers_mut().remove("smithy-protocol");
        response
    };
    for body in ["", "v/8="] {
        assert!(EmptyInputOutput::parse(&without(body)).is_ok(), "{body}");
    }
    // `<html>` in base64.
    let error = failure::<EmptyInputOutput>(&without("PGh0bWw+"));
    assert!(error.to_string().contains("invalid response"), "{error}");
}

#[test]
fn lists_beside_each_other_are_not_nested() {
    let count = 2 * MAX_DEPTH - 1;
    let head = vec![0x98, u8::try_from(count).expect("a length of one byte")];
    for (head, end) in [(head, &b""[..]), (vec![0x9F], b"\xFF")] {
        let body = [b"\xA1\x65lists", &head[..], &vec![0x80; count], end].concat();
        let mut value = All::default();
        CborCodec.deserialize(&body, &mut |from| DeserializeStructure::deserialize(&mut value, from)).expect("CBOR");
        assert_eq!(value.lists, Some(vec![Vec::new(); count]));
    }
}
