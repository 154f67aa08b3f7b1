//! Requests: the serialization of an input to a request.

use http::HeaderValue;
use http::header::CONTENT_LENGTH;

use crate::schema::SerializeStructure;
use crate::{Body, BoxError, Descriptor, Failure, host_prefix};

/// Serializes the input of an operation to a request without an endpoint. `host_label` returns the member for a label of the
/// host prefix. Nothing here depends on the operation's types, so that it is compiled once.
pub(crate) fn serialize<'a>(
    operation: &'static Descriptor,
    input: &dyn SerializeStructure,
    host_label: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<http::Request<Body>, Failure> {
    let mut request = operation.service.protocol.serialize_request(operation, input).map_err(Failure::Request)?;
    for &(name, value) in operation.headers {
        request.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    if operation.requires_length {
        require_length(operation.name, &request)?;
    }
    if operation.compressed {
        request = compressed(request).map_err(Failure::Request)?;
    }
    if !operation.host_prefix.is_empty() {
        let prefix = host_prefix::fill(operation.host_prefix, host_label);
        request.extensions_mut().insert(prefix.map_err(|error| Failure::Request(error.into()))?);
    }
    Ok(request)
}

/// Checks that the length of the request's body is known.
fn require_length(operation: &str, request: &http::Request<Body>) -> Result<(), Failure> {
    if request.body().len_hint().is_some() || request.headers().contains_key(CONTENT_LENGTH) {
        return Ok(());
    }
    let message = format!(
        "{operation} requires a body of known length (`@requiresLength`): make the stream with \
         `ByteStream::from_reader_with_len`, or with a source that has a `len_hint`"
    );
    Err(Failure::Request(message.into()))
}

/// Compresses the request's body.
#[cfg(feature = "compression")]
fn compressed(request: http::Request<Body>) -> Result<http::Request<Body>, BoxError> {
    crate::compression::gzip(request)
}

/// Returns the request unchanged: services accept bodies without compression, too.
#[cfg(not(feature = "compression"))]
#[allow(clippy::unnecessary_wraps, reason = "with the feature, it can fail")]
fn compressed(request: http::Request<Body>) -> Result<http::Request<Body>, BoxError> {
    Ok(request)
}
