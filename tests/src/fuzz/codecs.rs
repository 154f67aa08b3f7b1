//! The codecs of the runtime: what they read is written and read again as the same value, and what they refuse has a place
//! within the body.

use codegen_runtime::codec::cbor::CborCodec;
use codegen_runtime::codec::json::JsonCodec;
use codegen_runtime::codec::xml::XmlCodec;
use codegen_runtime::codec::{Codec, CodecError, Recovery};
use codegen_runtime::protocol::{AwsQuery, Ec2Query, Protocol};
use codegen_runtime::schema::{DeserializeStructure, SerializeStructure, Structure};
use codegen_runtime::{
    Auth, BoxError, Descriptor, Endpoint, EndpointError, EndpointParams, Http, RetrySafety, Service, Traits,
};

#[path = "../../../codegen/runtime/tests/json/shapes.rs"]
#[allow(unreachable_pub, dead_code, reason = "the macros define public types, which are not used in full")]
mod shapes;

use shapes::All;

/// A body of JSON, whose value the seeds of the other targets hold, too.
const SEED: &str = r#"{"flag":true,"byte":-1,"short":1,"integer":10,"long":100,"float":0.5,"double":-1.5e3,
    "text":"a\u00e9\ud83d\ude00","blob":"dmFsdWU=","time":1.5,"epoch":1,"dateTime":"1985-04-12T23:20:50.52Z",
    "httpDate":"Tue, 29 Apr 2014 18:30:38 GMT","big":12345678901234567890,"decimal":1.10,
    "speed":"FAST","wheels":2,"choice":{"nested":{"byte":1}},"list":["a","b"],"lists":[[1],[2]],"sparse":[1,2],
    "map":{"a":1},"sparseMap":{"a":"b"},"speeds":{"SLOW":{"byte":3}},"nested":{"nested":{"text":""}},"all":[{"byte":2}]}"#;

/// A body of JSON.
pub fn json(data: &[u8]) {
    let value = both_ways(&JsonCodec, data, &[]);
    let (Some(value), Ok(by_serde)) = (value, serde_json::from_slice::<All>(data)) else { return };
    assert!(are_equal(&value, &by_serde), "serde reads {by_serde:?}, and the codec {value:?}");
}

/// A body of XML, which has no place for a flattened list or map without items.
pub fn xml(data: &[u8]) {
    both_ways(&XmlCodec { namespace: None }, data, &["\"list\":[]", "\"speeds\":{}"]);
}

/// A body of CBOR.
pub fn cbor(data: &[u8]) {
    both_ways(&CborCodec, data, &[]);
}

/// The form of a request, behind a byte that says which of the protocols has it.
pub fn form(data: &[u8]) {
    let Some((which, form)) = data.split_first() else { return };
    let operation = if which % 2 == 0 { &AWS } else { &EC2 };
    let body = [b"Action=Put&", form].concat();
    let length = body.len();
    let Some(value) = settled(read_form(operation, body), length) else { return };
    let Ok(written) = write_form(operation, &value) else { return };
    let again = read_form(operation, written).unwrap_or_else(|error| panic!("{value:?} is not read again: {error}"));
    // A form has no place for a structure without members, and mostly none for an empty list or map.
    if !holds(&value, &["{}", "[]"]) {
        assert!(are_equal(&value, &again), "{value:?} becomes {again:?}");
    }
}

/// Returns what a target begins with.
pub(super) fn seeds(target: &str) -> Vec<Vec<u8>> {
    let value = read(&JsonCodec, SEED.as_bytes()).unwrap_or_default();
    let without_maps = All { map: None, sparse_map: None, speeds: None, ..value.clone() };
    let all: [Option<Vec<u8>>; 2] = match target {
        "json" => [Some(SEED.into()), write(&JsonCodec, &value).ok()],
        "xml" => [write(&XmlCodec { namespace: None }, &value).ok(), Some("<All/>".into())],
        "cbor" => [write(&CborCodec, &value).ok(), Some(vec![0xBF, 0xFF])],
        _ => [(0, &AWS, &value), (1, &EC2, &without_maps)]
            .map(|(which, operation, value)| Some([vec![which], write_form(operation, value).ok()?].concat())),
    };
    all.into_iter().flatten().collect()
}

