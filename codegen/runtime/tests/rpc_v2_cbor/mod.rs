//! The protocol `rpcv2Cbor` without a network: operations written as the generator would, their requests, and what is
//! read from responses. The bodies of responses are those of botocore's test suite, in base64 as there.

/// A structure with these members set.
macro_rules! set {
    ($name:ident { $($field:ident: $value:expr),* $(,)? }) => {
        $name { $($field: Some($value),)* ..Default::default() }
    };
}

mod errors;
mod requests;
mod responses;
#[cfg(feature = "test-util")]
mod server;
mod service;

use base64::Engine as _;
use codegen_runtime::{Error, Operation};

/// Returns a response with the protocol's header.
pub(crate) fn response(status: u16, body: &str) -> http::Response<Vec<u8>> {
    let body = base64::engine::general_purpose::STANDARD.decode(body).expect("base64");
    let response = http::Response::builder().status(status).header("smithy-protocol", "rpc-v2-cbor");
    response.header("x-amzn-requestid", "r-1").body(body).expect("a response")
}

/// Returns the output of a successful response.
pub(crate) fn output<O: Operation>(body: &str) -> O::Output {
    O::parse(&response(200, body)).unwrap_or_else(|e| panic!("{e}"))
}

/// Returns the error of a response.
pub(crate) fn failure<O: Operation>(response: &http::Response<Vec<u8>>) -> Error<O::Error>
where
    O::Output: std::fmt::Debug,
{
    O::parse(response).expect_err("an error")
}
