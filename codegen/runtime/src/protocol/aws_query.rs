//! The protocol `awsQuery`: <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>. Requests are forms, and
//! responses are XML.

use super::{Protocol, query_form, xml_error};
use crate::codec::CodecError;
use crate::codec::query::QueryDialect;
use crate::error::ResponseMetadata;
use crate::response::ResponseParts;
use crate::schema::{DeserializeStructure, SerializeStructure};
use crate::{Body, BoxError, Descriptor};

/// `awsQuery`: every request is a POST of a form to `/`.
#[derive(Debug)]
pub struct AwsQuery {
    /// The version of the service's API, which every request contains.
    pub version: &'static str,
}

impl Protocol for AwsQuery {
    fn serialize_request(
        &self,
        operation: &Descriptor,
        input: &dyn SerializeStructure,
    ) -> Result<http::Request<Body>, BoxError> {
        query_form::request(QueryDialect::Aws, self.version, operation, input)
    }

    /// The members are in the element `<Operation>Result`. An operation without an output has no such element.
    fn deserialize_response(
        &self,
        response: &ResponseParts<'_>,
        output: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        query_form::response(response, &mut |from, operation| match from.enter_child(&format!("{operation}Result"))? {
            true => output.deserialize(from),
            false => Ok(()),
        })
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
        AwsQuery, BoxError, CodecError, Descriptor, DeserializeStructure, QueryDialect, SerializeStructure, query_form,
    };
    use crate::codec::xml::XmlSerializer;
    use crate::protocol::rest_xml::{Members, write_error};
    use crate::protocol::{ErrorBody, ServerProtocol};
    use crate::schema::Traits;

    impl ServerProtocol for AwsQuery {
        fn operation_name(&self, request: &Request<Vec<u8>>) -> String {
            query_form::operation_name(request)
        }

        fn deserialize_request(
            &self,
            operation: &Descriptor,
            request: &Request<Vec<u8>>,
            input: &mut dyn DeserializeStructure,
        ) -> Option<Result<(), CodecError>> {
            query_form::deserialize_request(QueryDialect::Aws, operation, request, input)
        }

        fn serialize_response(
            &self,
            operation: &Descriptor,
            output: &dyn SerializeStructure,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            let mut to = XmlSerializer::new(None, &Traits::NONE);
            output.serialize(&mut Members(&mut to))?;
            let name = operation.name;
            Ok(query_form::xml_response(&[&format!("{name}Response"), &format!("{name}Result")], &to.into_bytes()))
        }

        fn serialize_error(
            &self,
            status: StatusCode,
            code: &str,
            error: ErrorBody<'_>,
        ) -> Result<Response<Vec<u8>>, BoxError> {
            let mut to = XmlSerializer::new(None, &Traits::NONE);
            write_error(&mut to, code, error)?;
            let mut response = query_form::xml_response(&["ErrorResponse"], &to.into_bytes());
            *response.status_mut() = status;
            Ok(response)
        }
    }
}
