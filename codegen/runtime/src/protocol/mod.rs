//! Protocols: they serialize an operation's input to a request, and deserialize a response to an output or an error.
//! Each protocol is a file with one implementation of [`Protocol`].

mod aws_json;
#[cfg(feature = "query")]
mod aws_query;
#[cfg(feature = "query")]
mod ec2_query;
mod error_body;
#[cfg(feature = "query")]
mod query_form;
mod rest_json;
#[cfg(feature = "xml")]
mod rest_xml;
#[cfg(feature = "cbor")]
mod rpc_v2_cbor;
#[cfg(feature = "xml")]
mod xml_error;

use std::fmt;

pub use aws_json::AwsJson;
#[cfg(feature = "query")]
pub use aws_query::AwsQuery;
#[cfg(feature = "query")]
pub use ec2_query::Ec2Query;
pub use rest_json::RestJson;
#[cfg(feature = "xml")]
pub use rest_xml::RestXml;
#[cfg(feature = "cbor")]
pub use rpc_v2_cbor::RpcV2Cbor;

use http::HeaderName;

use crate::codec::CodecError;
use crate::error::ResponseMetadata;
use crate::response::ResponseParts;
use crate::schema::{DeserializeStructure, SerializeStructure};
use crate::{Body, BoxError, Descriptor};

/// The header by which a service that used `awsQuery` before learns that the client knows the codes of that protocol.
const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

/// A protocol. It is compiled once for all operations: it depends only on their [`Descriptor`] and their schemas.
pub trait Protocol: fmt::Debug + Send + Sync {
    /// Returns the request for an input. Its URI is a path, and it is not signed.
    ///
    /// # Errors
    /// A value cannot be serialized.
    fn serialize_request(
        &self,
        operation: &Descriptor,
        input: &dyn SerializeStructure,
    ) -> Result<http::Request<Body>, BoxError>;

    /// Returns the effective status of a response. It is the HTTP status, unless the protocol has errors with a success
    /// status.
    fn status(&self, _operation: &Descriptor, response: &ResponseParts<'_>) -> http::StatusCode {
        response.status
    }

    /// Reads the output of a successful response.
    ///
    /// # Errors
    /// The response does not follow the protocol, or a value is of another type than the model's.
    fn deserialize_response(
        &self,
        response: &ResponseParts<'_>,
        output: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError>;

    /// Reads the code and the message of a response that is an error, from the places where services put them.
    fn parse_error(&self, response: &ResponseParts<'_>) -> ResponseMetadata;

    /// Reads the members of an error.
    ///
    /// # Errors
    /// As for [`deserialize_response`](Self::deserialize_response).
    fn deserialize_error(
        &self,
        response: &ResponseParts<'_>,
        error: &mut dyn DeserializeStructure,
    ) -> Result<(), CodecError> {
        self.deserialize_response(response, error)
    }

    /// Returns the server side of the protocol, for mock servers.
    #[cfg(feature = "test-util")]
    fn server(&self) -> &dyn ServerProtocol;
}

/// The server side of a protocol, for mock servers.
#[cfg(feature = "test-util")]
pub trait ServerProtocol {
    /// Returns the name of the operation of a request, for messages.
    fn operation_name(&self, request: &http::Request<Vec<u8>>) -> String;

    /// Reads the input of a request. Returns `None` if the request is one of another operation.
    fn deserialize_request(
        &self,
        operation: &Descriptor,
        request: &http::Request<Vec<u8>>,
        input: &mut dyn DeserializeStructure,
    ) -> Option<Result<(), CodecError>>;

    /// Returns the response for an output.
    ///
    /// # Errors
    /// A value cannot be serialized.
    fn serialize_response(
        &self,
        operation: &Descriptor,
        output: &dyn SerializeStructure,
    ) -> Result<http::Response<Vec<u8>>, BoxError>;

    /// Returns the response for an error with this code: an error of the model with its members, or any other error
    /// with a message.
    ///
    /// # Errors
    /// A value cannot be serialized.
    fn serialize_error(
        &self,
        status: http::StatusCode,
        code: &str,
        error: ErrorBody<'_>,
    ) -> Result<http::Response<Vec<u8>>, BoxError>;
}

/// The content of an error's body.
#[cfg(feature = "test-util")]
#[derive(Clone, Copy)]
pub enum ErrorBody<'a> {
    /// The members of an error of the model.
    Modelled(&'a dyn SerializeStructure),
    /// A message.
    Message(&'a str),
}

#[cfg(feature = "test-util")]
impl fmt::Debug for ErrorBody<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Modelled(_) => "Modelled",
            Self::Message(_) => "Message",
        })
    }
}
