//! The tests of the commands and of the guides, in one program. `cargo test -p xtask readme::` runs those of one module.

mod api;
mod command_line;
mod conformance;
mod corpus;
mod diff;
mod drift;
mod formats;
mod readme;
mod said;

// The tests of the workspace own it.
#[path = "../../tests/src/nested.rs"]
#[allow(unreachable_pub, reason = "it is written for a library")]
mod nested;
