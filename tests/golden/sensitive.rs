#![deny(warnings)]

#[path = "sensitive/sensitive/mod.rs"]
pub mod sensitive;

fn main() {}
