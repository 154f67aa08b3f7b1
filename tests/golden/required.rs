#![deny(warnings)]

#[path = "required/required/mod.rs"]
pub mod required;

fn main() {}
