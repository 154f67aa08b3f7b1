#![deny(warnings)]

#[path = "deprecation/deprecation/mod.rs"]
pub mod deprecation;

fn main() {}
