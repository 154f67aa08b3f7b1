//! Streams of bytes, the Rust type of blobs with `smithy.api#streaming`. It has no async runtime: bytes are pulled by
//! polling or by a blocking reader.

mod byte_source;
mod reading;
mod source;

use std::fmt;
use std::fs;
use std::future::poll_fn;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use crate::{Blob, BoxError};
use reading::Reading;
use source::{Content, FileSource, OnceSource, Source};

pub use byte_source::ByteSource;

/// A stream of bytes: the body of a request or response that need not be in memory.
///
/// It is created from bytes in memory ([`From`]), from a file ([`from_path`](Self::from_path)), from a reader
/// ([`from_reader`](Self::from_reader)) or from an asynchronous source ([`from_source`](Self::from_source)).
///
/// ```
/// use codegen_runtime::ByteStream;
///
/// let mut lines = ByteStream::from("one\ntwo\n").into_reader()?;
/// assert_eq!(std::io::read_to_string(&mut lines)?, "one\ntwo\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Clones
/// A clone begins at the start of the source, not at the position of the original. Bytes and files can be read by every
/// clone. A reader or an asynchronous source is shared by all clones, and only the first clone that reads it can:
/// reading any other clone is an error. [`can_replay`](Self::can_replay) distinguishes the two kinds.
///
/// # Equality
/// Streams of bytes in memory are equal if their bytes are, and files if they have the same path and range. A reader or
/// an asynchronous source is equal to its own clones only. The position does not count.
///
/// # serde
/// Bytes in memory are a base64 string, as a [`Blob`] is. Structures omit a member that is any other stream.
pub struct ByteStream {
    source: Source,
    /// Never locked: the mutex makes the stream `Sync` although its source need not be.
    reading: Mutex<Option<Reading>>,
}

impl ByteStream {
    /// Returns a stream of a file. The file is opened when the stream is read, and again if it is read again.
    ///
    /// Polling the stream reads the file on the thread that polls, in chunks of 64 KiB.
    ///
    /// # Errors
    /// The file does not exist or its length cannot be determined.
    pub fn from_path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let len = fs::metadata(path)?.len();
        Ok(Self::file(path, 0, len))
    }

    /// Returns a stream of a range of bytes of a file, such as a part of a multipart upload.
    ///
    /// # Errors
    /// The file does not exist, its length cannot be determined, or the range is not within it.
    pub fn from_path_range(path: impl AsRef<Path>, range: Range<u64>) -> io::Result<Self> {
        let path = path.as_ref();
        let len = fs::metadata(path)?.len();
        if range.start > range.end || range.end > len {
            let message = format!("the range {range:?} is not within the {len} bytes of {}", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        Ok(Self::file(path, range.start, range.end - range.start))
    }

    fn file(path: &Path, start: u64, len: u64) -> Self {
        Self::of(Source::File(Arc::new(FileSource { path: path.to_owned(), start, len })))
    }

    /// Returns a stream of a reader of unknown length. It can be read once.
    ///
    /// A request with such a body is sent in chunks. Operations that require a length reject it: use
    /// [`from_reader_with_len`](Self::from_reader_with_len).
    ///
    /// Polling the stream reads on the thread that polls. A reader that blocks for long, such as a pipe, holds up an
    /// async executor: give the stream an asynchronous source instead.
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self::of(Source::Once(Arc::new(OnceSource::new(Content::Reader(Box::new(reader)), None))))
    }

    /// Returns a stream of the first `len` bytes of a reader. It can be read once.
    ///
    /// Reading the stream fails if the reader ends before that.
    pub fn from_reader_with_len(reader: impl Read + Send + 'static, len: u64) -> Self {
        Self::of(Source::Once(Arc::new(OnceSource::new(Content::Reader(Box::new(reader)), Some(len)))))
    }

    /// Returns a stream of an asynchronous source. It can be read once.
    pub fn from_source(source: impl ByteSource + 'static) -> Self {
        let len = source.len_hint();
        Self::of(Source::Once(Arc::new(OnceSource::new(Content::Polled(Box::pin(source)), len))))
    }

    const fn of(source: Source) -> Self {
        Self { source, reading: Mutex::new(None) }
    }

    /// Returns the length in bytes from the start of the source; `None` if it is not known.
    #[must_use]
    pub fn len_hint(&self) -> Option<u64> {
        self.source.len_hint()
    }

    /// Returns whether the stream can be read again from its start by a clone: bytes and files can, readers and
    /// asynchronous sources cannot. Only a request whose body can be replayed is retried.
    #[must_use]
    pub fn can_replay(&self) -> bool {
        !matches!(self.source, Source::Once(_))
    }

    /// Returns the bytes of a stream that is in memory, from its start. `None` for any other stream.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.shared_bytes().map(AsRef::as_ref)
    }

    pub(crate) fn shared_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            Source::File(_) | Source::Once(_) => None,
        }
    }

    /// Returns the next chunk, which is not empty; `None` at the end.
    ///
    /// # Errors
    /// The error of the source, or another clone has read a source that can be read only once.
    pub async fn next(&mut self) -> Option<Result<Bytes, BoxError>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// Polls for the next chunk, as [`next`](Self::next) does.
    ///
    /// # Errors
    /// As for [`next`](Self::next). The stream ends after an error.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        match self.reading() {
            Ok(reading) => reading.poll_next(context),
            Err(error) => Poll::Ready(Some(Err(error.into()))),
        }
    }

    /// Reads the rest of the stream into memory. There is no limit of the length.
    ///
    /// # Errors
    /// As for [`next`](Self::next).
    pub async fn collect(mut self) -> Result<Bytes, BoxError> {
        self.collect_up_to(usize::MAX).await
    }

    /// Reads until the end or until `limit` bytes have been read, and drops the rest.
    pub(crate) async fn collect_up_to(&mut self, limit: usize) -> Result<Bytes, BoxError> {
        let Some(first) = self.next().await else { return Ok(Bytes::new()) };
        let mut first = first?;
        let mut rest = BytesMut::new();
        while first.len() + rest.len() < limit {
            match self.next().await {
                None => break,
                Some(chunk) => rest.extend_from_slice(&chunk?),
            }
        }
        // A stream of one chunk is not copied.
        if rest.is_empty() {
            first.truncate(limit);
            return Ok(first);
        }
        let mut all = BytesMut::with_capacity(first.len() + rest.len());
        all.extend_from_slice(&first);
        all.extend_from_slice(&rest);
        all.truncate(limit);
        Ok(all.freeze())
    }

    /// Returns a blocking reader of the rest of the stream.
    ///
    /// # Errors
    /// The source is asynchronous and can wait, the file cannot be opened, or another clone has read a source that can
    /// be read only once.
    pub fn into_reader(mut self) -> io::Result<ByteReader> {
        if self.source.pends() {
            let message = "the stream is asynchronous and cannot be read by blocking: read it with `next` or `collect`";
            return Err(io::Error::new(io::ErrorKind::Unsupported, message));
        }
        let len = self.len_hint();
        let reading = std::mem::replace(self.reading()?, Reading::End);
        Ok(ByteReader { reading, len })
    }

    /// Returns the reading of this clone, and begins it if necessary.
    fn reading(&mut self) -> io::Result<&mut Reading> {
        let reading = self.reading.get_mut().unwrap_or_else(PoisonError::into_inner);
        if reading.is_none() {
            match self.source.open() {
                Ok(begun) => *reading = Some(begun),
                Err(error) => {
                    *reading = Some(Reading::End);
                    return Err(error);
                }
            }
        }
        Ok(reading.get_or_insert(Reading::End))
    }
}

