//! The operations through the client.

use std::io;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use codegen_runtime::client::Client;
use codegen_runtime::{ByteStream, Operation};

use super::LEN;
use super::server::{Pattern, Server, Sum, header};
use super::service::{GetInput, GetObject, ObjectError, PutInput, PutObject, PutPart, SERVICE};

pub(crate) fn client(url: &str) -> Client {
    let credentials = Credentials::from_keys("AKIDEXAMPLE", "secret", None);
    let config = SdkConfig::builder()
        .region(Region::new("us-west-2"))
        .endpoint_url(url)
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(5)))
        .build();
    Client::new(&config, &SERVICE)
}

/// Puts and gets an object of this length.
pub(crate) async fn put_and_get<Put>(url: &str, len: u64)
where
    Put: Operation<Input = PutInput, Output = super::service::PutOutput, Error = ObjectError>,
{
    let client = client(url);
    let expected = Sum::of(Pattern::of(len)).expect("a sum");
    let body = ByteStream::from_reader_with_len(Pattern::default(), len);
    let output = client.invoke::<Put>(PutInput::new("client", body)).await.expect("it is put");
    assert_eq!((output.count, output.sum), (Some(expected.count), Some(expected.sum)));
    let output = client.invoke::<GetObject>(GetInput::new(&len.to_string())).await.expect("it is got");
    assert_eq!(output.sum, i64::try_from(len % 1000).ok(), "the head has been read");
    let mut body = output.body.expect("a body");
    assert_eq!((body.len_hint(), body.can_replay()), (Some(len), false));
    let mut sum = Sum::default();
    while let Some(chunk) = body.next().await {
        sum.add(&chunk.expect("a chunk"));
    }
    assert_eq!(sum, expected);
}

#[tokio::test]
async fn an_object_is_put_and_got() {
    let server = Server::start();
    put_and_get::<PutObject>(&server.url(), LEN).await;
    put_and_get::<PutPart>(&server.url(), LEN).await;
    let heads = server.heads();
    for head in [&heads[0], &heads[2]] {
        assert_eq!(header(head, "content-length"), Some(&*LEN.to_string()), "{head}");
        assert_eq!(header(head, "x-amz-content-sha256"), Some("unsigned-payload"), "{head}");
    }
}

#[tokio::test]
async fn a_body_in_memory_is_signed() {
    let server = Server::start();
    let output = client(&server.url()).invoke::<PutObject>(PutInput::new("bytes", "abc")).await.expect("it is put");
    assert_eq!(output.count, Some(3));
    assert_eq!(header(&server.heads()[0], "x-amz-content-sha256"), None);
}

#[tokio::test]
async fn a_body_without_a_length_is_sent_in_chunks() {
    let server = Server::start();
    let input = PutInput::new("chunked", ByteStream::from_reader(Pattern::of(100_000)));
    assert_eq!(client(&server.url()).invoke::<PutObject>(input).await.expect("it is put").count, Some(100_000));
    assert_eq!(header(&server.heads()[0], "transfer-encoding"), Some("chunked"));
}

#[tokio::test]
async fn a_request_is_sent_again_if_its_body_can_be_replayed() -> io::Result<()> {
    let path = std::env::temp_dir().join(format!("stream-client-{}", std::process::id()));
    std::fs::write(&path, vec![1; 100_000])?;
    let server = Server::start();
    let client = client(&server.url());
    let input = PutInput::new("flaky-file", ByteStream::from_path(&path)?);
    assert_eq!(client.invoke::<PutObject>(input).await.expect("the second is put").count, Some(100_000));
    assert_eq!(server.heads().len(), 2);
    let once = PutInput::new("flaky-reader", ByteStream::from_reader_with_len(Pattern::default(), 100_000));
    let error = client.invoke::<PutObject>(once).await.expect_err("it is not sent again");
    assert_eq!((error.status(), server.heads().len()), (Some(503), 3));
    std::fs::remove_file(&path)
}

#[tokio::test]
async fn an_error_is_read_up_to_a_limit() {
    let client = client(&Server::start().url());
    let error = client.invoke::<GetObject>(GetInput::new("none")).await.expect_err("there is none");
    let ObjectError::NoSuchKey(_) = error.kind() else { panic!("{error}") };
    assert_eq!(error.message(), Some("there is no such key"));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error() {
    let body = ByteStream::from_reader_with_len(Pattern::of(10), 20);
    let error = client(&Server::start().url()).invoke::<PutObject>(PutInput::new("short", body)).await;
    assert!(error.is_err(), "{error:?}");
}
