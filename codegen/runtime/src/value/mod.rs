//! The simple types of the service models that Rust has no type for.

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
