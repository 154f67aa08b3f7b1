//! The operations over ureq, which blocks.

use std::io;

use codegen_runtime::{Body, ByteStream, Endpoint, Error, Operation, OperationError as _};

use super::LEN;
use super::server::{Pattern, Server, Sum, header};
use super::service::{GetInput, GetObject, ObjectError, PutInput, PutObject, PutPart};

/// Sends a request and does not read the body of the response.
pub(crate) fn call<O: Operation<Error = ObjectError>>(
    url: &str,
    input: &O::Input,
) -> Result<O::Output, Error<ObjectError>> {
    let request = Endpoint::new(url).apply(O::request(input)?).expect("a URL");
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let (mut head, body) = request.into_parts();
    if let Some(len) = body.len_hint() {
        head.headers.insert("content-length", len.into());
    }
    let mut reader = body.into_reader().expect("a body that blocks");
    let body = ureq::SendBody::from_reader(&mut reader);
    let response = agent.run(http::Request::from_parts(head, body)).expect("a response");
    O::parse_blocking(response.map(|body| Body::from(ByteStream::from_reader(body.into_reader()))))
}

/// Puts and gets an object of this length.
pub(crate) fn put_and_get(url: &str, len: u64) -> io::Result<()> {
    let expected = Sum::of(Pattern::of(len))?;
    let body = ByteStream::from_reader_with_len(Pattern::default(), len);
    let output = call::<PutPart>(url, &PutInput::new("blocking", body)).expect("it is put");
    assert_eq!((output.count, output.sum), (Some(expected.count), Some(expected.sum)));
    let output = call::<GetObject>(url, &GetInput::new(&len.to_string())).expect("it is got");
    let body = output.body.expect("a body");
    assert_eq!((body.len_hint(), Sum::of(body.into_reader()?)?), (None, expected));
    Ok(())
}

#[test]
fn an_object_is_put_and_got() -> io::Result<()> {
    let server = Server::start();
    put_and_get(&server.url(), LEN)?;
    assert_eq!(header(&server.heads()[0], "content-length"), Some(&*LEN.to_string()));
    Ok(())
}

#[test]
fn a_body_without_a_length_is_sent_in_chunks() {
    let server = Server::start();
    let input = PutInput::new("chunked", ByteStream::from_reader(Pattern::of(100_000)));
    assert_eq!(call::<PutObject>(&server.url(), &input).expect("it is put").count, Some(100_000));
    assert_eq!(header(&server.heads()[0], "transfer-encoding"), Some("chunked"));
}

#[test]
fn an_operation_may_require_a_length() {
    let input = PutInput::new("k", ByteStream::from_reader(io::empty()));
    let error = PutPart::request(&input).expect_err("the length is not known").to_string();
    assert!(error.contains("PutPart requires a body of known length (`@requiresLength`)"), "{error}");
}

#[test]
fn an_error_is_read_up_to_a_limit() {
    let error = call::<GetObject>(&Server::start().url(), &GetInput::new("none")).expect_err("there is none");
    let ObjectError::NoSuchKey(_) = error.kind() else { panic!("{error}") };
    assert_eq!(error.message(), Some("there is no such key"));
    assert!(error.kind().failure().is_none());
}
