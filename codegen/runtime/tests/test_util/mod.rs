//! The utilities for tests of other packages: a client that follows a script, and a server that speaks as the service.

mod rest;
mod script;
mod server;
mod streams;

use crate::mini::Thing;

fn named(name: &str) -> Thing {
    Thing { name: Some(name.to_owned()), ..Thing::default() }
}
