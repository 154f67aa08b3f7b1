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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_compressed_from_its_least_size_on() {
        for (size, is_compressed) in [(MIN_COMPRESSED_SIZE - 1, false), (MIN_COMPRESSED_SIZE, true), (20_000, true)] {
            let body = vec![b'x'; size];
            let sent = gzip(http::Request::new(body.clone().into())).expect("it is in memory");
            let coding = sent.headers().get(CONTENT_ENCODING);
            assert_eq!(coding.is_some_and(|coding| coding == "gzip"), is_compressed, "{size}");
            let sent_body = sent.body().bytes().expect("it is in memory");
            let decoded = crate::content_coding::decoded(sent.headers(), sent_body, size).expect("it is gzip");
            assert!(decoded.as_deref().unwrap_or(sent_body) == body && (sent_body.len() < size) == is_compressed);
        }
    }
}
