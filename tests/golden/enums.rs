#![deny(warnings)]

#[path = "enums/enums/mod.rs"]
pub mod enums;

fn main() {}
