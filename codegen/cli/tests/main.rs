//! The tests of the program and of the builder, in one program. `cargo test -p clientsmith update::` runs those of one module.

mod arguments;
mod build_script;
mod first_use;
mod guide;
mod import;
mod manifest;
mod packed;
mod pipes;
mod project;
mod said;
mod update;

// The tests of the workspace own it.
#[path = "../../../tests/src/nested.rs"]
#[allow(unreachable_pub, reason = "it is written for a library")]
mod nested;
