//! The tests of the commands and of the guides, in one program. `cargo test -p xtask readme::` runs those of one module.

mod command_line;
mod conformance;
mod corpus;
mod diff;
mod formats;
mod readme;
mod said;
