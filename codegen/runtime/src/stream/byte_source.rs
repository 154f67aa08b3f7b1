//! Asynchronous sources of bytes.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;

use crate::BoxError;

/// An asynchronous source of bytes, such as the body of a response.
///
/// The trait is object-safe and needs no crate, so that the bodies of any HTTP client can implement it.
pub trait ByteSource: Send {
    /// Returns the next chunk; `None` at the end.
    ///
    /// # Errors
    /// The error of the source. It is not polled again.
    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>>;

    /// Returns the number of bytes of all chunks, if it is known. [`ByteStream`](super::ByteStream) asks once, before it
    /// polls.
    fn len_hint(&self) -> Option<u64> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Empty;

    impl ByteSource for Empty {
        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
            Poll::Ready(None)
        }
    }

    #[test]
    fn the_length_of_a_source_is_unknown_unless_the_source_says_it() {
        assert_eq!(Empty.len_hint(), None);
    }
}
