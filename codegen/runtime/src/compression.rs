//! Compressing requests: <https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait>.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderValue;
use http::header::CONTENT_ENCODING;

use crate::BoxError;

/// The size from which on a body is compressed. Below it, a packet is sent in any case.
const LEAST: usize = 10_240;

/// Compresses a body with gzip if it is large, and says so behind the encodings that it has already.
pub(crate) fn gzip(request: http::Request<Vec<u8>>) -> Result<http::Request<Vec<u8>>, BoxError> {
    if request.body().len() < LEAST {
        return Ok(request);
    }
    let (mut head, body) = request.into_parts();
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 2), Compression::default());
    encoder.write_all(&body)?;
    let encodings = match head.headers.get(CONTENT_ENCODING) {
        Some(before) => HeaderValue::from_str(&format!("{}, gzip", before.to_str()?))?,
        None => HeaderValue::from_static("gzip"),
    };
    head.headers.insert(CONTENT_ENCODING, encodings);
    Ok(http::Request::from_parts(head, encoder.finish()?))
}
