//! Streams without a network and without an async runtime.

use std::future::Future;
use std::io::{self, Read};
use std::ops::Range;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use codegen_runtime::{Blob, Body, BoxError, ByteSource, ByteStream, Bytes};

/// Returns what a future gives that never waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future waits"),
    }
}

fn collect(stream: ByteStream) -> Result<Bytes, BoxError> {
    ready(stream.collect())
}

/// A source of some chunks, which waits once before each.
struct Chunks(Vec<&'static str>, bool);

impl ByteSource for Chunks {
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        self.1 = !self.1;
        if self.1 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready((!self.0.is_empty()).then(|| Ok(Bytes::from(self.0.remove(0)))))
    }
}

#[test]
fn bytes_are_one_chunk_for_every_clone() {
    let mut stream = ByteStream::from("abc");
    let clone = stream.clone();
    assert_eq!(ready(stream.next()).expect("a chunk").expect("bytes"), "abc");
    assert!(ready(stream.next()).is_none());
    assert_eq!(collect(clone).expect("bytes"), "abc");
    assert_eq!((stream.len_hint(), stream.can_replay(), stream.bytes()), (Some(3), true, Some(&b"abc"[..])));
    assert!(ready(ByteStream::default().next()).is_none());
    assert_eq!(ByteStream::from(Blob::from("abc")), stream);
}

#[test]
fn a_reader_is_read_by_the_first_clone() {
    let mut stream = ByteStream::from_reader(io::repeat(b'x').take(150_000));
    assert_eq!((stream.len_hint(), stream.can_replay()), (None, false));
    let clone = stream.clone();
    assert!(stream == clone && stream != ByteStream::from_reader(io::empty()));
    assert_eq!(ready(stream.next()).expect("a chunk").expect("bytes").len(), 65_536);
    let error = collect(clone).expect_err("it has been read");
    assert_eq!(error.to_string(), "the stream has been read already, and its source cannot be read twice");
    assert_eq!(collect(stream).expect("the rest").len(), 150_000 - 65_536);
}

#[test]
fn a_length_is_kept() {
    let long = ByteStream::from_reader_with_len(&b"abcdef"[..], 3);
    assert_eq!(collect(long).expect("bytes"), "abc");
    let mut short = ByteStream::from_reader_with_len(&b"abc"[..], 5);
    assert_eq!(ready(short.next()).expect("a chunk").expect("bytes"), "abc");
    let error = ready(short.next()).expect("an error").expect_err("it is too short");
    assert_eq!(error.to_string(), "the stream ended 2 bytes before the length that was given for it");
    assert!(ready(short.next()).is_none(), "there is nothing after an error");
}

#[test]
fn a_file_is_opened_for_each_reading() -> io::Result<()> {
    let path = std::env::temp_dir().join(format!("byte-stream-{}", std::process::id()));
    std::fs::write(&path, "0123456789")?;
    let whole = ByteStream::from_path(&path)?;
    let part = ByteStream::from_path_range(&path, 2..5)?;
    assert_eq!((whole.len_hint(), whole.can_replay(), whole.bytes()), (Some(10), true, None));
    assert_eq!(part, ByteStream::from_path_range(&path, 2..5)?);
    assert!(
        part != ByteStream::from_path_range(&path, 2..6)? && part != whole && whole != ByteStream::from("0123456789")
    );
    for _ in 0..2 {
        assert_eq!(collect(part.clone()).expect("bytes"), "234");
        assert_eq!(io::read_to_string(whole.clone().into_reader()?)?, "0123456789");
    }
    let error = ByteStream::from_path_range(&path, 5..11).expect_err("the range is too long");
    assert!(error.to_string().starts_with("the range 5..11 is not within the 10 bytes of "), "{error}");
    // The end is before the start.
    let error = ByteStream::from_path_range(&path, Range { start: 5, end: 2 }).expect_err("it ends before it starts");
    assert!(error.to_string().starts_with("the range 5..2 is not within the 10 bytes of "), "{error}");
    for empty in [0..0, 3..3, 10..10] {
        let stream = ByteStream::from_path_range(&path, empty)?;
        assert_eq!((stream.len_hint(), collect(stream).expect("no bytes").len()), (Some(0), 0));
    }
    std::fs::remove_file(&path)?;
    let error = collect(whole).expect_err("the file is gone");
    assert!(error.to_string().starts_with(&path.display().to_string()), "{error}");
    assert!(ByteStream::from_path(&path).is_err());
    Ok(())
}

#[test]
fn an_asynchronous_source_is_polled() {
    let stream = || ByteStream::from_source(Chunks(vec!["ab", "", "c"], false));
    let mut collected = pin!(stream().collect());
    let mut context = Context::from_waker(Waker::noop());
    let bytes = loop {
        if let Poll::Ready(bytes) = collected.as_mut().poll(&mut context) {
            break bytes.expect("bytes");
        }
    };
    assert_eq!(bytes, "abc");
    let error = stream().into_reader().expect_err("it waits");
    assert_eq!(error.kind(), io::ErrorKind::Unsupported);
    assert!(Body::from(stream()).into_bytes().is_err());
}

#[test]
fn a_part_that_was_polled_is_not_read_again() -> io::Result<()> {
    let mut stream = ByteStream::from_reader(io::repeat(b'x').take(100_000));
    ready(stream.next()).expect("a chunk").expect("bytes");
    assert_eq!(io::read_to_string(stream.into_reader()?)?.len(), 100_000 - 65_536);
    Ok(())
}

#[test]
fn debug_shows_the_length_only() {
    assert_eq!(format!("{:?}", ByteStream::from("secret")), "ByteStream(6 bytes)");
    assert_eq!(format!("{:?}", ByteStream::from_reader(io::empty())), "ByteStream(unknown length)");
    assert_eq!(format!("{:?}", Body::from(b"secret".to_vec())), "Body(6 bytes)");
}

codegen_runtime::structure! {
    /// An object.
    struct Object = "Object" {
        /// The name.
        name: String = "name",
        /// The content.
        body: codegen_runtime::ByteStream = "body" [payload, streaming],
    }
}

#[test]
fn serde_leaves_out_what_is_not_in_memory() {
    let object = |body: ByteStream| Object { name: Some("n".into()), body: Some(body) };
    let json = serde_json::to_string(&object("abc".into())).expect("JSON");
    assert_eq!(json, r#"{"name":"n","body":"YWJj"}"#);
    assert_eq!(serde_json::from_str::<Object>(&json).expect("an object"), object("abc".into()));
    let unread = object(ByteStream::from_reader(io::empty()));
    assert_eq!(serde_json::to_string(&unread).expect("JSON"), r#"{"name":"n"}"#);
    assert_eq!(format!("{unread:?}"), r#"Object { name: Some("n"), body: Some(ByteStream(unknown length)) }"#);
    assert_eq!(unread.clone(), unread);
}