/// A blocking reader of a stream, from [`ByteStream::into_reader`].
pub struct ByteReader {
    reading: Reading,
    len: Option<u64>,
}

impl ByteReader {
    /// Returns the length in bytes of the whole stream; `None` if it is not known.
    #[must_use]
    pub fn len_hint(&self) -> Option<u64> {
        self.len
    }
}

impl Read for ByteReader {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.reading.read(to)
    }
}

impl fmt::Debug for ByteReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_length("ByteReader", self.len, f)
    }
}

/// Writes the length only: bytes are seldom readable, and often secret.
impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_length("ByteStream", self.len_hint(), f)
    }
}

pub(crate) fn show_length(name: &str, len: Option<u64>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match len {
        Some(len) => write!(f, "{name}({len} bytes)"),
        None => write!(f, "{name}(unknown length)"),
    }
}

/// The clone begins at the start of the source.
impl Clone for ByteStream {
    fn clone(&self) -> Self {
        Self::of(self.source.clone())
    }
}

impl PartialEq for ByteStream {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

/// The empty stream.
impl Default for ByteStream {
    fn default() -> Self {
        Self::from(Bytes::new())
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self::of(Source::Bytes(bytes))
    }
}

macro_rules! from_bytes {
    ($([$($param:tt)*] $from:ty: $value:ident => $bytes:expr;)*) => {$(
        impl<$($param)*> From<$from> for ByteStream {
            fn from($value: $from) -> Self {
                Self::from($bytes)
            }
        }
    )*};
}

from_bytes! {
    [] Vec<u8>: bytes => Bytes::from(bytes);
    [] String: text => Bytes::from(text);
    [] Blob: blob => Bytes::from(blob.into_vec());
    [] &[u8]: bytes => Bytes::copy_from_slice(bytes);
    [const N: usize] &[u8; N]: bytes => Bytes::copy_from_slice(bytes);
    [const N: usize] [u8; N]: bytes => Bytes::copy_from_slice(&bytes);
    [] &str: text => Bytes::copy_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use std::pin::{Pin, pin};
    use std::task::Waker;

    use super::*;

    /// A source of two bytes at a time, which waits for ever after the chunks.
    struct Endless(usize);

    impl ByteSource for Endless {
        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
            match self.0.checked_sub(1) {
                Some(left) => self.0 = left,
                None => return Poll::Pending,
            }
            Poll::Ready(Some(Ok(Bytes::from_static(b"ab"))))
        }
    }

    #[test]
    fn nothing_is_read_behind_the_limit() {
        for (chunks, limit, expected) in [(2, 4, "abab"), (2, 3, "aba"), (1, 2, "ab"), (1, 1, "a")] {
            let mut stream = ByteStream::from_source(Endless(chunks));
            let collected = pin!(stream.collect_up_to(limit));
            let polled = Future::poll(collected, &mut Context::from_waker(Waker::noop()));
            let Poll::Ready(bytes) = polled else { panic!("it waits for a chunk behind {limit} bytes") };
            assert_eq!(bytes.expect("bytes"), expected, "{chunks} chunks up to {limit} bytes");
        }
    }
}
