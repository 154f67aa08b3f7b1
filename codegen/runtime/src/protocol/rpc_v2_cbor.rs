//! The protocol `rpcv2Cbor`: <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>. The path names the
//! operation, and bodies are CBOR.

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method, Uri};

use super::{Protocol, QUERY_MODE, error_body};
use crate::codec::CodecError;
use crate::codec::cbor::{CborCodec, CborSerializer};
use crate::error::ResponseMetadata;
use crate::response::ResponseParts;
use crate::schema::{DeserializeStructure, SerializeStructure};
use crate::{Body, BoxError, Descriptor};

const PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");
const RPC_V2_CBOR: HeaderValue = HeaderValue::from_static("rpc-v2-cbor");
const CBOR: HeaderValue = HeaderValue::from_static("application/cbor");

/// `rpcv2Cbor`: every request is a POST of a CBOR map to `/service/{service}/operation/{operation}`.
#[derive(Debug)]
pub struct RpcV2Cbor {
    /// The name of the service's shape, without its namespace.
    pub service: &'static str,
    /// True if the service used `awsQuery` before. Its errors may then have the codes of that protocol.
    pub query_compatible: bool,
}

impl RpcV2Cbor {
    fn path(&self, operation: &Descriptor) -> String {
        format!("/service/{}/operation/{}", self.service, operation.name)
    }
}

impl Protocol for RpcV2Cbor {
    /// The request of an operation without an input has neither a body nor a content type.
    fn serialize_request(
        &self,
        operation: &Descriptor,
        input: &dyn SerializeStructure,
    ) -> Result<http::Request<Body>, BoxError> {
        let mut serializer = CborSerializer::default();
        if operation.has_input {
            input.serialize(&mut serializer)?;
        }
        let mut request = http::Request::new(serializer.into_bytes().into());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::try_from(self.path(operation))?;
        let headers = request.headers_mut();
        headers.insert(PROTOCOL, RPC_V2_CBOR);
        headers.insert(ACCEPT, CBOR);
        if operation.has_input {
            headers.insert(CONTENT_TYPE, CBOR);
        }
        if self.query_compatible {
            headers.insert(QUERY_MODE, HeaderValue::from_static("true"));
        }
        Ok(request)
    }

    /// A response with another protocol in the header `smithy-protocol` is an error, whatever its status. A response
    /// without the header is read if its body is empty or CBOR: the published protocol tests have such a response.
    fn deserialize_response(
        &self,
        response: &ResponseParts<'_>,
        output: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        if response.headers.get(PROTOCOL).is_some_and(|protocol| protocol != RPC_V2_CBOR) {
            return Err(CodecError::new("the response has another protocol than `smithy-protocol: rpc-v2-cbor`"));
        }
        response.decode(&CborCodec, output)
    }

    fn parse_error(&self, response: &ResponseParts<'_>) -> ResponseMetadata {
        error_body::parse(response, &CborCodec)
    }

    /// Errors may come from a proxy, without the protocol's header.
    fn deserialize_error(
        &self,
        response: &ResponseParts<'_>,
        error: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        response.decode(&CborCodec, error)
    }

    #[cfg(feature = "test-util")]
    fn server(&self) -> &dyn super::ServerProtocol {
        self
    }
}

#[cfg(feature = "test-util")]
mod server {
    use http::header::CONTENT_TYPE;
    use http::{Method, Request, Response, StatusCode};

    use super::{
        BoxError, CBOR, CborCodec, CborSerializer, CodecError, Descriptor, DeserializeStructure, PROTOCOL, RPC_V2_CBOR,
        RpcV2Cbor, SerializeStructure,
    };
    use crate::codec::Codec as _;
    use crate::protocol::{ErrorBody, ServerProtocol};
    use crate::schema::{Schema, SerializeMember, ShapeSerializer, Traits};

    impl ServerProtocol for RpcV2Cbor {
        fn operation_name(&self, request: &Request<Vec<u8>>) -> String {
            let path = request.uri().path();
            match path.split_once("/operation/") {
                Some((_, operation)) => operation.to_owned(),
                None => format!("{} {path}", request.method()),
            }
        }

        fn deserialize_request(
            &self,
            operation: &Descriptor,
            request: &Request<Vec<u8>>,
            input: &mut dyn DeserializeStructure,
        ) -> Option<Result<(), CodecError>> {
            if request.method() != Method::POST || request.uri().path() != self.path(operation) {
                return None;
            }
            if request.body().is_empty() {
                return Some(Ok(()));
            }
            Some(CborCodec.deserialize(request.body(), &mut |from| input.deserialize(from)))
        }

        fn serialize_response(
            &self,
            _: &Descriptor,
            output: &dyn SerializeStructure,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            Ok(response(CborCodec.serialize(&Traits::NONE, &mut |to| output.serialize(to))?))
        }

        fn serialize_error(
            &self,
            status: StatusCode,
            code: &str,
            error: ErrorBody<'_>,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            let mut to = CborSerializer::default();
            match error {
                ErrorBody::Message(message) => {
                    to.structure_with(&[("__type", code), ("message", message)], &EMPTY, &[])?;
                }
                ErrorBody::Modelled(error) => error.serialize(&mut Typed { to: &mut to, code })?,
            }
            let mut response = response(to.into_bytes());
            *response.status_mut() = status;
            Ok(response)
        }
    }

    fn response(body: Vec<u8>) -> Response<Vec<u8>> {
        let mut response = Response::new(body);
        response.headers_mut().insert(PROTOCOL, RPC_V2_CBOR);
        response.headers_mut().insert(CONTENT_TYPE, CBOR);
        response
    }

    /// A structure without members.
    static EMPTY: Schema =
        Schema { type_name: "Empty", name: "Empty", output_of: None, members: &[], traits: &Traits::NONE };

    /// Writes a structure with its type before its members.
    struct Typed<'a> {
        to: &'a mut CborSerializer,
        code: &'a str,
    }

    impl ShapeSerializer for Typed<'_> {
        fn structure(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
            self.to.structure_with(&[("__type", self.code)], schema, members)
        }
    }
}
