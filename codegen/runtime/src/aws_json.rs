//! The protocols `awsJson1_0` and `awsJson1_1`: <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};

use crate::error::ResponseMetadata;
use crate::{Error, Failure, Operation, structure};

const TARGET: &str = "x-amz-target";

/// The request for an input, to a service that once spoke `awsQuery`:
/// <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait>.
pub(crate) fn query_compatible_request<O: Operation + ?Sized>(
    version: &str,
    target_prefix: &str,
    input: &O::Input,
) -> Result<http::Request<Vec<u8>>, Error<O::Error>> {
    let mut request = request::<O>(version, target_prefix, input)?;
    request.headers_mut().insert("x-amzn-query-mode", HeaderValue::from_static("true"));
    Ok(request)
}

/// The request for an input.
pub(crate) fn request<O: Operation + ?Sized>(
    version: &str,
    target_prefix: &str,
    input: &O::Input,
) -> Result<http::Request<Vec<u8>>, Error<O::Error>> {
    let name = O::DESCRIPTOR.name;
    let refuse = |e| Error::failed(name, Failure::Request(e), ResponseMetadata::default());
    let mut body = Vec::with_capacity(128);
    structure::write(input, &mut serde_json::Serializer::new(&mut body)).map_err(|e| refuse(e.into()))?;
    let content_type = match version {
        "1.0" => HeaderValue::from_static("application/x-amz-json-1.0"),
        _ => HeaderValue::from_static("application/x-amz-json-1.1"),
    };
    let target = HeaderValue::try_from(format!("{target_prefix}.{name}")).map_err(|e| refuse(e.into()))?;
    // Its path is `/`. Not with a builder, which moves the whole head for each header.
    let mut request = http::Request::new(body);
    *request.method_mut() = Method::POST;
    request.headers_mut().insert(CONTENT_TYPE, content_type);
    request.headers_mut().insert(TARGET, target);
    Ok(request)
}
