//! The tests of the public interface, in one program. `cargo test -p clientsmith-runtime rest_json::` runs those of one module.

mod append;
mod body;
mod byte_stream;
mod client;
mod json;
mod lenient;
mod paginator;
mod predicates;
mod query;
mod require;
mod rest_json;
mod rest_xml;
mod retryable;
mod rpc_v2_cbor;
mod stream;
mod test_util;
mod values;
mod waiter;

// One small service and one server for all: the tests of the workspace use them too.
mod mini;
mod server;
