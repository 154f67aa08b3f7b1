//! The parts of an HTTP message that members are written to, and the request or response that is built from them.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::payload::Payload;
use super::{Http, uri};
use crate::codec::CodecError;
use crate::{Body, BoxError};

/// The parts of a request or response, as far as they have been written.
#[derive(Debug, Default)]
pub(super) struct MessageParts {
    pub(super) labels: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    /// The entries of maps in the query. A parameter in `query` with the same name takes precedence.
    pub(super) query_params: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    /// The entries of maps in headers. A header in `headers` with the same name takes precedence.
    pub(super) prefix_headers: Vec<(String, String)>,
    pub(super) body: Option<Payload>,
    pub(super) status: Option<String>,
}

impl MessageParts {
    pub(super) fn header(&mut self, name: &str, line: &str) -> Result<(), CodecError> {
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| CodecError::new("the name has characters that no header has"))?;
        let value = HeaderValue::from_bytes(line.as_bytes())
            .map_err(|_| CodecError::new("a header cannot hold control characters"))?;
        self.headers.try_insert(name, value).map_err(|_| CodecError::new("there are too many headers"))?;
        Ok(())
    }

    fn finish_headers(&mut self) -> Result<(), CodecError> {
        for (name, line) in std::mem::take(&mut self.prefix_headers) {
            if !self.headers.contains_key(&name) {
                self.header(&name, &line).map_err(|error| error.in_place(&format!("the header `{name}`")))?;
            }
        }
        match &self.body {
            Some(body) if !self.headers.contains_key(CONTENT_TYPE) => {
                let media_type = body.media_type;
                self.header(CONTENT_TYPE.as_str(), media_type)
            }
            _ => Ok(()),
        }
    }

    /// Returns the request, whose URI is a path.
    pub(super) fn into_request(mut self, http: Http) -> Result<http::Request<Body>, BoxError> {
        let uri = uri::path_and_query(http.uri, &self.labels, &self.query, &self.query_params)?;
        self.finish_headers()?;
        let body = self.body.map_or_else(Body::default, |payload| payload.body);
        check_length(&self.headers, &body)?;
        check_checksum(&self.headers)?;
        if body.is_empty() && METHODS_WITH_CONTENT.contains(&http.method) {
            self.headers.entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
        }
        let mut request = http::Request::builder().method(http.method).uri(uri).body(body)?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    /// Returns the response. Its status is 200 unless a member sets another one.
    #[cfg(feature = "test-util")]
    pub(super) fn into_response(mut self) -> Result<http::Response<Vec<u8>>, BoxError> {
        self.finish_headers()?;
        let status = self.status.as_deref().unwrap_or("200").parse::<http::StatusCode>()?;
        let body = self.body.map_or_else(Body::default, |payload| payload.body).into_bytes()?;
        let mut response = http::Response::builder().status(status).body(body.into())?;
        *response.headers_mut() = self.headers;
        Ok(response)
    }
}

/// The methods whose requests have content, so that a length of 0 is sent as well (RFC 9110, section 8.6). Amazon S3
/// rejects such a request without a length, and HTTP clients do not add it to an empty body.
const METHODS_WITH_CONTENT: &[&str] = &["PATCH", "POST", "PUT"];

/// Checks that a length from the input is the length of the body. With a shorter length, a service would store a part
/// of the body.
fn check_length(headers: &HeaderMap, body: &Body) -> Result<(), CodecError> {
    let (Some(stated), Some(length)) = (headers.get(CONTENT_LENGTH), body.len_hint()) else { return Ok(()) };
    if stated.to_str().ok().and_then(|stated| stated.parse().ok()) == Some(length) {
        return Ok(());
    }
    let stated = String::from_utf8_lossy(stated.as_bytes());
    Err(CodecError::new(format!(
        "the header `Content-Length` is {stated}, but the body has {length} bytes: leave the member unset"
    )))
}

/// The header that names the algorithm of a checksum, and the prefix of the headers that hold one
/// (<https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>).
const CHECKSUM_ALGORITHM: &str = "x-amz-sdk-checksum-algorithm";
const CHECKSUM_PREFIX: &str = "x-amz-checksum-";

/// Checks that a request that names the algorithm of a checksum has one: the client does not compute it.
fn check_checksum(headers: &HeaderMap) -> Result<(), CodecError> {
    let has_checksum = || headers.keys().any(|name| name.as_str().starts_with(CHECKSUM_PREFIX));
    if !headers.contains_key(CHECKSUM_ALGORITHM) || has_checksum() {
        return Ok(());
    }
    Err(CodecError::new(format!(
        "the header `{CHECKSUM_ALGORITHM}` is set, but no checksum: set the member for the checksum, which the client does \
         not compute, or leave the algorithm unset"
    )))
}
