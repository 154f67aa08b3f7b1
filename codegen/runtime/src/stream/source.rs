//! The sources of streams: bytes in memory, a part of a file, and sources that can be read only once. This module opens
//! sources; it does not consume them.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::byte_source::ByteSource;
use super::reading::Reading;

/// The source of a stream. Clones share it.
#[derive(Clone)]
pub(super) enum Source {
    Bytes(Bytes),
    File(Arc<FileSource>),
    Once(Arc<OnceSource>),
}

/// A part of a file, which is opened for each reading.
#[derive(PartialEq, Eq)]
pub(super) struct FileSource {
    pub(super) path: PathBuf,
    pub(super) start: u64,
    pub(super) len: u64,
}

/// A source that can be read only once, by the first clone that reads it.
pub(super) struct OnceSource {
    len: Option<u64>,
    pends: bool,
    content: Mutex<Option<Content>>,
}

pub(super) enum Content {
    Reader(Box<dyn Read + Send>),
    Polled(Pin<Box<dyn ByteSource>>),
}

impl OnceSource {
    pub(super) fn new(content: Content, len: Option<u64>) -> Self {
        Self { len, pends: matches!(content, Content::Polled(_)), content: Mutex::new(Some(content)) }
    }
}

impl Source {
    pub(super) fn len_hint(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::File(file) => Some(file.len),
            Self::Once(once) => once.len,
        }
    }

    /// Returns whether a reading can be pending. Only an asynchronous source can.
    pub(super) fn pends(&self) -> bool {
        matches!(self, Self::Once(once) if once.pends)
    }

    /// Begins a reading.
    pub(super) fn open(&self) -> io::Result<Reading> {
        match self {
            Self::Bytes(bytes) => Ok(Reading::Bytes(bytes.clone())),
            Self::File(file) => file.open(),
            Self::Once(once) => match once.content.lock().unwrap_or_else(PoisonError::into_inner).take() {
                Some(Content::Reader(from)) => Ok(Reading::Reader { from, left: once.len }),
                Some(Content::Polled(from)) => Ok(Reading::Polled(from)),
                None => Err(io::Error::other("the stream has been read already, and its source cannot be read twice")),
            },
        }
    }
}

impl FileSource {
    fn open(&self) -> io::Result<Reading> {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", self.path.display()));
        let mut file = File::open(&self.path).map_err(named)?;
        if self.start > 0 {
            file.seek(SeekFrom::Start(self.start)).map_err(named)?;
        }
        Ok(Reading::Reader { from: Box::new(file), left: Some(self.len) })
    }
}

/// Bytes are compared by content, files by path and range, and everything else by identity.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(left), Self::Bytes(right)) => left == right,
            (Self::File(left), Self::File(right)) => left == right,
            (Self::Once(left), Self::Once(right)) => Arc::ptr_eq(left, right),
            _ => false,
        }
    }
}
