//! Responses: the output that one holds, or the error with its code and message.

use std::fmt;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::{HeaderMap, StatusCode};

use crate::codec::{Codec, CodecError};
use crate::error::ResponseMetadata;
use crate::http_binding::{HttpBindingDeserializer, Message, UriParts};
use crate::protocol::Protocol;
use crate::schema::{DeserializeStructure, Structure};
use crate::{Body, BoxError, ByteStream, Error, Failure, ModelledError, Operation, OperationError};

/// The parts of a response.
#[derive(Clone, Copy)]
pub struct ResponseParts<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    /// The body of a successful response of a streaming operation, unread; `body` is then empty.
    pub(crate) stream: Option<&'a ByteStream>,
    pub(crate) protocol: &'static dyn Protocol,
}

/// Not the headers and the body, which hold secrets as well.
impl fmt::Debug for ResponseParts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseParts").field("status", &self.status).finish_non_exhaustive()
    }
}

/// The URI of a response, which has none.
static NO_URI: UriParts = UriParts { labels: Vec::new(), query: Vec::new() };

impl<'a> ResponseParts<'a> {
    pub(crate) fn new<B: AsRef<[u8]>>(protocol: &'static dyn Protocol, response: &'a http::Response<B>) -> Self {
        let (status, headers, body) = (response.status(), response.headers(), response.body().as_ref());
        Self { status, headers, body, stream: None, protocol }
    }

    /// Reads a structure that is the whole body. An empty body is an empty structure.
    pub(crate) fn decode(&self, codec: &dyn Codec, output: &mut dyn DeserializeStructure) -> Result<(), CodecError> {
        if self.body.is_empty() {
            return Ok(());
        }
        codec.deserialize(self.body, &mut |from| output.deserialize(from))
    }

    /// Reads a structure whose members have HTTP bindings.
    pub(crate) fn decode_bound(
        &self,
        codec: &dyn Codec,
        output: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        let Self { status, headers, body, stream, .. } = *self;
        let message = Message::Response;
        output.deserialize(&mut HttpBindingDeserializer { codec, message, status, headers, body, stream, uri: &NO_URI })
    }

    /// Returns what the head of the response says about it.
    pub(crate) fn head(&self) -> ResponseMetadata {
        let text = |name| self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        ResponseMetadata {
            status: Some(self.status.as_u16()),
            request_id: text("x-amzn-requestid").or_else(|| text("x-amz-request-id")),
            code: text("x-amzn-errortype"),
            message: None,
        }
    }

    /// Returns the code that a service which once spoke `awsQuery` had for an error then: `Code;Sender`.
    fn query_code(&self) -> Option<&'a str> {
        let code = self.headers.get("x-amzn-query-error")?.to_str().ok()?.split(';').next()?.trim();
        (!code.is_empty()).then_some(code)
    }
}

/// Returns a deserializer of a request, for tests in which a server takes the part of the service.
#[cfg(feature = "test-util")]
pub(crate) fn of_request<'a>(
    codec: &'a dyn Codec,
    request: &'a http::Request<Vec<u8>>,
    uri: &'a UriParts,
) -> HttpBindingDeserializer<'a> {
    HttpBindingDeserializer {
        codec,
        message: Message::Request,
        status: StatusCode::OK,
        headers: request.headers(),
        body: request.body(),
        stream: None,
        uri,
    }
}

/// Returns the output or the error that a response holds.
pub(crate) fn parse<O: Operation + ?Sized>(response: &ResponseParts<'_>) -> Result<O::Output, Error<O::Error>> {
    let name = O::DESCRIPTOR.name;
    let status = response.protocol.status(O::DESCRIPTOR, response);
    let response = &ResponseParts { status, ..*response };
    if response.status.is_success() {
        let mut output = O::Output::default();
        return match response.protocol.deserialize_response(response, &mut output) {
            Ok(()) => Ok(output),
            Err(error) => Err(Error::failed(name, Failure::Response(error.into()), response.head())),
        };
    }
    let mut metadata = response.protocol.parse_error(response);
    let kind = match metadata.code.as_deref().and_then(|code| O::Error::modelled(code, response)) {
        Some(Ok(modelled)) => modelled,
        // The code says which error it is, also where the rest is not of the model's shape.
        Some(Err(_)) | None => O::Error::other(Failure::Service),
    };
    // The shape tells which error it is; its code for people is the one of the older protocol.
    if let Some(code) = response.query_code() {
        metadata.code = Some(code.to_owned());
    }
    Err(Error::new(name, kind, metadata))
}

/// The number of bytes of an error's body that are read, if the operation has a streaming output: 1 MiB.
pub(crate) const ERROR_BODY_LIMIT: usize = 1 << 20;

/// Returns the output or the error that a response holds whose body need not have been read.
pub(crate) async fn parse_streaming<O: Operation + ?Sized>(
    response: http::Response<Body>,
) -> Result<O::Output, Error<O::Error>> {
    let protocol = O::DESCRIPTOR.service.protocol;
    let (head, body) = response.into_parts();
    let is_streaming = O::DESCRIPTOR.has_streaming_output();
    if is_streaming && head.status.is_success() {
        let stream = ByteStream::from(body);
        let response = http::Response::from_parts(head, &[][..]);
        return parse::<O>(&ResponseParts { stream: Some(&stream), ..ResponseParts::new(protocol, &response) });
    }
    let limit = if is_streaming { ERROR_BODY_LIMIT } else { usize::MAX };
    let read = match body {
        Body::Bytes(bytes) => Ok(bytes),
        Body::Stream(mut stream) => stream.collect_up_to(limit).await,
    };
    match read {
        Ok(bytes) => parse::<O>(&ResponseParts::new(protocol, &http::Response::from_parts(head, bytes))),
        Err(error) => {
            let response = http::Response::from_parts(head, []);
            let metadata = ResponseParts::new(protocol, &response).head();
            Err(Error::failed(O::NAME, Failure::Connection(error), metadata))
        }
    }
}

/// Returns the output or the error that a response holds whose body need not have been read, and never waits.
pub(crate) fn parse_blocking<O: Operation + ?Sized>(
    response: http::Response<Body>,
) -> Result<O::Output, Error<O::Error>> {
    let parsed = pin!(parse_streaming::<O>(response));
    match parsed.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(parsed) => parsed,
        Poll::Pending => {
            let message = "the body of the response is asynchronous and has to wait: use `parse_streaming`";
            Err(Error::failed(O::NAME, Failure::Connection(message.into()), ResponseMetadata::default()))
        }
    }
}

/// Reads an error of the model. An error without a body has no members.
///
/// # Errors
/// A body that is not of the protocol's format, and members of another kind than the model's.
pub fn read_error<T: Structure + ModelledError>(response: &ResponseParts<'_>) -> Result<T, BoxError> {
    let mut error = T::default();
    response.protocol.deserialize_error(response, &mut error)?;
    if error.message().is_none() {
        // Services also send it under other names than the model's.
        if let Some(message) = response.protocol.parse_error(response).message {
            error.set_message(message);
        }
    }
    Ok(error)
}
