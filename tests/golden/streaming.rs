#![deny(warnings)]

#[path = "streaming/streaming/mod.rs"]
pub mod streaming;

fn main() {}