/// Reads a body, strictly and leniently. What can be read is read alike in both ways, and what cannot is reported.
fn read(codec: &dyn Codec, body: &[u8]) -> Result<All, CodecError> {
    let (mut value, mut lenient, recovery) = (All::default(), All::default(), Recovery::default());
    let strict = codec.deserialize(body, &mut |from| DeserializeStructure::deserialize(&mut value, from));
    let read = codec
        .deserialize_with(body, Some(&recovery), &mut |from| DeserializeStructure::deserialize(&mut lenient, from));
    match (&strict, read) {
        (Ok(()), read) => {
            assert!(read.is_ok() && recovery.is_empty(), "{read:?} and {recovery:?} for {value:?}");
            assert!(are_equal(&value, &lenient), "{value:?} and {lenient:?}");
        }
        // A byte that is not UTF-8 costs nothing in an element that nobody asks for.
        (Err(error), Ok(())) => {
            assert!(!recovery.is_empty() || std::str::from_utf8(body).is_err(), "{error} is not reported: {lenient:?}");
        }
        (Err(_), Err(_)) => {}
    }
    strict.map(|()| value)
}

fn write(codec: &dyn Codec, value: &All) -> Result<Vec<u8>, CodecError> {
    codec.serialize(&Traits::NONE, &mut |to| SerializeStructure::serialize(value, to))
}

/// Returns what was read, after a look at the error of what was not.
fn settled(read: Result<All, CodecError>, length: usize) -> Option<All> {
    let error = match read {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    assert!(error.offset().is_some_and(|offset| offset <= length), "{error}: no place within {length} bytes");
    None
}

/// Returns whether two values are equal, where a number that is none is equal to itself, and so are times but for what a
/// form of theirs leaves out.
fn are_equal(one: &All, other: &All) -> bool {
    one == other
        || match (write(&JsonCodec, one), write(&JsonCodec, other)) {
            (Ok(one), Ok(other)) => one == other,
            _ => format!("{one:?}") == format!("{other:?}"),
        }
}

/// Returns whether the JSON of a value holds one of these texts.
fn holds(value: &All, texts: &[&str]) -> bool {
    let json = write(&JsonCodec, value).unwrap_or_default();
    texts.iter().any(|text| json.windows(text.len()).any(|window| window == text.as_bytes()))
}

/// Reads a body, writes the value and reads it again. Not all that is read can be written, such as the unknown member of
/// a union. A value whose JSON holds one of the texts of `lost` loses something.
fn both_ways(codec: &dyn Codec, body: &[u8], lost: &[&str]) -> Option<All> {
    let value = settled(read(codec, body), body.len())?;
    let Ok(written) = write(codec, &value) else { return Some(value) };
    let again = read(codec, &written).unwrap_or_else(|error| panic!("{value:?} is not read again: {error}"));
    if !holds(&value, lost) {
        assert!(are_equal(&value, &again), "{value:?} becomes {again:?}");
    }
    assert!(write(codec, &again).as_ref() == Ok(&written), "{value:?} is written otherwise when it was read again");
    Some(value)
}

fn read_form(operation: &Descriptor, form: Vec<u8>) -> Result<All, CodecError> {
    let (mut value, request) = (All::default(), http::Request::new(form));
    let server = operation.service.protocol.server();
    server.deserialize_request(operation, &request, &mut value).unwrap_or(Ok(()))?;
    Ok(value)
}

fn write_form(operation: &Descriptor, value: &All) -> Result<Vec<u8>, BoxError> {
    let request = operation.service.protocol.serialize_request(operation, value)?;
    Ok(request.body().bytes().expect("a body in memory").to_vec())
}

static AWS: Descriptor = operation(&AWS_SERVICE);
static EC2: Descriptor = operation(&EC2_SERVICE);
static AWS_SERVICE: Service = service(&AwsQuery { version: "2020-01-01" });
static EC2_SERVICE: Service = service(&Ec2Query { version: "2020-01-01" });

const fn service(protocol: &'static dyn Protocol) -> Service {
    Service { id: "Things", api_version: "2020-01-01", signing_name: "things", protocol, resolve_endpoint }
}

fn resolve_endpoint(_: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("https://things.invalid"))
}

const fn operation(service: &'static Service) -> Descriptor {
    Descriptor {
        service,
        name: "Put",
        retry_safety: RetrySafety::Idempotent,
        auth: Auth::SigV4,
        sensitive: false,
        http: Http { method: "POST", uri: "/" },
        headers: &[],
        host_prefix: "",
        compressed: false,
        requires_length: false,
        has_input: true,
        output: All::shared_schema,
    }
}
