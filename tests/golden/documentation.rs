#![deny(warnings)]

#[path = "documentation/documentation/mod.rs"]
pub mod documentation;

fn main() {}
