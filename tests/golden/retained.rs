#![deny(warnings)]

#[path = "retained/retained/mod.rs"]
pub mod retained;

fn main() {}
