//! Bodies that are streams, from and to a server on this machine, through the client and through an HTTP client that
//! knows nothing of AWS.

mod blocking;
mod client;
mod memory;
mod server;
mod service;

/// The length of the bodies of the ordinary tests: 16 MiB.
const LEN: u64 = 16 << 20;
