#![deny(warnings)]

#[path = "names/names/mod.rs"]
pub mod names;

fn main() {}
