//! The library that generated clients link against.
//!
//! The core does no I/O. It has the macros for generated types ([`structure!`], [`string_enum!`], [`union!`]), operations
//! that serialize requests and parse responses ([`Operation`]), errors ([`Error`]), endpoints ([`Endpoint`]) and the parts of
//! builders ([`Draft`]). The feature `client` adds a client on top of AWS's own runtime. The [`guide`] has a page for each
//! task.
//!
//! This crate is written by hand and does not depend on any service. The generated code holds the facts of the service's
//! model.

mod body;
mod builder;
#[cfg(feature = "client")]
pub mod client;
pub mod codec;
#[cfg(feature = "compression")]
mod compression;
mod content_coding;
mod contract;
mod descriptor;
mod endpoint;
mod error;
pub mod guide;
mod host_prefix;
mod html_page;
mod http_binding;
mod operation;
mod paginator;
mod parse_options;
mod path_field;
pub mod protocol;
mod request;
mod require;
mod response;
pub mod schema;
mod stream;
#[cfg(feature = "test-util")]
pub mod test_util;
mod value;
mod waiter;

pub use bytes::Bytes;
#[cfg(feature = "serde")]
pub use serde_core;
pub use serde_json;

pub use body::Body;
pub use builder::{Append, Draft, IntoMember, IntoValue, Set, Unset, append};
pub use codec::{CodecError, UnreadableMember};
pub use descriptor::{Auth, Descriptor, RetrySafety, Service};
pub use endpoint::{
    Arn, Endpoint, EndpointError, EndpointParam, EndpointParams, Partition, Url, is_bucket_label, is_host_label,
    substring, uri_encode,
};
#[doc(hidden)]
pub use error::UNLISTED;
pub use error::{
    BoxError, Error, Failure, Fault, ModelledError, OperationError, ResponseMetadata, Retry, ServiceError,
    ServiceErrorKind, WithMetadata, debug_operation_error, display_modelled,
};
pub use host_prefix::HostPrefix;
pub use http_binding::Http;
pub use operation::Operation;
#[doc(hidden)]
pub use paginator::token as page_token;
pub use paginator::{
    PageTokenError, PaginatedItems, PaginatedOperation, Paginator, RepeatedPageToken, UnreadablePageToken,
};
pub use parse_options::{ParseOptions, RESPONSE_BODY_LIMIT};
#[doc(hidden)]
pub use path_field::PathField;
#[doc(hidden)]
pub use require::PathOwner;
pub use require::{MemberPath, MissingMember};
pub use response::{ResponseParts, read_error};
pub use schema::{Traits, UnknownValue};
pub use stream::{ByteReader, ByteSource, ByteStream};
pub use value::{BigDecimal, BigInteger, Blob, Document, NumberError, Timestamp, TimestampError};
pub use waiter::{
    AcceptorState, ErrorOf, Matcher, OutputOf, PollEvent, Waiter, WaiterError, WaiterFailure, WaiterLoop, WaiterStep,
};

/// Compiles its items only if the feature `client` of this crate is enabled. The features of the calling crate do not matter.
#[doc(hidden)]
#[cfg(feature = "client")]
#[macro_export]
macro_rules! with_client {
    ($($item:item)*) => { $($item)* };
}

/// Compiles its items only if the feature `client` of this crate is enabled. The features of the calling crate do not matter.
#[doc(hidden)]
#[cfg(not(feature = "client"))]
#[macro_export]
macro_rules! with_client {
    ($($item:item)*) => {};
}

/// Compiles its items only if the feature `test-util` of this crate is enabled. The features of the calling crate do not
/// matter.
#[cfg(feature = "test-util")]
#[macro_export]
macro_rules! test_util {
    ($($item:item)*) => { $($item)* };
}

/// Compiles its items only if the feature `test-util` of this crate is enabled. The features of the calling crate do not
/// matter.
#[cfg(not(feature = "test-util"))]
#[macro_export]
macro_rules! test_util {
    ($($item:item)*) => {};
}
