#![deny(warnings)]

#[path = "timestamps/timestamps/mod.rs"]
pub mod timestamps;

fn main() {}
