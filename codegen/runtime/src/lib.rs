//! The library that generated clients link against.
//!
//! The core does no I/O. It has the macros for generated types ([`structure!`], [`string_enum!`], [`union!`]), operations
//! that serialize requests and parse responses ([`Operation`]), errors ([`Error`]), endpoints ([`Endpoint`]) and the parts of
//! builders ([`Draft`]). The feature `client` adds a client on top of AWS's own runtime. The [`guide`] has a page for each
//! task.
//!
//! This crate is written by hand and does not depend on any service. The generated code holds the facts of the service's
//! model.

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

/// Returns a value whose `Debug` says whether a sensitive member is set, without its content. `Debug` of generated structures
/// uses it.
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
