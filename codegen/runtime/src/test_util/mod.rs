//! Test doubles for a service.
//!
//! - [`Server`] is a mock server on localhost. It speaks the service's protocol, so that clients in any language can
//!   call it.
//! - `Script`, with the feature `client`, gives a client its responses in order, without a socket, and asserts that
//!   every step was used. Pauses and timeouts of such a client take no time.
//!
//! Both work by operation: they deserialize the request to the operation's input, and send a [`MockResponse`]. New
//! operations of the service do not affect them. A request that a test does not expect gets an error that says so.

mod mock_response;
mod received_request;
#[cfg(feature = "client")]
mod script;
mod server;
#[cfg(feature = "client")]
mod time;
pub(crate) mod uri;

pub use mock_response::MockResponse;
#[cfg(feature = "client")]
pub use script::Script;
pub use server::{RunningServer, Server};
