#![deny(warnings)]
#![recursion_limit = "256"]

#[path = "deep/deep/mod.rs"]
pub mod deep;

fn main() {}
