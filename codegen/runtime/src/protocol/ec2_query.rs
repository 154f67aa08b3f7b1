//! The protocol `ec2Query`: <https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html>. Requests are forms, and
//! responses are XML.

use super::{Protocol, query_form, xml_error};
use crate::codec::CodecError;
use crate::codec::query::QueryDialect;
use crate::error::ResponseMetadata;
use crate::response::ResponseParts;
use crate::schema::{DeserializeStructure, SerializeStructure};
use crate::{Body, BoxError, Descriptor};

/// `ec2Query`: every request is a POST of a form to `/`.
#[derive(Debug)]
pub struct Ec2Query {
    /// The version of the service's API, which every request contains.
    pub version: &'static str,
}

impl Protocol for Ec2Query {
    fn serialize_request(
        &self,
        operation: &Descriptor,
        input: &dyn SerializeStructure,
    ) -> Result<http::Request<Body>, BoxError> {
        query_form::request(QueryDialect::Ec2, self.version, operation, input)
    }

    fn deserialize_response(
        &self,
        response: &ResponseParts<'_>,
        output: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        query_form::response(response, &mut |from, _| output.deserialize(from))
    }

    fn parse_error(&self, response: &ResponseParts<'_>) -> ResponseMetadata {
        xml_error::parse(response)
    }

    fn deserialize_error(
        &self,
        response: &ResponseParts<'_>,
        error: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        response.decode(&xml_error::XmlErrorCodec, error)
    }

    #[cfg(feature = "test-util")]
    fn server(&self) -> &dyn super::ServerProtocol {
        self
    }
}

#[cfg(feature = "test-util")]
mod server {
    use http::{Request, Response, StatusCode};

    use super::{
        BoxError, CodecError, Descriptor, DeserializeStructure, Ec2Query, QueryDialect, SerializeStructure, query_form,
    };
    use crate::codec::xml::XmlSerializer;
    use crate::protocol::rest_xml::{Members, write_error};
    use crate::protocol::{ErrorBody, ServerProtocol};
    use crate::schema::Traits;

    impl ServerProtocol for Ec2Query {
        fn operation_name(&self, request: &Request<Vec<u8>>) -> String {
            query_form::operation_name(request)
        }

        fn deserialize_request(
            &self,
            operation: &Descriptor,
            request: &Request<Vec<u8>>,
            input: &mut dyn DeserializeStructure,
        ) -> Option<Result<(), CodecError>> {
            query_form::deserialize_request(QueryDialect::Ec2, operation, request, input)
        }

        fn serialize_response(
            &self,
            operation: &Descriptor,
            output: &dyn SerializeStructure,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            let mut to = XmlSerializer::new(None, &Traits::NONE);
            output.serialize(&mut Members(&mut to))?;
            let name = operation.name;
            Ok(query_form::xml_response(&[&format!("{name}Response")], &to.into_bytes()))
        }

        fn serialize_error(
            &self,
            status: StatusCode,
            code: &str,
            error: ErrorBody<'_>,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            let mut to = XmlSerializer::new(None, &Traits::NONE);
            write_error(&mut to, code, error)?;
            let mut response = query_form::xml_response(&["Response", "Errors"], &to.into_bytes());
            *response.status_mut() = status;
            Ok(response)
        }
    }
}
