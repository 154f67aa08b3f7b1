//! The protocol `restXml`: <https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html>. Members with HTTP bindings
//! are written and read by [`http_binding`](crate::http_binding); the others are XML.

use http::StatusCode;

use super::{Protocol, xml_error};
use crate::codec::CodecError;
use crate::codec::xml::XmlCodec;
use crate::error::ResponseMetadata;
use crate::http_binding::HttpBindingSerializer;
use crate::response::{ResponseParts, has_raw_body};
use crate::schema::{DeserializeStructure, SerializeStructure, XmlNamespace};
use crate::{Body, BoxError, Descriptor};

/// `restXml`: members are in the URI, in headers and in XML.
#[derive(Clone, Copy, Debug, Default)]
pub struct RestXml {
    /// The namespace of the service, which the root elements of requests have.
    pub namespace: Option<XmlNamespace>,
    /// True if the service sends `<Error>` without an `<ErrorResponse>` around it, as Amazon S3 does. Both forms are
    /// read in any case; only a mock server writes the form that this field selects.
    pub no_error_wrapping: bool,
}

impl RestXml {
    fn codec(&self) -> XmlCodec {
        XmlCodec { namespace: self.namespace }
    }
}

impl Protocol for RestXml {
    /// If the payload is a structure and is absent, the request has no body.
    fn serialize_request(
        &self,
        operation: &Descriptor,
        input: &dyn SerializeStructure,
    ) -> Result<http::Request<Body>, BoxError> {
        HttpBindingSerializer::request(&self.codec(), false, operation.http, input)
    }

    /// Amazon S3 begins some responses before it knows how the operation ends, and may then send an error with the
    /// status 200. Such an error counts as HTTP 500.
    fn status(&self, operation: &Descriptor, response: &ResponseParts<'_>) -> StatusCode {
        let may_hide_error = response.status == StatusCode::OK && !has_raw_body((operation.output)());
        if may_hide_error && xml_error::is_bare_error(response.body) {
            return StatusCode::INTERNAL_SERVER_ERROR;
        }
        response.status
    }

    fn deserialize_response(
        &self,
        response: &ResponseParts<'_>,
        output: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        response.decode_bound(&self.codec(), output)
    }

    fn parse_error(&self, response: &ResponseParts<'_>) -> ResponseMetadata {
        xml_error::parse(response)
    }

    fn deserialize_error(
        &self,
        response: &ResponseParts<'_>,
        error: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        response.decode_bound(&xml_error::XmlErrorCodec, error)
    }

    #[cfg(feature = "test-util")]
    fn server(&self) -> &dyn super::ServerProtocol {
        self
    }
}

#[cfg(all(feature = "query", feature = "test-util"))]
pub(super) use server::{Members, write_error};

#[cfg(feature = "test-util")]
mod server {
    use http::header::CONTENT_TYPE;
    use http::{HeaderValue, Request, Response, StatusCode};

    use super::{
        BoxError, CodecError, Descriptor, DeserializeStructure, HttpBindingSerializer, RestXml, SerializeStructure,
    };
    use crate::codec::xml::XmlSerializer;
    use crate::protocol::{ErrorBody, ServerProtocol};
    use crate::schema::{Schema, SerializeMember, ShapeSerializer, Traits};
    use crate::test_util::uri::match_request;

    impl ServerProtocol for RestXml {
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
            let codec = self.codec();
            let mut from = crate::response::of_request(&codec, request, &uri);
            Some(input.deserialize(&mut from))
        }

        fn serialize_response(
            &self,
            _: &Descriptor,
            output: &dyn SerializeStructure,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            HttpBindingSerializer::response(&self.codec(), false, output)
        }

        fn serialize_error(
            &self,
            status: StatusCode,
            code: &str,
            error: ErrorBody<'_>,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            let mut to = XmlSerializer::new(self.namespace, &Traits::NONE);
            match self.no_error_wrapping {
                true => write_error(&mut to, code, error)?,
                false => to.element("ErrorResponse", |to| write_error(to, code, error))?,
            }
            let mut response = Response::new(to.into_bytes());
            *response.status_mut() = status;
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/xml"));
            Ok(response)
        }
    }

    /// Writes an error. All members are in the body, also those with an HTTP binding.
    pub(in crate::protocol) fn write_error(
        to: &mut XmlSerializer,
        code: &str,
        error: ErrorBody<'_>,
    ) -> Result<(), CodecError> {
        to.element("Error", |to| {
            to.element("Code", |to| to.text(code))?;
            match error {
                ErrorBody::Message(message) => to.element("Message", |to| to.text(message)),
                ErrorBody::Modelled(error) => error.serialize(&mut Members(to)),
            }
        })
    }

    /// Writes the members of a structure without an element around them.
    pub(in crate::protocol) struct Members<'a>(pub(in crate::protocol) &'a mut XmlSerializer);

    impl ShapeSerializer for Members<'_> {
        fn structure(&mut self, schema: &'static Schema, members: &[&dyn SerializeMember]) -> Result<(), CodecError> {
            self.0.members(schema, members)
        }
    }
}
