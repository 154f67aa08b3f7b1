#![deny(warnings)]

#[path = "fleet/fleet/mod.rs"]
pub mod fleet;

fn main() {}
