//! The tests that need more than one package, in one program. `cargo test -p tests words::` runs those of one module.
//!
//! Generated code names `crate::buckets`, so that the golden files that are run here are modules of the root.

mod bad_input;
mod callers;
mod client;
mod consumer;
mod dependent;
mod diff;
mod documentation;
mod endpoint_vectors;
mod endpoints;
mod history;
mod migration;
mod paging;
mod parity;
mod replay;
mod responses;
mod retained;
mod s3;
mod secrets;
mod snapshot;
mod structure;
mod surface;
mod vectors;
mod versions;
mod waiting;
mod wire;
mod words;

// One server and one small service for all tests: the runtime's tests own them.
#[path = "../codegen/runtime/tests/mini.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod mini;
#[path = "../codegen/runtime/tests/server.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod server;

#[path = "golden/buckets/buckets/mod.rs"]
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, clippy::collapsible_if, reason = "it is written for a library, and an older Rust")]
mod buckets;
#[path = "golden/endpoint_context/endpoint_context/mod.rs"]
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, clippy::collapsible_if, reason = "it is written for a library, and an older Rust")]
mod endpoint_context;
#[path = "golden/pages/pages/mod.rs"]
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, unused_imports, reason = "it is written for a library")]
mod pages;
// Those of the theme `endpoint_context` too: a test holds the two files together.
#[path = "golden/buckets/partitions.rs"]
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, reason = "it is written for a library")]
mod partitions;
#[path = "golden/queues/queues/mod.rs"]
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, unused_imports, reason = "it is written for a library")]
mod queues;
#[path = "golden/waiters/waiters/mod.rs"]
#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, unused_imports, reason = "it is written for a library")]
mod waiters;
