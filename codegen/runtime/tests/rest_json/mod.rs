//! The protocol `restJson1` without a network: types and operations written as the generator would, the requests that
//! they become, and what is parsed from responses.

mod bodies;
mod errors;
mod headers;
mod host_prefix;
mod payloads;
mod requests;
mod serde_form;
mod uris;

use std::fmt::Debug;

use codegen_runtime::{
    Endpoint, EndpointError, EndpointParams, Error, Failure, Operation, OperationError, ParseOptions, Service,
    operation_error, structure,
};

pub(crate) static SERVICE: Service = Service {
    id: "Rest Test",
    api_version: "2020-01-01",
    signing_name: "resttest",
    protocol: &codegen_runtime::protocol::RestJson,
    resolve_endpoint,
};

fn resolve_endpoint(_: &EndpointParams) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("https://rest.invalid"))
}

structure! {
    /// A structure without members.
    pub(crate) struct Nothing = "Nothing" {}
}

operation_error! {
    /// An error enum of an operation without errors.
    pub(crate) enum NoError {}
}

/// An operation by its input, its output and its HTTP trait.
macro_rules! operation {
    ($name:ident: $input:ty => $output:ty, $method:literal $uri:literal $(, errors $error:ty)? $(; $($item:tt)+)?) => {
        #[derive(Debug)]
        struct $name;

        impl codegen_runtime::Operation for $name {
            type Input = $input;
            type Output = $output;
            type Error = $crate::rest_json::operation!(@error $($error)?);
            const SERVICE: &'static codegen_runtime::Service = &$crate::rest_json::SERVICE;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: codegen_runtime::RetrySafety = codegen_runtime::RetrySafety::Idempotent;
            const HTTP: codegen_runtime::Http = codegen_runtime::Http { method: $method, uri: $uri };
            $($($item)+)?
        }
    };
    (@error) => { $crate::rest_json::NoError };
    (@error $error:ty) => { $error };
}
pub(crate) use operation;

/// The request as it would be sent, but for the HTTP client's own headers: a line for the method and URI, one for each
/// header in the order of their names, and the body after an empty line, if there is one.
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

/// Why there is no request.
pub(crate) fn refused<O: Operation>(input: &O::Input) -> String {
    let error = O::request(input).expect_err("it is refused");
    assert!(matches!(error.kind().failure(), Some(Failure::Request(_))), "{error:#?}");
    error.to_string()
}

/// A response.
pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: &str) -> http::Response<Vec<u8>> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).expect("a response")
}

/// Parses a response with the status 200.
pub(crate) fn read<O: Operation>(headers: &[(&str, &str)], body: &str) -> O::Output {
    O::parse(&response(200, headers, body)).unwrap_or_else(|e| panic!("{e}"))
}

/// The reason why a response with the status 200 cannot be read by a strict client.
pub(crate) fn unreadable<O: Operation>(headers: &[(&str, &str)], body: &str) -> String
where
    O::Output: Debug,
{
    let strict = ParseOptions::default().strict(true);
    let error: Error<O::Error> = O::parse_with(&response(200, headers, body), strict).expect_err("it cannot be read");
    assert!(matches!(error.kind().failure(), Some(Failure::Response(_))), "{error:#?}");
    error.to_string()
}
