#![deny(warnings)]

#[path = "simple_types/simple_types/mod.rs"]
pub mod simple_types;

fn main() {}
