//! The content coding of response bodies. Requests do not ask for one, but proxies and some services send gzip all the same.

use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderValue};

use crate::codec::CodecError;
use crate::error::OneLine;

/// Returns the body without its content coding, of at most `limit` bytes; `None` if it has no coding.
///
/// # Errors
/// The coding is not supported, the body is not of its coding, or the decoded body is longer than the limit.
pub(crate) fn decoded(headers: &HeaderMap, body: &[u8], limit: usize) -> Result<Option<Vec<u8>>, CodecError> {
    match headers.get(CONTENT_ENCODING) {
        Some(coding) if !body.is_empty() => decode(coding, body, limit),
        _ => Ok(None),
    }
}

#[cold]
fn decode(coding: &HeaderValue, body: &[u8], limit: usize) -> Result<Option<Vec<u8>>, CodecError> {
    let name = String::from_utf8_lossy(coding.as_bytes()).trim().to_ascii_lowercase();
    match name.as_str() {
        "" | "identity" => Ok(None),
        // Some HTTP clients decode the body and leave the header.
        "gzip" | "x-gzip" if !body.starts_with(&[0x1F, 0x8B]) => Ok(None),
        "gzip" | "x-gzip" if cfg!(feature = "compression") => gunzip(body, limit).map(Some),
        "gzip" | "x-gzip" => {
            Err(CodecError::new("the body is compressed with gzip; enable the feature `compression` to read it"))
        }
        _ => Err(CodecError::new(format!(
            "the body has the content coding `{}`, which cannot be decoded; let the HTTP client decode it",
            OneLine(&name)
        ))),
    }
}

#[cfg(feature = "compression")]
fn gunzip(body: &[u8], limit: usize) -> Result<Vec<u8>, CodecError> {
    use std::io::Read as _;

    let mut decoded = Vec::new();
    // One byte more is read to detect a longer body.
    let most = (limit as u64).saturating_add(1);
    let read = flate2::read::MultiGzDecoder::new(body).take(most).read_to_end(&mut decoded);
    read.map_err(|_| CodecError::new("the body is not gzip, or breaks off, although its header says gzip"))?;
    match decoded.len() > limit {
        true => Err(CodecError::new(too_long(limit))),
        false => Ok(decoded),
    }
}

#[cfg(not(feature = "compression"))]
fn gunzip(_: &[u8], _: usize) -> Result<Vec<u8>, CodecError> {
    Err(CodecError::new("gzip needs the feature `compression`"))
}

/// Returns the message for a body that is longer than the limit.
pub(crate) fn too_long(limit: usize) -> String {
    format!("the response body is longer than the limit of {limit} bytes (`ParseOptions::body_limit`)")
}

#[cfg(all(test, feature = "compression"))]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn with_coding(coding: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(coding))])
    }

    #[test]
    fn a_body_without_bytes_has_no_coding() {
        for coding in ["gzip", "br", "identity"] {
            assert_eq!(decoded(&with_coding(coding), b"", 10).expect("nothing is decoded"), None, "{coding}");
        }
        assert!(decoded(&with_coding("br"), b"x", 10).is_err());
    }

    #[test]
    fn a_decoded_body_may_be_as_long_as_the_limit() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(b"four").expect("it is in memory");
        let body = encoder.finish().expect("it is in memory");
        assert_eq!(decoded(&with_coding("gzip"), &body, 4).expect("it fits").as_deref(), Some(&b"four"[..]));
        let error = decoded(&with_coding("gzip"), &body, 3).expect_err("it is too long");
        assert_eq!(error.to_string(), too_long(3));
    }
}
