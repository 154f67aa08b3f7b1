//! The protocols `awsQuery` and `ec2Query` without a network: operations written as the generator would, their
//! requests, and what is read from responses. The forms are those of botocore's test suite.

/// A structure with these members set.
macro_rules! set {
    ($name:ident { $($field:ident: $value:expr),* $(,)? }) => {
        $name { $($field: Some($value),)* ..Default::default() }
    };
}

mod aws;
#[cfg(feature = "test-util")]
mod bad_forms;
mod ec2;
mod refused;
mod responses;
#[cfg(feature = "test-util")]
mod server;
mod service;

use codegen_runtime::Operation;

/// Returns the form of a request, without its action and version.
pub(crate) fn form<O: Operation>(input: &O::Input) -> String {
    let request = O::request(input).unwrap_or_else(|e| panic!("{e}"));
    let body = String::from_utf8(request.into_body().into_bytes().expect("bytes").into()).expect("a text");
    let start = format!("Action={}&Version=2020-01-08", O::NAME);
    body.strip_prefix(&start).expect("an action and a version").to_owned()
}

/// Returns a response with the request id in its body only.
pub(crate) fn response(status: u16, body: &str) -> http::Response<Vec<u8>> {
    http::Response::builder().status(status).body(body.into()).expect("a response")
}
