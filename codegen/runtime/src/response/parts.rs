//! The parts of a response that a protocol reads.

use std::fmt;

use http::{HeaderMap, HeaderValue, StatusCode};

use crate::codec::{Codec, CodecError, Recovery};
use crate::error::ResponseMetadata;
use crate::http_binding::{HttpBindingDeserializer, Message, UriParts};
use crate::protocol::Protocol;
use crate::schema::DeserializeStructure;
use crate::{ByteStream, content_coding};

/// The parts of a response.
#[derive(Clone, Copy)]
pub struct ResponseParts<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    /// The body of a successful response of a streaming operation, unread; `body` is then empty.
    pub(crate) stream: Option<&'a ByteStream>,
    pub(crate) protocol: &'static dyn Protocol,
    /// The reports of values that are left out; `None` for strict parsing.
    pub(crate) recovery: Option<&'a Recovery>,
}

/// Leaves out the headers and the body, which may hold secrets.
impl fmt::Debug for ResponseParts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseParts").field("status", &self.status).finish_non_exhaustive()
    }
}

/// The URI parts of a response: none.
static NO_URI: UriParts = UriParts { labels: Vec::new(), query: Vec::new() };

impl<'a> ResponseParts<'a> {
    pub(crate) fn new<B: AsRef<[u8]>>(protocol: &'static dyn Protocol, response: &'a http::Response<B>) -> Self {
        let (status, headers, body) = (response.status(), response.headers(), response.body().as_ref());
        Self { status, headers, body, stream: None, protocol, recovery: None }
    }

    /// Reads a structure that is the whole body. An empty body is an empty structure.
    pub(crate) fn decode(&self, codec: &dyn Codec, output: &mut dyn DeserializeStructure) -> Result<(), CodecError> {
        if self.body.is_empty() {
            return Ok(());
        }
        codec.deserialize_with(self.body, self.recovery, &mut |from| output.deserialize(from))
    }

    /// Reads a structure whose members have HTTP bindings.
    pub(crate) fn decode_bound(
        &self,
        codec: &dyn Codec,
        output: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        let Self { status, headers, body, stream, recovery, .. } = *self;
        let message = Message::Response;
        let uri = &NO_URI;
        output.deserialize(&mut HttpBindingDeserializer {
            codec,
            message,
            status,
            headers,
            body,
            stream,
            uri,
            recovery,
        })
    }

    /// Returns the metadata from the head of the response.
    pub(crate) fn head(&self) -> ResponseMetadata {
        let lossy = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let text = |name| self.headers.get(name).map(lossy);
        ResponseMetadata {
            status: Some(self.status.as_u16()),
            headers: self.headers.clone(),
            request_id: text("x-amzn-requestid").or_else(|| text("x-amz-request-id")),
            code: text("x-amzn-errortype"),
            ..ResponseMetadata::default()
        }
    }

    /// Returns the body without its content coding; `None` if it has no coding.
    pub(crate) fn decoded(&self, limit: usize) -> Result<Option<Vec<u8>>, CodecError> {
        content_coding::decoded(self.headers, self.body, limit)
    }

    /// Returns these parts with another body, if there is one.
    pub(crate) fn with_body<'b>(&self, body: Option<&'b [u8]>) -> ResponseParts<'b>
    where
        'a: 'b,
    {
        ResponseParts { body: body.unwrap_or(self.body), ..*self }
    }

    /// Returns the `awsQuery` code of an error from the header `x-amzn-query-error`, which is `Code;Sender`. `None` if
    /// the service never used `awsQuery`.
    pub(crate) fn query_code(&self) -> Option<&'a str> {
        let code = self.headers.get("x-amzn-query-error")?.to_str().ok()?.split(';').next()?.trim();
        (!code.is_empty()).then_some(code)
    }
}

/// Returns a deserializer of a request, for mock servers.
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
        // Requests are never read leniently.
        recovery: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_headers_nor_body() {
        let response = http::Response::builder().status(404).header("x-secret", "sesame").body("sesame");
        let response = response.expect("a response");
        let parts = ResponseParts::new(&crate::protocol::RestJson, &response);
        assert_eq!(format!("{parts:?}"), "ResponseParts { status: 404, .. }");
    }
}
