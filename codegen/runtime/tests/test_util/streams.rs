//! Streams in tests: both the script and the server have bodies in memory.

use std::io;

use codegen_runtime::client::Client;
use codegen_runtime::test_util::{MockResponse, Script, Server};
use codegen_runtime::{ByteStream, Endpoint, Http, Operation, RetrySafety, Service, operation_error, structure};

use super::server::config;

static SERVICE: Service = Service {
    id: "Objects",
    api_version: "2020-01-01",
    signing_name: "objects",
    protocol: &codegen_runtime::protocol::RestJson,
    resolve_endpoint: |params| Ok(Endpoint::new(params.endpoint.as_deref().unwrap_or("https://objects.invalid"))),
};

structure! {
    /// An object, which the operation returns reversed.
    struct Object = "Object" {
        name: String = "name" [header("x-name")],
        body: codegen_runtime::ByteStream = "body" [payload, streaming],
    }
}

operation_error! {
    /// The operation lists no errors.
    enum NoError {}
}

#[derive(Debug)]
struct Reverse;

impl Operation for Reverse {
    type Input = Object;
    type Output = Object;
    type Error = NoError;
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Reverse";
    const RETRY_SAFETY: RetrySafety = RetrySafety::NotIdempotent;
    const HTTP: Http = Http { method: "POST", uri: "/reverse" };
}

fn object(body: impl Into<ByteStream>) -> Object {
    Object { name: Some("n".to_owned()), body: Some(body.into()) }
}

/// Calls the operation with a reader.
async fn reversed(client: &Client) -> Object {
    let input = object(ByteStream::from_reader(&b"abc"[..]));
    let output = client.invoke::<Reverse>(input).await.expect("an output");
    let body = output.body.expect("a body").collect().await.expect("bytes");
    Object { name: output.name, body: Some(body.into()) }
}

#[tokio::test]
async fn a_script_reads_and_sends_streams() {
    let script = Script::new();
    let output = object(ByteStream::from_reader(io::Cursor::new("cba")));
    script.step::<Reverse>(|input| *input == object("abc"), MockResponse::output(output));
    assert_eq!(reversed(&Client::new(&script.config(), &SERVICE)).await, object("cba"));
}

#[tokio::test]
async fn a_server_reads_and_sends_streams() {
    let server = Server::new(&SERVICE).on::<Reverse>(|input| {
        let body = input.body.as_ref().and_then(ByteStream::bytes).unwrap_or_default();
        Ok(object(body.iter().rev().copied().collect::<Vec<_>>()))
    });
    let server = server.start().expect("a server");
    assert_eq!(reversed(&Client::new(&config(&server), &SERVICE)).await, object("cba"));
}
