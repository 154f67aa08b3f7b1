//! The protocol `restJson1`: <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>. Members with HTTP bindings
//! are written and read by [`http_binding`](crate::http_binding); the others are JSON.

use super::{Protocol, error_body};
use crate::codec::CodecError;
use crate::codec::json::JsonCodec;
use crate::error::ResponseMetadata;
use crate::http_binding::HttpBindingSerializer;
use crate::response::ResponseParts;
use crate::schema::{DeserializeStructure, SerializeStructure};
use crate::{Body, BoxError, Descriptor};

/// `restJson1`: members are in the URI, in headers and in JSON.
#[derive(Debug)]
pub struct RestJson;

impl Protocol for RestJson {
    fn serialize_request(
        &self,
        operation: &Descriptor,
        input: &dyn SerializeStructure,
    ) -> Result<http::Request<Body>, BoxError> {
        HttpBindingSerializer::request(&JsonCodec, true, operation.http, input)
    }

    fn deserialize_response(
        &self,
        response: &ResponseParts<'_>,
        output: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        response.decode_bound(&JsonCodec, output)
    }

    fn parse_error(&self, response: &ResponseParts<'_>) -> ResponseMetadata {
        error_body::parse(response, &JsonCodec)
    }

    #[cfg(feature = "test-util")]
    fn server(&self) -> &dyn super::ServerProtocol {
        self
    }
}

#[cfg(feature = "test-util")]
pub(super) use server::json_error;

#[cfg(feature = "test-util")]
mod server {
    use http::header::CONTENT_TYPE;
    use http::{HeaderValue, Request, Response, StatusCode};

    use super::{
        BoxError, CodecError, Descriptor, DeserializeStructure, HttpBindingSerializer, JsonCodec, RestJson,
        SerializeStructure,
    };
    use crate::codec::Codec as _;
    use crate::protocol::{ErrorBody, ServerProtocol};
    use crate::schema::Traits;
    use crate::test_util::uri::match_request;

    impl ServerProtocol for RestJson {
        fn operation_name(&self, request: &Request<Vec<u8>>) -> String {
            format!("{} {}", request.method(), request.uri().path())
        }

        fn deserialize_request(
            &self,
            operation: &Descriptor,
            request: &Request<Vec<u8>>,
            input: &mut dyn DeserializeStructure,
        ) -> Option<Result<(), CodecError>> {
            let uri = match_request(operation.http, request)?;
            let mut from = crate::response::of_request(&JsonCodec, request, &uri);
            Some(input.deserialize(&mut from))
        }

        fn serialize_response(
            &self,
            _: &Descriptor,
            output: &dyn SerializeStructure,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            HttpBindingSerializer::response(&JsonCodec, true, output)
        }

        fn serialize_error(
            &self,
            status: StatusCode,
            code: &str,
            error: ErrorBody<'_>,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            json_error(status, code, error)
        }
    }

    /// Returns an error in JSON. All members are in the body, also those with an HTTP binding.
    pub(in crate::protocol) fn json_error(
        status: StatusCode,
        code: &str,
        error: ErrorBody<'_>,
    ) -> Result<Response<Vec<u8>>, BoxError> {
        let mut body: serde_json::Value = match error {
            ErrorBody::Message(message) => serde_json::json!({ "message": message }),
            ErrorBody::Modelled(error) => {
                let bytes = JsonCodec.serialize(&Traits::NONE, &mut |to| error.serialize(to))?;
                serde_json::from_slice(&bytes)?
            }
        };
        body["__type"] = code.into();
        let mut response = Response::new(body.to_string().into_bytes());
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response.headers_mut().insert("x-amzn-errortype", HeaderValue::from_str(code)?);
        Ok(response)
    }
}
