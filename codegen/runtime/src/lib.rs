//! The library that generated clients link against.
//!
//! Its core has no input or output: generated types with their wire form ([`structure!`], [`string_enum!`],
//! [`union!`]), operations that make an HTTP request from an input and an output from a response
//! ([`Operation`]), errors that say what happened ([`Error`]), endpoints ([`Endpoint`]) and the parts of
//! builders ([`Draft`]). With the feature `client` there is a client over AWS's own runtime as well. How a task is
//! done with them is in the [`guide`].
//!
//! What is here is written by hand and serves every service. What a service's model says is in the
//! generated code only.

mod body;
mod builder;
#[cfg(feature = "client")]
pub mod client;
pub mod codec;
#[cfg(feature = "compression")]
mod compression;
mod endpoint;
mod error;
pub mod guide;
mod host_prefix;
mod http_binding;
mod operation;
mod paginator;
pub mod protocol;
mod require;
mod response;
pub mod schema;
mod stream;
#[cfg(feature = "test-util")]
pub mod test_util;
mod value;
mod waiter;

pub use bytes::Bytes;
pub use serde_core;
pub use serde_json;

pub use body::Body;
pub use builder::{Draft, IntoMember, IntoValue, Set, Unset};
pub use codec::CodecError;
pub use endpoint::{
    Arn, Endpoint, EndpointError, EndpointParam, EndpointParams, Partition, Url, is_bucket_label, is_host_label,
    substring, uri_encode,
};
pub use error::{
    BoxError, Error, Failure, Fault, ModelledError, OperationError, ResponseMetadata, Retry, display_modelled,
};
pub use host_prefix::HostPrefix;
pub use http_binding::Http;
pub use operation::{Auth, Descriptor, Operation, RetrySafety, Service};
pub use paginator::{PaginatedItems, PaginatedOperation, Paginator, RepeatedPageToken};
pub use require::{MemberPath, MissingMember};
pub use response::{ResponseParts, read_error};
pub use schema::{Traits, UnknownValue};
pub use stream::{ByteReader, ByteSource, ByteStream};
pub use value::{BigDecimal, BigInteger, Blob, Document, NumberError, Timestamp, TimestampError};
pub use waiter::{
    AcceptorState, ErrorOf, Matcher, OutputOf, PollEvent, Waiter, WaiterError, WaiterFailure, WaiterLoop, WaiterStep,
};

/// Items for tests, which are there with the feature `test-util` of this crate, whatever features the crate has in which they
/// are written.
#[cfg(feature = "test-util")]
#[macro_export]
macro_rules! test_util {
    ($($item:item)*) => { $($item)* };
}

/// Items for tests, which are there with the feature `test-util` of this crate, whatever features the crate has in which they
/// are written.
#[cfg(not(feature = "test-util"))]
#[macro_export]
macro_rules! test_util {
    ($($item:item)*) => {};
}
