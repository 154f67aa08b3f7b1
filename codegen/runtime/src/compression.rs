//! Request compression (<https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait>).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderValue;
use http::header::CONTENT_ENCODING;

use crate::{Body, BoxError};

/// The smallest body that is compressed, in bytes. Compressing a smaller body saves few packets.
const MIN_COMPRESSED_SIZE: usize = 10_240;

/// Compresses a large body in memory with gzip, and appends `gzip` to the header `Content-Encoding`.
pub(crate) fn gzip(request: http::Request<Body>) -> Result<http::Request<Body>, BoxError> {
    if request.body().bytes().is_none_or(|bytes| bytes.len() < MIN_COMPRESSED_SIZE) {
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
