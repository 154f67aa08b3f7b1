#![deny(warnings)]

#[path = "unions/unions/mod.rs"]
pub mod unions;

fn main() {}
