//! The utilities for tests of other packages: a client that follows a script, and a server that speaks as the service.

// One small service for all tests of the runtime.
#[path = "../client/mini.rs"]
mod mini;
mod rest;
mod script;
mod server;
mod streams;

use mini::Thing;

fn named(name: &str) -> Thing {
    Thing { name: Some(name.to_owned()), ..Thing::default() }
}
