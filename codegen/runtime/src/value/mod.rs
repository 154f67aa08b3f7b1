//! The simple types of the service models that Rust has no type for.

mod blob;
mod number;
mod timestamp;

pub use blob::Blob;
pub use number::{BigDecimal, BigInteger, NumberError};
pub use timestamp::{Timestamp, TimestampError};

/// A JSON value of any form, Smithy's `document` type.
pub type Document = serde_json::Value;

crate::serde_impls!(Timestamp);
