//! A reading of a stream: its position, and its next chunk.

use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf as _, Bytes};

use super::byte_source::ByteSource;
use crate::BoxError;

/// The largest chunk that is read from a file or another reader.
const CHUNK: usize = 64 * 1024;

/// A reading in progress.
pub(super) enum Reading {
    Bytes(Bytes),
    Reader {
        from: Box<dyn Read + Send>,
        /// The number of bytes that are still to be read according to the length; `None` if the length is not known.
        left: Option<u64>,
    },
    Polled(Pin<Box<dyn ByteSource>>),
    End,
}

impl Reading {
    /// Returns the next chunk. Empty chunks are skipped.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let next = match self {
            Self::Bytes(bytes) => Some(Ok(std::mem::take(bytes))).filter(|next| !matches!(next, Ok(b) if b.is_empty())),
            Self::Reader { from, left } => read_chunk(&mut **from, left).map_err(BoxError::from).transpose(),
            Self::Polled(from) => loop {
                match from.as_mut().poll_next(context) {
                    Poll::Ready(Some(Ok(chunk))) if chunk.is_empty() => {}
                    Poll::Ready(next) => break next,
                    Poll::Pending => return Poll::Pending,
                }
            },
            Self::End => None,
        };
        if !matches!(next, Some(Ok(_))) {
            *self = Self::End;
        }
        Poll::Ready(next)
    }
}

impl Read for Reading {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Bytes(bytes) => {
                let count = bytes.len().min(to.len());
                bytes.copy_to_slice(&mut to[..count]);
                Ok(count)
            }
            Self::Reader { from, left } => read(&mut **from, left, to),
            Self::Polled(_) => Err(io::ErrorKind::WouldBlock.into()),
            Self::End => Ok(0),
        }
    }
}

fn read_chunk(from: &mut dyn Read, left: &mut Option<u64>) -> io::Result<Option<Bytes>> {
    let size = left.map_or(CHUNK, |left| usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK)));
    let mut chunk = vec![0; size];
    loop {
        match read(from, left, &mut chunk) {
            Ok(0) => return Ok(None),
            Ok(count) => {
                chunk.truncate(count);
                return Ok(Some(chunk.into()));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Reads at most the number of bytes that are left. An earlier end is an error: the receiver would wait for the rest.
fn read(from: &mut dyn Read, left: &mut Option<u64>, to: &mut [u8]) -> io::Result<usize> {
    let Some(left) = left else { return from.read(to) };
    let most = usize::try_from(*left).map_or(to.len(), |left| left.min(to.len()));
    if most == 0 {
        return Ok(0);
    }
    let count = from.read(&mut to[..most])?;
    if count == 0 {
        let message = format!("the stream ended {left} bytes before the length that was given for it");
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
    }
    *left -= count as u64;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    /// A source whose first chunk is empty, and a reader whose first reading is interrupted.
    #[derive(Default)]
    struct Twice {
        polls: usize,
    }

    impl ByteSource for Twice {
        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
            self.polls += 1;
            Poll::Ready(Some(Ok(Bytes::from_static(if self.polls == 1 { b"" } else { b"ab" }))))
        }
    }

    impl Read for Twice {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            self.polls += 1;
            match self.polls {
                1 => Err(io::ErrorKind::Interrupted.into()),
                _ => (&b"ab"[..]).read(to),
            }
        }
    }

    #[test]
    fn a_chunk_has_bytes_although_a_source_is_empty_or_interrupted_once() {
        let polled = Reading::Polled(Box::pin(Twice::default()));
        let read = Reading::Reader { from: Box::new(Twice::default()), left: None };
        for mut reading in [polled, read] {
            let Poll::Ready(Some(chunk)) = reading.poll_next(&mut Context::from_waker(Waker::noop())) else {
                panic!("there is a chunk")
            };
            assert_eq!(chunk.expect("bytes"), "ab");
        }
    }
}
