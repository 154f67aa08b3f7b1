//! XML and the protocol `restXml` without a network: types and operations written as the generator would, the bodies
//! and requests that they become, and what is read from bodies and responses.

#[cfg(all(feature = "client", feature = "test-util"))]
mod client;
mod codec;
mod errors;
mod payloads;
mod requests;
mod s3;
#[cfg(feature = "test-util")]
mod server;

use std::fmt::Debug;

use codegen_runtime as rt;
use rt::codec::Codec as _;
use rt::codec::xml::XmlCodec;
use rt::protocol::RestXml;
use rt::schema::{DeserializeStructure as _, SerializeStructure, Structure, XmlNamespace};
use rt::{CodecError, Endpoint, EndpointError, EndpointParams, Error, Operation, Service, Traits, operation_error};

fn resolve_endpoint(_: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("https://rest.invalid"))
}

pub(crate) static SERVICE: Service = Service {
    id: "Rest Xml Test",
    api_version: "2020-01-01",
    signing_name: "restxml",
    protocol: &RestXml { namespace: None, no_error_wrapping: false },
    resolve_endpoint,
};

/// A service with a namespace and with errors as Amazon S3 has them.
pub(crate) static S3: Service = Service {
    id: "S3",
    protocol: &RestXml {
        namespace: Some(XmlNamespace { uri: "http://s3.amazonaws.com/doc/2006-03-01/", prefix: None }),
        no_error_wrapping: true,
    },
    ..SERVICE
};

rt::structure! {
    /// A structure without members.
    pub struct Nothing = "Nothing" {}
}

operation_error! {
    /// An error enum of an operation without errors.
    pub(crate) enum NoError {}
}

/// An operation by its service, its input, its output and its HTTP trait.
macro_rules! operation {
    ($name:ident of $service:ident: $input:ty => $output:ty, $method:literal $uri:literal $(, errors $error:ty)?) => {
        #[derive(Debug)]
        pub(crate) struct $name;

        impl codegen_runtime::Operation for $name {
            type Input = $input;
            type Output = $output;
            type Error = $crate::rest_xml::operation!(@error $($error)?);
            const SERVICE: &'static codegen_runtime::Service = &$crate::rest_xml::$service;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: codegen_runtime::RetrySafety = codegen_runtime::RetrySafety::Idempotent;
            const HTTP: codegen_runtime::Http = codegen_runtime::Http { method: $method, uri: $uri };
        }
    };
    (@error) => { $crate::rest_xml::NoError };
    (@error $error:ty) => { $error };
}
pub(crate) use operation;

/// Returns the request as it would be sent, but for the HTTP client's own headers: a line for the method and URI, one
/// for each header in the order of their names, and the body after an empty line, if there is one.
pub(crate) fn sent<O: Operation>(input: &O::Input) -> String {
    let request = O::request(input).unwrap_or_else(|e| panic!("{e}"));
    let mut lines = vec![format!("{} {}", request.method(), request.uri())];
    // Each request with an empty body has the length 0, if its method has a body.
    for (name, value) in request.headers().iter().filter(|&(name, value)| name != "content-length" || value != "0") {
        lines.push(format!("{name}: {}", std::str::from_utf8(value.as_bytes()).expect("a text")));
    }
    lines[1..].sort();
    if !request.body().is_empty() {
        lines.push(String::new());
        lines.push(String::from_utf8(request.body().bytes().expect("bytes").to_vec()).expect("a text"));
    }
    lines.join("\n")
}

pub(crate) type Headers<'a> = &'a [(&'a str, &'a str)];

/// Returns what a response is read as.
pub(crate) fn received<O: Operation>(
    status: u16,
    headers: Headers<'_>,
    body: &str,
) -> Result<O::Output, Error<O::Error>> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    O::parse(&response.body(body.as_bytes()).expect("a response"))
}

/// Returns the output that a response with the status 200 holds.
pub(crate) fn output<O: Operation>(headers: Headers<'_>, body: &str) -> O::Output {
    received::<O>(200, headers, body).unwrap_or_else(|e| panic!("{e}"))
}

/// Returns the body that a structure becomes.
pub(crate) fn written<T: Structure>(value: &T) -> String {
    let body = XmlCodec::default().serialize(&Traits::NONE, &mut |to| SerializeStructure::serialize(value, to));
    String::from_utf8(body.unwrap_or_else(|e| panic!("{e}"))).expect("UTF-8")
}

/// Returns why a structure has no body.
pub(crate) fn unwritable<T: Structure>(value: &T) -> String {
    let body = XmlCodec::default().serialize(&Traits::NONE, &mut |to| SerializeStructure::serialize(value, to));
    body.expect_err("it cannot be written").to_string()
}

fn parsed<T: Structure>(body: &[u8]) -> Result<T, CodecError> {
    let mut value = T::default();
    XmlCodec::default().deserialize(body, &mut |from| value.deserialize(from))?;
    Ok(value)
}

/// Returns the structure that a body holds.
pub(crate) fn read<T: Structure>(body: impl AsRef<[u8]>) -> T {
    parsed(body.as_ref()).unwrap_or_else(|e| panic!("{e}"))
}

/// Returns why a body cannot be read.
pub(crate) fn unreadable<T: Structure + Debug>(body: impl AsRef<[u8]>) -> String {
    parsed::<T>(body.as_ref()).expect_err("it cannot be read").to_string()
}

/// Asserts that a structure becomes this body, and is read from it again.
#[track_caller]
pub(crate) fn both_ways<T: Structure + PartialEq + Debug>(value: &T, body: &str) {
    assert_eq!(written(value), body);
    assert_eq!(read::<T>(body), *value);
}
