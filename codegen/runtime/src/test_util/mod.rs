//! Testing without the service: its answers in the place of its own.
//!
//! - [`Server`] speaks as the service does, over HTTP on this machine, so that clients in any language can call it.
//! - `Script`, with the feature `client`, gives a client its answers in order, without any socket, and asserts that
//!   everything in it was used. Pauses and time limits of such a client take no time.
//!
//! Both are told what to do by operation: an input comes in as its type, and a [`MockResponse`] is what goes out. Operations that
//! a service gains change nothing in either. What is asked of either and not provided for is answered by an error that
//! says so.

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
