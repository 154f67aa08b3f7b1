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

mod aws_json;
mod builder;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "compression")]
mod compression;
mod endpoint;
mod error;
pub mod guide;
mod host_prefix;
mod http_binding;
mod int_enum;
mod numbers;
mod operation;
mod paginator;
mod require;
mod response;
mod rest_json;
mod string_enum;
mod structure;
#[cfg(feature = "test-util")]
pub mod test_util;
mod union;
mod unquoted;
mod values;
mod waiter;
mod wire;

pub use serde_core;
pub use serde_json;

pub use builder::{Draft, IntoMember, IntoValue, Set, Unset};
pub use endpoint::{
    Arn, Endpoint, EndpointError, EndpointParam, EndpointParams, Partition, Url, is_bucket_label, is_host_label,
    substring, uri_encode,
};
pub use error::{BoxError, Error, Failure, Fault, ModelledError, OperationError, Retry, display_modelled};
pub use host_prefix::HostPrefix;
pub use http_binding::{BindingError, Http, Incoming, Outgoing, Place, Places};
pub use int_enum::read as int_read;
pub use numbers::{BigDecimal, BigInteger, NumberError};
pub use operation::{Auth, Descriptor, Operation, Protocol, RetrySafety, Service};
pub use paginator::{PaginatedItems, PaginatedOperation, Paginator, RepeatedPageToken};
pub use require::{MemberPath, MissingMember, WireNames};
pub use response::read_error;
pub use string_enum::{UnknownValue, read as string_read, write as string_write};
pub use structure::{Entry, Members, Structure, read as structure_read, write as structure_write};
pub use union::{Union, read as union_read, unknown as union_unknown, write as union_write};
pub use values::{Blob, DateTime, Document, HttpDate, Timestamp, TimestampError};
pub use waiter::{
    AcceptorState, ErrorOf, Matcher, OutputOf, PollEvent, Waiter, WaiterError, WaiterFailure, WaiterLoop, WaiterStep,
};
pub use wire::{Plain, Wire};

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

/// Shows a secret as being there or not, and nothing of it: what `Debug` of a generated structure prints for
/// a sensitive member.
#[must_use]
pub fn redacted<T>(value: Option<&T>) -> impl std::fmt::Debug + use<T> {
    value.map(|_| Redacted)
}

#[derive(Clone, Copy)]
struct Redacted;

impl std::fmt::Debug for Redacted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("*** redacted ***")
    }
}
