#![deny(warnings)]

#[path = "examples/examples/mod.rs"]
pub mod examples;

fn main() {}
