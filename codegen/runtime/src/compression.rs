//! Compressing requests: <https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait>.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderValue;
use http::header::CONTENT_ENCODING;

use crate::{Body, BoxError};

/// The size from which on a body is compressed. Below it, a packet is sent in any case.
const LEAST: usize = 10_240;

/// Compresses a body in memory with gzip if it is large, and says so behind the encodings that it has already.
pub(crate) fn gzip(request: http::Request<Body>) -> Result<http::Request<Body>, BoxError> {
    if request.body().bytes().is_none_or(|bytes| bytes.len() < LEAST) {
        return Ok(request);
    }
    let (mut head, body) = request.into_parts();
    let body = body.into_bytes()?;
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 2), Compression::default());
    encoder.write_all(&body)?;
    let encodings = match head.headers.get(CONTENT_ENCODING) {
        Some(before) => HeaderValue::from_str(&format!("{}, gzip", before.to_str()?))?,
        None => HeaderValue::from_static("gzip"),
    };
    head.headers.insert(CONTENT_ENCODING, encodings);
    Ok(http::Request::from_parts(head, encoder.finish()?.into()))
}
