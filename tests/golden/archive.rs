#![deny(warnings)]

#[path = "archive/archive/mod.rs"]
pub mod archive;

fn main() {}
