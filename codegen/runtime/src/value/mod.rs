//! The simple types of service models for which Rust's standard library has no type.

mod blob;
mod document;
mod number;
mod timestamp;

pub use blob::Blob;
pub use document::Document;
pub(crate) use document::MAX_DOCUMENT_DEPTH;
pub use number::{BigDecimal, BigInteger, NumberError};
pub use timestamp::{Timestamp, TimestampError, TimestampFormat, TimestampText};

crate::serde_impls!(Timestamp);
