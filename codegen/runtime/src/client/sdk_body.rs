//! Conversion between the bodies of this crate and those of the orchestrator. Streams are passed on chunk by chunk.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::{Body, BoxError, ByteSource, ByteStream, content_coding};

/// Converts the body of a request. The orchestrator can clone it, and so retry the request, if it can be replayed.
pub(super) fn of_body(body: Body) -> SdkBody {
    match body {
        Body::Bytes(bytes) => SdkBody::from(bytes),
        Body::Stream(stream) if stream.can_replay() => {
            SdkBody::retryable(move || SdkBody::from_body_1_x(StreamBody::new(stream.clone())))
        }
        Body::Stream(stream) => SdkBody::from_body_1_x(StreamBody::new(stream)),
    }
}

/// Takes the body of a response as a stream.
pub(super) fn take_stream(response: &mut HttpResponse) -> ByteStream {
    let len = response.headers().get("content-length").and_then(|len| len.parse().ok());
    let body = std::mem::replace(response.body_mut(), SdkBody::taken());
    ByteStream::from_source(SdkBodySource { body: Box::pin(body), len })
}

/// The treatment of a body that is longer than its limit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Excess {
    /// It is cut off.
    CutOff,
    /// It is an error.
    Error,
}

/// Limits the body of a response, before the orchestrator reads it into memory. A body that is in memory already, or is
/// known to be shorter, is left as it is.
pub(super) fn limit(response: &mut HttpResponse, limit: usize, excess: Excess) {
    let (least, most) = (response.body().size_hint().lower(), response.body().size_hint().upper());
    if response.body().bytes().is_some() || most.is_some_and(|most| most <= limit as u64) {
        return;
    }
    let body = std::mem::replace(response.body_mut(), SdkBody::taken());
    let source = SdkBodySource { body: Box::pin(body), len: None };
    // A body with a known length beyond the limit is not read at all.
    let left = if matches!(excess, Excess::Error) && least > limit as u64 { 0 } else { limit };
    let limited = ByteStream::from_source(LimitedSource { source, limit, left, excess });
    *response.body_mut() = SdkBody::from_body_1_x(StreamBody::new(limited));
}

/// The error of a response body that is longer than its limit.
#[derive(Debug)]
pub(super) struct BodyTooLong {
    limit: usize,
}

impl fmt::Display for BodyTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        content_coding::too_long(self.limit).fmt(f)
    }
}

impl std::error::Error for BodyTooLong {}

/// A stream as a body of the crate `http-body`.
struct StreamBody {
    stream: ByteStream,
    left: Option<u64>,
}

impl StreamBody {
    fn new(stream: ByteStream) -> Self {
        Self { left: stream.len_hint(), stream }
    }
}

impl HttpBody for StreamBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let next = ready!(self.stream.poll_next(context));
        if let (Some(Ok(chunk)), Some(left)) = (&next, &mut self.left) {
            *left = left.saturating_sub(chunk.len() as u64);
        }
        Poll::Ready(next.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl fmt::Debug for StreamBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.stream.fmt(f)
    }
}

/// The body of a response as the source of a stream.
struct SdkBodySource {
    body: Pin<Box<SdkBody>>,
    len: Option<u64>,
}

impl ByteSource for SdkBodySource {
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            match ready!(self.body.as_mut().poll_frame(context)) {
                Some(Ok(frame)) => {
                    // Trailers are not data.
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn len_hint(&self) -> Option<u64> {
        self.len
    }
}

/// The first bytes of a body. Bytes beyond the limit are not read, or are an error.
struct LimitedSource {
    source: SdkBodySource,
    limit: usize,
    left: usize,
    excess: Excess,
}

impl ByteSource for LimitedSource {
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        if self.left == 0 && matches!(self.excess, Excess::CutOff) {
            return Poll::Ready(None);
        }
        let mut next = ready!(Pin::new(&mut self.source).poll_next(context));
        if let Some(Ok(chunk)) = &mut next {
            if chunk.len() > self.left && matches!(self.excess, Excess::Error) {
                return Poll::Ready(Some(Err(Box::new(BodyTooLong { limit: self.limit }))));
            }
            chunk.truncate(self.left);
            self.left -= chunk.len();
        }
        Poll::Ready(next)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Waker;

    use super::*;

    /// Returns the body of a response that is limited to four bytes, or the message of its error.
    fn limited(content: &'static [u8], excess: Excess) -> Result<Bytes, String> {
        let body = StreamBody::new(ByteStream::from_reader(content));
        let mut response = HttpResponse::new(200.try_into().expect("a status"), SdkBody::from_body_1_x(body));
        limit(&mut response, 4, excess);
        let collected = pin!(take_stream(&mut response).collect());
        match Future::poll(collected, &mut Context::from_waker(Waker::noop())) {
            Poll::Ready(body) => body.map_err(|error| error.to_string()),
            Poll::Pending => panic!("a reader never waits"),
        }
    }

    #[test]
    fn a_body_without_a_known_length_may_be_as_long_as_the_limit() {
        for excess in [Excess::CutOff, Excess::Error] {
            assert_eq!(limited(b"", excess).as_deref(), Ok(&b""[..]), "{excess:?}");
            assert_eq!(limited(b"abcd", excess).as_deref(), Ok(&b"abcd"[..]), "{excess:?}");
        }
        assert_eq!(limited(b"abcde", Excess::CutOff).as_deref(), Ok(&b"abcd"[..]));
        assert_eq!(limited(b"abcde", Excess::Error), Err(content_coding::too_long(4)));
    }

    #[test]
    fn debug_shows_the_length_only() {
        assert_eq!(format!("{:?}", StreamBody::new("secret".into())), "ByteStream(6 bytes)");
    }
}
