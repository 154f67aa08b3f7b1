//! The protocols `awsJson1_0` and `awsJson1_1`: <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>.

use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method};

use super::{Protocol, QUERY_MODE, error_body};
use crate::codec::CodecError;
use crate::codec::json::{JsonCodec, JsonSerializer};
use crate::error::ResponseMetadata;
use crate::response::ResponseParts;
use crate::schema::{DeserializeStructure, SerializeStructure};
use crate::{Body, BoxError, Descriptor};

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// `awsJson1_0` and `awsJson1_1`: every request is a POST of a JSON object to `/`.
#[derive(Debug)]
pub struct AwsJson {
    /// The version of the protocol: `1.0` or `1.1`.
    pub version: &'static str,
    /// The part of the `X-Amz-Target` header before the operation's name.
    pub target_prefix: &'static str,
    /// True if the service used `awsQuery` before. Its errors may then have the codes of that protocol.
    pub query_compatible: bool,
}

impl Protocol for AwsJson {
    fn serialize_request(
        &self,
        operation: &Descriptor,
        input: &dyn SerializeStructure,
    ) -> Result<http::Request<Body>, BoxError> {
        let mut serializer = JsonSerializer::default();
        input.serialize(&mut serializer)?;
        // Not with `http::request::Builder`, which moves the whole head for each header.
        let mut request = http::Request::new(serializer.into_bytes().into());
        *request.method_mut() = Method::POST;
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, self.content_type());
        headers.insert(TARGET, HeaderValue::try_from([self.target_prefix, ".", operation.name].concat())?);
        if self.query_compatible {
            headers.insert(QUERY_MODE, HeaderValue::from_static("true"));
        }
        Ok(request)
    }

    fn deserialize_response(
        &self,
        response: &ResponseParts<'_>,
        output: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        response.decode(&JsonCodec, output)
    }

    fn parse_error(&self, response: &ResponseParts<'_>) -> ResponseMetadata {
        error_body::parse(response, &JsonCodec)
    }

    #[cfg(feature = "test-util")]
    fn server(&self) -> &dyn super::ServerProtocol {
        self
    }
}

impl AwsJson {
    fn content_type(&self) -> HeaderValue {
        match self.version {
            "1.0" => HeaderValue::from_static("application/x-amz-json-1.0"),
            _ => HeaderValue::from_static("application/x-amz-json-1.1"),
        }
    }
}

#[cfg(feature = "test-util")]
mod server {
    use http::{Request, Response, StatusCode};

    use super::{
        AwsJson, BoxError, CodecError, Descriptor, DeserializeStructure, JsonCodec, SerializeStructure, TARGET,
    };
    use crate::codec::Codec as _;
    use crate::protocol::rest_json::json_error;
    use crate::protocol::{ErrorBody, ServerProtocol};
    use crate::schema::Traits;

    /// Returns the service's prefix and the operation in the `X-Amz-Target` header of a request.
    fn target(request: &Request<Vec<u8>>) -> Option<(&str, &str)> {
        request.headers().get(TARGET)?.to_str().ok()?.rsplit_once('.')
    }

    impl ServerProtocol for AwsJson {
        fn operation_name(&self, request: &Request<Vec<u8>>) -> String {
            match target(request) {
                Some((_, operation)) => operation.to_owned(),
                None => format!("{} {}", request.method(), request.uri().path()),
            }
        }

        fn deserialize_request(
            &self,
            operation: &Descriptor,
            request: &Request<Vec<u8>>,
            input: &mut dyn DeserializeStructure,
        ) -> Option<Result<(), CodecError>> {
            if target(request) != Some((self.target_prefix, operation.name)) {
                return None;
            }
            if request.body().is_empty() {
                return Some(Ok(()));
            }
            Some(JsonCodec.deserialize(request.body(), &mut |from| input.deserialize(from)))
        }

        fn serialize_response(
            &self,
            _: &Descriptor,
            output: &dyn SerializeStructure,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            Ok(Response::new(JsonCodec.serialize(&Traits::NONE, &mut |to| output.serialize(to))?))
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
}
