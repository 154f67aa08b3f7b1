//! Request compression (<https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait>).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderValue;
use http::header::CONTENT_ENCODING;

use crate::BoxError;

/// The smallest body that is compressed, in bytes. A smaller body fits into few packets anyway.
const MIN_COMPRESSED_SIZE: usize = 10_240;

/// Compresses a large body with gzip, and appends `gzip` to the header `Content-Encoding`.
pub(crate) fn gzip(request: http::Request<Vec<u8>>) -> Result<http::Request<Vec<u8>>, BoxError> {
    if request.body().len() < MIN_COMPRESSED_SIZE {
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
