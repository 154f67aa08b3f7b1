//! The body of a request or response.

use std::fmt;
use std::io;

use bytes::Bytes;

use crate::stream::show_length;
use crate::{ByteReader, ByteStream};

/// The body of a request, from [`Operation::request`](crate::Operation::request), or of a response.
///
/// Only the body of an operation with a streaming payload can be a stream. For every other operation
/// [`bytes`](Self::bytes) returns the whole body.
#[derive(Clone, PartialEq)]
pub enum Body {
    /// The whole body, in memory.
    Bytes(Bytes),
    /// A body that is not in memory, or not yet.
    Stream(ByteStream),
}

impl Body {
    /// Returns the bytes of a body that is in memory; `None` for any other stream.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Stream(stream) => stream.bytes(),
        }
    }

    /// Returns the whole body. The bytes of a body in memory are not copied; a file or a reader is read to its end.
    ///
    /// # Errors
    /// The source cannot be read, or it is asynchronous: see [`ByteStream::collect`].
    pub fn into_bytes(self) -> io::Result<Bytes> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::Stream(stream) => {
                let mut bytes = Vec::new();
                io::Read::read_to_end(&mut stream.into_reader()?, &mut bytes)?;
                Ok(bytes.into())
            }
        }
    }

    /// Returns a blocking reader of the body.
    ///
    /// # Errors
    /// As for [`ByteStream::into_reader`].
    pub fn into_reader(self) -> io::Result<ByteReader> {
        ByteStream::from(self).into_reader()
    }

    /// Returns the length in bytes; `None` if it is not known, so that the body is sent in chunks.
    #[must_use]
    pub fn len_hint(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Stream(stream) => stream.len_hint(),
        }
    }

    /// Returns whether the body is known to be empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len_hint() == Some(0)
    }

    /// Returns whether a clone of the body can be sent again; see [`ByteStream::can_replay`].
    #[must_use]
    pub fn can_replay(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Stream(stream) => stream.can_replay(),
        }
    }
}

/// Writes the length only, because bodies hold secrets.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_length("Body", self.len_hint(), f)
    }
}

/// The empty body.
impl Default for Body {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

/// A stream that is in memory becomes bytes.
impl From<ByteStream> for Body {
    fn from(stream: ByteStream) -> Self {
        match stream.shared_bytes() {
            Some(bytes) => Self::Bytes(bytes.clone()),
            None => Self::Stream(stream),
        }
    }
}

impl From<Body> for ByteStream {
    fn from(body: Body) -> Self {
        match body {
            Body::Bytes(bytes) => Self::from(bytes),
            Body::Stream(stream) => stream,
        }
    }
}

/// A body is equal to the bytes that it has in memory.
impl PartialEq<[u8]> for Body {
    fn eq(&self, other: &[u8]) -> bool {
        self.bytes() == Some(other)
    }
}

/// A body is equal to the bytes that it has in memory.
impl<const N: usize> PartialEq<[u8; N]> for Body {
    fn eq(&self, other: &[u8; N]) -> bool {
        self.bytes() == Some(other)
    }
}

/// A body is equal to the bytes that it has in memory.
impl PartialEq<Vec<u8>> for Body {
    fn eq(&self, other: &Vec<u8>) -> bool {
        self.bytes() == Some(other)
    }
}
