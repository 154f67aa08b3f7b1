#![deny(warnings)]

#[path = "errors/errors/mod.rs"]
pub mod errors;

fn main() {}
