//! The HTTP messages that pass through the orchestrator unchanged. The operation has already serialized the request, and it
//! deserializes the response after the orchestrator returns.

use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::EndpointPrefix;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output, OutputOrError};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SerializeRequest};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::request_state::RequestState;
use super::sdk_body::{self, Excess};
use crate::error::OneLine;
use crate::protocol::Protocol;
use crate::response::ERROR_BODY_LIMIT;
use crate::{Body, ByteStream, HostPrefix, RESPONSE_BODY_LIMIT, ResponseParts};

/// The orchestrator's input: a serialized request without endpoint and signature.
pub(super) struct SerializedRequest(pub(super) http::Request<Body>);

/// The orchestrator's output: a response with a success status.
pub(super) struct SuccessResponse(pub(super) http::Response<ResponseBody>);

/// The orchestrator's error: a response with any other status.
pub(super) struct ErrorResponse {
    pub(super) response: http::Response<ResponseBody>,
    metadata: ErrorMetadata,
}

/// The body of a response.
pub(super) enum ResponseBody {
    /// The whole body, in memory.
    Buffered(SdkBody),
    /// The body of a successful response of a streaming operation, unread.
    Stream(ByteStream),
}

impl AsRef<[u8]> for ResponseBody {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Buffered(body) => body.bytes().unwrap_or_default(),
            Self::Stream(_) => &[],
        }
    }
}

/// Returns the parts of a response, from which an operation's output is deserialized.
pub(super) fn response_parts<'a>(
    protocol: &'static dyn Protocol,
    response: &'a http::Response<ResponseBody>,
) -> ResponseParts<'a> {
    let stream = match response.body() {
        ResponseBody::Buffered(_) => None,
        ResponseBody::Stream(stream) => Some(stream),
    };
    ResponseParts { stream, ..ResponseParts::new(protocol, response) }
}

/// Implements `Debug` without the content: the orchestrator writes its input and output to the trace, which must not hold
/// secrets.
macro_rules! opaque {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}

opaque! { SerializedRequest SuccessResponse ErrorResponse ResponseBody }

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = OneLine(self.metadata.code().unwrap_or("error"));
        write!(f, "{code} (HTTP {})", self.response.status().as_u16())
    }
}

impl std::error::Error for ErrorResponse {}

/// The error code, which AWS's clock skew classifier reads.
impl ProvideErrorMetadata for ErrorResponse {
    fn meta(&self) -> &ErrorMetadata {
        &self.metadata
    }
}

/// The serializer and deserializer of the orchestrator, which pass HTTP messages through.
#[derive(Debug)]
pub(super) struct PassThrough {
    pub(super) protocol: &'static dyn Protocol,
}

impl SerializeRequest for PassThrough {
    fn serialize_input(&self, input: Input, bag: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let SerializedRequest(mut request) = input.downcast().expect("the client's only input type");
        if let Some(HostPrefix(prefix)) = request.extensions_mut().remove() {
            bag.interceptor_state().store_put(EndpointPrefix::new(prefix)?);
        }
        Ok(request.map(sdk_body::of_body).try_into()?)
    }
}

impl DeserializeResponse for PassThrough {
    /// Takes the body of a successful response of a streaming operation unread. Every other body is read into memory, and
    /// up to a limit.
    fn deserialize_streaming_with_config(&self, response: &mut HttpResponse, bag: &ConfigBag) -> Option<OutputOrError> {
        let &RequestState { descriptor, body_limit, .. } = bag.load::<RequestState>()?;
        let is_streaming = descriptor.has_streaming_output();
        match (is_streaming, response.status().is_success()) {
            (true, true) => {}
            (true, false) => sdk_body::limit(response, ERROR_BODY_LIMIT.min(body_limit), Excess::CutOff),
            (false, true) => sdk_body::limit(response, body_limit, Excess::Error),
            (false, false) => sdk_body::limit(response, body_limit, Excess::CutOff),
        }
        if !is_streaming || !response.status().is_success() {
            return None;
        }
        let stream = sdk_body::take_stream(response);
        let converted = to_http(response, ResponseBody::Stream(stream));
        Some(match converted {
            Ok(response) => Ok(Output::erase(SuccessResponse(response))),
            Err(error) => Err(OrchestratorError::other(BoxError::from(error))),
        })
    }

    fn deserialize_nonstreaming_with_config(&self, response: &HttpResponse, bag: &ConfigBag) -> OutputOrError {
        // The body is shared, not copied.
        let body = response.body().try_clone().unwrap_or_else(SdkBody::empty);
        let converted = to_http(response, ResponseBody::Buffered(body));
        let mut response = converted.map_err(|e| OrchestratorError::other(BoxError::from(e)))?;
        if let Some(RequestState { descriptor: operation, .. }) = bag.load::<RequestState>() {
            *response.status_mut() = self.protocol.status(operation, &ResponseParts::new(self.protocol, &response));
        }
        if response.status().is_success() {
            return Ok(Output::erase(SuccessResponse(response)));
        }
        let parts = ResponseParts::new(self.protocol, &response);
        let decoded = parts.decoded(RESPONSE_BODY_LIMIT).ok().flatten();
        let error = self.protocol.parse_error(&parts.with_body(decoded.as_deref()));
        let mut metadata = ErrorMetadata::builder();
        if let Some(code) = error.code {
            metadata = metadata.code(code);
        }
        let error = ErrorResponse { response, metadata: metadata.build() };
        Err(OrchestratorError::operation(Error::erase(error)))
    }
}

/// Converts the head of the orchestrator's response into a response of the `http` crate.
fn to_http(response: &HttpResponse, body: ResponseBody) -> Result<http::Response<ResponseBody>, http::Error> {
    let mut converted = http::Response::new(body);
    *converted.status_mut() = http::StatusCode::from_u16(response.status().as_u16())?;
    // `http::response::Builder` would move all headers for each header added.
    for (name, value) in response.headers().iter_bytes() {
        let name = http::HeaderName::from_bytes(name.as_bytes())?;
        converted.headers_mut().try_append(name, http::HeaderValue::from_bytes(value)?)?;
    }
    Ok(converted)
}
