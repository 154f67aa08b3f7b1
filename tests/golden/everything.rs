#![deny(warnings)]

#[path = "everything/everything/mod.rs"]
pub mod everything;

fn main() {}
