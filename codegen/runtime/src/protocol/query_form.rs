//! The part that `awsQuery` and `ec2Query` have in common: a request is a form that names the action, and a response is
//! an element whose name ends with `Response`.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};

use crate::codec::CodecError;
use crate::codec::query::{QueryDialect, QuerySerializer};
use crate::codec::xml::{XmlDeserializer, readable};
use crate::response::ResponseParts;
use crate::schema::SerializeStructure;
use crate::{Body, BoxError, Descriptor};

/// Returns the request for an input.
pub(super) fn request(
    dialect: QueryDialect,
    version: &str,
    operation: &Descriptor,
    input: &dyn SerializeStructure,
) -> Result<http::Request<Body>, BoxError> {
    let mut serializer = QuerySerializer::new(dialect, operation.name, version);
    input.serialize(&mut serializer)?;
    let mut request = http::Request::new(serializer.into_bytes().into());
    *request.method_mut() = Method::POST;
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(CONTENT_TYPE, form);
    Ok(request)
}

/// Calls a function with the root element of a response and with the operation's name in that element. An empty body
/// has no output, and the function is not called.
pub(super) fn response(
    response: &ResponseParts<'_>,
    read: &mut dyn FnMut(&mut XmlDeserializer<'_>, &str) -> Result<(), CodecError>,
) -> Result<(), CodecError> {
    let ResponseParts { body, recovery, .. } = *response;
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    let body = readable(body, recovery);
    let mut from = XmlDeserializer::new(&body)?.with_recovery(recovery);
    match from.root_name().strip_suffix("Response") {
        Some(operation) => read(&mut from, operation)?,
        None => return Err(CodecError::new("expected an element whose name ends with `Response`").at_offset(0)),
    }
    from.end()
}

#[cfg(feature = "test-util")]
pub(super) use server::{deserialize_request, operation_name, xml_response};

#[cfg(feature = "test-util")]
mod server {
    use http::header::CONTENT_TYPE;
    use http::{HeaderValue, Request, Response};

    use super::{CodecError, Descriptor, QueryDialect};
    use crate::codec::query::{Form, QueryDeserializer};
    use crate::schema::DeserializeStructure;

    /// Returns the action of a request.
    pub(in crate::protocol) fn operation_name(request: &Request<Vec<u8>>) -> String {
        let action = Form::parse(request.body()).ok().and_then(|form| form.text("Action").map(str::to_owned));
        action.unwrap_or_else(|| format!("{} {}", request.method(), request.uri().path()))
    }

    /// Reads the input of a request. Returns `None` if the request is one of another operation.
    pub(in crate::protocol) fn deserialize_request(
        dialect: QueryDialect,
        operation: &Descriptor,
        request: &Request<Vec<u8>>,
        input: &mut dyn DeserializeStructure,
    ) -> Option<Result<(), CodecError>> {
        let form = Form::parse(request.body()).ok()?;
        if form.text("Action") != Some(operation.name) {
            return None;
        }
        Some(input.deserialize(&mut QueryDeserializer::new(dialect, &form)))
    }

    /// Returns a response with `content` inside of `elements`, the outermost first.
    pub(in crate::protocol) fn xml_response(elements: &[&str], content: &[u8]) -> Response<Vec<u8>> {
        let mut body = Vec::new();
        for name in elements {
            body.extend_from_slice(format!("<{name}>").as_bytes());
        }
        body.extend_from_slice(content);
        for name in elements.iter().rev() {
            body.extend_from_slice(format!("</{name}>").as_bytes());
        }
        let mut response = Response::new(body);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
        response
    }
}
