#![deny(warnings)]

#[path = "no_input_output/no_input_output/mod.rs"]
pub mod no_input_output;

fn main() {}
