#![deny(warnings)]

#[path = "recursion/recursion/mod.rs"]
pub mod recursion;

fn main() {}
